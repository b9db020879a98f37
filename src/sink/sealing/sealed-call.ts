/**
 * A call that is kept encrypted: its key, its files and its ledger, in one folder of a store.
 */
import { CallKey } from './call-key.js';
import { SealedFile } from './sealed-file.js';
import { CallLedger, type CallLedgerFacts } from '../ledger/call-ledger.js';
import type { LedgerKey } from '../ledger/ledger-key.js';
import type { CallFile } from '../call-file.js';
import type { CallFolder } from '../stores/store.js';
import type { Clock } from '../../core/clock.js';
import type { TacetError } from '../../core/errors.js';

export interface SealedCallOptions {
  readonly folder: CallFolder;
  /** Age recipients, at least one. */
  readonly recipients: readonly string[];
  readonly ledgerKey: LedgerKey;
  readonly ledger: CallLedgerFacts;
  readonly clock: Clock;
  /** How much of a call a crash may lose. */
  readonly segmentMs: number;
  /** Of the first parts, where they are shorter. */
  readonly firstMs?: number;
  /** Called once for each file of which something is lost, the ledger among them. */
  readonly onBroken: (error: TacetError) => void;
}

export class SealedCall {
  readonly ledger: CallLedger;
  readonly #options: SealedCallOptions;
  readonly #key: Promise<CallKey>;

  constructor(options: SealedCallOptions) {
    const { folder, recipients, ledgerKey, clock, onBroken } = options;
    this.#options = options;
    this.ledger = new CallLedger({ folder, key: ledgerKey, clock, onBroken }, options.ledger);
    this.#key = this.#open(folder, recipients);
    // Every file that waits for it learns of a failure by itself.
    this.#key.catch(() => undefined);
  }

  file(name: string): CallFile {
    const { folder, clock, segmentMs, firstMs = segmentMs, onBroken } = this.#options;
    const onSealed = (part: Parameters<CallLedger['sealed']>[0]): Promise<void> => this.ledger.sealed(part);
    return new SealedFile({ name, folder, key: this.#key, clock, segmentMs, firstMs, onSealed, onBroken });
  }

  /** What was sealed in `key.age` is in the ledger before anything that it opens. */
  async #open(folder: CallFolder, recipients: readonly string[]): Promise<CallKey> {
    const { key, part } = await CallKey.create(folder, recipients);
    await this.ledger.sealed(part);
    return key;
  }
}
