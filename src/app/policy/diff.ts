/**
 * What a change of the policy means: each difference, and whether it makes things more or less strict.
 *
 * Stricter is: less is heard, recorded or written down, by fewer people, for a shorter time. A difference that is
 * neither (another fill, another recogniser) is `other`.
 */
import { engineNames, Policies, type Policy } from './policies.js';
import { canonicalJson } from './canonical.js';
import { days, SPARED } from './words.js';
import type { Config } from '../config.js';
import { AUDIENCES, entitiesNamed } from '../../core/audience.js';

export const EFFECTS = ['less strict', 'stricter', 'other'] as const;
export type Effect = (typeof EFFECTS)[number];

export interface Change {
  readonly effect: Effect;
  /** One sentence. */
  readonly what: string;
}

export interface PolicyChange extends Change {
  /** Whose calls it concerns; undefined stands for calls without a tenant, and of one that is in neither file. */
  readonly tenants: readonly (string | undefined)[];
}

/** What becomes of every tenant's calls, and of those without one; the same change is told once. */
export const diffConfigs = (before: Config, after: Config): readonly PolicyChange[] => {
  const a = new Policies(before);
  const b = new Policies(after);
  const told = new Map<string, Change & { tenants: (string | undefined)[] }>();
  const tell = (tenant: string | undefined, changes: readonly Change[]): void => {
    for (const change of changes) {
      const known = told.get(`${change.effect}: ${change.what}`);
      if (known === undefined) told.set(`${change.effect}: ${change.what}`, { ...change, tenants: [tenant] });
      else known.tenants.push(tenant);
    }
  };
  const names = [...new Set([...a.tenants, ...b.tenants])].sort();
  for (const tenant of [undefined, ...names]) {
    tell(tenant, diffPolicies(a.for(tenant), b.for(tenant)));
  }
  tell(undefined, diffShared(before, after));
  return [...told.values()].sort((x, y) => EFFECTS.indexOf(x.effect) - EFFECTS.indexOf(y.effect));
};

/** What all calls have in common. */
const diffShared = (before: Config, after: Config): Change[] => [
  ...ranked('calls of tenants that are not listed', before.unknownTenant, after.unknownTenant, [
    'default',
    'refuse',
  ]),
  ...flag('recordings are not encrypted', before.recording.unencrypted, after.recording.unencrypted),
  ...diffEngines(before.engines, after.engines),
];

/** A call in a language without a recogniser is masked; without any recogniser nothing spoken is. */
const diffEngines = (before: Config['engines'], after: Config['engines']): Change[] => {
  if (canonicalJson(engineNames(before)) === canonicalJson(engineNames(after))) return [];
  const [had, has] = [before, after].map((engines) => Object.keys(engines).length > 0);
  if (had === has) return [{ effect: 'other', what: 'other recognisers listen' }];
  return has === true
    ? [{ effect: 'stricter', what: 'spoken numbers are looked for' }]
    : [{ effect: 'less strict', what: 'spoken numbers are no longer looked for: there is no recogniser' }];
};

/** @param before undefined where such calls are refused */
export const diffPolicies = (before: Policy | undefined, after: Policy | undefined): Change[] => {
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    return after === undefined
      ? [{ effect: 'stricter', what: 'their calls are refused' }]
      : [{ effect: 'less strict', what: 'their calls are no longer refused' }];
  }
  const [a, b] = [before.settings, after.settings];
  return [
    ...ranked('mode', a.mode, b.mode, ['shadow', 'enforce']),
    ...flag('recordings of shadow calls keep secrets', a.shadow.recordsSecrets, b.shadow.recordsSecrets),
    ...AUDIENCES.flatMap((audience) => {
      const was = entitiesNamed(a.entities[audience]);
      const is = entitiesNamed(b.entities[audience]);
      const lost = [...was].filter((entity) => !is.has(entity)).sort();
      const won = [...is].filter((entity) => !was.has(entity)).sort();
      return [
        ...told(lost, 'less strict', `no longer: ${SPARED[audience]}`),
        ...told(won, 'stricter', `new: ${SPARED[audience]}`),
      ];
    }),
    ...number('detection.bias', a.detection.bias, b.detection.bias, 'less strict'),
    ...number('live.lookAheadMs', a.live.lookAheadMs, b.live.lookAheadMs, 'stricter'),
    ...number('live.blindAfterMs', a.live.blindAfterMs, b.live.blindAfterMs, 'less strict'),
    ...number('live.lateAfterMs', a.live.lateAfterMs, b.live.lateAfterMs, 'less strict'),
    ...ranked('live.whenBlind', a.live.whenBlind, b.live.whenBlind, ['pass', 'cadence', 'mask']),
    ...other('clearance.limitMs', a.clearance.limitMs, b.clearance.limitMs),
    ...other('fill', a.fill, b.fill),
    ...ranked('consent.required', a.consent.required, b.consent.required, ['never', 'before-recording']),
    ...other('consent.givenBy', a.consent.givenBy, b.consent.givenBy),
    ...flag('nobody can opt out by the API', !a.consent.optOut.api, !b.consent.optOut.api),
    ...flag(
      'nobody can opt out by a key',
      a.consent.optOut.key === undefined,
      b.consent.optOut.key === undefined,
    ),
    ...(a.consent.optOut.key !== undefined && b.consent.optOut.key !== undefined
      ? other('consent.optOut.key', a.consent.optOut.key, b.consent.optOut.key)
      : []),
    ...kept('recordings', a.retention.days, b.retention.days),
    ...kept(
      'transcripts',
      a.retention.transcriptDays ?? a.retention.days,
      b.retention.transcriptDays ?? b.retention.days,
    ),
    ...other('retention.ledgerDays', a.retention.ledgerDays, b.retention.ledgerDays),
    ...flag('calls are recorded', a.recording.enabled, b.recording.enabled),
    ...told(
      b.recording.recipients.filter((key) => !a.recording.recipients.includes(key)),
      'less strict',
      'can read recordings',
    ),
    ...told(
      a.recording.recipients.filter((key) => !b.recording.recipients.includes(key)),
      'stricter',
      'can no longer read new recordings',
    ),
  ];
};

/** @param order from the least to the most strict */
const ranked = <Value extends string>(
  name: string,
  was: Value,
  is: Value,
  order: readonly NoInfer<Value>[],
): Change[] =>
  was === is
    ? []
    : [
        {
          effect: order.indexOf(is) < order.indexOf(was) ? 'less strict' : 'stricter',
          what: `${name}: ${was} -> ${is}`,
        },
      ];

/** @param what is so where it is true, and then less strict */
const flag = (what: string, was: boolean, is: boolean): Change[] =>
  was === is
    ? []
    : [is ? { effect: 'less strict', what } : { effect: 'stricter', what: `no longer: ${what}` }];

/** @param more what more of it means */
const number = (name: string, was: number, is: number, more: 'less strict' | 'stricter'): Change[] => {
  if (was === is) return [];
  const less = more === 'stricter' ? 'less strict' : 'stricter';
  return [{ effect: is > was ? more : less, what: `${name}: ${was} -> ${is}` }];
};

const kept = (what: string, was: number | undefined, is: number | undefined): Change[] =>
  number(what, was ?? Infinity, is ?? Infinity, 'less strict').map(({ effect }) => ({
    effect,
    what: `${what} are kept ${days(was)} -> ${days(is)}`,
  }));

const other = (name: string, was: unknown, is: unknown): Change[] => {
  const [from, to] = [was, is].map((value) => (value === undefined ? 'not set' : canonicalJson(value)));
  return from === to ? [] : [{ effect: 'other', what: `${name}: ${String(from)} -> ${String(to)}` }];
};

const told = (names: readonly string[], effect: Effect, what: string): Change[] =>
  names.length === 0 ? [] : [{ effect, what: `${what}: ${names.join(', ')}` }];
