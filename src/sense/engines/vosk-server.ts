/**
 * A Vosk server (alphacep/vosk-server, websocket/asr_server.py).
 *
 * It answers every message with exactly one, in order: the n-th answer proves that the n-th message was heard.
 * Partial results are texts without times, which are estimated as for the embedded Vosk. Any text but the three it
 * knows is heard as audio, so these are sent byte for byte.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import { millisToTicks, ticks, TICKS_PER_SECOND } from '../../core/units.js';
import type { Engine } from '../engine.js';
import { PartialWords } from './partial-words.js';
import { Confidence, pcm16, readMessage, spoken } from './remote/dialect.js';
import type { Dialect, DialectRequest, Reply, Talk, Target } from './remote/dialect.js';
import { remoteFields, ServerUrl } from './remote/options.js';
import { RemoteEngine } from './remote/remote-engine.js';
import { GRAMMAR_LANGUAGES, grammarFor } from './vosk-grammar.js';
import type { TimedWord } from './vosk-result.js';

export const VoskServerOptions = z.strictObject({
  url: ServerUrl,
  /** Holds the recogniser to numbers and payment talk; for small models, whose graph is dynamic. */
  grammar: z.boolean().default(false),
  ...remoteFields,
});
export type VoskServerOptions = z.infer<typeof VoskServerOptions>;

const RESET = '{"reset" : 1}';
const EOF = '{"eof" : 1}';
const MAX_MESSAGE_MS = 200;

const VoskWord = z.object({ word: z.string(), start: z.number(), end: z.number(), conf: Confidence });
const Answer = z.union([
  z.object({ partial: z.string() }),
  z.object({ text: z.string(), result: z.array(VoskWord).optional() }),
]);

type Pending = { readonly kind: 'audio'; readonly toSeconds: number } | { readonly kind: 'reset' | 'eof' };

class VoskTalk implements Talk {
  readonly greeting: readonly string[];
  readonly isReadyAtOnce = true;
  readonly minMessageMs = 0;
  readonly maxMessageMs = MAX_MESSAGE_MS;
  readonly endText = EOF;
  readonly #rateHz: number;
  /** What was sent and is not answered. */
  readonly #pending: Pending[] = [];
  readonly #words = new PartialWords(ticks(0));
  #sentSeconds = 0;
  #heardTo = 0;

  constructor({ rateHz, language }: DialectRequest, withGrammar: boolean) {
    this.#rateHz = rateHz;
    const grammar = withGrammar ? GRAMMAR_LANGUAGES.find((known) => known === language) : undefined;
    const config = {
      sample_rate: rateHz,
      words: 1,
      max_alternatives: 0,
      ...(grammar === undefined ? {} : { phrase_list: grammarFor(grammar) }),
    };
    this.greeting = [JSON.stringify({ config })];
  }

  encode(pcm: Int16Array): Buffer {
    this.#sentSeconds += pcm.length / this.#rateHz;
    this.#pending.push({ kind: 'audio', toSeconds: this.#sentSeconds });
    return pcm16(pcm);
  }

  settleText(): string {
    this.#pending.push({ kind: 'reset' });
    return RESET;
  }

  read(text: string): readonly Reply[] {
    const answer = readMessage(Answer, text);
    // What nothing asked for is the answer to `eof`, the one text that is sent without being counted.
    const pending = this.#pending.shift() ?? { kind: 'eof' as const };
    if (pending.kind === 'audio') this.#heardTo = pending.toSeconds;
    const heardTo = this.#heardTo;
    if ('partial' in answer) {
      if (pending.kind !== 'audio') throw new TacetError('TACET_STT_PROTOCOL');
      return [{ kind: 'partial', words: this.#estimated(answer.partial), heardTo }];
    }
    this.#words.restart(millisToTicks(heardTo * 1_000));
    const words = (answer.result ?? []).map(({ word, start, end, conf }) => ({
      text: spoken(word),
      fromSeconds: start,
      toSeconds: end,
      confidence: conf,
    }));
    const final: Reply = { kind: 'final', words, heardTo };
    switch (pending.kind) {
      case 'audio':
        return [final];
      case 'reset':
        return [final, { kind: 'settled' }];
      case 'eof':
        return [final, { kind: 'ended' }];
    }
  }

  #estimated(partial: string): readonly TimedWord[] {
    const texts = partial
      .split(' ')
      .map(spoken)
      .filter((text) => text !== '');
    return this.#words
      .update(texts, millisToTicks(this.#heardTo * 1_000))
      .map(({ text, span, confidence }) => ({
        text,
        fromSeconds: span.from / TICKS_PER_SECOND,
        toSeconds: span.to / TICKS_PER_SECOND,
        confidence,
      }));
  }
}

class VoskDialect implements Dialect {
  readonly answersSilence = true;
  readonly #options: VoskServerOptions;

  constructor(options: VoskServerOptions) {
    this.#options = options;
  }

  target(): Target {
    return { url: this.#options.url, headers: {} };
  }

  talk(request: DialectRequest): Talk {
    return new VoskTalk(request, this.#options.grammar);
  }
}

export const openVoskServer = (options: VoskServerOptions): Engine =>
  new RemoteEngine('vosk-server', { partials: true, wordTimes: true }, new VoskDialect(options), options);
