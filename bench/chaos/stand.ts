/**
 * The Tacet under test, composed as `serve` does it, with a recogniser that hears what is written, recordings sealed
 * for a key of this run, and a clock that is quicker than the real one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { VOCABULARY } from './card-call.js';
import { QuickClock } from './quick-clock.js';
import { secretSamplesIn } from './voice.js';
import { readIdentities, writeIdentity } from '#tacet/app/recordings/key-files.js';
import { verifyCall } from '#tacet/app/recordings/verify.js';
import { Tacet } from '#tacet/app/compose.js';
import { parseConfig, type ConfigInput } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import type { Call } from '#tacet/call/call.js';
import { ensureLedgerKey, type LedgerKey } from '#tacet/sink/ledger/ledger-key.js';
import { OpenedCall } from '#tacet/sink/sealing/opened-call.js';
import type { CallFolder } from '#tacet/sink/stores/store.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';

/** Times as fast as the real clock: what waits half a minute takes four seconds. */
const TIMES = 8;

export interface Sealed {
  /** Of the caller's audio. */
  readonly samples: number;
  readonly secretSamples: number;
  /** What does not open, or does not hold. */
  readonly faults: readonly string[];
}

/** In which the look-ahead is longer than anything a recogniser may be late: no secret has an excuse. */
export const chaosConfig = (): ConfigInput => ({
  engines: {
    en: { engine: 'written', options: { vocabulary: VOCABULARY, slowMs: (5 * 60) / TIMES, slowPushes: 60 } },
  },
  live: { lookAheadMs: 2_000, blindAfterMs: 1_000, lateAfterMs: 500 },
  limits: {
    messagesPerSecond: 100_000,
    loopDelayMs: 600_000,
    loopUse: 1,
    backlogMs: 600_000,
    pingMs: 2_000,
    pongMs: 2_000,
    calls: 16,
  },
  stt: { heapMb: 64 },
});

export class Stand {
  readonly tacet: Tacet;
  readonly clock: QuickClock;
  readonly port: number;
  readonly directory: string;
  readonly #calls: Map<string, Call>;
  readonly #identities: readonly string[];
  readonly #ledgerKey: LedgerKey;

  private constructor(
    tacet: Tacet,
    clock: QuickClock,
    port: number,
    directory: string,
    calls: Map<string, Call>,
    keys: { readonly identities: readonly string[]; readonly ledgerKey: LedgerKey },
  ) {
    this.tacet = tacet;
    this.clock = clock;
    this.port = port;
    this.directory = directory;
    this.#calls = calls;
    this.#identities = keys.identities;
    this.#ledgerKey = keys.ledgerKey;
  }

  static async start(): Promise<Stand> {
    const directory = await mkdtemp(join(tmpdir(), 'tacet-chaos-'));
    const recipient = await writeIdentity(join(directory, 'a.key'), new Date(0));
    const keyFile = join(directory, 'ledger.key');
    const keys = {
      identities: await readIdentities(join(directory, 'a.key')),
      ledgerKey: await ensureLedgerKey(keyFile),
    };
    const clock = new QuickClock(TIMES);
    const calls = new Map<string, Call>();
    const config = parseConfig({
      ...chaosConfig(),
      listen: { port: 0 },
      recording: { directory: join(directory, 'calls'), recipients: [recipient], segmentSeconds: 4 },
      ledger: { keyFile },
    });
    const tacet = await Tacet.create({
      config,
      log: createLogger('silent'),
      clock,
      idleByWallClock: false,
      onCall: (call) => calls.set(call.id, call),
    });
    return new Stand(tacet, clock, await tacet.listen(), directory, calls, keys);
  }

  async connect(call: string, leg: string): Promise<RtpClient> {
    return RtpClient.open(`ws://127.0.0.1:${String(this.port)}/v1/rtp/${call}/${leg}`);
  }

  callNamed(id: string): Call {
    const call = this.#calls.get(id);
    if (call === undefined) throw new Error('there is no such call');
    this.#calls.delete(id);
    return call;
  }

  folderOf(call: string): Promise<CallFolder> {
    return new FolderStore(join(this.directory, 'calls')).find(call);
  }

  /**
   * Opens what was sealed of a call that has ended, and searches it.
   * @param isWhole whether its record must hold from beginning to end
   */
  async sealed(call: string, isWhole: boolean): Promise<Sealed> {
    const folder = await this.folderOf(call);
    const { faults, recording } = await verifyCall(folder, this.#ledgerKey.publicKey, this.#identities);
    const wrong = isWhole ? faults.map(({ what }) => what) : await this.#damaged(folder);
    const caller = recording?.samples.caller ?? new Int16Array(0);
    const agent = recording?.samples.agent ?? new Int16Array(0);
    const secretSamples = secretSamplesIn(caller) + secretSamplesIn(agent);
    return { samples: caller.length, secretSamples, faults: wrong };
  }

  async stop(): Promise<void> {
    await this.tacet.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Parts that were put and do not open. */
  async #damaged(folder: CallFolder): Promise<string[]> {
    const names = await folder.list();
    if (!names.includes('key.age')) return [];
    const opened = await OpenedCall.open(folder, this.#identities);
    const damaged: string[] = [];
    for await (const { name, bytes } of opened.parts('recording.wav'))
      if (bytes === undefined && names.includes(name)) damaged.push(`${name} does not open`);
    return damaged;
  }
}
