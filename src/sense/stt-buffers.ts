/**
 * Transferable audio buffers on the main thread, by size, so that a steady call allocates none.
 *
 * A buffer is owned by one side at a time: taken here, transferred to the worker, zeroed there, transferred
 * back and kept for the next chunk. What lies here holds zeros only.
 */

export class AudioBuffers {
  readonly #free = new Map<number, ArrayBuffer[]>();
  #created = 0;

  /** Buffers ever allocated: stands still once a call is under way. */
  get created(): number {
    return this.#created;
  }

  take(bytes: number): ArrayBuffer {
    const free = this.#free.get(bytes)?.pop();
    if (free !== undefined) return free;
    this.#created++;
    return new ArrayBuffer(bytes);
  }

  /** Zeroed again here: a buffer may come back unused, or from a worker that failed half-way. */
  giveBack(buffer: ArrayBuffer): void {
    new Uint8Array(buffer).fill(0);
    const free = this.#free.get(buffer.byteLength);
    if (free === undefined) this.#free.set(buffer.byteLength, [buffer]);
    else free.push(buffer);
  }

  clear(): void {
    this.#free.clear();
  }
}
