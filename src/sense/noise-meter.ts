/**
 * Tells whether one leg's voice stands out from what is around it, by loudness alone.
 *
 *     loudness of 20 ms frames, sorted      quietest tenth ... loudest tenth
 *     a voice in a quiet room               [------------ 30 to 50 dB ------]
 *     pink noise or babble at 20 dB         [------- 22 to 27 dB -----]
 *     the same at 10 dB                     [--- 12 to 20 dB ---]
 *
 * At 10 dB the recogniser loses a quarter of the digits and takes noise for words, with confidence. Share of the moments
 * that are below the limit, measured on labelled calls: at 10 dB 96 to 100 % (235 calls in babble and pink noise), at
 * 20 dB 1 % (12), card calls in quiet rooms none (78), other recorded talk 4.5 % (3 of 51). Keeps the loudness of the last
 * 8 s and no audio.
 */
import { millisToTicks, ticks, type SampleRate, type Ticks } from '../core/units.js';

const FRAME_MS = 20;
const WINDOW_FRAMES = 400;
/** Fewer frames have no tenths to speak of. */
const LEAST_FRAMES = 100;
const JUDGE_EVERY_FRAMES = 25;
const LOW = 0.1;
const HIGH = 0.9;
const NOISY_BELOW_DB = 20;
/** About -55 dBFS: where nothing is louder, there is neither voice nor noise. */
const QUIET_DB = 35;
/** Of a sample squared: a frame of zeros has a loudness, too. */
const LEAST_ENERGY = 1;

export class NoiseMeter {
  readonly #frameSamples: number;
  readonly #loudness = new Float32Array(WINDOW_FRAMES);
  readonly #sorted = new Float32Array(WINDOW_FRAMES);
  #frames = 0;
  #energy = 0;
  #filled = 0;
  #isNoisy = false;

  constructor(rateHz: SampleRate) {
    this.#frameSamples = (rateHz * FRAME_MS) / 1_000;
  }

  /** The next audio, wherever it lies: silence left out is no noise. */
  hear(pcm: Int16Array): void {
    for (const sample of pcm) {
      this.#energy += sample * sample;
      if (++this.#filled === this.#frameSamples) this.#frame();
    }
  }

  /**
   * From where on it has been noisy, judged by what was heard up to `heardTo`; undefined where it is not.
   */
  noisySince(heardTo: Ticks): Ticks | undefined {
    if (!this.#isNoisy) return undefined;
    const heard = millisToTicks(Math.min(this.#frames, WINDOW_FRAMES) * FRAME_MS);
    return ticks(Math.max(0, heardTo - heard));
  }

  #frame(): void {
    this.#loudness[this.#frames++ % WINDOW_FRAMES] =
      10 * Math.log10(LEAST_ENERGY + this.#energy / this.#frameSamples);
    this.#energy = 0;
    this.#filled = 0;
    if (this.#frames >= LEAST_FRAMES && this.#frames % JUDGE_EVERY_FRAMES === 0) this.#judge();
  }

  #judge(): void {
    const count = Math.min(this.#frames, WINDOW_FRAMES);
    const sorted = this.#sorted.subarray(0, count);
    sorted.set(this.#loudness.subarray(0, count));
    sorted.sort();
    const at = (share: number): number => sorted[Math.floor(share * (count - 1))] ?? 0;
    this.#isNoisy = at(HIGH) > QUIET_DB && at(HIGH) - at(LOW) < NOISY_BELOW_DB;
  }
}
