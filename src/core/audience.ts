/**
 * Who may come to know what: the audiences of a call, and which entities are masked for each.
 *
 *     caller speaks -> agent hears          recording and transcript keep both legs
 *     agent speaks  -> caller hears
 *
 * A leg is masked for the party that hears it. Payment data are masked for everybody unless a setting says
 * otherwise by name.
 */
import { ENTITIES, type Entity } from './finding.js';

export const AUDIENCES = ['caller', 'agent', 'recording', 'transcript'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Names for several entities; each entity is in one of the first five. */
export const ENTITY_GROUPS = {
  payment: ['pan', 'cvv', 'expiry', 'pin', 'digits', 'dtmf'],
  banking: ['iban', 'bic', 'bank-account', 'sort-code'],
  identity: ['tax-id', 'ssn', 'birth-date'],
  access: ['password', 'one-time-code'],
  contact: ['phone', 'email'],
  all: ENTITIES,
} as const satisfies Readonly<Record<string, readonly Entity[]>>;
export type EntityGroup = keyof typeof ENTITY_GROUPS;

export const ENTITY_NAMES: readonly (Entity | EntityGroup)[] = [
  ...(Object.keys(ENTITY_GROUPS) as EntityGroup[]),
  ...ENTITIES,
];

/** The entities that are masked for each audience. */
export type MaskedFor = Readonly<Record<Audience, ReadonlySet<Entity>>>;

const isGroup = (name: Entity | EntityGroup): name is EntityGroup => name in ENTITY_GROUPS;

/** The entities that these names of entities and groups stand for. */
export const entitiesNamed = (names: readonly (Entity | EntityGroup)[]): ReadonlySet<Entity> =>
  new Set(names.flatMap((name): readonly Entity[] => (isGroup(name) ? ENTITY_GROUPS[name] : [name])));

export const PAYMENT: ReadonlySet<Entity> = entitiesNamed(['payment']);

/** Payment data for everybody, and nothing else. */
export const PAYMENT_FOR_ALL: MaskedFor = {
  caller: PAYMENT,
  agent: PAYMENT,
  recording: PAYMENT,
  transcript: PAYMENT,
};

/** The same from lists of names. */
export const maskedFor = (
  names: Readonly<Record<Audience, readonly (Entity | EntityGroup)[]>>,
): MaskedFor => ({
  caller: entitiesNamed(names.caller),
  agent: entitiesNamed(names.agent),
  recording: entitiesNamed(names.recording),
  transcript: entitiesNamed(names.transcript),
});

/** What is masked for at least one audience: what the detector has to look for. */
export const maskedForAny = (masked: MaskedFor): ReadonlySet<Entity> =>
  new Set(AUDIENCES.flatMap((audience) => [...masked[audience]]));
