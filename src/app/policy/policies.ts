/**
 * The policies of a configuration: the default one and those of its tenants, resolved once.
 */
import { canonicalHash } from './canonical.js';
import { CONSENT_KEYS, type ConsentKey, type PolicySettings } from './settings.js';
import { policyOf, resolveTenant } from './tenants.js';
import type { Config } from '../config.js';
import type { CallPolicy } from '../../call/call-policy.js';
import { AUDIENCES, entitiesNamed, maskedFor, maskedForAny, type MaskedFor } from '../../core/audience.js';
import { TacetError } from '../../core/errors.js';
import type { RetentionFact } from '../../sink/ledger/fact.js';
import { millisToTicks } from '../../core/units.js';

const NOBODY: MaskedFor = {
  caller: new Set(),
  agent: new Set(),
  recording: new Set(),
  transcript: new Set(),
};

export interface Policy extends CallPolicy {
  readonly settings: PolicySettings;
}

export class Policies {
  /** Of calls without a tenant, and of those whose tenant is unknown where these are taken. */
  readonly default: Policy;
  readonly #tenants: ReadonlyMap<string, Policy>;
  readonly #refusesUnknown: boolean;

  /** @throws TacetError TACET_CONFIG where a tenant's part is not valid; a checked configuration has none such */
  constructor(config: Config) {
    const base = policyOf(config);
    const resolve = (override: Readonly<Record<string, unknown>>): Policy => {
      const resolved = resolveTenant(base, override);
      if ('issues' in resolved) throw new TacetError('TACET_CONFIG');
      return callPolicy(resolved.settings, config);
    };
    this.default = resolve({});
    this.#tenants = new Map(
      Object.entries(config.tenants).map(([name, override]) => [name, resolve(override)]),
    );
    this.#refusesUnknown = config.unknownTenant === 'refuse';
  }

  /** Names of tenants, sorted. */
  get tenants(): readonly string[] {
    return [...this.#tenants.keys()].sort();
  }

  get all(): readonly Policy[] {
    return [this.default, ...this.#tenants.values()];
  }

  /**
   * How long a call is kept: as the policy of its tenant has it now; where the tenant is not listed (any more), as it
   * was when the call began.
   */
  retentionOf(tenant: string | undefined, noted: RetentionFact): RetentionFact {
    const isKnown = tenant === undefined || this.#tenants.has(tenant);
    const policy = isKnown ? this.for(tenant) : undefined;
    return policy === undefined ? noted : policy.evidence.retention;
  }

  /**
   * @param tenant as the bridge says; undefined where there is one user only
   * @returns undefined where its calls are refused
   */
  for(tenant: string | undefined): Policy | undefined {
    if (tenant === undefined) return this.default;
    return this.#tenants.get(tenant) ?? (this.#refusesUnknown ? undefined : this.default);
  }
}

/** SHA-256 of what decides about masks and keeping, in hex: not of how it is written down, nor of its version's name. */
export const policyHash = (settings: PolicySettings, engines: Config['engines']): string => {
  const { entities, recording } = settings;
  const named = AUDIENCES.map(
    (audience) => [audience, [...entitiesNamed(entities[audience])].sort()] as const,
  );
  return canonicalHash({
    ...settings,
    // A name, and none that decides.
    policy: undefined,
    entities: { ...entities, ...Object.fromEntries(named) },
    recording: { ...recording, recipients: [...recording.recipients].sort() },
    engines: engineNames(engines),
  });
};

/** Options of engines may hold secrets: names only. */
export const engineNames = (engines: Config['engines']): unknown =>
  JSON.parse(JSON.stringify(engines, (name, value: unknown) => (name === 'options' ? undefined : value)));

export const retentionFact = ({
  days,
  transcriptDays,
  ledgerDays,
}: PolicySettings['retention']): RetentionFact => ({
  days: days ?? null,
  transcriptDays: transcriptDays ?? null,
  ledgerDays: ledgerDays ?? null,
});

/** RFC 4733, section 3.2. */
const keyEvent = (key: ConsentKey | undefined): number | undefined =>
  key === undefined ? undefined : CONSENT_KEYS.indexOf(key);

const callPolicy = (settings: PolicySettings, { engines }: Config): Policy => {
  const { mode, shadow, entities, live, clearance, fill, detection, recording, policy, consent } = settings;
  const isShadow = mode === 'shadow';
  const wanted = maskedFor(entities);
  const keepsSecrets = isShadow && shadow.recordsSecrets;
  const kept = keepsSecrets ? { recording: NOBODY.recording, transcript: NOBODY.transcript } : {};
  return {
    settings,
    gate: {
      lookAhead: millisToTicks(live.lookAheadMs),
      blindAfter: millisToTicks(live.blindAfterMs),
      whenBlind: live.whenBlind,
      lateAfter: millisToTicks(live.lateAfterMs),
      clearanceLimit: millisToTicks(clearance.limitMs),
      masked: { ...wanted, ...kept },
      isShadow,
    },
    fill: { kind: fill.kind, levelDbov: fill.levelDbov },
    detection: {
      wanted: maskedForAny(wanted),
      maskedInTranscript: keepsSecrets ? NOBODY.transcript : wanted.transcript,
      bias: detection.bias,
    },
    recording,
    wanted,
    spared: isShadow ? { ...wanted, caller: NOBODY.caller, agent: NOBODY.agent, ...kept } : wanted,
    evidence: {
      policy: policyHash(settings, engines),
      policyVersion: policy.version ?? null,
      mode,
      consentRequired: consent.required === 'before-recording',
      retention: retentionFact(settings.retention),
    },
    consent: {
      isRequired: consent.required === 'before-recording',
      byParameter: consent.givenBy.parameter,
      byApi: consent.givenBy.api,
      byKey: keyEvent(consent.givenBy.key),
      optOutByApi: consent.optOut.api,
      optOutByKey: keyEvent(consent.optOut.key),
    },
  };
};
