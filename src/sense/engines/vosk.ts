/**
 * The offline recogniser: libvosk with a small model, held to a grammar of numbers and payment talk.
 *
 * One model for all streams and languages that use it, one recogniser per leg. German without a model of its
 * own is heard by the English one (grammar/de-by-ear.ts). Words pass through here in plain text, on their way from
 * the library to the hypothesis and nowhere else.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import type { Hypothesis } from '../../core/hearing.js';
import { ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { libraryFor, type ModelName } from '../models/catalogue.js';
import { ensureModel, type OnModelProgress } from '../models/store.js';
import { loadSpotterWeights } from '../spotter/spotter-weights.js';
import { DIGIT_SOUNDS } from './grammar/de-by-ear.js';
import { PartialWords } from './partial-words.js';
import { SpottingEngine } from './spotting.js';
import { StreamClock } from './stream-clock.js';
import type { SpokenWords } from './spoken-words.js';
import {
  digitGrammarFor,
  GRAMMAR_LANGUAGES,
  openGrammar,
  PRONUNCIATIONS,
  type Grammar,
  type GrammarLanguage,
  type Pronunciation,
} from './vosk-grammar.js';
import { loadVoskLibrary, type VoskLibrary, type VoskRecogniser } from './vosk-library.js';
import { shareModel, type SharedModel } from './vosk-models.js';
import { readFinal, readPartial } from './vosk-result.js';

export const VoskOptions = z.strictObject({
  /** A Vosk model folder of the user's own instead of the catalogue's. */
  modelDir: z.string().min(1).optional(),
  /** What is spoken in the calls. */
  language: z.enum(GRAMMAR_LANGUAGES).default('en'),
  /**
   * Whether the model speaks that language (`native`) or only English (`by-ear`). Where it is not given, a
   * model of the user's own is native, and the catalogue's is what it is: English.
   */
  pronunciation: z.enum(PRONUNCIATIONS).optional(),
  /**
   * What the digit spotter does where German is heard by ear: its digits join the recogniser's, replace them, or
   * there is none.
   */
  spotter: z.enum(['join', 'replace', 'off']).default('join'),
  /**
   * What the recogniser is held to: numbers and payment talk (how calls are heard), digits alone, or nothing but the
   * model's own words. The last two are other ears, for audits.
   */
  grammar: z.enum(['payment', 'digits', 'none']).default('payment'),
  /** A libvosk of the user's own. */
  libraryPath: z.string().min(1).optional(),
});
export type VoskOptions = z.infer<typeof VoskOptions>;

interface Provision {
  readonly model: ModelName;
  readonly pronunciation: Pronunciation;
}

/** What the catalogue can give offline. */
const PROVISIONS: Readonly<Record<GrammarLanguage, Provision>> = {
  en: { model: 'vosk-model-small-en-us-0.15', pronunciation: 'native' },
  de: { model: 'vosk-model-small-en-us-0.15', pronunciation: 'by-ear' },
};

/** Fetches and verifies what these options need: the library and the model. */
export const prepareVosk = async (
  { libraryPath, modelDir, language }: VoskOptions,
  onProgress?: OnModelProgress,
): Promise<{ readonly libraryPath: string; readonly modelDir: string }> => ({
  libraryPath: libraryPath ?? (await ensureLibrary(onProgress)),
  modelDir: modelDir ?? (await ensureModel(PROVISIONS[language].model, onProgress)),
});

const ensureLibrary = async (onProgress?: OnModelProgress): Promise<string> => {
  const name = libraryFor(process.platform, process.arch);
  if (name === undefined) {
    const machine = `${process.platform} ${process.arch}`;
    throw new TacetError('TACET_MODEL_UNAVAILABLE', `libvosk is not to be had for ${machine}`);
  }
  const fileName = process.platform === 'darwin' ? 'libvosk.dylib' : 'libvosk.so';
  return `${await ensureModel(name, onProgress)}/${fileName}`;
};

/** @throws TacetError TACET_MODEL_UNAVAILABLE, TACET_MODEL_CORRUPT, TACET_ENGINE_FAILED */
export const openVosk = async (options: VoskOptions): Promise<Engine> => {
  const { libraryPath, modelDir } = await prepareVosk(options);
  const library = loadVoskLibrary(libraryPath);
  const pronunciation = pronunciationOf(options);
  const isByEar = options.language === 'de' && pronunciation === 'by-ear';
  if (isByEar && options.grammar !== 'payment')
    throw new TacetError('TACET_CONFIG', `vosk: German by ear has no grammar but its own`);
  const { phrases, spoken } = openGrammar(options.language, pronunciation);
  const held = { payment: phrases, digits: digitGrammarFor(options.language), none: undefined };
  const engine = new VoskEngine(library, await shareModel(library, modelDir), options.language, {
    phrases: held[options.grammar],
    spoken,
  });
  const { spotter } = options;
  if (!isByEar || spotter === 'off') return engine;
  return new SpottingEngine(engine, { weights: loadSpotterWeights(), role: spotter, isDigit: isGermanDigit });
};

const isGermanDigit = (text: string): boolean => Object.hasOwn(DIGIT_SOUNDS, text);

const pronunciationOf = ({ language, modelDir, pronunciation }: VoskOptions): Pronunciation =>
  pronunciation ?? (modelDir === undefined ? PROVISIONS[language].pronunciation : 'native');

class VoskEngine implements Engine {
  readonly name = 'vosk';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #library: VoskLibrary;
  readonly #language: GrammarLanguage;
  readonly #phrases: string | undefined;
  readonly #spoken: SpokenWords | undefined;
  #shared: SharedModel | undefined;

  /** @param held undefined phrases: to nothing but the model's own words */
  constructor(
    library: VoskLibrary,
    shared: SharedModel,
    language: GrammarLanguage,
    held: Pick<Grammar, 'spoken'> & { readonly phrases: readonly string[] | undefined },
  ) {
    this.#library = library;
    this.#shared = shared;
    this.#language = language;
    this.#phrases = held.phrases && JSON.stringify(held.phrases);
    this.#spoken = held.spoken;
  }

  open(request: StreamRequest): EngineStream {
    const primary = request.language.split('-')[0]?.toLowerCase();
    if (this.#shared === undefined || primary !== this.#language) {
      throw new TacetError('TACET_ENGINE_FAILED', `vosk has no model open for "${primary ?? ''}"`);
    }
    const recogniser = this.#library.openRecogniser(this.#shared.model, request.rateHz, this.#phrases);
    return new VoskStream(this.#library, recogniser, request, this.#spoken);
  }

  close(): void {
    this.#shared?.release();
    this.#shared = undefined;
  }
}

class VoskStream implements EngineStream {
  readonly #library: VoskLibrary;
  readonly #request: StreamRequest;
  readonly #spoken: SpokenWords | undefined;
  readonly #clock: StreamClock;
  readonly #partial = new PartialWords(ticks(0));
  #recogniser: VoskRecogniser | undefined;
  /** Calls into the recogniser, one after the other. */
  #turn: Promise<void> = Promise.resolve();
  /** Audio was pushed since the last final result. */
  #pending = false;

  constructor(
    library: VoskLibrary,
    recogniser: VoskRecogniser,
    request: StreamRequest,
    spoken: SpokenWords | undefined,
  ) {
    this.#library = library;
    this.#recogniser = recogniser;
    this.#request = request;
    this.#spoken = spoken;
    this.#clock = new StreamClock(request.rateHz);
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#inTurn(async (recogniser) => {
      if (from !== this.#clock.end) {
        await this.#finalise(recogniser);
        this.#partial.restart(from);
      }
      this.#clock.append(from, pcm.length);
      this.#pending = true;
      const heardTo = this.#clock.end ?? from;
      if (await this.#library.accept(recogniser, pcm)) {
        this.#emitFinal(await this.#library.result(recogniser), heardTo);
        return;
      }
      const heard = readPartial(this.#library.partialResult(recogniser));
      const texts = this.#spoken?.ofTexts(heard) ?? heard;
      this.#emit({ kind: 'partial', words: this.#partial.update(texts, heardTo), heardTo });
    });
  }

  flush(): Promise<void> {
    return this.#inTurn((recogniser) => this.#finalise(recogniser));
  }

  close(): Promise<void> {
    return this.#inTurn((recogniser) => {
      this.#recogniser = undefined;
      this.#library.freeRecogniser(recogniser);
      return Promise.resolve();
    });
  }

  async #finalise(recogniser: VoskRecogniser): Promise<void> {
    const heardTo = this.#clock.end;
    if (!this.#pending || heardTo === undefined) return;
    this.#emitFinal(await this.#library.finalResult(recogniser), heardTo);
  }

  #emitFinal(json: string, heardTo: Ticks): void {
    const { rateHz } = this.#request;
    const heard = readFinal(json);
    const words = (this.#spoken?.ofTimed(heard) ?? heard).map(
      ({ text, fromSeconds, toSeconds, confidence }) => ({
        text,
        span: this.#clock.spanOf(Math.round(fromSeconds * rateHz), Math.round(toSeconds * rateHz)),
        confidence,
      }),
    );
    this.#pending = false;
    this.#partial.restart(heardTo);
    this.#emit({ kind: 'final', words, heardTo, finalTo: heardTo });
  }

  #emit(hypothesis: Hypothesis): void {
    this.#request.onHypothesis(hypothesis);
  }

  /** After `close` every call is a no-op: the handle is gone. */
  #inTurn(run: (recogniser: VoskRecogniser) => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => (this.#recogniser === undefined ? undefined : run(this.#recogniser)));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
