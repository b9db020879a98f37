/**
 * Who may do what: the section `auth` of the configuration.
 */
import { z } from 'zod';

import { LimitSettings } from './limits.js';
import { Network } from './networks.js';
import { isLoopback } from '../../core/loopback.js';
import { ROLES } from '../principal.js';
import { TENANT_NAME } from '../../core/ids.js';

/** Signatures that a public key checks (RFC 7518, RFC 8037): a secret shared with the provider is never one. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export const TenantName = z
  .string()
  .regex(TENANT_NAME, 'must be 1 to 64 letters, digits, dots, dashes, underscores or tildes');

const RoleList = z.array(z.enum(ROLES)).min(1);

const isSafe = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname);
};

/** An identity provider whose access tokens (JWT, RFC 9068) are taken. */
const ProviderSettings = z
  .strictObject({
    /** As the claim `iss` says it, to the letter. */
    issuer: z.string().min(1),
    /** What the provider calls Tacet: one of them must be in the claim `aud`. */
    audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    /** Where it publishes its keys (JWK Set, RFC 7517). */
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => URL.canParse(url) && isSafe(url), 'must be an https: URL'),
    /** How long its keys are kept; a key that is not known is asked for at once. */
    keysMaxAgeSeconds: z.int().min(10).max(86_400).default(600),
    algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']),
    /** What the header `typ` must be, such as `at+jwt`; undefined: anything. */
    type: z.string().min(1).optional(),
    clockToleranceSeconds: z.int().min(0).max(300).default(30),
    subjectClaim: z.string().min(1).default('sub'),
    /** The name of a claim, or its path such as `realm_access.roles`: a list, or names with spaces between. */
    rolesClaim: z.string().min(1).default('roles'),
    /** What the provider calls the roles; undefined: as Tacet does. */
    roles: z.record(z.string(), z.enum(ROLES)).optional(),
    /** The claim that says whose calls they see; undefined: everybody of this provider sees all. */
    tenantClaim: z.string().min(1).optional(),
    /** A token without that claim sees the calls of all tenants; otherwise it is refused. */
    tenantOptional: z.boolean().default(false),
  })
  .refine(({ tenantClaim, tenantOptional }) => tenantClaim !== undefined || !tenantOptional, {
    message: 'says nothing without tenantClaim',
    path: ['tenantOptional'],
  });
export type ProviderSettings = z.output<typeof ProviderSettings>;

const Holder = { roles: RoleList, tenant: TenantName.optional(), ...LimitSettings };

/** A key of this machine; `tacet token create` makes one. */
const KeySettings = z.strictObject({
  name: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 characters without spaces'),
  /** Of the whole key, in hex: the key itself is nowhere. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hex: tacet token create prints one'),
  notAfter: z.iso.datetime({ offset: true }).optional(),
  ...Holder,
});
export type KeySettings = z.output<typeof KeySettings>;

/** Client certificates of `listen.tls.ca`; all that is given must be so. */
const CertificateSettings = z
  .strictObject({
    commonName: z.string().min(1).optional(),
    /** `dns:NAME`, `uri:URI` or `email:ADDRESS` among the subject's alternative names, to the letter. */
    san: z
      .string()
      .regex(/^(dns|uri|email):[^",\s]+$/, 'must be dns:, uri: or email: and a name')
      .optional(),
    ...Holder,
  })
  .refine(
    ({ commonName, san }) => commonName !== undefined || san !== undefined,
    'has neither commonName nor san',
  );
export type CertificateSettings = z.output<typeof CertificateSettings>;

export const AuthSettings = z
  .strictObject({
    /** Whoever reaches the port may do everything. */
    anonymous: z.boolean().default(false),
    providers: z.array(ProviderSettings).default([]),
    keys: z.array(KeySettings).default([]),
    certificates: z.array(CertificateSettings).default([]),
    /** From where and when a role counts, however it was given. */
    limits: z.partialRecord(z.enum(ROLES), z.strictObject(LimitSettings)).default({}),
    /** Of one address, on everything but probes. */
    requestsPerMinute: z.int().min(1).default(1_200),
    /** Of one address: WebSockets that are asked for. */
    upgradesPerSecond: z.int().min(1).default(500),
    /** Of one address: more are answered late, ten times as many not at all. */
    failuresPerMinute: z.int().min(1).default(10),
    /** Proxies whose `X-Forwarded-For` is believed. */
    trustedProxies: z.array(Network).default([]),
  })
  .check(({ value, issues }) => {
    const names = value.keys.map(({ name }) => name);
    if (new Set(names).size < names.length)
      issues.push({ code: 'custom', message: 'two have one name', path: ['keys'], input: value });
    const issuers = value.providers.map(({ issuer }) => issuer);
    if (new Set(issuers).size < issuers.length)
      issues.push({ code: 'custom', message: 'two have one issuer', path: ['providers'], input: value });
    if (value.anonymous && hasMeans(value)) {
      const message = 'with providers, keys or certificates nobody needs to be anonymous: leave one out';
      issues.push({ code: 'custom', message, path: ['anonymous'], input: value });
    }
  })
  .prefault({});
export type AuthSettings = z.output<typeof AuthSettings>;

/** Whether anybody can show who they are. */
export const hasMeans = ({
  providers,
  keys,
  certificates,
}: {
  readonly [Means in 'providers' | 'keys' | 'certificates']: readonly unknown[];
}): boolean => providers.length + keys.length + certificates.length > 0;
