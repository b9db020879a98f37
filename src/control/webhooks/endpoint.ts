/**
 * One receiver of webhooks: events wait in a queue and are delivered in order, one at a time.
 *
 *     take --> queue --> POST --- 2xx ------------------------------> delivered
 *                         '--- anything else, or nothing: waits, then again --- too often --> dead letter
 *
 * Whoever publishes never waits. What waits is in a journal on the disk as well, and survives a restart. No redirect is followed: it would take what is signed elsewhere. A receiver that says
 * 410 wants nothing more, and gets nothing until the next start.
 */
import type { Journal, Waiting } from './journal.js';
import { bodyOf, isWanted, type Notice } from './notice.js';
import { retryAfterMs } from './retry-after.js';
import type { WebhookEndpointSettings } from './settings.js';
import { signedHeaders } from './signature.js';
import { Backoff } from '../../core/backoff.js';
import type { Clock, Timer } from '../../core/clock.js';
import { Deadline } from '../../core/deadline.js';
import type { Traceparent } from '../../core/trace-context.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const GONE = 410;

export interface EndpointCounters {
  delivered: number;
  /** Attempts that came to nothing. */
  failures: number;
  dead: number;
}

export interface EndpointOptions {
  readonly settings: WebhookEndpointSettings;
  readonly queue: number;
  readonly clock: Clock;
  readonly counters: EndpointCounters;
  /** Resolves once that is written down. */
  readonly onDead: (
    endpoint: WebhookEndpoint,
    body: string,
    reason: string,
    attempts: number,
  ) => Promise<void>;
  /** It takes what it is sent, or no longer does. */
  readonly onState: (endpoint: WebhookEndpoint, isWell: boolean, reason: string) => void;
  readonly traced?: TraceAttempt | undefined;
}

/** One attempt to deliver an event. */
export interface WebhookAttempt {
  readonly host: string;
  readonly type: string;
  readonly call: string | undefined;
  /** From 1. */
  readonly attempt: number;
}

/** Follows an attempt to its end. */
export interface AttemptTrace {
  /** What the receiver is told that it is a part of. */
  readonly traceparent: Traceparent;
  /** @param status of the answer; undefined where there was none */
  readonly over: (status: number | undefined, isTaken: boolean) => void;
}

/** @returns undefined where the event is of no call that is known */
export type TraceAttempt = (attempt: WebhookAttempt) => AttemptTrace | undefined;

interface Queued extends Waiting {
  attempts: number;
  reason: string;
}

const UNTRIED = { attempts: 0, reason: 'not tried' };

export class WebhookEndpoint {
  readonly host: string;
  readonly #options: EndpointOptions;
  readonly #secrets: readonly string[];
  readonly #backoff = new Backoff({ firstMs: FIRST_WAIT_MS, longestMs: LONGEST_WAIT_MS });
  readonly #closing = new AbortController();
  #journal: Journal | undefined;
  #queue: Queued[] = [];
  #delivering: Promise<void> | undefined;
  #pause: Timer | undefined;
  #isWell = true;
  #isGone = false;
  #onIdle: () => void = () => undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
    const { url, secret } = options.settings;
    this.host = new URL(url).host;
    this.#secrets = typeof secret === 'string' ? [secret] : secret;
  }

  get queued(): number {
    return this.#queue.length;
  }

  take(notice: Notice): void {
    const { settings, queue } = this.#options;
    if (this.#isGone || this.#closing.signal.aborted || !isWanted(notice.type, settings.events)) return;
    if (settings.tenant !== undefined && notice.tenant !== settings.tenant) return;
    const { id, type, call } = notice;
    const waiting = { id, host: this.host, type, call, body: bodyOf(notice) };
    this.#journal?.add(waiting);
    this.#queue.push({ ...waiting, ...UNTRIED });
    this.#crowdOut(queue);
    this.#go();
  }

  /** From now on what waits is kept there. */
  keepIn(journal: Journal): void {
    this.#journal = journal;
  }

  /** What a process before this one has left, which goes first. */
  takeUp(left: readonly Waiting[]): void {
    for (const waiting of left) this.#journal?.add(waiting);
    const first = this.#delivering === undefined ? 0 : 1;
    // Ids sort by time. Nothing is there twice: what two processes had is one event of each.
    const rest = [...left.map((waiting) => ({ ...waiting, ...UNTRIED })), ...this.#queue.splice(first)];
    this.#queue.push(...rest.sort((a, b) => (a.id < b.id ? -1 : 1)));
    if (this.#isGone) this.#bury(this.#queue.splice(0));
    this.#crowdOut(this.#options.queue);
    this.#go();
  }

  /**
   * What is not delivered by then stays in the journal; where there is none it is a dead letter.
   * @param graceMs how long to go on
   */
  async close(graceMs: number): Promise<void> {
    if (graceMs > 0 && this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        const limit = this.#options.clock.after(graceMs, resolve);
        this.#onIdle = () => {
          limit.cancel();
          resolve();
        };
      });
    }
    this.#closing.abort();
    this.#pause?.cancel();
    await this.#delivering;
    if (this.#journal === undefined) this.#bury(this.#queue.splice(0));
  }

  #crowdOut(queue: number): void {
    // The first may be on its way; whichever goes is told of.
    const first = this.#delivering === undefined ? 0 : 1;
    if (this.#queue.length > queue) this.#bury(this.#queue.splice(first, this.#queue.length - queue));
  }

  #go(): void {
    if (this.#delivering !== undefined || this.#pause !== undefined || this.#closing.signal.aborted) return;
    const [first] = this.#queue;
    if (first === undefined) this.#onIdle();
    else
      this.#delivering = this.#deliver(first).then(() => {
        this.#delivering = undefined;
        this.#go();
      });
  }

  async #deliver(first: Queued): Promise<void> {
    const { settings, counters, clock } = this.#options;
    const attempt = ++first.attempts;
    const { type, call } = first;
    const trace = this.#options.traced?.({ host: this.host, type, call, attempt });
    const { reason, status, askedMs, isGone } = await this.#post(first, trace?.traceparent);
    trace?.over(status, reason === undefined);
    if (reason === undefined) {
      this.#queue.shift();
      this.#journal?.settle(first.id);
      counters.delivered++;
      this.#backoff.reset();
      this.#tell(true, '');
      return;
    }
    first.reason = reason;
    counters.failures++;
    if (this.#closing.signal.aborted) return;
    this.#isGone = isGone;
    if (isGone) this.#bury(this.#queue.splice(0));
    else if (first.attempts >= settings.attempts) this.#bury(this.#queue.splice(0, 1));
    this.#tell(false, reason);
    if (isGone) return;
    // What was given up goes on with the wait of before: it is the receiver that is away, not the event.
    this.#pause = clock.after(Math.max(this.#backoff.next(), askedMs ?? 0), () => {
      this.#pause = undefined;
      this.#go();
    });
  }

  /** @returns no reason where it was taken */
  async #post(
    { id, body }: Queued,
    traceparent: Traceparent | undefined,
  ): Promise<{ reason?: string; status?: number; askedMs?: number | undefined; isGone: boolean }> {
    const { settings, clock } = this.#options;
    const deadline = new Deadline(clock, settings.timeoutMs, this.#closing.signal);
    const now = clock.wall();
    const signed = { id, timestamp: Math.floor(now.getTime() / 1_000), body };
    try {
      const response = await fetch(settings.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'tacet',
          ...signedHeaders(signed, this.#secrets),
          ...(traceparent === undefined ? {} : { traceparent }),
        },
        body,
        redirect: 'manual',
        signal: deadline.signal,
      });
      // Nobody reads what it says.
      await response.body?.cancel();
      const { status } = response;
      if (response.ok) return { status, isGone: false };
      const askedMs = retryAfterMs(response.headers.get('retry-after'), now);
      return { reason: `status ${String(status)}`, status, askedMs, isGone: status === GONE };
    } catch {
      return { reason: deadline.isLate ? 'no answer in time' : 'no connection', isGone: false };
    } finally {
      deadline.cancel();
    }
  }

  #bury(dead: readonly Queued[]): void {
    const { counters, onDead } = this.#options;
    for (const { id, body, reason, attempts } of dead) {
      counters.dead++;
      void onDead(this, body, reason, attempts).then(() => this.#journal?.settle(id));
    }
  }

  #tell(isWell: boolean, reason: string): void {
    if (isWell === this.#isWell) return;
    this.#isWell = isWell;
    this.#options.onState(this, isWell, reason);
  }
}
