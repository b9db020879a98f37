/** Where the calls of a run are sealed, and the keys that open them again: what was sealed is opened and searched. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { secretSamplesIn } from './voice.js';
import type { ConfigInput } from '#tacet/app/config.js';
import { readIdentities, writeIdentity } from '#tacet/app/recordings/key-files.js';
import { verifyCall } from '#tacet/app/recordings/verify.js';
import { ensureLedgerKey, type LedgerKey } from '#tacet/sink/ledger/ledger-key.js';
import { OpenedCall } from '#tacet/sink/sealing/opened-call.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import type { CallFolder } from '#tacet/sink/stores/store.js';

export interface Sealed {
  /** Of the caller's audio. */
  readonly samples: number;
  readonly secretSamples: number;
  /** What does not open, or does not hold. */
  readonly faults: readonly string[];
}

export class Vault {
  readonly directory: string;
  /** Of a Tacet that seals into it. */
  readonly config: Pick<ConfigInput, 'recording' | 'ledger'>;
  readonly #identities: readonly string[];
  readonly #ledgerKey: LedgerKey;

  private constructor(
    directory: string,
    config: Pick<ConfigInput, 'recording' | 'ledger'>,
    identities: readonly string[],
    ledgerKey: LedgerKey,
  ) {
    this.directory = directory;
    this.config = config;
    this.#identities = identities;
    this.#ledgerKey = ledgerKey;
  }

  static async create(): Promise<Vault> {
    const directory = await mkdtemp(join(tmpdir(), 'tacet-chaos-'));
    const identity = join(directory, 'a.key');
    const keyFile = join(directory, 'ledger.key');
    const recipient = await writeIdentity(identity, new Date(0));
    const config = {
      recording: { directory: join(directory, 'calls'), recipients: [recipient], segmentSeconds: 4 },
      ledger: { keyFile },
    };
    return new Vault(directory, config, await readIdentities(identity), await ensureLedgerKey(keyFile));
  }

  /**
   * Opens what was sealed of a call that has ended, and searches it.
   * @param isWhole whether its record must hold from beginning to end
   */
  async sealed(call: string, isWhole: boolean): Promise<Sealed> {
    const folder = await new FolderStore(join(this.directory, 'calls')).find(call);
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
