/**
 * Whether the stretches of a recording that its ledger calls withheld hold fill and nothing else.
 *
 * Fill is a pure function of its place, so it is made again and compared sample for sample; silence is fill. A leg of another rate
 * than the recording's was resampled: its fill goes the same way, and compared is what the filter made of fill
 * alone; half a filter at each edge also has a share of what was there to be kept.
 */
import type { Fault } from './chain.js';
import type { FillFact, LedgerEntry } from './fact.js';
import { factsOf } from './read-ledger.js';
import type { LegRole } from '../../core/ids.js';
import { ticksPerSample, type SampleRate } from '../../core/units.js';
import { createFill, type Fill } from '../../media/fill.js';
import { Resampler } from '../../media/resampler.js';

/** A recording as far as it could be opened. */
export interface OpenedRecording {
  readonly samples: Readonly<Record<LegRole, Int16Array>>;
  /** Stretches of samples that could not be opened, `[from, to)`. */
  readonly gone: readonly (readonly [from: number, to: number])[];
}

export interface FillCheck {
  readonly faults: readonly Fault[];
  /** Samples of the recording that were compared. */
  readonly compared: number;
}

interface Expected {
  /** Place of its first sample in the recording. */
  readonly at: number;
  readonly pcm: Int16Array;
}

export const checkFill = (entries: readonly LedgerEntry[], recording: OpenedRecording): FillCheck => {
  const [opened] = factsOf(entries, 'opened');
  if (opened === undefined) return { faults: [], compared: 0 };
  const { recordingRateHz, fill } = opened;
  const faults: Fault[] = [];
  let compared = 0;
  for (const { n, leg, rateHz, span } of factsOf(entries, 'withheld')) {
    const origin = factsOf(entries, 'leg').find((fact) => fact.leg === leg)?.origin ?? 0;
    const made = fillOf(fill, leg, rateHz);
    const { at, pcm } =
      rateHz === recordingRateHz
        ? direct(made, span, rateHz)
        : resampled(made, span, origin, rateHz, recordingRateHz);
    const there = recording.samples[leg];
    const isKnown = (i: number): boolean => !recording.gone.some(([from, to]) => from <= i && i < to);
    // A leg that came too far behind the other one is silent in the file: that tells nothing either.
    const isFill = (sample: number, i: number): boolean => there[i] === sample || there[i] === 0;
    const wrong = pcm.findIndex(
      (sample, i) => at + i < there.length && !isFill(sample, at + i) && isKnown(at + i),
    );
    compared += Math.max(0, Math.min(pcm.length, there.length - at));
    if (wrong !== -1) {
      const second = ((at + wrong) / recordingRateHz).toFixed(2);
      faults.push({
        entry: n,
        what: `the recording holds something else than fill at ${second} s of the ${leg}`,
      });
    }
  }
  return { faults, compared };
};

const fillOf = ({ kind, levelDbov, seeds }: FillFact, leg: LegRole, rateHz: SampleRate): Fill =>
  createFill({ kind, rateHz, seed: seeds[leg], levelDbov: levelDbov ?? undefined });

const direct = (fill: Fill, [from, to]: readonly [number, number], rateHz: SampleRate): Expected => {
  const step = ticksPerSample(rateHz);
  const at = Math.floor(from / step);
  const pcm = new Int16Array(Math.floor(to / step) - at);
  fill.write(pcm, at);
  return { at, pcm };
};

const resampled = (
  fill: Fill,
  [from, to]: readonly [number, number],
  origin: number,
  rateHz: SampleRate,
  recordingRateHz: SampleRate,
): Expected => {
  const step = ticksPerSample(rateHz);
  const outStep = ticksPerSample(recordingRateHz);
  const resampler = new Resampler(rateHz, recordingRateHz);
  // The filter is in the same phase every so many ticks from the leg's first sample on.
  const cycle = leastCommonMultiple(step, outStep);
  const first = origin + Math.ceil((from - origin) / cycle) * cycle;
  const input = new Int16Array(Math.max(0, Math.floor((to - first) / step)));
  fill.write(input, first / step);
  const out = new Int16Array(resampler.maxOutput(input.length));
  const count = resampler.process(input, out);
  const at = Math.floor((first - resampler.groupDelay) / outStep);
  // What came out before the whole filter was full of fill.
  const filling = Math.ceil((2 * resampler.groupDelay) / outStep) + 1;
  return { at: at + filling, pcm: out.subarray(Math.min(filling, count), count) };
};

const leastCommonMultiple = (a: number, b: number): number => {
  let multiple = a;
  while (multiple % b !== 0) multiple += a;
  return multiple;
};
