/**
 * An outgoing JSON message that carries audio as base64: everything around the audio is written once, or anew
 * where a counter changes it. Owns the last message and zeroes it on close.
 */
import { encodeBase64, encodedLength } from './base64.js';

export class MediaMessage {
  readonly #suffix: Buffer;
  #prefix: Buffer;
  #buffer = Buffer.alloc(0);
  #message = this.#buffer;

  /** @param prefix everything before the audio, its quote included */
  constructor(prefix: string, suffix: string) {
    this.#prefix = Buffer.from(prefix);
    this.#suffix = Buffer.from(suffix);
  }

  /** Changes what stands before the audio. */
  begin(prefix: string): void {
    const bytes = Buffer.byteLength(prefix);
    if (bytes !== this.#prefix.length) this.#prefix = Buffer.alloc(bytes);
    this.#prefix.write(prefix);
    this.#prefix.copy(this.#buffer);
  }

  /** @returns the message, valid until the next call */
  wrap(payload: Uint8Array): Uint8Array {
    const audioBytes = encodedLength(payload.length);
    const bytes = this.#prefix.length + audioBytes + this.#suffix.length;
    if (bytes !== this.#message.length) this.#resize(bytes, audioBytes);
    encodeBase64(payload, this.#message, this.#prefix.length);
    return this.#message;
  }

  close(): void {
    this.#buffer.fill(0);
  }

  #resize(bytes: number, audioBytes: number): void {
    if (bytes > this.#buffer.length) {
      this.#buffer.fill(0);
      this.#buffer = Buffer.alloc(bytes);
    }
    this.#message = this.#buffer.subarray(0, bytes);
    this.#prefix.copy(this.#message);
    this.#suffix.copy(this.#message, this.#prefix.length + audioBytes);
  }
}
