import { describe, expect, it } from '@jest/globals';

import {
  AUDIENCES,
  ENTITY_GROUPS,
  ENTITY_NAMES,
  entitiesNamed,
  maskedFor,
  maskedForAny,
  PAYMENT,
  PAYMENT_FOR_ALL,
} from './audience.js';
import { ENTITIES } from './finding.js';

describe('the groups of entities', () => {
  it('put each entity into exactly one group, beside all of them', () => {
    const { all, ...groups } = ENTITY_GROUPS;

    expect(Object.values(groups).flat().sort()).toEqual([...ENTITIES].sort());
    expect(all).toBe(ENTITIES);
  });

  it('have names that no entity has', () => {
    expect(new Set(ENTITY_NAMES).size).toBe(ENTITY_NAMES.length);
  });

  it('stand for their entities, beside entities by their own name', () => {
    expect([...entitiesNamed(['access', 'phone'])]).toEqual(['password', 'one-time-code', 'phone']);
    expect(entitiesNamed([]).size).toBe(0);
    expect([...entitiesNamed(['all', 'pan'])]).toEqual([...ENTITIES]);
  });
});

describe('what is masked for whom', () => {
  it('is payment data and nothing else for everybody, unless somebody says so', () => {
    for (const audience of AUDIENCES) expect(PAYMENT_FOR_ALL[audience]).toBe(PAYMENT);
    expect([...maskedForAny(PAYMENT_FOR_ALL)]).toEqual([...PAYMENT]);
  });

  it('is looked for where one audience alone is spared it', () => {
    const masked = maskedFor({
      caller: ['payment'],
      agent: ['payment', 'iban'],
      recording: ['payment'],
      transcript: ['payment', 'email'],
    });

    expect(masked.agent.has('iban')).toBe(true);
    expect(masked.transcript.has('iban')).toBe(false);
    expect(maskedForAny(masked)).toEqual(new Set([...PAYMENT, 'iban', 'email']));
  });
});
