/**
 * Lays words of two speakers on one time axis, as people speak: digits take 250 to 500 ms, other words by
 * their length, each speaker at a pace of their own.
 */
import type { LegRole } from '#tacet/core/ids.js';
import type { Secret, SecretDigit, SecretEntity, SpokenWord, LeadIn, Tolerated } from './dialogue.js';
import type { Random } from './random.js';

/** Words said in one breath; `digits` are the digits they say, in order. */
export interface Piece {
  readonly words: readonly string[];
  readonly digits: readonly (number | string)[];
  /** Silence after it. */
  readonly pauseMs: number;
  /** Which word the digits begin with; the first unless told. */
  readonly firstDigitWord?: number;
  /** They name a month in digits' place. */
  readonly isMonth?: true;
  /** In digits' place stand the words themselves: letters, a password, a date. */
  readonly isWords?: true;
}

export interface DigitPiece extends Piece {
  readonly digits: readonly number[];
}

export interface SecretMark {
  readonly entity: SecretEntity;
  readonly leadIn: LeadIn;
  readonly card: number;
  readonly length: number;
}

type Draft = SecretMark & { readonly leg: LegRole; readonly digits: SecretDigit[] };

const DIGIT_MS = [250, 500] as const;
const WORD_MS = 90;
const LETTER_MS = 48;
/** Longer number words ("siebenhundertzweiundvierzig") take longer than a digit. */
const DIGIT_LETTERS = 6;
const PACES = [0.75, 0.9, 1, 1, 1.15, 1.35] as const;

export class Timeline {
  readonly words: SpokenWord[] = [];
  readonly tolerated: Tolerated[] = [];
  /** Two givings of one number are two secrets, each with a mark object of its own. */
  readonly #secrets = new Map<SecretMark, Draft>();
  readonly #random: Random;
  readonly #isNumberWord: (word: string) => boolean;
  readonly #pace: Readonly<Record<LegRole, number>>;
  /** Where the next words start. */
  atMs: number;

  constructor(random: Random, isNumberWord: (word: string) => boolean) {
    this.#random = random;
    this.#isNumberWord = isNumberWord;
    this.#pace = { caller: random.pick(PACES), agent: random.pick(PACES) };
    this.atMs = random.between(300, 1_500);
  }

  get secrets(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  pause(ms: number): void {
    this.atMs += ms;
  }

  /** Says a piece; where it is marked, its digits join the secret of that mark (the same object). */
  say(leg: LegRole, piece: Piece, mark?: SecretMark, position = 0): void {
    const spoken = this.#lay(leg, piece);
    if (mark !== undefined && spoken.length > 0)
      this.#label(leg, piece, spoken.slice(piece.firstDigitWord), mark, position);
    this.atMs = (spoken.at(-1)?.toMs ?? this.atMs) + piece.pauseMs;
  }

  /** Says what may be masked but need not be. */
  tolerate(leg: LegRole, piece: Piece): void {
    const spoken = this.#lay(leg, piece);
    const [first, last] = [spoken[0], spoken.at(-1)];
    if (first === undefined || last === undefined) return;
    this.tolerated.push({ leg, fromMs: first.fromMs, toMs: last.toMs });
    this.atMs = last.toMs + piece.pauseMs;
  }

  /** Says something while the other goes on: the time for the next words does not move. */
  aside(leg: LegRole, words: readonly string[], delayMs: number): void {
    const back = this.atMs;
    this.atMs += delayMs;
    const lastOfLeg = this.words.findLast((word) => word.leg === leg);
    if (lastOfLeg === undefined || lastOfLeg.toMs < this.atMs)
      this.#lay(leg, { words, digits: [], pauseMs: 0 });
    this.atMs = back;
  }

  #lay(leg: LegRole, piece: Piece): SpokenWord[] {
    const saysDigits = piece.digits.length > 0 && piece.isWords !== true;
    let at = Math.max(this.atMs, this.words.findLast((word) => word.leg === leg)?.toMs ?? 0);
    const spoken = piece.words.map((text): SpokenWord => {
      const isNumber = saysDigits || this.#isNumberWord(text);
      const fromMs = Math.round(at);
      const toMs = Math.round(at + this.#durationMs(leg, text, isNumber));
      at = toMs + this.#gapMs(leg, isNumber);
      return { leg, text, fromMs, toMs, isNumber };
    });
    this.words.push(...spoken);
    return spoken;
  }

  #durationMs(leg: LegRole, text: string, isNumber: boolean): number {
    const pace = this.#pace[leg];
    if (!isNumber)
      return Math.max(80, (WORD_MS + LETTER_MS * text.length) * pace * this.#random.between(0.85, 1.15));
    const [low, high] = DIGIT_MS;
    const length = Math.max(1, text.length / DIGIT_LETTERS);
    return Math.min(high, Math.max(low, this.#random.between(low, high) * pace)) * length;
  }

  #gapMs(leg: LegRole, isNumber: boolean): number {
    return this.#random.between(0, isNumber ? 150 : 40) * this.#pace[leg];
  }

  #label(
    leg: LegRole,
    piece: Piece,
    spoken: readonly SpokenWord[],
    mark: SecretMark,
    position: number,
  ): void {
    const secret = this.#secrets.get(mark) ?? { ...mark, leg, digits: [] };
    this.#secrets.set(mark, secret);
    const values = piece.isMonth === true ? [0] : piece.digits;
    secret.digits.push(
      ...values.map((value, i) => ({ value, position: position + i, ...placeOf(spoken, i, values.length) })),
    );
  }
}

/** As many words as digits: each at its word; else the digits share the time of the words evenly. */
const placeOf = (
  spoken: readonly SpokenWord[],
  index: number,
  count: number,
): { fromMs: number; toMs: number } => {
  const own = spoken[index];
  if (spoken.length === count && own !== undefined) return { fromMs: own.fromMs, toMs: own.toMs };
  const fromMs = spoken[0]?.fromMs ?? 0;
  const lengthMs = (spoken.at(-1)?.toMs ?? fromMs) - fromMs;
  return {
    fromMs: Math.round(fromMs + (lengthMs * index) / count),
    toMs: Math.round(fromMs + (lengthMs * (index + 1)) / count),
  };
};
