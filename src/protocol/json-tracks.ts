/** The tracks of a stream by the names that Twilio gave them, which its relatives use too. */
import { otherRole, type LegRole } from '../core/ids.js';

export interface NamedTrack {
  readonly name: string;
  readonly role: LegRole;
}

const INBOUND = 'inbound';
const OUTBOUND = 'outbound';

/**
 * @param given a list of names, or one; what is no text counts as `inbound` alone
 * @param role of the party that is heard on `inbound`
 * @returns undefined where there is a name of nothing, or one twice
 */
export const tracksOf = (given: unknown, role: LegRole): readonly NamedTrack[] | undefined => {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given ?? INBOUND];
  // `inbound_track` in one place, `inbound` in another.
  const names = list.map((name) => (typeof name === 'string' ? name.replace(/_track$/, '') : ''));
  const isKnown = names.every((name) => name === INBOUND || name === OUTBOUND);
  if (!isKnown || names.length === 0 || new Set(names).size !== names.length) return undefined;
  return names.map((name) => ({ name, role: name === INBOUND ? role : otherRole(role) }));
};

export const hasOutbound = (tracks: readonly NamedTrack[]): boolean =>
  tracks.some(({ name }) => name === OUTBOUND);

/** The one track of a live leg. */
export const inboundOf = (role: LegRole): readonly NamedTrack[] => [{ name: INBOUND, role }];
