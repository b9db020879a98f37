/**
 * `npm run bench:dialogues`: how well the speech side of the detector does on made-up dialogues in text.
 *
 *     npm run bench:dialogues -- --dialogues 5000 --seed 1 --wer 0,5,10,20
 *
 * Dialogue i has the seed `seed + i`, so `--dialogues 1 --seed N` plays one again. Prints a table, and writes
 * JSON and markdown. Never prints digits.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

import { languageOf } from '#tacet/detect/numbers/registry.js';
import { judge, modesOf } from './dialogues/conditions.js';
import { SECRET_ENTITIES } from './dialogues/dialogue.js';
import { generate } from './dialogues/generate.js';
import type { Mode } from './dialogues/mishearing.js';
import { markdown, type Circumstances } from './dialogues/report.js';
import type { DialogueScore } from './dialogues/score.js';
import { summarize, type Condition, type PaymentRow, type Summary } from './dialogues/tally.js';

interface Flags {
  readonly dialogues: number;
  readonly seed: number;
  readonly wer: readonly number[];
  readonly out: string;
}

const MS_PER_HOUR = 3_600_000;
const TELL_EVERY = 500;

const whole =
  (least: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least)
      throw new InvalidArgumentError(`not a whole number from ${least}`);
    return number;
  };
const percents = (value: string): number[] => value.split(',').map(whole(0));

const bench = async ({ dialogues, seed, wer, out }: Flags): Promise<void> => {
  const scores = new Map<string, { readonly condition: Condition; readonly scores: DialogueScore[] }>();
  const keep = (condition: Condition, score: DialogueScore): void => {
    const key = JSON.stringify(condition);
    const known = scores.get(key) ?? { condition, scores: [] };
    scores.set(key, known);
    known.scores.push(score);
  };
  const durationMs = { innocent: 0, payment: 0 };
  for (let i = 0; i < dialogues; i++) {
    const dialogue = generate(seed + i);
    const language = languageOf(dialogue.language);
    if (language === undefined) throw new Error('a dialogue in no known language');
    durationMs[dialogue.secrets.length === 0 ? 'innocent' : 'payment'] += dialogue.durationMs;
    for (const mode of modesOf(language.tag)) {
      for (const werPercent of wer) {
        keep({ language: language.tag, mode, werPercent }, judge(dialogue, language, mode, werPercent));
      }
    }
    if ((i + 1) % TELL_EVERY === 0) console.error(`${i + 1} dialogues`);
  }

  const summaries = [...scores.values()]
    .map(({ condition, scores: own }) => summarize(condition, own))
    .toSorted((a, b) => orderOf(a.condition) - orderOf(b.condition));
  const about: Circumstances = {
    command: `npm run bench:dialogues -- --dialogues ${dialogues} --seed ${seed} --wer ${wer.join(',')}`,
    date: new Date().toISOString(),
    dialogues,
    innocentHours: durationMs.innocent / MS_PER_HOUR,
    paymentHours: durationMs.payment / MS_PER_HOUR,
  };
  await write(out, about, summaries);
  console.log(markdown(about, summaries));
};

const MODE_ORDER: Readonly<Record<Mode, number>> = { free: 0, grammar: 1 };
const orderOf = ({ language, mode, werPercent }: Condition): number =>
  (language === 'en' ? 0 : 10_000) + MODE_ORDER[mode] * 1_000 + werPercent;

const write = async (folder: string, about: Circumstances, summaries: readonly Summary[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const plain = { circumstances: about, results: summaries.map(plainSummary) };
  await writeFile(join(folder, 'dialogues.json'), `${JSON.stringify(plain, rounded, 1)}\n`);
  await writeFile(join(folder, 'dialogues.md'), markdown(about, summaries));
};

/** Scenarios with their counts only, so that a new run is a short difference. */
const plainSummary = ({ payments, styles, innocent, ...rest }: Summary): object => ({
  ...rest,
  payments: Object.fromEntries(payments.map((row) => [row.name, counts(row)])),
  styles: Object.fromEntries(styles.map((row) => [row.name, counts(row)])),
  innocent: Object.fromEntries(
    innocent.map(({ name, dialogues, alarmed, perHour, hours }) => [
      name,
      `${alarmed.hits} of ${dialogues} alarmed, ${Math.round(perHour * hours)} alarms`,
    ]),
  ),
});

const counts = ({ recall }: PaymentRow): string =>
  SECRET_ENTITIES.map((entity) => `${entity} ${recall[entity].whole.hits}/${recall[entity].whole.of}`).join(
    ', ',
  );

const DECIMALS = 4;
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value;

await new Command('bench:dialogues')
  .description('Measures the speech side of the detector on made-up, labelled dialogues.')
  .option('--dialogues <n>', 'how many', whole(1), 5_000)
  .option('--seed <n>', 'of the first dialogue', whole(0), 1)
  .option('--wer <percent,...>', 'word error rates', percents, [0, 5, 10, 20])
  .option('--out <folder>', 'where JSON and markdown go', 'docs/benchmarks')
  .action(bench)
  .parseAsync();
