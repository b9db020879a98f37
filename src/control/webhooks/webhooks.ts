/**
 * Webhooks: tells receivers elsewhere what happens in calls, signed, in order, as often as it takes.
 *
 * `take` is given every event of the feed. A receiver that is slow or away holds nobody up: neither calls nor others.
 * What waits is in a spool on the disk once that is open, and is delivered after a restart.
 */
import { DeadLetters } from './dead-letters.js';
import { WebhookEndpoint, type EndpointCounters, type TraceAttempt } from './endpoint.js';
import type { Waiting } from './journal.js';
import type { Notice } from './notice.js';
import type { WebhookSettings } from './settings.js';
import { endpointKey, WebhookSpool } from './spool.js';
import type { Clock } from '../../core/clock.js';

export interface WebhookOptions {
  readonly settings: WebhookSettings;
  readonly clock: Clock;
  /** A receiver no longer takes what it is sent, or does again. */
  readonly onState: (host: string, isWell: boolean, reason: string) => void;
  readonly onError: (error: unknown) => void;
  readonly traced?: TraceAttempt | undefined;
}

export class Webhooks {
  readonly #clock: Clock;
  readonly #endpoints: readonly WebhookEndpoint[];
  /** By what they are known by after a restart. */
  readonly #byKey: ReadonlyMap<string, WebhookEndpoint>;
  readonly #spool: WebhookSpool;
  readonly #letters: DeadLetters;
  readonly #counters: EndpointCounters = { delivered: 0, failures: 0, dead: 0 };

  constructor({ settings, clock, onState, onError, traced }: WebhookOptions) {
    this.#clock = clock;
    this.#letters = new DeadLetters(settings.deadLetterFile, settings.deadLetterBytes, onError);
    this.#endpoints = settings.endpoints.map(
      (endpoint) =>
        new WebhookEndpoint({
          settings: endpoint,
          queue: settings.queue,
          clock,
          counters: this.#counters,
          onDead: ({ host }, body, reason, attempts) =>
            this.#letters.add({ at: this.#clock.wall().toISOString(), host, reason, attempts, body }),
          onState: ({ host }, isWell, reason) => onState(host, isWell, reason),
          traced,
        }),
    );
    const known = new Map<string, WebhookEndpoint>();
    for (const [i, endpoint] of this.#endpoints.entries()) {
      const { url, tenant } = settings.endpoints[i] ?? { url: '' };
      let ordinal = 0;
      while (known.has(endpointKey({ url, tenant }, ordinal))) ordinal++;
      known.set(endpointKey({ url, tenant }, ordinal), endpoint);
    }
    this.#byKey = known;
    this.#spool = new WebhookSpool({
      directory: settings.spoolDirectory,
      clock,
      onError,
      onLeft: (key, waiting) => this.#takeUp(key, waiting),
    });
  }

  /**
   * From now on what waits survives this process; what others have left is delivered. Nothing is written where there is
   * no endpoint.
   * @throws TacetError TACET_CONFIG where the spool cannot be written
   */
  async open(): Promise<void> {
    if (this.#endpoints.length === 0) return;
    for (const [key, endpoint] of this.#byKey) endpoint.keepIn(this.#spool.journal(key));
    await this.#spool.open();
  }

  /** Everything that was taken so far outlives this process. */
  async flush(): Promise<void> {
    await this.#spool.flush();
  }

  /** Since the start; `queued` now. */
  get counters(): Readonly<EndpointCounters & { queued: number }> {
    return { ...this.#counters, queued: this.#endpoints.reduce((sum, { queued }) => sum + queued, 0) };
  }

  /** Never waits, never throws. */
  take(notice: Notice): void {
    for (const endpoint of this.#endpoints) endpoint.take(notice);
  }

  /** @param graceMs how long to go on; then what is left waits for the next start, or is dead letters without a spool */
  async close(graceMs = 0): Promise<void> {
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.close(graceMs)));
    await this.#letters.flush();
    await this.#spool.close();
  }

  async #takeUp(key: string, waiting: readonly Waiting[]): Promise<void> {
    const endpoint = this.#byKey.get(key);
    endpoint?.takeUp(waiting);
    if (endpoint !== undefined) return this.#spool.flush();
    const at = this.#clock.wall().toISOString();
    this.#counters.dead += waiting.length;
    const reason = 'no endpoint of this address and tenant any more';
    await Promise.all(
      waiting.map(({ host, body }) => this.#letters.add({ at, host, reason, attempts: 0, body })),
    );
  }
}
