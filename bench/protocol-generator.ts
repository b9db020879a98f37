/**
 * Plays bridges of any protocol that can be played: both legs of every call, fifty frames a second each, spread
 * evenly. Simpler than `generator.ts`, which knows RTP alone: it measures no latency, it only keeps its pace.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { parseCallId } from '#tacet/core/ids.js';
import { millis } from '#tacet/core/units.js';
import { codecNamed } from '#tacet/codec/registry.js';
import { ignoringSink } from '#tacet/protocol/ignoring-sink.js';
import type { ProtocolSession } from '#tacet/protocol/protocol.js';
import { findProtocol } from '#tacet/protocol/registry.js';

export interface ProtocolLoad {
  readonly port: number;
  readonly protocol: string;
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

class Leg {
  readonly #socket: WebSocket;
  readonly #frames: readonly Uint8Array[];
  readonly #clock: number;
  readonly #isText: boolean;
  readonly #start: () => ProtocolSession;
  #session: ProtocolSession | undefined;
  #sent = 0;
  received = 0;

  constructor({ port, protocol: name }: ProtocolLoad, call: string, role: 'caller' | 'agent') {
    const protocol = findProtocol(name);
    const callId = parseCallId(call);
    if (protocol?.dial === undefined || callId === undefined) throw new Error(`${name} cannot be played`);
    const dialling = protocol.dial({
      callId,
      role,
      encoding: 'PCMU',
      rateHz: 8_000,
      ptimeMs: FRAME_MS,
      language: 'en',
      called: undefined,
      isTransparent: false,
    });
    if (typeof dialling === 'string') throw new Error(dialling);
    const { opening, subprotocol } = dialling;
    const track = opening.joining?.tracks[0];
    const codec = codecNamed(track?.encoding ?? '');
    const rateHz = track?.rateHz ?? 8_000;
    if (codec === undefined) throw new Error('no codec');
    const ptimeMs = track?.ptimeMs ?? FRAME_MS;
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
    this.#clock = (samples * codec.clockRateHz(rateHz as 8_000)) / rateHz;
    this.#isText = opening.isText;
    const query = name === 'rtp' ? '?codec=PCMU&rate=8000&ptime=20' : `?rate=${String(rateHz)}`;
    this.#socket = new WebSocket(
      `ws://127.0.0.1:${String(port)}/v1/${name}/${call}/${role}${query}`,
      subprotocol === undefined ? [] : [subprotocol],
      { perMessageDeflate: false },
    );
    this.#start = () =>
      opening.start(
        ignoringSink({
          audio: () => this.received++,
          send: (message) => this.#socket.send(message),
        }),
      );
    this.#socket.on('message', (data: Buffer, isBinary) =>
      this.#session?.receive(data, isBinary, millis(performance.now())),
    );
  }

  /** Frames of 20 ms in one message. */
  async open(): Promise<void> {
    await once(this.#socket, 'open');
    this.#session = this.#start();
  }

  say(): void {
    const payload = this.#frames[this.#sent++ % NOISE_FRAMES] ?? new Uint8Array(0);
    const message = this.#session?.tracks[0]?.wrap(payload, false, this.#clock);
    // A text frame is masked anew; the view is used again for the next message.
    if (message !== undefined) this.#socket.send(Buffer.from(message), { binary: !this.#isText });
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close(1_000);
    await closed;
  }
}

let load: ProtocolLoad | undefined;
let legs: Leg[] = [];

const connect = async (wanted: ProtocolLoad): Promise<void> => {
  load = wanted;
  const stamp = Date.now().toString(36);
  legs = [];
  for (let call = 0; call < wanted.calls; call++) {
    const id = `bench-${stamp}-${String(call)}`;
    const pair = [new Leg(wanted, id, 'caller'), new Leg(wanted, id, 'agent')];
    await Promise.all(pair.map((leg) => leg.open()));
    legs.push(...pair);
  }
  tell({ kind: 'connected' });
};

const run = async (): Promise<void> => {
  if (load === undefined) return;
  const first = load.warmUpSeconds * FRAMES_PER_SECOND * legs.length;
  const last = first + load.seconds * FRAMES_PER_SECOND * legs.length;
  const stepMs = FRAME_MS / legs.length;
  const startMs = performance.now() + FRAME_MS;
  let before = 0;
  let latestMs = 0;
  for (let next = 0; next < last;) {
    if (next === first) {
      before = legs.reduce((sum, leg) => sum + leg.received, 0);
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
      legs[next % legs.length]?.say();
    await new Promise((resolve) => setImmediate(resolve));
  }
  tell({ kind: 'window-closed' });
  await new Promise((resolve) => setTimeout(resolve, TAIL_MS));
  const received = legs.reduce((sum, leg) => sum + leg.received, 0) - before;
  tell({ kind: 'done', sent: last - first, received, latestMs });
};

process.on('message', (message) => {
  const request = message as ToProtocolGenerator;
  if (request.kind === 'connect') void connect(request.load);
  else if (request.kind === 'run') void run();
  else {
    void Promise.all(legs.map((leg) => leg.close())).then(() => {
      tell({ kind: 'closed' });
      process.disconnect();
    });
  }
});
process.once('disconnect', () => setTimeout(() => process.exit(), 2_000).unref());
