import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { keyEvent, keyText } from './keys.js';

describe('keys as text', () => {
  it('are the events of RFC 4733, in their order, and back', () => {
    expect(Array.from('0123456789*#ABCD', keyEvent)).toEqual([...Array(16).keys()]);
    for (let event = 0; event < 16; event++) expect(keyEvent(keyText(event))).toBe(event);
    expect(keyEvent('d')).toBe(15);
  });

  it('are nothing else', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => typeof value !== 'string' || !/^[0-9*#a-d]$/i.test(value)),
        (value) => expect(keyEvent(value)).toBeUndefined(),
      ),
    );
    expect([keyText(16), keyText(-1), keyEvent(''), keyEvent('12')]).toEqual(['', '', undefined, undefined]);
  });
});
