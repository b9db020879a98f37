import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from '../../core/secret.js';
import { claimed } from '../../test/said.js';
import { isSteuerId, taxId } from './tax-id.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const score = (text: string, cue: 'tax-id' | undefined, language = 'de'): number | undefined =>
  taxId.match(secret(text), { cue, month: undefined, currentYear: 2026, cardBefore: undefined, language })
    ?.score;

describe('the German tax number', () => {
  // Published examples.
  it.each(['86095742719', '47036892816', '65929970489', '57549285017', '25768131411'])(
    '%s is one',
    (text) => {
      expect(isSteuerId(secret(text))).toBe(true);
    },
  );

  it.each([
    ['has a wrong check digit', '86095742718'],
    ['begins with 0', '08695742719'],
    ['has ten digits', '8609574271'],
    ['has twelve digits', '860957427190'],
    ['has no digit twice', '12345678903'],
    ['has two digits twice', '11223456786'],
    ['has three the same in a row', '11123456784'],
    ['is nothing', ''],
  ])('%s: it is none', (_, text) => {
    expect(isSteuerId(secret(text))).toBe(false);
  });

  it('has one check digit alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), (last) => {
        expect(isSteuerId(secret(`8609574271${last}`))).toBe(last === 9);
      }),
    );
  });
});

describe('tax numbers', () => {
  it.each([
    ['86095742719', 'tax-id', 'de', 1],
    ['86095742718', 'tax-id', 'de', 0.8],
    ['8609574271', 'tax-id', 'de', 0.8],
    ['860', 'tax-id', 'de', 0.3],
    ['', 'tax-id', 'de', undefined],
    ['86095742719', undefined, 'de', 0.4],
    ['86095742719', undefined, 'en', undefined],
    ['86095742718', undefined, 'de', undefined],
  ] as const)('%s after %s in %s: %d', (text, cue, language, expected) => {
    expect(score(text, cue, language)).toBe(expected);
  });

  it('are found in speech', () => {
    const text = 'meine Steuer-ID ist acht sechs null neun fünf ... sieben vier zwei sieben eins neun';

    expect(claimed(text, ['tax-id'], { language: 'de' })).toMatchObject([{ score: 1, cause: 'cue' }]);
  });
});
