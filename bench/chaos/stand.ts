/**
 * The Tacet under test, composed as `serve` does it, with a recogniser that hears what is written, recordings sealed
 * for a key of this run, and a clock that is quicker than the real one.
 */
import type { Bucket } from './bucket.js';
import { VOCABULARY } from './card-call.js';
import { QuickClock } from './quick-clock.js';
import { Vault, type Sealed } from './vault.js';
import { Tacet } from '#tacet/app/compose.js';
import { parseConfig, type ConfigInput } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import type { Call } from '#tacet/call/call.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';

/** Times as fast as the real clock: what waits half a minute takes four seconds. */
const TIMES = 8;

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
    pingMs: 4_000,
    pongMs: 16_000,
    calls: 16,
  },
  stt: { heapMb: 64 },
});

export class Stand {
  readonly tacet: Tacet;
  readonly clock: QuickClock;
  readonly port: number;
  readonly vault: Vault;
  readonly #calls: Map<string, Call>;

  private constructor(tacet: Tacet, clock: QuickClock, port: number, vault: Vault, calls: Map<string, Call>) {
    this.tacet = tacet;
    this.clock = clock;
    this.port = port;
    this.vault = vault;
    this.#calls = calls;
  }

  /**
   * @param pongMs how long a leg may leave a ping unanswered; that depends on the machine, unlike the rest
   * @param bucket where recordings are kept; the disk unless given; stopped with the stand
   */
  static async start(pongMs?: number, bucket?: Bucket): Promise<Stand> {
    const vault = await Vault.create(bucket);
    const clock = new QuickClock(TIMES);
    const calls = new Map<string, Call>();
    const { limits, ...rest } = chaosConfig();
    const config = parseConfig({
      ...rest,
      limits: pongMs === undefined ? limits : { ...limits, pongMs },
      ...vault.config,
      listen: { port: 0 },
    });
    const tacet = await Tacet.create({
      config,
      log: createLogger('silent'),
      clock,
      idleByWallClock: false,
      onCall: (call) => calls.set(call.id, call),
    });
    // Whatever is said before anybody listens is lost to the call, and no fault of the matrix.
    await tacet.pool?.ready;
    return new Stand(tacet, clock, await tacet.listen(), vault, calls);
  }

  /** @throws Error where recordings are kept on the disk */
  get bucket(): Bucket {
    const { bucket } = this.vault;
    if (bucket === undefined) throw new Error('this stand has no object store');
    return bucket;
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

  sealed(call: string, isWhole: boolean): Promise<Sealed> {
    return this.vault.sealed(call, isWhole);
  }

  async stop(): Promise<void> {
    await this.tacet.close();
    await this.vault.remove();
  }
}
