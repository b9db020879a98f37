/** The page of `npm run bench:api`. */
import { quantile } from '../dialogues/proportion.js';
import { machineOf, type Circumstances } from '../circumstances.js';

/** One trial. */
export interface Timed {
  readonly calls: number;
  /** Milliseconds from request to answer. */
  readonly pauseMs: readonly number[];
  readonly resumeMs: readonly number[];
  /** Legs whose pause began before where the audio was at the request, or behind where it was at the answer. */
  readonly misplaced: number;
}

const TARGET_MS = 50;
const SHARES = [0.5, 0.9, 0.99, 1];

const rowOf = (calls: number, what: string, ms: readonly number[]): string => {
  const late = ms.filter((one) => one > TARGET_MS).length;
  const cells = SHARES.map((share) => quantile(ms, share).toFixed(1));
  return `| ${[calls, what, ms.length, ...cells, late].join(' | ')} |`;
};

export const pageOf = (about: Circumstances, timed: readonly Timed[], isPinned: boolean): string => {
  const p99 = Math.max(
    ...timed.flatMap(({ pauseMs, resumeMs }) => [quantile(pauseMs, 0.99), quantile(resumeMs, 0.99)]),
  );
  const legs = timed.reduce((sum, { pauseMs }) => sum + 2 * pauseMs.length, 0);
  const misplaced = timed.reduce((sum, one) => sum + one.misplaced, 0);
  return `# How soon a pause is answered

<!-- Written by \`npm run bench:api\`: change bench/api.ts, not this file. -->

- command: \`${about.command}\`
- date: ${about.date}, commit ${about.commit}
- machine: ${machineOf(about)}; load average before the run ${about.loadAverage.toFixed(1)}${isPinned ? '; relay and generator on a core each' : ''}

Milliseconds from request to answer, over one connection that is kept, while calls send 50 packets a second and leg and are
recorded encrypted. The client shares its core with the generator, so its own waiting is in them.

| calls | request | requests | p50 | p90 | p99 | longest | over ${String(TARGET_MS)} ms |
| -: | - | -: | -: | -: | -: | -: | -: |
${timed.flatMap(({ calls, pauseMs, resumeMs }) => [rowOf(calls, 'pause', pauseMs), rowOf(calls, 'resume', resumeMs)]).join('\n')}

**The 99th percentile of the slowest row is ${p99.toFixed(1)} ms** (asked: within ${String(TARGET_MS)} ms): ${p99 <= TARGET_MS ? 'pass' : '**fail**'}.

**${String(misplaced)} of ${String(legs)} paused legs** began before where their audio was just before the request, or behind where it was just
after the answer (asked: none): ${misplaced === 0 ? 'pass' : '**fail**'}.
`;
};
