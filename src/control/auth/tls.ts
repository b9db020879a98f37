/**
 * TLS of the server: certificates from files, taken up anew when they change.
 *
 * Files are compared by what they hold, so every way in which they may be replaced is noticed (a rename, a mounted
 * secret whose link is turned). A pair that does not fit is not used: the old one stays, and that is told.
 */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server as HttpsServer, ServerOptions as HttpsOptions } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { z } from 'zod';

import { KeyPath } from './key-path.js';
import type { AuthSettings } from './settings.js';
import type { Clock, Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

export const TlsSettings = z
  .strictObject({
    /** PEM files: the certificate with those between it and the root, and its key. */
    cert: KeyPath,
    key: KeyPath,
    /** PEM file: who signs client certificates. */
    ca: KeyPath.optional(),
    clientCertificates: z.enum(['none', 'request', 'require']).default('none'),
    minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
  })
  .refine(({ ca, clientCertificates }) => clientCertificates === 'none' || ca !== undefined, {
    message: 'needs ca: who signs client certificates',
    path: ['clientCertificates'],
  });
export type TlsSettings = z.output<typeof TlsSettings>;

const CHECK_EVERY_MS = 60_000;

interface Files {
  readonly cert: string;
  readonly key: string;
  readonly ca: string | undefined;
}

/** @throws TacetError TACET_TLS */
const readFiles = async ({ cert, key, ca }: TlsSettings): Promise<Files> => ({
  cert: await textOf('cert', cert),
  key: await textOf('key', key),
  ca: ca === undefined ? undefined : await textOf('ca', ca),
});

/** The setting is told, too: two of them may name one file by mistake. */
const textOf = async (setting: keyof Files, path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new TacetError('TACET_TLS', `listen.tls.${setting}: ${path} cannot be read`, { cause });
  }
};

/** @throws TacetError TACET_CONFIG where certificates stand for somebody and none is asked for */
export const checkCertificates = (auth: AuthSettings, tls: TlsSettings | undefined): void => {
  if (auth.certificates.length === 0 || (tls !== undefined && tls.clientCertificates !== 'none')) return;
  throw new TacetError('TACET_CONFIG', 'auth.certificates: needs listen.tls with ca and clientCertificates');
};

export class ServerTls {
  readonly #settings: TlsSettings;
  #files: Files;
  #expiresAt: Date;
  #timer: Timer | undefined;

  private constructor(settings: TlsSettings, files: Files) {
    this.#settings = settings;
    this.#files = files;
    this.#expiresAt = check(settings, files);
  }

  /** @throws TacetError TACET_TLS */
  static async open(settings: TlsSettings): Promise<ServerTls> {
    return new ServerTls(settings, await readFiles(settings));
  }

  /** When the certificate that is used ends. */
  get expiresAt(): Date {
    return this.#expiresAt;
  }

  get options(): HttpsOptions {
    const { clientCertificates } = this.#settings;
    return {
      ...contextOf(this.#settings, this.#files),
      requestCert: clientCertificates !== 'none',
      rejectUnauthorized: clientCertificates === 'require',
    };
  }

  /**
   * Takes up what the files hold now, for connections that are made from then on.
   * @returns whether it is something else than before
   * @throws TacetError TACET_TLS; what was used before is used on
   */
  async reload(server: HttpsServer): Promise<boolean> {
    const files = await readFiles(this.#settings);
    const { cert, key, ca } = this.#files;
    if (files.cert === cert && files.key === key && files.ca === ca) return false;
    const expiresAt = check(this.#settings, files);
    server.setSecureContext(contextOf(this.#settings, files));
    this.#files = files;
    this.#expiresAt = expiresAt;
    return true;
  }

  /** Looks at the files from time to time. */
  watch(clock: Clock, look: () => void): void {
    this.#timer = clock.every(CHECK_EVERY_MS, look);
  }

  close(): void {
    this.#timer?.cancel();
  }
}

const contextOf = ({ minVersion }: TlsSettings, { cert, key, ca }: Files): SecureContextOptions => ({
  cert,
  key,
  minVersion,
  ...(ca === undefined ? {} : { ca }),
});

/** @returns when it ends */
const check = (settings: TlsSettings, files: Files): Date => {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(files.cert);
  } catch (cause) {
    throw new TacetError('TACET_TLS', `listen.tls.cert: ${settings.cert} is no certificate in PEM`, {
      cause,
    });
  }
  try {
    createSecureContext(contextOf(settings, files));
  } catch (cause) {
    throw new TacetError(
      'TACET_TLS',
      `listen.tls.key: ${settings.key} is no key in PEM, or not that of ${settings.cert}`,
      {
        cause,
      },
    );
  }
  return new Date(certificate.validTo);
};
