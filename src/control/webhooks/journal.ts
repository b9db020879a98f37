/**
 * What waits for one receiver, on the disk, so that it outlives the process.
 *
 *     {"+":{"id":"0197...","host":"crm.example.com","type":"call.ended","call":"c-17","body":"{...}"}}
 *     {"-":"0197..."}                                  delivered, or a dead letter
 *
 * Lines are added in the background, many at a time, and fsynced; a disk that fails is told of once and keeps nothing
 * up: what waits then waits in memory alone. Where more than half of the lines are settled the file is written anew,
 * whole or not at all, so it is bounded by what waits.
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

import { syncFolder } from '../../sink/append-file.js';

const Waiting = z.object({
  id: z.string(),
  host: z.string(),
  type: z.string(),
  call: z.string().optional(),
  /** As it is sent: an event of the feed, redacted there. */
  body: z.string(),
});
export type Waiting = Readonly<z.output<typeof Waiting>>;

const Line = z.union([z.strictObject({ '+': Waiting }), z.strictObject({ '-': z.string() })]);

/** Settled lines that are not worth a new file. */
const FEW = 64;

export class Journal {
  readonly #path: string;
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Map<string, Waiting>();
  #lines: string[] = [];
  #settled = 0;
  #writing: Promise<void> | undefined;
  #isBroken = false;

  /** @param path of a file that is not there yet, in a folder that is */
  constructor(path: string, onError: (error: unknown) => void) {
    this.#path = path;
    this.#onError = onError;
  }

  add({ id, host, type, call, body }: Waiting): void {
    const waiting = { id, host, type, ...(call === undefined ? {} : { call }), body };
    this.#waiting.set(id, waiting);
    this.#write(lineOf(waiting));
  }

  settle(id: string): void {
    if (!this.#waiting.delete(id)) return;
    this.#settled++;
    this.#write(`${JSON.stringify({ '-': id })}\n`);
  }

  /** All that was said so far lasts, unless the disk has failed. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  /** @returns whether nothing waits; then there is no file any more */
  async close(): Promise<boolean> {
    await this.flush();
    if (this.#waiting.size > 0) return false;
    await rm(this.#path, { force: true });
    return true;
  }

  #write(line: string): void {
    if (this.#isBroken) return;
    this.#lines.push(line);
    this.#writing ??= this.#drain();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#lines.length > 0) {
        const isWorn = this.#settled >= Math.max(FEW, this.#waiting.size);
        const text = this.#lines.splice(0).join('');
        if (isWorn) await this.#writeAnew();
        else await written(this.#path, 'a', text);
      }
    } catch (error) {
      this.#isBroken = true;
      this.#lines = [];
      this.#onError(error);
    }
    this.#writing = undefined;
  }

  async #writeAnew(): Promise<void> {
    this.#settled = 0;
    const unnamed = `${this.#path}.new`;
    await written(unnamed, 'w', [...this.#waiting.values()].map(lineOf).join(''));
    await rename(unnamed, this.#path);
    await syncFolder(dirname(this.#path));
  }
}

const lineOf = (waiting: Waiting): string => `${JSON.stringify({ '+': waiting })}\n`;

const written = async (path: string, flags: 'a' | 'w', text: string): Promise<void> => {
  const handle = await open(path, flags, 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
};

/** What waits in a file that another process has left, in its order; a line that a crash has torn says nothing. */
export const waitingIn = async (path: string): Promise<readonly Waiting[]> => {
  const waiting = new Map<string, Waiting>();
  for (const text of (await readFile(path, 'utf8')).split('\n')) {
    const line = Line.safeParse(parsed(text));
    if (!line.success) continue;
    if ('+' in line.data) waiting.set(line.data['+'].id, line.data['+']);
    else waiting.delete(line.data['-']);
  }
  return [...waiting.values()];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
