import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isLegRole, LEG_ROLES, newFindingId, otherRole, parseCallId } from './ids.js';

describe('a call id', () => {
  it('is 1 to 128 letters, digits, dots, dashes, underscores and tildes', () => {
    for (const id of ['a', 'Call-1_2.3~4', '...', '.a', 'x'.repeat(128)]) expect(parseCallId(id)).toBe(id);
    for (const text of ['', 'x'.repeat(129), 'a b', 'a/b', 'a\\b', 'ä', 'a\n', 'a\0', '%2e'])
      expect(parseCallId(text)).toBeUndefined();
  });

  it('never names a folder above its own', () => {
    expect(parseCallId('.')).toBeUndefined();
    expect(parseCallId('..')).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':'), maxLength: 6 }), (text) => {
        const id = parseCallId(text);

        if (id !== undefined) expect(id).toMatch(/^(?!\.\.?$)[^/\\:]+$/);
      }),
    );
  });
});

describe('a finding id', () => {
  it('sorts by birth and comes once', () => {
    const ids = Array.from({ length: 200 }, newFindingId);

    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the role of a leg', () => {
  it('is one of two, each the other of the other', () => {
    for (const role of LEG_ROLES) {
      expect(otherRole(role)).not.toBe(role);
      expect(otherRole(otherRole(role))).toBe(role);
    }
    expect(['caller', 'agent', 'Caller', '', 'toString'].map(isLegRole)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
