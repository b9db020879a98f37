/**
 * How loud audio was that was heard: power and peak of the frames that were added since the last look.
 *
 * Keeps sums, never samples.
 */
export interface Level {
  /** Root mean square in dBov (0 is full scale; a sine of the highest amplitude has -3: RFC 6464, section 3). */
  readonly rmsDbov: number;
  /** Of the loudest sample: 0 is full scale. */
  readonly peakDbov: number;
}

const FULL_SCALE = 32_768;
/** Digital silence (RFC 6464, section 3). */
export const SILENCE_DBOV = -127;

export class LevelMeter {
  #power = 0;
  #peak = 0;
  #samples = 0;

  /** @param pcm 16 bits, of one rate */
  add(pcm: Int16Array): void {
    let power = 0;
    let peak = this.#peak;
    for (let i = 0; i < pcm.length; i++) {
      const sample = pcm[i] as number;
      power += sample * sample;
      const size = sample < 0 ? -sample : sample;
      if (size > peak) peak = size;
    }
    this.#power += power;
    this.#peak = peak;
    this.#samples += pcm.length;
  }

  /** Since the last look; undefined where nothing was added. Begins anew. */
  take(): Level | undefined {
    if (this.#samples === 0) return undefined;
    const level = {
      rmsDbov: dbov(Math.sqrt(this.#power / this.#samples)),
      peakDbov: dbov(this.#peak),
    };
    this.#power = this.#peak = this.#samples = 0;
    return level;
  }
}

const dbov = (amplitude: number): number =>
  // Adding 0 makes a zero of -0.
  Math.max(SILENCE_DBOV, Math.round(20 * Math.log10(amplitude / FULL_SCALE))) + 0;
