/** What a soak has shown: of each vital whether it grows, and everything that went wrong. */
import { VITAL_NAMES, VITALS, type VitalName } from './vitals.js';
import { isStarved } from './starvation.js';
import { trend, verdictOf, type Trend, type Verdict } from './trend.js';
import type { Sample, Soaked } from './soak-run.js';

export interface JudgedVital {
  readonly name: VitalName;
  /** For one more call. */
  readonly trend: Trend | undefined;
  readonly verdict: Verdict;
}

export interface Judged {
  /** Judged are samples from this number of calls on. */
  readonly fromCalls: number;
  readonly samples: number;
  readonly vitals: readonly JudgedVital[];
  /** What was wrong, apart from growth. */
  readonly wrong: readonly string[];
  /** Part of the time that the server wanted a core in which it had none. */
  readonly waitedShare: number | undefined;
}

export interface Evidence {
  readonly soaked: Soaked;
  /** Of the server's log. */
  readonly errors: readonly string[];
  readonly files: { readonly unfinished: number };
  /** Of the server, after SIGTERM. */
  readonly exitStatus: number | null;
  /** Part of the calls that is not judged. */
  readonly warmUp: number;
  /** Of the whole run. */
  readonly waitedShare: number | undefined;
}

export const judge = ({ soaked, errors, files, exitStatus, warmUp, waitedShare }: Evidence): Judged => {
  const fromCalls = warmUp * (soaked.samples.at(-1)?.calls ?? 0);
  const samples = soaked.samples.filter(({ calls }) => calls >= fromCalls);
  return {
    fromCalls,
    samples: samples.length,
    waitedShare,
    vitals: VITAL_NAMES.map((name) => judgedVital(name, samples)),
    wrong: [
      ...soaked.leaks.map(
        ({ what, before, after }) =>
          `held after the calls: ${what}, ${String(before)} before, ${String(after)} after`,
      ),
      ...soaked.failures,
      ...errors.map((line) => `logged: ${line}`),
      ...(files.unfinished === 0 ? [] : [`${String(files.unfinished)} files of calls are not finished`]),
      ...(exitStatus === 0 ? [] : [`the server ended with status ${String(exitStatus)}`]),
    ],
  };
};

const judgedVital = (name: VitalName, samples: readonly Sample[]): JudgedVital => {
  const found = trend(samples.map(({ calls, vitals }) => [calls, vitals[name]]));
  return { name, trend: found, verdict: verdictOf(found, VITALS[name].limitPerCall) };
};

/**
 * @returns the exit code: 0 flat, 1 it grows or something was wrong, 2 too short to tell, 3 as 1, but the machine was starved:
 * it may be the machine's fault
 */
export const statusOf = ({ vitals, wrong, waitedShare }: Judged): number => {
  if (wrong.length > 0 || vitals.some(({ verdict }) => verdict === 'grows'))
    return isStarved(waitedShare) ? 3 : 1;
  return vitals.some(({ verdict }) => verdict === 'not told') ? 2 : 0;
};
