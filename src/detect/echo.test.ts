import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isEcho, spokenIn, type Spoken } from './echo.js';
import { millisToTicks, type Ticks } from '../core/units.js';
import { talk } from '../test/said.js';

const CARD = 'four one one one two two two three';
const { runs } = talk(CARD);
/** The same digits, said so long before whatever is said. */
const before = (ms: number): Spoken => {
  const { values } = spokenIn(runs);
  return { values, ends: values.map(() => (0 - millisToTicks(ms)) as Ticks) };
};
const echoes = (text: string, spoken: Spoken): boolean => talk(text).runs.some((run) => isEcho(run, spoken));

describe('an echo', () => {
  it('is a group of the digits that the other party has just said, one of them misheard or none', () => {
    expect(echoes('two two two three', before(1_000))).toBe(true);
    expect(echoes('i have one one one two', before(1_000))).toBe(true);
    expect(echoes('two nine two three', before(1_000))).toBe(true);
  });

  it('is any two digits and more in the middle of a number that goes on, however misheard', () => {
    const said = spokenIn(runs);
    /** Half of it before what is said (from two seconds on), and half so long after. */
    const around = (ms: number): Spoken => ({
      values: said.values,
      ends: said.ends.map((_, at) => millisToTicks(at < said.ends.length / 2 ? 1_500 : ms)),
    });

    expect(echoes('nine eight', around(8_000))).toBe(true);
    expect(echoes('nine nine nine eight', around(8_000))).toBe(true);
    expect(echoes('nine', around(8_000))).toBe(false);
    expect(echoes('nine eight', around(60_000))).toBe(false);
    expect(echoes('nine eight seven nine eight seven nine eight seven', around(8_000))).toBe(false);
  });

  it('is nothing else', () => {
    expect(echoes('nine eight seven six', before(1_000))).toBe(false);
    expect(echoes('two two three', before(1_000))).toBe(false);
    expect(echoes('two two two three', spokenIn([]))).toBe(false);
  });

  it('comes soon', () => {
    expect(echoes('two two two three', before(60_000))).toBe(false);
  });

  it('has the digits of what was said, with a place for each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('one', 'two', 'nine'), { minLength: 1, maxLength: 20 }),
        (words) => {
          const { values, ends } = spokenIn(talk(words.join(' ')).runs);
          expect(values).toHaveLength(words.length);
          expect(ends).toHaveLength(words.length);
        },
      ),
    );
  });
});
