/**
 * A labelled dialogue: who said which word when, and where in it lie the digits of a payment card.
 *
 *     words     A  can i take the card number        C  four  two  four  two ...
 *     secrets                                           [ 4 ] [ 2 ] [ 4 ] [ 2 ] ...   pan, asked
 *
 * Times are milliseconds of the call. Cards are made up behind the BINs that the networks set aside for testing.
 */
import type { LegRole } from '#tacet/core/ids.js';

export interface SpokenWord {
  readonly leg: LegRole;
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** It says digits or part of one: a recogniser confuses it with other such words. */
  readonly isNumber: boolean;
}

/**
 * Where a dialogue comes from. `tune` and `held-back`: half with a card, half without but full of numbers; the detector
 * is tuned on the first. The second was written later by somebody who had not seen the detector. Somebody has read what
 * kinds of misses and alarms it has since, and changed two rules, so it shows no longer what was never seen. `services`: calls to hotels,
 * utilities, insurers, ticket lines, help desks and parcel services, half with a card; seen as well. `sealed`: calls of
 * 104 further kinds, half with a card, written in one go by somebody who knew the detector; measured once, when the rules
 * stood, and neither side was changed for it. `ordinary`: calls with few numbers. `other-secrets`: secrets that are
 * no cards. The last two hold no card at all. `unseen`: calls of minutes to desks of many kinds, half with a card, most
 * turns without a number; written last, by somebody who had read nothing of the detector nor of what it gets wrong. It
 * judges, and nothing is tuned on it. `fresh`: written before its author read the detector, to show misses that no other
 * family has: numbers said in blocks of several ways, parts repeated, dates and codes in every order. Rules were mended
 * for what it shows.
 */
export const FAMILIES = [
  'tune',
  'held-back',
  'services',
  'sealed',
  'unseen',
  'fresh',
  'ordinary',
  'other-secrets',
] as const;
export type Family = (typeof FAMILIES)[number];

/** Of these no report names a dialogue, a scenario or a seed: who mends by name tunes. */
const UNNAMED: ReadonlySet<Family> = new Set<Family>(['held-back', 'unseen']);
export const isUnnamed = (family: Family): boolean => UNNAMED.has(family);

export const CARD_ENTITIES = ['pan', 'cvv', 'expiry', 'month'] as const;
/** Off unless asked for; the names are those of the detector. */
export const OTHER_ENTITIES = [
  'iban',
  'bic',
  'tax-id',
  'ssn',
  'bank-account',
  'sort-code',
  'pin',
  'one-time-code',
  'password',
  'phone',
  'email',
  'birth-date',
] as const;
export type OtherEntity = (typeof OTHER_ENTITIES)[number];
export const SECRET_ENTITIES = [...CARD_ENTITIES, ...OTHER_ENTITIES] as const;
/** `month`: the month of an expiry date by name; it is no digit, so it is counted by itself. */
export type SecretEntity = (typeof SECRET_ENTITIES)[number];

export const isOfCard = (entity: SecretEntity): boolean => CARD_ENTITIES.some((own) => own === entity);

export const LEAD_INS = ['asked', 'announced', 'bare', 'read-back'] as const;
/** How the digits were led up to; `bare`: nobody said what would come. */
export type LeadIn = (typeof LEAD_INS)[number];

export interface SecretDigit {
  /** A digit; a word or a letter where the secret is said in those. */
  readonly value: number | string;
  /** Which digit of the card number, code or date it is: from 0. */
  readonly position: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Secret {
  readonly entity: SecretEntity;
  readonly leg: LegRole;
  readonly leadIn: LeadIn;
  /** Of the cards in this call, from 0. */
  readonly card: number;
  /** Digits that the card number, code or date has in all. */
  readonly length: number;
  readonly digits: readonly SecretDigit[];
}

/** What may be masked but need not be: a number begun and given up. */
export interface Tolerated {
  readonly leg: LegRole;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Dialogue {
  readonly family: Family;
  readonly seed: number;
  readonly language: string;
  readonly scenario: string;
  /** How the card number was said: a style of speak.ts; undefined where none was. */
  readonly style: string | undefined;
  /** In order of their start. */
  readonly words: readonly SpokenWord[];
  readonly secrets: readonly Secret[];
  readonly tolerated: readonly Tolerated[];
  readonly durationMs: number;
}
