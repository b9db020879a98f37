/** What a bridge says about a call beside who joins it: whether the caller consents to being recorded, and who that is. */
import { text, type JsonObject } from './json-values.js';
import { isCardNumber } from '../core/card-number.js';
import type { ErrorCode } from '../core/errors.js';

export const CONSENTS = ['given', 'refused'] as const;
export type ConsentChoice = (typeof CONSENTS)[number];

export interface CallAbout {
  readonly consent: ConsentChoice | undefined;
  /** An id of the caller that somebody outside keeps; personal data until it is hashed. */
  readonly subject: string | undefined;
}

/** One line of a reasonable length. */
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

export const isConsentChoice = (value: unknown): value is ConsentChoice =>
  CONSENTS.some((choice) => choice === value);
/** A card number is nobody's id: it would be a secret in whatever names the caller. */
export const isSubject = (value: string): boolean =>
  SUBJECT.test(value) && value.trim() !== '' && !isCardNumber(value);

/**
 * @param query of the request; it goes first
 * @param parameters of the protocol's own
 * @returns undefined where nothing is said
 */
export const aboutOf = (
  query: URLSearchParams,
  parameters: JsonObject,
): CallAbout | ErrorCode | undefined => {
  const consent = query.get('consent') ?? text(parameters, 'consent');
  const subject = query.get('subject') ?? text(parameters, 'subject');
  if (consent === undefined && subject === undefined) return undefined;
  if (consent !== undefined && !isConsentChoice(consent)) return 'TACET_CONSENT';
  if (subject !== undefined && !isSubject(subject)) return 'TACET_SUBJECT';
  return { consent, subject };
};
