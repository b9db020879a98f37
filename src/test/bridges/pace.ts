/** Says a call as fast as the recogniser hears it, or in real time; never faster than either. */
import type { Call } from '../../call/call.js';
import { systemClock } from '../../core/clock.js';
import { ticksToMillis } from '../../core/units.js';
import { within } from './rtp-client.js';
import { FRAME_MS } from './signals.js';

/** Less than what makes a recogniser late. */
const AHEAD_MS = 900;
/** So little that a cue is heard before the digits after it are said: what is masked live is then the same anywhere. */
export const CLOSE_MS = 120;

export class Pace {
  readonly #call: Call;
  readonly #aheadMs: number;
  readonly #heardMs = { caller: 0, agent: 0 };
  readonly #saidMs = { caller: 0, agent: 0 };
  readonly #ended: Promise<void>;
  #wake: () => void = () => undefined;

  /** @param aheadMs how far what is said may be ahead of what was heard */
  constructor(call: Call, aheadMs = AHEAD_MS) {
    this.#call = call;
    this.#aheadMs = aheadMs;
    this.#ended = new Promise((resolve) => call.events.on('ended', () => resolve()));
    call.events.on('heard', ({ leg, heardTo }) => {
      this.#heardMs[leg] = ticksToMillis(heardTo);
      this.#wake();
    });
  }

  /** @param send sends the frame of this number */
  async say(role: 'caller' | 'agent', frames: number, send: (i: number) => void): Promise<void> {
    await this.#each(frames, (i) => {
      send(i);
      this.#saidMs[role] += FRAME_MS;
    });
  }

  /** The same for both parties at once. */
  async sayBoth(frames: number, send: (i: number) => void): Promise<void> {
    await this.#each(frames, (i) => {
      send(i);
      this.#saidMs.caller += FRAME_MS;
      this.#saidMs.agent += FRAME_MS;
    });
  }

  /** No frame before its time: for a peer that plays what it gets, and drops what comes too early. */
  async inRealTime(role: 'caller' | 'agent', frames: number, send: (i: number) => void): Promise<void> {
    const startMs = systemClock.now();
    for (let i = 0; i < frames; i++) {
      const due = startMs + i * FRAME_MS - systemClock.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      await this.say(role, 1, () => send(i));
    }
  }

  /** The call has ended and what is kept of it is sealed. */
  async ended(): Promise<void> {
    await within(this.#ended, 'the end of the call');
  }

  async #each(frames: number, say: (i: number) => void): Promise<void> {
    for (let i = 0; i < frames; i++) {
      say(i);
      await this.#heardOut();
    }
  }

  async #heardOut(): Promise<void> {
    if (this.#call.speech === undefined) return;
    const isBehind = (): boolean =>
      (['caller', 'agent'] as const).some(
        (role) => this.#saidMs[role] > 0 && this.#heardMs[role] + this.#aheadMs < this.#saidMs[role],
      );
    const caughtUp = async (): Promise<void> => {
      while (isBehind()) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    if (isBehind()) await within(caughtUp(), 'the recogniser');
  }
}
