/** Which protocols ask nobody who they are. */
import { ANYBODY_ASKING } from '../protocol/anybody.js';
import { findProtocol, PROTOCOL_NAMES, type ProtocolName } from '../protocol/registry.js';

/**
 * A call has two parties, and the second may come by another protocol than the first: it is as safe as the one that
 * asks least.
 * @param credentials by protocol
 * @returns the protocols that take anybody, where others do not
 */
export const openDoors = (credentials: Readonly<Record<string, unknown>>): readonly ProtocolName[] => {
  const open = PROTOCOL_NAMES.filter(
    (name) => findProtocol(name)?.authenticate(ANYBODY_ASKING, credentials[name]) === undefined,
  );
  return open.length === PROTOCOL_NAMES.length ? [] : open;
};
