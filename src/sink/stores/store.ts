/**
 * Where calls are kept: small whole objects under a name for each call.
 *
 * Sealed recordings are made of such objects, so that a store needs no more than this: a folder of a disk, or an
 * object store behind a spool. Whatever is handed over is ciphertext or meant to be read by anyone (the ledger).
 * A new store is a file here and a line in `registry.ts`; the conformance suite then runs over it.
 */
import type { ErrorCode } from '../../core/errors.js';
import type { Emitter } from '../../core/events.js';
import type { CallId } from '../../core/ids.js';

export interface CallFolder {
  /** Names the call in the store: its id, and more where that could be taken. */
  readonly name: string;
  /**
   * All pieces, behind each other, as one object: whole and lasting once it resolves; after a crash it is there whole or not at all.
   * @throws TacetError TACET_STORE_FAILED
   */
  put(name: string, pieces: readonly Uint8Array[]): Promise<void>;
  /**
   * Adds to the end of an object, lasting once it resolves. A crash may leave a part of `bytes`.
   * @throws TacetError TACET_STORE_FAILED
   */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws TacetError TACET_SEALED_DAMAGED where it is not there */
  get(name: string): Promise<Uint8Array>;
  /** Names, sorted; not those of objects that were never finished. */
  list(): Promise<readonly string[]>;
  /**
   * Gone for good once it resolves, with every older version; what is not there is no error.
   * @throws TacetError TACET_STORE_FAILED
   */
  remove(names: readonly string[]): Promise<void>;
  /**
   * Removes all but these, what was never finished too. Gone for good once it resolves, with every older version.
   * @param first what goes before the rest
   * @throws TacetError TACET_STORE_FAILED
   */
  clear(except: readonly string[], first?: readonly string[]): Promise<void>;
  /**
   * Nothing more is written by this writer: what waits here goes on to where it belongs. That of a running call does
   * so in the background, that of a command before it resolves.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  done(): Promise<void>;
}

export interface SomeNames {
  readonly names: readonly string[];
  /** Whether others come behind them. */
  readonly isMore: boolean;
}

/** Since the start, but for what is there now. */
export interface StoreCounters {
  /** Waiting here for the object store, now. */
  spooledBytes: number;
  uploads: number;
  uploadedBytes: number;
  failures: number;
  /** Objects that found no room in the spool: what they belong to is broken. */
  overflows: number;
  /** The object store cannot be reached, or refuses, now. */
  isAway: boolean;
}

export interface StoreEvents {
  /** Uploads fail from now on; told once, and again when the reason changes. */
  away: { readonly code: ErrorCode; readonly detail: string | undefined };
  back: { readonly uploads: number };
  /** Told once until there is room again. */
  full: { readonly spooledBytes: number };
  /** Something of an erased call was on its way there, and cannot be removed by this process: erase the call again. */
  revenant: { readonly call: string };
}

export interface Store {
  /**
   * For a process that records; one that only looks does without.
   * @throws TacetError TACET_STORE_FAILED, TACET_STORE_REFUSED
   */
  open(): Promise<void>;
  /** A new place for a call; a place that cannot be made fails at the first write. */
  create(call: CallId): CallFolder;
  /** Names of all calls, sorted. */
  calls(): Promise<readonly string[]>;
  /**
   * Names of calls in pieces: what comes behind a place. A store has them in an order of its own that never changes, in
   * which every name has its place, whether there is such a call or not.
   * @param behind a name; empty for the beginning
   * @param most how many names at the most
   */
  callsBehind(behind: string, most: number): Promise<SomeNames>;
  /**
   * By its name, or by the id of a call where only one had it.
   * @throws TacetError TACET_CALL_UNKNOWN
   */
  find(name: string): Promise<CallFolder>;
  /** One that `calls` has named. */
  at(name: string): CallFolder;
  /**
   * Whether a process that lives writes this call, this one or another.
   * @returns undefined where that cannot be seen from here
   * @throws TacetError TACET_STORE_FAILED
   */
  isWritten(name: string): Promise<boolean | undefined>;
  /**
   * Takes a call away altogether.
   * @throws TacetError TACET_STORE_FAILED
   */
  drop(name: string): Promise<void>;
  /** @param graceMs how long to go on with what waits for the object store; the rest is kept for the next start */
  close(graceMs?: number): Promise<void>;
  /** Of stores that are elsewhere. */
  readonly counters?: StoreCounters;
  readonly events?: Emitter<StoreEvents>;
}
