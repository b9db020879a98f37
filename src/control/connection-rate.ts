/**
 * How often one address may connect: a token bucket for each, a second's worth of burst.
 *
 * Only the addresses seen last are remembered: whoever has been forgotten starts with a full bucket, so the table is
 * as long as it takes for a bucket to fill up again at the rate at which new addresses may come.
 */
import { isIPv6 } from 'node:net';

import { RateLimit } from '../call/rate-limit.js';
import type { Millis } from '../core/units.js';

const MOST_ADDRESSES = 4_096;

export class ConnectionRate {
  readonly #perSecond: number;
  /** Oldest first. */
  readonly #buckets = new Map<string, RateLimit>();
  refused = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** @returns false where the connection is one too many */
  take(address: string | undefined, now: Millis): boolean {
    const who = sourceOf(address ?? '');
    const bucket = this.#buckets.get(who) ?? new RateLimit(this.#perSecond);
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_ADDRESSES && oldest !== undefined) this.#buckets.delete(oldest);
    const isTaken = bucket.take(now);
    if (!isTaken) this.refused++;
    return isTaken;
  }
}

/** Whoever has an IPv6 address has 2 ** 64 of them: the network counts. */
const sourceOf = (address: string): string => {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::', 2);
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':');
};
