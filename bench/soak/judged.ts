/** What a soak has shown: of each vital whether it grows, and everything that went wrong. */
import { VITAL_NAMES, VITALS, type VitalName } from './vitals.js';
import { isStarved, type Promptness } from './promptness.js';
import { trend, verdictOf, type Trend, type Verdict } from './trend.js';
import type { Sample, Soaked } from './soak-run.js';

export interface JudgedVital {
  readonly name: VitalName;
  /** For one more call. */
  readonly trend: Trend | undefined;
  readonly verdict: Verdict | 'shown';
}

/** Objects of one type and name, of all threads. */
export interface Grown {
  readonly name: string;
  readonly bytesPerCall: number;
}

export interface Judged {
  /** Judged are samples from this number of calls on. */
  readonly fromCalls: number;
  readonly samples: number;
  readonly vitals: readonly JudgedVital[];
  /** What was wrong, apart from growth. */
  readonly wrong: readonly string[];
  /** What has grown most: where to look if something grows. */
  readonly grown: readonly Grown[];
  readonly promptness: Promptness;
}

const MOST_GROWN = 8;

export interface Evidence {
  readonly soaked: Soaked;
  /** Of the server's log. */
  readonly errors: readonly string[];
  readonly files: { readonly unfinished: number };
  /** Of the server, after SIGTERM. */
  readonly exitStatus: number | null;
  /** Part of the calls that is not judged. */
  readonly warmUp: number;
}

export const judge = ({ soaked, errors, files, exitStatus, warmUp }: Evidence): Judged => {
  const fromCalls = warmUp * (soaked.samples.at(-1)?.calls ?? 0);
  // One that was not at rest has calls in it: it would say that they are held.
  const samples = soaked.samples.filter(({ calls, isAtRest }) => isAtRest && calls >= fromCalls);
  const unrested = soaked.samples.filter(({ isAtRest }) => !isAtRest).length;
  return {
    fromCalls,
    samples: samples.length,
    promptness: soaked.promptness,
    grown: grownOf(samples),
    vitals: VITAL_NAMES.map((name) => judgedVital(name, samples)),
    wrong: [
      ...soaked.leaks.map(
        ({ what, before, after }) =>
          `held after the calls: ${what}, ${String(before)} before, ${String(after)} after`,
      ),
      ...(unrested === 0
        ? []
        : [`after ${String(unrested)} waves something of a call was still open a minute later`]),
      ...soaked.failures,
      ...errors.map((line) => `logged: ${line}`),
      ...(files.unfinished === 0 ? [] : [`${String(files.unfinished)} files of calls are not finished`]),
      ...(exitStatus === 0 ? [] : [`the server ended with status ${String(exitStatus)}`]),
    ],
  };
};

const judgedVital = (name: VitalName, samples: readonly Sample[]): JudgedVital => {
  const found = trend(samples.map(({ calls, vitals }) => [calls, vitals[name]]));
  const { limitPerCall } = VITALS[name];
  return {
    name,
    trend: found,
    verdict: limitPerCall === undefined ? 'shown' : verdictOf(found, limitPerCall),
  };
};

const grownOf = (samples: readonly Sample[]): readonly Grown[] => {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  return [...last.objects]
    .map(([name, bytes]) => ({
      name,
      bytesPerCall: (bytes - (first.objects.get(name) ?? 0)) / (last.calls - first.calls),
    }))
    .filter(({ bytesPerCall }) => bytesPerCall > 0)
    .sort((a, b) => b.bytesPerCall - a.bytesPerCall)
    .slice(0, MOST_GROWN);
};

/**
 * Growth is judged by what is held at rest, when every call has ended: no want of time brings that about. What went wrong is
 * another matter where the machine had no time.
 *
 * @returns the exit code: 0 flat, 1 it grows or something was wrong, 2 too short to tell, 3 something was wrong, but the machine
 * was starved: it may be the machine's fault
 */
export const statusOf = ({ vitals, wrong, promptness }: Judged): number => {
  if (vitals.some(({ verdict }) => verdict === 'grows')) return 1;
  if (wrong.length > 0) return isStarved(promptness) ? 3 : 1;
  return vitals.some(({ verdict }) => verdict === 'not told') ? 2 : 0;
};
