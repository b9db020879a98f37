/** Asterisk end to end: real sockets, strict channels, a scripted recogniser. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { untilLive } from '../app/replay/replay-call.js';
import { AsteriskChannel, type ChannelSetup } from './bridges/asterisk-channel.js';
import { framesBetween, heardFrames } from './bridges/heard-frames.js';
import { CLOSE_MS, Pace } from './bridges/pace.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_BYTES, levelOf, sines, toPcmu, voice } from './bridges/signals.js';
import { until } from './bridges/until.js';
import { VoiceBot } from './bridges/voice-bot.js';

const ULAW: ChannelSetup = { control: 'json', format: 'ulaw', frameBytes: FRAME_BYTES };
const PLAIN: ChannelSetup = { ...ULAW, control: 'plain-text' };
/** The cue ends at 2 860 ms; the digits are from 3 000 to 6 200 ms. */
const CARD = [
  ...words('my card number is', 2_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 3_000, 150, 50),
];
/** The same out of the mouth of somebody in a hurry: from 700 to 1 500 ms. */
const QUICK_CARD = [
  ...words('my card number is', 200, 100, 20),
  ...words('four one one one one one one one one one one one one one one one', 700, 40, 10),
];
const SAMPLES_PER_MS = 8;

const urlOf = (server: RunningTacet, path: string): string =>
  `ws://127.0.0.1:${String(server.port)}/v1/asterisk${path}`;

describe('a call through Asterisk', () => {
  afterEach(() => RunningTacet.stopAll());

  it('is masked for the other party and in the recording, and hung up in its own words', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: CARD, finalDelayMs: 500 }) },
    });
    const caller = await AsteriskChannel.dial({ url: urlOf(server, '/a-1/caller') }, ULAW);
    const agent = await server.connect('a-1/agent');
    const said = voice(700, 5);

    const pace = new Pace(server.callNamed('a-1'), CLOSE_MS);
    await pace.say('caller', said.length, (i) => caller.say(said[i] ?? Buffer.alloc(0)));
    await agent.receivedAtLeast(said.length);
    await agent.close();
    await pace.ended();

    expect((await caller.closed).code).toBe(1_000);
    expect(caller.commands).toEqual(['HANGUP']);
    expect(caller.complaints).toEqual([]);
    const call = server.callNamed('a-1');
    const passed = new Set(
      heardFrames(
        said,
        agent.received.map(({ payload }) => payload),
      ),
    );
    expect(framesBetween(call, 'caller', 3_000, 6_100).filter((i) => passed.has(i))).toEqual([]);
    expect(framesBetween(call, 'caller', 0, 2_000).filter((i) => !passed.has(i))).toEqual([]);
    const { caller: recorded } = await server.recording('a-1');
    expect(levelOf(recorded.subarray(3_000 * SAMPLES_PER_MS, 6_100 * SAMPLES_PER_MS))).toBeLessThan(-50);
    expect(levelOf(recorded.subarray(0, 1_500 * SAMPLES_PER_MS))).toBeGreaterThan(-40);
    expect(await server.transcript('a-1')).toContain('my card number [PAN]');
  });

  it('of two channels carries whole frames at their pace, and not a digit of the card', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: QUICK_CARD, finalDelayMs: 300 }) },
    });
    const caller = await AsteriskChannel.dial({ url: urlOf(server, '/a-2/caller') }, PLAIN);
    const agent = await AsteriskChannel.dial({ url: urlOf(server, '/a-2/agent') }, ULAW);
    const said = voice(200, 6);

    const pace = new Pace(server.callNamed('a-2'), CLOSE_MS);
    await pace.inRealTime('caller', said.length, (i) => caller.say(said[i] ?? Buffer.alloc(0)));
    await agent.until(() => agent.frames.length > 0, 'a frame');
    await caller.close();
    await agent.closed;

    // A machine that stalls may make frames late, and late ones are dropped; none is ever out of its order.
    const heard = heardFrames(said, agent.frames);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    const digits = framesBetween(server.callNamed('a-2'), 'caller', 700, 1_500);
    expect(heard.filter((i) => digits.includes(i))).toEqual([]);
    expect(heard.length).toBeGreaterThan(0);
    expect([caller.complaints, agent.complaints]).toEqual([[], []]);
  });

  it('keeps keys from the agent', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted({ words: [] }) } });
    const caller = await AsteriskChannel.dial({ url: urlOf(server, '/a-3/caller') }, ULAW);
    const agent = await AsteriskChannel.dial({ url: urlOf(server, '/a-3/agent') }, PLAIN);
    const said = voice(100, 7);

    const pace = new Pace(server.callNamed('a-3'));
    await pace.say('caller', 50, (i) => caller.say(said[i] ?? Buffer.alloc(0)));
    for (const key of '4111111111111111') {
      caller.key(key);
      await pace.say('caller', 3, (i) => caller.say(said[50 + i] ?? Buffer.alloc(0)));
    }
    await caller.roundTrip();
    await caller.close();
    await agent.closed;
    await pace.ended();

    expect(agent.commands).toEqual(['HANGUP']);
    expect(agent.complaints).toEqual([]);
    const { spans } = await server.report('a-3');
    expect(new Set(spans.map(({ kind, verdict }) => `${kind} ${verdict}`))).toEqual(new Set(['pan masked']));
  });
});

describe('a channel of Asterisk', () => {
  let server: RunningTacet;
  beforeAll(async () => {
    server = await RunningTacet.start({
      bridges: { asterisk: { users: { peer: 'secret' } } },
      limits: { idleMs: 1_000 },
    });
    // Nobody is taken for idle because the machine is slow: time passes where a test says so.
    server.clock.pace();
  });
  /** Time passes, no faster than it does, until it is so: a peer answers within it, however slow the machine is. */
  const untilInTime = (isSo: () => boolean, what: string): Promise<void> =>
    until(
      () => {
        server.clock.advance(2);
        return isSo();
      },
      what,
      100_000,
    );
  afterAll(() => RunningTacet.stopAll());
  const authorization = `Basic ${Buffer.from('peer:secret').toString('base64')}`;
  const dial = (path: string, setup: ChannelSetup, startsAtOnce = true): Promise<AsteriskChannel> =>
    AsteriskChannel.dial(
      { url: urlOf(server, path), options: { headers: { authorization } } },
      setup,
      startsAtOnce,
    );

  it.each([
    ['plain text', PLAIN, 320],
    ['JSON', { ...ULAW, format: 'slin48', frameBytes: 1_920 }, 160],
    ['another ptime', { ...ULAW, format: 'slin16', frameBytes: 320, ptimeMs: 10 }, 480],
  ])('gets frames of its own size, whatever the other leg sends: %s', async (_what, setup, samples) => {
    const id = `b-${String(setup.frameBytes)}`;
    const channel = await dial(`/${id}/caller`, setup);
    const agent = await server.connect(`${id}/agent`, 'ptime=40', { step: samples });
    const tone = toPcmu(sines([440], 400));
    const stream = Buffer.concat(tone);

    for (let at = 0; at + samples <= stream.length; at += samples)
      agent.send(stream.subarray(at, at + samples));
    await channel.until(() => channel.frames.length >= 5, 'frames');
    await agent.close();
    await channel.closed;

    expect(channel.complaints).toEqual([]);
  });

  it('never has to queue a burst: what would be heard late is dropped', async () => {
    const inRealTime = await RunningTacet.start({}, true);
    const channel = await AsteriskChannel.dial({ url: urlOf(inRealTime, '/c-1/caller') }, ULAW);
    const agent = await inRealTime.connect('c-1/agent');

    for (const payload of voice(500, 8)) agent.send(payload);
    agent.socket.ping();
    await new Promise((resolve) => agent.socket.once('pong', resolve));
    await channel.roundTrip();
    await agent.close();
    await channel.closed;

    expect(channel.frames.length).toBeGreaterThan(5);
    // 200 ms are allowed ahead; ten seconds were sent.
    expect(channel.longestQueue).toBeLessThan(100);
    expect(channel.complaints).toEqual([]);
  });

  it('is sent nothing between XOFF and XON, and its late queue is flushed', async () => {
    const channel = await dial('/c-2/caller', PLAIN);
    const agent = await server.connect('c-2/agent');
    const said = voice(30, 9);
    const say = async (from: number, to: number): Promise<void> => {
      for (const payload of said.slice(from, to)) agent.send(payload);
      agent.socket.ping();
      await new Promise((resolve) => agent.socket.once('pong', resolve));
      await channel.roundTrip();
    };

    await say(0, 3);
    channel.xoff();
    await channel.until(() => channel.commands.includes('FLUSH_MEDIA'), 'the flush');
    await say(3, 6);
    channel.xon();
    await channel.roundTrip();
    await say(6, 9);
    await channel.until(() => channel.frames.length >= 6, 'frames');
    await agent.close();
    await channel.closed;

    expect(channel.frames).toEqual([...said.slice(0, 3), ...said.slice(6, 9)]);
    expect(channel.complaints).toEqual([]);
  });

  it('passes Opus through without a command', async () => {
    const setup = { ...ULAW, format: 'opus', frameBytes: 0 };
    const channel = await dial('/c-3/caller', setup);
    const agent = await server.connect('c-3/agent', 'codec=OPUS&rate=48000', { payloadType: 111, step: 960 });
    // A frame of silence of 20 ms (RFC 6716, section 3.1: CELT, fullband, one frame).
    const packet = Buffer.from([0xf8, 0xff, 0xfe]);

    agent.send(packet);
    channel.xoff();
    channel.xon();
    await channel.roundTrip();
    agent.send(packet);
    channel.say(packet);
    await Promise.all([channel.until(() => channel.frames.length > 0, 'a frame'), agent.receivedAtLeast(1)]);
    await agent.close();
    await channel.closed;

    expect(channel.frames[0]).toEqual(packet);
    expect(agent.received[0]?.payload).toEqual(packet);
    expect(channel.commands).toEqual(['HANGUP']);
    expect(channel.complaints).toEqual([]);
  });

  it('may be silent for longer than any other peer, as long as it answers pings', async () => {
    const caller = await dial('/c-4/caller', ULAW);
    const agent = await dial('/c-4/agent', ULAW);
    let pings = 0;
    caller.socket.on('ping', () => pings++);

    // Four in the time that a silent peer is given.
    await untilInTime(() => pings >= 8, 'pings');

    expect([caller.socket.readyState, agent.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    await caller.close();
    await agent.closed;
  });

  it('that is gone without a word is closed', async () => {
    const caller = await AsteriskChannel.dial(
      { url: urlOf(server, '/c-5/caller'), options: { headers: { authorization }, autoPong: false } },
      ULAW,
    );
    let isOver = false;
    void caller.closed.then(() => (isOver = true));
    await untilInTime(() => isOver, 'the closing');

    expect(await caller.closed).toEqual({ code: 1_001, reason: 'TACET_IDLE' });
  });

  it('may send audio before it starts', async () => {
    const agent = await server.connect('c-6/agent');
    const channel = await dial('/c-6/caller', ULAW, false);
    const said = voice(10, 10);

    for (const frame of said.slice(0, 5)) channel.say(frame);
    await channel.start();
    for (const frame of said.slice(5)) channel.say(frame);
    await agent.receivedAtLeast(10);
    await agent.close();
    await channel.closed;

    expect(agent.received.map(({ payload }) => payload)).toEqual(said);
  });

  it.each([
    [
      'a codec that Tacet has not',
      { ...ULAW, format: 'g722' },
      { code: 1_003, reason: 'TACET_CODEC_UNKNOWN' },
    ],
    ['a ptime of its own', { ...ULAW, frameBytes: 200 }, { code: 1_003, reason: 'TACET_PTIME_UNSUPPORTED' }],
  ])('with %s is refused', async (_what, setup, closing) => {
    const channel = await dial('/c-7/caller', setup, false);
    channel.start().catch(() => undefined);

    expect(await channel.closed).toEqual(closing);
  });

  it('with another password is refused before the upgrade', async () => {
    const url = urlOf(server, '/c-8/caller');
    const wrong = `Basic ${Buffer.from('peer:wrong').toString('base64')}`;
    for (const headers of [{}, { authorization: wrong }]) {
      const socket = new WebSocket(url, ['media'], { headers });
      const status = await new Promise((resolve) => {
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      });
      expect(status).toBe(401);
      socket.on('error', () => undefined);
      socket.terminate();
    }
  });
});

describe('a channel that Tacet dials, where a route says so', () => {
  afterEach(async () => {
    await RunningTacet.stopAll();
    await VoiceBot.stopAll();
  });

  /** Asterisk's server; the caller's leg is RTP. */
  const ring = async (call: string, setup: ChannelSetup) => {
    const asterisk = await VoiceBot.start();
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: QUICK_CARD, finalDelayMs: 300 }) },
      routes: [{ to: { url: `${asterisk.url}/media/0f1e2d3c`, protocol: 'asterisk' } }],
    });
    const caller = await server.connect(`${call}/caller`);
    const { socket, request } = await asterisk.dialled();
    const agent = new AsteriskChannel(socket, setup);
    return { server, caller, agent, request };
  };

  it('is a leg as soon as Asterisk has said its format, and hears no digit of a card', async () => {
    const { server, caller, agent, request } = await ring('d-1', PLAIN);
    await agent.start();
    const call = server.callNamed('d-1');
    await untilLive(call);
    const said = voice(150, 11);
    const answered = voice(10, 12);

    for (const frame of answered) agent.say(frame);
    await caller.receivedAtLeast(answered.length);
    const pace = new Pace(call, CLOSE_MS);
    await pace.say('caller', said.length, (i) => caller.send(said[i] ?? Buffer.alloc(0)));
    await agent.until(() => agent.frames.length >= said.length, 'frames');
    await caller.close();
    await agent.closed;

    expect(request.url).toBe('/media/0f1e2d3c');
    expect(agent.socket.protocol).toBe('media');
    expect(caller.received.map(({ payload }) => payload)).toEqual(answered);
    const passed = heardFrames(said, agent.frames);
    const digits = framesBetween(call, 'caller', 700, 1_500);
    expect(passed.filter((i) => digits.includes(i))).toEqual([]);
    expect(passed).toEqual(expect.arrayContaining(framesBetween(call, 'caller', 0, 200)));
    expect(agent.commands).toEqual(['HANGUP']);
    expect(agent.complaints).toEqual([]);
  });

  it('ends the caller’s connection, too, where it can be no leg', async () => {
    const { caller, agent } = await ring('d-2', { ...PLAIN, format: 'g722' });
    agent.start().catch(() => undefined);

    expect((await agent.closed).reason).toBe('TACET_CODEC_UNKNOWN');
    expect(await caller.closed).toEqual({ code: 1_014, reason: 'TACET_DIAL_FAILED' });
  });
});
