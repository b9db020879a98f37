/**
 * Signs a webhook as Standard Webhooks have it (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body.
 *
 *     webhook-id: 0197...
 *     webhook-timestamp: 1764230400
 *     webhook-signature: v1,<base64> v1,<base64 of another secret>
 */
import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** @param secrets `whsec_...` */
export const signedHeaders = (
  { id, timestamp, body }: Signed,
  secrets: readonly string[],
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      const text = `${id}.${String(timestamp)}.${body}`;
      return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    })
    .join(' '),
});
