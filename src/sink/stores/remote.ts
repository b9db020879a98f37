/**
 * An object store elsewhere, as the spool before it sees it: it may be away, and it may refuse.
 *
 * Objects lie in folders, `FOLDER/NAME`. What is put is there whole or not at all.
 */
import type { SomeNames } from './store.js';

export interface Remote {
  /**
   * Whether it takes what is put, without a need to read or to list.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  probe(): Promise<void>;
  /** @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED */
  put(folder: string, name: string, bytes: Uint8Array): Promise<void>;
  /**
   * @returns undefined where there is none
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  get(folder: string, name: string): Promise<Uint8Array | undefined>;
  /**
   * Sorted.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  list(folder: string): Promise<readonly string[]>;
  /**
   * Folders whose names begin so, sorted.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  folders(beginning: string): Promise<readonly string[]>;
  /**
   * Folders in the order in which they lie there, which is that of their names with a slash behind: no more than so many.
   * @param behind a name, of a folder that need not be there; empty for the beginning
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED
   */
  foldersBehind(behind: string, most: number): Promise<SomeNames>;
  /**
   * With every older version that it keeps; what is not there is no error.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED where anything may be left
   */
  remove(folder: string, names: readonly string[]): Promise<void>;
  /**
   * Removes all but these, with every version; of what somebody has hidden by a removal, too.
   * @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED where anything may be left
   */
  clear(folder: string, except: readonly string[]): Promise<void>;
  /** Gives up what is under way. */
  close(): void;
}
