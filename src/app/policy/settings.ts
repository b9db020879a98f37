/**
 * The policy: the part of the configuration that decides what is masked, for whom, and what is kept for how long.
 *
 * It stands at the top of the configuration file; `tenants` override parts of it (see `tenants.ts`). Settings that open
 * something are named for what they do (`withoutPayment`, `whenBlind: pass`, `recordsSecrets`), never a side effect of
 * another.
 */
import { z } from 'zod';

import { AUDIENCES, ENTITY_NAMES, entitiesNamed, PAYMENT } from '../../core/audience.js';
import { FILL_KINDS } from '../../media/fill.js';
import { isRecipient } from '../../sink/sealing/keys.js';

const Entities = z.array(z.enum(ENTITY_NAMES)).default(['payment']);

/** What is masked for whom. A list replaces the default, so one that leaves payment data out is refused. */
const MaskedEntities = z
  .strictObject({
    caller: Entities.describe('What the caller does not hear of the agent.'),
    agent: Entities.describe('What the agent does not hear of the caller.'),
    recording: Entities,
    transcript: Entities,
    withoutPayment: z
      .boolean()
      .default(false)
      .describe('Lists may leave payment data out: they are then heard, recorded or written down.'),
  })
  .check(({ value, issues }) => {
    if (value.withoutPayment) return;
    for (const audience of AUDIENCES) {
      if (!leavesPaymentOut(value[audience])) continue;
      const message = 'leaves payment data out: add "payment", or set entities.withoutPayment';
      issues.push({ code: 'custom', message, path: [audience], input: value });
    }
  })
  .prefault({});

export const leavesPaymentOut = (names: Parameters<typeof entitiesNamed>[0]): boolean => {
  const named = entitiesNamed(names);
  return ![...PAYMENT].every((entity) => named.has(entity));
};

export const MODES = ['enforce', 'shadow'] as const;
export type Mode = (typeof MODES)[number];

export const CONSENT_KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;
export type ConsentKey = (typeof CONSENT_KEYS)[number];

/** YAML reads an unquoted 9 as a number. */
const Key = z
  .union([z.enum(CONSENT_KEYS), z.int().min(0).max(9)])
  .transform((key) => String(key) as ConsentKey);

const Consent = z
  .strictObject({
    required: z
      .enum(['never', 'before-recording'])
      .default('never')
      .describe('before-recording: nothing of a call is recorded or written down until consent is given.'),
    givenBy: z
      .strictObject({
        parameter: z.boolean().default(true).describe('consent=given or refused of the bridge.'),
        key: Key.optional().describe('A key that the caller presses alone.'),
        api: z.boolean().default(true),
      })
      .prefault({}),
    optOut: z
      .strictObject({
        key: Key.optional().describe('A key that the caller presses alone: nothing is kept from there on.'),
        api: z.boolean().default(true),
      })
      .prefault({}),
  })
  .check(({ value, issues }) => {
    if (value.optOut.key === undefined || value.optOut.key !== value.givenBy.key) return;
    const message = 'is the key that gives consent, too';
    issues.push({ code: 'custom', message, path: ['optOut', 'key'], input: value });
  })
  .prefault({});

const Days = z.int().min(1).max(36_500);

const Retention = z
  .strictObject({
    days: Days.optional().describe('Calls are erased so long after their end; without it they are kept.'),
    transcriptDays: Days.optional().describe('Transcripts go sooner than the rest.'),
    ledgerDays: Days.optional().describe(
      'How long the ledger of an erased call stays; without it, for good.',
    ),
  })
  .check(({ value: { days, transcriptDays, ledgerDays }, issues }) => {
    const tell = (name: string, message: string): void =>
      void issues.push({ code: 'custom', message, path: [name], input: undefined });
    if (transcriptDays !== undefined && days !== undefined && transcriptDays > days)
      tell('transcriptDays', 'is longer than retention.days');
    if (ledgerDays !== undefined && days === undefined) tell('ledgerDays', 'needs retention.days');
    if (ledgerDays !== undefined && days !== undefined && ledgerDays < days)
      tell('ledgerDays', 'is shorter than retention.days: the ledger says what became of the call');
  })
  .prefault({});

/** Whether there is a recording, and who may read it. */
export const RECORDING_CHOICE = {
  enabled: z.boolean().default(true),
  /** Age recipients (`age1...`): whoever holds one of their keys can read what is recorded; nobody else can. */
  recipients: z
    .array(z.string().refine(isRecipient, 'is no age recipient (age1...)'))
    .default([])
    .describe('age1...: who may read recordings; without one nothing is recorded.'),
};

export const POLICY_SHAPE = {
  policy: z
    .strictObject({
      version: z
        .string()
        .max(200)
        .optional()
        .describe('Free text that goes to every ledger beside the hash.'),
    })
    .prefault({}),
  mode: z
    .enum(MODES)
    .default('enforce')
    .describe('shadow: decides and reports, and masks nothing of what the parties hear.'),
  shadow: z
    .strictObject({
      recordsSecrets: z
        .boolean()
        .default(false)
        .describe('Recordings and transcripts of shadow calls keep the secrets that were found.'),
    })
    .prefault({}),
  entities: MaskedEntities,
  detection: z
    .strictObject({
      /**
       * So many digits more than usual make a secret where nobody asked for a card number. More keeps more innocent
       * numbers, fewer hides more secrets; `bench:detect --bias` draws the curve.
       */
      bias: z.int().min(-3).max(3).default(0),
    })
    .prefault({}),
  live: z
    .strictObject({
      /** Delay added to what the other party hears; more lets a late decision still mask the first digit. */
      lookAheadMs: z.int().min(0).max(2_000).default(0),
      /** A recogniser this far behind makes the gate blind. */
      blindAfterMs: z.int().min(200).max(10_000).default(1_800),
      whenBlind: z.enum(['mask', 'cadence', 'pass']).default('mask'),
      /** One this far behind is late: while a secret is expected, what the caller says is masked unheard. */
      lateAfterMs: z.int().min(200).max(10_000).default(500),
    })
    .prefault({}),
  clearance: z
    .strictObject({
      /** Audio that could not be cleared for so long is recorded masked, as unverified. */
      limitMs: z.int().min(5_000).max(120_000).default(45_000),
    })
    .prefault({}),
  fill: z
    .strictObject({
      kind: z.enum(FILL_KINDS).default('comfort-noise'),
      levelDbov: z.number().min(-90).max(-10).optional(),
    })
    .prefault({}),
  consent: Consent,
  retention: Retention,
} as const;

/** What a tenant's calls are treated by: all of it, whatever came from where. */
export const PolicySettings = z.strictObject({
  ...POLICY_SHAPE,
  recording: z.strictObject(RECORDING_CHOICE).prefault({}),
});
export type PolicySettings = z.output<typeof PolicySettings>;

export const POLICY_SECTIONS = Object.keys(PolicySettings.shape) as readonly (keyof PolicySettings)[];
