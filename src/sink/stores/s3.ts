/**
 * Recordings in a bucket of an S3-compatible object store, behind a spool on the local disk.
 *
 *     recording.store: { kind: s3, bucket: calls, region: eu-central-1, spoolDirectory: /var/lib/tacet/spool }
 *
 * Without keys in the settings they come from where Amazon's tools look for them: the environment, a profile, the
 * role of the machine. The relay needs the permission to put objects, and no other.
 */
import { z } from 'zod';

import type { StoreKind } from './kind.js';
import { S3Remote } from './s3-remote.js';
import { SpooledStore } from './spooled-store.js';

const Settings = z
  .strictObject({
    kind: z.literal('s3'),
    bucket: z.string().min(1),
    /** In front of every key: calls lie at `PREFIX/CALL/`. */
    prefix: z
      .string()
      .regex(
        /^(?!\/)[A-Za-z0-9._~/-]*$/,
        'must be letters, digits, dots, dashes and slashes, and begin with none',
      )
      .transform((prefix) => (prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`))
      .prefault(''),
    region: z.string().min(1).optional(),
    /** Of a store that is not Amazon's, such as `https://minio.example.com`. */
    endpoint: z.url({ protocol: /^https?$/ }).optional(),
    /** `ENDPOINT/BUCKET/KEY` in place of `BUCKET.ENDPOINT/KEY`. */
    forcePathStyle: z.boolean().default(false),
    accessKeyId: z.string().min(1).optional(),
    secretAccessKey: z.string().min(1).optional(),
    sessionToken: z.string().min(1).optional(),
    /** Beside the encryption that everything has before it leaves. */
    serverSideEncryption: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']).optional(),
    kmsKeyId: z.string().min(1).optional(),
    /** An answer that takes longer is given up, and asked for again later. */
    timeoutMs: z.int().min(1_000).max(300_000).default(30_000),
    /** What the object store has not taken yet; on a disk that outlives the process. */
    spoolDirectory: z.string().min(1).default('spool'),
    /** When so much waits, files of calls break and an alarm is told. 10 GiB are some 90 hours of telephone calls. */
    spoolMaxBytes: z
      .int()
      .min(16 * 1024 * 1024)
      .default(10 * 1024 ** 3),
  })
  .check(({ value, issues }) => {
    if ((value.accessKeyId === undefined) === (value.secretAccessKey === undefined)) return;
    const message = 'and secretAccessKey go together';
    issues.push({ code: 'custom', message, path: ['accessKeyId'], input: undefined });
  });

export type S3Settings = z.output<typeof Settings>;

export const s3: StoreKind<typeof Settings> = {
  settings: Settings,
  create: (settings, environment) =>
    new SpooledStore(new S3Remote(settings, environment.clock), settings, environment),
};
