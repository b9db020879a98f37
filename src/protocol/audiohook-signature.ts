/**
 * Who may connect as Genesys: its API key, and the request signed with the key's client secret.
 *
 * Whatever is wrong, the answer is the same, and an unknown key costs as much time as a wrong secret.
 */
import { randomBytes } from 'node:crypto';

import { hmacSha256, readSignature, signatureBase, type MessageSignature } from './message-signature.js';
import type { NonceCache } from './nonce-cache.js';
import type { BridgeRequest } from './protocol.js';
import { equalSecrets, headerOf } from './signed-request.js';

/** By API key: its client secret in base64; an empty one where Genesys has none and does not sign. */
export type AudiohookKeys = Readonly<Record<string, string>>;

/** What must be signed, so that no part of the request can be another's. */
const COVERED = [
  '@request-target',
  '@authority',
  'audiohook-organization-id',
  'audiohook-session-id',
  'audiohook-correlation-id',
  'x-api-key',
];
const ALGORITHM = 'hmac-sha256';
const OLDEST_S = 10;
const CLOCK_SKEW_S = 3;
/** A request that was taken cannot come again once its nonce is forgotten. */
export const SIGNATURE_LIFETIME_S = OLDEST_S + CLOCK_SKEW_S + 1;
const SHORTEST_NONCE = 22;
const LONGEST_NONCE = 256;
/** What an unknown key is checked with. */
const NOBODYS_SECRET = randomBytes(32);

export const isAudiohookRequest = (
  request: BridgeRequest,
  keys: AudiohookKeys,
  nonces: NonceCache,
): boolean => {
  const key = headerOf(request, 'x-api-key') ?? '';
  const secret = secretOf(keys, key);
  const { headers } = request;
  const isSigned = headers['signature'] !== undefined || headers['signature-input'] !== undefined;
  // A signature that cannot be checked is no better than a wrong one: the configuration is out of step.
  if (!isSigned) return secret === '';
  const signature = readSignature(headers['signature-input'], headers['signature']);
  if (signature === undefined) return false;
  const base = signatureBase(signature, (name) => componentOf(request, name));
  const hasSecret = secret !== undefined && secret !== '';
  const own = hasSecret ? Buffer.from(secret, 'base64') : NOBODYS_SECRET;
  const isRight = equalSecrets(hmacSha256(own, base ?? ''), signature.value);
  return (
    isRight &&
    hasSecret &&
    base !== undefined &&
    isWholeAndFresh(signature, key, request.unixTime) &&
    nonces.take(`${key} ${String(signature.parameters.get('nonce'))}`, request.unixTime)
  );
};

/** All are compared: the time it takes says nothing of which one it was. */
const secretOf = (keys: AudiohookKeys, key: string): string | undefined => {
  let secret: string | undefined;
  for (const [known, own] of Object.entries(keys)) if (equalSecrets(known, key)) secret = own;
  return secret;
};

const isWholeAndFresh = (
  { components, parameters }: MessageSignature,
  key: string,
  nowS: number,
): boolean => {
  const nonce = parameters.get('nonce');
  const created = parameters.get('created');
  const expires = parameters.get('expires');
  if (typeof nonce !== 'string' || nonce.length < SHORTEST_NONCE || nonce.length > LONGEST_NONCE)
    return false;
  if (typeof created !== 'number' || created > nowS + CLOCK_SKEW_S || created < nowS - OLDEST_S) return false;
  if (expires !== undefined && (typeof expires !== 'number' || expires < nowS)) return false;
  return (
    parameters.get('keyid') === key &&
    parameters.get('alg') === ALGORITHM &&
    COVERED.every((name) => components.includes(name))
  );
};

const componentOf = (request: BridgeRequest, name: string): string | undefined => {
  if (name === '@request-target') return targetOf(request);
  if (name === '@authority') return authorityOf(request);
  return headerOf(request, name);
};

/** As Genesys dialled it: a proxy may have taken the front of the path away. */
const targetOf = ({ publicUrl, target }: BridgeRequest): string =>
  publicUrl === undefined ? target : new URL(publicUrl).pathname.replace(/\/+$/, '') + target;

/** Without the default port. */
const authorityOf = ({ publicUrl, headers }: BridgeRequest): string | undefined =>
  publicUrl === undefined ? headers.host?.toLowerCase().replace(/:443$/, '') : new URL(publicUrl).host;
