/**
 * Opens the record of each call as the configuration has it: sealed, plain, or none.
 */
import { dirname, join } from 'node:path';

import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { FILL_SEEDS, type Call } from '../call/call.js';
import type { CallPolicy } from '../call/call-policy.js';
import { machineClock } from './recordings/machine-clock.js';
import { Sweeper, type SweeperOptions } from './recordings/sweeper.js';
import { SubjectKey, subjectKeyFile } from './subject-key.js';
import type { Clock } from '../core/clock.js';
import type { SampleRate } from '../core/units.js';
import { tacetHome } from '../sense/models/store.js';
import { CallRecord, type CallRecordOptions } from '../sink/call-record.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { firstPartMs } from '../sink/sealing/first-part.js';
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

/** Beside the key of the ledgers, whose times it bears out. */
export const clockFile = (config: Pick<Config, 'ledger'>): string =>
  join(dirname(ledgerKeyFile(config)), 'clock.json');

export class Records {
  readonly #config: Config;
  readonly #store: Store;
  /** The same, where recordings are not encrypted. */
  readonly #plain: FolderStore | undefined;
  readonly #ledgerKey: LedgerKey | undefined;
  readonly #subjectKey: SubjectKey | undefined;
  readonly #log: Logger;
  readonly #clock: Clock;
  /** Names in the store of calls that are being written. */
  readonly #written = new Set<string>();
  /** Calls that were sealed since the start. */
  #sealed = 0;

  private constructor(
    config: Config,
    ledgerKey: LedgerKey | undefined,
    subjectKey: SubjectKey | undefined,
    log: Logger,
    clock: Clock,
  ) {
    this.#config = config;
    const { unencrypted, directory } = config.recording;
    this.#plain = unencrypted ? new FolderStore(directory, clock) : undefined;
    this.#store = this.#plain ?? storeFor(config, clock, log);
    this.#ledgerKey = ledgerKey;
    this.#subjectKey = subjectKey;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * @returns undefined where no call is recorded
   * @throws TacetError TACET_STORE_FAILED, TACET_KEY_UNREADABLE
   */
  static async open(
    config: Config,
    policies: readonly CallPolicy[],
    log: Logger,
    clock: Clock,
  ): Promise<Records | undefined> {
    const { unencrypted } = config.recording;
    const wanted = policies.filter(({ recording }) => recording.enabled);
    if (wanted.length === 0) return undefined;
    if (!unencrypted && wanted.some(({ recording }) => recording.recipients.length === 0)) {
      // The call goes on; what nobody may read is not written.
      const isAll = wanted.every(({ recording }) => recording.recipients.length === 0);
      log.warn(
        `${isAll ? 'nothing' : 'not every call'} is recorded: name in recording.recipients who may read recordings (tacet keygen makes a key)`,
      );
      if (isAll) return undefined;
    }
    if (unencrypted)
      log.warn('recordings are not encrypted: no ledger, no retention, no tenants, and no ids of callers');
    const key = unencrypted ? undefined : await ensureLedgerKey(ledgerKeyFile(config));
    const subjects = unencrypted ? undefined : await SubjectKey.ensure(subjectKeyFile(config));
    const records = new Records(config, key, subjects, log, clock);
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

  /** Whether this process still writes to a call. @param name in the store, as it may not be told by the call's id */
  isWritten(name: string): boolean {
    return this.#written.has(name);
  }

  /** @param graceMs how long to go on with what waits for the object store */
  async close(graceMs: number): Promise<void> {
    await this.#store.close(graceMs);
  }

  /** Erases what is due; undefined where there are no ledgers to go by. */
  sweeper(
    retentionOf: SweeperOptions['retentionOf'],
    told: Pick<SweeperOptions, 'onSwept' | 'onFailed'>,
  ): Sweeper | undefined {
    const key = this.#ledgerKey;
    if (key === undefined) return undefined;
    const machine = machineClock(clockFile(this.#config));
    return new Sweeper({ store: this.#store, key, clock: this.#clock, machine, retentionOf, ...told });
  }

  /** @returns undefined where nothing is kept of it */
  subjectHash(subject: string, tenant: string | undefined): string | undefined {
    return this.#subjectKey?.hash(subject, tenant);
  }

  /** @returns undefined where this call is not recorded */
  record(
    {
      id: call,
      traceId: trace,
      tenant,
      policy,
    }: Pick<Call, 'id' | 'traceId' | 'policy'> & Partial<Pick<Call, 'tenant'>>,
    rateHz: SampleRate,
    onStored: OnStored = () => undefined,
  ): CallRecord | undefined {
    const { recording: settings } = this.#config;
    const { gate, fill, evidence, recording, spared } = policy;
    if (!recording.enabled) return undefined;
    if (this.#plain === undefined && recording.recipients.length === 0) return undefined;
    const onBroken = (): void =>
      this.#log.error('a file of a call is broken', { call, trace, code: 'TACET_STORE_FAILED' });
    const base: Omit<CallRecordOptions, 'open'> = {
      call,
      rateHz,
      lookAhead: gate.lookAhead,
      masked: spared,
      wouldMask: gate.isShadow === true ? policy.wanted : undefined,
    };
    if (this.#plain !== undefined) {
      const plain = this.#plain.create(call);
      const written = this.#writing(plain.name);
      const done = (): Promise<void> => plain.done().finally(written);
      return new CallRecord({ ...base, open: (name) => plain.file(name, onBroken), done });
    }
    if (this.#ledgerKey === undefined) return undefined;
    const folder = this.#store.create(call);
    const written = this.#writing(folder.name);
    const segmentMs = settings.segmentSeconds * 1_000;
    const sealed = new SealedCall({
      folder: new MeasuredFolder(folder, onStored),
      recipients: recording.recipients,
      ledgerKey: this.#ledgerKey,
      ledger: {
        ...evidence,
        tenant: tenant ?? null,
        fill: { kind: fill.kind, levelDbov: fill.levelDbov ?? null, seeds: FILL_SEEDS },
      },
      clock: this.#clock,
      segmentMs,
      firstMs: firstPartMs(this.#sealed++, segmentMs),
      onBroken,
    });
    return new CallRecord({
      ...base,
      open: (name) => sealed.file(name),
      ledger: sealed.ledger,
      done: () => folder.done().finally(written),
    });
  }

  /** @returns what ends it */
  #writing(name: string): () => Promise<void> {
    this.#written.add(name);
    return () => {
      this.#written.delete(name);
      return Promise.resolve();
    };
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
