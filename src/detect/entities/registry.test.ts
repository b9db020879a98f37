import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SecretDigits } from '../../core/secret.js';
import { CUES } from '../language.js';
import type { EntityContext } from './entity.js';
import { ENTITY_RECOGNISERS, recognise } from './registry.js';

const secret = (text: string): SecretDigits => SecretDigits.of(Array.from(text, Number));
const NOTHING_KNOWN: EntityContext = {
  cue: undefined,
  month: undefined,
  currentYear: 2026,
  cardBefore: undefined,
};

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
const contexts = fc.record({
  cue: fc.constantFrom(undefined, ...CUES),
  month: fc.constantFrom(undefined, 1, 12),
  currentYear: fc.integer({ min: 2000, max: 2200 }),
  cardBefore: fc.constantFrom(undefined, 'visa', 'amex', 'unknown'),
});

describe('the best recogniser', () => {
  it.each([
    ['4242424242424242', {}, 'pan'],
    ['42424242424242420429', {}, 'pan'],
    ['0429', { cue: 'expiry' }, 'expiry'],
    ['0429', { cue: 'security-code' }, 'cvv'],
    ['0429', { cardBefore: 'visa' }, 'expiry'],
    ['751', { cardBefore: 'visa' }, 'cvv'],
    ['751', { cue: 'security-code' }, 'cvv'],
    ['29', { cue: 'expiry', month: 4 }, 'expiry'],
    ['2', {}, undefined],
    ['', {}, undefined],
  ] as const)('of %j in %j is %s', (text, known, entity) => {
    expect(recognise(secret(text), { ...NOTHING_KNOWN, ...known })?.entity).toBe(entity);
  });
});

describe.each(ENTITY_RECOGNISERS.map((recogniser) => [recogniser.entity, recogniser] as const))(
  'the recogniser of %s',
  (entity, recogniser) => {
    it('scores 0 to 1, stays inside the run, repeats itself and puts no digit in a label', () => {
      fc.assert(
        fc.property(digits, contexts, (values, context) => {
          const run = SecretDigits.of(values);

          const found = recogniser.match(run, context);

          expect(recogniser.match(run, context)).toEqual(found);
          if (found === undefined) return;
          expect(found.entity).toBe(entity);
          expect(found.score).toBeGreaterThan(0);
          expect(found.score).toBeLessThanOrEqual(1);
          expect(found.label).toMatch(/^[a-z-]+$/);
          expect(found.from).toBeGreaterThanOrEqual(0);
          expect(found.from).toBeLessThan(found.to);
          expect(found.to).toBeLessThanOrEqual(run.length);
        }),
        { numRuns: 1000 },
      );
    });
  },
);
