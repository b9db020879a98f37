/**
 * A call's place in a store, watched: how often something is written, how long it takes, what fails.
 */
import type { CallFolder } from './store.js';

export const STORE_OPERATIONS = ['put', 'append'] as const;
export type StoreOperation = (typeof STORE_OPERATIONS)[number];

/** Told after each operation. */
export type OnStored = (operation: StoreOperation, bytes: number, tookMs: number, failed: boolean) => void;

export class MeasuredFolder implements CallFolder {
  readonly #folder: CallFolder;
  readonly #onStored: OnStored;

  constructor(folder: CallFolder, onStored: OnStored) {
    this.#folder = folder;
    this.#onStored = onStored;
  }

  get name(): string {
    return this.#folder.name;
  }

  put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return this.#timed('put', bytes, this.#folder.put(name, pieces));
  }

  append(name: string, bytes: Uint8Array): Promise<void> {
    return this.#timed('append', bytes.length, this.#folder.append(name, bytes));
  }

  get(name: string): Promise<Uint8Array> {
    return this.#folder.get(name);
  }

  list(): Promise<readonly string[]> {
    return this.#folder.list();
  }

  remove(names: readonly string[]): Promise<void> {
    return this.#folder.remove(names);
  }

  clear(except: readonly string[], first?: readonly string[]): Promise<void> {
    return this.#folder.clear(except, first);
  }

  done(): Promise<void> {
    return this.#folder.done();
  }

  async #timed(operation: StoreOperation, bytes: number, work: Promise<void>): Promise<void> {
    const sinceMs = performance.now();
    let failed = true;
    try {
      await work;
      failed = false;
    } finally {
      this.#onStored(operation, bytes, performance.now() - sinceMs, failed);
    }
  }
}
