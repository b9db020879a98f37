/**
 * What is heard in place of masked audio: comfort noise, a tone or silence.
 *
 * Step 8 of the walk. Every sample is a pure function of seed, kind, rate, level and its own position on the
 * leg's timeline. So a fill cannot carry anything of the audio it covers, and two calls that differ only
 * there sound alike: not even how the frames were cut, or where the mask began, is in it.
 * Holds no state between writes and allocates nothing in them.
 */
import type { SampleRate } from '../core/units.js';

/** Looked up once: a global costs much for every sample where the engine cannot take it for constant. */
const { imul, round } = Math;

const NOISE_LEVEL_DBOV = -60;
/** A moving average over this time takes the hiss out: a dip at 4 kHz, 3 to 4 dB less at 2 kHz. */
const NOISE_WIDTH_HZ = 4_000;

const WHITE_PEAK = 32_768;
/** Odd, with bits spread evenly: multiplying by them carries every bit into many higher ones. */
const FIRST_FACTOR = 0x21f0aaad;
const SECOND_FACTOR = 0x735a2d97;

const TONE_LEVEL_DBOV = -24;
/** Call progress tones in most of Europe (ITU-T E.180): nobody takes it for speech or for a key. */
const TONE_HZ = 425;
const BEEP_MS = 150;
const BEEP_EVERY_MS = 2_000;
const BEEP_EDGE_MS = 5;

export const FILL_KINDS = ['comfort-noise', 'tone', 'silence'] as const;
export type FillKind = (typeof FILL_KINDS)[number];

export interface FillSettings {
  readonly kind: FillKind;
  readonly rateHz: SampleRate;
  /** Any integer; two legs with different seeds get unrelated noise. */
  readonly seed: number;
  /** Root mean square of noise or beep, in dB to overload (RFC 6465, section 3); -60 noise, -24 tone. */
  readonly levelDbov?: number | undefined;
}

export interface Fill {
  /** Overwrites all of `out`; `fromSample` is the place of its first sample on the timeline, from 0, at this rate. */
  write(out: Int16Array, fromSample: number): void;
}

export const createFill = (settings: FillSettings): Fill => {
  switch (settings.kind) {
    case 'comfort-noise':
      return comfortNoise(settings);
    case 'tone':
      return tone(settings);
    case 'silence':
      return SILENCE;
  }
};

const SILENCE: Fill = { write: (out) => void out.fill(0) };

const comfortNoise = ({ rateHz, seed, levelDbov = NOISE_LEVEL_DBOV }: FillSettings): Fill => {
  const width = rateHz / NOISE_WIDTH_HZ;
  // A uniform sample has a third of the power of its peak; independent samples add by power.
  const gain = rms(levelDbov) / (WHITE_PEAK * Math.sqrt(width / 3));
  // Mixed, so that neighbouring seeds are not neighbouring places.
  const key = mixed(seed | 0);

  return {
    write(out, fromSample) {
      // Places count modulo 2 ** 32: a day of audio at 48 kHz before the noise repeats.
      let at = fromSample | 0;
      // Whole numbers only, so that a running sum gives what a fresh one would.
      let sum = 0;
      for (let back = 1; back <= width; back++) sum += whiteNoise(key, at - back);
      for (let i = 0; i < out.length; i++) {
        sum = (sum + whiteNoise(key, at) - whiteNoise(key, at - width)) | 0;
        out[i] = clipped(sum * gain);
        at = (at + 1) | 0;
      }
    },
  };
};

const tone = ({ rateHz, levelDbov = TONE_LEVEL_DBOV }: FillSettings): Fill => {
  const beep = Int16Array.from({ length: (rateHz * BEEP_MS) / 1_000 }, (_, i) =>
    beepSample(i, rateHz, levelDbov),
  );
  const every = (rateHz * BEEP_EVERY_MS) / 1_000;

  return {
    write(out, fromSample) {
      let at = fromSample % every;
      for (let i = 0; i < out.length; i++) {
        out[i] = at < beep.length ? (beep[at] as number) : 0;
        if (++at === every) at = 0;
      }
    },
  };
};

const beepSample = (i: number, rateHz: SampleRate, levelDbov: number): number => {
  const samples = (rateHz * BEEP_MS) / 1_000;
  const edge = (rateHz * BEEP_EDGE_MS) / 1_000;
  const envelope = Math.min(1, i / edge, (samples - i) / edge);
  const phase = (2 * Math.PI * TONE_HZ * i) / rateHz;
  return clipped(rms(levelDbov) * Math.SQRT2 * envelope * Math.sin(phase));
};

const rms = (levelDbov: number): number => 32_768 * 10 ** (levelDbov / 20);

const clipped = (value: number): number => round(value < -32_768 ? -32_768 : value > 32_767 ? 32_767 : value);

/** A whole number from -32 768 to 32 767 that depends on the key and the place only. */
const whiteNoise = (key: number, at: number): number => mixed(at ^ key) >> 16;

/** An invertible 32-bit mixer: every bit of the input moves about half of the output. */
const mixed = (value: number): number => {
  let x = value;
  x = imul(x ^ (x >>> 16), FIRST_FACTOR);
  x = imul(x ^ (x >>> 15), SECOND_FACTOR);
  return x ^ (x >>> 15);
};
