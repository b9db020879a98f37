/**
 * Slots that hold no secret: {n8} and {n6-10} are so many random digits, {phone} a number set aside for fiction,
 * the rest are sayings of the language ({amount}, {date}, {time} ...).
 *
 * {#35XXXXXXXXXXXX} has a known form: each X is any digit. `luhn` behind it adds the check digit.
 *
 * A name behind `=` remembers the digits: {n8=order} said again is the same order number.
 */
import type { LegRole } from '#tacet/core/ids.js';
import type { Style } from '#tacet/detect/numbers/speak.js';
import { checkDigit } from './card.js';
import { piecesOf, type Stage } from './stage.js';
import type { Sayer } from './phrases.js';

const PATTERN = /^#([\dX]+)$/;
const DIGITS = /^n(\d+)(?:-(\d+))?$/;
const STYLES: readonly Style[] = [
  'single',
  'single',
  'single',
  'grouped',
  'grouped',
  'pairs',
  'doubles',
  'hundreds',
];
const PHONE_STYLES: readonly Style[] = ['single', 'single', 'doubles', 'pairs'];
/** Where a saying has a comma. */
const BREATH_MS = [150, 600] as const;
/** What a first digit must not be, so that a long number does not begin like a payment card. */
const CARD_STARTS = new Set([2, 3, 4, 5, 6]);

/**
 * Says the slot.
 * @param options `plain`: its digits do not begin like a card
 * @throws Error where the language has no such saying
 */
export const sayInnocent = (stage: Stage, leg: LegRole, slot: string, options: readonly string[]): void => {
  const [name = '', memory] = slot.split('=');
  const isPlain = options.includes('plain');
  const [, pattern] = PATTERN.exec(name) ?? [];
  if (pattern !== undefined) {
    const digits = remembered(stage, memory, () => {
      const body = phoneOf(stage, pattern);
      return options.includes('luhn') ? [...body, checkDigit(body)] : body;
    });
    sayDigits(stage, leg, digits, stage.random.pick(stage.phrases.styles ?? STYLES));
    return;
  }
  const [, low, high] = DIGITS.exec(name) ?? [];
  if (low !== undefined) {
    const digits = remembered(stage, memory, () =>
      numberOf(stage, Number(low), Number(high ?? low), isPlain),
    );
    sayDigits(stage, leg, digits, stage.random.pick(stage.phrases.styles ?? STYLES));
    return;
  }
  if (name === 'phone' || name === 'internationalPhone') {
    const { phones, internationalPhones } = stage.phrases;
    const patterns = name === 'phone' ? phones : internationalPhones;
    const digits = remembered(stage, memory ?? name, () => phoneOf(stage, stage.random.pick(patterns)));
    sayDigits(stage, leg, digits, stage.random.pick(PHONE_STYLES));
    return;
  }
  const saying = stage.phrases.sayings[name];
  if (saying === undefined) throw new Error(`no slot of this name: ${name}`);
  remembered(stage, memory, () => saying(sayerOf(stage)))
    .split(' , ')
    .forEach((breath, at) => {
      if (at > 0) stage.pause(...BREATH_MS);
      stage.words(leg, breath.split(' '));
    });
};

const remembered = <T>(stage: Stage, memory: string | undefined, make: () => T): T =>
  memory === undefined ? make() : stage.remembered(memory, make);

const numberOf = ({ random }: Stage, low: number, high: number, isPlain: boolean): readonly number[] => {
  const digits = random.digits(random.whole(low, high));
  if (isPlain && CARD_STARTS.has(digits[0] ?? 0)) digits[0] = random.pick([1, 7, 8, 9]);
  return digits;
};

export const phoneOf = ({ random }: Stage, pattern: string): readonly number[] =>
  Array.from(pattern, (digit) => (digit === 'X' ? random.whole(0, 9) : Number(digit)));

const sayDigits = (stage: Stage, leg: LegRole, digits: readonly number[], style: Style): void => {
  for (const piece of piecesOf(stage, digits, style)) stage.timeline.say(leg, piece);
};

export const sayerOf = ({ random, language, phrases }: Stage): Sayer => ({
  whole: (low, high) => random.whole(low, high),
  pick: (list) => random.pick(list),
  cardinal: (value) => language.speech.cardinal(value, random.chance(0.5)).join(' '),
  single: (digits) => digits.map((digit) => random.pick(language.speech.digit(digit))).join(' '),
  ordinal: (value) => phrases.ordinal(value),
});
