/** Whom webhooks go to, as the configuration has it. */
import { z } from 'zod';

import { isLoopback } from '../../core/loopback.js';

const isSafe = (text: string): boolean => {
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};

/** `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks, "Signature scheme"). */
const Secret = z.string().refine((text) => {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const length = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return length >= 24 && length <= 64;
}, 'must be "whsec_" and 24 to 64 bytes in base64');

export const WebhookEndpointSettings = z.strictObject({
  url: z
    .url()
    .refine(
      (url) => URL.canParse(url) && isSafe(url),
      'must be https (http on loopback only), and hold no user and no password',
    ),
  /** `call.ended`, `mask.*`, `*`. */
  events: z
    .array(
      z.string().regex(/^(\*|[a-z]+\.(\*|[a-z]+))$/, 'must be a type such as call.ended, or call.*, or *'),
    )
    .min(1)
    .default(['*']),
  /** Only what belongs to this tenant; otherwise everything. */
  tenant: z.string().min(1).optional(),
  /** Several while one takes the place of another: each signs. */
  secret: z.union([Secret, z.array(Secret).min(1).max(3)]),
  timeoutMs: z.int().min(500).max(60_000).default(10_000),
  /** So often one is tried, within some eight minutes as it stands; then it is a dead letter. */
  attempts: z.int().min(1).max(20).default(10),
});
export type WebhookEndpointSettings = z.output<typeof WebhookEndpointSettings>;

export const WebhookSettings = z
  .strictObject({
    endpoints: z.array(WebhookEndpointSettings).max(50).default([]),
    /** Events that wait for one endpoint; of more the oldest are dead letters. */
    queue: z.int().min(1).max(100_000).default(1_000),
    /** Where they wait, over a restart as well. */
    spoolDirectory: z.string().min(1).default('webhooks.spool'),
    /** One line an event; a second file `.1` holds what came before. */
    deadLetterFile: z.string().min(1).default('webhooks.dead.jsonl'),
    deadLetterBytes: z
      .int()
      .min(1_024)
      .default(10 * 1024 * 1024),
  })
  .prefault({});
export type WebhookSettings = z.output<typeof WebhookSettings>;
