/**
 * Made-up secrets that are no cards: right in form and check digits, of nobody. Bank codes are of ranges that are not
 * given out, telephone numbers of those set aside for fiction.
 */
import type { Random } from './random.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const IBAN_MODULUS = 97n;
/** Stands before the account in the check: letters count from 10 on, and the check digits are 00. */
const valueOf = (character: string): string =>
  LETTERS.includes(character) ? String(LETTERS.indexOf(character) + 10) : character;

export const letters = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(Array.from(LETTERS))).join('');

const digits = (random: Random, count: number): string => random.digits(count).join('');

/** DE: 18 digits, the bank code begins with 9; GB: four letters of no bank and 14 digits. */
export const iban = (random: Random, language: string): string => {
  const isGerman = language === 'de' || random.chance(0.3);
  const [country, account] = isGerman
    ? ['de', `9${digits(random, 17)}`]
    : ['gb', `x${letters(random, 3)}${digits(random, 14)}`];
  const spelled = Array.from(`${account}${country}00`, valueOf).join('');
  const check = 98n - (BigInt(spelled) % IBAN_MODULUS);
  return `${country}${String(check).padStart(2, '0')}${account}`;
};

export const bic = (random: Random, language: string): string =>
  `x${letters(random, 3)}${language === 'de' ? 'de' : 'gb'}${random.pick(['ff', 'mm', '2l', '33'])}${random.pick(['', '', 'xxx'])}`;

const TAX_BODY = 10;

/** German tax id: ten digits of which one comes twice, and the check digit of ISO 7064, MOD 11,10. */
export const taxId = (random: Random): string => {
  const pool = shuffled('0123456789', random);
  const body = pool.slice(0, TAX_BODY - 1);
  body.splice(random.whole(1, body.length), 0, random.pick(body));
  if (body[0] === '0') [body[0], body[1]] = [body[1] ?? '1', '0'];
  if (body[0] === '0') body[0] = pool[TAX_BODY - 1] ?? '1';
  let product = TAX_BODY;
  for (const digit of body) {
    const sum = (Number(digit) + product) % TAX_BODY || TAX_BODY;
    product = (2 * sum) % 11;
  }
  return `${body.join('')}${String((11 - product) % TAX_BODY)}`;
};

/** 078 and 219 are the areas of numbers that were printed in advertisements; the rest is random. */
export const ssn = (random: Random): string =>
  `${random.pick(['078', '219', '457'])}${String(random.whole(1, 99)).padStart(2, '0')}${String(random.whole(1, 9999)).padStart(4, '0')}`;

export const bankAccount = (random: Random, language: string): string =>
  digits(random, language === 'de' ? random.pick([7, 8, 9, 10, 10]) : 8);

export const sortCode = (random: Random, language: string): string =>
  language === 'de' ? `9${digits(random, 7)}` : digits(random, 6);

export const pin = (random: Random): string => digits(random, random.pick([4, 4, 4, 4, 5, 6]));

export const oneTimeCode = (random: Random): string => digits(random, random.pick([6, 6, 6, 6, 4, 5, 7, 8]));

const shuffled = (text: string, random: Random): string[] => {
  const left = Array.from(text);
  for (let i = left.length - 1; i > 0; i--) {
    const j = random.whole(0, i);
    [left[i], left[j]] = [left[j] ?? '', left[i] ?? ''];
  }
  return left;
};
