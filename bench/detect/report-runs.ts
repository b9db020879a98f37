/**
 * Which replays the audio part is made of, and what is to be known before its figures are believed.
 */
import { machineOf } from '../circumstances.js';
import { overload } from './overload.js';
import { nameOf, type RunRecord } from './record.js';
import { seconds, table } from './report-table.js';
import { sum } from './statistics.js';
import { deaf, groupBy, notHeard, tally } from './tally.js';

/** A command that made several replays is written once. */
export const runTable = (runs: readonly RunRecord[]): string[] => [
  ...groupBy(runs, ({ circumstances: { command } }) => command).map(
    ([command, own]) => `- ${own.map(nameOf).join('; ')}: \`${command}\``,
  ),
  '',
  ...table(
    'lllll',
    ['replay', 'date', 'commit', 'pack', 'machine'],
    runs.map((run) => {
      const at = run.circumstances;
      const all = run.clips.length + run.failed.length;
      const minutes = (sum(run.clips.map(({ durationMs }) => durationMs)) / 60_000).toFixed(1);
      return [
        nameOf(run),
        `${at.date.slice(0, 16)}Z`,
        at.commit,
        `${at.pack} (${at.packDigest.slice(0, 8)}...): ${all} clips, ${minutes} min; ${at.ambiguous} ambiguous left out`,
        `${machineOf(at)}; load ${at.loadAverage.toFixed(1)} before, ${at.loadAverageAfter.toFixed(1)} after`,
      ];
    }),
  ),
];

/** What would make figures look better, or other, than they are. */
export const warnings = (runs: readonly RunRecord[]): string[] => {
  const lines = runs.flatMap((run) => {
    const failed = run.failed.map(({ id, code }) => `${id} (${code})`);
    const reasons = overload(run);
    return [
      ...(reasons.length === 0
        ? []
        : [`**${nameOf(run)}: the machine did not keep up with real time (${reasons.join('; ')}).**`]),
      ...(notHeard(run).length === 0 ? [] : [lateWarning(run)]),
      ...(failed.length === 0
        ? []
        : [`**${nameOf(run)}: ${failed.length} calls failed and are in no figure: ${failed.join(', ')}.**`]),
    ];
  });
  const commits = new Set(runs.map(({ circumstances: { commit } }) => commit));
  if (commits.size > 1)
    lines.push('**The replays are of different commits: do not compare one with another.**');
  const languages = [...new Set(runs.flatMap(deaf).map(({ language }) => language))].sort();
  if (languages.length > 0) {
    lines.push(
      `There is no recogniser for ${languages.join(', ')}: such calls are masked from end to end. That is no ` +
        'detection, so they are in no sum.',
    );
  }
  return lines.flatMap((line) => [line, '']);
};

/** Leaving calls out flatters too, so it says what they would have added. */
const lateWarning = (run: RunRecord): string => {
  const late = notHeard(run);
  const lateMs = sum(late.map(({ unheardMs }) => unheardMs));
  const { audible, digits, cards, exposed } = tally(late);
  return (
    `**${nameOf(run)}: ${late.length} of ${run.clips.length} calls had ` +
    `${run.branch === 'recording' ? 'unheard' : 'blind'} stretches (${seconds(lateMs)} in all): the recogniser did ` +
    `not keep up on this machine. They are left out of every figure of this branch, for what is masked unheard ` +
    `would pass for found, and what leaks for the lag is not the detector's doing. In them ${audible} of ${digits} ` +
    `digits were audible and ${exposed} of ${cards} card calls exposed.**`
  );
};
