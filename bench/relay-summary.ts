/**
 * What the runs of one scenario say: Tacet beside the floor, pair by pair, and how far the same relay differs
 * from itself.
 */
import { Histogram } from './histogram.js';
import type { RecordCheck } from './messages.js';
import type { RelayName, Run, Scenario } from './relay-run.js';
import { ratioSpread, spread, type RatioSpread, type Spread } from './statistics.js';

/** Two runs right after each other, in whichever order. */
export interface Pair {
  /** `noise`: the floor twice; `nginx`: beside the floor that Tacet of the same round stands beside. */
  readonly kind: 'tacet' | 'noise' | 'nginx';
  readonly floor: Run;
  readonly other: Run;
}

export const PERCENTILES = { p50: 0.5, p99: 0.99, p999: 0.999 } as const;
export type Percentile = keyof typeof PERCENTILES;
export const PERCENTILE_NAMES = Object.keys(PERCENTILES) as readonly Percentile[];

export interface RelaySummary {
  readonly runs: number;
  readonly sent: number;
  readonly lost: number;
  readonly misordered: number;
  readonly altered: number;
  readonly closedFor: readonly string[];
  /** Over the runs. */
  readonly latencyMs: Readonly<Record<Percentile, Spread>>;
  readonly cpuMicrosPerFrame: Spread;
  readonly cpuMsPerCallSecond: Spread;
  /** Heap and buffers after a collection, with what waits for its clearance. */
  readonly heldBytesPerCall: Spread;
  readonly rssBytesPerCall: Spread;
  readonly clearanceBytesPerCall: number;
}

export interface NginxSummary {
  readonly relay: RelaySummary;
  /** Its CPU beside the bare relay's, and Tacet's beside its, of the same rounds. */
  readonly cpuRatio: RatioSpread;
  readonly tacetRatio: RatioSpread;
}

export interface Summary {
  readonly scenario: Scenario;
  readonly floor: RelaySummary;
  readonly tacet: RelaySummary;
  readonly cpuRatio: RatioSpread;
  readonly cpuRatios: readonly number[];
  /** Undefined where nginx is not installed. */
  readonly nginx: NginxSummary | undefined;
  readonly noiseRatio: RatioSpread;
  readonly noiseRatios: readonly number[];
  /** Tacet's less the floor's, by pair, beyond the look-ahead. */
  readonly addedMs: Readonly<Record<Percentile, Spread>>;
  /** Frames of all runs, thrown away or not, that came while neither relay nor generator waited for a core. */
  readonly undisturbed: Readonly<Record<'floor' | 'tacet', Histogram>>;
  /** Sums over Tacet's runs. */
  readonly records: RecordCheck | undefined;
  readonly thrownAway: readonly string[];
  /** No pair was clean, so all were used: latencies then tell of the machine. */
  readonly isDisturbed: boolean;
}

export const summarize = (scenario: Scenario, pairs: readonly Pair[]): Summary => {
  const clean = pairs.filter(({ floor, other }) => objections([floor, other]).length === 0);
  const kept = (kind: Pair['kind']): readonly Pair[] => {
    const ofKind = clean.filter((pair) => pair.kind === kind);
    return ofKind.length > 0 ? ofKind : pairs.filter((pair) => pair.kind === kind);
  };
  const tacetPairs = kept('tacet');
  const floors = tacetPairs.map((pair) => pair.floor);
  const tacets = tacetPairs.map((pair) => pair.other);
  const cpuRatios = tacetPairs.map(cpuRatio);
  const noiseRatios = kept('noise').map(cpuRatio);
  return {
    scenario,
    floor: ofRelay(scenario, floors),
    tacet: ofRelay(scenario, tacets),
    cpuRatio: ratioSpread(cpuRatios),
    cpuRatios,
    nginx: nginxOf(scenario, tacetPairs, kept('nginx')),
    noiseRatio: ratioSpread(noiseRatios),
    noiseRatios,
    addedMs: eachPercentile((share) =>
      spread(
        tacetPairs.map(
          ({ floor, other }) => other.latency.percentileMs(share) - floor.latency.percentileMs(share),
        ),
      ),
    ),
    undisturbed: {
      floor: undisturbed(pairs.filter(({ kind }) => kind === 'tacet').map(({ floor }) => floor)),
      tacet: undisturbed(pairs.filter(({ kind }) => kind === 'tacet').map(({ other }) => other)),
    },
    records: sumRecords(pairs.map(({ other }) => other)),
    thrownAway: pairs.flatMap(({ kind, floor, other }) =>
      objections(kind === 'nginx' ? [other] : [floor, other]),
    ),
    isDisturbed: !clean.some((pair) => pair.kind === 'tacet'),
  };
};

const undisturbed = (runs: readonly Run[]): Histogram => {
  const sum = new Histogram();
  for (const run of runs) sum.add(run.undisturbed);
  return sum;
};

const nginxOf = (
  scenario: Scenario,
  tacets: readonly Pair[],
  nginxes: readonly Pair[],
): NginxSummary | undefined => {
  // A round is the pair of both that share their floor.
  const rounds = nginxes.flatMap((nginx) => {
    const tacet = tacets.find(({ floor }) => floor === nginx.floor);
    return tacet === undefined ? [] : [tacet.other.cpuMicrosPerFrame / nginx.other.cpuMicrosPerFrame];
  });
  if (rounds.length === 0) return undefined;
  return {
    relay: ofRelay(
      scenario,
      nginxes.map(({ other }) => other),
    ),
    cpuRatio: ratioSpread(nginxes.map(cpuRatio)),
    tacetRatio: ratioSpread(rounds),
  };
};

/** What must not happen at any speed. */
export const faults = ({ floor, tacet, records }: Summary): string[] => {
  const found: string[] = [];
  for (const [name, { lost, misordered, altered, closedFor }] of Object.entries({
    floor,
    tacet,
  } satisfies Partial<Record<RelayName, RelaySummary>>)) {
    if (lost > 0) found.push(`${name} lost ${lost} frames`);
    if (misordered > 0) found.push(`${name} sent ${misordered} frames twice or out of order`);
    if (closedFor.length > 0) found.push(`${name} closed legs for ${closedFor.join(', ')}`);
    if (altered > 0) found.push(`${name} altered ${altered} payloads`);
  }
  if (records === undefined || records.sealed !== records.calls) {
    found.push(`${records?.sealed ?? 0} of ${records?.calls ?? 0} call records were sealed`);
  }
  if ((records?.maskedFrames ?? 0) > 0) found.push('noise was masked');
  if ((records?.egressDropped ?? 0) > 0) found.push('frames were dropped on the way out');
  return found;
};

const cpuRatio = ({ floor, other }: Pair): number => other.cpuMsPerCallSecond / floor.cpuMsPerCallSecond;

const objections = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ relay, thrownAwayFor }) =>
    thrownAwayFor === undefined ? [] : [`${relay}: ${thrownAwayFor}`],
  );

const eachPercentile = <T>(make: (share: number) => T): Record<Percentile, T> => ({
  p50: make(PERCENTILES.p50),
  p99: make(PERCENTILES.p99),
  p999: make(PERCENTILES.p999),
});

const ofRelay = ({ calls }: Scenario, runs: readonly Run[]): RelaySummary => {
  const sum = (field: 'sent' | 'lost' | 'misordered' | 'altered'): number =>
    runs.reduce((total, run) => total + run[field], 0);
  const clearanceBytesPerCall = runs[0]?.clearanceBytesPerCall ?? 0;
  return {
    runs: runs.length,
    sent: sum('sent'),
    lost: sum('lost'),
    misordered: sum('misordered'),
    altered: sum('altered'),
    closedFor: [...new Set(runs.flatMap((run) => run.closedFor))],
    latencyMs: eachPercentile((share) => spread(runs.map((run) => run.latency.percentileMs(share)))),
    cpuMicrosPerFrame: spread(runs.map((run) => run.cpuMicrosPerFrame)),
    cpuMsPerCallSecond: spread(runs.map((run) => run.cpuMsPerCallSecond)),
    heldBytesPerCall: spread(
      runs.map(({ memory: { before, after } }) => {
        const heap = after.heapBytes - before.heapBytes;
        const buffers = after.arrayBufferBytes - before.arrayBufferBytes;
        return (heap + buffers) / calls;
      }),
    ),
    rssBytesPerCall: spread(
      runs.map(({ memory: { before, after } }) => (after.rssBytes - before.rssBytes) / calls),
    ),
    clearanceBytesPerCall,
  };
};

const sumRecords = (runs: readonly Run[]): RecordCheck | undefined =>
  runs.reduce<RecordCheck | undefined>((sum, { records }) => {
    if (records === undefined || sum === undefined) return records ?? sum;
    return {
      calls: sum.calls + records.calls,
      sealed: sum.sealed + records.sealed,
      lost: sum.lost + records.lost,
      egressDropped: sum.egressDropped + records.egressDropped,
      maskedFrames: sum.maskedFrames + records.maskedFrames,
      concealedFrames: sum.concealedFrames + records.concealedFrames,
      forwarded: sum.forwarded + records.forwarded,
      encoded: sum.encoded + records.encoded,
      shortestMs: Math.min(sum.shortestMs, records.shortestMs),
    };
  }, undefined);
