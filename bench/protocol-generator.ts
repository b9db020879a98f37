/**
 * Plays bridges of any protocol: both parties of every call, in one connection where it carries both, fifty frames a
 * second each, spread evenly. Simpler than `generator.ts`, which knows RTP alone: it measures no latency, it only
 * keeps its pace.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { parseCallId, type LegRole } from '#tacet/core/ids.js';
import { millis } from '#tacet/core/units.js';
import { codecNamed } from '#tacet/codec/registry.js';
import { ignoringSink } from '#tacet/protocol/ignoring-sink.js';
import { playBridge, playTarget } from '#tacet/protocol/play.js';
import type {
  Joining,
  Opening,
  PlayRequest,
  Protocol,
  ProtocolSession,
  TrackOffer,
} from '#tacet/protocol/protocol.js';
import { findProtocol } from '#tacet/protocol/registry.js';

export interface ProtocolLoad {
  readonly port: number;
  readonly protocol: string;
  /** The bridges send copies, and nothing comes back: one of a protocol that is live by itself is asked to. */
  readonly isCopy: boolean;
  readonly calls: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export type ToProtocolGenerator =
  { readonly kind: 'connect'; readonly load: ProtocolLoad } | { readonly kind: 'run' | 'close' };

export type FromProtocolGenerator =
  | { readonly kind: 'connected' | 'window-opened' | 'window-closed' | 'closed' }
  | {
      readonly kind: 'done';
      /** In the window. */
      readonly sent: number;
      readonly received: number;
      /** Milliseconds behind the schedule, at worst. */
      readonly latestMs: number;
    };

const FRAME_MS = 20;
const FRAMES_PER_SECOND = 50;
const TAIL_MS = 500;
/** Not twice the same frame within two seconds; loud, so that no tap may skip it. */
const NOISE_FRAMES = 101;

const tell = (message: FromProtocolGenerator): void => {
  process.send?.(message);
};

/** Frames of 20 ms as one track sends them. */
class Noise {
  readonly clock: number;
  readonly #frames: readonly Uint8Array[];
  #sent = 0;

  /** Of 20 ms, in one frame. */
  readonly ticks: number;

  constructor({ encoding, rateHz = 8_000, ptimeMs }: TrackOffer) {
    this.ticks = Math.max(1, Math.round(ptimeMs / FRAME_MS));
    const codec = codecNamed(encoding);
    if (codec === undefined) throw new Error('no codec');
    const samples = (rateHz * ptimeMs) / 1_000;
    const session = codec.open(rateHz as 8_000);
    let state = 0x2545f491;
    this.#frames = Array.from({ length: NOISE_FRAMES }, () => {
      const pcm = Int16Array.from({ length: samples }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return (state >>> 18) - 8_192;
      });
      const out = new Uint8Array(4 * samples);
      return out.slice(0, session.encode(pcm, out));
    });
    this.clock = (samples * codec.clockRateHz(rateHz as 8_000)) / rateHz;
  }

  next(): Uint8Array {
    return this.#frames[this.#sent++ % NOISE_FRAMES] ?? new Uint8Array(0);
  }
}

const requestOf = (call: string, roles: readonly LegRole[]): PlayRequest => {
  const callId = parseCallId(call);
  if (callId === undefined) throw new Error('no call');
  return { callId, roles, encoding: 'PCMU', rateHz: 8_000, ptimeMs: FRAME_MS, language: undefined };
};

/** One connection. */
class Bridge {
  readonly #socket: WebSocket;
  readonly #opening: Opening;
  #noises: readonly Noise[] = [];
  #session: ProtocolSession | undefined;
  received = 0;

  constructor({ port, isCopy }: ProtocolLoad, protocol: Protocol, request: PlayRequest) {
    const playing = playBridge(protocol, request);
    if (typeof playing === 'string') throw new Error(`${protocol.name} cannot be played: ${playing}`);
    const { opening, subprotocol, headers } = playing;
    const query = isCopy ? { ...playing.query, copy: 'true' } : playing.query;
    this.#opening = opening;
    this.#socket = new WebSocket(
      `ws://127.0.0.1:${String(port)}${playTarget(protocol, request, { ...playing, query })}`,
      subprotocol === undefined ? [] : [subprotocol],
      { headers, perMessageDeflate: false },
    );
    this.#socket.on('message', (data: Buffer, isBinary) =>
      this.#session?.receive(data, isBinary, millis(performance.now())),
    );
  }

  /** Frames that one `say` says. */
  get parties(): number {
    return this.#noises.length;
  }

  async open(): Promise<void> {
    await once(this.#socket, 'open');
    const { tracks } = await new Promise<Joining>((resolve) => {
      this.#session = this.#opening.start(
        ignoringSink({
          joined: resolve,
          audio: () => this.received++,
          send: (message) => this.#socket.send(message),
        }),
      );
      if (this.#opening.joining !== undefined) resolve(this.#opening.joining);
    });
    this.#noises = tracks.map((track) => new Noise(track));
  }

  #ticks = 0;

  /** Every 20 ms; a protocol of longer frames speaks every few times. */
  say(): void {
    const tick = this.#ticks++;
    this.#noises.forEach((noise, track) => {
      if (tick % noise.ticks !== 0) return;
      const message = this.#session?.tracks[track]?.wrap(noise.next(), false, noise.clock);
      // A text frame is masked anew; the view is used again for the next message.
      if (message !== undefined) this.#socket.send(Buffer.from(message), { binary: !this.#opening.isText });
    });
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close(1_000);
    await closed;
  }
}

let load: ProtocolLoad | undefined;
let bridges: Bridge[] = [];

const connect = async (wanted: ProtocolLoad): Promise<void> => {
  load = wanted;
  const stamp = Date.now().toString(36);
  const protocol = findProtocol(wanted.protocol);
  if (protocol === undefined) throw new Error(`there is no protocol ${wanted.protocol}`);
  const isOne = typeof playBridge(protocol, requestOf('any', ['caller', 'agent'])) !== 'string';
  const connections: LegRole[][] = isOne ? [['caller', 'agent']] : [['caller'], ['agent']];
  bridges = [];
  for (let call = 0; call < wanted.calls; call++) {
    const id = `bench-${stamp}-${String(call)}`;
    const own = connections.map((roles) => new Bridge(wanted, protocol, requestOf(id, roles)));
    await Promise.all(own.map((bridge) => bridge.open()));
    bridges.push(...own);
  }
  tell({ kind: 'connected' });
};

const run = async (): Promise<void> => {
  if (load === undefined) return;
  const first = load.warmUpSeconds * FRAMES_PER_SECOND * bridges.length;
  const last = first + load.seconds * FRAMES_PER_SECOND * bridges.length;
  const stepMs = FRAME_MS / bridges.length;
  const startMs = performance.now() + FRAME_MS;
  let before = 0;
  let latestMs = 0;
  for (let next = 0; next < last;) {
    if (next === first) {
      before = bridges.reduce((sum, bridge) => sum + bridge.received, 0);
      tell({ kind: 'window-opened' });
    }
    const behindMs = performance.now() - (startMs + next * stepMs);
    if (behindMs < 0) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, -behindMs)));
      continue;
    }
    if (next > first) latestMs = Math.max(latestMs, behindMs);
    // In batches, so that what comes in is read between them.
    const until = Math.min(last, next + 16, next < first ? first : last);
    for (; next < until && performance.now() >= startMs + next * stepMs; next++)
      bridges[next % bridges.length]?.say();
    await new Promise((resolve) => setImmediate(resolve));
  }
  tell({ kind: 'window-closed' });
  await new Promise((resolve) => setTimeout(resolve, TAIL_MS));
  const received = bridges.reduce((sum, bridge) => sum + bridge.received, 0) - before;
  const [one] = bridges;
  const sent = (last - first) * (one?.parties ?? 0);
  tell({ kind: 'done', sent, received, latestMs });
};

process.on('message', (message) => {
  const request = message as ToProtocolGenerator;
  if (request.kind === 'connect') void connect(request.load);
  else if (request.kind === 'run') void run();
  else {
    void Promise.all(bridges.map((bridge) => bridge.close())).then(() => {
      tell({ kind: 'closed' });
      process.disconnect();
    });
  }
});
process.once('disconnect', () => setTimeout(() => process.exit(), 2_000).unref());
