/**
 * A file of a call that is written encrypted, as a row of short age files.
 *
 *     append  --->  pending  --- after 10 s, or enough bytes --->  sealed, put, told
 *                                                                  NAME.000001.age, NAME.000002.age, ...
 *
 * An age file can be opened only when its last chunk is there, so each part is a whole one: after a crash at any
 * moment all that was put opens, and what was not is nowhere on the disk. Parts are sealed on this thread and put
 * in the background, in order; plain bytes are wiped as soon as they are sealed. When the queue passes its bound or
 * a write fails, the file is broken: later bytes are dropped, and the call goes on.
 */
import { createHash } from 'node:crypto';

import type { CallKey } from './call-key.js';
import { segmentName } from './segment-name.js';
import { MAX_QUEUED_BYTES, type CallFile } from '../call-file.js';
import type { CallFolder } from '../stores/store.js';
import type { Clock, Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

/** Where audio comes faster than real time, parts are cut by size. */
const MAX_SEGMENT_BYTES = 1024 * 1024;

/** What a ledger says of a part. */
export interface SealedPart {
  readonly name: string;
  /** Of the ciphertext, in hex. */
  readonly sha256: string;
  readonly plainBytes: number;
}

export interface SealedFileOptions {
  readonly name: string;
  readonly folder: CallFolder;
  readonly key: Promise<CallKey>;
  readonly clock: Clock;
  readonly segmentMs: number;
  /** Of the first part, where that is shorter. */
  readonly firstMs?: number;
  /** After a part was put; its failure breaks the file. */
  readonly onSealed: (part: SealedPart) => Promise<void>;
  /** Called once. */
  readonly onBroken: (error: TacetError) => void;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly written: (() => void) | undefined;
}

export class SealedFile implements CallFile {
  readonly #options: SealedFileOptions;
  #pending: Piece[] = [];
  #pendingBytes = 0;
  #queue: Piece[][] = [];
  #heldBytes = 0;
  #timer: Timer | undefined;
  #writing: Promise<void> | undefined;
  #parts = 0;
  #bytes = 0;
  #partMs: number;
  #broken = false;
  #sealed = false;

  constructor(options: SealedFileOptions) {
    this.#options = options;
    this.#partMs = options.firstMs ?? options.segmentMs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get waitingBytes(): number {
    return this.#heldBytes;
  }

  get broken(): boolean {
    return this.#broken;
  }

  append(bytes: Uint8Array, written?: () => void): void {
    if (this.#broken || this.#sealed) return;
    if (this.#heldBytes + bytes.length > MAX_QUEUED_BYTES) {
      this.#break(new TacetError('TACET_STORE_FAILED', 'too slow'));
      return;
    }
    this.#pending.push({ bytes, written });
    this.#pendingBytes += bytes.length;
    this.#heldBytes += bytes.length;
    this.#bytes += bytes.length;
    if (this.#pendingBytes >= MAX_SEGMENT_BYTES) this.#cut();
    else this.#timer ??= this.#options.clock.after(this.#partMs, () => this.#cut());
  }

  /** The header is ignored: what is sealed cannot be changed. A file that holds nothing has one empty part. */
  async seal(): Promise<void> {
    if (!this.#sealed) {
      this.#sealed = true;
      if (this.#pendingBytes > 0 || this.#bytes === 0) this.#cut();
    }
    await this.#writing;
    if (this.#broken) throw new TacetError('TACET_STORE_FAILED', this.#options.name);
  }

  #cut(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#partMs = this.#options.segmentMs;
    if (this.#broken) return;
    this.#queue.push(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#writing ??= this.#drain();
  }

  async #drain(): Promise<void> {
    const { name, folder, key, onSealed } = this.#options;
    try {
      const callKey = await key;
      for (let pieces = this.#queue.shift(); pieces !== undefined; pieces = this.#queue.shift()) {
        const sealed = callKey.seal(pieces.map(({ bytes }) => bytes));
        const plainBytes = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
        for (const { bytes, written } of pieces) {
          bytes.fill(0);
          written?.();
        }
        const part = segmentName(name, ++this.#parts);
        await folder.put(part, sealed);
        this.#heldBytes -= plainBytes;
        const hash = createHash('sha256');
        for (const piece of sealed) hash.update(piece);
        await onSealed({ name: part, sha256: hash.digest('hex'), plainBytes });
      }
    } catch (error) {
      this.#break(new TacetError('TACET_STORE_FAILED', undefined, { cause: error }));
    }
    this.#writing = undefined;
  }

  #break(error: TacetError): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#timer?.cancel();
    for (const { bytes } of [...this.#queue.flat(), ...this.#pending]) bytes.fill(0);
    this.#queue = [];
    this.#pending = [];
    this.#heldBytes = 0;
    this.#options.onBroken(error);
  }
}
