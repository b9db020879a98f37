/** Words that `explain` and `diff` share. */
import type { PolicySettings } from './settings.js';
import {
  AUDIENCES,
  ENTITY_GROUPS,
  entitiesNamed,
  type Audience,
  type EntityGroup,
} from '../../core/audience.js';
import type { Entity } from '../../core/finding.js';

/** What somebody is spared of, in verbs of their own. */
export const SPARED: Readonly<Record<Audience, string>> = {
  caller: 'the caller does not hear',
  agent: 'the agent does not hear',
  recording: 'the recording does not hold',
  transcript: 'the transcript does not show',
};

const GROUPS = (Object.keys(ENTITY_GROUPS) as EntityGroup[]).filter((name) => name !== 'all');

/** Whole groups by their name, the rest one by one. */
export const named = (entities: ReadonlySet<Entity>): string => {
  const whole = GROUPS.filter((group) => ENTITY_GROUPS[group].every((entity) => entities.has(entity)));
  const covered = entitiesNamed(whole);
  const rest = [...entities].filter((entity) => !covered.has(entity)).sort();
  return (
    [...whole.map((group) => `${group} (${ENTITY_GROUPS[group].join(', ')})`), ...rest].join(', ') ||
    'nothing'
  );
};

/** Audiences that are spared the same, together. */
export const byEntities = (
  entities: PolicySettings['entities'],
): readonly { readonly audiences: readonly Audience[]; readonly masked: ReadonlySet<Entity> }[] => {
  const groups = new Map<string, { audiences: Audience[]; masked: ReadonlySet<Entity> }>();
  for (const audience of AUDIENCES) {
    const masked = entitiesNamed(entities[audience]);
    const key = [...masked].sort().join();
    const group = groups.get(key) ?? { audiences: [], masked };
    group.audiences.push(audience);
    groups.set(key, group);
  }
  return [...groups.values()];
};

export const days = (count: number | undefined): string =>
  count === undefined ? 'for ever' : count === 1 ? '1 day' : `${count} days`;
