/** Which nonces were seen: a signed request is good for one connection. */

/** Of signed requests within one lifetime; nobody without a secret can add to them. */
const MOST = 20_000;

export class NonceCache {
  readonly #lifetimeS: number;
  readonly #most: number;
  /** By nonce, in the order of their ends. */
  readonly #until = new Map<string, number>();

  /** @param lifetimeS a request is not taken any more when it is older than this */
  constructor(lifetimeS: number, most = MOST) {
    this.#lifetimeS = lifetimeS;
    this.#most = most;
  }

  get size(): number {
    return this.#until.size;
  }

  /** @returns false where the nonce was taken before, or where there are too many to be sure */
  take(nonce: string, nowS: number): boolean {
    for (const [old, until] of this.#until) {
      if (until >= nowS) break;
      this.#until.delete(old);
    }
    if (this.#until.has(nonce) || this.#until.size >= this.#most) return false;
    this.#until.set(nonce, nowS + this.#lifetimeS);
    return true;
  }
}
