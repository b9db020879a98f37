/** An engine that is a server elsewhere: a stream is a connection of its own, and nothing is shared. */
import { systemClock, type Clock } from '../../../core/clock.js';
import type { Engine, EngineCapabilities, EngineStream, StreamRequest } from '../../engine.js';
import type { Dialect } from './dialect.js';
import type { RemoteLimits } from './options.js';
import { RemoteStream } from './remote-stream.js';

export class RemoteEngine implements Engine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  readonly #dialect: Dialect;
  readonly #limits: RemoteLimits;
  readonly #clock: Clock;

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
    return new RemoteStream(this.#dialect, request, this.#limits, this.#clock);
  }

  close(): void {
    // Streams close their own connections.
  }
}
