/**
 * Composition root of the server: builds every part from the configuration and joins them.
 *
 * `serve`, `replay`, `demo` and the tests all run this same instance.
 */

import type { Config } from './config.js';
import { logCall } from './call-log.js';
import type { FrontLink } from './front-link.js';
import type { LogFields, Logger } from './logger.js';
import { Metrics } from './metrics/metrics.js';
import { Policies } from './policy/policies.js';
import { Records } from './records.js';
import type { Sweeper } from './recordings/sweeper.js';
import { partsToRestartFor, Reloader, type ReloadCounts } from './reload.js';
import { serverOf } from './server-of.js';
import {
  openTracing,
  reloadCertificates,
  sweeperOf,
  tellUnreached,
  warnOfOpenDoors,
  warnOfShadows,
  webhooksOf,
} from './server-tools.js';
import type { Tracing } from './tracing/tracing.js';
import type { SpeechWorkerData } from './worker.js';
import { Admission } from '../call/admission.js';
import type { Call } from '../call/call.js';
import { MeasuredHeadroom, memoryLimitBytes, type Headroom } from '../call/headroom.js';
import { CallRegistry } from '../call/registry.js';
import { doorOf } from '../control/auth/door.js';
import type { GuardedRoute } from '../control/auth/guard.js';
import { checkCertificates, ServerTls } from '../control/auth/tls.js';
import { followCall } from '../control/api/call-news.js';
import { Feed } from '../control/api/feed.js';
import { Levels } from '../control/api/levels.js';
import { LocalCallDesk } from '../control/api/local-call-desk.js';
import { MaskBook } from '../control/api/mask-book.js';
import { LocalLegs } from '../control/local-legs.js';
import type { Server } from '../control/server.js';
import type { Webhooks } from '../control/webhooks/webhooks.js';
import { systemClock, type Clock } from '../core/clock.js';
import { TacetError, type ErrorCode } from '../core/errors.js';
import { prepareArrangement } from '../sense/engines/arrangement.js';
import type { OnModelProgress } from '../sense/models/store.js';
import { SttPool } from '../sense/stt-pool.js';
import type { StoreCounters } from '../sink/stores/store.js';

export interface TacetOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Off where media comes faster than real time. */
  readonly idleByWallClock?: boolean;
  /** Instead of what is measured. */
  readonly headroom?: Headroom;
  readonly onCall?: (call: Call) => void;
  readonly onModelProgress?: OnModelProgress;
  /** In a server of several processes: calls come from there, and what happens in them is told there. */
  readonly front?: FrontLink;
}

export class Tacet {
  readonly calls: CallRegistry;
  readonly metrics: Metrics;
  readonly pool: SttPool | undefined;
  readonly #reloader: Reloader;
  readonly admission: Admission;
  readonly feed: Feed;
  readonly levels: Levels;
  readonly webhooks: Webhooks;
  readonly legs: LocalLegs;
  readonly desk: LocalCallDesk;
  /** Undefined where there is a front. */
  readonly #server: Server | undefined;
  readonly #tls: ServerTls | undefined;
  readonly #options: TacetOptions;
  readonly #tracing: Tracing | undefined;
  #policies: Policies;
  #records: Records | undefined;
  #sweeper: Sweeper | undefined;
  #keepsRetention = false;
  #speechReady: boolean;
  #isLeaving = false;

  private constructor(
    options: TacetOptions,
    policies: Policies,
    records: Records | undefined,
    tls: ServerTls | undefined,
    tracing: Tracing | undefined,
  ) {
    this.#options = options;
    this.#policies = policies;
    this.#records = records;
    this.#tracing = tracing;
    this.#reloader = new Reloader((next) => this.#take(next), options.log);
    const { config, log, front } = options;
    const clock = options.clock ?? systemClock;
    const onObserverError = (error: unknown): void => log.exception('an observer failed', error);
    this.pool = openPool(config, clock, log, onObserverError);
    this.#speechReady = this.pool === undefined;
    this.webhooks = webhooksOf(config.webhooks, clock, log, tracing);
    this.#follow(log);
    if (front === undefined) warnOfOpenDoors(config, log);
    this.admission = this.#admitting(clock);
    this.feed = new Feed({ clock, onReaderError: onObserverError });
    this.feed.read({
      filter: { sees: () => true },
      take: (event) => this.webhooks.take(event),
      ended: () => undefined,
    });
    const masks = new MaskBook();
    this.calls = new CallRegistry({
      policyOf: (tenant) => this.#policies.for(tenant),
      defaultLanguage: config.defaultLanguage,
      pool: this.pool,
      languages: new Set(Object.keys(config.engines)),
      idleByWallClock: options.idleByWallClock ?? true,
      drainMs: config.limits.drainMs,
      admission: this.admission,
      lonelyMs: config.limits.lonelyMs,
      record: (call, rateHz) => this.#records?.record(call, rateHz, this.metrics.recording.stored),
      subjectHash: (subject, tenant) => this.#records?.subjectHash(subject, tenant),
      onRefused: (code) => this.metrics.server.refused(code, 'bridge'),
      clock,
      onObserverError,
      onCall: (call) => {
        this.metrics.watch(call);
        logCall(call, log);
        call.traceparent = tracing?.watch(call);
        masks.follow(call);
        front?.began(call.id);
        followCall(call, (news) => {
          if (front === undefined) this.feed.publish(news);
          else front.news(news);
        });
        call.events.on('ended', () => front?.ended(call.id));
        options.onCall?.(call);
      },
    });
    this.levels = new Levels({ feed: front?.levels ?? this.feed, calls: this.calls, clock });
    this.metrics = new Metrics({
      process: String(front?.index ?? 0),
      calls: () => this.calls,
      pool: () => this.pool,
      wantsRecording: config.recording.enabled,
      reloads: () => this.#reloader.counts,
      lookAheadMs: config.live.lookAheadMs,
      unready: () => this.unready(),
      upload: () => this.#records?.counters,
      spans: () => tracing?.counts,
      shortages: () => this.admission.shortages,
      webhooks: () => this.webhooks.counters,
      certificates: () => (tls === undefined ? [] : [{ name: 'listener', expiresAt: tls.expiresAt }]),
    });
    if (this.pool !== undefined) this.metrics.speech.follow(this.pool);
    const { limits } = config;
    this.legs = new LocalLegs({
      calls: this.calls,
      maxMessageBytes: limits.messageBytes,
      limits: {
        messagesPerSecond: limits.messagesPerSecond,
        idleMs: limits.idleMs,
        pingMs: limits.pingMs,
        pongMs: limits.pongMs,
        dropsLate: options.idleByWallClock ?? true,
      },
      routes: config.routes,
      onDialled: (call, attempt, { isOpen, status, cause }) => {
        this.metrics.server.dialled(isOpen);
        const trace = this.calls.find(call)?.traceId;
        const facts: LogFields = {
          call,
          ...(trace === undefined ? {} : { trace }),
          attempt,
          ...(status === undefined ? {} : { status }),
          ...(cause === undefined ? {} : { cause }),
        };
        if (isOpen) log.info('the other party was dialled', facts);
        else log.warn('the other party could not be reached', facts);
      },
      clock,
    });
    this.desk = new LocalCallDesk(this.calls, masks, config.control.maxPauseMs);
    this.#server =
      front !== undefined
        ? undefined
        : serverOf({
            config,
            clock,
            log,
            tls,
            legs: this.legs,
            desk: this.desk,
            feed: this.feed,
            records: () => this.#records,
            policies: () => this.#policies,
            unready: () => this.unready(),
            scrape: (accept) => this.metrics.scrape(accept),
            refused: (code, surface) => this.metrics.server.refused(code, surface),
            dropped: (reason) => this.metrics.server.dropped(reason),
            tracing,
          });
    this.#tls = tls;
    tls?.watch(clock, () => void this.reloadCertificates());
  }

  /**
   * Fetches and verifies models, opens the store; does not listen yet.
   * @throws TacetError
   */
  static async create(options: TacetOptions): Promise<Tacet> {
    const { config } = options;
    doorOf(config.auth, config.listen.host);
    checkCertificates(config.auth, config.listen.tls);
    const tls = config.listen.tls && (await ServerTls.open(config.listen.tls));
    // Before anything that takes long: what is wrong here is for the user to put right.
    const policies = new Policies(config);
    warnOfShadows(policies, options.log);
    const records = await Records.open(config, policies.all, options.log, options.clock ?? systemClock);
    const tracing = await openTracing(config, options.log, options.clock);
    let tacet: Tacet | undefined;
    try {
      for (const arrangement of Object.values(config.engines)) {
        await prepareArrangement(arrangement, options.onModelProgress);
      }
      tacet = new Tacet(options, policies, records, tls, tracing);
      await Promise.all([tacet.pool?.ready, tellUnreached(config, options.log)]);
      await tacet.webhooks.open();
      return tacet;
    } catch (error) {
      tacet?.admission.close();
      tacet?.levels.close();
      await tacet?.pool?.close();
      await Promise.all([records?.close(0), tacet?.webhooks.close(), tracing?.close()]);
      throw error;
    }
  }

  /** Every route of HTTP, once it listens. */
  get routes(): readonly GuardedRoute[] {
    return this.#server?.routes ?? [];
  }

  /** How often somebody was refused since the start, by code. */
  get refusals(): ReadonlyMap<ErrorCode, number> {
    return this.#server?.admission.refused ?? new Map();
  }

  /** When the server's certificate ends; undefined where there is none. */
  get certificateExpiresAt(): Date | undefined {
    return this.#tls?.expiresAt;
  }

  /** Takes up certificates that were replaced; those that cannot be used are told of, and left. */
  async reloadCertificates(): Promise<void> {
    if (this.#server !== undefined) await reloadCertificates(this.#server, this.#options.log);
  }

  /** The OpenAPI document of the control API. */
  async openapi(): Promise<object> {
    return this.#listening.openapi();
  }

  /** @returns the port it listens on */
  async listen(): Promise<number> {
    const port = await this.#listening.listen();
    this.#options.log.info('listening', { host: this.#options.config.listen.host, port });
    return port;
  }

  get #listening(): Server {
    if (this.#server === undefined) throw new TacetError('TACET_INTERNAL', 'the front listens');
    return this.#server;
  }

  /** @returns whether the new policy is in force, for calls that begin from now on */
  reload(load: () => Promise<Config>): Promise<boolean> {
    return this.#reloader.reload(load);
  }

  /** From now on what is due is erased, every hour. */
  keepRetention(): void {
    const { log } = this.#options;
    this.#keepsRetention = true;
    if (this.#sweeper !== undefined) return;
    this.#sweeper = sweeperOf(this.#records, () => this.#policies, log);
    this.#sweeper?.start();
  }

  get reloads(): Readonly<ReloadCounts> {
    return this.#reloader.counts;
  }

  async #take(next: Config): Promise<readonly string[]> {
    const { config, log, clock } = this.#options;
    // Recognisers and routes are those of the start.
    const policies = new Policies({ ...next, engines: config.engines, routes: config.routes });
    warnOfShadows(policies, log);
    this.#records ??= await Records.open(config, policies.all, log, clock ?? systemClock);
    this.#policies = policies;
    if (this.#keepsRetention) this.keepRetention();
    return partsToRestartFor(config, next);
  }

  /** Whether this process still writes to what is kept under this name. */
  isWritten(name: string): boolean {
    return this.#records?.isWritten(name) ?? false;
  }

  /** Of an object store that recordings go to; undefined where there is none. */
  get storeCounters(): StoreCounters | undefined {
    return this.#records?.counters;
  }

  /**
   * Says that nobody should come any more, takes those who come all the same for a while, then no new call; lets the
   * others go on, ends them, seals what was recorded, and closes.
   * @param graceMs how long calls may go on
   * @param delayMs how long new ones are still taken
   * @param hurry ends both at once
   */
  async close(graceMs = 0, delayMs = 0, hurry?: AbortSignal): Promise<void> {
    this.#isLeaving = true;
    if (delayMs > 0) await this.#waited(delayMs, hurry);
    await this.calls.drain(graceMs, hurry);
    this.admission.close();
    this.levels.close();
    await this.#sweeper?.stop();
    await this.#server?.close();
    await this.pool?.close();
    await Promise.all([this.#records?.close(graceMs), this.webhooks.close(graceMs)]);
    await this.#tracing?.close();
  }

  async #waited(delayMs: number, hurry: AbortSignal | undefined): Promise<void> {
    if (hurry?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        limit.cancel();
        hurry?.removeEventListener('abort', done);
        resolve();
      };
      const limit = (this.#options.clock ?? systemClock).after(delayMs, done);
      hurry?.addEventListener('abort', done);
    });
  }

  /** Why nobody should be sent here; undefined where new calls are taken. */
  unready(): string | undefined {
    if (this.#isLeaving) return 'draining';
    if (!this.#speechReady) return 'no recogniser';
    return this.admission.unready(this.calls.calls.length);
  }

  #admitting(clock: Clock): Admission {
    const { config, log, idleByWallClock, headroom } = this.#options;
    const { limits } = config;
    return new Admission({
      limits: {
        ...limits,
        callsPerTenant: limits.callsPerTenant,
        // Where a call without a recogniser is wanted, one more is as good as the others.
        deafMs: config.live.whenBlind === 'mask' ? limits.deafMs : Infinity,
        memoryBytes: limits.memoryMb === undefined ? memoryLimitBytes() : limits.memoryMb * BYTES_IN_MB,
      },
      headroom:
        idleByWallClock === false || headroom !== undefined
          ? headroom
          : new MeasuredHeadroom(() => this.calls.calls, this.pool, clock),
      clock,
      onShortages: (names) => {
        if (names.length > 0) log.warn('no new calls are taken', { cause: names.join(', ') });
        else log.info('new calls are taken again');
      },
    });
  }

  #follow(log: Logger): void {
    const { pool } = this;
    pool?.events.on('ready', ({ worker }) => {
      this.#speechReady = true;
      log.info('a speech worker is ready', { worker });
    });
    pool?.events.on('crashed', ({ worker, code }) => {
      this.#speechReady = false;
      log.error('a speech worker crashed', { worker, code });
    });
  }
}

const BYTES_IN_MB = 1_048_576;

const openPool = (
  config: Config,
  clock: Clock,
  log: Logger,
  onObserverError: (error: unknown) => void,
): SttPool | undefined => {
  if (Object.keys(config.engines).length === 0) {
    const hasCadence = config.live.whenBlind === 'cadence';
    log.warn(
      `no recogniser is configured: spoken numbers pass${hasCadence ? ' until they sound like it' : ''}`,
    );
    return undefined;
  }
  const workerData: SpeechWorkerData = { engines: config.engines };
  return new SttPool({
    workerUrl: new URL('./worker.js', import.meta.url),
    workerData,
    workers: config.stt.workers,
    heapMb: config.stt.heapMb,
    clock,
    onObserverError,
  });
};
