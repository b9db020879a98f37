/**
 * Takes misses and alarms apart by what decided: classes with counts, and seeds to play them again.
 *
 *     node dist/bench/dialogues/causes.js --dialogues 1000 --family tune
 *
 *     misses   pan asked   after the last digit of card-announced (confirmed): word              12   seeds 17 209 ...
 *     alarms   unprompted   and by what spoke for it: unprompted 14/12 scheme luhn                 7   seeds ...
 *
 * No word and no digit is printed; of the held-back and unseen families no seed.
 */
import { Command } from 'commander';

import { LEG_ROLES, type LegRole } from '#tacet/core/ids.js';
import { languageOf } from '#tacet/detect/numbers/registry.js';
import type { Judgement } from '#tacet/detect/detector.js';
import { ticksToMillis } from '#tacet/core/units.js';
import { hear, modesOf, optionsFor } from './conditions.js';
import {
  FAMILIES,
  isUnnamed,
  type Dialogue,
  type Family,
  type Secret,
  type SecretDigit,
} from './dialogue.js';
import { drive } from './drive.js';
import { generate } from './generate.js';
import type { HeardWord } from './mishearing.js';
import { isNumberWord } from './number-words.js';
import { falseAlarms, isHidden } from './score.js';

interface Options {
  readonly dialogues: number;
  readonly seed: number;
  readonly wer: number;
  readonly family: Family;
  readonly entity: string;
  readonly bias: number;
}

class Classes {
  readonly #counts = new Map<string, { count: number; readonly seeds: Set<string> }>();

  add(name: string, seed: string): void {
    const known = this.#counts.get(name) ?? { count: 0, seeds: new Set<string>() };
    this.#counts.set(name, known);
    known.count++;
    known.seeds.add(seed);
  }

  print(title: string, showSeeds: boolean): void {
    const rows = [...this.#counts].toSorted(([, a], [, b]) => b.count - a.count);
    console.log(`${title}: ${rows.reduce((sum, [, { count }]) => sum + count, 0)}`);
    for (const [name, { count, seeds }] of rows)
      console.log(
        `${String(count).padStart(6)}  ${name}${showSeeds ? `   ${[...seeds].slice(0, 6).join(', ')}` : ''}`,
      );
  }
}

const ms = (place: { readonly from: number; readonly to: number }): readonly [number, number] => [
  ticksToMillis(place.from),
  ticksToMillis(place.to),
];

/** What was heard in the place of a digit. */
const heardAt = (
  digit: SecretDigit,
  heard: readonly HeardWord[],
  isNumber: (word: string) => boolean,
): string => {
  const middle = (digit.fromMs + digit.toMs) / 2;
  const word = heard.find(({ fromMs, toMs }) => fromMs <= middle && toMs >= middle);
  if (word === undefined) return 'nothing';
  return isNumber(word.text) ? 'a number' : 'a word';
};

/** Where a missed digit lies among what was judged. */
const placeOf = (digit: SecretDigit, judged: readonly Judgement[]): string => {
  const around = judged.map((one) => ({ one, of: ms(one.digits) }));
  const inside = around.find(({ of: [from, to] }) => from < digit.toMs && to > digit.fromMs);
  if (inside !== undefined) return `in ${describe(inside.one)}`;
  const before = around
    .filter(({ of: [, to] }) => to <= digit.fromMs + 50 && digit.fromMs - to < 12_000)
    .at(-1);
  const after = around.find(({ of: [from] }) => from >= digit.toMs - 50 && from - digit.toMs < 12_000);
  if (before !== undefined && after !== undefined)
    return `between ${describe(before.one)} and ${describe(after.one)}`;
  if (before !== undefined) return `after ${describe(before.one)}`;
  if (after !== undefined) return `before ${describe(after.one)}`;
  return 'nothing near';
};

const describe = ({ rule, belief, weighed, needed }: Judgement): string =>
  `${rule} ${belief}${belief === 'withdrawn' ? ` ${weighed}/${needed}` : ''}`;

const alarmClass = ({ rule, evidence, needed, weighed, light }: Judgement): string =>
  [
    rule,
    `${weighed}/${needed}`,
    evidence.beginning,
    ...(evidence.isLuhnValid ? ['luhn'] : []),
    ...(evidence.isPhone ? ['phone'] : []),
    ...(light.isFresh ? ['fresh'] : []),
    ...(light.afterPan ? ['after pan'] : []),
    ...(light.isPanDoubtful && light.afterPan ? ['doubtful'] : []),
    ...(light.expects === undefined ? [] : [`expects ${light.expects}`]),
  ].join(' ');

/** A question or talk of a card: how long before. */
const ageOf = ({ light: { announcedTo }, digits }: Judgement): string =>
  announcedTo === undefined ? '' : ` ${Math.ceil(ticksToMillis(digits.from - announcedTo) / 10_000)}0 s`;

const run = ({ dialogues, seed, wer, family, entity, bias }: Options): void => {
  const misses = new Classes();
  const alarms = new Classes();
  const rules = new Classes();
  const scenarios = new Classes();
  for (let at = seed; at < seed + dialogues; at++) {
    const dialogue = generate(at, family);
    const language = languageOf(dialogue.language);
    if (language === undefined) continue;
    for (const mode of modesOf(language.tag)) {
      const { heard, results } = hear(dialogue, language, mode, wer);
      const judged: Judgement[] = [];
      const outcome = drive(
        results,
        language,
        dialogue.durationMs,
        { ...optionsFor(dialogue), bias },
        undefined,
        (one) => judged.push(one),
      );
      const of = (leg: LegRole): Judgement[] =>
        judged.filter((one) => one.leg === leg).toSorted((a, b) => a.digits.from - b.digits.from);
      for (const secret of dialogue.secrets.filter((one) => one.entity === entity))
        missed(dialogue, secret, outcome[secret.leg].recorded, (digit) => {
          const what = heardAt(
            digit,
            heard[secret.leg],
            (word) => isNumberWord(word, language) || word === 'oh',
          );
          return `${placeOf(digit, of(secret.leg))}: ${what}`;
        }).forEach((name) => misses.add(name, `${at} ${mode}`));
      if (dialogue.secrets.length > 0 && family !== 'other-secrets') continue;
      for (const leg of LEG_ROLES)
        for (const finding of falseAlarms(dialogue, leg, outcome[leg])) {
          const why = of(leg).find(
            (one) => one.mask.from === finding.span.from && one.mask.to === finding.span.to,
          );
          alarms.add(
            `${finding.entity}: ${why === undefined ? finding.cause : alarmClass(why)}`,
            `${at} ${mode}`,
          );
          rules.add(why === undefined ? finding.cause : `${why.rule}${ageOf(why)}`, `${at} ${mode}`);
          scenarios.add(
            `${dialogue.language} ${mode} ${isUnnamed(family) ? 'a scenario' : dialogue.scenario}`,
            `${at} ${mode}`,
          );
        }
    }
  }
  misses.print(`missed of ${entity}`, !isUnnamed(family));
  rules.print('alarms by rule', !isUnnamed(family));
  alarms.print('alarms', !isUnnamed(family));
  scenarios.print('alarms by scenario', !isUnnamed(family));
};

/** One class for each secret that was not found whole: that of its first missed digit, and how many are missed. */
const missed = (
  _: Dialogue,
  secret: Secret,
  recorded: Parameters<typeof isHidden>[1],
  nameOf: (digit: SecretDigit) => string,
): readonly string[] => {
  const left = secret.digits.filter((digit) => !isHidden(digit, recorded));
  const [first] = left;
  if (first === undefined) return [];
  const size = left.length === secret.digits.length ? 'all' : left.length > 3 ? 'many' : String(left.length);
  return [`${secret.leadIn} ${size} missed, ${nameOf(first)}`];
};

await new Command('causes')
  .option('--dialogues <n>', 'how many', Number, 500)
  .option('--seed <n>', 'of the first', Number, 1)
  .option('--wer <percent>', 'word errors', Number, 10)
  .option('--family <name>', FAMILIES.join(', '), 'tune')
  .option('--entity <name>', 'whose misses', 'pan')
  .option('--bias <n>', 'see detection.bias', Number, 0)
  .action(run)
  .parseAsync();
