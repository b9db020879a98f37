/**
 * What the API asks of whoever keeps recordings. Everything it hands out is ciphertext, or the ledger.
 */
import type { PageAsked, PageRead } from './page.js';

/** `cut-off`: nobody writes it any more, and nobody has ended it. `plain`: not encrypted, and without a ledger. */
export const RECORDING_STATES = ['running', 'complete', 'cut-off', 'erased', 'plain'] as const;

export interface KeptRecording {
  readonly name: string;
  readonly tenant: string | undefined;
  readonly state: (typeof RECORDING_STATES)[number];
  readonly startedAt: string | undefined;
  readonly durationMs: number | undefined;
  readonly maskedMs: number | undefined;
  /** Parts of each file that are there. */
  readonly parts: Readonly<Record<string, number>>;
}

export interface LedgerVerdict {
  /** One JSON object a line, as it was written. */
  readonly lines: readonly string[];
  readonly holds: boolean;
  readonly faults: readonly { readonly entry: number | null; readonly what: string }[];
}

/** All of them throw TacetError TACET_CALL_UNKNOWN where there is no such recording. */
export interface Recordings {
  /** In an order that never changes; a page reads no more ledgers than a few for each recording that it may show. */
  list(page: PageAsked<Pick<KeptRecording, 'tenant'>>): Promise<PageRead<KeptRecording>>;
  show(name: string): Promise<KeptRecording>;
  /** Names of sealed objects, the key among them. */
  files(name: string): Promise<readonly string[]>;
  /** @throws TacetError TACET_SEALED_DAMAGED where it is not there */
  file(name: string, file: string): Promise<Uint8Array>;
  ledger(name: string): Promise<LedgerVerdict>;
  /**
   * Destroys the key of a call that is over, then its files.
   * @returns the last line of its ledger, which says so, signed; undefined where there is no ledger
   * @throws TacetError TACET_CALL_RUNS where it is still written
   */
  erase(name: string): Promise<string | undefined>;
}
