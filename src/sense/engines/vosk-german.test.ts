/**
 * German without a German model: the English one hears it by ear (grammar/de-by-ear.ts). The clip is a person
 * reading a published test card number.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Hypothesis } from '../../core/hearing.js';
import { samplesToTicks, ticks } from '../../core/units.js';
import type { Engine } from '../engine.js';
import { DIGIT_SOUNDS, PAIR_SOUNDS, WORD_SOUNDS } from './grammar/de-by-ear.js';
import { UNKNOWN } from './spoken-words.js';
import { openGrammar } from './vosk-grammar.js';
import { loadVoskLibrary } from './vosk-library.js';
import { shareModel } from './vosk-models.js';
import { openVosk, prepareVosk, VoskOptions } from './vosk.js';

const WAV_HEADER_BYTES = 44;
const CHUNK_SAMPLES = 480;
const FETCH_MS = 600_000;
const SAID = 'drei sieben acht zwei acht zwei zwei vier sechs drei eins null null null fünf'.split(' ');

const wav = readFileSync(new URL('../../../fixtures/audio/human-german-digits-8k.wav', import.meta.url));
const CLIP = Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
  wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
);
const GERMAN = new Set([
  ...Object.keys(DIGIT_SOUNDS),
  ...Object.keys(WORD_SOUNDS),
  ...PAIR_SOUNDS.map(([said]) => said),
  UNKNOWN,
]);
const OPTIONS = VoskOptions.parse({ language: 'de' });

describe('German heard by the English model', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openVosk(OPTIONS);
  }, FETCH_MS);
  afterAll(() => engine.close());

  it('gives every digit of a person in German, nearly all of them right, and no English word', async () => {
    const hypotheses: Hypothesis[] = [];
    const stream = engine.open({
      language: 'de-DE',
      rateHz: 8_000,
      onHypothesis: (hypothesis) => hypotheses.push(hypothesis),
    });
    for (let done = 0; done < CLIP.length; done += CHUNK_SAMPLES) {
      await stream.push(CLIP.slice(done, done + CHUNK_SAMPLES), ticks(samplesToTicks(done, 8_000)));
    }
    await stream.flush();
    await stream.close();

    const heard = hypotheses
      .flatMap((h) => (h.kind === 'final' ? h.words : []))
      .map(({ text }) => text)
      .filter((text) => text !== '[unk]');
    expect(heard).toHaveLength(SAID.length);
    expect(heard.filter((word, i) => word === SAID[i]).length).toBeGreaterThanOrEqual(13);
    expect(hypotheses.flatMap((h) => h.words).filter(({ text }) => !GERMAN.has(text))).toEqual([]);
  });

  it('asks of the model only words that it knows', async () => {
    const { libraryPath, modelDir } = await prepareVosk(OPTIONS);
    const library = loadVoskLibrary(libraryPath);
    const shared = await shareModel(library, modelDir);

    const words = new Set(openGrammar('de', 'by-ear').phrases.flatMap((phrase) => phrase.split(' ')));
    const unknown = [...words].filter((word) => word !== UNKNOWN && !library.knowsWord(shared.model, word));
    shared.release();

    expect(unknown).toEqual([]);
  });
});
