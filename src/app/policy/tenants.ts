/**
 * A tenant's policy: the policy of the file with the tenant's own parts laid over it.
 *
 * Objects are merged, key by key and at any depth; lists and single values replace. What comes out is checked as a
 * whole. A list of a tenant that leaves payment data out needs the tenant's own `withoutPayment`: that the file has it
 * for everybody else is not enough.
 */
import { z } from 'zod';

import { leavesPaymentOut, POLICY_SECTIONS, PolicySettings } from './settings.js';
import { AUDIENCES } from '../../core/audience.js';
import { TENANT_NAME } from '../../core/ids.js';

export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As bridges name them. */
const TenantName = z.string().regex(TENANT_NAME, 'must be 1 to 64 letters, digits, . _ ~ -');

/** Checked with the policy that it overrides. */
export const Tenants = z
  .record(TenantName, z.custom<Plain>(isPlain, 'must be an object of settings'))
  .default({});

/** @returns `over` laid over `base`; neither is changed */
export const merged = (base: unknown, over: unknown): unknown => {
  if (!isPlain(base) || !isPlain(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      Object.hasOwn(over, key)
        ? merged(Object.hasOwn(base, key) ? base[key] : undefined, over[key])
        : base[key],
    ]),
  );
};

/** The policy of a file, without its tenants. */
export const policyOf = (config: Plain): Plain => {
  const { recording, ...rest } = config;
  const sections = POLICY_SECTIONS.flatMap((name) => (name in rest ? [[name, rest[name]] as const] : []));
  const { enabled, recipients } = isPlain(recording) ? recording : {};
  return { ...Object.fromEntries(sections), recording: { enabled, recipients } };
};

export type Resolved =
  { readonly settings: PolicySettings } | { readonly issues: readonly z.core.$ZodIssue[] };

/** @param base a policy that is complete and valid */
export const resolveTenant = (base: Plain, override: Plain): Resolved => {
  const result = PolicySettings.safeParse(merged(base, override));
  if (!result.success) return { issues: result.error.issues };
  const own = withoutOwnLeave(override);
  return own.length === 0 ? { settings: result.data } : { issues: own };
};

/** Lists of the tenant's own that leave payment data out where the tenant does not say so. */
const withoutOwnLeave = ({ entities }: Plain): z.core.$ZodIssue[] => {
  if (!isPlain(entities) || entities['withoutPayment'] === true) return [];
  return AUDIENCES.flatMap((audience) => {
    const names = entities[audience];
    const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
    if (!isList || !leavesPaymentOut(names as Parameters<typeof leavesPaymentOut>[0])) return [];
    const message = 'leaves payment data out: add "payment", or set entities.withoutPayment of this tenant';
    return [{ code: 'custom', message, path: ['entities', audience], input: undefined } as const];
  });
};
