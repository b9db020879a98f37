/**
 * Where calls are kept: small whole objects under a name for each call.
 *
 * Sealed recordings are made of such objects, so that a store needs no more than this: a folder of a disk, or an
 * object store behind a spool. Whatever is handed over is ciphertext or meant to be read by anyone (the ledger).
 */
import type { CallId } from '../../core/ids.js';

export interface CallFolder {
  /** Names the call in the store: its id, or `id.2` where that was taken. */
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
   * Gone for good once it resolves; what is not there is no error.
   * @throws TacetError TACET_STORE_FAILED
   */
  remove(names: readonly string[]): Promise<void>;
  /**
   * Removes all but these, what was never finished too.
   * @throws TacetError TACET_STORE_FAILED
   */
  clear(except: readonly string[]): Promise<void>;
}

export interface Store {
  /** @throws TacetError TACET_STORE_FAILED */
  open(): Promise<void>;
  /** A new place for a call; a place that cannot be made fails at the first write. */
  create(call: CallId): CallFolder;
  /** Names of all calls, sorted. */
  calls(): Promise<readonly string[]>;
  /** @throws TacetError TACET_CALL_UNKNOWN */
  find(name: string): Promise<CallFolder>;
  /** One that `calls` has named. */
  at(name: string): CallFolder;
  /**
   * Takes a call away altogether.
   * @throws TacetError TACET_STORE_FAILED
   */
  drop(name: string): Promise<void>;
}
