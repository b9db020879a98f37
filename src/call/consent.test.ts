import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Consent, EVERYTHING, keptAfter, type ConsentState } from './consent.js';
import { contains } from '../core/span.js';
import { ticks } from '../core/units.js';

const anyTold = fc.array(fc.record({ agrees: fc.boolean(), after: fc.nat(1_000) }), { maxLength: 8 });

describe('consent', () => {
  it('is told once, and what was refused or taken back is the last word', () => {
    const after = (...told: boolean[]): ConsentState => {
      const consent = new Consent(true);
      for (const agrees of told) consent.tell(agrees);
      return consent.state;
    };

    expect(after()).toBe('unknown');
    expect(after(true, true)).toBe('given');
    expect(after(false)).toBe('refused');
    expect(after(true, false, true)).toBe('withdrawn');
    expect(after(false, true)).toBe('refused');
  });

  it('keeps a place if and only if it was agreed to there, whatever was told in which order', () => {
    fc.assert(
      fc.property(fc.boolean(), anyTold, fc.nat(10_000), (isRequired, told, place) => {
        const consent = new Consent(isRequired);
        let kept = consent.initially;
        let head = 0;
        let mayKeep = !isRequired;
        let hasEnded = false;
        let expected = mayKeep;
        for (const { agrees, after } of told) {
          head += after;
          const state = consent.tell(agrees);
          if (state !== undefined) kept = keptAfter(kept, state, ticks(head));
          // The same, told by its meaning.
          mayKeep = agrees && !hasEnded ? true : agrees ? mayKeep : false;
          hasEnded ||= !agrees;
          if (place >= head) expected = mayKeep;
        }
        expect(contains(kept, ticks(place))).toBe(expected);
      }),
    );
  });

  it('that is given where none is required takes nothing away', () => {
    const consent = new Consent(false);

    consent.tell(true);

    expect(keptAfter(consent.initially, consent.state, ticks(500))).toEqual(EVERYTHING);
  });
});
