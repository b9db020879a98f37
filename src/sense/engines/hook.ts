/**
 * The Tacet hook protocol, client side: a recogniser of the user's own behind a WebSocket (docs/stt.md).
 *
 *     we    {"type":"hello",...}   audio   audio   {"type":"flush","id":1}            {"type":"end"}
 *     they       {"type":"ready",...}   {"type":"words",...}     {"type":"flushed","id":1}   {"type":"ended"}
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import { Confidence, pcm16, readMessage, spoken } from './remote/dialect.js';
import type { Dialect, DialectRequest, Reply, Talk, Target } from './remote/dialect.js';
import { keyFields, readKey, remoteFields, ServerUrl } from './remote/options.js';
import { RemoteEngine } from './remote/remote-engine.js';

export const HookOptions = z.strictObject({ url: ServerUrl, ...keyFields, ...remoteFields });
export type HookOptions = z.infer<typeof HookOptions>;

const VERSION = 1;
const MAX_MESSAGE_MS = 200;

/** What is of another type may be of a later version, and is left alone. */
const TYPES: readonly string[] = ['ready', 'words', 'flushed', 'ended', 'error'];
const Other = z.object({ type: z.string() });
const Message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    version: z.literal(VERSION),
    partials: z.boolean(),
    wordTimes: z.boolean(),
  }),
  z.object({
    type: z.literal('words'),
    final: z.boolean(),
    heardTo: z.number(),
    words: z.array(z.object({ text: z.string(), from: z.number(), to: z.number(), confidence: Confidence })),
  }),
  z.object({ type: z.literal('flushed'), id: z.int() }),
  z.object({ type: z.literal('ended') }),
  z.object({ type: z.literal('error') }),
]);

class HookTalk implements Talk {
  readonly greeting: readonly string[];
  readonly isReadyAtOnce = false;
  readonly minMessageMs = 0;
  readonly maxMessageMs = MAX_MESSAGE_MS;
  readonly endText = JSON.stringify({ type: 'end' });
  #flushes = 0;

  constructor({ rateHz, language }: DialectRequest) {
    const hello = { type: 'hello', protocol: 'tacet-hook', version: VERSION, rate: rateHz };
    this.greeting = [JSON.stringify({ ...hello, encoding: 'pcm_s16le', channels: 1, language })];
  }

  encode(pcm: Int16Array): Buffer {
    return pcm16(pcm);
  }

  settleText(): string {
    return JSON.stringify({ type: 'flush', id: ++this.#flushes });
  }

  read(text: string): readonly Reply[] {
    if (!TYPES.includes(readMessage(Other, text).type)) return [];
    const message = readMessage(Message, text);
    switch (message.type) {
      case 'ready':
        if (message.partials && message.wordTimes) return [{ kind: 'ready' }];
        throw new TacetError('TACET_STT_REFUSED', 'no words with times while speech goes on');
      case 'words':
        return [
          {
            kind: message.final ? 'final' : 'partial',
            heardTo: message.heardTo / 1_000,
            words: message.words.map((word) => ({
              text: spoken(word.text),
              fromSeconds: word.from / 1_000,
              toSeconds: word.to / 1_000,
              confidence: word.confidence,
            })),
          },
        ];
      case 'flushed':
        // An answer that comes after its time says nothing about what was sent since.
        return message.id === this.#flushes ? [{ kind: 'settled' }] : [];
      case 'ended':
        return [{ kind: 'ended' }];
      case 'error':
        throw new TacetError('TACET_STT_AWAY');
    }
  }
}

class HookDialect implements Dialect {
  readonly answersSilence = true;
  readonly #target: Target;

  constructor({ url }: HookOptions, key: string | undefined) {
    this.#target = { url, headers: key === undefined ? {} : { Authorization: `Bearer ${key}` } };
  }

  target({ traceparent }: DialectRequest): Target {
    const { url, headers } = this.#target;
    return traceparent === undefined ? this.#target : { url, headers: { ...headers, traceparent } };
  }

  talk(request: DialectRequest): Talk {
    return new HookTalk(request);
  }
}

/** @throws TacetError TACET_CONFIG */
export const openHook = (options: HookOptions): Engine =>
  new RemoteEngine(
    'hook',
    { partials: true, wordTimes: true },
    new HookDialect(options, readKey(options)),
    options,
  );
