import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import wavefile from 'wavefile';

import { MOST_BEHIND_MS, Recorder } from './recorder.js';
import { wavHeader } from './wav-header.js';
import { LEG_ROLES, otherRole, type LegRole } from '../core/ids.js';
import { SAMPLE_RATES, samplesToTicks, ticks, type SampleRate } from '../core/units.js';
import { MemoryFile } from '../test/memory-file.js';

const arrange = (rateHz: SampleRate = 8_000, mostBehindMs = MOST_BEHIND_MS) => {
  const file = new MemoryFile('recording.wav');
  return { file, recorder: new Recorder(file, rateHz, mostBehindMs) };
};

interface Parsed {
  readonly rateHz: number;
  readonly caller: readonly number[];
  readonly agent: readonly number[];
}

/** Through a parser that is not ours. */
const parse = (file: MemoryFile): Parsed => {
  const wav = new wavefile.WaveFile(file.content);
  const { sampleRate, numChannels } = wav.fmt as { sampleRate: number; numChannels: number };
  expect(numChannels).toBe(2);
  expect(wav.bitDepth).toBe('16');
  const [caller = [], agent = []] = wav.getSamples(false, Int16Array) as unknown as Int16Array[];
  return { rateHz: sampleRate, caller: [...caller], agent: [...agent] };
};

/** Never 0, and another at every place and leg. */
const sampleAt = (leg: LegRole, at: number): number =>
  leg === 'caller' ? 1 + (at % 16_000) : -1 - (at % 16_000);
const pcmOf = (leg: LegRole, from: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => sampleAt(leg, from + i));

describe('the recorder', () => {
  it('puts the caller left and the agent right', async () => {
    const { file, recorder } = arrange();
    recorder.write('agent', ticks(0), Int16Array.of(-1, -2));
    recorder.write('caller', ticks(0), Int16Array.of(1, 2));

    await recorder.seal();

    expect(parse(file)).toEqual({ rateHz: 8_000, caller: [1, 2], agent: [-1, -2] });
  });

  it('fills the shorter leg with silence at the end', async () => {
    const { file, recorder } = arrange();
    recorder.write('caller', ticks(0), Int16Array.of(1, 2, 3));
    recorder.write('agent', ticks(0), Int16Array.of(-1));

    await recorder.seal();

    expect(parse(file)).toMatchObject({ caller: [1, 2, 3], agent: [-1, 0, 0] });
  });

  it('leaves silence before a leg that came later, and where nothing was given', async () => {
    const { file, recorder } = arrange();
    recorder.write('caller', samplesToTicks(2, 8_000), Int16Array.of(3));
    recorder.write('caller', samplesToTicks(4, 8_000), Int16Array.of(5));

    await recorder.seal();

    expect(parse(file).caller).toEqual([0, 0, 3, 0, 5]);
  });

  it('leaves out what lies before what it has', async () => {
    const { file, recorder } = arrange();
    recorder.write('caller', samplesToTicks(-2, 8_000), Int16Array.of(8, 9, 1, 2));
    recorder.write('caller', samplesToTicks(1, 8_000), Int16Array.of(9, 3));
    recorder.write('caller', samplesToTicks(0, 8_000), Int16Array.of(9, 9));

    await recorder.seal();

    expect(parse(file).caller).toEqual([1, 2, 3]);
  });

  it('has a header that can be played before it is sealed, and the right sizes after', async () => {
    const { file, recorder } = arrange(16_000);
    const open = Buffer.from(file.content);
    recorder.write('caller', ticks(0), new Int16Array(5));

    await recorder.seal();

    expect(open).toEqual(Buffer.from(wavHeader(16_000, 2)));
    expect(open.readUInt32LE(40)).toBe(0xffff_ffff);
    expect(file.content.length).toBe(44 + 5 * 4);
    expect(file.content.readUInt32LE(4)).toBe(file.content.length - 8);
    expect(file.content.readUInt32LE(40)).toBe(5 * 4);
    expect(file.content.readUInt32LE(28)).toBe(16_000 * 4);
  });

  it('is sound when nothing was ever said', async () => {
    const { file, recorder } = arrange();

    await recorder.seal();

    expect(parse(file)).toEqual({ rateHz: 8_000, caller: [], agent: [] });
  });

  it('puts every sample where it belongs, however the legs were cut, turned and placed', async () => {
    const leg = fc.record({
      originSamples: fc.integer({ min: 0, max: 3_000 }),
      chunks: fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SAMPLE_RATES),
        fc.record({ caller: leg, agent: leg }),
        fc.array(fc.constantFrom(...LEG_ROLES), { maxLength: 24 }),
        async (rateHz, legs, turns) => {
          const { file, recorder } = arrange(rateHz);
          const next = { caller: 0, agent: 0 };
          const at = { caller: legs.caller.originSamples, agent: legs.agent.originSamples };
          const write = (role: LegRole): void => {
            const count = legs[role].chunks[next[role]++];
            if (count === undefined) return;
            recorder.write(role, samplesToTicks(at[role], rateHz), pcmOf(role, at[role], count));
            at[role] += count;
          };

          for (const role of [...turns, ...Array.from({ length: 8 }, () => LEG_ROLES).flat()]) write(role);
          await recorder.seal();

          const parsed = parse(file);
          expect(parsed.rateHz).toBe(rateHz);
          const heard = LEG_ROLES.filter((role) => at[role] > legs[role].originSamples || at[role] > 0);
          const length = Math.max(0, ...heard.map((role) => (legs[role].chunks.length > 0 ? at[role] : 0)));
          for (const role of LEG_ROLES) {
            const isAudio = (i: number): boolean =>
              i >= legs[role].originSamples && i < at[role] && legs[role].chunks.length > 0;
            const wrong = parsed[role].findIndex((s, i) => s !== (isAudio(i) ? sampleAt(role, i) : 0));
            expect([parsed[role].length, wrong]).toEqual([length, -1]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('does not keep for ever what waits for a leg that never comes', async () => {
    const { file, recorder } = arrange(8_000, 500);
    for (let at = 0; at < 80_000; at += 160) {
      recorder.write('caller', samplesToTicks(at, 8_000), pcmOf('caller', at, 160));
      // Two seconds to a write, and half a second for the leg that is not there.
      expect(file.content.length).toBeGreaterThanOrEqual((at - 16_000 - 4_000) * 4);
    }

    await recorder.seal();

    const { caller, agent } = parse(file);
    expect(caller).toEqual([...pcmOf('caller', 0, 80_000)]);
    expect(agent).toEqual(Array<number>(80_000).fill(0));
  });

  it('does not wait for a leg that is said to be silent, and takes what it says after that', async () => {
    const { file, recorder } = arrange();
    recorder.write('caller', ticks(0), pcmOf('caller', 0, 40_000));

    recorder.silent('agent', samplesToTicks(40_000, 8_000));
    const waiting = 40_000 - (file.content.length - 44) / 4;
    recorder.write('agent', samplesToTicks(39_990, 8_000), pcmOf('agent', 39_990, 20));
    await recorder.seal();

    const { caller, agent } = parse(file);
    // Two seconds to a write.
    expect(waiting).toBeLessThan(16_000);
    expect(caller).toEqual([...pcmOf('caller', 0, 40_000), ...Array<number>(10).fill(0)]);
    expect(agent).toEqual([...Array<number>(40_000).fill(0), ...pcmOf('agent', 40_000, 10)]);
  });

  it('waits for audio that is cleared as late as the settings allow, and has had its look-ahead', async () => {
    const { file, recorder } = arrange();
    const late = (120 + 2) * 8_000;
    recorder.write('caller', ticks(0), pcmOf('caller', 0, late));

    recorder.write('agent', ticks(0), pcmOf('agent', 0, 8_000));
    await recorder.seal();

    expect(parse(file).agent.slice(0, 8_000)).toEqual([...pcmOf('agent', 0, 8_000)]);
  });

  it('keeps every sample in its place and leaves out only what comes too late, however far the legs drift', async () => {
    const MOST_BEHIND = 8_000;
    const turn = fc.record({
      role: fc.constantFrom(...LEG_ROLES),
      hole: fc.integer({ min: -1_000, max: 3_000 }),
      count: fc.integer({ min: 0, max: 5_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 16 }), async (turns) => {
        const { file, recorder } = arrange(8_000, 1_000);
        const end = { caller: 0, agent: 0 };
        const wanted = { caller: new Map<number, number>(), agent: new Map<number, number>() };
        for (const { role, hole, count } of turns) {
          const at = Math.max(0, end[role] + hole);
          recorder.write(role, samplesToTicks(at, 8_000), pcmOf(role, at, count));
          const isLate = end[otherRole(role)] - MOST_BEHIND;
          for (let i = Math.max(at, end[role], isLate); i < at + count; i++)
            wanted[role].set(i, sampleAt(role, i));
          end[role] = Math.max(end[role], at + count);
        }

        await recorder.seal();

        const parsed = parse(file);
        const length = Math.max(end.caller, end.agent);
        for (const role of LEG_ROLES) {
          const wrong = parsed[role].findIndex((sample, i) => sample !== (wanted[role].get(i) ?? 0));
          expect([parsed[role].length, wrong]).toEqual([length, -1]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
