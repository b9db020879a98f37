/**
 * Counts by address in windows of time, for limits. Of IPv6 the first 64 bits count: whoever has one address there
 * has them all.
 */
import { isIPv6 } from 'node:net';

import { plainAddress } from './networks.js';
import type { Millis } from '../../core/units.js';

/** Beyond this the oldest are forgotten: memory has a bound, whoever comes. */
const MOST_ADDRESSES = 10_000;

export const networkOf = (address: string): string => {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const zeros = plain.includes('::') ? Math.max(0, 8 - first.length - last.length) : 0;
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return groups.slice(0, 4).join(':');
};

interface Window {
  from: Millis;
  count: number;
}

export class PerAddress {
  readonly #windowMs: number;
  /** Oldest first. */
  readonly #windows = new Map<string, Window>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** In the window that runs. */
  countOf(address: string, now: Millis): number {
    const window = this.#windows.get(networkOf(address));
    return window === undefined || now - window.from >= this.#windowMs ? 0 : window.count;
  }

  /** @returns how many they are now */
  add(address: string, now: Millis): number {
    const key = networkOf(address);
    const window = this.#windows.get(key);
    if (window !== undefined && now - window.from < this.#windowMs) return ++window.count;
    this.#windows.delete(key);
    this.#windows.set(key, { from: now, count: 1 });
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > MOST_ADDRESSES && oldest !== undefined) this.#windows.delete(oldest);
    return 1;
  }
}
