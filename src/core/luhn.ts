/**
 * The Luhn check (ISO/IEC 7812-1, annex B): from the right, every second digit doubled, the digits of all
 * products summed; a whole number of tens passes. One random number in ten passes too, so it only confirms.
 */

/** Digits 0..9 in their order, whoever keeps them. */
export interface DigitRow {
  readonly length: number;
  at(index: number): number;
}

/** Checks the digits `from` to before `to`; no digits do not pass. */
export const passesLuhn = (digits: DigitRow, from = 0, to = digits.length): boolean => {
  let sum = 0;
  for (let i = to - 1; i >= from; i--) {
    const digit = digits.at(i);
    const doubled = (to - i) % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return to > from && sum % 10 === 0;
};
