/**
 * The few C functions of libvosk that Tacet calls, through koffi, typed and with their null pointers checked.
 *
 * `accept`, `result` and `finalResult` run on koffi's own threads, so one speech worker uses several cores;
 * a recogniser must have only one call in flight. A null handle would end the process inside the library:
 * none leaves this file. Results hold spoken words: they go to the caller and nowhere else.
 */
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { TacetError } from '../../core/errors.js';

declare const handle: unique symbol;
type Handle<Name extends string> = bigint & { readonly [handle]: Name };
export type VoskModel = Handle<'model'>;
export type VoskRecogniser = Handle<'recogniser'>;

export interface VoskLibrary {
  /** Blocks for about a second. @throws TacetError TACET_ENGINE_FAILED */
  openModel(folder: string): VoskModel;
  freeModel(model: VoskModel): void;
  knowsWord(model: VoskModel, word: string): boolean;
  /** `grammar`: a JSON array of phrases. @throws TacetError TACET_ENGINE_FAILED */
  openRecogniser(model: VoskModel, rateHz: number, grammar: string | undefined): VoskRecogniser;
  freeRecogniser(recogniser: VoskRecogniser): void;
  /** `pcm` is borrowed until the promise settles. @returns whether an utterance has ended. */
  accept(recogniser: VoskRecogniser, pcm: Int16Array): Promise<boolean>;
  /** JSON, see vosk-result.ts. */
  partialResult(recogniser: VoskRecogniser): string;
  result(recogniser: VoskRecogniser): Promise<string>;
  finalResult(recogniser: VoskRecogniser): Promise<string>;
}

/** Final results search a lattice recursively: koffi's 128 KiB leave too little room for long utterances. */
const CALL_STACK_BYTES = 1024 * 1024;
/** One call a stream; koffi refuses what goes beyond. */
const CALLS_IN_FLIGHT = 1024;
const SILENT = -1;

const loaded = new Map<string, VoskLibrary>();

/**
 * Loaded once per thread and path.
 * @throws TacetError TACET_ENGINE_FAILED
 */
export const loadVoskLibrary = (path: string): VoskLibrary => {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const library = bind(open(path));
  loaded.set(path, library);
  return library;
};

const failed = (what: string): TacetError => new TacetError('TACET_ENGINE_FAILED', what);

const open = (path: string): LibraryHandle => {
  try {
    koffi.config({
      ...koffi.config(),
      async_stack_size: CALL_STACK_BYTES,
      max_async_calls: CALLS_IN_FLIGHT,
    });
  } catch {
    // Somebody in this thread has used koffi before; its settings stand.
  }
  try {
    return koffi.load(path);
  } catch {
    throw failed('the recogniser library could not be loaded');
  }
};

/** Turns koffi's callback into a promise. */
const later = <Args extends unknown[], Result>(
  call: KoffiFunc<(...args: Args) => Result>,
  ...args: Args
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const settle = (error: unknown, result: Result): void => {
      if (error === null || error === undefined) resolve(result);
      else reject(failed('a call into the recogniser library failed'));
    };
    // koffi's own type cannot spread a generic tuple before the callback.
    (call.async as (...all: unknown[]) => void)(...args, settle);
  });

const bind = (library: LibraryHandle): VoskLibrary => {
  const func = <Signature extends (...args: never[]) => unknown>(declaration: string): KoffiFunc<Signature> =>
    library.func(declaration) as unknown as KoffiFunc<Signature>;

  const setLogLevel = func<(level: number) => void>('void vosk_set_log_level(int)');
  const modelNew = func<(folder: string) => VoskModel | null>('void *vosk_model_new(str)');
  const modelFree = func<(model: VoskModel) => void>('void vosk_model_free(void *)');
  const findWord = func<(model: VoskModel, word: string) => number>('int vosk_model_find_word(void *, str)');
  const recogniserNew = func<(model: VoskModel, rateHz: number, grammar: string) => VoskRecogniser | null>(
    'void *vosk_recognizer_new_grm(void *, float, str)',
  );
  const freeRecogniserNew = func<(model: VoskModel, rateHz: number) => VoskRecogniser | null>(
    'void *vosk_recognizer_new(void *, float)',
  );
  const recogniserFree = func<(r: VoskRecogniser) => void>('void vosk_recognizer_free(void *)');
  const setWords = func<(r: VoskRecogniser, on: number) => void>(
    'void vosk_recognizer_set_words(void *, int)',
  );
  const accept = func<(r: VoskRecogniser, pcm: Int16Array, bytes: number) => number>(
    'int vosk_recognizer_accept_waveform(void *, void *, int)',
  );
  const partial = func<(r: VoskRecogniser) => string>('str vosk_recognizer_partial_result(void *)');
  const result = func<(r: VoskRecogniser) => string>('str vosk_recognizer_result(void *)');
  const final = func<(r: VoskRecogniser) => string>('str vosk_recognizer_final_result(void *)');

  setLogLevel(SILENT);
  return {
    openModel(folder) {
      const model = modelNew(folder);
      if (model === null) throw failed('the model could not be loaded');
      return model;
    },
    freeModel: (model) => modelFree(model),
    knowsWord: (model, word) => findWord(model, word) >= 0,
    openRecogniser(model, rateHz, grammar) {
      const recogniser =
        grammar === undefined ? freeRecogniserNew(model, rateHz) : recogniserNew(model, rateHz, grammar);
      if (recogniser === null) throw failed('a recogniser could not be opened');
      setWords(recogniser, 1);
      return recogniser;
    },
    freeRecogniser: (recogniser) => recogniserFree(recogniser),
    async accept(recogniser, pcm) {
      const answer = await later(accept, recogniser, pcm, pcm.byteLength);
      if (answer < 0) throw failed('the recogniser refused the audio');
      return answer === 1;
    },
    partialResult: (recogniser) => partial(recogniser),
    result: (recogniser) => later(result, recogniser),
    finalResult: (recogniser) => later(final, recogniser),
  };
};
