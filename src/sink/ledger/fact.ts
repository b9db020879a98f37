/**
 * What a ledger says of a call. Positions are Ticks of 1/48 000 s on the call's timeline; spans are `[from, to)`.
 *
 * Ids, kinds, places and hashes only: a ledger is read by those who may not hear the call.
 */
import type { Audience } from '../../core/audience.js';
import type { Cause, Entity, MaskReason } from '../../core/finding.js';
import type { LegRole } from '../../core/ids.js';
import type { SampleRate } from '../../core/units.js';
import type { PauseTrigger } from '../../core/pause.js';
import type { FillKind } from '../../media/fill.js';

export type Place = readonly [from: number, to: number];

export interface FillFact {
  readonly kind: FillKind;
  /** null: as the kind has it. */
  readonly levelDbov: number | null;
  readonly seeds: Readonly<Record<LegRole, number>>;
}

export interface ShadowFact {
  readonly for: readonly Audience[];
  readonly leaked: number;
}

/** Which policy a call was treated by. */
export interface PolicyFact {
  /** SHA-256 of the settings that decide what is masked and kept: tacet policy explain prints it. */
  readonly policy: string;
  /** What its author calls it. */
  readonly policyVersion: string | null;
  /** `shadow`: the parties heard everything. */
  readonly mode: 'enforce' | 'shadow';
  /** Whether nothing may be kept before consent is given. */
  readonly consentRequired: boolean;
  readonly retention: RetentionFact;
}

/** By whose will something went: somebody's at the command line or the API, the policy's, or the caller's. */
export const ERASE_REASONS = ['request', 'retention', 'subject'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];

/** How long the call is kept, as its policy had it; null: for ever. In days after its end. */
export interface RetentionFact {
  readonly days: number | null;
  readonly transcriptDays: number | null;
  readonly ledgerDays: number | null;
}

export type LedgerFact =
  | (PolicyFact & {
      readonly kind: 'opened';
      readonly call: string;
      /** Where the store keeps it: two calls may have had one id. */
      readonly folder: string;
      readonly language: string;
      readonly startedAt: string;
      readonly recordingRateHz: SampleRate;
      readonly lookAhead: number;
      /** Whose call it was; null where there is one user only. */
      readonly tenant: string | null;
      readonly fill: FillFact;
      /** SHA-256 of the public key that the entries are signed with. */
      readonly ledgerKey: string;
    })
  /** What the caller has agreed to, who told, and from where on in each leg. */
  | {
      readonly kind: 'consent';
      readonly state: 'given' | 'refused' | 'withdrawn';
      readonly by: 'bridge' | 'key' | 'api';
      readonly from: Readonly<Record<LegRole, number>>;
    }
  /** Who the caller is to somebody outside: HMAC-SHA256 of the id under a key of this machine, in hex. */
  | { readonly kind: 'subject'; readonly subject: string }
  /** Where a leg begins. */
  | { readonly kind: 'leg'; readonly leg: LegRole; readonly origin: number }
  /** What the detector decided about a stretch, and what the other party had heard of it by then. */
  | {
      readonly kind: 'mask';
      readonly leg: LegRole;
      readonly entity: Entity;
      readonly cause: Cause;
      readonly span: Place;
      readonly decidedAt: number;
      /** `withdrawn`: masked live for a while, kept in the recording. */
      readonly verdict: 'masked' | 'withdrawn';
      readonly for: readonly Audience[];
      /** What the party that hears the leg has heard of it. */
      readonly leaked: number;
      /** In a shadow: who was not spared and would have been, and what would have been heard then. */
      readonly shadow?: ShadowFact;
    }
  /** Somebody asked for a pause; `from` is null for a leg that had sent nothing, which is paused from its origin on. */
  | {
      readonly kind: 'paused';
      readonly pause: string;
      readonly for: readonly Audience[];
      readonly from: Readonly<Record<LegRole, number | null>>;
      /** It ends here by itself. */
      readonly until: number;
      readonly by: string;
      /** Free text of who asked: checked to hold no number. */
      readonly reason: string | null;
    }
  /** A pause ended here; `by` is null where it did so by itself. */
  | {
      readonly kind: 'resumed';
      readonly pause: string;
      readonly to: number;
      readonly trigger: PauseTrigger;
      readonly by: string | null;
    }
  /** What was kept out of the recording: it holds fill there, `samples` of it at the leg's rate. */
  | {
      readonly kind: 'withheld';
      readonly leg: LegRole;
      readonly reason: MaskReason;
      readonly span: Place;
      readonly samples: number;
      readonly rateHz: SampleRate;
    }
  /** The other party heard fill, because nobody was listening. */
  | { readonly kind: 'blind'; readonly leg: LegRole; readonly span: Place }
  /** The recogniser of a leg went, or came back. */
  | { readonly kind: 'engine'; readonly leg: LegRole; readonly state: string; readonly head: number }
  | { readonly kind: 'sealed'; readonly file: string; readonly sha256: string; readonly plainBytes: number }
  | {
      readonly kind: 'closed';
      /** Why, where it was not simply hung up. */
      readonly code: string | null;
      readonly ends: Readonly<Record<LegRole, number>>;
      /** How many parts each file has. */
      readonly parts: Readonly<Record<string, number>>;
      /** Files of which something was lost. */
      readonly broken: readonly string[];
    }
  /** The recording was heard again by another recogniser, and so many digits were left: see docs/audit.md. */
  | {
      readonly kind: 'audited';
      readonly engine: string;
      readonly digits: { readonly inNumber: number; readonly besideMask: number; readonly elsewhere: number };
      /** Milliseconds of both legs that it heard. */
      readonly heardMs: number;
      /** SHA-256 of the signed report. */
      readonly report: string;
    }
  /** Files that were taken away before the rest, and why. */
  | { readonly kind: 'removed'; readonly files: readonly string[]; readonly reason: EraseReason }
  | {
      readonly kind: 'erased';
      readonly reason?: EraseReason;
      /** Names the receipt that tells of it, where one was made. */
      readonly receipt?: string;
    };

/** A fact in its place in the chain. */
export type LedgerEntry = LedgerFact & {
  readonly n: number;
  /** Wall time. */
  readonly at: string;
  /** SHA-256 of the line before, in hex; of nothing for the first. */
  readonly prev: string;
};
