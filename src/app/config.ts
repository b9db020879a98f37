/**
 * The configuration: one YAML or JSON file, checked once, trusted from then on.
 *
 * Every setting has a safe default, so an empty file is a valid one. Settings that open the gate in doubt are
 * named for what they do (`whenBlind: pass`, `withoutPayment`, `engines: {}`), never a side effect of another.
 */
import { readFile } from 'node:fs/promises';

import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

import { TacetError } from '../core/errors.js';
import { KeyPath } from '../control/auth/key-path.js';
import { AuthSettings } from '../control/auth/settings.js';
import { TlsSettings } from '../control/auth/tls.js';
import { describeIssue, ruleOf } from './config-issue.js';
import { Engines } from './engine-settings.js';
import { plainRecordingIssues } from './policy/plain-recordings.js';
import { POLICY_SHAPE, RECORDING_CHOICE } from './policy/settings.js';
import { policyOf, resolveTenant, Tenants } from './policy/tenants.js';
import { withSecrets } from './secret-settings.js';
import { TracingSettings } from './tracing/settings.js';
import { TELLS } from '../core/taken-number.js';
import { WebhookSettings } from '../control/webhooks/settings.js';
import { LEG_ROLES } from '../core/ids.js';
import { CREDENTIALS } from '../protocol/credentials.js';
import { findProtocol, PROTOCOL_NAMES } from '../protocol/registry.js';
import { StoreSettings } from '../sink/stores/registry.js';

/** What HTTP takes as the value of a header (RFC 9110, section 5.5), in one line. */
const ONE_LINE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** What stands in braces comes from whoever calls: it never says which host is dialled. */
const FIXED_HOST = /^wss?:\/\/[^\s@/?#{}]+([/?][^\s@#]*)?$/;

/** Where the other party of a call is dialled. */
const RouteSettings = z.strictObject({
  match: z
    .strictObject({
      protocol: z.enum(PROTOCOL_NAMES).optional(),
      tenant: z.string().optional(),
      called: z.string().optional(),
      leg: z.enum(LEG_ROLES).optional(),
    })
    .prefault({}),
  to: z.strictObject({
    url: z
      .string()
      .regex(FIXED_HOST, 'must be a ws: or wss: URL with a fixed host and without a password or a fragment')
      .refine((url) => URL.canParse(url.replace(/[{}]/g, '')), 'must be a URL'),
    protocol: z
      .enum(PROTOCOL_NAMES)
      .refine((name) => findProtocol(name)?.dial !== undefined, 'is not a protocol in which Tacet can dial')
      .optional(),
    transparent: z.boolean().optional(),
    headers: z
      .record(
        z.string().regex(/^[A-Za-z0-9-]+$/),
        z.string().regex(ONE_LINE, 'must be one line of Latin text'),
      )
      .default({}),
    secret: z.string().min(1).regex(ONE_LINE, 'must be one line of Latin text').optional(),
    attempts: z.int().min(1).max(20).default(3),
    timeoutMs: z.int().min(100).max(30_000).default(3_000),
    tells: z.enum(TELLS).default('none'),
  }),
});

const Language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language tag such as "en"');

const Settings = z.strictObject({
  listen: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8_080),
      /** Undefined: plain HTTP, for loopback or behind a proxy that terminates TLS. */
      tls: TlsSettings.optional(),
    })
    .prefault({}),
  /** Who may do what: docs/auth.md. */
  auth: AuthSettings,
  bridges: z
    .strictObject({
      /** As bridges dial it, such as `wss://tacet.example.com`: what signatures are computed over. */
      publicUrl: z.url({ protocol: /^wss?$/ }).optional(),
      ...CREDENTIALS,
    })
    .prefault({}),
  /** The first that matches a leg is dialled; a leg that none matches waits for the other one to join. */
  routes: z.array(RouteSettings).default([]),
  /** The recogniser of each language; a call in another language is blind, so it is masked. */
  engines: z.record(Language, Engines).default({
    en: { engine: 'vosk', options: {} },
    de: { engine: 'vosk', options: { language: 'de' } },
  }),
  defaultLanguage: Language.default('en'),
  /** What is masked, for whom, and what is kept for how long. */
  ...POLICY_SHAPE,
  /** Overrides of the policy, by the name that bridges give as `tenant`. */
  tenants: Tenants,
  /**
   * Calls of a tenant that is not listed. By default they have the policy of the file, which masks: a new customer's
   * first call is not lost, and a list of tenants that nobody needs otherwise need not be kept.
   */
  unknownTenant: z.enum(['default', 'refuse']).default('default'),
  reload: z
    .strictObject({
      /** Whether a change of the file is taken at once; otherwise at SIGHUP. */
      watch: z.boolean().default(false),
    })
    .prefault({}),
  recording: z
    .strictObject({
      ...RECORDING_CHOICE,
      directory: z.string().min(1).default('recordings'),
      /** Where they are kept instead: `kind: s3`, and its settings (docs/stores.md). */
      store: StoreSettings.optional(),
      /** Parts so long are sealed one by one: what a crash may lose of a call. */
      segmentSeconds: z.int().min(1).max(60).default(10),
      /** Plain files that anybody with access to the disk can read, and no ledger. */
      unencrypted: z.boolean().default(false),
    })
    .check(({ value, issues }) => {
      if (!value.unencrypted || value.store === undefined) return;
      const message = 'takes encrypted recordings only: leave recording.unencrypted out';
      issues.push({ code: 'custom', message, path: ['store'], input: undefined });
    })
    .prefault({}),
  ledger: z
    .strictObject({
      /** The Ed25519 key that signs ledgers (PEM); made where there is none. Default: in TACET_HOME. */
      keyFile: KeyPath.optional(),
      /** The key under which ids of callers are hashed (64 hexadecimal digits); made where there is none. */
      subjectKeyFile: KeyPath.optional(),
    })
    .prefault({}),
  /** Who was shown what of which call. */
  accessLog: z
    .strictObject({
      /** Default: in TACET_HOME. */
      directory: z.string().min(1).optional(),
    })
    .prefault({}),
  /** Who is told of what happens in calls (docs/webhooks.md). */
  webhooks: WebhookSettings,
  control: z
    .strictObject({
      /** The longest pause that may be asked for, and how long one is where nobody says. */
      maxPauseMs: z.int().min(1_000).max(86_400_000).default(900_000),
    })
    .prefault({}),
  limits: z
    .strictObject({
      calls: z.int().min(1).default(500),
      /** Of one tenant; undefined: all of them. */
      callsPerTenant: z.int().min(1).optional(),
      /** Connections at once, without legs that are taken over plain sockets. Default: 1000 and two for each of `calls`, or 40 % of the files it may open. */
      connections: z.int().min(10).optional(),
      /** The same of one address, without legs at all; trusted proxies may have any number. Default: half of `connections`. */
      connectionsPerAddress: z.int().min(1).optional(),
      /** How long a request may take to say what it wants. */
      headerMs: z.int().min(500).max(60_000).default(5_000),
      messageBytes: z.int().min(256).max(1_048_576).default(20_480),
      messagesPerSecond: z.int().min(10).default(250),
      /** A leg that sends nothing for so long is closed. */
      idleMs: z.int().min(1_000).default(60_000),
      /** One that is silent for so long is pinged, and closed where it does not answer in time. */
      pingMs: z.int().min(500).default(15_000),
      pongMs: z.int().min(500).default(10_000),
      /** How long a leg may wait for the other one. */
      lonelyMs: z.int().min(1_000).default(300_000),
      /** No new call is taken while timers of the media thread are so late (99th percentile) ... */
      loopDelayMs: z.int().min(10).default(100),
      /** ... or it is busy for this part of the time ... */
      loopUse: z.number().gt(0).max(1).default(0.95),
      /** ... or the recogniser is so far behind in half of the calls ... */
      backlogMs: z.int().min(200).default(1_000),
      /** ... or there has been none for so long ... */
      deafMs: z.int().min(0).default(10_000),
      /** ... or the process has so much memory. Default: 85 % of its container, or of the machine. */
      memoryMb: z.int().min(64).optional(),
      /** And not before all of it has been well for so long. */
      calmMs: z.int().min(0).default(5_000),
      /** How long a call that has ended may take to be heard to its end. */
      drainMs: z.int().min(0).default(5_000),
      /** How long new calls are still taken after SIGTERM, while /readyz says already that none should come. */
      drainDelayMs: z.int().min(0).default(0),
      /** How long calls may go on after that. */
      shutdownMs: z.int().min(0).default(10_000),
    })
    .prefault({}),
  audit: z
    .strictObject({
      /** Recognisers that hear recordings again (`tacet audit --engine NAME`): by name, and each by language. */
      engines: z.record(z.string().min(1), z.record(Language, Engines)).default({}),
    })
    .prefault({}),
  stt: z
    .strictObject({
      workers: z.int().min(1).max(64).default(1),
      /** What the JavaScript of one worker may use, without its models; one that wants more is replaced. */
      heapMb: z.int().min(32).default(1_024),
    })
    .prefault({}),
  /** Processes that share the calls, each with speech workers of its own. */
  workers: z.int().min(1).max(256).default(1),
  /** Where spans of calls are sent (docs/tracing.md); undefined: nowhere. */
  tracing: TracingSettings.optional(),
  log: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
});

/** Each tenant's policy is checked as a whole, once the policy that it overrides is known to be valid. */
export const Config = Settings.check(({ value, issues }) => {
  for (const { message, path } of plainRecordingIssues(value))
    issues.push({ code: 'custom', message, path, input: undefined });
  const base = policyOf(value);
  // What is wrong in the policy itself is told once.
  if ('issues' in resolveTenant(base, {})) return;
  for (const [name, override] of Object.entries(value.tenants)) {
    const resolved = resolveTenant(base, override);
    if (!('issues' in resolved)) continue;
    for (const issue of resolved.issues) {
      const path = ['tenants', name, ...issue.path];
      issues.push({ code: 'custom', message: ruleOf(issue), path, input: undefined });
    }
  }
});

export type Config = z.output<typeof Config>;
export type ConfigInput = z.input<typeof Config>;

/** @throws TacetError TACET_CONFIG, with the path and the rule of every setting that is wrong */
export const parseConfig = (input: unknown): Config => {
  const result = Config.safeParse(input ?? {});
  if (result.success) return result.data;
  throw new TacetError(
    'TACET_CONFIG',
    result.error.issues.map((issue) => describeIssue(issue, input)).join('; '),
  );
};

/** @throws TacetError TACET_CONFIG */
export const loadConfig = async (path: string | undefined): Promise<Config> => {
  if (path === undefined) return parseConfig({});
  let input: unknown;
  try {
    input = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new TacetError('TACET_CONFIG', `${path} ${whyUnread(error)}`, { cause: error });
  }
  return parseConfig(await withSecrets(input));
};

const FILE_TROUBLE: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder',
};

/** The parser's own message quotes the line, which may hold a secret: where it is is told, and which rule it breaks. */
export const whyUnread = (error: unknown): string => {
  const { code = '' } = error as NodeJS.ErrnoException;
  const trouble = FILE_TROUBLE[code];
  if (trouble !== undefined) return trouble;
  if (!(error instanceof YAMLParseError)) return `cannot be read${code === '' ? '' : ` (${code})`}`;
  const [at] = error.linePos ?? [];
  const place = at === undefined ? '' : `line ${String(at.line)}, column ${String(at.col)}, `;
  return `cannot be read as YAML or JSON: ${place}${code}`;
};
