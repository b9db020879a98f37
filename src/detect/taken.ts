/**
 * What may be told of a card number that was said or keyed.
 *
 *     4111 1111 1111 1111              16 digits, valid, ends in 1111
 *     4111 1111 1111 1111 12 28 123    the same: the number is what the run begins with
 *     4111 1111 1111 1112              16 digits, not valid; its end is told to nobody
 *     4111 1111 1111 111 123           18 digits, not valid: the end is the security code
 *
 * The last four digits of a run may be those of an expiry date or a security code said in one breath, so they are told
 * of a number only that is valid at its scheme's usual length. A longer one may be a number misheard with the code
 * behind it: one in ten passes Luhn by chance.
 */
import { cardLengths } from './entities/pan.js';
import { passesLuhn } from '../core/luhn.js';
import type { SecretDigits } from '../core/secret.js';
import { tellsAtLeast, type TakenNumber, type Tells } from '../core/taken-number.js';

const LAST = 4;

/**
 * @param digits in the order in which they were meant; the caller wipes them
 * @param tells `count` or more
 */
export const takenNumber = (digits: SecretDigits, tells: Tells): TakenNumber => {
  const lengths = cardLengths(digits);
  const [usual] = lengths;
  if (usual !== undefined && digits.length >= usual && passesLuhn(digits, 0, usual)) {
    const told = { entity: 'pan', digits: usual, valid: true } as const;
    if (!tellsAtLeast(tells, 'last-four')) return told;
    return {
      ...told,
      lastFour: Array.from({ length: LAST }, (_, i) => digits.at(usual - LAST + i)).join(''),
    };
  }
  const valid = lengths.includes(digits.length) && passesLuhn(digits);
  return { entity: 'pan', digits: digits.length, valid };
};
