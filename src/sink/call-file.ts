/**
 * A file of a call as its writers see it: it only grows until it is sealed, and it never makes them wait.
 *
 * `AppendFile` writes it as it is, `SealedFile` encrypted.
 */
export interface CallFile {
  /** Bytes accepted so far. */
  readonly bytes: number;
  /** Of these, not written yet. */
  readonly waitingBytes: number;
  /** Something of it was lost; later bytes are dropped. */
  readonly broken: boolean;
  /**
   * Takes ownership of `bytes`.
   * @param written gives it back, once they are written; never where they are not
   */
  append(bytes: Uint8Array, written?: () => void): void;
  /**
   * Writes what is queued and closes the file.
   * @param header to stand in place of the first bytes, where they can still be changed
   * @throws TacetError TACET_STORE_FAILED where anything of it was lost
   */
  seal(header?: Uint8Array): Promise<void>;
}

/** More than this waiting for the disk breaks a file: the call goes on. */
export const MAX_QUEUED_BYTES = 16 * 1024 * 1024;
