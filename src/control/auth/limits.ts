/**
 * From where and when somebody may act: on a key, on a rule for certificates, or on a role.
 */
import { z } from 'zod';

import { Hours, isWithin } from './hours.js';
import { Network, Networks } from './networks.js';
import type { ErrorCode } from '../../core/errors.js';

export const LimitSettings = {
  /** Undefined: from everywhere. */
  networks: z.array(Network).min(1).optional(),
  /** One or several times of the week; undefined: always. */
  hours: z.array(Hours).min(1).optional(),
} as const;

interface LimitInput {
  readonly networks?: readonly string[] | undefined;
  readonly hours?: readonly Hours[] | undefined;
}

export class Limits {
  readonly #networks: Networks | undefined;
  readonly #hours: readonly Hours[] | undefined;

  constructor({ networks, hours }: LimitInput = {}) {
    this.#networks = networks === undefined ? undefined : new Networks(networks);
    this.#hours = hours;
  }

  /** @returns why not: TACET_NETWORK, TACET_HOURS */
  refusal(address: string, at: Date): ErrorCode | undefined {
    if (this.#networks?.has(address) === false) return 'TACET_NETWORK';
    const isTime = this.#hours?.some((hours) => isWithin(hours, at)) ?? true;
    return isTime ? undefined : 'TACET_HOURS';
  }
}
