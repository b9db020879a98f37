/**
 * Composition root of the front of several processes: everything that there is one of. It listens, knows who may come, hands
 * each leg to the process that has its call, answers the control API for all, and tells what happens in all.
 *
 *     bridges --- front ---(socket)---> process 0: calls, recogniser, records
 *     API, probes   |    '---(socket)---> process 1: ...
 *                   '-- feed, webhooks, access log, retention, policy: one of each
 *
 * No audio passes here but what a leg sends before it has said which call it is for, and that of legs over TLS, which ends here.
 */
import type { LevelsAsked } from './messages.js';
import { Processes } from './processes.js';
import { remoteDesk } from './remote-desk.js';
import { shareOf } from './share.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { exposed, type Exposition } from '../metrics/metrics-registry.js';
import { Metrics } from '../metrics/metrics.js';
import { Policies } from '../policy/policies.js';
import { Records } from '../records.js';
import type { Sweeper } from '../recordings/sweeper.js';
import { partsToRestartFor, Reloader } from '../reload.js';
import { serverOf } from '../server-of.js';
import {
  openTracing,
  reloadCertificates,
  sweeperOf,
  tellUnreached,
  warnOfOpenDoors,
  warnOfShadows,
  webhooksOf,
} from '../server-tools.js';
import type { Tracing } from '../tracing/tracing.js';
import { Admission } from '../../call/admission.js';
import { Feed } from '../../control/api/feed.js';
import { doorOf } from '../../control/auth/door.js';
import { checkCertificates, ServerTls } from '../../control/auth/tls.js';
import { FrontLegs } from '../../control/front/front-legs.js';
import type { Server } from '../../control/server.js';
import type { Webhooks } from '../../control/webhooks/webhooks.js';
import { systemClock, type Clock } from '../../core/clock.js';
import type { ErrorCode } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';
import { prepareArrangement } from '../../sense/engines/arrangement.js';
import type { OnModelProgress } from '../../sense/models/store.js';

export interface FrontOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly onModelProgress?: OnModelProgress;
}

export class Front {
  readonly #options: FrontOptions;
  readonly #clock: Clock = systemClock;
  readonly #processes: Processes;
  readonly #feed: Feed;
  readonly #webhooks: Webhooks;
  readonly #admission: Admission;
  readonly #metrics: Metrics;
  readonly #server: Server;
  readonly #reloader: Reloader;
  /** Of requests: calls are traced where they are. */
  readonly #tracing: Tracing | undefined;
  #policies: Policies;
  #records: Records | undefined;
  #sweeper: Sweeper | undefined;
  #keepsRetention = false;
  #isLeaving = false;

  private constructor(
    options: FrontOptions,
    policies: Policies,
    records: Records | undefined,
    tls: ServerTls | undefined,
    tracing: Tracing | undefined,
  ) {
    this.#options = options;
    this.#policies = policies;
    this.#records = records;
    this.#tracing = tracing;
    const { config, log } = options;
    const { limits } = config;
    const clock = this.#clock;
    warnOfOpenDoors(config, log);
    this.#reloader = new Reloader((next) => this.#take(next), log);
    this.#webhooks = webhooksOf(config.webhooks, clock, log, undefined);
    this.#feed = new Feed({ clock, onReaderError: (error) => log.exception('an observer failed', error) });
    this.#feed.read({
      filter: { sees: () => true },
      take: (event) => this.#webhooks.take(event),
      ended: () => undefined,
    });
    this.#processes = new Processes({
      count: config.workers,
      config: shareOf(config),
      clock,
      log,
      onNews: (news) => this.#feed.publish(news),
      onLevels: (news) => this.#feed.tell(news),
      levelsAsked: () => this.#levelsAsked(),
    });
    this.#admission = new Admission({
      // What is short is measured where the calls are.
      limits: { ...limits, callsPerTenant: limits.callsPerTenant, memoryBytes: Infinity },
      headroom: undefined,
      clock,
      onShortages: () => undefined,
    });
    this.#metrics = new Metrics({
      process: 'front',
      calls: () => ({ calls: [], isDraining: this.#admission.isDraining }),
      pool: () => undefined,
      wantsRecording: config.recording.enabled,
      reloads: () => this.#reloader.counts,
      lookAheadMs: config.live.lookAheadMs,
      unready: () => this.#unready(),
      upload: () => this.#records?.counters,
      spans: () => tracing?.counts,
      shortages: () => this.#admission.shortages,
      webhooks: () => this.#webhooks.counters,
      certificates: () => (tls === undefined ? [] : [{ name: 'listener', expiresAt: tls.expiresAt }]),
      processes: () => this.#processes.facts,
    });
    this.#server = serverOf({
      config,
      clock,
      log,
      tls,
      legs: new FrontLegs({
        maxMessageBytes: limits.messageBytes,
        messagesPerSecond: limits.messagesPerSecond,
        clock,
        refusal: (call, tenant) => this.#refusal(call, tenant),
        hand: (leg, socket) => this.#processes.hand(leg, socket),
        onRefused: (code) => this.#metrics.server.refused(code, 'bridge'),
      }),
      desk: remoteDesk(this.#processes),
      feed: this.#feed,
      records: () =>
        this.#records && { store: this.#records.store, isWritten: (name) => this.#isWritten(name) },
      policies: () => this.#policies,
      unready: () => this.#unready(),
      readiness: () => this.#processes.readiness,
      scrape: (accept) => this.#scrape(accept),
      refused: (code, surface) => this.#metrics.server.refused(code, surface),
      dropped: (reason) => this.#metrics.server.dropped(reason),
      tracing,
    });
    tls?.watch(clock, () => void this.reloadCertificates());
  }

  /**
   * Fetches and verifies models, makes the keys that are missing, opens the store, starts the processes; does not listen yet.
   * @throws TacetError
   */
  static async create(options: FrontOptions): Promise<Front> {
    const { config, log } = options;
    doorOf(config.auth, config.listen.host);
    checkCertificates(config.auth, config.listen.tls);
    const tls = config.listen.tls && (await ServerTls.open(config.listen.tls));
    const policies = new Policies(config);
    warnOfShadows(policies, log);
    // Before the processes, so that they find one key and one set of models, and do not make their own.
    const records = await Records.open(config, policies.all, log, systemClock);
    const tracing = await openTracing(config, log);
    let front: Front | undefined;
    try {
      for (const arrangement of Object.values(config.engines))
        await prepareArrangement(arrangement, options.onModelProgress);
      front = new Front(options, policies, records, tls, tracing);
      await Promise.all([front.#processes.start(), tellUnreached(config, log)]);
      await front.#webhooks.open();
      return front;
    } catch (error) {
      await front?.close();
      if (front === undefined) await Promise.all([records?.close(0), tracing?.close()]);
      throw error;
    }
  }

  /** @returns the port it listens on */
  async listen(): Promise<number> {
    const port = await this.#server.listen();
    const { host } = this.#options.config.listen;
    this.#options.log.info('listening', { host, port, count: this.#options.config.workers });
    return port;
  }

  /** @returns whether the new policy is in force in all processes, for calls that begin from now on */
  reload(load: () => Promise<Config>): Promise<boolean> {
    return this.#reloader.reload(load);
  }

  /** Takes up certificates that were replaced; those that cannot be used are told of, and left. */
  reloadCertificates(): Promise<void> {
    return reloadCertificates(this.#server, this.#options.log);
  }

  /** From now on what is due is erased, every hour. */
  keepRetention(): void {
    this.#keepsRetention = true;
    this.#sweeper ??= this.#swept();
  }

  /** As `Tacet.close`, for the calls of all processes. */
  async close(graceMs = 0, delayMs = 0, hurry?: AbortSignal): Promise<void> {
    this.#isLeaving = true;
    if (delayMs > 0) await this.#waited(delayMs, hurry);
    this.#admission.drain();
    await this.#processes.stop(graceMs, hurry);
    this.#admission.close();
    await this.#sweeper?.stop();
    await this.#server.close();
    await Promise.all([this.#records?.close(graceMs), this.#webhooks.close(graceMs)]);
    await this.#tracing?.close();
  }

  /** At once: what was not sealed is lost. */
  kill(): void {
    this.#processes.kill();
  }

  #waited(delayMs: number, hurry: AbortSignal | undefined): Promise<void> {
    if (hurry?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        limit.cancel();
        hurry?.removeEventListener('abort', done);
        resolve();
      };
      const limit = this.#clock.after(delayMs, done);
      hurry?.addEventListener('abort', done);
    });
  }

  /** The names are those of the processes: a call may be kept under more than its id. */
  async #isWritten(name: string): Promise<boolean> {
    return (await this.#processes.askAll('writes', name)).includes(true);
  }

  #swept(): Sweeper | undefined {
    const sweeper = sweeperOf(this.#records, () => this.#policies, this.#options.log);
    sweeper?.start();
    return sweeper;
  }

  async #take(next: Config): Promise<readonly string[]> {
    const { config, log } = this.#options;
    // Recognisers and routes are those of the start.
    const policies = new Policies({ ...next, engines: config.engines, routes: config.routes });
    warnOfShadows(policies, log);
    const records = this.#records ?? (await Records.open(config, policies.all, log, this.#clock));
    this.#records = records;
    // The rest of it is that of the start, too: a process that starts later is like the others.
    await this.#processes.take(shareOf(next));
    this.#policies = policies;
    if (this.#keepsRetention) this.keepRetention();
    return partsToRestartFor(config, next);
  }

  #refusal(call: CallId | undefined, tenant: string | undefined): ErrorCode | undefined {
    const { homes } = this.#processes;
    // Its process knows the rest: whose call it is, and whether the leg is there already.
    if (call !== undefined && homes.processOf(call) !== undefined) return undefined;
    if (this.#policies.for(tenant) === undefined) return 'TACET_TENANT_UNKNOWN';
    const refusal = this.#admission.refuse(homes.size, homes.ofTenant(tenant));
    return refusal ?? (this.#processes.choose() === undefined ? 'TACET_BUSY' : undefined);
  }

  #levelsAsked(): LevelsAsked {
    const calls = this.#feed.asking('levels').map(({ call }) => call);
    return calls.includes(undefined) ? 'all' : [...new Set(calls.filter((call) => call !== undefined))];
  }

  #unready(): string | undefined {
    if (this.#isLeaving) return 'draining';
    return this.#processes.unready ?? this.#admission.unready(this.#processes.homes.size);
  }

  async #scrape(accept: string | undefined): Promise<Exposition> {
    return exposed(await this.#processes.metrics(await this.#metrics.collect()), accept);
  }
}
