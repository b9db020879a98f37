import { describe, expect, it } from '@jest/globals';

import { checkFill } from './check-fill.js';
import type { LedgerEntry, LedgerFact } from './fact.js';
import { span } from '../../core/span.js';
import { millisToTicks, ticks, ticksToSamples, type SampleRate } from '../../core/units.js';
import { createFill, FILL_KINDS, type FillKind } from '../../media/fill.js';
import { PAYMENT_FOR_ALL } from '../../core/audience.js';
import { parseCallId, type CallId } from '../../core/ids.js';
import { MemoryFile } from '../../test/memory-file.js';
import { CallRecord } from '../call-record.js';
import { SOME_POLICY } from '../../test/policy-fact.js';

const MASK = { fromMs: 310, toMs: 740 };
const LENGTH_MS = 1_000;
const ORIGIN_MS = 60;

/** What a recording of this rate becomes when a leg talks, is masked for a while, and talks on. */
const record = async (rateHz: SampleRate, recordingRateHz: SampleRate, kind: FillKind) => {
  const file = new MemoryFile('recording.wav');
  const open = (name: string): MemoryFile => (name === 'recording.wav' ? file : new MemoryFile(name));
  const call = parseCallId('call') as CallId;
  const recording = new CallRecord({
    call,
    rateHz: recordingRateHz,
    lookAhead: ticks(0),
    masked: PAYMENT_FOR_ALL,
    open,
  });
  const fill = createFill({ kind, rateHz, seed: 1 });
  const give = (fromMs: number, toMs: number, isMasked: boolean): void => {
    const [from, to] = [millisToTicks(fromMs), millisToTicks(toMs)];
    const first = ticksToSamples(from, rateHz);
    const pcm = Int16Array.from(
      { length: ticksToSamples(to, rateHz) - first },
      (_, i) => ((i * 7_919) % 20_000) - 10_000,
    );
    if (isMasked) fill.write(pcm, first);
    recording.audio('caller', rateHz, { span: span(from, to), mask: isMasked ? 'pan' : undefined }, pcm);
  };
  recording.origin('caller', millisToTicks(ORIGIN_MS));
  give(ORIGIN_MS, MASK.fromMs, false);
  give(MASK.fromMs, 500, true);
  give(500, MASK.toMs, true);
  give(MASK.toMs, LENGTH_MS, false);
  await recording.seal({ caller: {}, agent: {} });
  const body = file.content.subarray(44);
  const caller = Int16Array.from({ length: body.length / 4 }, (_, i) => body.readInt16LE(i * 4));
  return { caller, agent: new Int16Array(caller.length) };
};

const ledger = (rateHz: SampleRate, recordingRateHz: SampleRate, kind: FillKind): LedgerEntry[] => {
  const facts: LedgerFact[] = [
    {
      kind: 'opened',
      call: 'call',
      folder: 'call',
      language: 'en',
      startedAt: '',
      recordingRateHz,
      lookAhead: 0,
      ...SOME_POLICY,
      fill: { kind, levelDbov: null, seeds: { caller: 1, agent: 2 } },
      ledgerKey: '',
    },
    { kind: 'leg', leg: 'caller', origin: millisToTicks(ORIGIN_MS) },
    {
      kind: 'withheld',
      leg: 'caller',
      reason: 'pan',
      span: [millisToTicks(MASK.fromMs), millisToTicks(MASK.toMs)],
      samples: 0,
      rateHz,
    },
  ];
  return facts.map((fact, n) => ({ ...fact, n, at: '', prev: '' }));
};

const RATES: readonly (readonly [SampleRate, SampleRate])[] = [
  [8_000, 8_000],
  [16_000, 16_000],
  [8_000, 16_000],
  [24_000, 16_000],
  [48_000, 16_000],
];

describe.each(RATES)('a leg at %d Hz in a recording at %d Hz', (rateHz, recordingRateHz) => {
  const samplesOf = (ms: number): number => (ms * recordingRateHz) / 1_000;

  it.each(FILL_KINDS)('whose masked stretch holds %s is found to hold nothing else', async (kind) => {
    const samples = await record(rateHz, recordingRateHz, kind);

    const { faults, compared } = checkFill(ledger(rateHz, recordingRateHz, kind), { samples, gone: [] });

    expect(faults).toEqual([]);
    // All of it but the edges that a filter mixes.
    expect(compared).toBeGreaterThan(samplesOf(MASK.toMs - MASK.fromMs - 10));
  });

  it('with one sample of something else in a masked stretch is named', async () => {
    const samples = await record(rateHz, recordingRateHz, 'comfort-noise');
    const entries = ledger(rateHz, recordingRateHz, 'comfort-noise');
    for (const ms of [MASK.fromMs + 8, 500, MASK.toMs - 8]) {
      const caller = samples.caller.slice();
      const at = samplesOf(ms);
      caller[at] = (caller[at] ?? 0) + 1 || 1;

      const { faults } = checkFill(entries, { samples: { ...samples, caller }, gone: [] });

      expect(faults).toEqual([
        { entry: 2, what: expect.stringContaining(`${(ms / 1_000).toFixed(2)} s of the caller`) },
      ]);
      expect(checkFill(entries, { samples: { ...samples, caller }, gone: [[at, at + 1]] }).faults).toEqual(
        [],
      );
    }
  });
});

describe('a recording that ends early', () => {
  it('is compared as far as it goes', async () => {
    const { caller } = await record(8_000, 8_000, 'comfort-noise');
    const short = caller.subarray(0, 400);

    const { faults, compared } = checkFill(ledger(8_000, 8_000, 'comfort-noise'), {
      samples: { caller: short, agent: short },
      gone: [],
    });

    expect(faults).toEqual([]);
    expect(compared).toBe(0);
  });
});
