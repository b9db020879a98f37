/** Copies of calls out of FreeSWITCH, end to end: real sockets, strict forks, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import type { ConfigInput } from '../app/config.js';
import { FreeswitchFork } from './bridges/freeswitch-fork.js';
import { Pace } from './bridges/pace.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { fromPcmu, levelAt, levelOf, sines, voice } from './bridges/signals.js';

/** The cue ends at 2 860 ms; the digits are from 3 000 to 6 200 ms. */
const CARD = [
  ...words('my card number is', 2_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 3_000, 150, 50),
];
const MASKED: ConfigInput = { engines: { en: scripted({ words: CARD, finalDelayMs: 500 }) } };
const FRAMES = 450;
const SAMPLES_PER_MS = 8;
const DIGITS = [3_000, 6_100] as const;

const urlOf = (server: RunningTacet, path: string): string =>
  `ws://127.0.0.1:${String(server.port)}/v1/freeswitch${path}`;
const frameOf = (pcm: Int16Array, i: number, perFrame = 160): Int16Array =>
  pcm.subarray(i * perFrame, (i + 1) * perFrame);
const between = (
  pcm: Int16Array,
  [fromMs, toMs]: readonly [number, number],
  perMs = SAMPLES_PER_MS,
): Int16Array => pcm.subarray(fromMs * perMs, toMs * perMs);

describe('a copy of a call', () => {
  afterEach(() => RunningTacet.stopAll());

  it('of both parties is masked in the recording, each on its own side', async () => {
    const server = await RunningTacet.start(MASKED);
    const fork = await FreeswitchFork.start({
      url: urlOf(server, '/f-1'),
      module: 'mod_audio_fork',
      metadata: '{"rate":"8k","mix":"stereo"}',
    });
    const said = fromPcmu(voice(FRAMES, 1));
    const tone = sines([440], FRAMES * 20);

    const pace = new Pace(server.callNamed('f-1'));
    await pace.sayBoth(FRAMES, (i) => fork.say(frameOf(said, i), frameOf(tone, i)));
    await fork.gracefulShutdown();
    await fork.close();
    await pace.ended();

    const { caller, agent } = await server.recording('f-1');
    expect(levelOf(between(caller, DIGITS))).toBeLessThan(-50);
    expect(levelOf(between(caller, [0, 1_500]))).toBeGreaterThan(-40);
    // Nothing but the tone, at its own level.
    expect(levelAt(between(agent, [500, 1_500]), 440, 8_000)).toBeGreaterThan(-20);
    expect(levelAt(between(caller, [500, 1_500]), 440, 8_000)).toBeLessThan(-30);
    expect(await server.transcript('f-1')).toContain('my card number [PAN]');
    expect(fork.complaints).toEqual([]);
  });

  it('of one party is live at once, masked, and as long as it was', async () => {
    const server = await RunningTacet.start(MASKED);
    const fork = await FreeswitchFork.start({
      url: urlOf(server, '/f-2/caller?rate=8000'),
      module: 'mod_audio_stream',
      metadata: 'no JSON at all',
    });
    expect(server.callNamed('f-2').state).toBe('live');
    const said = fromPcmu(voice(FRAMES, 2));

    const pace = new Pace(server.callNamed('f-2'));
    await pace.say('caller', FRAMES, (i) => fork.say(frameOf(said, i)));
    await fork.roundTrip();
    await fork.close();
    await pace.ended();

    const { caller, agent } = await server.recording('f-2');
    expect(levelOf(between(caller, DIGITS))).toBeLessThan(-50);
    expect(levelOf(between(caller, [0, 1_500]))).toBeGreaterThan(-40);
    expect(caller.length).toBeGreaterThanOrEqual(said.length);
    expect(agent.length).toBe(caller.length);
    expect(agent.every((sample) => sample === 0)).toBe(true);
    expect(await server.transcript('f-2')).toContain('my card number [PAN]');
  });

  it.each([8_000, 16_000] as const)(
    'of the other party may join later, at %i Hz: it is masked and in its place',
    async (rateHz) => {
      const server = await RunningTacet.start(MASKED);
      const caller = await FreeswitchFork.start({
        url: urlOf(server, '/f-3/caller?rate=8000'),
        module: 'mod_audio_fork',
        metadata: '{}',
      });
      const pace = new Pace(server.callNamed('f-3'));
      const tone = sines([440], 2_000);
      await pace.say('caller', 100, (i) => caller.say(frameOf(tone, i)));
      const agent = await FreeswitchFork.start({
        url: urlOf(server, `/f-3/agent?rate=${String(rateHz)}&mix=mono`),
        module: 'mod_audio_fork',
      });
      const perFrame = rateHz / 50;
      const late = fromPcmu(voice(rateHz === 8_000 ? FRAMES : 2 * FRAMES, 3));

      await pace.say('agent', FRAMES, (i) => agent.say(frameOf(late, i, perFrame)));
      await agent.roundTrip();
      await agent.close();
      await pace.ended();

      expect((await caller.closed).code).toBe(1_000);
      const { originMs, spans } = await server.report('f-3');
      const origin = originMs.agent ?? -1;
      const masked = spans.filter(({ kind, leg }) => kind === 'pan' && leg === 'agent');
      // The script counts from where its leg begins.
      expect(masked).toHaveLength(1);
      const { agent: recorded } = await server.recording('f-3');
      const [from, to] = [masked[0]?.startMs ?? 0, masked[0]?.endMs ?? 0];
      expect(to - from).toBeGreaterThan(3_000);
      expect(levelOf(between(recorded, [from + 20, to - 20]))).toBeLessThan(-50);
      expect(levelOf(between(recorded, [origin + 300, origin + 1_500]))).toBeGreaterThan(-40);
      expect([caller.complaints, agent.complaints]).toEqual([[], []]);
    },
  );

  it('keeps keys that were sent as text out of the recording of the call', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted({ words: [] }) } });
    const fork = await FreeswitchFork.start({
      url: urlOf(server, '/f-4?rate=8000&mix=stereo'),
      module: 'mod_audio_fork',
    });
    const pace = new Pace(server.callNamed('f-4'));
    const said = fromPcmu(voice(200, 4));
    await pace.sayBoth(50, (i) => fork.say(frameOf(said, i), new Int16Array(160)));
    for (const [i, dtmf] of Array.from('4111111111111111').entries()) {
      fork.sendText(JSON.stringify({ event: 'dtmf', dtmf, duration: '1600' }));
      await pace.sayBoth(5, (j) => fork.say(frameOf(said, 50 + 5 * i + j), new Int16Array(160)));
    }

    await fork.roundTrip();
    await fork.close();
    await pace.ended();

    const { spans } = await server.report('f-4');
    expect(new Set(spans.map(({ kind, verdict }) => `${kind} ${verdict}`))).toEqual(new Set(['pan masked']));
  });
});

describe('a fork', () => {
  afterEach(() => RunningTacet.stopAll());

  it.each(['audio.drachtio.org', 'audio.jambonz.org'])('is answered in %s', async (subprotocol) => {
    const server = await RunningTacet.start({});
    const url = urlOf(server, '/f-5/caller?rate=8000');

    const fork = await FreeswitchFork.start({ url, module: 'mod_audio_fork', subprotocol });

    expect(fork.complaints).toEqual([]);
    await fork.close();
  });

  it('that offers compression is told in the upgrade that there is none', async () => {
    const server = await RunningTacet.start({});
    const url = urlOf(server, '/f-6/caller?rate=8000');
    const socket = new WebSocket(url, { perMessageDeflate: true });
    const headers = await new Promise<Record<string, unknown>>((resolve) => {
      socket.once('upgrade', (response) => resolve(response.headers));
    });

    expect(headers).not.toHaveProperty('sec-websocket-extensions');
    expect(headers).not.toHaveProperty('sec-websocket-protocol');
    socket.terminate();
  });

  it('may send five seconds at once, after its socket was stuck', async () => {
    const server = await RunningTacet.start({});
    const fork = await FreeswitchFork.start({
      url: urlOf(server, '/f-7?rate=16000&mix=stereo'),
      module: 'mod_audio_fork',
    });
    const pace = new Pace(server.callNamed('f-7'));
    const five = sines([440], 5_000, 16_000);

    fork.say(five, five);
    await fork.roundTrip();
    await fork.close();
    await pace.ended();

    const { caller, agent } = await server.recording('f-7');
    expect([caller.length, agent.length]).toEqual([five.length, five.length]);
  });

  it.each([
    ['says no rate', '/f-8/caller', 'TACET_RATE_UNSUPPORTED'],
    ['has a rate that nobody hears', '/f-8/caller?rate=11025', 'TACET_RATE_UNSUPPORTED'],
    ['mixes both parties into the agent', '/f-8/agent?rate=8000&mix=mixed', 'TACET_MIX'],
    ['mixes them in an unknown way', '/f-8?rate=8000&mix=quad', 'TACET_MIX'],
    ['names no call', '?rate=8000', 'TACET_CALL_ID'],
  ])('that %s is refused', async (_what, path, reason) => {
    const server = await RunningTacet.start({});
    const fork = await new FreeswitchFork({ url: urlOf(server, path), module: 'mod_audio_fork' }).opened();

    fork.say(new Int16Array(160));

    expect((await fork.closed).reason).toBe(reason);
  });

  it.each([
    ['a password', { authorization: `Basic ${Buffer.from('fs:secret').toString('base64')}` }, true],
    ['a token in a header', { 'x-api-key': 'tok-1' }, true],
    ['a bearer token', { authorization: 'Bearer tok-1' }, true],
    ['nothing', {}, false],
    ['another token', { authorization: 'Bearer tok-2' }, false],
    ['another password', { authorization: `Basic ${Buffer.from('fs:tok-1').toString('base64')}` }, false],
  ])('comes in with %s, or not', async (_what, headers, comesIn) => {
    const server = await RunningTacet.start({
      bridges: { freeswitch: { users: { fs: 'secret' }, tokens: ['tok-1'] } },
    });
    const url = urlOf(server, '/f-9/caller?rate=8000');
    const socket = new WebSocket(url, { headers: headers as Record<string, string> });
    const status = await new Promise((resolve) => {
      socket.once('upgrade', (response) => resolve(response.statusCode));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    });

    expect(status).toBe(comesIn ? 101 : 401);
    socket.on('error', () => undefined);
    socket.terminate();
  });
});
