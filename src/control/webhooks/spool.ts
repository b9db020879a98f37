/**
 * Where webhooks wait for their receivers over a restart: a folder of the local disk.
 *
 *     SPOOL/SESSION/ENDPOINT.jsonl      what waits for one receiver (`journal.ts`), of one process
 *
 * Each process writes to a session of its own. One that ended well says so, and what it has left is taken by whoever
 * looks next; one that was killed is known to be dead after half a minute (`spool-lease.ts`).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Journal, waitingIn, type Waiting } from './journal.js';
import type { WebhookEndpointSettings } from './settings.js';
import { SpoolLease } from '../../sink/stores/spool-lease.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

/** The second part: taken from another session. */
const FILE = /^([0-9a-f]{16})(?:\.[0-9a-f-]{36})?\.jsonl$/;

export interface SpoolOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** The disk failed. */
  readonly onError: (error: unknown) => void;
  /** What another process has left for a receiver; it lasts in the own journal, or as a dead letter, once this resolves. */
  readonly onLeft: (endpoint: string, waiting: readonly Waiting[]) => Promise<void>;
}

/**
 * Names a receiver, so that it is known again after a restart. Not its events: they may change.
 * @param ordinal among those of the same address and tenant
 */
export const endpointKey = (
  { url, tenant }: Pick<WebhookEndpointSettings, 'url' | 'tenant'>,
  ordinal: number,
): string =>
  createHash('sha256')
    .update(JSON.stringify([url, tenant ?? null, ordinal]))
    .digest('hex')
    .slice(0, 16);

export class WebhookSpool {
  readonly #options: SpoolOptions;
  readonly #lease: SpoolLease;
  readonly #journals: Journal[] = [];
  #looking: Promise<void> = Promise.resolve();
  #isOpen = false;

  constructor(options: SpoolOptions) {
    this.#options = options;
    this.#lease = new SpoolLease(options.directory, options.clock);
  }

  /** Of this process; before the spool is open it keeps nothing up, and writes nothing. */
  journal(endpoint: string): Journal {
    const { directory, onError } = this.#options;
    const journal = new Journal(join(directory, this.#lease.session, `${endpoint}.jsonl`), onError);
    this.#journals.push(journal);
    return journal;
  }

  /**
   * Takes what others have left, now and from then on.
   * @throws TacetError TACET_CONFIG where the folder cannot be written
   */
  async open(): Promise<void> {
    const { directory } = this.#options;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await this.#lease.open(() => this.#look());
    } catch (cause) {
      throw new TacetError('TACET_CONFIG', 'webhooks.spoolDirectory: it cannot be written', {
        cause,
      });
    }
    this.#isOpen = true;
    this.#look();
    await this.#looking;
  }

  /** What was taken so far lasts. */
  async flush(): Promise<void> {
    await Promise.all(this.#journals.map((journal) => journal.flush()));
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#looking;
    const areEmpty = await Promise.all(this.#journals.map((journal) => journal.close()));
    await this.#lease.close(areEmpty.every((isEmpty) => isEmpty));
  }

  #look(): void {
    this.#looking = this.#looking
      .then(async () => {
        if (this.#isOpen) for (const session of await this.#lease.over()) await this.#take(session);
      })
      .catch(this.#options.onError);
  }

  async #take(session: string): Promise<void> {
    const { directory, onLeft } = this.#options;
    const from = join(directory, session);
    for (const name of await readdir(from)) {
      const [, endpoint] = FILE.exec(name) ?? [];
      if (endpoint === undefined) {
        // Was not written to its end.
        if (name.endsWith('.new')) await rm(join(from, name), { force: true });
        continue;
      }
      const taken = join(directory, this.#lease.session, `${endpoint}.${randomUUID()}.jsonl`);
      // Another process may have been quicker.
      const isOurs = await rename(join(from, name), taken).then(
        () => true,
        () => false,
      );
      if (!isOurs) continue;
      await onLeft(endpoint, await waitingIn(taken));
      await rm(taken, { force: true });
    }
    await this.#lease.forget(session);
  }
}
