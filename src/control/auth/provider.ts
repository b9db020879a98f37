/**
 * Access tokens of an identity provider: JWT (RFC 7519), checked as RFC 8725 and RFC 9068 say.
 *
 * Keys come from the provider's JWK Set and are kept for a while; one that is not among them is asked for anew, at
 * most every 30 s. What a token says is never part of an error.
 */
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';

import { identityOf, type Identity } from './identity.js';
import { TenantName, type ProviderSettings } from './settings.js';
import { ROLES, type Role } from '../principal.js';
import { TacetError } from '../../core/errors.js';

const FETCH_TIMEOUT_MS = 3_000;
const COOL_DOWN_MS = 30_000;
const MOST_SUBJECT_CHARS = 128;

const bad = (why: string): TacetError => new TacetError('TACET_TOKEN', why);

export class Providers {
  readonly #providers: ReadonlyMap<string, Provider>;

  constructor(providers: readonly ProviderSettings[]) {
    this.#providers = new Map(providers.map((settings) => [settings.issuer, new Provider(settings)]));
  }

  /** @throws TacetError TACET_TOKEN, TACET_PROVIDER_AWAY */
  async identify(token: string, at: Date): Promise<Identity> {
    let issuer: string | undefined;
    try {
      issuer = decodeJwt(token).iss;
    } catch {
      throw bad('it is no JWT');
    }
    const provider = issuer === undefined ? undefined : this.#providers.get(issuer);
    if (provider === undefined) throw bad('its issuer is none of auth.providers');
    return provider.identify(token, at);
  }
}

class Provider {
  readonly #settings: ProviderSettings;
  readonly #keys: JWTVerifyGetKey;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
    this.#keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      timeoutDuration: FETCH_TIMEOUT_MS,
      cooldownDuration: COOL_DOWN_MS,
      cacheMaxAge: settings.keysMaxAgeSeconds * 1_000,
    });
  }

  async identify(token: string, at: Date): Promise<Identity> {
    const { issuer, audience, algorithms, clockToleranceSeconds, type } = this.#settings;
    const claims = await jwtVerify(token, this.#keys, {
      issuer,
      audience,
      algorithms,
      clockTolerance: clockToleranceSeconds,
      currentDate: at,
      requiredClaims: ['exp'],
      ...(type === undefined ? {} : { typ: type }),
    }).then(
      ({ payload }) => payload,
      (error: unknown) => {
        throw refusalFor(error);
      },
    );
    return identityOf({
      subject: this.#subject(claims),
      roles: this.#roles(claims),
      tenant: this.#tenant(claims),
      until: new Date(((claims.exp ?? 0) + clockToleranceSeconds) * 1_000),
    });
  }

  #subject(claims: JWTPayload): string {
    const subject = claimAt(claims, this.#settings.subjectClaim);
    if (typeof subject === 'string' && subject !== '' && subject.length <= MOST_SUBJECT_CHARS) return subject;
    throw bad(`the claim ${this.#settings.subjectClaim} is missing or too long`);
  }

  /** Names that mean nothing here are the provider's own affair. */
  #roles(claims: JWTPayload): readonly Role[] {
    const { roles, rolesClaim } = this.#settings;
    const claim = claimAt(claims, rolesClaim);
    const names: readonly unknown[] =
      typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
    return names.flatMap((name) => {
      if (typeof name !== 'string') return [];
      if (roles !== undefined) return Object.hasOwn(roles, name) ? [roles[name] as Role] : [];
      return ROLES.filter((role) => role === name);
    });
  }

  #tenant(claims: JWTPayload): string | undefined {
    const { tenantClaim, tenantOptional } = this.#settings;
    if (tenantClaim === undefined) return undefined;
    const claim = claimAt(claims, tenantClaim);
    if (claim === undefined && tenantOptional) return undefined;
    const { success, data } = TenantName.safeParse(claim);
    if (success) return data;
    throw bad(`the claim ${tenantClaim} is missing or no name of a tenant`);
  }
}

/** A claim by its name, dots and all, or by a path with dots. */
const claimAt = (claims: JWTPayload, name: string): unknown => {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
};

/** Why, by the library's own codes; its messages may quote the token. */
const REASONS: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'it has expired',
  [errors.JOSEAlgNotAllowed.code]: 'its algorithm is none of those allowed',
  [errors.JWSSignatureVerificationFailed.code]: 'its signature does not fit',
  [errors.JWKSNoMatchingKey.code]: 'it is signed with no key of its issuer',
  [errors.JWKSMultipleMatchingKeys.code]: 'it does not say which key of its issuer it is signed with',
  [errors.JOSENotSupported.code]: 'its form is not supported',
  [errors.JWSInvalid.code]: 'it is no signed JWT',
  [errors.JWTInvalid.code]: 'it is no JWT',
};
const CLAIMS: Readonly<Record<string, string>> = {
  aud: 'it is for another audience',
  nbf: 'it is not valid yet',
  exp: 'it says no end, or one that is no number',
  typ: 'it is of another type',
};

const refusalFor = (error: unknown): TacetError => {
  if (error instanceof errors.JWTExpired) return bad(REASONS[errors.JWTExpired.code] ?? '');
  if (error instanceof errors.JWTClaimValidationFailed)
    return bad(CLAIMS[error.claim] ?? 'a claim is not as it should be');
  const reason = error instanceof errors.JOSEError ? REASONS[error.code] : undefined;
  if (reason !== undefined) return bad(reason);
  return new TacetError('TACET_PROVIDER_AWAY', undefined, { cause: error });
};
