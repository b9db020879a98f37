import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { KeyedNumber } from './keyed-number.js';
import { takenNumber } from './taken.js';
import { SecretDigits } from '../core/secret.js';
import { mostTold, TELLS } from '../core/taken-number.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const VISA = '4111111111111111';
const AMEX = '378282246310005';

describe('what is told of a card number', () => {
  it.each([
    ['a whole one', VISA, 16, true, '1111'],
    ['one of fifteen digits', AMEX, 15, true, '0005'],
    ['one with its expiry date and code behind it', `${VISA}1228123`, 16, true, '1111'],
    ['one with a digit misheard', '4111111111111112', 16, false, undefined],
    ['one with a digit lost', VISA.slice(1), 15, false, undefined],
    ['one of no scheme', '0000000000000000', 16, false, undefined],
    // Its end may be the code that was said with it.
    ['a valid one that is longer than usual', '4000000000000000006', 19, true, undefined],
    ['a few digits', '4111', 4, false, undefined],
    ['nothing', '', 0, false, undefined],
  ])('%s', (_, said, digits, valid, lastFour) => {
    const expected = { entity: 'pan', digits, valid };
    expect(takenNumber(secret(said), 'last-four')).toEqual(
      lastFour === undefined ? expected : { ...expected, lastFour },
    );
    expect(takenNumber(secret(said), 'count')).toEqual(expected);
  });

  it('never has more than four digits, and never those behind a number of sixteen', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom('', '4', '51', '37', '62'), digits, (lead, rest) => {
        const said = `${lead}${rest.join('')}`;
        const told = takenNumber(secret(said), 'last-four');
        if (told.lastFour === undefined) return;

        expect(told).toMatchObject({ valid: true });
        expect(told.digits).toBeLessThanOrEqual(16);
        expect(told.lastFour).toBe(said.slice(told.digits - 4, told.digits));
      }),
    );
  });

  it('is as much as the most open route allows', () => {
    expect(mostTold([])).toBe('none');
    expect(mostTold(['masks', 'count', 'none'])).toBe('count');
    for (const level of TELLS) expect(mostTold([level, 'none'])).toBe(level);
  });
});

describe('the keys of a run', () => {
  const KEYS = '0123456789*#';
  const keyed = (keys: string, tells: 'masks' | 'count' | 'last-four' = 'last-four') => {
    const number = new KeyedNumber(tells);
    for (const key of keys) number.key(KEYS.indexOf(key));
    return { number, taken: number.take() };
  };

  it.each([
    [VISA, 16, true],
    [`${VISA}#`, 16, true],
    [`#${VISA}#1228#`, 16, true],
    [`41*${VISA}`, 16, true],
    [`${VISA}1228`, 16, true],
    ['411111111111', 12, false],
  ])('%s are a number of %d digits', (keys, digits, valid) => {
    expect(keyed(keys).taken).toMatchObject({ digits, valid });
  });

  it('are forgotten with the run', () => {
    const { number } = keyed(VISA);

    expect(number.take()).toBeUndefined();
    for (const key of AMEX) number.key(KEYS.indexOf(key));
    expect(number.take()).toMatchObject({ digits: 15, lastFour: '0005' });
  });

  it('are not kept where nobody is told of them', () => {
    expect(keyed(VISA, 'masks').taken).toBeUndefined();
    expect(JSON.stringify(keyed(VISA, 'count').taken)).not.toContain('1111');
  });
});
