import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Policies, type Policy } from './policies.js';
import { parseConfig, type ConfigInput } from '../config.js';
import { PAYMENT } from '../../core/audience.js';
import { anyPolicy } from '../../test/any-policy.js';

const policies = (input: ConfigInput): Policies => new Policies(parseConfig(input));
const hash = (input: ConfigInput, tenant?: string): string | undefined =>
  policies(input).for(tenant)?.evidence.policy;

describe('the policies of a configuration', () => {
  it('give a tenant its own and everybody else the default', () => {
    const both = policies({ tenants: { acme: { live: { lookAheadMs: 400 } } } });

    expect(both.for('acme')?.gate.lookAhead).toBe(400 * 48);
    expect(both.for(undefined)).toBe(both.default);
    expect(both.for('nobody')).toBe(both.default);
  });

  it('refuse unknown tenants where it is asked for, but never calls without one', () => {
    const strict = policies({ unknownTenant: 'refuse', tenants: { acme: {} } });

    expect(strict.for('nobody')).toBeUndefined();
    expect(strict.for('constructor')).toBeUndefined();
    expect(strict.for('acme')).toBeDefined();
    expect(strict.for(undefined)).toBe(strict.default);
  });

  it('mask recording and transcript of a shadow, and nothing live', () => {
    const { gate, spared, wanted } = policies({ mode: 'shadow' }).default;

    expect(gate).toMatchObject({ isShadow: true });
    expect(spared).toEqual({ caller: new Set(), agent: new Set(), recording: PAYMENT, transcript: PAYMENT });
    expect(gate.masked.recording).toEqual(PAYMENT);
    expect(wanted.agent).toEqual(PAYMENT);
  });

  it('keep secrets in recordings of a shadow only where the setting says so', () => {
    const { gate, spared, detection } = policies({
      mode: 'shadow',
      shadow: { recordsSecrets: true },
    }).default;

    expect(gate.masked.recording.size).toBe(0);
    expect(spared.transcript.size).toBe(0);
    expect(detection.maskedInTranscript.size).toBe(0);
    expect(detection.wanted).toEqual(PAYMENT);
  });

  it('keep no secrets by that setting where the policy is enforced', () => {
    const { gate, spared } = policies({ shadow: { recordsSecrets: true } }).default;

    expect(gate.masked.recording).toEqual(PAYMENT);
    expect(spared.transcript).toEqual(PAYMENT);
  });
});

describe('the hash of a policy', () => {
  it('does not depend on how it is written down', () => {
    const groups = { entities: { agent: ['payment' as const, 'email' as const] } };
    const single = {
      entities: { agent: ['email', 'dtmf', 'digits', 'pin', 'expiry', 'cvv', 'pan', 'pan'] as 'pan'[] },
    };

    expect(hash(groups)).toBe(hash(single));
    expect(hash({ live: { lookAheadMs: 0 } })).toBe(hash({}));
  });

  it('is that of what a tenant gets, from wherever that comes', () => {
    const whole: ConfigInput = { live: { lookAheadMs: 400 } };
    const inParts: ConfigInput = { tenants: { acme: { live: { lookAheadMs: 400 } } } };

    expect(hash(inParts, 'acme')).toBe(hash(whole));
    expect(hash(inParts)).toBe(hash({}));
  });

  it('leaves out the name of the version and the options of engines, which may hold secrets', () => {
    const engines = (key: string): ConfigInput => ({
      engines: { en: { engine: 'hook', options: { url: 'ws://x', key } } },
    });

    expect(hash({ policy: { version: 'a' } })).toBe(hash({ policy: { version: 'b' } }));
    expect(hash(engines('a'))).toBe(hash(engines('b')));
    expect(hash(engines('a'))).not.toBe(hash({}));
  });

  it('differs wherever two policies do', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (a, b) => {
        const [x, y] = [policies(a).default, policies(b).default];
        const seen = ({ settings, wanted }: Policy): unknown => [
          { ...settings, policy: undefined, entities: settings.entities.withoutPayment },
          wanted,
        ];
        const isSame = ((): boolean => {
          try {
            expect(seen(x)).toEqual(seen(y));
            return true;
          } catch {
            return false;
          }
        })();
        expect(x.evidence.policy === y.evidence.policy).toBe(isSame);
      }),
    );
  });
});
