/**
 * One channel of Asterisk's chan_websocket, whichever side has dialled: Asterisk speaks first and says the format.
 *
 *     MEDIA_START            who it is, and in which format        joins
 *     (binary)               a frame of the codec, no header       audio
 *     DTMF_END               a key, once                           key
 *     MEDIA_XOFF, MEDIA_XON  its queue is full, has room again     nothing is sent in between
 *     STATUS, ERROR, ...     concerns nobody
 */
import { ERRORS, type ErrorCode } from '../core/errors.js';
import type { Millis } from '../core/units.js';
import {
  controlCommand,
  controlFormatOf,
  readControl,
  type ControlCommand,
  type ControlEvent,
  type ControlFormat,
} from './asterisk-control.js';
import { formatOf, SAMPLE_BYTES, type AsteriskFormat } from './asterisk-format.js';
import { EarlyAudio } from './early-audio.js';
import type { Identity } from './identity.js';
import { sourceFormat } from './json-dialect.js';
import { isObject, text, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import type { ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { RawMessage } from './raw-message.js';
import { TrackSource } from './track-source.js';

/** What the request says of the channel. */
export interface AsteriskTerms {
  /**
   * @param variables of the channel; empty in plain text
   * @param channelId undefined in the oldest releases
   */
  readonly identify: (variables: JsonObject, channelId: string | undefined) => Identity | ErrorCode;
  /** Where the request tells: audio need not wait for MEDIA_START. */
  readonly format: AsteriskFormat | undefined;
  /** The channel was set up not to be answered by itself. */
  readonly answers: boolean;
}

const TRACK = 0;
/** Keys come as events. */
const NO_TELEPHONE_EVENTS = 101;
const NORMAL_CLOSURE = 1_000;

export class AsteriskSession implements ProtocolSession, Track {
  readonly tracks: readonly Track[] = [this];
  readonly #terms: AsteriskTerms;
  readonly #sink: ProtocolSink;
  readonly #early = new EarlyAudio();
  readonly #message = new RawMessage();
  #control: ControlFormat | undefined;
  #hasStarted = false;
  #format: AsteriskFormat | undefined;
  #source: TrackSource | undefined;
  /** Asterisk's queue is full. */
  #isHeldOff = false;

  constructor(terms: AsteriskTerms, sink: ProtocolSink) {
    this.#terms = terms;
    this.#sink = sink;
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    if (isBinary) {
      this.#hear(data, arrivalMs);
      return;
    }
    this.#control ??= controlFormatOf(data);
    const event = readControl(data, this.#control);
    if (event === undefined) this.#sink.fault('TACET_MESSAGE_MALFORMED');
    else this.#listen(event, data);
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array): Uint8Array | undefined {
    return this.#source === undefined || this.#isHeldOff ? undefined : this.#message.wrap(payload);
  }

  skip(): void {
    // There are no timestamps: a pause is nothing sent.
  }

  clear(): string | undefined {
    return this.#command('FLUSH_MEDIA');
  }

  /** HANGUP clears the call normally; a mistake is told by the close code instead, and hangs up, too. */
  farewell(code: ErrorCode | undefined): boolean {
    const closeCode = code === undefined ? NORMAL_CLOSURE : ERRORS[code].closeCode;
    if (this.#control === undefined || !this.#hasStarted || closeCode !== NORMAL_CLOSURE) return false;
    this.#sink.send(controlCommand('HANGUP', this.#control));
    return true;
  }

  close(): void {
    this.#early.close();
    this.#message.close();
  }

  #hear(payload: Buffer, arrivalMs: Millis): void {
    if (this.#source === undefined) this.#joinEarly();
    const { encoding } = this.#format ?? {};
    if (this.#source === undefined || encoding === undefined) {
      if (!this.#early.push(payload, arrivalMs)) this.#sink.dropped(TRACK, 'TACET_PAYLOAD_BAD');
    } else if (payload.length === 0 || payload.length % SAMPLE_BYTES[encoding] !== 0) {
      this.#sink.dropped(TRACK, 'TACET_PAYLOAD_BAD');
    } else {
      this.#source.next(payload, arrivalMs);
    }
  }

  #listen(event: ControlEvent, data: Buffer): void {
    switch (event.name) {
      case 'MEDIA_START':
        this.#start(event.fields);
        return;
      case 'DTMF_END':
        this.#press(event.fields, data);
        return;
      case 'MEDIA_XOFF':
        this.#holdOff();
        return;
      case 'MEDIA_XON':
        this.#isHeldOff = false;
        return;
      default:
      // STATUS, ERROR, QUEUE_DRAINED, marks: nothing of it was asked for.
    }
  }

  #start(start: JsonObject): void {
    // A channel starts once.
    if (this.#hasStarted) {
      this.#sink.dropped(TRACK, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    this.#hasStarted = true;
    const refusal = this.#begin(start);
    if (refusal !== undefined) this.#sink.fault(refusal);
    else if (this.#terms.answers) this.#say('ANSWER');
  }

  /** @returns why the channel cannot begin */
  #begin(start: JsonObject): ErrorCode | undefined {
    const format = formatOf(start);
    if (format === undefined) return 'TACET_CODEC_UNKNOWN';
    // Audio that came before was perhaps taken for something else than it is.
    if (this.#format !== undefined) return isSame(format, this.#format) ? undefined : 'TACET_PAYLOAD_TYPE';
    const variables = start['channel_variables'];
    const identity = this.#terms.identify(isObject(variables) ? variables : {}, text(start, 'channel_id'));
    if (typeof identity === 'string') return identity;
    this.#join(format, identity);
    return undefined;
  }

  /** Audio has overtaken MEDIA_START, and the request says what it is and whose. */
  #joinEarly(): void {
    const { format, identify } = this.#terms;
    const identity = identify({}, undefined);
    if (format !== undefined && typeof identity !== 'string' && !this.#hasStarted)
      this.#join(format, identity);
  }

  #join(format: AsteriskFormat, { callId, role, language, called, about, isCopy }: Identity): void {
    const { encoding, rateHz, ptimeMs } = format;
    const source = new TrackSource(this.#sink, TRACK, sourceFormat(format));
    this.#format = format;
    this.#source = source;
    const track = {
      role,
      encoding,
      rateHz,
      ptimeMs,
      telephoneEventPayloadType: NO_TELEPHONE_EVENTS,
      isCopy,
      // One message is one frame of Opus; of other messages Asterisk drops what does not fill a frame.
      isFramed: true,
      isQueued: true,
      isBursty: false,
      isTransparent: false,
    };
    this.#sink.joined({ callId, language, called, about, tracks: [track] });
    this.#early.drain((payload, arrivalMs) => source.next(payload, arrivalMs));
  }

  #press(fields: JsonObject, data: Buffer): void {
    const event = keyEvent(text(fields, 'digit'));
    if (event === undefined) this.#sink.dropped(TRACK, 'TACET_MESSAGE_MALFORMED');
    else this.#sink.key(TRACK, event, undefined, data);
  }

  /** What lies in a full queue would be heard some 18 s late, and everything after it, too. */
  #holdOff(): void {
    if (this.#isHeldOff) return;
    this.#isHeldOff = true;
    this.#say('FLUSH_MEDIA');
  }

  #say(command: ControlCommand): void {
    const message = this.#command(command);
    if (message !== undefined) this.#sink.send(message);
  }

  #command(command: ControlCommand): string | undefined {
    // Frames that pass through as they are have no queue to flush: Asterisk would complain.
    const isPassthrough = this.#format?.encoding === 'OPUS' && command === 'FLUSH_MEDIA';
    return this.#control === undefined || isPassthrough ? undefined : controlCommand(command, this.#control);
  }
}

const isSame = (a: AsteriskFormat, b: AsteriskFormat): boolean =>
  a.encoding === b.encoding && a.rateHz === b.rateHz;
