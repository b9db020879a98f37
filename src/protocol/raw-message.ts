/** An outgoing message that is nothing but audio. Owns the last one and zeroes it on close. */
export class RawMessage {
  #buffer = new Uint8Array(0);
  #message = this.#buffer;

  /** @returns the message, valid until the next call */
  wrap(payload: Uint8Array): Uint8Array {
    if (payload.length > this.#buffer.length) {
      this.#buffer.fill(0);
      this.#buffer = new Uint8Array(payload.length);
    }
    if (payload.length !== this.#message.length) this.#message = this.#buffer.subarray(0, payload.length);
    this.#message.set(payload);
    return this.#message;
  }

  close(): void {
    this.#buffer.fill(0);
  }
}
