/**
 * A file of a call that stays in memory: sinks are tested on what they wrote, not on a disk.
 */
import { AppendFile } from '../sink/append-file.js';

export class MemoryFile extends AppendFile {
  #content = Buffer.alloc(0);
  isSealed = false;

  constructor(name: string) {
    super(name, () => undefined);
  }

  override get bytes(): number {
    return this.#content.length;
  }

  /** What the file holds; with its header patched once it is sealed. */
  get content(): Buffer {
    return this.#content;
  }

  get text(): string {
    return this.#content.toString('utf8');
  }

  override append(bytes: Uint8Array): void {
    if (!this.isSealed) this.#content = Buffer.concat([this.#content, bytes]);
  }

  override seal(header?: Uint8Array): Promise<void> {
    if (header !== undefined && !this.isSealed) this.#content.set(header, 0);
    this.isSealed = true;
    return Promise.resolve();
  }
}
