import { describe, expect, it } from '@jest/globals';

import { openingOf } from './opening.js';

describe('openingOf', () => {
  it.each([
    ['my card number is four two four two', 'prompted'],
    ['it is a visa card four two four two', 'prompted'],
    ['the number i have is three zero five six', 'prompted'],
    ['ja also die Kreditkartennummer lautet vier zwei', 'prompted'],
    ['die Nummer auf der Karte ist zweiundvierzig achtzehn', 'prompted'],
    ['yeah sure it is four two four two', 'other words'],
    ['four two four two expiry date zero nine', 'unprompted'],
    ['forty two forty two', 'unprompted'],
    ['double five one', 'unprompted'],
    ['Sechs null eins eins gültig bis eins zwei', 'unprompted'],
    ['zweiundvierzig die Kartennummer', 'unprompted'],
    ['thank you', 'untold'],
    ['', 'untold'],
    [undefined, 'untold'],
  ])('calls %j %s', (transcript, opening) => {
    expect(openingOf(transcript, false)).toBe(opening);
  });

  it('calls keyed whatever is keyed', () => {
    expect(openingOf('four two four two', true)).toBe('keyed');
  });
});
