/**
 * From what somebody shows to who they are, and to which of their roles count here and now.
 *
 *     Authorization: Bearer tacet_...   a key of auth.keys
 *     Authorization: Bearer eyJ...      a token of one of auth.providers
 *     a client certificate              auth.certificates
 *
 * Where none of these is configured nobody is asked: `Door` says who is let in then.
 */
import { CertificateRules, type ClientCertificate } from './client-certificate.js';
import { ANYBODY, type Identity } from './identity.js';
import { Limits } from './limits.js';
import { Providers } from './provider.js';
import { hasMeans, type AuthSettings } from './settings.js';
import { KEY_PREFIX, StaticKeys } from './static-keys.js';
import { ROLES, type Principal, type Role } from '../principal.js';
import { TacetError, type ErrorCode } from '../../core/errors.js';

/** What somebody shows. */
export interface Shown {
  /** A key or a JWT; never logged. */
  readonly token: string | undefined;
  readonly certificate: ClientCertificate | undefined;
  /** Where the request came from, proxies that are trusted left out. */
  readonly address: string;
}

export class Authenticator {
  /** Whether anybody is asked who they are. */
  readonly isOn: boolean;
  readonly #keys: StaticKeys;
  readonly #providers: Providers;
  readonly #certificates: CertificateRules;
  readonly #roleLimits: ReadonlyMap<Role, Limits>;

  constructor(settings: AuthSettings) {
    this.isOn = hasMeans(settings);
    this.#keys = new StaticKeys(settings.keys);
    this.#providers = new Providers(settings.providers);
    this.#certificates = new CertificateRules(settings.certificates);
    this.#roleLimits = new Map(ROLES.map((role) => [role, new Limits(settings.limits[role])]));
  }

  /**
   * Somebody who shows a token is who it says, or nobody: a certificate beside it does not help.
   * @throws TacetError TACET_UNAUTHORISED, TACET_TOKEN, TACET_CERTIFICATE, TACET_PROVIDER_AWAY
   */
  async identify({ token, certificate }: Shown, at: Date): Promise<Identity> {
    if (!this.isOn) return ANYBODY;
    if (token !== undefined)
      return token.startsWith(KEY_PREFIX)
        ? this.#keys.identify(token, at)
        : this.#providers.identify(token, at);
    if (certificate !== undefined) return this.#certificates.identify(certificate);
    throw new TacetError('TACET_UNAUTHORISED');
  }

  /**
   * @param allow the roles of which one is needed
   * @returns the principal with those of its roles that count from this address at this time; or why none of those
   *   needed does: TACET_FORBIDDEN, TACET_NETWORK, TACET_HOURS
   */
  admit(
    { principal, limits }: Identity,
    allow: readonly Role[],
    address: string,
    at: Date,
  ): Principal | ErrorCode {
    const refusal = limits.refusal(address, at);
    if (refusal !== undefined) return refusal;
    const roles = new Set<Role>();
    let why: ErrorCode = 'TACET_FORBIDDEN';
    for (const role of principal.roles) {
      const limit = this.#roleLimits.get(role)?.refusal(address, at);
      if (limit === undefined) roles.add(role);
      else if (allow.includes(role)) why = limit;
    }
    return allow.some((role) => roles.has(role)) ? { ...principal, roles } : why;
  }
}
