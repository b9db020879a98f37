/**
 * What the slots of a scenario need while a dialogue is made: the timeline, the language, and what has been
 * said before, so that an order number read back is the same order number.
 */
import type { LegRole } from '#tacet/core/ids.js';
import { speakDigits, STYLES, type Style } from '#tacet/detect/numbers/speak.js';
import type { Language, Speech } from '#tacet/detect/language.js';
import { makeCard, type Brand, type Card } from './card.js';
import type { Phrases } from './phrases.js';
import type { Random } from './random.js';
import type { DigitPiece, SecretMark, Timeline } from './timeline.js';

/** How many times likelier than the plain one. */
const OWN_NAME_WEIGHT = 6;
/** Of a family that has its own ways to say digits. */
const OWN_WAY = 0.5;
/** Up to which of 1 the first, second and third name of a digit are one's own. */
const NAME_SHARES = [0.5, 0.92, 1];

export class Stage {
  readonly random: Random;
  readonly language: Language;
  readonly phrases: Phrases;
  readonly timeline: Timeline;
  /** How card numbers are said in this dialogue. */
  readonly style: Style;
  readonly cards: Card[] = [];
  /** Of the last card number given, so that its second half joins the first. */
  lastMark: SecretMark | undefined;
  readonly #brand: Brand | undefined;
  readonly #chatted = new Set<string>();
  readonly #remembered = new Map<string, unknown>();

  constructor(random: Random, phrases: Phrases, timeline: Timeline) {
    this.random = random;
    this.phrases = phrases;
    this.language = { ...phrases.language, speech: ownSpeech(phrases.language.speech, random) };
    this.timeline = timeline;
    this.#brand = phrases.usualCards === true ? 'usual' : undefined;
    this.style = random.pick(phrases.styles ?? STYLES);
  }

  /** The card with this number in the call, from 0. */
  card(index: number, brand?: 'amex'): Card {
    while (this.cards.length <= index) this.cards.push(makeCard(this.random, brand ?? this.#brand));
    return this.cards[index] as Card;
  }

  /** The same value each time a name is asked for. */
  remembered<T>(name: string, make: () => T): T {
    if (!this.#remembered.has(name)) this.#remembered.set(name, make());
    return this.#remembered.get(name) as T;
  }

  words(leg: LegRole, words: readonly string[]): void {
    this.timeline.say(leg, { words, digits: [], pauseMs: 0 });
  }

  /** One of the ways to say a phrase. */
  phrase(leg: LegRole, ways: readonly string[]): void {
    this.words(leg, this.random.pick(ways).split(' '));
  }

  /** Turns about nothing, once a dialogue; undefined where everything has been said. */
  smallTalk(): readonly [agent: string, caller: string] | undefined {
    const fresh = this.phrases.chat.filter(([agent]) => !this.#chatted.has(agent));
    if (fresh.length === 0) return undefined;
    const turns = this.random.pick(fresh);
    this.#chatted.add(turns[0]);
    return turns;
  }

  /** Whether this was not asked before. */
  isNews(asked: string): boolean {
    const isNew = !this.#chatted.has(asked);
    this.#chatted.add(asked);
    return isNew;
  }

  pause(fromMs: number, toMs: number): void {
    this.timeline.pause(this.random.between(fromMs, toMs));
  }

  groupPauseMs(): number {
    return this.random.chance(0.8) ? this.random.between(300, 900) : this.random.between(900, 1_500);
  }
}

/** People keep to one name of a digit: who says "oh" seldom says "zero". */
const ownSpeech = (speech: Speech, random: Random): Speech => {
  const own = Array.from({ length: 10 }, (_, value) => ownName(speech.digit(value), random));
  return {
    ...speech,
    digit(value) {
      const [plain] = speech.digit(value);
      return [plain, ...Array<string>(OWN_NAME_WEIGHT).fill(own[value] ?? plain)];
    },
  };
};

/** Languages name the commonest first: zero, oh, nought. */
const ownName = (ways: readonly string[], random: Random): string | undefined => {
  const choice = random.next();
  return ways[NAME_SHARES.findIndex((share) => choice < share) % ways.length];
};

/** The digits in this style, with the pauses that people make between groups. */
export const piecesOf = (stage: Stage, digits: readonly number[], style: Style): DigitPiece[] => {
  const { language, random } = stage;
  const { said } = stage.phrases;
  if (said !== undefined && random.chance(OWN_WAY)) return [...said(digits, random, language)];
  const groups = style === 'single' ? breaths(stage, digits) : [digits];
  return groups.flatMap((group, i) => {
    const spoken = speakDigits(group, style, language, () => random.next());
    const counts = digitCounts(group, spoken, style, language);
    let from = 0;
    return spoken.map((words, at): DigitPiece => {
      const count = counts[at] ?? 0;
      const isLast = at === spoken.length - 1;
      const isPaused = isLast ? i < groups.length - 1 : style === 'grouped' || random.chance(0.25);
      const piece = {
        words,
        digits: group.slice(from, from + count),
        // "double four": the digits are in the last word.
        ...(style === 'doubles' && words.length > 1 ? { firstDigitWord: words.length - 1 } : {}),
      };
      from += count;
      return { ...piece, pauseMs: isPaused ? stage.groupPauseMs() : random.between(20, 200) };
    });
  });
};

/** Half of the people stop for breath after some digits. */
const breaths = ({ random }: Stage, digits: readonly number[]): readonly (readonly number[])[] => {
  if (random.chance(0.5)) return [digits];
  const groups: (readonly number[])[] = [];
  for (let from = 0; from < digits.length;) {
    const size = random.whole(2, 8);
    groups.push(digits.slice(from, from + size));
    from += size;
  }
  return groups;
};

/** How many digits each group of words says. */
const digitCounts = (
  digits: readonly number[],
  groups: readonly (readonly string[])[],
  style: Style,
  { speech }: Language,
): number[] => {
  switch (style) {
    case 'single':
    case 'grouped':
      return groups.map((words) => words.length);
    case 'pairs':
    case 'hundreds': {
      const size = style === 'pairs' ? 2 : 3;
      const odd = digits.length % size;
      return groups.map((_, i) => (i === 0 && odd > 0 ? odd : size));
    }
    case 'doubles':
      return groups.map((words) => {
        const said = words.slice(0, -1).join(' ');
        const times = [2, 3, 4].find((n) => speech.repeat(n).some((way) => way.join(' ') === said));
        return times ?? 1;
      });
  }
};
