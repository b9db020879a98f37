/**
 * When something of a call is due to go, by the times that its ledger has.
 *
 *     end of the call --transcriptDays--> transcript --days--> everything but the ledger --ledgerDays--> the ledger
 *
 * All three count from the end of the call.
 */
import type { LedgerEntry, RetentionFact } from '../../sink/ledger/fact.js';
import { factsOf } from '../../sink/ledger/read-ledger.js';

export const DAY_MS = 86_400_000;

/** What is to be done: nothing, or everything up to this. */
export type Due = 'nothing' | 'transcript' | 'call' | 'ledger';

/**
 * @param endedAtMs Unix time of the end of the call
 * @param nowMs the same
 */
export const dueOf = (endedAtMs: number, retention: RetentionFact, nowMs: number): Due => {
  const isPast = (days: number | null): boolean => days !== null && nowMs >= endedAtMs + days * DAY_MS;
  const { days, transcriptDays, ledgerDays } = retention;
  if (isPast(days)) return isPast(ledgerDays) ? 'ledger' : 'call';
  return isPast(transcriptDays) ? 'transcript' : 'nothing';
};

/** What a sweep needs to know of a call. */
export interface CallAge {
  readonly tenant: string | null;
  /** As its policy had it when it began. */
  readonly retention: RetentionFact;
  /** When it ended, or was last written to. */
  readonly endedAtMs: number;
  /** The youngest time in it, of an erasure for instance. */
  readonly lastAtMs: number;
  readonly hasEnded: boolean;
}

const NEVER: RetentionFact = { days: null, transcriptDays: null, ledgerDays: null };

/** @returns undefined where nothing in it has a time */
export const ageOf = (entries: readonly LedgerEntry[]): CallAge | undefined => {
  const times = entries.map(({ at }) => Date.parse(at)).filter(Number.isFinite);
  const lastAtMs = Math.max(...times);
  if (!Number.isFinite(lastAtMs)) return undefined;
  const [opened] = factsOf(entries, 'opened') as readonly Partial<
    Pick<Extract<LedgerEntry, { readonly kind: 'opened' }>, 'tenant' | 'retention'>
  >[];
  const [closed] = factsOf(entries, 'closed');
  // Of a call that was cut off, the last that was written before anything was taken away.
  const ofCall = entries.filter(({ kind }) => !['erased', 'removed', 'audited'].includes(kind));
  const lastOfCall = Math.max(...ofCall.map(({ at }) => Date.parse(at)).filter(Number.isFinite));
  const endedAtMs = closed === undefined ? lastOfCall : Date.parse(closed.at);
  return {
    tenant: opened?.tenant ?? null,
    retention: opened?.retention ?? NEVER,
    endedAtMs: Number.isFinite(endedAtMs) ? endedAtMs : lastAtMs,
    lastAtMs,
    hasEnded: closed !== undefined,
  };
};
