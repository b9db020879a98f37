import { describe, expect, it } from '@jest/globals';

import { kindOf, placesOf } from './error-cause.js';

const NUMBER = '4111111111111111';

describe('what is told of an error', () => {
  it('is the code of the system, or else its class', () => {
    expect(kindOf(Object.assign(new Error('x'), { code: 'EMFILE' }))).toBe('EMFILE');
    expect(kindOf(new RangeError(NUMBER))).toBe('RangeError');
    expect(kindOf(Object.assign(new TypeError('x'), { code: NUMBER }))).toBe('TypeError');
    expect(kindOf(NUMBER)).toBe('no error');
  });

  it('is where it was thrown, with file and line', () => {
    const [place] = placesOf(new Error(NUMBER));

    expect(place).toMatch(/error-cause\.test\.[jt]s:\d+:\d+$/);
  });

  it.each([NUMBER, `\n    at ${NUMBER} (file:///x/${NUMBER}.js:1:1)`, `a\n    at /${NUMBER}:1:1\nb`])(
    'is never its message: %j',
    (message) => {
      const error = new Error(message);

      expect([kindOf(error), ...placesOf(error)].join()).not.toContain(NUMBER);
      expect(placesOf(error)).not.toEqual([]);
    },
  );

  it('is nothing of a stack that somebody has changed', () => {
    const error = new Error('first');
    error.stack = `${NUMBER}\n    at /${NUMBER}:1:1`;

    expect(placesOf(error)).toEqual([]);
  });
});
