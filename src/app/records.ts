/**
 * Opens the record of each call as the configuration has it: sealed, plain, or none.
 */
import { join } from 'node:path';

import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { FILL_SEEDS, type RecordedCall } from '../call/call.js';
import type { CallPolicy } from '../call/call-policy.js';
import { Sweeper, type SweeperOptions } from './recordings/sweeper.js';
import { SubjectKey, subjectKeyFile } from './subject-key.js';
import type { Clock } from '../core/clock.js';
import type { SampleRate } from '../core/units.js';
import { tacetHome } from '../sense/models/store.js';
import { CallRecord, type CallRecordOptions } from '../sink/call-record.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { SealedCall } from '../sink/sealing/sealed-call.js';
import { FolderStore } from '../sink/stores/folder.js';

export const ledgerKeyFile = (config: Pick<Config, 'ledger'>): string =>
  config.ledger.keyFile ?? join(tacetHome(), 'ledger.key');

export class Records {
  readonly #config: Config;
  readonly #store: FolderStore;
  readonly #ledgerKey: LedgerKey | undefined;
  readonly #subjectKey: SubjectKey | undefined;
  readonly #log: Logger;
  readonly #clock: Clock;

  private constructor(
    config: Config,
    ledgerKey: LedgerKey | undefined,
    subjectKey: SubjectKey | undefined,
    log: Logger,
    clock: Clock,
  ) {
    this.#config = config;
    this.#store = new FolderStore(config.recording.directory);
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
    if (unencrypted) log.warn('recordings are not encrypted');
    const key = unencrypted ? undefined : await ensureLedgerKey(ledgerKeyFile(config));
    const subjects = unencrypted ? undefined : await SubjectKey.ensure(subjectKeyFile(config));
    const records = new Records(config, key, subjects, log, clock);
    await records.#store.open();
    return records;
  }

  /** Erases what is due; undefined where there are no ledgers to go by. */
  sweeper(
    retentionOf: SweeperOptions['retentionOf'],
    told: Pick<SweeperOptions, 'onSwept' | 'onFailed'>,
  ): Sweeper | undefined {
    const key = this.#ledgerKey;
    if (key === undefined) return undefined;
    return new Sweeper({ store: this.#store, key, clock: this.#clock, retentionOf, ...told });
  }

  /** @returns undefined where nothing is kept of it */
  subjectHash(subject: string, tenant: string | undefined): string | undefined {
    return this.#subjectKey?.hash(subject, tenant);
  }

  /** @returns undefined where this call is not recorded */
  record({ id: call, tenant, policy }: RecordedCall, rateHz: SampleRate): CallRecord | undefined {
    const { recording: settings } = this.#config;
    const { gate, fill, evidence, recording, spared } = policy;
    if (!recording.enabled) return undefined;
    if (this.#ledgerKey !== undefined && recording.recipients.length === 0) return undefined;
    const folder = this.#store.create(call);
    const onBroken = (): void =>
      this.#log.error('a file of a call is broken', { call, code: 'TACET_STORE_FAILED' });
    const base: Omit<CallRecordOptions, 'open'> = {
      call,
      rateHz,
      lookAhead: gate.lookAhead,
      masked: spared,
      wouldMask: gate.isShadow === true ? policy.wanted : undefined,
    };
    if (this.#ledgerKey === undefined) {
      return new CallRecord({ ...base, open: (name) => folder.file(name, onBroken) });
    }
    const sealed = new SealedCall({
      folder,
      recipients: recording.recipients,
      ledgerKey: this.#ledgerKey,
      ledger: {
        ...evidence,
        tenant: tenant ?? null,
        fill: { kind: fill.kind, levelDbov: fill.levelDbov ?? null, seeds: FILL_SEEDS },
      },
      clock: this.#clock,
      segmentMs: settings.segmentSeconds * 1_000,
      onBroken,
    });
    return new CallRecord({ ...base, open: (name) => sealed.file(name), ledger: sealed.ledger });
  }
}
