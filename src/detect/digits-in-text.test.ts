import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { digitsInText } from './digits-in-text.js';

describe('the digits of a text', () => {
  it.each([
    ['card over the phone', 0],
    ['Kunde zahlt mit Karte', 0],
    ['desk 12', 2],
    ['code 456', 3],
    ['4-5-6', 3],
    ['4a5b6', 3],
    ['code is four five six', 3],
    ['four-five-six', 3],
    ['Prüfziffer vier fünf sechs', 3],
    ['vierhundertsechsundfünfzig', 3],
    ['double four six', 3],
    ['٤١١', 3],
    ['①②③', 3],
  ])('%s are %i', (text, digits) => {
    expect(digitsInText(text)).toBe(digits);
  });

  it('are never fewer than its figures, whatever stands between them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(9).map(String), fc.string({ maxLength: 3 }))), (parts) => {
        const text = parts.join('');
        expect(digitsInText(text)).toBeGreaterThanOrEqual((text.match(/[0-9]/g) ?? []).length);
      }),
    );
  });
});
