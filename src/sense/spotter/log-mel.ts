/**
 * Log-mel features: 32 numbers for every 10 ms of 8 kHz audio, as bench/spotter/model.py computes them.
 *
 *     80 new samples -> last 200, Hann window -> FFT 256 -> power -> 32 triangles on the mel scale -> log
 *
 * Looks back only: the window ends with the newest sample. Owns those 200 samples and working memory;
 * allocates nothing per call.
 */
export const HOP_SAMPLES = 80;
export const MEL_BANDS = 32;

const RATE_HZ = 8_000;
const WINDOW_SAMPLES = 200;
const FFT_SIZE = 256;
const BINS = FFT_SIZE / 2 + 1;
const LOW_HZ = 80;
const HIGH_HZ = 3_900;
const FLOOR = 1e-7;
/** Of speech, roughly: keeps the features within a few units of 0. */
const MEAN = -6.5;
const SCALE = 4;
const FULL_SCALE = 32_768;

const { cos, sin, log, PI } = Math;

const melOf = (hz: number): number => 1127 * log(1 + hz / 700);

/** One triangle: its weights from bin `first` on. */
interface Band {
  readonly first: number;
  readonly weights: Float64Array;
}

const bandsOf = (): readonly Band[] => {
  const low = melOf(LOW_HZ);
  const step = (melOf(HIGH_HZ) - low) / (MEL_BANDS + 1);
  const at = Array.from({ length: BINS }, (_, bin) => melOf((bin * RATE_HZ) / FFT_SIZE));
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const left = low + band * step;
    const weights = at.map((mel) =>
      Math.max(0, Math.min((mel - left) / step, (left + 2 * step - mel) / step)),
    );
    const first = weights.findIndex((weight) => weight > 0);
    const last = weights.findLastIndex((weight) => weight > 0);
    return { first, weights: Float64Array.from(weights.slice(first, last + 1)) };
  });
};

const BANDS = bandsOf();
const HANN = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, i) => 0.5 - 0.5 * cos((2 * PI * i) / (WINDOW_SAMPLES - 1)),
);
const COSINES = Float64Array.from({ length: FFT_SIZE / 2 }, (_, i) => cos((2 * PI * i) / FFT_SIZE));
const SINES = Float64Array.from({ length: FFT_SIZE / 2 }, (_, i) => -sin((2 * PI * i) / FFT_SIZE));
const FFT_BITS = Math.log2(FFT_SIZE);
const REVERSED = Uint8Array.from({ length: FFT_SIZE }, (_, i) => {
  let reversed = 0;
  for (let bit = 0; bit < FFT_BITS; bit++) if ((i >> bit) & 1) reversed |= 1 << (FFT_BITS - 1 - bit);
  return reversed;
});

export class LogMel {
  readonly #line = new Float64Array(WINDOW_SAMPLES);
  readonly #real = new Float64Array(FFT_SIZE);
  readonly #imaginary = new Float64Array(FFT_SIZE);

  /** Forgets what it has heard. */
  reset(): void {
    this.#line.fill(0);
  }

  /** Takes `pcm[from, from + 80)` and writes the features of the window that ends there to `out[outAt, ...)`. */
  push(pcm: Int16Array, from: number, out: Float32Array, outAt: number): void {
    const line = this.#line;
    line.copyWithin(0, HOP_SAMPLES);
    for (let i = 0; i < HOP_SAMPLES; i++) {
      line[WINDOW_SAMPLES - HOP_SAMPLES + i] = (pcm[from + i] as number) / FULL_SCALE;
    }
    this.#transform();
    const real = this.#real;
    const imaginary = this.#imaginary;
    for (let band = 0; band < MEL_BANDS; band++) {
      const { first, weights } = BANDS[band] as Band;
      let energy = FLOOR;
      for (let i = 0; i < weights.length; i++) {
        const re = real[first + i] as number;
        const im = imaginary[first + i] as number;
        energy += (weights[i] as number) * (re * re + im * im);
      }
      out[outAt + band] = (log(energy) - MEAN) / SCALE;
    }
  }

  /** Radix 2, in place, after the window has been written in bit-reversed order. */
  #transform(): void {
    const real = this.#real;
    const imaginary = this.#imaginary;
    real.fill(0);
    imaginary.fill(0);
    for (let i = 0; i < WINDOW_SAMPLES; i++) {
      real[REVERSED[i] as number] = (this.#line[i] as number) * (HANN[i] as number);
    }
    for (let half = 1; half < FFT_SIZE; half *= 2) {
      const stride = FFT_SIZE / (2 * half);
      for (let start = 0; start < FFT_SIZE; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = COSINES[k * stride] as number;
          const s = SINES[k * stride] as number;
          const a = start + k;
          const b = a + half;
          const re = (real[b] as number) * c - (imaginary[b] as number) * s;
          const im = (real[b] as number) * s + (imaginary[b] as number) * c;
          real[b] = (real[a] as number) - re;
          imaginary[b] = (imaginary[a] as number) - im;
          real[a] = (real[a] as number) + re;
          imaginary[a] = (imaginary[a] as number) + im;
        }
      }
    }
  }
}
