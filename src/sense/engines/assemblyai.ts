/**
 * AssemblyAI, streaming v3. It never says how far it has listened, so that is derived from what cannot be otherwise:
 *
 *     a turn             up to the end of its last word
 *     an ended turn      `min_turn_silence` more: so long a silence is what ended it
 *     Termination        everything: it is the last message of a session that was asked to end
 *
 * Silence is never answered for, so a flush ends the session and the next one is opened at once. Redaction works on
 * final turns only and hides the partial ones: it is never asked for.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import { Confidence, pcm16, readMessage, spoken } from './remote/dialect.js';
import type { Dialect, DialectRequest, Reply, Talk, Target } from './remote/dialect.js';
import { keyFields, remoteFields, requireKey, ServerUrl } from './remote/options.js';
import { RemoteEngine } from './remote/remote-engine.js';
import type { TimedWord } from './vosk-result.js';

export const AssemblyAiOptions = z.strictObject({
  url: ServerUrl.default('wss://streaming.assemblyai.com/v3/ws'),
  /** Left to AssemblyAI where it is not given; it decides about the languages, too. */
  speechModel: z
    .string()
    .regex(/^[\w.:-]{1,64}$/)
    .optional(),
  minTurnSilenceMs: z.int().min(50).max(5_000).default(400),
  maxTurnSilenceMs: z.int().min(50).max(10_000).default(1_280),
  /** Words to listen for. */
  keyterms: z.array(z.string().min(1).max(50)).max(100).default([]),
  ...keyFields,
  ...remoteFields,
});
export type AssemblyAiOptions = z.infer<typeof AssemblyAiOptions>;

/** One message holds 50 to 1 000 ms. */
const MIN_MESSAGE_MS = 50;
const MAX_MESSAGE_MS = 1_000;
/** A turn this long is made final word by word, so that the recording need not wait for its end. */
const LONG_TURN_SECONDS = 10;

const Turn = z.object({
  type: z.literal('Turn'),
  turn_order: z.int(),
  end_of_turn: z.boolean(),
  words: z.array(
    z.object({
      text: z.string(),
      start: z.number(),
      end: z.number(),
      confidence: Confidence,
      word_is_final: z.boolean().default(false),
    }),
  ),
});
const Other = z.object({ type: z.string() });

class AssemblyAiTalk implements Talk {
  readonly greeting = [];
  readonly isReadyAtOnce = false;
  readonly minMessageMs = MIN_MESSAGE_MS;
  readonly maxMessageMs = MAX_MESSAGE_MS;
  readonly endText = JSON.stringify({ type: 'Terminate' });
  readonly #minTurnSilenceMs: number;
  #turn: number | undefined;
  /** Words of this turn that were told as final. */
  #told = 0;
  #heardTo = 0;

  constructor(minTurnSilenceMs: number) {
    this.#minTurnSilenceMs = minTurnSilenceMs;
  }

  encode(pcm: Int16Array): Buffer {
    return pcm16(pcm);
  }

  settleText(): undefined {
    return undefined;
  }

  read(text: string): readonly Reply[] {
    const { type } = readMessage(Other, text);
    switch (type) {
      case 'Begin':
        return [{ kind: 'ready' }];
      case 'Turn':
        return this.#turned(readMessage(Turn, text));
      case 'Termination':
        return [{ kind: 'ended' }];
      case 'Error':
        throw new TacetError('TACET_STT_REFUSED');
      default:
        return [];
    }
  }

  #turned({ turn_order: order, end_of_turn: isEnd, words }: z.output<typeof Turn>): readonly Reply[] {
    if (order !== this.#turn) {
      this.#turn = order;
      this.#told = 0;
    }
    const lastEndMs = Math.max(0, ...words.map(({ end }) => end));
    const provenMs = isEnd && words.length > 0 ? lastEndMs + this.#minTurnSilenceMs : lastEndMs;
    this.#heardTo = Math.max(this.#heardTo, provenMs / 1_000);
    const timed = words.slice(this.#told).map((word) => ({
      text: spoken(word.text),
      fromSeconds: word.start / 1_000,
      toSeconds: word.end / 1_000,
      confidence: word.confidence,
    }));
    if (isEnd) {
      this.#told = words.length;
      return [{ kind: 'final', words: timed, heardTo: this.#heardTo }];
    }
    const settled = this.#settledWords(words, timed);
    const rest = timed.slice(settled.length);
    const partial: Reply = { kind: 'partial', words: rest, heardTo: this.#heardTo };
    const last = settled.at(-1);
    if (last === undefined) return [partial];
    this.#told += settled.length;
    return [{ kind: 'final', words: settled, heardTo: last.toSeconds }, partial];
  }

  /** Of a long turn, the words before the newest that will not change any more. */
  #settledWords(words: z.output<typeof Turn>['words'], timed: readonly TimedWord[]): readonly TimedWord[] {
    const since = timed[0]?.fromSeconds ?? this.#heardTo;
    if (this.#heardTo - since < LONG_TURN_SECONDS) return [];
    const rest = words.slice(this.#told);
    const open = rest.findIndex((word) => !word.word_is_final);
    return timed.slice(0, open === -1 ? timed.length : open);
  }
}

class AssemblyAiDialect implements Dialect {
  readonly answersSilence = false;
  readonly closeCodes = {
    3005: 'TACET_STT_AWAY',
    3006: 'TACET_STT_PROTOCOL',
    3007: 'TACET_STT_PROTOCOL',
    3008: 'TACET_STT_AWAY',
    3009: 'TACET_STT_REFUSED',
  } as const;
  readonly #options: AssemblyAiOptions;
  readonly #key: string;

  constructor(options: AssemblyAiOptions, key: string) {
    this.#options = options;
    this.#key = key;
  }

  target({ rateHz }: DialectRequest): Target {
    const { url, speechModel, minTurnSilenceMs, maxTurnSilenceMs, keyterms } = this.#options;
    const query = new URLSearchParams({
      sample_rate: String(rateHz),
      encoding: 'pcm_s16le',
      format_turns: 'false',
      min_turn_silence: String(minTurnSilenceMs),
      max_turn_silence: String(maxTurnSilenceMs),
    });
    if (speechModel !== undefined) query.set('speech_model', speechModel);
    if (keyterms.length > 0) query.set('keyterms_prompt', JSON.stringify(keyterms));
    return { url: `${url}?${query.toString()}`, headers: { Authorization: this.#key } };
  }

  talk(): Talk {
    return new AssemblyAiTalk(this.#options.minTurnSilenceMs);
  }
}

/** @throws TacetError TACET_CONFIG */
export const openAssemblyAi = (options: AssemblyAiOptions): Engine =>
  new RemoteEngine(
    'assemblyai',
    { partials: true, wordTimes: true },
    new AssemblyAiDialect(options, requireKey(options)),
    options,
  );
