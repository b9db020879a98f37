/**
 * Lets no more than so many pieces of work run at a time; the others wait, in the order in which they came.
 */
export class AtATime {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async run<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#running < this.#most) this.#running++;
    // Whoever ends hands its place over.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
