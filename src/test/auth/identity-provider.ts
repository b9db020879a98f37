/**
 * An identity provider of the tests: a real HTTP server that publishes its keys, and the tokens signed with them.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const AUDIENCE = 'tacet';

export interface TokenFacts {
  readonly roles?: unknown;
  readonly tenant?: string | undefined;
  readonly audience?: string;
  readonly issuer?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
}

export class IdentityProvider {
  readonly issuer: string;
  /** How often its keys were asked for. */
  asked = 0;
  isAway = false;
  readonly #server: Server;
  #key: CryptoKey | undefined;
  #published: JWK[] = [];
  #serial = 0;

  private constructor(server: Server) {
    this.#server = server;
    this.issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    server.on('request', (_request, response) => {
      this.asked++;
      response.statusCode = this.isAway ? 503 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: this.#published }));
    });
  }

  static async start(): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const provider = new IdentityProvider(server);
    await provider.rotate();
    return provider;
  }

  get jwksUrl(): string {
    return `${this.issuer}keys`;
  }

  /** The public key that it signs with now. */
  get publicKey(): JWK {
    return this.#published[0] ?? {};
  }

  /** From now on it signs with another key, and publishes that alone. */
  async rotate(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    this.#key = privateKey;
    const kid = `key-${String(++this.#serial)}`;
    this.#published = [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }];
  }

  async token({ roles, tenant, audience, issuer, expiresIn = 300 }: TokenFacts = {}): Promise<string> {
    if (this.#key === undefined) throw new Error('it was not started');
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ roles, ...(tenant === undefined ? {} : { tenant }) })
      .setProtectedHeader({ alg: 'ES256', kid: `key-${String(this.#serial)}` })
      .setSubject('somebody')
      .setIssuer(issuer ?? this.issuer)
      .setAudience(audience ?? AUDIENCE)
      .setIssuedAt(now - 3_600)
      .setExpirationTime(now + expiresIn)
      .sign(this.#key);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The same token with one letter of a part changed. */
export const tampered = (token: string, part: 0 | 1 | 2): string => {
  const parts = token.split('.');
  const text = parts[part] ?? '';
  // Not the last letter: its last bits may mean nothing.
  const at = Math.floor(text.length / 2);
  parts[part] = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  return parts.join('.');
};

/** Claims under a header, with a signature or none. */
export const forged = (header: object, claims: object, signature: string): string =>
  [
    Buffer.from(JSON.stringify(header)).toString('base64url'),
    Buffer.from(JSON.stringify(claims)).toString('base64url'),
    signature,
  ].join('.');
