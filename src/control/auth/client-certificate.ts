/**
 * Client certificates (mutual TLS): which role and tenant a name in one stands for.
 *
 * The chain to `listen.tls.ca` was checked by TLS before; a certificate that did not hold is none.
 */
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import { identityOf, type Identity } from './identity.js';
import type { CertificateSettings } from './settings.js';
import { TacetError } from '../../core/errors.js';

export interface ClientCertificate {
  readonly commonName: string | undefined;
  /** `dns:NAME`, `uri:URI`, `email:ADDRESS`. */
  readonly sans: readonly string[];
  readonly validTo: Date;
}

const KINDS: Readonly<Record<string, string>> = { DNS: 'dns', URI: 'uri', email: 'email' };
/** One name after the other, to the first that has another form; Node puts those in quotes that hold a separator. */
const SAN = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^",]*)(?=, |$)/gy;

export const sansOf = (subjectAltName: string | undefined): readonly string[] =>
  [...(subjectAltName ?? '').matchAll(SAN)].flatMap(([, kind = '', name = '']) => {
    const short = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    return short === undefined || name === '' || name.startsWith('"') ? [] : [`${short}:${name}`];
  });

/** @returns undefined where none was shown, or none that holds */
export const certificateOf = (socket: Duplex): ClientCertificate | undefined => {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const x509 = socket.getPeerX509Certificate();
  if (x509 === undefined) return undefined;
  // Several names, or none, are no name.
  const name: unknown = socket.getPeerCertificate().subject.CN;
  return {
    commonName: typeof name === 'string' ? name : undefined,
    sans: sansOf(x509.subjectAltName),
    validTo: new Date(x509.validTo),
  };
};

export class CertificateRules {
  readonly #rules: readonly CertificateSettings[];

  constructor(rules: readonly CertificateSettings[]) {
    this.#rules = rules;
  }

  /** @throws TacetError TACET_CERTIFICATE */
  identify({ commonName, sans, validTo }: ClientCertificate): Identity {
    const rule = this.#rules.find(
      (each) =>
        (each.commonName === undefined || each.commonName === commonName) &&
        (each.san === undefined || sans.includes(each.san)),
    );
    if (rule === undefined) throw new TacetError('TACET_CERTIFICATE', 'none of auth.certificates');
    return identityOf({ ...rule, subject: rule.san ?? rule.commonName ?? '', until: validTo });
  }
}
