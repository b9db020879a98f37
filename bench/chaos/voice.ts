/**
 * Plays one call as its two bridges do, as fast as the recogniser hears, and looks at what arrives.
 *
 * While nobody hears, it goes on at the pace of the stand's clock, as callers do. What can be wrong with the way to the
 * server (loss, reordering, bursts, a sender that starts anew) a fault asks for here.
 */
import { FRAME_MS, hushFrames, type CallFrame } from './card-call.js';
import type { QuickClock } from './quick-clock.js';
import type { Random } from '../dialogues/random.js';
import { pcmu } from '#tacet/codec/pcmu.js';
import type { Call } from '#tacet/call/call.js';
import { ticksToMillis } from '#tacet/core/units.js';
import { isSecretSample, readFrame } from '#tacet/sense/engines/writing.js';
import type { RtpClient } from '#tacet/test/bridges/rtp-client.js';

/** How far the call runs ahead of what is heard. */
const AHEAD_MS = 240;

export class Voice {
  readonly caller: RtpClient;
  readonly agent: RtpClient;
  readonly call: Call;
  readonly frames: readonly CallFrame[];
  readonly #clock: QuickClock;
  readonly #random: Random;
  readonly #agentSays: readonly Buffer[];
  #heardMs = 0;
  #wake: () => void = () => undefined;
  #loss = 0;
  #unpacedFor = 0;
  /** Sent, by the timeline of the caller. */
  #sentMs = 0;
  #held: CallFrame | undefined;

  constructor(
    legs: { readonly caller: RtpClient; readonly agent: RtpClient },
    call: Call,
    frames: readonly CallFrame[],
    clock: QuickClock,
    random: Random,
  ) {
    this.caller = legs.caller;
    this.agent = legs.agent;
    this.call = call;
    this.frames = frames;
    this.#clock = clock;
    this.#random = random;
    this.#agentSays = hushFrames(16, random);
    call.events.on('heard', ({ leg, heardTo }) => {
      if (leg !== 'caller') return;
      this.#heardMs = ticksToMillis(heardTo);
      this.#wake();
    });
  }

  get isOpen(): boolean {
    return this.call.state === 'live' && this.caller.socket.readyState === this.caller.socket.OPEN;
  }

  /** From now on so much of what is sent is lost, and as much is overtaken. */
  lose(share: number): void {
    this.#loss = share;
  }

  /** The next frames come at once. */
  burst(frames: number): void {
    this.#unpacedFor = frames;
  }

  /** Plays all, and calls `strike` before the frame `at`; ends early where the call does. */
  async play(at: number, strike: () => Promise<void> | void): Promise<void> {
    for (const [i, frame] of this.frames.entries()) {
      if (i === at) await strike();
      if (!this.isOpen) return;
      this.#send(frame);
      this.agent.send(this.#agentSays[i % 16] ?? Buffer.alloc(0));
      if (this.#unpacedFor-- <= 0) await this.#pace();
    }
  }

  #send(frame: CallFrame): void {
    this.#sentMs += FRAME_MS;
    if (this.#random.chance(this.#loss)) {
      this.caller.skip(1, 1);
      return;
    }
    const held = this.#held;
    if (held !== undefined) {
      // The newer one first, then the one that it has overtaken.
      this.#held = undefined;
      this.caller.skip(1, 1);
      this.caller.send(frame.payload);
      this.caller.skip(-2, -2);
      this.caller.send(held.payload);
      this.caller.skip(1, 1);
    } else if (this.#random.chance(this.#loss)) this.#held = frame;
    else this.caller.send(frame.payload);
  }

  async #pace(): Promise<void> {
    const until = this.#clock.now() + FRAME_MS;
    while (this.#sentMs - this.#heardMs > AHEAD_MS && this.#clock.now() < until) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 1);
      });
    }
    // Sockets must have their turn, too.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** What the agent got. */
  heard(): Heard {
    return lookAt(this.agent.received.map(({ payload }) => payload));
  }
}

export interface Heard {
  readonly secretFrames: number;
  readonly secretSamples: number;
  /** Serials of the written frames that came whole. */
  readonly serials: ReadonlySet<number>;
}

const decoder = pcmu.open(8_000);

export const lookAt = (payloads: readonly Buffer[]): Heard => {
  const serials = new Set<number>();
  let secretFrames = 0;
  let secretSamples = 0;
  const pcm = new Int16Array(160);
  for (const payload of payloads) {
    if (payload.length !== 160) continue;
    decoder.decode(payload, pcm);
    const serial = readFrame(pcm, 0)?.serial;
    if (serial !== undefined) serials.add(serial);
    const secrets = secretSamplesIn(pcm);
    secretSamples += secrets;
    if (secrets > 0) secretFrames++;
  }
  return { secretFrames, secretSamples, serials };
};

export const secretSamplesIn = (pcm: Iterable<number>): number => {
  let count = 0;
  for (const sample of pcm) if (isSecretSample(sample)) count++;
  return count;
};
