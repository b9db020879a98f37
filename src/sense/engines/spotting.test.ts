/**
 * The spotter beside a recogniser that a test drives by hand. The clip is a person reading a published test card
 * number in German.
 */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Hypothesis, Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { loadSpotterWeights } from '../spotter/spotter-weights.js';
import { SpottingEngine } from './spotting.js';

const WAV_HEADER_BYTES = 44;
const CHUNK_SAMPLES = 480;
const SAID = 'drei sieben acht zwei acht zwei zwei vier sechs drei eins null null null fünf'.split(' ');

const wav = readFileSync(new URL('../../../fixtures/audio/human-german-digits-8k.wav', import.meta.url));
const CLIP = Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
  wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
);
const CLIP_END = samplesToTicks(CLIP.length, 8_000);
const weights = loadSpotterWeights();

/** Says `words` with every chunk; is final with every `finalEvery`th chunk, and at a flush. */
class Recogniser implements EngineStream {
  finalEvery = Infinity;
  words: readonly Word[] = [];
  closed = 0;
  #request: StreamRequest | undefined;
  #chunks = 0;
  #pendingTo: Ticks | undefined;

  listenFor(request: StreamRequest): this {
    this.#request = request;
    return this;
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    const heardTo = ticks(from + samplesToTicks(pcm.length, 8_000));
    this.#pendingTo = heardTo;
    if (++this.#chunks % this.finalEvery === 0) return this.flush();
    this.#request?.onHypothesis({ kind: 'partial', words: this.words, heardTo });
    return Promise.resolve();
  }

  flush(): Promise<void> {
    const heardTo = this.#pendingTo;
    this.#pendingTo = undefined;
    if (heardTo === undefined) return Promise.resolve();
    this.#request?.onHypothesis({ kind: 'final', words: this.words, heardTo, finalTo: heardTo });
    this.words = [];
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

const engineOf = (recogniser: Recogniser): Engine => ({
  name: 'by hand',
  capabilities: { partials: true, wordTimes: true },
  open: (request) => recogniser.listenFor(request),
  close: () => undefined,
});

const play = async (stream: EngineStream, pcm: Int16Array, from: Ticks): Promise<void> => {
  for (let at = 0; at < pcm.length; at += CHUNK_SAMPLES) {
    const chunk = pcm.slice(at, at + CHUNK_SAMPLES);
    await stream.push(chunk, ticks(from + samplesToTicks(at, 8_000)));
    chunk.fill(0);
  }
};

const finalTexts = (hypotheses: readonly Hypothesis[]): string[] =>
  hypotheses.flatMap((h) => (h.kind === 'final' ? h.words.map(({ text }) => text) : []));

describe('a recogniser with the digit spotter', () => {
  let recogniser: Recogniser;
  let hypotheses: Hypothesis[];
  let stream: EngineStream;

  beforeEach(() => {
    recogniser = new Recogniser();
    hypotheses = [];
    stream = new SpottingEngine(engineOf(recogniser), {
      weights,
      role: 'join',
      isDigit: (text) => SAID.includes(text),
    }).open({
      language: 'de',
      rateHz: 8_000,
      onHypothesis: (hypothesis) => hypotheses.push(hypothesis),
    });
  });

  it('gives digits that the recogniser did not hear, before they are final and then for good', async () => {
    await play(stream, CLIP, ticks(0));
    expect(hypotheses.at(-1)?.words.map(({ text }) => text)).toEqual(SAID);

    await stream.flush();

    expect(finalTexts(hypotheses)).toEqual(SAID);
    expect(hypotheses.at(-1)).toMatchObject({ kind: 'final', finalTo: CLIP_END });
  });

  it('loses and doubles no digit where the recogniser ends its utterances', async () => {
    for (const finalEvery of [1, 2, 7, 13]) {
      recogniser.finalEvery = finalEvery;
      hypotheses.length = 0;

      await play(stream, CLIP, ticks(finalEvery * CLIP_END));
      await stream.flush();

      expect(finalTexts(hypotheses)).toEqual(SAID);
    }
  });

  it('is never final where a digit may be under way, and never goes back behind what was final', async () => {
    recogniser.finalEvery = 3;

    await play(stream, CLIP, ticks(0));
    await stream.flush();

    let finalTo = 0;
    for (const hypothesis of hypotheses) {
      for (const word of hypothesis.words) expect(word.span.from).toBeGreaterThanOrEqual(finalTo);
      if (hypothesis.kind === 'final') {
        expect(hypothesis.finalTo).toBeGreaterThanOrEqual(finalTo);
        finalTo = hypothesis.finalTo;
      }
    }
    expect(finalTo).toBe(CLIP_END);
  });

  it('keeps a final word of the recogniser back until the spotter is sure of the time before it', async () => {
    const late = { text: 'karte', span: span(millisToTicks(940), millisToTicks(960)), confidence: 1 };
    await play(stream, new Int16Array(7_200), ticks(0));
    recogniser.finalEvery = 1;
    recogniser.words = [late];

    await play(stream, new Int16Array(CHUNK_SAMPLES), millisToTicks(900));
    expect(finalTexts(hypotheses)).toEqual([]);
    recogniser.finalEvery = Infinity;
    await play(stream, new Int16Array(CHUNK_SAMPLES), millisToTicks(960));
    expect(hypotheses.at(-1)?.words).toEqual([late]);
    await stream.flush();

    expect(finalTexts(hypotheses)).toEqual(['karte']);
  });

  it('starts anew at a jump in time', async () => {
    const later = millisToTicks(100_000);
    await play(stream, CLIP.subarray(0, 9_600), ticks(0));

    await play(stream, CLIP, later);
    await stream.flush();

    const finals = hypotheses.filter((h) => h.kind === 'final');
    expect(finals[0]?.finalTo).toBe(samplesToTicks(9_600, 8_000));
    expect(finalTexts(finals.slice(1))).toEqual(SAID);
    expect(finals[1]?.words[0]?.span.from).toBeGreaterThanOrEqual(later);
  });

  it('is silent once it is closed', async () => {
    await play(stream, CLIP.subarray(0, 9_600), ticks(0));
    await stream.close();
    const heard = hypotheses.length;

    await stream.push(CLIP.slice(0, CHUNK_SAMPLES), ticks(0));
    await stream.flush();
    await stream.close();

    expect(hypotheses).toHaveLength(heard);
    expect(recogniser.closed).toBe(1);
  });
});
