/**
 * Carries what waits in the spool to the object store, and removes it here once it is there.
 *
 * Of one call: its key, then its files in the order of their names, then the ledger as it stood before the first of
 * them was read, so that a ledger there never lists what is not there yet. A ledger that grows is sent once a minute.
 *
 * A failure makes everything wait, longer each time; then one call is tried, and all of them when that worked.
 * Nothing is ever given up, and the spool's bound limits what waits.
 */
import type { LocalFolder } from './local-folder.js';
import type { Remote } from './remote.js';
import type { Spool } from './spool.js';
import type { StoreCounters, StoreEvents } from './store.js';
import { Backoff } from '../../core/backoff.js';
import type { Clock, Timer } from '../../core/clock.js';
import { codeOf, TacetError } from '../../core/errors.js';
import type { Emitter } from '../../core/events.js';
import { LEDGER_FILE } from '../ledger/ledger.js';
import { KEY_FILE } from '../sealing/call-key.js';

/** Calls at a time. */
const AT_A_TIME = 8;
const LEDGER_EVERY_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

interface Waiting {
  readonly name: string;
  readonly folder: LocalFolder;
  /** Nothing more is written. */
  isDone: boolean;
  /** How much of the ledger is there, and since when. */
  ledgerBytes: number;
  ledgerSentMs: number;
}

export interface UploaderOptions {
  readonly spool: Spool;
  readonly remote: Remote;
  readonly clock: Clock;
  readonly counters: StoreCounters;
  readonly events: Emitter<StoreEvents>;
}

export class Uploader {
  readonly #options: UploaderOptions;
  readonly #calls = new Map<string, Waiting>();
  /** In the order in which they are served. */
  readonly #queue = new Set<string>();
  readonly #working = new Map<string, Promise<void>>();
  readonly #backoff = new Backoff({ firstMs: FIRST_WAIT_MS, longestMs: LONGEST_WAIT_MS });
  #ledgers: Timer | undefined;
  #pause: Timer | undefined;
  #awayFor: string | undefined;
  #isClosed = false;
  #onIdle: () => void = () => undefined;

  constructor(options: UploaderOptions) {
    this.#options = options;
  }

  open(): void {
    this.#ledgers = this.#options.clock.every(LEDGER_EVERY_MS, () => {
      for (const name of this.#calls.keys()) this.wake(name);
    });
  }

  add(name: string, isDone: boolean): void {
    const folder = this.#options.spool.own(name);
    const ledgerSentMs = this.#options.clock.now();
    this.#calls.set(name, { name, folder, isDone, ledgerBytes: -1, ledgerSentMs });
    this.wake(name);
  }

  /** Something of it was written. */
  wake(name: string): void {
    if (!this.#calls.has(name) || this.#isClosed) return;
    this.#queue.add(name);
    this.#serve();
  }

  done(name: string): void {
    const call = this.#calls.get(name);
    if (call === undefined) return;
    call.isDone = true;
    this.wake(name);
  }

  /** @param graceMs how long to go on with what waits */
  async close(graceMs: number): Promise<void> {
    this.#ledgers?.cancel();
    if (graceMs > 0 && !this.#isIdle) {
      await new Promise<void>((resolve) => {
        const limit = this.#options.clock.after(graceMs, resolve);
        this.#onIdle = () => {
          limit.cancel();
          resolve();
        };
      });
    }
    this.#isClosed = true;
    this.#pause?.cancel();
    this.#options.remote.close();
    await Promise.all(this.#working.values());
  }

  /** It did not take something: everything waits for a while. */
  away(error: unknown): void {
    if (this.#isClosed) return;
    const { clock, counters, events } = this.#options;
    counters.failures++;
    counters.isAway = true;
    const code = codeOf(error);
    const detail = error instanceof TacetError ? error.detail : undefined;
    if (this.#awayFor !== code) {
      this.#awayFor = code;
      events.emit('away', { code, detail });
    }
    this.#pause ??= clock.after(this.#backoff.next(), () => {
      this.#pause = undefined;
      this.#serve();
    });
  }

  get #isIdle(): boolean {
    return this.#queue.size === 0 && this.#working.size === 0;
  }

  #serve(): void {
    if (this.#isClosed || this.#pause !== undefined) return;
    const most = this.#awayFor === undefined ? AT_A_TIME : 1;
    for (const name of this.#queue) {
      if (this.#working.size >= most) break;
      if (this.#working.has(name)) continue;
      this.#queue.delete(name);
      const call = this.#calls.get(name);
      if (call !== undefined) this.#working.set(name, this.#work(call));
    }
    if (this.#isIdle) this.#onIdle();
  }

  async #work(call: Waiting): Promise<void> {
    try {
      await this.#send(call);
    } catch (error) {
      // Another process took the call: it is not here any more.
      if ((await this.#options.spool.locate(call.name))?.path !== call.folder.path)
        this.#calls.delete(call.name);
      else {
        this.#queue.add(call.name);
        this.away(error);
      }
    }
    this.#working.delete(call.name);
    this.#serve();
  }

  async #send(call: Waiting): Promise<void> {
    const { folder, isDone } = call;
    const { clock } = this.#options;
    const isDue = isDone || clock.now() - call.ledgerSentMs >= LEDGER_EVERY_MS;
    const hasLedger = isDue && (await folder.list()).includes(LEDGER_FILE);
    // Before the files that it lists, and only where it is going to be sent: it is read as a whole.
    const ledger = hasLedger ? await folder.get(LEDGER_FILE) : undefined;
    for (const name of inOrder(await folder.list())) await this.#move(call, name);
    if (ledger !== undefined && ledger.length !== call.ledgerBytes) {
      await this.#put(call.name, LEDGER_FILE, ledger);
      call.ledgerBytes = ledger.length;
      call.ledgerSentMs = clock.now();
    }
    if (!isDone) return;
    this.#calls.delete(call.name);
    await this.#options.spool.drop(call.name);
    this.#options.spool.release(ledger?.length ?? 0);
  }

  async #move(call: Waiting, name: string): Promise<void> {
    const bytes = await call.folder.get(name);
    await this.#put(call.name, name, bytes);
    await call.folder.remove([name]);
    this.#options.spool.release(bytes.length);
  }

  async #put(call: string, name: string, bytes: Uint8Array): Promise<void> {
    const { remote, spool, counters, events } = this.#options;
    await remote.put(call, name, bytes);
    // Somebody may have erased it in between, when there was nothing yet to be removed.
    if (await spool.isBuried(call, name))
      await remote.remove(call, [name]).catch(() => events.emit('revenant', { call }));
    counters.uploads++;
    counters.uploadedBytes += bytes.length;
    this.#worked();
  }

  #worked(): void {
    this.#backoff.reset();
    if (this.#awayFor === undefined) return;
    this.#awayFor = undefined;
    const { counters, events } = this.#options;
    counters.isAway = false;
    events.emit('back', { uploads: counters.uploads });
    this.#serve();
  }
}

/** What opens the others first; the ledger is none of them. */
const inOrder = (names: readonly string[]): string[] => [
  ...names.filter((name) => name === KEY_FILE),
  ...names.filter((name) => name !== KEY_FILE && name !== LEDGER_FILE),
];
