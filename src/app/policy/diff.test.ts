import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { diffConfigs, type Effect } from './diff.js';
import { parseConfig, type ConfigInput } from '../config.js';
import { anyPolicy } from '../../test/any-policy.js';

const diff = (before: unknown, after: unknown): ReturnType<typeof diffConfigs> =>
  diffConfigs(parseConfig(before), parseConfig(after));
const effects = (before: unknown, after: unknown): Effect[] =>
  diff(before, after).map(({ effect }) => effect);
const count = (all: readonly Effect[], effect: Effect): number => all.filter((one) => one === effect).length;

describe('the difference of two policies', () => {
  it('is nothing between a policy and itself', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(diff(policy, policy)).toEqual([]);
      }),
    );
  });

  it('is as much less strict one way as it is stricter the other way', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (a, b) => {
        const [there, back] = [effects(a, b), effects(b, a)];
        expect(count(there, 'less strict')).toBe(count(back, 'stricter'));
        expect(count(there, 'other')).toBe(count(back, 'other'));
      }),
    );
  });

  it('is less strict from one to the next where it is so from the first to the last', () => {
    const looser = (a: unknown, b: unknown): boolean => effects(a, b).includes('less strict');
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, c) => {
        if (looser(a, c)) expect(looser(a, b) || looser(b, c)).toBe(true);
      }),
    );
  });

  it.each<[ConfigInput, ConfigInput, Effect]>([
    [{}, { mode: 'shadow' }, 'less strict'],
    [{}, { entities: { agent: ['all'] } }, 'stricter'],
    [{ entities: { agent: ['all'] } }, { entities: { agent: ['payment', 'banking'] } }, 'less strict'],
    [{}, { entities: { agent: ['pan', 'cvv', 'expiry', 'pin', 'digits', 'dtmf', 'iban'] } }, 'stricter'],
    [{}, { detection: { bias: 2 } }, 'less strict'],
    [{}, { live: { lookAheadMs: 400 } }, 'stricter'],
    [{}, { live: { whenBlind: 'cadence' } }, 'less strict'],
    [{ live: { whenBlind: 'pass' } }, { live: { whenBlind: 'cadence' } }, 'stricter'],
    [{}, { live: { blindAfterMs: 9_000 } }, 'less strict'],
    [{}, { engines: {} }, 'less strict'],
    [{}, { engines: { en: { engine: 'vosk' } } }, 'other'],
    [{}, { fill: { kind: 'tone' } }, 'other'],
    [{}, { consent: { required: 'before-recording' } }, 'stricter'],
    [{}, { consent: { optOut: { key: '9' } } }, 'stricter'],
    [{}, { consent: { optOut: { api: false } } }, 'less strict'],
    [{}, { recording: { unencrypted: true } }, 'less strict'],
    [{ recording: { enabled: false } }, {}, 'less strict'],
    [{}, { unknownTenant: 'refuse' }, 'stricter'],
    [{ unknownTenant: 'refuse' }, { unknownTenant: 'refuse', tenants: { acme: {} } }, 'less strict'],
    [{}, { tenants: { acme: { mode: 'shadow' } } }, 'less strict'],
    [{ tenants: { acme: { live: { lookAheadMs: 400 } } } }, { tenants: {} }, 'less strict'],
  ])('%j -> %j is %s', (before, after, effect) => {
    expect(effects(before, after)).toEqual([effect]);
  });

  it('tells of retention what it means for recordings and transcripts', () => {
    expect(diff({ retention: { days: 90 } }, {}).map(({ what }) => what)).toEqual([
      'recordings are kept 90 days -> for ever',
      'transcripts are kept 90 days -> for ever',
    ]);
  });

  it('tells a change of all tenants once, and whose it is', () => {
    const tenants = { acme: {}, other: { detection: { bias: 1 } } };

    expect(diff({ tenants }, { tenants, detection: { bias: 1 } })).toEqual([
      { effect: 'less strict', what: 'detection.bias: 0 -> 1', tenants: [undefined, 'acme'] },
    ]);
  });
});
