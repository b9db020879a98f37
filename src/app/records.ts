/**
 * Opens the record of each call as the configuration has it: sealed, plain, or none.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { FILL_SEEDS, type Call } from '../call/call.js';
import { maskedFor } from '../core/audience.js';
import type { Clock } from '../core/clock.js';
import { millisToTicks, type SampleRate } from '../core/units.js';
import { tacetHome } from '../sense/models/store.js';
import { CallRecord, type CallRecordOptions } from '../sink/call-record.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { SealedCall } from '../sink/sealing/sealed-call.js';
import { MeasuredFolder, type OnStored } from '../sink/stores/measured-folder.js';
import { FolderStore } from '../sink/stores/folder.js';
import { createStore } from '../sink/stores/registry.js';
import type { Store, StoreCounters } from '../sink/stores/store.js';

/** Where the configuration has recordings kept; not yet opened. */
export const storeFor = ({ recording }: Pick<Config, 'recording'>, clock: Clock, log?: Logger): Store =>
  createStore(recording.store ?? { kind: 'folder', directory: recording.directory }, {
    clock,
    onObserverError: (error) => log?.exception('the store failed', error),
  });

export const ledgerKeyFile = (config: Pick<Config, 'ledger'>): string =>
  config.ledger.keyFile ?? join(tacetHome(), 'ledger.key');

/** SHA-256 of the settings that decide what is masked, in hex. Options of engines may hold secrets: names only. */
export const policyHash = ({ entities, detection, live, clearance, fill, engines }: Config): string => {
  const settings = { entities, detection, live, clearance, fill, engines };
  const text = JSON.stringify(settings, (name, value: unknown) => (name === 'options' ? undefined : value));
  return createHash('sha256').update(text).digest('hex');
};

export class Records {
  readonly #config: Config;
  readonly #store: Store;
  readonly #ledgerKey: LedgerKey | undefined;
  readonly #policy: string;
  readonly #log: Logger;
  readonly #clock: Clock;

  private constructor(config: Config, ledgerKey: LedgerKey | undefined, log: Logger, clock: Clock) {
    this.#config = config;
    this.#store = storeFor(config, clock, log);
    this.#ledgerKey = ledgerKey;
    this.#policy = policyHash(config);
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * @returns undefined where nothing is recorded
   * @throws TacetError TACET_STORE_FAILED, TACET_KEY_UNREADABLE
   */
  static async open(config: Config, log: Logger, clock: Clock): Promise<Records | undefined> {
    const { enabled, unencrypted, recipients } = config.recording;
    if (!enabled) return undefined;
    if (!unencrypted && recipients.length === 0) {
      // The call goes on; what nobody may read is not written.
      log.warn(
        'nothing is recorded: name in recording.recipients who may read recordings (tacet keygen makes a key)',
      );
      return undefined;
    }
    if (unencrypted) log.warn('recordings are not encrypted');
    const key = unencrypted ? undefined : await ensureLedgerKey(ledgerKeyFile(config));
    const records = new Records(config, key, log, clock);
    records.#follow();
    await records.#store.open();
    return records;
  }

  /** Where they are kept. */
  get store(): Store {
    return this.#store;
  }

  /** Undefined where the store is no other machine. */
  get counters(): StoreCounters | undefined {
    return this.#store.counters;
  }

  /** @param graceMs how long to go on with what waits for the object store */
  async close(graceMs: number): Promise<void> {
    await this.#store.close(graceMs);
  }

  record(
    { id: call, traceId: trace, tenant }: Pick<Call, 'id' | 'traceId'> & Partial<Pick<Call, 'tenant'>>,
    rateHz: SampleRate,
    onStored: OnStored = () => undefined,
  ): CallRecord {
    const { recording, live, entities, fill } = this.#config;
    const onBroken = (): void =>
      this.#log.error('a file of a call is broken', { call, trace, code: 'TACET_STORE_FAILED' });
    const base: Omit<CallRecordOptions, 'open'> = {
      call,
      rateHz,
      lookAhead: millisToTicks(live.lookAheadMs),
      masked: maskedFor(entities),
    };
    if (this.#ledgerKey === undefined) {
      const plain = new FolderStore(recording.directory).create(call);
      return new CallRecord({ ...base, open: (name) => plain.file(name, onBroken) });
    }
    const folder = this.#store.create(call);
    const sealed = new SealedCall({
      folder: new MeasuredFolder(folder, onStored),
      recipients: recording.recipients,
      ledgerKey: this.#ledgerKey,
      ledger: {
        policy: this.#policy,
        tenant: tenant ?? null,
        fill: { kind: fill.kind, levelDbov: fill.levelDbov ?? null, seeds: FILL_SEEDS },
      },
      clock: this.#clock,
      segmentMs: recording.segmentSeconds * 1_000,
      onBroken,
    });
    return new CallRecord({
      ...base,
      open: (name) => sealed.file(name),
      ledger: sealed.ledger,
      done: () => folder.done(),
    });
  }

  #follow(): void {
    const { events } = this.#store;
    events?.on('away', ({ code }) =>
      this.#log.error('the object store does not take recordings: they wait in the spool', { code }),
    );
    events?.on('back', () => this.#log.info('the object store takes recordings again'));
    events?.on('full', () =>
      this.#log.error('the spool is full: files of calls are lost', { code: 'TACET_SPOOL_FULL' }),
    );
    events?.on('revenant', ({ call }) =>
      this.#log.error('something of an erased call was uploaded after all: erase it again', { call }),
    );
  }
}
