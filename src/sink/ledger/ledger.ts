/**
 * The ledger of one call: an append-only list of signed entries, each chained to the one before by its hash.
 *
 * Entries are signed at once and written in the background. A ledger that cannot be written is broken: that is told,
 * and the call goes on.
 */
import type { LedgerFact } from './fact.js';
import type { LedgerKey } from './ledger-key.js';
import { hashOf, lineOf, NO_LINE } from './line.js';
import type { CallFolder } from '../stores/store.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

export const LEDGER_FILE = 'ledger.jsonl';
/** More than this waiting for the disk breaks a ledger. */
const MAX_WAITING_CHARS = 1024 * 1024;

export interface LedgerOptions {
  readonly folder: CallFolder;
  readonly key: LedgerKey;
  readonly clock: Clock;
  /** Called once. */
  readonly onBroken: (error: TacetError) => void;
}

/** Where a chain goes on: after so many lines, the last of which has this hash. */
export interface ChainEnd {
  readonly length: number;
  readonly last: string;
}

export class Ledger {
  readonly #options: LedgerOptions;
  /** Noted here, what stood there before not counted. */
  entries = 0;
  #n: number;
  #prev: string;
  #waiting = '';
  #writing: Promise<void> | undefined;
  #broken = false;

  constructor(options: LedgerOptions, after: ChainEnd = { length: 0, last: NO_LINE }) {
    this.#options = options;
    this.#n = after.length;
    this.#prev = after.last;
  }

  get broken(): boolean {
    return this.#broken;
  }

  note(fact: LedgerFact): void {
    if (this.#broken) return;
    const { key, clock } = this.#options;
    this.entries++;
    const place = { n: this.#n++, at: clock.wall().toISOString(), prev: this.#prev };
    const line = lineOf({ ...place, ...fact }, key);
    this.#prev = hashOf(line);
    this.#waiting += `${line}\n`;
    if (this.#waiting.length > MAX_WAITING_CHARS)
      this.#break(new TacetError('TACET_STORE_FAILED', 'too slow'));
    this.#writing ??= this.#drain();
  }

  /** All that was noted so far lasts once it resolves, unless the ledger is broken. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    const { folder } = this.#options;
    // What is noted in one go is written in one.
    await Promise.resolve();
    try {
      while (this.#waiting !== '') {
        const lines = this.#waiting;
        this.#waiting = '';
        await folder.append(LEDGER_FILE, Buffer.from(lines));
      }
    } catch (error) {
      this.#break(new TacetError('TACET_STORE_FAILED', undefined, { cause: error }));
    }
    this.#writing = undefined;
  }

  #break(error: TacetError): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#waiting = '';
    this.#options.onBroken(error);
  }
}
