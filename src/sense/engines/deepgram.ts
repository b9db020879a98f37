/**
 * Deepgram, live transcription (`/v1/listen`). Its results say which stretch of audio they are of: `start + duration`
 * is what it has heard. Raw words are asked for: numerals, formatting and redaction come too late and change words.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import { Confidence, pcm16, readMessage, spoken } from './remote/dialect.js';
import type { Dialect, DialectRequest, Reply, Talk, Target } from './remote/dialect.js';
import { keyFields, remoteFields, requireKey, ServerUrl } from './remote/options.js';
import { RemoteEngine } from './remote/remote-engine.js';

export const DeepgramOptions = z.strictObject({
  url: ServerUrl.default('wss://api.deepgram.com/v1/listen'),
  model: z
    .string()
    .regex(/^[\w.:-]{1,64}$/)
    .default('nova-3'),
  /** How long a pause ends an utterance. */
  endpointingMs: z.int().min(10).max(5_000).default(300),
  /** Off: no words before an utterance ends. The live gate cannot work with that. */
  interimResults: z.boolean().default(true),
  /** Words to listen for, `keyterm` of nova-3. */
  keyterms: z.array(z.string().min(1).max(64)).max(100).default([]),
  ...keyFields,
  ...remoteFields,
});
export type DeepgramOptions = z.infer<typeof DeepgramOptions>;

/** 10 s without audio end a session; one is asked for every 3 to 5 s. */
const KEEP_ALIVE = { text: JSON.stringify({ type: 'KeepAlive' }), afterMs: 4_000 };
const MIN_MESSAGE_MS = 20;
const MAX_MESSAGE_MS = 240;

const Results = z.object({
  type: z.literal('Results'),
  start: z.number(),
  duration: z.number().nonnegative(),
  is_final: z.boolean(),
  from_finalize: z.boolean().default(false),
  channel: z.object({
    alternatives: z.array(
      z.object({
        words: z
          .array(z.object({ word: z.string(), start: z.number(), end: z.number(), confidence: Confidence }))
          .default([]),
      }),
    ),
  }),
});
const Other = z.object({ type: z.string() });

class DeepgramTalk implements Talk {
  readonly greeting = [];
  readonly isReadyAtOnce = true;
  readonly minMessageMs = MIN_MESSAGE_MS;
  readonly maxMessageMs = MAX_MESSAGE_MS;
  readonly keepAlive = KEEP_ALIVE;
  readonly endText = JSON.stringify({ type: 'CloseStream' });

  encode(pcm: Int16Array): Buffer {
    return pcm16(pcm);
  }

  settleText(): string {
    return JSON.stringify({ type: 'Finalize' });
  }

  read(text: string): readonly Reply[] {
    const { type } = readMessage(Other, text);
    // The summary comes last, after everything that was said.
    if (type === 'Metadata') return [{ kind: 'ended' }];
    if (type === 'Error') throw new TacetError('TACET_STT_AWAY');
    if (type !== 'Results') return [];
    const results = readMessage(Results, text);
    const words = (results.channel.alternatives[0]?.words ?? []).map(({ word, start, end, confidence }) => ({
      text: spoken(word),
      fromSeconds: start,
      toSeconds: end,
      confidence,
    }));
    const heardTo = results.start + results.duration;
    const kind = results.is_final ? 'final' : 'partial';
    const heard: Reply = { kind, words, heardTo };
    return results.from_finalize ? [heard, { kind: 'settled' }] : [heard];
  }
}

class DeepgramDialect implements Dialect {
  readonly answersSilence = true;
  readonly #options: DeepgramOptions;
  readonly #key: string;

  constructor(options: DeepgramOptions, key: string) {
    this.#options = options;
    this.#key = key;
  }

  target({ rateHz, language }: DialectRequest): Target {
    const { url, model, endpointingMs, interimResults, keyterms } = this.#options;
    const query = new URLSearchParams({
      model,
      language,
      encoding: 'linear16',
      sample_rate: String(rateHz),
      channels: '1',
      interim_results: String(interimResults),
      endpointing: String(endpointingMs),
      punctuate: 'false',
      smart_format: 'false',
      numerals: 'false',
    });
    for (const keyterm of keyterms) query.append('keyterm', keyterm);
    return { url: `${url}?${query.toString()}`, headers: { Authorization: `Token ${this.#key}` } };
  }

  talk(): Talk {
    return new DeepgramTalk();
  }
}

/** @throws TacetError TACET_CONFIG */
export const openDeepgram = (options: DeepgramOptions): Engine =>
  new RemoteEngine(
    'deepgram',
    { partials: options.interimResults, wordTimes: true },
    new DeepgramDialect(options, requireKey(options)),
    options,
  );
