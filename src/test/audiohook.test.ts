/** AudioHook end to end: a Genesys that complains of everything, a real server, a scripted recogniser. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';

import type { Call } from '../call/call.js';
import type { LegRole } from '../core/ids.js';
import { ticksToMillis } from '../core/units.js';
import {
  API_KEY,
  AudiohookBridge,
  CLIENT_SECRET,
  type AudiohookOptions,
  type Channel,
} from './bridges/audiohook-bridge.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_BYTES, fromPcmu, hush, levelOf, voice } from './bridges/signals.js';

const SAMPLES_PER_MS = 8;
const SAID = [
  ...words('my card number is', 1_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 2_000, 150, 50),
];
const DIGITS_FROM_MS = 2_000;
const DIGITS_TO_MS = 5_200;
const KEYS = { [API_KEY]: CLIENT_SECRET };
/** How far a call runs ahead of what the recogniser has heard. */
const AHEAD_MS = 600;

const start = (audiohook: object = {}, more: object = {}): Promise<RunningTacet> =>
  RunningTacet.start({
    engines: { en: scripted({ words: SAID }) },
    bridges: { audiohook: { keys: KEYS, ...audiohook } },
    ...more,
  });

const urlOf = (server: RunningTacet, path = ''): string =>
  `ws://127.0.0.1:${String(server.port)}/v1/audiohook${path}`;

const bridges = new Set<AudiohookBridge>();
const dial = async (
  server: RunningTacet,
  options: AudiohookOptions = {},
  path = '',
): Promise<AudiohookBridge> => {
  const bridge = await AudiohookBridge.open(urlOf(server, path), options);
  bridges.add(bridge);
  return bridge;
};

/** A conversation that goes on no faster than the recogniser hears. */
class Conversation {
  readonly call: Call;
  readonly bridge: AudiohookBridge;
  readonly ended: Promise<unknown>;
  readonly #heardMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  #saidMs = 0;
  #wake: () => void = () => undefined;

  constructor(server: RunningTacet, bridge: AudiohookBridge, id = bridge.conversationId) {
    this.bridge = bridge;
    this.call = server.callNamed(id);
    this.ended = new Promise((resolve) => this.call.events.on('ended', resolve));
    this.call.events.on('heard', ({ leg, heardTo }) => {
      this.#heardMs[leg] = ticksToMillis(heardTo);
      this.#wake();
    });
  }

  /** @param chunk samples of one party in one message */
  async say(
    audio: Readonly<Record<Channel, readonly Buffer[]>>,
    chunk = 1_600,
    sampleBytes = 1,
  ): Promise<void> {
    const chunkBytes = chunk * sampleBytes;
    const bytesPerMs = SAMPLES_PER_MS * sampleBytes;
    const external = Buffer.concat(audio.external);
    const internal = Buffer.concat(audio.internal);
    for (let at = 0; at < external.length; at += chunkBytes) {
      const to = at + chunkBytes;
      this.bridge.say({ external: external.subarray(at, to), internal: internal.subarray(at, to) });
      this.#saidMs += Math.min(chunkBytes, external.length - at) / bytesPerMs;
      await this.#heardOut();
    }
  }

  /** So much of the conversation is left out. */
  passed(ms: number): void {
    this.#saidMs += ms;
    for (const leg of ['caller', 'agent'] as const) this.#heardMs[leg] += ms;
  }

  async hangUp(): Promise<void> {
    await this.bridge.close();
    await within(this.ended, 'the end of the call');
  }

  async #heardOut(): Promise<void> {
    const isBehind = (): boolean =>
      Math.min(this.#heardMs.caller, this.#heardMs.agent) + AHEAD_MS < this.#saidMs;
    const caughtUp = async (): Promise<void> => {
      while (isBehind()) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    await within(caughtUp(), 'the recogniser');
  }
}

afterEach(async () => {
  for (const bridge of bridges) bridge.terminate();
  bridges.clear();
  await RunningTacet.stopAll();
});

describe('a conversation copied by AudioHook', () => {
  it.each([1_600, 777, 80, 1_001])(
    'has its card number out of the recording of the caller, and nothing else, in messages of %i samples',
    async (chunk) => {
      const server = await start();
      const bridge = await dial(server);
      const conversation = new Conversation(server, bridge);
      const external = voice(400, 7);
      const internal = hush(400, 8);

      await conversation.say({ external, internal }, chunk);
      await conversation.hangUp();

      const recording = await server.recording(bridge.conversationId);
      const said = fromPcmu(external);
      const from = DIGITS_FROM_MS * SAMPLES_PER_MS;
      const to = DIGITS_TO_MS * SAMPLES_PER_MS;
      expect(levelOf(said.subarray(from, to))).toBeGreaterThan(-30);
      expect(levelOf(recording.caller.subarray(from, to))).toBeLessThan(-50);
      expect(recording.caller.subarray(0, from - 8_000)).toEqual(said.subarray(0, from - 8_000));
      // Less than 5 ms may be missing at the very end.
      const length = Math.min(recording.agent.length, internal.length * FRAME_BYTES);
      expect(length).toBeGreaterThan(internal.length * FRAME_BYTES - 5 * SAMPLES_PER_MS);
      expect(recording.agent.subarray(0, length)).toEqual(fromPcmu(internal).subarray(0, length));
      const { spans } = await server.report(bridge.conversationId);
      const masked = spans.filter(({ verdict }) => verdict === 'masked');
      expect(masked.map(({ kind, leg }) => [kind, leg])).toEqual([['pan', 'caller']]);
      expect(await server.transcript(bridge.conversationId)).toContain('[PAN]');
      expect(bridge.complaints).toEqual([]);
    },
  );

  it('knows the parties by name, whichever comes first, and its call by the path', async () => {
    const server = await start();
    const media = [
      { type: 'audio', format: 'L16', channels: ['internal', 'external'], rate: 8_000 },
    ] as const;
    const bridge = await dial(server, { media }, '/inverted');
    const conversation = new Conversation(server, bridge, 'inverted');
    const external = fromPcmu(voice(50, 1));
    const internal = fromPcmu(hush(50, 2));

    await conversation.say(
      { external: [Buffer.from(external.buffer)], internal: [Buffer.from(internal.buffer)] },
      1_600,
      2,
    );
    await conversation.hangUp();

    const recording = await server.recording('inverted');
    expect(recording.caller).toEqual(external);
    expect(recording.agent).toEqual(internal);
    expect(bridge.complaints).toEqual([]);
  });

  it('keeps its clock over pauses and what was discarded', async () => {
    const server = await start();
    const bridge = await dial(server);
    const conversation = new Conversation(server, bridge);
    const before = { external: voice(20, 1), internal: hush(20, 2) };
    const after = { external: voice(20, 3), internal: hush(20, 4) };

    await conversation.say(before);
    bridge.pause();
    bridge.pause();
    bridge.say({ external: Buffer.alloc(4_000), internal: Buffer.alloc(4_000) });
    bridge.resume();
    bridge.resume();
    bridge.discard(1_600);
    conversation.passed(700);
    await conversation.say(after);
    await conversation.hangUp();

    const { caller, agent } = await server.recording(bridge.conversationId);
    expect(caller.subarray(0, 3_200)).toEqual(fromPcmu(before.external));
    expect(caller.subarray(3_200, 8_800).every((sample) => sample === 0)).toBe(true);
    expect(caller.subarray(8_800)).toEqual(fromPcmu(after.external));
    expect(agent.subarray(8_800)).toEqual(fromPcmu(after.internal));
    expect(bridge.complaints).toEqual([]);
  });

  it('is answered ping by ping, and told that a new language was heard of', async () => {
    const server = await start();
    const bridge = await dial(server, { language: 'en-GB' });

    for (let i = 0; i < 30; i++) bridge.ping();
    bridge.send('update', { language: 'de-DE' });
    bridge.send('error', { code: 429, message: 'too much' });
    await bridge.heard('updated');
    await bridge.close();

    expect(bridge.received.filter(({ type }) => type === 'pong')).toHaveLength(30);
    expect(bridge.complaints).toEqual([]);
  });

  it('is heard in the language that it changes to', async () => {
    const german = [
      ...words('meine kartennummer ist', 3_000, 200, 20),
      ...words(
        'vier eins eins eins eins eins eins eins eins eins eins eins eins eins eins eins',
        4_000,
        150,
        50,
      ),
    ];
    const server = await start({}, { engines: { en: scripted({}), de: scripted({ words: german }) } });
    const bridge = await dial(server, { language: 'en-GB' });
    const conversation = new Conversation(server, bridge);
    const external = voice(500, 7);
    await conversation.say({ external: external.slice(0, 100), internal: hush(100, 8) });
    bridge.send('update', { language: 'de-DE' });
    await bridge.heard('updated');
    await conversation.say({ external: external.slice(100), internal: hush(400, 9) });
    await conversation.hangUp();

    const { spans } = await server.report(bridge.conversationId);
    const pan = spans.filter(({ verdict, kind }) => verdict === 'masked' && kind === 'pan');
    expect(pan.some(({ startMs, endMs }) => startMs <= 4_000 && endMs >= 7_150)).toBe(true);
    const recording = await server.recording(bridge.conversationId);
    const at = (ms: number): number => ms * SAMPLES_PER_MS;
    expect(levelOf(recording.caller.subarray(at(4_000), at(7_150)))).toBeLessThan(-50);
    // What came after the number and before the change was heard to its end is not lost with the old language.
    expect(recording.caller.subarray(at(8_700), at(9_500))).toEqual(
      fromPcmu(external).subarray(at(8_700), at(9_500)),
    );
    expect(bridge.complaints).toEqual([]);
  });

  it('is masked from where it changes to a language that nobody understands', async () => {
    const server = await start({}, { engines: { en: scripted({}) } });
    const bridge = await dial(server, { language: 'en' });
    const conversation = new Conversation(server, bridge);
    const external = voice(550, 7);
    await conversation.say({ external: external.slice(0, 400), internal: hush(400, 8) });
    bridge.send('update', { language: 'fr-FR' });
    await bridge.heard('updated');
    for (let i = 400; i < 550; i += 10)
      bridge.say({
        external: Buffer.concat(external.slice(i, i + 10)),
        internal: Buffer.concat(hush(10, i)),
      });
    await conversation.hangUp();

    const recording = await server.recording(bridge.conversationId);
    expect(levelOf(recording.caller.subarray(0, 1_000 * SAMPLES_PER_MS))).toBeGreaterThan(-30);
    expect(levelOf(recording.caller.subarray(8_050 * SAMPLES_PER_MS))).toBeLessThan(-50);
  });

  it('stays in the language that its URL names', async () => {
    const server = await start({}, { engines: { en: scripted({ words: SAID }), de: scripted({}) } });
    const bridge = await dial(server, {}, '?lang=en');
    const conversation = new Conversation(server, bridge);
    bridge.send('update', { language: 'de' });
    await bridge.heard('updated');
    await conversation.say({ external: voice(400, 7), internal: hush(400, 8) });
    await conversation.hangUp();

    const { spans } = await server.report(bridge.conversationId);
    expect(spans.some(({ verdict, kind }) => verdict === 'masked' && kind === 'pan')).toBe(true);
  });

  it('has the keys of the caller masked', async () => {
    const server = await start({}, { engines: { en: scripted({}) } });
    const bridge = await dial(server);
    const conversation = new Conversation(server, bridge);

    for (const digit of '4111111111111111') {
      await conversation.say({ external: hush(20, 5), internal: hush(20, 6) });
      bridge.send('dtmf', { digit });
    }
    await conversation.say({ external: hush(250, 7), internal: hush(250, 8) });
    await conversation.hangUp();

    const { spans } = await server.report(bridge.conversationId);
    const masked = spans.filter(({ verdict, kind }) => verdict === 'masked' && kind === 'pan');
    expect(masked.every(({ leg }) => leg === 'caller')).toBe(true);
    for (let key = 1; key <= 16; key++) {
      const keyedAtMs = key * 400;
      expect(masked.some(({ startMs, endMs }) => startMs < keyedAtMs && endMs >= keyedAtMs)).toBe(true);
    }
    expect(bridge.complaints).toEqual([]);
  });
});

describe('a pause of our own', () => {
  it('begins with the mask and ends by the clock, and events tell of the mask', async () => {
    const server = await start({ pauseOnMask: true, pauseSeconds: 1, maskEvents: true });
    const bridge = await dial(server);
    const conversation = new Conversation(server, bridge);
    const said = voice(400, 9);

    // The pause is over a second later, and not before somebody has looked.
    server.clock.stop();
    for (let i = 0; i < 300 && !bridge.isPaused; i += 10)
      await conversation.say({ external: said.slice(i, i + 10), internal: hush(10, i + 1) });
    expect(bridge.isPaused).toBe(true);
    server.clock.go();
    await bridge.heard('resume');
    expect(bridge.isPaused).toBe(false);
    await bridge.heard('event');
    await conversation.hangUp();

    const events = bridge.received.filter(({ type }) => type === 'event');
    const told = (state: string): object => ({
      entities: [{ type: 'tacet', data: { kind: 'masking', state } }],
    });
    expect(events[0]?.parameters).toEqual(told('started'));
    expect(events.at(-1)?.parameters).toEqual(told('ended'));
    expect(bridge.complaints).toEqual([]);
  });
});

describe('the connection', () => {
  it('probed by the administrator is no call and leaves no recording', async () => {
    const server = await start();
    const bridge = await dial(server, { isProbe: true });
    const { code } = await bridge.close();

    expect(bridge.received[0]?.parameters['media']).toEqual([]);
    expect(code).toBe(1_005);
    expect(server.tacet.calls.totals.offered).toBe(0);
    expect((await server.files()).size).toBe(0);
    expect(bridge.complaints).toEqual([]);
  });

  it('is let go in the words of the protocol when the server shuts down', async () => {
    const server = await start();
    const bridge = await dial(server);
    await new Conversation(server, bridge).say({ external: voice(20), internal: hush(20) });

    await Promise.all([server.tacet.close(), within(bridge.closed, 'the end')]);

    expect(bridge.received.slice(1).map(({ type, parameters }) => [type, parameters])).toEqual([
      ['disconnect', { reason: 'completed' }],
      ['closed', {}],
    ]);
    expect(bridge.complaints).toEqual([]);
  });

  it('is refused with 401 where its signature or its key is wrong', async () => {
    const server = await start({ keys: { ...KEYS, unsigned: '' } });
    const wrong = Buffer.alloc(32, 1).toString('base64');
    const url = urlOf(server);

    const before = server.clock.now();
    expect(await AudiohookBridge.refusal(url, { clientSecret: wrong })).toBe(401);
    // Who guesses is kept waiting.
    expect(server.clock.now() - before).toBeGreaterThanOrEqual(500);
    expect(await AudiohookBridge.refusal(url, { clientSecret: '' })).toBe(401);
    expect(await AudiohookBridge.refusal(url, { apiKey: 'unknown' })).toBe(401);
    const bridge = await dial(server, { apiKey: 'unsigned', clientSecret: '' });
    await bridge.close();
    expect(bridge.complaints).toEqual([]);
  });

  it('for another organization than the signed one is sent away', async () => {
    const server = await start();
    const bridge = new AudiohookBridge(urlOf(server), { organizationId: randomUUID() });
    bridges.add(bridge);
    await within(bridge.connected, 'the upgrade');
    bridge.sendOpen();
    const { parameters } = await bridge.heard('disconnect');
    await within(bridge.closed, 'the end');

    expect(parameters['reason']).toBe('unauthorized');
    expect(server.tacet.calls.totals.offered).toBe(0);
    expect(bridge.complaints).toEqual([]);
  });

  it.each([
    ['with a gap in its numbers', (bridge: AudiohookBridge) => bridge.send('ping', {}, { seq: 9 }), '400'],
    [
      'that knows of messages we never sent',
      (bridge: AudiohookBridge) => bridge.send('ping', {}, { serverseq: 2 }),
      '400',
    ],
    ['that is no JSON', (bridge: AudiohookBridge) => bridge.sendRaw('{'), '400'],
    ['with half a pair of samples', (bridge: AudiohookBridge) => bridge.sendRaw(new Uint8Array(321)), '415'],
    ['in text that is too long', (bridge: AudiohookBridge) => bridge.sendRaw(' '.repeat(65_536)), '413'],
  ])('that sends a message %s is asked to close, and told why', async (_what, send, status) => {
    const server = await start({}, { limits: { messageBytes: 100_000 } });
    const bridge = await dial(server);

    send(bridge);
    const { parameters } = await bridge.heard('disconnect');

    expect(parameters['reason']).toBe('error');
    expect(String(parameters['info']).slice(0, 3)).toBe(status);
    await bridge.heard('closed');
    await within(bridge.closed, 'the end');
    expect(bridge.complaints).toEqual([]);
  });

  it('to a conversation that is heard already is told so, and the first one goes on', async () => {
    const server = await start();
    const first = await dial(server);
    const second = await dial(server, { conversationId: first.conversationId });
    const { parameters } = await second.heard('disconnect');

    expect(String(parameters['info']).slice(0, 3)).toBe('409');
    first.ping();
    await first.heard('pong');
    await first.close();
    expect(first.complaints).toEqual([]);
  });
});
