/** jambonz end to end: real sockets, a strict verb, a scripted recogniser. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';

import { Connection } from '../call/connection.js';
import { ClientInlet } from '../call/inlet.js';
import { ClientOutlet } from '../call/outlet.js';
import { parseCallId, type CallId } from '../core/ids.js';
import { jambonz } from '../protocol/jambonz.js';
import { framesBetween, heardFrames } from './bridges/heard-frames.js';
import { JambonzApplication } from './bridges/jambonz-application.js';
import { JambonzVerb, type VerbSetup } from './bridges/jambonz-verb.js';
import { CLOSE_MS, Pace } from './bridges/pace.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { fromPcmu, levelOf, voice } from './bridges/signals.js';

/** The cue ends at 2 860 ms; the digits are from 3 000 to 6 200 ms. */
const CARD = [
  ...words('my card number is', 2_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 3_000, 150, 50),
];
const MASKED = { engines: { en: scripted({ words: CARD, finalDelayMs: 500 }) } };
const LIVE: VerbSetup = { sampleRate: 8_000, mixType: 'mono', isStreaming: true };
const FRAMES = 450;

const urlOf = (server: RunningTacet, path: string): string =>
  `ws://127.0.0.1:${String(server.port)}/v1/jambonz${path}`;
/** 16-bit samples of PCMU. */
const toLinear = (payload: Buffer): Buffer => {
  const pcm = fromPcmu([payload]);
  return Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
};
const linear = (frames: number, seed: number): Buffer[] => voice(frames, seed).map(toLinear);

describe('a stream of jambonz', () => {
  afterEach(() => RunningTacet.stopAll());

  it('that is bidirectional is a leg: masked for the other one, and disconnected at the end', async () => {
    const server = await RunningTacet.start(MASKED);
    const caller = await JambonzVerb.start({ url: urlOf(server, '/j-1/caller?bidirectional=1') }, LIVE);
    const agent = await server.connect('j-1/agent');
    const said = linear(FRAMES, 1);

    const pace = new Pace(server.callNamed('j-1'), CLOSE_MS);
    await pace.say('caller', FRAMES, (i) => caller.say(said[i] ?? Buffer.alloc(0)));
    await agent.receivedAtLeast(FRAMES - 1);
    await agent.close();
    await pace.ended();

    expect((await caller.closed).code).toBe(1_000);
    expect(caller.types).toEqual(['disconnect']);
    expect(caller.complaints).toEqual([]);
    const heard = heardFrames(
      said,
      agent.received.map(({ payload }) => toLinear(payload)),
    );
    const call = server.callNamed('j-1');
    expect(framesBetween(call, 'caller', 3_000, 6_100).filter((i) => heard.includes(i))).toEqual([]);
    expect(framesBetween(call, 'caller', 0, 2_000).filter((i) => !heard.includes(i))).toEqual([]);
    const { caller: recorded } = await server.recording('j-1');
    expect(levelOf(recorded.subarray(3_000 * 8, 6_100 * 8))).toBeLessThan(-50);
    expect(await server.transcript('j-1')).toContain('my card number [PAN]');
  });

  it('plays what the other leg says, and never has to queue a burst', async () => {
    const server = await RunningTacet.start({}, true);
    const caller = await JambonzVerb.start({ url: urlOf(server, '/j-2/caller?bidirectional=1') }, LIVE);
    const agent = await server.connect('j-2/agent', 'codec=L16&rate=8000', { payloadType: 96 });

    for (const frame of linear(500, 2)) agent.send(Buffer.from(frame).swap16());
    agent.socket.ping();
    await new Promise((resolve) => agent.socket.once('pong', resolve));
    await caller.roundTrip();
    await agent.close();
    await caller.closed;

    expect(caller.audio[0]).toEqual(linear(1, 2)[0]);
    // 200 ms are allowed ahead; ten seconds were sent.
    expect(caller.longestQueueMs).toBeLessThan(2_000);
    expect(caller.complaints).toEqual([]);
  });

  it('of both parties is a copy, masked in the recording', async () => {
    const server = await RunningTacet.start(MASKED);
    const verb = await JambonzVerb.start(
      { url: urlOf(server, '') },
      { sampleRate: 8_000, mixType: 'stereo', isStreaming: false, metadata: { call: 'j-3' } },
    );
    const said = fromPcmu(voice(FRAMES, 3));

    const pace = new Pace(server.callNamed('j-3'));
    await pace.sayBoth(FRAMES, (i) => {
      const both = Buffer.alloc(640);
      for (let n = 0; n < 160; n++) both.writeInt16LE(said[i * 160 + n] ?? 0, n * 4);
      verb.say(both);
    });
    await verb.roundTrip();
    await verb.close();
    await pace.ended();

    const { caller, agent } = await server.recording('j-3');
    expect(levelOf(caller.subarray(3_000 * 8, 6_100 * 8))).toBeLessThan(-50);
    expect(levelOf(caller.subarray(0, 1_500 * 8))).toBeGreaterThan(-40);
    expect(agent.subarray(0, 1_500 * 8).every((sample) => sample === 0)).toBe(true);
    expect(verb.complaints).toEqual([]);
  });

  it.each([
    ['stereo and live', '/j-4?bidirectional=1', { ...LIVE, mixType: 'stereo' as const }, 'TACET_MIX'],
    ['mixed, for the agent', '/j-4/agent', { ...LIVE, mixType: 'mixed' as const }, 'TACET_MIX'],
    ['too fine to be heard', '/j-4', { ...LIVE, sampleRate: 64_000 }, 'TACET_RATE_UNSUPPORTED'],
  ])('that is %s is refused', async (_what, path, setup, reason) => {
    const server = await RunningTacet.start({});
    const verb = new JambonzVerb({ url: urlOf(server, path) }, setup);
    await verb.opened();
    verb.socket.send(JSON.stringify({ sampleRate: setup.sampleRate, mixType: setup.mixType }));

    expect((await verb.closed).reason).toBe(reason);
  });

  it('that begins with audio is none', async () => {
    const server = await RunningTacet.start({});
    const verb = await new JambonzVerb({ url: urlOf(server, '/j-5') }, LIVE).opened();
    verb.say(Buffer.alloc(320));

    expect(await verb.closed).toEqual({ code: 1_007, reason: 'TACET_MESSAGE_MALFORMED' });
  });

  it('needs a password where one is set', async () => {
    const server = await RunningTacet.start({ bridges: { jambonz: { users: { jb: 'secret' } } } });
    const authorization = `Basic ${Buffer.from('jb:secret').toString('base64')}`;
    for (const [headers, status] of [[{ authorization }, 101] as const, [{}, 401] as const]) {
      const socket = new WebSocket(urlOf(server, '/j-6'), ['audio.jambonz.org'], { headers });
      const answered = await new Promise((resolve) => {
        socket.once('upgrade', (response) => resolve(response.statusCode));
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      });
      expect(answered).toBe(status);
      socket.on('error', () => undefined);
      socket.terminate();
    }
  });
});

describe('an application that was written for jambonz', () => {
  afterEach(() => RunningTacet.stopAll());

  const dialApplication = async (server: RunningTacet, id: string, isTransparent: boolean) => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const sockets = new WebSocketServer({
      server: http,
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    const accepted = new Promise<JambonzApplication>((resolve) => {
      sockets.once('connection', (socket) => resolve(new JambonzApplication(socket)));
    });
    const dialling = jambonz.dial?.({
      callId: parseCallId(id) as CallId,
      role: 'agent',
      encoding: 'L16LE',
      rateHz: 8_000,
      ptimeMs: 20,
      language: 'en',
      called: '+15550101',
      isTransparent,
    });
    if (dialling === undefined || typeof dialling === 'string') throw new Error('it cannot be dialled');
    const { port } = http.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/`, dialling.subprotocol);
    const application = accepted.finally(() => http.close());
    await new Promise((resolve) => socket.once('open', resolve));
    new Connection({
      socket,
      inlet: new ClientInlet(socket),
      outlet: new ClientOutlet(socket, false),
      opening: dialling.opening,
      limits: { pingMs: 15_000, pongMs: 10_000, messagesPerSecond: 100_000, idleMs: 60_000, dropsLate: true },
      clock: server.clock,
      host: server.tacet.calls,
      via: { protocol: 'rtp', tenant: undefined },
      tells: 'none',
    });
    return application;
  };

  it('gets the stream that it knows, masked, and is heard', async () => {
    const server = await RunningTacet.start(MASKED);
    const caller = await server.connect('k-1/caller', 'codec=L16&rate=8000', { payloadType: 96 });
    const application = await dialApplication(server, 'k-1', false);
    const said = linear(FRAMES, 5);

    const pace = new Pace(server.callNamed('k-1'), CLOSE_MS);
    await pace.say('caller', FRAMES, (i) => caller.send(Buffer.from(said[i] ?? Buffer.alloc(0)).swap16()));
    await application.until(() => application.audio.length >= FRAMES - 1, 'frames');
    application.say(said[0] ?? Buffer.alloc(0));
    await caller.receivedAtLeast(1);
    application.disconnect();
    await caller.closed;
    await pace.ended();

    expect(application.first).toMatchObject({
      sampleRate: 8_000,
      mixType: 'mono',
      callSid: 'k-1',
      lang: 'en',
    });
    const heard = heardFrames(said, application.audio);
    const call = server.callNamed('k-1');
    expect(framesBetween(call, 'caller', 3_000, 6_100).filter((i) => heard.includes(i))).toEqual([]);
    expect(framesBetween(call, 'caller', 0, 2_000).filter((i) => !heard.includes(i))).toEqual([]);
    expect(application.complaints).toEqual([]);
  });

  it('talks to the real jambonz through Tacet: marks pass, killAudio clears, audio in text does not pass', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted({ words: [] }) } });
    const verb = await JambonzVerb.start({ url: urlOf(server, '/k-2/caller?bidirectional=1') }, LIVE);
    const application = await dialApplication(server, 'k-2', true);
    const said = linear(20, 6);

    for (const frame of said) verb.say(frame);
    await application.until(() => application.audio.length >= said.length, 'frames');
    application.say(said[0] ?? Buffer.alloc(0));
    application.command({ type: 'mark', data: { name: 'm' } });
    application.command({ type: 'playAudio', data: { audioContent: 'AAAA', audioContentType: 'raw' } });
    application.command({ type: 'killAudio' });
    await verb.until(() => verb.types.includes('killAudio'), 'killAudio');
    verb.socket.send(JSON.stringify({ type: 'mark', data: { name: 'm', event: 'playout' } }));
    await application.until(() => application.texts.some((text) => text.includes('playout')), 'the mark');
    await verb.close();
    await application.closed;

    expect(application.first).toMatchObject({
      callSid: '8b1f6a0e-6e21-4e3b-9d4c-0a4f9d1f7a11',
      from: '+15550100',
    });
    expect(application.audio).toEqual(said);
    expect(verb.types).toEqual(['mark', 'killAudio']);
    expect([verb.complaints, application.complaints]).toEqual([[], []]);
  });
});
