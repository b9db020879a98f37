/**
 * Webhooks: tells receivers elsewhere what happens in calls, signed, in order, as often as it takes.
 *
 * `take` is given every event of the feed. A receiver that is slow or away holds nobody up: neither calls nor others.
 */
import { DeadLetters } from './dead-letters.js';
import { WebhookEndpoint, type EndpointCounters, type WebhookAttempt } from './endpoint.js';
import type { Notice } from './notice.js';
import type { WebhookSettings } from './settings.js';
import type { Clock } from '../../core/clock.js';

export interface WebhookOptions {
  readonly settings: WebhookSettings;
  readonly clock: Clock;
  /** A receiver no longer takes what it is sent, or does again. */
  readonly onState: (host: string, isWell: boolean, reason: string) => void;
  readonly onError: (error: unknown) => void;
  readonly onAttempt?: ((attempt: WebhookAttempt) => void) | undefined;
}

export class Webhooks {
  readonly #clock: Clock;
  readonly #endpoints: readonly WebhookEndpoint[];
  readonly #letters: DeadLetters;
  readonly #counters: EndpointCounters = { delivered: 0, failures: 0, dead: 0 };

  constructor({ settings, clock, onState, onError, onAttempt }: WebhookOptions) {
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
          onAttempt,
        }),
    );
  }

  /** Since the start; `queued` now. */
  get counters(): Readonly<EndpointCounters & { queued: number }> {
    return { ...this.#counters, queued: this.#endpoints.reduce((sum, { queued }) => sum + queued, 0) };
  }

  /** Never waits, never throws. */
  take(notice: Notice): void {
    for (const endpoint of this.#endpoints) endpoint.take(notice);
  }

  /** @param graceMs how long to go on; then what is left are dead letters */
  async close(graceMs = 0): Promise<void> {
    await Promise.all(this.#endpoints.map((endpoint) => endpoint.close(graceMs)));
    await this.#letters.flush();
  }
}
