/**
 * Who somebody has shown to be, and within which limits that counts.
 */
import { Limits } from './limits.js';
import type { Hours } from './hours.js';
import { ROLES, type Principal, type Role } from '../principal.js';

export interface Identity {
  readonly principal: Principal;
  /** Of what was shown, beside those of the roles. */
  readonly limits: Limits;
  /** When what was shown ends. */
  readonly until: Date | undefined;
}

interface IdentityFacts {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly tenant?: string | undefined;
  readonly networks?: readonly string[] | undefined;
  readonly hours?: readonly Hours[] | undefined;
  readonly until?: Date | undefined;
}

export const identityOf = ({ subject, roles, tenant, networks, hours, until }: IdentityFacts): Identity => ({
  principal: { subject, roles: new Set(roles), tenant },
  limits: new Limits({ networks, hours }),
  until,
});

/** Where nobody is asked. */
export const ANYBODY: Identity = identityOf({ subject: 'anonymous', roles: ROLES });
