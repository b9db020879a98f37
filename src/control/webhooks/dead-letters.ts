/**
 * What could not be delivered, one JSON line each, in a file that its owner alone can read and that stays bounded.
 *
 * Written in the background, one line after the other; a disk that fails is told of and keeps nothing up.
 */
import { appendFile, rename, stat } from 'node:fs/promises';

export interface DeadLetter {
  /** When it was given up, ISO 8601. */
  readonly at: string;
  /** Without its path, which may hold a secret. */
  readonly host: string;
  readonly reason: string;
  readonly attempts: number;
  /** What would have been sent. */
  readonly body: string;
}

export class DeadLetters {
  readonly #path: string;
  readonly #mostBytes: number;
  readonly #onError: (error: unknown) => void;
  #writing: Promise<void> = Promise.resolve();
  #waiting: string[] = [];

  constructor(path: string, mostBytes: number, onError: (error: unknown) => void) {
    this.#path = path;
    this.#mostBytes = mostBytes;
    this.#onError = onError;
  }

  /** Resolves once it is written, or the disk has failed. */
  add(letter: DeadLetter): Promise<void> {
    this.#waiting.push(`${JSON.stringify(letter)}\n`);
    if (this.#waiting.length === 1)
      this.#writing = this.#writing.then(() => this.#write()).catch(this.#onError);
    return this.#writing;
  }

  /** All that was added is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    const text = this.#waiting.splice(0).join('');
    const size = await stat(this.#path).then(
      (file) => file.size,
      () => 0,
    );
    // Half each: what was before is kept once.
    if (size > 0 && size + Buffer.byteLength(text) > this.#mostBytes / 2)
      await rename(this.#path, `${this.#path}.1`);
    await appendFile(this.#path, text, { mode: 0o600 });
  }
}
