import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { PolicySettings } from './settings.js';
import { isPlain, merged, resolveTenant, type Plain } from './tenants.js';
import { parseConfig } from '../config.js';
import { anyPolicy } from '../../test/any-policy.js';

const base = (input: unknown): Plain => PolicySettings.parse(input);
const anyObject = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }));

/** Every path to something that is no object. */
const leaves = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  isPlain(value) ? Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key])) : [path];
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (isPlain(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );

describe('merging a tenant over the policy', () => {
  it('has everything of the tenant, and of the policy what the tenant does not speak of', () => {
    fc.assert(
      fc.property(anyObject, anyObject, (below, above) => {
        const both = merged(below, above);
        for (const path of leaves(above)) expect(at(both, path)).toEqual(at(above, path));
        for (const path of leaves(below)) {
          const isOverridden = path.some((_, i) => {
            const part = at(above, path.slice(0, i + 1));
            return part !== undefined && !isPlain(part);
          });
          const isDeeper = isPlain(at(above, path));
          if (!isOverridden && !isDeeper) expect(at(both, path)).toEqual(at(below, path));
        }
      }),
    );
  });

  it('changes nothing where the tenant says nothing, or says the same', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        expect(merged(object, {})).toEqual(object);
        expect(merged(object, object)).toEqual(object);
      }),
    );
  });

  it('does not matter how the layers are put together', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, c) => {
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
      }),
    );
  });

  it('makes no prototype of a key that is called like one', () => {
    const over = JSON.parse('{"__proto__":{"mode":"shadow"}}') as Plain;

    const both = merged({ a: 1 }, over) as { mode?: string };

    expect(both.mode).toBeUndefined();
    expect(Object.getPrototypeOf(both)).toBe(Object.prototype);
  });
});

describe('a tenant', () => {
  it('overrides single settings and inherits the others', () => {
    const config = parseConfig({
      live: { lookAheadMs: 400, whenBlind: 'mask' },
      tenants: { acme: { live: { lookAheadMs: 0 } } },
    });

    const resolved = resolveTenant(base({ live: config.live }), config.tenants['acme'] ?? {});

    expect(resolved).toMatchObject({
      settings: { live: { lookAheadMs: 0, whenBlind: 'mask', blindAfterMs: 1_800 } },
    });
  });

  it('is checked as a whole after it was laid over the policy', () => {
    const input = { retention: { days: 30 }, tenants: { acme: { retention: { transcriptDays: 60 } } } };

    expect(() => parseConfig(input)).toThrow(/tenants\.acme\.retention\.transcriptDays: is longer/);
  });

  it.each([
    [{ acme: { entities: { agent: ['contact'] } } }, /tenants\.acme\.entities\.agent/],
    [{ acme: { liv: {} } }, /tenants\.acme/],
    [{ acme: { live: null } }, /tenants\.acme\.live/],
    [{ acme: { recording: { directory: '/elsewhere' } } }, /tenants\.acme\.recording/],
    [{ acme: { listen: { port: 1 } } }, /tenants\.acme/],
    [{ acme: [] }, /tenants\.acme/],
    [{ acme: 'shadow' }, /tenants\.acme/],
    [{ '../acme': {} }, /a name is not valid/],
  ])('is refused where it is wrong: %j', (tenants, message) => {
    expect(() => parseConfig({ tenants })).toThrow(message);
  });

  it('leaves payment data out only where it says so itself', () => {
    const entities = { withoutPayment: true, agent: ['contact'] };
    const own = { entities: { recording: ['contact'] } };

    expect(() => parseConfig({ entities, tenants: { acme: own } })).toThrow(/of this tenant/);
    expect(() =>
      parseConfig({ entities, tenants: { acme: { entities: { ...own.entities, withoutPayment: true } } } }),
    ).not.toThrow();
    expect(() => parseConfig({ entities, tenants: { acme: { mode: 'enforce' } } })).not.toThrow();
  });
});

describe('the configuration with tenants', () => {
  it('is itself a valid configuration once it is read', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (policy, override) => {
        const result = ((): unknown => {
          try {
            return parseConfig({ ...policy, tenants: { acme: override } });
          } catch {
            // Keys and retentions of two layers may contradict each other.
            return undefined;
          }
        })();
        fc.pre(result !== undefined);
        expect(parseConfig(result)).toEqual(result);
      }),
    );
  });
});
