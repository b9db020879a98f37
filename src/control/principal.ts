/**
 * Who asks, and what they may do: the vocabulary that every route, feed and log of the control side shares.
 */

export const ROLES = ['bridge', 'agent', 'supervisor', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export interface Principal {
  /** As the identity provider, the key's name or the certificate says; never a secret. */
  readonly subject: string;
  readonly roles: ReadonlySet<Role>;
  /** They see the calls of this tenant only; undefined: of all. */
  readonly tenant: string | undefined;
}

/** Whether somebody may see what belongs to a tenant. */
export const sees = (principal: Principal, tenant: string | undefined): boolean =>
  principal.tenant === undefined || principal.tenant === tenant;
