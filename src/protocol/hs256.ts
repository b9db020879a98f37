/** JSON Web Tokens that are signed with a shared secret: RFC 7519 in the compact form of RFC 7515, HS256 alone. */
import { createHmac } from 'node:crypto';

import { parseObject, type JsonObject } from './json-values.js';
import { equalSecrets } from './signed-request.js';

const TOKEN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

const objectIn = (part: string): JsonObject | undefined => parseObject(Buffer.from(part, 'base64url'));

const partOf = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signatureOf = (signed: string, secret: string): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');

export const hs256 = (claims: JsonObject, secret: string): string => {
  const signed = `${partOf({ alg: 'HS256', typ: 'JWT' })}.${partOf(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
};

/** @returns the claims; undefined where none of the secrets has signed them, or not with HS256 */
export const claimsOfHs256 = (token: string, secrets: readonly string[]): JsonObject | undefined => {
  const [, header = '', claims = '', signature = ''] = TOKEN.exec(token) ?? [];
  // A header that names parts which must be understood is not one of ours (RFC 7515, section 4.1.11).
  const { alg, crit } = objectIn(header) ?? {};
  if (alg !== 'HS256' || crit !== undefined) return undefined;
  const isSigned = secrets
    .map((secret) => signatureOf(`${header}.${claims}`, secret))
    .map((wanted) => equalSecrets(signature, wanted))
    .includes(true);
  return isSigned ? objectIn(claims) : undefined;
};
