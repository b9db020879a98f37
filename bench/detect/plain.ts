/**
 * The detection benchmark as JSON, one line a clip: everything the tables are made of, and no digit.
 */
import type { BranchRun, ScoredClip } from './branch-run.js';
import type { Results } from './report.js';
import { percentile } from './statistics.js';
import { audibleDigits, deaf, heard, notHeard, tally, wronglyMutedPerHour } from './tally.js';

export const json = ({ circumstances, recording, agent }: Results): string =>
  `{\n"circumstances": ${JSON.stringify(circumstances, null, 2)},\n"runs": [\n${[recording, ...agent]
    .map(runLines)
    .join(',\n')}\n]\n}\n`;

const runLines = (run: BranchRun): string =>
  `{\n"summary": ${JSON.stringify(summaryOf(run), null, 2)},\n"clips": [\n${run.clips
    .map((clip) => JSON.stringify(plainClip(clip)))
    .join(',\n')}\n]\n}`;

const summaryOf = (run: BranchRun): object => {
  const lagOf = (share: number): number | null => percentile(run.lagMs, share) ?? null;
  return {
    branch: run.branch,
    lookAheadMs: run.lookAheadMs,
    concurrency: run.concurrency,
    wallMs: run.wallMs,
    failed: run.failed,
    leftOut: notHeard(run).map(({ clip }) => clip.id),
    withoutRecogniser: deaf(run).length,
    recogniserLagMs: { p50: lagOf(0.5), p90: lagOf(0.9), p99: lagOf(0.99), most: lagOf(1) },
    counted: sums(heard(run)),
    all: sums(run.clips),
  };
};

const sums = (clips: readonly ScoredClip[]): object => {
  const { audiblePerCall, ...total } = tally(clips);
  const negative = tally(clips.filter(({ clip }) => clip.labels.length === 0));
  return {
    ...total,
    callsWithAudible: audiblePerCall.filter((count) => count > 0).length,
    wronglyMutedSecondsPerHour: wronglyMutedPerHour(tally(clips)),
    negativeWronglyMutedMs: negative.wronglyMutedMs,
    negativeWronglyMutedSecondsPerHour: wronglyMutedPerHour(negative),
  };
};

const plainClip = (scored: ScoredClip): object => ({
  id: scored.clip.id,
  language: scored.clip.language,
  kind: scored.clip.kind,
  condition: scored.clip.condition,
  opening: scored.clip.opening,
  durationMs: scored.durationMs,
  digits: scored.audible.flat().length,
  audible: audibleDigits(scored),
  exposed: scored.isExposed,
  wronglyMutedMs: scored.wronglyMutedMs,
  unheardMs: Math.round(scored.unheardMs),
  numbers: scored.clip.labels.map(({ kind }, i) => ({
    kind,
    /** Positions from 1. */
    audible: (scored.audible[i] ?? []).flatMap((isAudible, position) => (isAudible ? [position + 1] : [])),
    latencyMs: round(scored.latencyMs[i]),
  })),
});

const round = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms));
