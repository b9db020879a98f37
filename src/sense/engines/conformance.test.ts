/**
 * What every engine that hears in this process owes its callers; those that are servers elsewhere are held to the same
 * in remote-conformance.test.ts. The clip is a person reading a published test
 * card number; the model is the real one, fetched once into the cache.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Hypothesis, Word } from '../../core/hearing.js';
import { millisToTicks, samplesToTicks, ticks, ticksToMillis, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream } from '../engine.js';
import { openEngine, prepareEngine } from './registry.js';

const WAV_HEADER_BYTES = 44;
const CHUNK_SAMPLES = 480;
const FETCH_MS = 600_000;
const LABELS: readonly (readonly [string, number, number])[] = [
  ['three', 327, 743],
  ['seven', 903, 1318],
  ['one', 1431, 1716],
  ['four', 1929, 2382],
  ['four', 2478, 2944],
  ['nine', 3048, 3539],
  ['six', 3753, 4189],
  ['three', 4394, 4990],
  ['five', 5208, 5594],
  ['three', 5741, 6217],
  ['nine', 6338, 6904],
  ['eight', 7088, 7473],
  ['four', 7692, 8007],
  ['three', 8101, 8607],
  ['one', 8800, 9106],
];

const OPTIONS = {
  vosk: {},
  scripted: { scripts: { en: { words: LABELS.map(([text, fromMs, toMs]) => ({ text, fromMs, toMs })) } } },
};

const wav = readFileSync(new URL('../../../fixtures/audio/human-digits-8k.wav', import.meta.url));
const CLIP = Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
  wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
);

interface Hearing {
  readonly stream: EngineStream;
  readonly hypotheses: Hypothesis[];
}

const open = (engine: Engine): Hearing => {
  const hypotheses: Hypothesis[] = [];
  const onHypothesis = (hypothesis: Hypothesis): number => hypotheses.push(hypothesis);
  return { stream: engine.open({ language: 'en', rateHz: 8_000, onHypothesis }), hypotheses };
};

/** Pushes as the worker host does: one at a time, the buffer zeroed as soon as the push has settled. */
const play = async ({ stream }: Hearing, pcm: Int16Array, from: Ticks): Promise<Ticks> => {
  let at = from;
  for (let done = 0; done < pcm.length; done += CHUNK_SAMPLES) {
    const chunk = pcm.slice(done, done + CHUNK_SAMPLES);
    await stream.push(chunk, at);
    chunk.fill(0);
    at = ticks(at + samplesToTicks(chunk.length, 8_000));
  }
  return at;
};

const finalWords = (hypotheses: readonly Hypothesis[]): readonly Word[] =>
  hypotheses.flatMap((hypothesis) => (hypothesis.kind === 'final' ? hypothesis.words : []));

const heardDigits = (words: readonly Word[], offsetMs = 0): number =>
  LABELS.filter(([text, fromMs, toMs]) =>
    words.some((word) => {
      const middleMs = ticksToMillis((word.span.from + word.span.to) / 2) - offsetMs;
      return word.text === text && middleMs > fromMs && middleMs < toMs;
    }),
  ).length;

describe.each(Object.keys(OPTIONS) as (keyof typeof OPTIONS)[])('engine %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    await prepareEngine(name, OPTIONS[name]);
    engine = await openEngine(name, OPTIONS[name]);
  }, FETCH_MS);
  afterAll(() => engine.close());

  it('refuses options it does not know, without quoting them', async () => {
    const opening = openEngine(name, { nonsense: 'secret' });

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.not.toThrow(/secret/);
  });

  it('hears nearly every digit of a person, in its place', async () => {
    const hearing = open(engine);

    await play(hearing, CLIP, ticks(0));
    await hearing.stream.flush();
    await hearing.stream.close();

    expect(heardDigits(finalWords(hearing.hypotheses))).toBeGreaterThanOrEqual(14);
  });

  it('says how far it has heard with every chunk, and never goes back', async () => {
    const hearing = open(engine);

    let at = ticks(0);
    for (let done = 0; done + CHUNK_SAMPLES <= CLIP.length; done += CHUNK_SAMPLES) {
      const before = hearing.hypotheses.length;
      at = await play(hearing, CLIP.subarray(done, done + CHUNK_SAMPLES), at);
      expect(hearing.hypotheses.length).toBeGreaterThan(before);
      expect(hearing.hypotheses.at(-1)?.heardTo).toBe(at);
    }
    await hearing.stream.close();

    const marks = hearing.hypotheses.map((hypothesis) => hypothesis.heardTo);
    expect(marks).toEqual([...marks].sort((a, b) => a - b));
  });

  it('shows words before they are final, in order, and keeps final words apart from what was final before', async () => {
    const hearing = open(engine);

    const end = await play(hearing, CLIP, ticks(0));
    await hearing.stream.flush();
    await hearing.stream.close();

    let finalTo = 0;
    for (const hypothesis of hearing.hypotheses) {
      let last = finalTo;
      for (const { span } of hypothesis.words) {
        expect(span.from).toBeGreaterThanOrEqual(last);
        expect(span.to).toBeGreaterThanOrEqual(span.from);
        last = span.from;
      }
      if (hypothesis.kind === 'final') finalTo = hypothesis.finalTo;
    }
    expect(finalTo).toBe(end);
    expect(hearing.hypotheses.some((h) => h.kind === 'partial' && h.words.length > 0)).toBe(true);
  });

  // Not the same words to the millisecond: Vosk adds random dither to what it hears.
  it('hears as well with several streams at the same time', async () => {
    const hearings = [open(engine), open(engine), open(engine)];

    await Promise.all(
      hearings.map(async (hearing) => {
        await play(hearing, CLIP, ticks(0));
        await hearing.stream.flush();
        await hearing.stream.close();
      }),
    );

    for (const { hypotheses } of hearings) {
      expect(heardDigits(finalWords(hypotheses))).toBeGreaterThanOrEqual(14);
    }
  });

  it('finalises at a jump in time and goes on at the new place', async () => {
    const offsetMs = name === 'scripted' ? 0 : 60_000;
    const hearing = open(engine);
    const half = CLIP.subarray(0, 20 * CHUNK_SAMPLES);

    const end = await play(hearing, half, ticks(0));
    await play(hearing, CLIP.subarray(40 * CHUNK_SAMPLES), millisToTicks(offsetMs + 2_400));
    await hearing.stream.flush();
    await hearing.stream.close();

    const finals = hearing.hypotheses.filter((h) => h.kind === 'final');
    expect(finals[0]?.finalTo).toBe(end);
    const later = finalWords(hearing.hypotheses).filter((word) => word.span.from > end);
    expect(heardDigits(later, offsetMs)).toBeGreaterThanOrEqual(9);
  });

  it('has nothing to finalise when nothing was pushed', async () => {
    const hearing = open(engine);

    await hearing.stream.flush();
    await hearing.stream.close();

    expect(finalWords(hearing.hypotheses)).toEqual([]);
  });

  it('can be closed while it listens, and twice, and is silent after', async () => {
    const hearing = open(engine);

    const pushing = hearing.stream.push(CLIP.slice(0, CHUNK_SAMPLES), ticks(0));
    await Promise.all([pushing, hearing.stream.close()]);
    const heard = hearing.hypotheses.length;
    await hearing.stream.close();
    await hearing.stream.push(CLIP.slice(0, CHUNK_SAMPLES), ticks(0));
    await hearing.stream.flush();

    expect(hearing.hypotheses).toHaveLength(heard);
  });
});

describe('the registry', () => {
  it('names what it knows when it is asked for something else', async () => {
    await expect(openEngine('nonesuch')).rejects.toMatchObject({ code: 'TACET_ENGINE_UNKNOWN' });
  });
});
