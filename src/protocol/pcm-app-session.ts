/**
 * The application's end of a stream of 16-bit samples with text beside them: FreeSWITCH or jambonz has dialled
 * Tacet.
 *
 *     (text)    once, first: metadata, which may be missing           who it is, and in which format
 *     (binary)  samples, of any length, or of none                    audio
 *     {"event":"dtmf","dtmf":"2","duration":"1600"}                   a key, once it is over
 *     (text)    anything else                                         for the other party, where it understands
 */
import { ERRORS, type ErrorCode } from '../core/errors.js';
import type { Millis } from '../core/units.js';
import { mayHide } from './disguise.js';
import { count, parseObject, text, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import type { PcmStream } from './pcm-stream.js';
import { PcmTracks } from './pcm-tracks.js';
import type { ProtocolSession, ProtocolSink, Track } from './protocol.js';

export interface PcmTerms {
  /** Where the request says all there is to know. */
  readonly stream: PcmStream | undefined;
  /** @param metadata undefined where the first message is no JSON object */
  readonly describe: (metadata: JsonObject | undefined) => PcmStream | ErrorCode;
  /** Messages to the peer. */
  readonly words: {
    /** Drop what was not played. */
    readonly clear: string | undefined;
    /** End the stream; the peer then closes. */
    readonly end: string | undefined;
  };
}

const NORMAL_CLOSURE = 1_000;
/** Durations count in 1/8 000 s, whatever the rate of the stream. */
const KEY_CLOCK_PER_MS = 8;

export class PcmAppSession implements ProtocolSession {
  readonly #terms: PcmTerms;
  readonly #sink: ProtocolSink;
  #pcm: PcmTracks | undefined;
  /** Nobody is at the other end, so nothing passes. */
  #isCopy = false;

  constructor(terms: PcmTerms, sink: ProtocolSink) {
    this.#terms = terms;
    this.#sink = sink;
    if (terms.stream !== undefined) this.#open(terms.stream);
  }

  get tracks(): readonly Track[] {
    return this.#pcm?.tracks ?? [];
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    const message = isBinary ? undefined : parseObject(data);
    const isFirst = this.#pcm === undefined;
    if (isFirst && !this.#join(message)) return;
    if (isBinary) this.#pcm?.receive(data, arrivalMs);
    else this.#listen(message, data, isFirst);
  }

  farewell(code: ErrorCode | undefined): boolean {
    const { end } = this.#terms.words;
    const closeCode = code === undefined ? NORMAL_CLOSURE : ERRORS[code].closeCode;
    if (end === undefined || this.#pcm === undefined || closeCode !== NORMAL_CLOSURE) return false;
    this.#sink.send(end);
    return true;
  }

  close(): void {
    this.#pcm?.close();
  }

  /** @returns whether it is known now who this is */
  #join(metadata: JsonObject | undefined): boolean {
    const stream = this.#terms.describe(metadata);
    if (typeof stream === 'string') {
      this.#sink.fault(stream);
      return false;
    }
    this.#open(stream);
    this.#sink.joined(stream.joining);
    return true;
  }

  #open({ joining: { tracks }, rateHz }: PcmStream): void {
    const { clear } = this.#terms.words;
    this.#isCopy = tracks.some((track) => track.isCopy);
    this.#pcm = new PcmTracks(this.#sink, tracks.length === 2 ? 2 : 1, rateHz, this.#isCopy, clear);
  }

  /** @param isFirst it describes the stream, whatever it is called */
  #listen(message: JsonObject | undefined, data: Buffer, isFirst: boolean): void {
    if (message?.['event'] === 'dtmf') this.#press(message, data);
    else if (isFirst || this.#isCopy || !mayHide(message)) this.#sink.other(data, false);
    else this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
  }

  #press(message: JsonObject, data: Buffer): void {
    const event = keyEvent(text(message, 'dtmf') ?? text(message, 'digit'));
    const duration = count(message, 'duration');
    if (event === undefined) this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
    else this.#sink.key(0, event, duration === undefined ? undefined : duration / KEY_CLOCK_PER_MS, data);
  }
}
