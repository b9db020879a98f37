/** `tracing`: where spans of calls are sent (docs/tracing.md). */
import { z } from 'zod';

export const TracingSettings = z.strictObject({
  /** Where an OTLP/HTTP receiver takes traces, such as `http://127.0.0.1:4318/v1/traces`. */
  otlp: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !url.includes('@'), 'must be without a login: give it in tracing.headers'),
  /** Sent with every export; a value may stand in a file or a variable. */
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]+$/),
      z.string().regex(/^[\t\x20-\x7e]*$/, 'must be one line of ASCII text'),
    )
    .default({}),
  /** The part of calls that is traced, by chance; each as a whole or not at all. */
  sampleRatio: z.number().min(0).max(1).default(1),
  /** As traces call this service. */
  service: z.string().min(1).max(128).default('tacet'),
  /** Spans that wait to be sent; what comes when so many do is dropped, and counted. */
  queue: z.int().min(64).max(65_536).default(2_048),
  /** How long the receiver may take. */
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
});
export type TracingSettings = z.output<typeof TracingSettings>;
