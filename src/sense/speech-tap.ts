/**
 * The speech tap: brings a leg's frames to a rate the recogniser takes, and hands over what may be speech.
 *
 *     audio    speech speech . . . . . . . . . . . . . speech
 *     pushed   [---------------------]           [-----------   flushed after 1.5 s of quiet
 *     told                              silence  ^ starts 300 ms before the voice detector woke
 *
 * Recognisers run at 8 or 16 kHz; other rates are resampled to 16 kHz, with the resampler's delay taken out of
 * the positions, so that a word is found where it was said. Owns the last 400 ms while it skips, and zeroes them.
 */
import type { SttStream } from './stt-stream.js';
import type { Tap } from './tap.js';
import { VoiceDetector } from './vad.js';
import { span } from '../core/span.js';
import {
  millisToTicks,
  samplesToTicks,
  ticks,
  ticksToSamples,
  type SampleRate,
  type Ticks,
} from '../core/units.js';
import { DelayLine } from '../media/delay-line.js';
import type { Frame } from '../media/frame.js';
import { Resampler } from '../media/resampler.js';

/** The rate at which a leg of this rate is heard. */
export const hearingRate = (rateHz: SampleRate): SampleRate => (rateHz === 8_000 ? 8_000 : 16_000);

/** Longer than the pause at which a recogniser ends an utterance by itself. */
const SKIP_AFTER = millisToTicks(1_500);
/** Given to the recogniser before what woke the voice detector: the soft start of a word, and some context. */
const LEAD_MS = 300;
const KEPT_MS = 700;
/** How often the watermarks are moved while nothing is said. */
const TELL_EVERY = millisToTicks(200);
/** Longest frame: 200 ms at 16 kHz, and what the resampler rounds up. */
const LONGEST_FRAME = 3_200 + 16;

const DEAF = { spurtStarted: (): void => undefined, spurtEnded: (): void => undefined };

export class SpeechTap implements Tap {
  readonly #stream: SttStream;
  readonly #rateHz: SampleRate;
  readonly #resampler: Resampler | undefined;
  readonly #resampled: Int16Array;
  readonly #voice: VoiceDetector;
  readonly #kept: DelayLine;
  readonly #lead: Int16Array;
  #keptFrom = 0;
  #at: number | undefined;
  #isSkipping = false;
  #toldTo = 0;

  constructor(stream: SttStream, rateHz: SampleRate) {
    this.#stream = stream;
    // Of a leg that joins later it may be another one than that of the leg.
    this.#rateHz = stream.rateHz;
    this.#resampler = rateHz === this.#rateHz ? undefined : new Resampler(rateHz, this.#rateHz);
    this.#resampled = new Int16Array(this.#resampler === undefined ? 0 : LONGEST_FRAME);
    this.#voice = new VoiceDetector(rateHz, DEAF);
    this.#kept = new DelayLine((this.#rateHz * KEPT_MS) / 1_000);
    this.#lead = new Int16Array((this.#rateHz * LEAD_MS) / 1_000);
  }

  push(frame: Frame): void {
    this.#voice.push(frame);
    const heard = this.#brought(frame);
    const isQuiet =
      this.#voice.state === 'quiet' && (this.#isSkipping || this.#voice.silentFor >= SKIP_AFTER);
    // A stream that is not there counts what it misses: nothing is left out for it.
    if (!isQuiet || this.#stream.state !== 'hearing') {
      this.#wake(heard);
      return;
    }
    if (!this.#isSkipping) this.#sleep(heard);
    this.#keep(heard);
  }

  /** The leg has ended: what was held back is heard too, or it would pass for unheard. */
  finish(): void {
    if (this.#isSkipping) this.#handOver();
    this.#pushOut();
  }

  close(): void {
    this.#voice.close();
    this.#kept.close();
    this.#lead.fill(0);
    this.#resampled.fill(0);
  }

  /** The frame at the recogniser's rate. */
  #brought(frame: Frame): Frame {
    if (this.#resampler === undefined) return frame;
    this.#at ??= frame.span.from - this.#resampler.groupDelay;
    const count = this.#resampler.process(frame.pcm, this.#resampled);
    const from = this.#at;
    this.#at = from + samplesToTicks(count, this.#rateHz);
    const pcm = this.#resampled.subarray(0, count);
    return { span: span(from, this.#at), rateHz: this.#rateHz, pcm, origin: frame.origin };
  }

  #sleep(frame: Frame): void {
    this.#isSkipping = true;
    this.#stream.flush();
    this.#keptFrom = ticksToSamples(frame.span.from, this.#rateHz) - this.#kept.head;
    this.#toldTo = frame.span.from;
  }

  /** Holds back the newest audio and lets the watermarks follow at that distance. */
  #keep(frame: Frame): void {
    const room = frame.pcm.length + this.#lead.length;
    this.#kept.release(this.#kept.head - this.#lead.length);
    if (this.#kept.free >= frame.pcm.length && this.#kept.capacity >= room) this.#kept.write(frame.pcm);
    const silentTo = this.#positionOf(Math.max(this.#kept.tail, this.#kept.head - this.#lead.length));
    if (silentTo - this.#toldTo < TELL_EVERY) return;
    this.#toldTo = silentTo;
    this.#stream.silence(silentTo);
  }

  #wake(frame: Frame): void {
    if (this.#isSkipping) this.#handOver();
    this.#stream.push(frame);
  }

  #handOver(): void {
    this.#isSkipping = false;
    this.#kept.release(this.#kept.head - this.#lead.length);
    const pcm = this.#lead.subarray(0, this.#kept.head - this.#kept.tail);
    this.#kept.read(this.#kept.tail, pcm);
    if (pcm.length > 0) {
      const held = span(this.#positionOf(this.#kept.tail), this.#positionOf(this.#kept.head));
      this.#stream.push({ span: held, rateHz: this.#rateHz, pcm, origin: 'received' });
    }
    this.#kept.close();
    this.#lead.fill(0);
  }

  /** The newest audio is still in the resampler. */
  #pushOut(): void {
    const resampler = this.#resampler;
    const from = this.#at;
    if (resampler === undefined || from === undefined) return;
    // Twice the delay, so that nothing is left to rounding.
    const silence = new Int16Array(2 * ticksToSamples(resampler.groupDelay, resampler.fromHz));
    const pcm = this.#resampled.subarray(0, resampler.process(silence, this.#resampled));
    const held = span(from, from + samplesToTicks(pcm.length, this.#rateHz));
    if (pcm.length > 0) this.#stream.push({ span: held, rateHz: this.#rateHz, pcm, origin: 'received' });
  }

  #positionOf(sample: number): Ticks {
    return ticks(samplesToTicks(this.#keptFrom + sample, this.#rateHz));
  }
}
