/** German numbers below a hundred, as they are written and said: einundzwanzig is 21. */

export const DIGITS: readonly string[] = [
  'null',
  'eins',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
];
/** The digits as they begin a compound: einundzwanzig, zweihundert. */
export const STEMS: readonly string[] = ['', 'ein', ...DIGITS.slice(2)];
export const TEENS: readonly string[] = [
  'zehn',
  'elf',
  'zwölf',
  'dreizehn',
  'vierzehn',
  'fünfzehn',
  'sechzehn',
  'siebzehn',
  'achtzehn',
  'neunzehn',
];
export const TENS: readonly string[] = [
  'zwanzig',
  'dreißig',
  'vierzig',
  'fünfzig',
  'sechzig',
  'siebzig',
  'achtzig',
  'neunzig',
];

/** @param value 0 to 99 */
export const belowHundred = (value: number): string => {
  if (value < 10) return DIGITS[value] ?? '';
  if (value < 20) return TEENS[value - 10] ?? '';
  const ones = STEMS[value % 10] ?? '';
  const tens = TENS[Math.floor(value / 10) - 2] ?? '';
  return value % 10 === 0 ? tens : `${ones}und${tens}`;
};
