/**
 * An engine that is a server elsewhere: a stream is a connection of its own.
 *
 * Whether the server is there is known in one place: once a stream has lost it, no other is opened until a probe, with
 * back-off, has reached it again. So the legs of an outage are lost, and the gate blind, rather than hopeful.
 */
import { Backoff } from '../../../core/backoff.js';
import { systemClock, type Clock, type Timer } from '../../../core/clock.js';
import { TacetError, type ErrorCode } from '../../../core/errors.js';
import type { Engine, EngineCapabilities, EngineStream, StreamRequest } from '../../engine.js';
import { Connection } from './connection.js';
import type { Dialect, DialectRequest } from './dialect.js';
import type { RemoteLimits } from './options.js';
import { reach } from './reach.js';
import { RemoteStream } from './remote-stream.js';

const PROBE = { firstMs: 100, longestMs: 3_000 };

export class RemoteEngine implements Engine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  readonly #dialect: Dialect;
  readonly #limits: RemoteLimits;
  readonly #clock: Clock;
  readonly #backoff = new Backoff(PROBE);
  /** Why no stream can be opened now. */
  #away: ErrorCode | undefined;
  #probe: Connection | undefined;
  #retry: Timer | undefined;
  #isClosed = false;

  constructor(
    name: string,
    capabilities: EngineCapabilities,
    dialect: Dialect,
    limits: RemoteLimits,
    clock: Clock = systemClock,
  ) {
    this.name = name;
    this.capabilities = capabilities;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#clock = clock;
  }

  open(request: StreamRequest): EngineStream {
    if (this.#away !== undefined) throw new TacetError(this.#away);
    return new RemoteStream(this.#dialect, request, this.#limits, this.#clock, (code) =>
      this.#lost(code, request),
    );
  }

  reach(request: DialectRequest): Promise<ErrorCode | undefined> {
    return reach(this.#dialect, request, this.#limits, this.#clock);
  }

  /** Streams close their own connections. */
  close(): void {
    this.#isClosed = true;
    this.#retry?.cancel();
    this.#probe?.close();
  }

  #lost(code: ErrorCode, { rateHz, language }: DialectRequest): void {
    if (this.#away !== undefined || this.#isClosed) return;
    if (code !== 'TACET_STT_AWAY' && code !== 'TACET_STT_REFUSED') return;
    this.#away = code;
    this.#backoff.reset();
    this.#ask({ rateHz, language });
  }

  #ask(request: DialectRequest): void {
    const { closeCodes } = this.#dialect;
    const probe = new Connection(this.#dialect.target(request), this.#limits, closeCodes, this.#clock, {
      opened: () => {
        this.#away = undefined;
        probe.close();
      },
      text: () => undefined,
      gone: (code) => {
        this.#away = code;
        this.#retry = this.#clock.after(this.#backoff.next(), () => this.#ask(request));
      },
    });
    this.#probe = probe;
  }
}
