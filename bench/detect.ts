/**
 * `npm run bench:detect`: how much of what is secret gets through, on this machine, now.
 *
 *     npm run bench:detect -- --pack folder --lookahead 0,200,400 --concurrency 6      audio and text
 *     npm run bench:detect -- --part text --dialogues 5000 --family tune               text alone
 *
 * Audio: a labelled pack (its shape: detect/pack.ts; none comes with this repository) through a real server. Text:
 * made-up dialogues through the detector (dialogues/). Prints the targets and the tables, and writes JSON, markdown
 * and pictures; what was not measured again stays as it was. Dialogue i of a family has the seed `seed + i`, so
 * `--dialogues 1 --seed N --family F` plays one again. Exits 1 where a call failed or was not heard throughout:
 * accuracy is reported, not judged. Never prints a digit.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

import { measureAudio } from './detect/audio-part.js';
import { chart } from './detect/chart.js';
import { detectPage } from './detect/page.js';
import { mergeRuns, readRecord, recordText, type BenchRecord } from './detect/record-file.js';
import type { RunRecord } from './detect/record.js';
import { warnings } from './detect/report-runs.js';
import { notHeard } from './detect/tally.js';
import { targets, targetTable } from './detect/targets.js';
import { curveChart } from './dialogues/curve.js';
import { FAMILIES, type Family } from './dialogues/dialogue.js';
import { dialoguesPage } from './dialogues/report.js';
import { measureText, mergeText, type TextRecord } from './dialogues/text-part.js';
import { textChart } from './dialogues/text-chart.js';

const PARTS = ['all', 'audio', 'text', 'curve'] as const;
type Part = (typeof PARTS)[number];

interface Flags {
  readonly part: Part;
  readonly pack?: string;
  readonly match?: RegExp;
  readonly agentMatch?: RegExp;
  readonly lookahead: readonly number[];
  readonly concurrency: number;
  readonly skipRealtime?: true;
  readonly skipRecording?: true;
  readonly config?: string;
  readonly keep?: string;
  readonly dialogues: number;
  readonly seed: number;
  readonly wer: readonly number[];
  readonly family: readonly Family[];
  readonly bias: readonly number[];
  readonly out: string;
}

const JSON_FILE = 'detect.json';

const whole =
  (least: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least) {
      throw new InvalidArgumentError(`not a whole number from ${least}`);
    }
    return number;
  };
const wholes = (value: string): number[] => value.split(',').map(whole(0));
const numbers = (value: string): number[] => {
  const list = value.split(',').map(Number);
  if (list.some(Number.isNaN)) throw new InvalidArgumentError('not numbers');
  return list;
};
const pattern = (value: string): RegExp => {
  try {
    return new RegExp(value, 'u');
  } catch {
    throw new InvalidArgumentError('not a regular expression');
  }
};
const part = (value: string): Part => {
  const found = PARTS.find((one) => one === value);
  if (found === undefined) throw new InvalidArgumentError(`one of ${PARTS.join(', ')}`);
  return found;
};
const families = (value: string): readonly Family[] => {
  if (value === 'all') return FAMILIES;
  return value.split(',').map((name) => {
    const found = FAMILIES.find((one) => one === name);
    if (found === undefined) throw new InvalidArgumentError(`all, or of ${FAMILIES.join(', ')}`);
    return found;
  });
};

/** As one would type it. A folder's path is nobody's business: the pack goes by its name. */
const audioCommand = (flags: Flags, pack: string): string =>
  [
    `npm run bench:detect -- --part audio --pack ${basename(resolve(pack))}`,
    ...(flags.match === undefined ? [] : [`--match '${flags.match.source}'`]),
    ...(flags.agentMatch === undefined ? [] : [`--agent-match '${flags.agentMatch.source}'`]),
    ...(flags.config === undefined ? [] : [`--config ${basename(flags.config)}`]),
    ...(flags.skipRecording === true ? ['--skip-recording'] : []),
    ...(flags.skipRealtime === true
      ? ['--skip-realtime']
      : [`--lookahead ${flags.lookahead.join(',')} --concurrency ${flags.concurrency}`]),
  ].join(' ');

const textCommand = ({ part, dialogues, seed, wer, family, bias }: Flags): string =>
  [
    `npm run bench:detect -- --part ${part === 'curve' ? part : 'text'} --dialogues ${dialogues} --seed ${seed}`,
    ...(part === 'curve' ? [] : [`--wer ${wer.join(',')}`]),
    `--family ${family.length === FAMILIES.length ? 'all' : family.join(',')}`,
    ...(bias.length === 0 ? [] : [`--bias ${bias.join(',')}`]),
  ].join(' ');

const audio = async (flags: Flags): Promise<RunRecord[]> => {
  if (flags.part === 'text' || flags.part === 'curve') return [];
  if (flags.pack === undefined) {
    if (flags.part === 'audio') throw new Error('the audio part needs a pack (--pack)');
    console.error('no pack (--pack): the audio part is left as it was');
    return [];
  }
  return measureAudio({
    pack: flags.pack,
    match: flags.match,
    agentMatch: flags.agentMatch,
    lookAheadsMs: flags.skipRealtime === true ? [] : flags.lookahead,
    withRecording: flags.skipRecording !== true,
    concurrency: flags.concurrency,
    config: flags.config,
    keep: flags.keep,
    command: audioCommand(flags, flags.pack),
  });
};

const text = async (flags: Flags): Promise<TextRecord | undefined> =>
  flags.part === 'audio'
    ? undefined
    : measureText({
        dialogues: flags.dialogues,
        seed: flags.seed,
        werPercents: flags.wer,
        families: flags.family,
        biases: flags.bias,
        onlyCurve: flags.part === 'curve',
        command: textCommand(flags),
        tell: (line) => console.error(line),
      });

const write = async (out: string, { runs, text: dialogues }: BenchRecord): Promise<void> => {
  await mkdir(out, { recursive: true });
  const files: readonly (readonly [name: string, content: string])[] = [
    [JSON_FILE, recordText({ runs, text: dialogues })],
    ['detect.md', detectPage(runs, dialogues)],
    ...(runs.length === 0 ? [] : [['detect.svg', chart(runs)] as const]),
    ...(dialogues === undefined
      ? []
      : ([
          ['dialogues.md', dialoguesPage(dialogues)],
          ['dialogues.svg', textChart(dialogues.summaries)],
        ] as const)),
    ...(dialogues === undefined || dialogues.curve.length === 0
      ? []
      : [['curve.svg', curveChart(dialogues.curve)] as const]),
  ];
  for (const [name, content] of files) await writeFile(join(out, name), content);
};

const bench = async (flags: Flags): Promise<void> => {
  const runs = await audio(flags);
  const dialogues = await text(flags);
  // Read as late as can be: the other part may have been measured meanwhile.
  const before = await readRecord(join(flags.out, JSON_FILE));
  const record: BenchRecord = {
    runs: mergeRuns(before.runs, runs),
    text: dialogues === undefined ? before.text : mergeText(before.text, dialogues),
  };
  await write(flags.out, record);
  if (runs.length > 0) console.log(detectPage(record.runs, undefined));
  if (dialogues !== undefined) console.log(dialoguesPage(dialogues));
  console.log([...warnings(runs), ...targetTable(targets(record.runs, record.text))].join('\n'));
  if (runs.some((done) => done.failed.length > 0 || notHeard(done).length > 0)) process.exitCode = 1;
};

await new Command('bench:detect')
  .description(
    'Scores a labelled pack of calls and made-up dialogues: what gets through, and what is masked in vain.',
  )
  .option('--part <part>', `which part to measure: ${PARTS.join(', ')}`, part, 'all')
  .option('--pack <folder>', 'audio: manifest.json and its files; the shape is in bench/detect/pack.ts')
  .option('--match <regexp>', 'audio: only the items whose id matches', pattern)
  .option('--agent-match <regexp>', 'audio: of those, only these are replayed in real time', pattern)
  .option('--lookahead <ms,...>', 'audio: look-aheads at which the agent is measured', wholes, [0, 200, 400])
  .option('--concurrency <n>', 'audio: calls at a time at real-time pace', whole(1), 6)
  .option('--skip-realtime', 'audio: the recording only')
  .option('--skip-recording', 'audio: the agent only')
  .option('--config <file>', 'audio: configuration of the server')
  .option('--keep <folder>', 'audio: keep the files of all replays there')
  .option(
    '--dialogues <n>',
    'text: how many of the family `tune`; others have a share of that',
    whole(1),
    5_000,
  )
  .option('--seed <n>', 'text: of the first dialogue', whole(0), 1)
  .option('--wer <percent,...>', 'text: word error rates', wholes, [0, 5, 10, 20])
  .option('--family <name,...>', `text: all, or some of ${FAMILIES.join(', ')}`, families, FAMILIES)
  .option('--bias <n,...>', 'text: readiness of the detector at each point of the curve', numbers, [])
  .option('--out <folder>', 'where JSON, markdown and pictures go', 'docs/benchmarks')
  .action(bench)
  .parseAsync();
