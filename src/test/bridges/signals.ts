/**
 * Sound for tests: something the voice detector takes for speech, something it takes for silence, tones and keys,
 * and what is needed to measure them. Deterministic, and no two frames alike, so that equal bytes prove something.
 */
import { pcmu } from '../../codec/pcmu.js';
import type { SampleRate } from '../../core/units.js';

export const FRAME_MS = 20;
/** 20 ms at 8 kHz. */
export const FRAME_BYTES = 160;

const FULL_SCALE = 32_768;

/** Whole numbers from 0 to 2 ** 32 - 1. */
const random = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
};

/** Noise that comes and goes like syllables: loud for 300 ms, soft for 200. */
export const voice = (frames: number, seed = 1): Buffer[] => {
  const next = random(seed);
  const codec = pcmu.open(8_000);
  return Array.from({ length: frames }, (_, frame) => {
    const peak = frame % 25 < 15 ? 6_000 : 150;
    const pcm = Int16Array.from({ length: FRAME_BYTES }, () => Math.round((next() / 2 ** 31 - 1) * peak));
    const payload = Buffer.alloc(FRAME_BYTES);
    codec.encode(pcm, payload);
    return payload;
  });
};

/** Too soft for any voice, yet never twice the same bytes. PCMU. */
export const hush = (frames: number, seed = 2): Buffer[] => {
  const next = random(seed);
  const codes = [0xff, 0x7f, 0xfe, 0x7e];
  return Array.from({ length: frames }, () =>
    Buffer.from(Array.from({ length: FRAME_BYTES }, () => codes[next() >>> 30] ?? 0xff)),
  );
};

/** A sum of sines, each at this peak. */
export const sines = (
  frequencies: readonly number[],
  ms: number,
  rateHz: SampleRate = 8_000,
  peak = 6_000,
): Int16Array =>
  Int16Array.from({ length: (rateHz * ms) / 1_000 }, (_, i) =>
    frequencies.reduce((sum, hz) => sum + Math.round(peak * Math.sin((2 * Math.PI * hz * i) / rateHz)), 0),
  );

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1_209, 1_336, 1_477, 1_633];

/** The tone pair of a key by its RFC 4733 number. */
export const keyTone = (key: number, ms: number): Int16Array => {
  const place = [13, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 14, 3, 7, 11, 15][key] ?? 0;
  return sines([ROWS[place >> 2] ?? 0, COLUMNS[place & 3] ?? 0], ms);
};

export const toPcmu = (pcm: Int16Array): Buffer[] => {
  const codec = pcmu.open(8_000);
  return Array.from({ length: Math.ceil(pcm.length / FRAME_BYTES) }, (_, i) => {
    const frame = new Int16Array(FRAME_BYTES);
    frame.set(pcm.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES));
    const payload = Buffer.alloc(FRAME_BYTES);
    codec.encode(frame, payload);
    return payload;
  });
};

export const fromPcmu = (payloads: readonly Uint8Array[]): Int16Array => {
  const codec = pcmu.open(8_000);
  const pcm = new Int16Array(payloads.reduce((sum, payload) => sum + payload.length, 0));
  let at = 0;
  for (const payload of payloads) at += codec.decode(payload, pcm.subarray(at)) ?? 0;
  return pcm;
};

/** Root mean square in dB to full scale. */
export const levelOf = (pcm: Int16Array): number => {
  const power = pcm.reduce((sum, sample) => sum + (sample / FULL_SCALE) ** 2, 0) / Math.max(1, pcm.length);
  return 10 * Math.log10(Math.max(power, 1e-12));
};

/** The level of one frequency, in dB to a full-scale sine (Goertzel). */
export const levelAt = (pcm: Int16Array, hz: number, rateHz: number): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rateHz);
  let before = 0;
  let last = 0;
  for (const sample of pcm) [before, last] = [last, sample / FULL_SCALE + turn * last - before];
  const power = (last ** 2 + before ** 2 - turn * last * before) / (pcm.length / 2) ** 2;
  return 10 * Math.log10(Math.max(power, 1e-12));
};

/** By counting rising zero crossings between the first and the last: exact enough for one tone. */
export const frequencyOf = (pcm: Int16Array, rateHz: number): number => {
  const rising: number[] = [];
  for (let i = 1; i < pcm.length; i++) {
    const [a, b] = [pcm[i - 1] ?? 0, pcm[i] ?? 0];
    if (a < 0 && b >= 0) rising.push(i - b / (b - a));
  }
  const [first, last] = [rising[0] ?? 0, rising.at(-1) ?? 0];
  return ((rising.length - 1) * rateHz) / (last - first);
};
