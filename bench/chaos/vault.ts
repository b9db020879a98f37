/** Where the calls of a run are sealed, and the keys that open them again: what was sealed is opened and searched. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Bucket } from './bucket.js';
import { secretSamplesIn } from './voice.js';
import type { ConfigInput } from '#tacet/app/config.js';
import { readIdentities, writeIdentity } from '#tacet/app/recordings/key-files.js';
import { verifyCall } from '#tacet/app/recordings/verify.js';
import { systemClock } from '#tacet/core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '#tacet/sink/ledger/ledger-key.js';
import { OpenedCall } from '#tacet/sink/sealing/opened-call.js';
import { createStore } from '#tacet/sink/stores/registry.js';
import type { CallFolder, Store } from '#tacet/sink/stores/store.js';
import { until } from '#tacet/test/bridges/until.js';

/** In which an object store that is well again has been tried again, however many calls wait. */
const DELIVERED_MS = 300_000;

export interface Sealed {
  /** Of the caller's audio. */
  readonly samples: number;
  readonly secretSamples: number;
  /** What does not open, or does not hold. */
  readonly faults: readonly string[];
}

export class Vault {
  readonly directory: string;
  readonly bucket: Bucket | undefined;
  /** Of a Tacet that seals into it. */
  readonly config: Pick<ConfigInput, 'recording' | 'ledger'>;
  readonly #identities: readonly string[];
  readonly #ledgerKey: LedgerKey;

  private constructor(
    directory: string,
    bucket: Bucket | undefined,
    config: Pick<ConfigInput, 'recording' | 'ledger'>,
    identities: readonly string[],
    ledgerKey: LedgerKey,
  ) {
    this.directory = directory;
    this.bucket = bucket;
    this.config = config;
    this.#identities = identities;
    this.#ledgerKey = ledgerKey;
  }

  /** @param bucket the object store; a folder of the disk unless given */
  static async create(bucket?: Bucket): Promise<Vault> {
    const directory = await mkdtemp(join(tmpdir(), 'tacet-chaos-'));
    const identity = join(directory, 'a.key');
    const keyFile = join(directory, 'ledger.key');
    const recipient = await writeIdentity(identity, new Date(0));
    const config = {
      recording: {
        directory: join(directory, 'calls'),
        recipients: [recipient],
        segmentSeconds: 4,
        ...(bucket === undefined ? {} : { store: bucket.input(join(directory, 'spool')) }),
      },
      ledger: { keyFile },
    };
    return new Vault(
      directory,
      bucket,
      config,
      await readIdentities(identity),
      await ensureLedgerKey(keyFile),
    );
  }

  /**
   * Opens what was sealed of a call that has ended, and searches it.
   * @param isWhole whether its record must hold from beginning to end
   */
  async sealed(call: string, isWhole: boolean): Promise<Sealed> {
    await until(async () => !(await this.#waiting()).has(call), `the delivery of ${call}`, DELIVERED_MS);
    const folder = await this.#store().find(call);
    // A process that was killed at once has not even put the key.
    if (!isWhole && !(await folder.list()).includes('key.age'))
      return { samples: 0, secretSamples: 0, faults: [] };
    const { faults, recording } = await verifyCall(folder, this.#ledgerKey.publicKey, this.#identities);
    const wrong = isWhole ? faults.map(({ what }) => what) : await this.#damaged(folder);
    const caller = recording?.samples.caller ?? new Int16Array(0);
    const agent = recording?.samples.agent ?? new Int16Array(0);
    const secretSamples = secretSamplesIn(caller) + secretSamplesIn(agent);
    return { samples: caller.length, secretSamples, faults: wrong };
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
    await this.bucket?.stop();
  }

  /** As somebody elsewhere sees it: what is still in the spool of the Tacet is not in an object store. */
  #store(): Store {
    const environment = {
      clock: systemClock,
      onObserverError: (error: unknown) => {
        throw error;
      },
    };
    const settings =
      this.bucket === undefined
        ? ({ kind: 'folder', directory: join(this.directory, 'calls') } as const)
        : this.bucket.settings(join(this.directory, 'elsewhere'));
    return createStore(settings, environment);
  }

  /** Ids of the calls that the object store does not have yet, or not whole. */
  async #waiting(): Promise<Set<string>> {
    const sessions = await readdir(join(this.directory, 'spool')).catch(() => []);
    const folders = sessions.map((session) => readdir(join(this.directory, 'spool', session)));
    return new Set((await Promise.all(folders)).flat().map((name) => name.replace(/\.[^.]*$/, '')));
  }

  /** Parts that were put and do not open. */
  async #damaged(folder: CallFolder): Promise<string[]> {
    const names = await folder.list();
    const opened = await OpenedCall.open(folder, this.#identities);
    const damaged: string[] = [];
    for await (const { name, bytes } of opened.parts('recording.wav'))
      if (bytes === undefined && names.includes(name)) damaged.push(`${name} does not open`);
    return damaged;
  }
}
