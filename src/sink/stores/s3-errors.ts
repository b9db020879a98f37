/**
 * What an S3 server, or the way to it, says: it is away, and may be back later, or it refuses, and somebody has to look.
 */
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';

/** Told with another status than their meaning. */
const AWAY = new Set([
  'SlowDown',
  'RequestTimeout',
  'InternalError',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
]);
const ABSENT = new Set(['NoSuchKey', 'NotFound']);
/** Features that an S3-compatible server may lack. */
const LACKING = new Set(['NotImplemented', 'MethodNotAllowed']);
/** Nothing was sent: there is nothing to sign with. */
const UNSIGNED = new Set(['CredentialsProviderError', 'TokenProviderError']);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** @returns undefined where there was no answer */
const statusOf = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
};

export const isAbsent = (error: unknown): boolean => ABSENT.has(nameOf(error));

export const isLacking = (error: unknown): boolean =>
  LACKING.has(nameOf(error)) || statusOf(error) === 501 || statusOf(error) === 405;

const codeFor = (error: unknown): ErrorCode => {
  if (error instanceof TacetError) return codeOf(error);
  const status = statusOf(error);
  if (UNSIGNED.has(nameOf(error))) return 'TACET_STORE_REFUSED';
  if (status === undefined || status >= 500 || status === 429 || AWAY.has(nameOf(error)))
    return 'TACET_STORE_AWAY';
  return 'TACET_STORE_REFUSED';
};

/** @param doing the name of the operation */
export const storeError = (error: unknown, doing: string): TacetError => {
  const name = nameOf(error);
  // The text of an error may quote keys; its name is one word.
  const why = /^[A-Za-z0-9]{1,64}$/.test(name) ? name : 'unknown';
  return new TacetError(codeFor(error), `${doing}: ${why}`, { cause: error });
};
