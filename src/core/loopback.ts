/**
 * Whether a host is this machine itself: what listens there is reached from nowhere else, and what is sent there passes
 * no network. As people write it, or as `URL` does: `127.0.0.1`, `::1`, `[::1]`, `localhost`.
 */
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

export const isLoopback = (host: string): boolean => {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(plain);
  // A name that somebody else resolves could be anything; this one has no other meaning (RFC 6761, section 6.3).
  return version === 0 ? plain === 'localhost' : LOOPBACK.check(plain, version === 4 ? 'ipv4' : 'ipv6');
};
