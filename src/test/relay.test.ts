/** Calls end to end: real sockets, real speech workers, a scripted recogniser; and one with the real one. */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { readWav } from '../app/replay/wav.js';
import type { CodecName } from '../codec/codec.js';
import { CODECS } from '../codec/registry.js';
import type { SampleRate } from '../core/units.js';
import { discontinuities, sendKey, type Received, type RtpClient } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import {
  FRAME_BYTES,
  FRAME_MS,
  frequencyOf,
  fromPcmu,
  hush,
  keyTone,
  levelAt,
  levelOf,
  sines,
  toPcmu,
  voice,
} from './bridges/signals.js';

const STEP = FRAME_BYTES;
const SAMPLES_PER_MS = 8;

/** Twelve digits and nothing that announces them, short enough for a look-ahead of 200 ms. */
const UNPROMPTED = words('four five three six nine two seven one eight three six nine', 2_000, 50, 10);
const PROMPTED = [
  ...words('my card number is', 2_000, 200, 20),
  ...words('four five three six nine two seven one eight three six nine', 3_000, 150, 50),
];
const CONFIG = {
  engines: {
    en: scripted({}),
    de: scripted({ words: [] }),
  },
};

const payloads = (client: RtpClient): Buffer[] => client.received.map((packet) => packet.payload);
const wait = async (call: TestCall, frames: number): Promise<void> => call.agent.receivedAtLeast(frames);

describe('a relayed call', () => {
  let server: RunningTacet;
  beforeAll(async () => {
    server = await RunningTacet.start(CONFIG);
  });
  afterAll(() => RunningTacet.stopAll());

  it('of copies is recorded as it was, and nobody hears anything of the other', async () => {
    const call = await server.call({ query: 'copy=true' });
    const said = { caller: voice(150, 21), agent: voice(150, 22) };

    // Nothing comes back that could be waited for, and the caller's goodbye may overtake what the agent has sent.
    await call.say(said, 120);
    await call.hangUp();

    expect([payloads(call.caller), payloads(call.agent)]).toEqual([[], []]);
    const recording = await call.recording();
    const { originMs } = await call.report();
    for (const leg of ['caller', 'agent'] as const) {
      const from = (originMs[leg] ?? 0) * SAMPLES_PER_MS;
      expect(recording[leg].subarray(from, from + 140 * STEP)).toEqual(
        fromPcmu(said[leg]).subarray(0, 140 * STEP),
      );
    }
  });

  it('carries audio both ways, bit by bit, and records it as it was', async () => {
    const call = await server.call();
    const said = { caller: voice(150, 11), agent: voice(150, 12) };

    await call.say(said);
    await call.agent.receivedAtLeast(150);
    await call.caller.receivedAtLeast(150);
    await call.hangUp();

    expect(payloads(call.agent)).toEqual(said.caller);
    expect(payloads(call.caller)).toEqual(said.agent);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    const { originMs, maskedMs, legs } = await call.report();
    const recording = await call.recording();
    for (const role of ['caller', 'agent'] as const) {
      const from = (originMs[role] ?? 0) * SAMPLES_PER_MS;
      const pcm = fromPcmu(said[role]);
      expect(recording[role].subarray(from, from + pcm.length)).toEqual(pcm);
      expect(legs[role]['forwarded']).toBe(150);
    }
    expect(maskedMs).toBe(0);
  });

  it('delivers nothing that a leg said while it was alone', async () => {
    const caller = await server.connect('alone/caller');
    const early = voice(50, 21);
    for (const payload of early) caller.send(payload);
    caller.socket.ping();
    await new Promise((resolve) => caller.socket.once('pong', resolve));
    const agent = await server.connect('alone/agent');
    const late = voice(20, 22);

    for (const payload of late) caller.send(payload);
    await agent.receivedAtLeast(20);
    await caller.close();
    await agent.closed;

    expect(payloads(agent)).toEqual(late);
    expect(caller.received).toEqual([]);
  });

  it('survives the wrap of 16-bit sequence numbers and 32-bit timestamps', async () => {
    const call = await server.call({
      caller: { sequenceNumber: 65_500, timestamp: 2 ** 32 - 50 * STEP, ssrc: 0xffff_ffff },
    });
    const said = voice(100, 31);

    await call.say({ caller: said });
    await wait(call, 100);

    expect(payloads(call.agent)).toEqual(said);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    expect(call.call.leg('caller')?.jitter.lost).toBe(0);
    await call.hangUp();
  });

  it('puts overtaken packets in order and drops doubles', async () => {
    const call = await server.call();
    const said = voice(120, 41);
    const start = { sequence: call.caller.sequenceNumber, time: call.caller.timestamp };
    const send = (i: number): void =>
      call.caller.send(said[i] ?? Buffer.alloc(0), {
        sequenceNumber: start.sequence + i,
        timestamp: start.time + i * STEP,
      });

    // What was overtaken is waited for only so long, and reading it takes a busy machine longer.
    server.clock.stop();
    for (let i = 0; i < 120; i += 4) {
      for (const j of i === 0 ? [0, 1, 2, 3] : [i + 1, i, i + 1, i, i + 3, i + 2]) send(j);
      await call.agent.receivedAtLeast(i + 4);
      // A call that runs far ahead of what was heard of it is masked.
      if (i % 20 === 0) await call.answered();
    }
    server.clock.go();

    expect(payloads(call.agent)).toEqual(said);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    expect(call.call.leg('caller')?.jitter.reordered).toBeGreaterThan(0);
    expect(call.call.leg('caller')?.jitter.duplicate).toBeGreaterThan(0);
    await call.hangUp();
  });

  it('fills 5 % of loss with noise, each packet at its place', async () => {
    const call = await server.call();
    const said = voice(200, 51);
    const isLost = (i: number): boolean => i % 20 === 10;

    for (let i = 0; i < 200; i++) {
      if (isLost(i)) call.caller.skip(1, 1);
      else call.caller.send(said[i] ?? Buffer.alloc(0));
      if (i % 20 !== 19) continue;
      await call.agent.receivedAtLeast(i + 1);
      await call.answered();
    }

    const heard = payloads(call.agent);
    expect(heard).toHaveLength(200);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    heard.forEach((payload, i) => {
      if (!isLost(i)) expect(payload).toEqual(said[i]);
      else expect(levelOf(fromPcmu([payload]))).toBeLessThan(-50);
    });
    await call.hangUp();
  });

  it('follows another SSRC after a few packets, without a jump for the other side', async () => {
    const call = await server.call();
    const before = voice(50, 61);
    const after = voice(50, 62);

    await call.say({ caller: before });
    for (const [i, payload] of after.entries()) {
      call.caller.send(payload, {
        ssrc: 0xbeef,
        sequenceNumber: 30_000 + i,
        timestamp: 9_000_000 + i * STEP,
      });
    }
    await wait(call, 96);

    expect(payloads(call.agent)).toEqual([...before, ...after.slice(4)]);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    await call.hangUp();
  });

  it('moves the timestamp over a pause of the sender and marks what follows', async () => {
    const call = await server.call();
    const before = voice(30, 71);
    const after = voice(30, 72);

    await call.say({ caller: before });
    call.caller.skip(0, 20);
    await call.say({ caller: after });
    await wait(call, 60);

    const resumed = call.agent.received[30] as Received;
    const last = call.agent.received[29] as Received;
    expect((resumed.timestamp - last.timestamp) >>> 0).toBe(21 * STEP);
    expect(resumed.sequenceNumber).toBe((last.sequenceNumber + 1) & 0xffff);
    expect(call.agent.received.filter((packet) => packet.marker)).toEqual([resumed]);
    expect(payloads(call.agent)).toEqual([...before, ...after]);
    await call.hangUp();
  });

  it('keeps RFC 4733 keys from the agent, and what is heard beside them', async () => {
    const call = await server.call();
    const said = voice(100, 81);

    await call.say({ caller: said.slice(0, 50) });
    for (const key of [4, 7, 1, 1]) {
      sendKey(call.caller, key);
      await call.say({ caller: said.slice(0, 30) }, 100);
    }
    await wait(call, 170);
    await call.hangUp();

    expect(new Set(call.agent.received.map((packet) => packet.payloadType))).toEqual(new Set([0]));
    expect(call.agent.received.every((packet) => packet.payload.length === FRAME_BYTES)).toBe(true);
    expect(call.agent.received).toHaveLength(170);
    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    // The audio beside each key of 100 ms is masked, and a little longer: until it is sure that the key is up.
    const masked = (await call.report()).legs.caller['maskedFrames'] ?? 0;
    expect(masked).toBeGreaterThanOrEqual(4 * 5);
    expect(masked).toBeLessThanOrEqual(4 * 20);
  });

  /** Keys of 100 ms, 100 ms apart, after a second of silence; and the wait that settles them. */
  const keyedIn = async (server: RunningTacet, keys: readonly number[]) => {
    const call = await server.call();
    const silence = new Int16Array(SAMPLES_PER_MS * 100);
    const pcm = keys.flatMap((key) => [...keyTone(key, 100), ...silence]);
    const keyed = toPcmu(Int16Array.from(pcm));
    const lead = hush(50);
    const tail = hush(350);
    await call.say({ caller: [...lead, ...keyed, ...tail] });
    const total = lead.length + keyed.length + tail.length;
    await call.agent.receivedAtLeast(total - 10);
    await call.hangUp();
    const from = lead.length * FRAME_BYTES;
    const recording = await call.recording();
    return {
      report: await call.report(),
      source: Int16Array.from(pcm),
      heard: fromPcmu(payloads(call.agent)),
      recorded: recording.caller.subarray(from, from + pcm.length),
      from,
    };
  };
  const loudestKey = (pcm: Int16Array): number => {
    let loudest = -120;
    for (let at = 0; at + 160 <= pcm.length; at += 80) {
      const piece = pcm.subarray(at, at + 160);
      for (const hz of [697, 770, 852, 941]) loudest = Math.max(loudest, levelAt(piece, hz, 8_000));
    }
    return loudest;
  };

  it('masks in-band keys live, and keeps four that nobody asked for in the recording', async () => {
    const { heard, recorded, source, from, report } = await keyedIn(server, [1, 2, 3, 4]);

    // Without look-ahead the first milliseconds of a key have left before anybody can know.
    const keysHeard = heard.subarray(from, from + source.length);
    for (let key = 0; key < 4; key++) {
      const rest = keysHeard.subarray(key * 1_600 + 320, key * 1_600 + 800);
      expect(levelOf(rest)).toBeLessThan(-50);
    }
    expect(loudestKey(source)).toBeGreaterThan(-20);
    expect(recorded).toEqual(fromPcmu(toPcmu(source)));
    expect(report.maskedMs).toBe(0);
  });

  it('masks a run of 16 in-band keys in the recording, from the first', async () => {
    const run = [4, 5, 3, 6, 9, 2, 7, 1, 8, 3, 6, 9, 1, 2, 3, 4];
    const { recorded, report } = await keyedIn(server, run);

    expect(loudestKey(recorded)).toBeLessThan(-50);
    const masked = report.spans.filter((span) => span.verdict === 'masked');
    expect(masked).toHaveLength(16);
    expect(new Set(masked.map((span) => span.kind))).toEqual(new Set(['pan']));
  });

  describe('between codecs', () => {
    const FORMATS: readonly (readonly [CodecName, SampleRate])[] = [
      ['PCMU', 8_000],
      ['PCMA', 8_000],
      ['L16', 8_000],
      ['L16', 16_000],
      ['L16', 48_000],
      ['OPUS', 8_000],
      ['OPUS', 48_000],
    ];
    const FRAMES = 40;
    const HZ = { caller: 440, agent: 620 };

    const encoded = ([name, rateHz]: (typeof FORMATS)[number], hz: number): Buffer[] => {
      const codec = CODECS[name].open(rateHz);
      const pcm = sines([hz], FRAMES * FRAME_MS, rateHz);
      const samples = (rateHz * FRAME_MS) / 1_000;
      const scratch = new Uint8Array(4_000);
      return Array.from({ length: FRAMES }, (_, i) => {
        const bytes = codec.encode(pcm.subarray(i * samples, (i + 1) * samples), scratch);
        return Buffer.from(scratch.subarray(0, bytes));
      });
    };
    const decoded = ([name, rateHz]: (typeof FORMATS)[number], client: RtpClient): Int16Array => {
      const codec = CODECS[name].open(rateHz);
      const samples = (rateHz * FRAME_MS) / 1_000;
      const out = new Int16Array(client.received.length * samples);
      client.received.forEach((packet, i) => {
        expect(codec.decode(packet.payload, out.subarray(i * samples))).toBe(samples);
      });
      // The first 300 ms are for decoders and resamplers to get under way.
      return out.subarray(Math.floor((rateHz * 3) / 10));
    };
    const start = ([name, rateHz]: (typeof FORMATS)[number]) => ({
      payloadType: CODECS[name].payloadType,
      step: (CODECS[name].clockRateHz(rateHz) * FRAME_MS) / 1_000,
    });
    const query = ([name, rateHz]: (typeof FORMATS)[number]): string =>
      `codec=${name}&rate=${String(rateHz)}`;
    const pairs = FORMATS.flatMap((a, i) => FORMATS.slice(i).map((b) => ({ a, b })));

    it.each(pairs.map(({ a, b }) => ({ name: `${a.join(' at ')} and ${b.join(' at ')}`, a, b })))(
      'a tone is the same tone: $name',
      async ({ a, b }) => {
        const call = await server.call({
          callerQuery: query(a),
          agentQuery: query(b),
          caller: start(a),
          agent: start(b),
        });

        await call.say({ caller: encoded(a, HZ.caller), agent: encoded(b, HZ.agent) });
        // A resampler keeps back less than a frame.
        await Promise.all([call.agent.receivedAtLeast(FRAMES - 1), call.caller.receivedAtLeast(FRAMES - 1)]);
        const heard = { agent: decoded(b, call.agent), caller: decoded(a, call.caller) };
        await call.hangUp();

        const wanted = levelOf(sines([440], 1_000));
        for (const [pcm, hz, rateHz] of [
          [heard.agent, HZ.caller, b[1]],
          [heard.caller, HZ.agent, a[1]],
        ] as const) {
          expect(Math.abs(frequencyOf(pcm, rateHz) - hz)).toBeLessThan(3);
          expect(Math.abs(levelOf(pcm) - wanted)).toBeLessThan(1.5);
        }
        expect(discontinuities(call.agent.received, start(b).step)).toEqual([]);
        expect(discontinuities(call.caller.received, start(a).step)).toEqual([]);
        expect(call.agent.received[0]?.payloadType).toBe(CODECS[b[0]].payloadType);
        expect((await call.report()).spans).toEqual([]);
      },
    );
  });
});

describe('a masked call', () => {
  afterEach(() => RunningTacet.stopAll());

  it('is continuous from before the mask to after it, and whole outside', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: PROMPTED, finalDelayMs: 500 }) },
    });
    const call = await server.call();
    const said = voice(700, 101);

    await call.say({ caller: said }, 120);
    await call.agent.receivedAtLeast(700);
    await call.hangUp();

    expect(discontinuities(call.agent.received, STEP)).toEqual([]);
    const masked = payloads(call.agent).flatMap((payload, i) =>
      said[i]?.equals(payload) === true ? [] : [i],
    );
    const [first, last] = [masked[0] ?? 0, masked.at(-1) ?? 0];
    expect(masked).toHaveLength(last - first + 1);
    // The cue ends at 2 860 ms; the digits are from 3 000 to 5 400 ms.
    expect(first * FRAME_MS).toBeLessThanOrEqual(3_000);
    expect(first * FRAME_MS).toBeGreaterThanOrEqual(2_600);
    expect(last * FRAME_MS).toBeGreaterThanOrEqual(5_380);
    expect(last * FRAME_MS).toBeLessThan(12_000);
    for (const i of masked)
      expect(levelOf(fromPcmu([payloads(call.agent)[i] ?? Buffer.alloc(0)]))).toBeLessThan(-50);

    const report = await call.report();
    const spans = report.spans.filter((span) => span.kind === 'pan');
    expect(spans).toHaveLength(1);
    const recording = await call.recording();
    const source = fromPcmu(said);
    const from = Math.ceil((spans[0]?.startMs ?? 0) * SAMPLES_PER_MS);
    const to = Math.floor((spans[0]?.endMs ?? 0) * SAMPLES_PER_MS);
    expect(from).toBeLessThanOrEqual(3_000 * SAMPLES_PER_MS);
    expect(to).toBeGreaterThanOrEqual(5_350 * SAMPLES_PER_MS);
    expect(recording.caller.subarray(0, from)).toEqual(source.subarray(0, from));
    expect(recording.caller.subarray(to, source.length)).toEqual(source.subarray(to));
    expect(levelOf(recording.caller.subarray(from, to))).toBeLessThan(-50);
    expect(await server.transcript(call.id)).toContain('my card number [PAN]');
  });

  it.each([
    { lookAheadMs: 0, firstDigit: 'partly heard' },
    { lookAheadMs: 200, firstDigit: 'masked' },
  ])(
    'with $lookAheadMs ms of look-ahead the first digit of a number out of the blue is $firstDigit',
    async (row) => {
      const server = await RunningTacet.start({
        engines: { en: scripted({ words: UNPROMPTED, finalDelayMs: 500 }) },
        live: { lookAheadMs: row.lookAheadMs },
      });
      const call = await server.call();
      const said = voice(400, 111);

      await call.say({ caller: said }, 40);
      await call.agent.receivedAtLeast(400 - row.lookAheadMs / FRAME_MS);
      await call.hangUp();

      const heard = payloads(call.agent).map((payload, i) => said[i]?.equals(payload) === true);
      const digits = heard.slice(2_000 / FRAME_MS, 2_720 / FRAME_MS);
      expect(digits.filter((passed) => passed).length > 0).toBe(row.lookAheadMs === 0);
      expect(discontinuities(call.agent.received, STEP)).toEqual([]);
      // Whatever the live branch let pass, the recording has none of it.
      const pcm = (await call.recording()).caller;
      expect(levelOf(pcm.subarray(2_000 * SAMPLES_PER_MS, 2_720 * SAMPLES_PER_MS))).toBeLessThan(-50);
    },
  );

  it('with in-band keys and 200 ms of look-ahead has not a trace of a key', async () => {
    const server = await RunningTacet.start({ ...CONFIG, live: { lookAheadMs: 200 } });
    const call = await server.call();
    const silence = new Int16Array(800);
    const keyed = toPcmu(Int16Array.from([1, 5, 9, 0].flatMap((key) => [...keyTone(key, 100), ...silence])));
    const said = [...hush(50), ...keyed, ...hush(50)];

    await call.say({ caller: said });
    await call.agent.receivedAtLeast(said.length - 10);
    await call.hangUp();

    expect(levelOf(fromPcmu(said.slice(50, 90)))).toBeGreaterThan(-20);
    expect(levelOf(fromPcmu(payloads(call.agent).slice(45, 95)))).toBeLessThan(-50);
  });

  it('hears a real voice with the real recogniser, and keeps its number out of everything', async () => {
    const path = new URL('../../fixtures/audio/human-digits-8k.wav', import.meta.url);
    const alternative = new URL('../../../fixtures/audio/human-digits-8k.wav', import.meta.url);
    const { channels } = await readWav(fileURLToPath(path)).catch(() => readWav(fileURLToPath(alternative)));
    const pcm = channels[0] ?? new Int16Array(0);
    const server = await RunningTacet.start({ engines: { en: { engine: 'vosk' } } });
    const call = await server.call();
    const said = toPcmu(pcm);

    await call.say({ caller: [...said, ...hush(100)], agent: hush(said.length + 100) });
    await call.agent.receivedAtLeast(said.length + 100);
    await call.hangUp();

    const report = await call.report();
    const pans = report.spans.filter((span) => span.kind === 'pan' && span.verdict === 'masked');
    expect(pans.length).toBeGreaterThan(0);
    const recording = await call.recording();
    const source = fromPcmu(said);
    const kept = (from: number, to: number): number => {
      let equal = 0;
      for (let at = from; at < to; at++)
        if (Math.abs(source[at] ?? 0) > 1_500 && source[at] === recording.caller[at]) equal++;
      return equal;
    };
    const loud = source.filter((sample) => Math.abs(sample) > 1_500).length;
    // Nine tenths of the loud samples are digits; hardly any of them is left.
    expect(kept(0, source.length) / loud).toBeLessThan(0.1);
    expect(await server.transcript(call.id)).toContain('[PAN]');
  });
});
