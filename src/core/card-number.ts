/**
 * Whether a text that somebody outside chose is a card number, so that it is not taken for an id.
 *
 * Strict, unlike the detector, because ids are refused by it: nothing but digits with the usual signs between them, in the
 * lengths and beginnings of the schemes (ISO/IEC 7812-1), and valid by Luhn. Telephone, order and customer numbers pass.
 */
import { passesLuhn } from './luhn.js';

const SIGNS = /[\s.\-_/]/gu;
/** Visa; Mastercard; American Express; Diners; Discover, UnionPay, JCB and Maestro. */
const SCHEMES = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{14}|2[2-7]\d{14})$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^(?:6011|6[245]\d\d|35\d\d|50\d\d|5[6-8]\d\d|6[37]\d\d)\d{12,15}$/,
];

/** Of any scheme there is or was (ISO/IEC 7812-1: no more than 19). */
const LENGTHS = [12, 13, 14, 15, 16, 17, 18, 19];
const DIGITS = /\d(?:[\s.\-_/~]*\d)*/gu;
/** Random, and so many digits of it pass for anything. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether something in a text may be a card number. Not strict: it refuses nothing, it keeps texts out of logs. */
export const mayHoldCardNumber = (text: string): boolean => {
  if (UUID.test(text)) return false;
  const runs = text.normalize('NFKC').match(DIGITS) ?? [];
  return runs.some((run) => {
    const digits = run.replace(/\D/gu, '');
    const row = { length: digits.length, at: (i: number) => Number(digits[i]) };
    return LENGTHS.some((length) => {
      for (let to = length; to <= digits.length; to++) if (passesLuhn(row, to - length, to)) return true;
      return false;
    });
  });
};

/** A text of somebody else's, for a message: what may be a card number in it is not repeated. */
export const withoutCardNumbers = (text: string): string =>
  text.normalize('NFKC').replace(DIGITS, (run) => (mayHoldCardNumber(run) ? '[redacted]' : run));

export const isCardNumber = (text: string): boolean => {
  const digits = text.normalize('NFKC').replace(SIGNS, '');
  if (!SCHEMES.some((scheme) => scheme.test(digits))) return false;
  return passesLuhn({ length: digits.length, at: (i) => Number(digits[i]) });
};
