/**
 * The server's end of one AudioHook connection.
 *
 *     preparing -(open, opened)-> active <-(paused, resumed)-> paused -(close, closed)-> closed
 *          any of them -(disconnect)-> signalled, which hears nothing but close
 *
 * Opening and closing take no time: `open` and `close` are answered before anything else is done. Genesys asks for
 * every answer and closes the connection itself; what is wrong ends in `disconnect`.
 */
import { ERRORS, type ErrorCode } from '../core/errors.js';
import { millis, type Millis } from '../core/units.js';
import { RATE_HZ, SAMPLE_BYTES, type AudiohookMedia } from './audiohook-media.js';
import {
  COMPLAINTS,
  NIL_UUID,
  readClientMessage,
  seconds,
  serverMessage,
  type ClientMessage,
  type Complaint,
  type ServerMessageType,
} from './audiohook-messages.js';
import { MaskTeller, type MaskTellerSettings } from './audiohook-masks.js';
import { hasOwnLanguage, languageTag, readOpen } from './audiohook-open.js';
import { InterleavedFrames } from './interleaved.js';
import { sourceFormat } from './json-dialect.js';
import { text, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import { PacedMessages } from './paced-messages.js';
import type { BridgeRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { headerOf } from './signed-request.js';
import { TrackSource } from './track-source.js';

/** Genesys takes 5 a second and 25 at once; messages that waited on the way arrive closer than they were sent. */
const MESSAGES_PER_SECOND = 4;
const MESSAGES_AT_ONCE = 20;

type State = 'preparing' | 'active' | 'paused' | 'signalled' | 'closed';

/** Nothing can be sent on a track: a client answers audio from the server with error 415. */
const NO_WAY_OUT: Track = {
  kindOf: () => 'audio',
  wrap: () => undefined,
  skip: () => undefined,
  clear: () => undefined,
};

export class AudiohookSession implements ProtocolSession {
  readonly #request: BridgeRequest;
  readonly #sink: ProtocolSink;
  readonly #out: PacedMessages;
  readonly #masks: MaskTeller;
  #state: State = 'preparing';
  #tracks: readonly Track[] = [];
  /** Of the customer; keys are the customer's. */
  #customer = 0;
  /** Undefined before `open`, and where no audio was agreed. */
  #audio: InterleavedFrames | undefined;
  #isProbe = false;
  #isLanguageFixed = false;
  #id: string;
  #seq = 0;
  #clientseq = 0;
  #nowMs = millis(0);
  #complaint: Complaint | undefined;

  constructor(request: BridgeRequest, settings: MaskTellerSettings, sink: ProtocolSink) {
    this.#request = request;
    this.#sink = sink;
    this.#id = headerOf(request, 'audiohook-session-id') ?? NIL_UUID;
    this.#out = new PacedMessages(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE, (message) => sink.send(message));
    this.#masks = new MaskTeller(settings, (type, parameters) => this.#send(type, parameters));
  }

  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    this.#advance(arrivalMs);
    if (this.#state === 'closed') return;
    if (isBinary) this.#hear(data, arrivalMs);
    else this.#read(data);
  }

  tick(nowMs: Millis): void {
    this.#advance(nowMs);
    if (this.#isOpen) this.#masks.tick(nowMs, this.#out.hasRoom);
  }

  masked(isMasked: boolean): void {
    if (this.#isOpen) this.#masks.masked(isMasked, this.#nowMs);
  }

  farewell(code: ErrorCode | undefined): boolean {
    if (this.#state !== 'signalled' && this.#state !== 'closed') {
      this.#state = 'signalled';
      this.#sendLast('disconnect', this.#disconnect(code));
    }
    return true;
  }

  close(): void {
    this.#state = 'closed';
    this.#audio?.close();
  }

  get #isOpen(): boolean {
    return this.#state === 'active' || this.#state === 'paused';
  }

  #advance(nowMs: Millis): void {
    this.#nowMs = nowMs;
    this.#out.advance(nowMs);
  }

  #hear(data: Buffer, arrivalMs: Millis): void {
    if (this.#state === 'signalled') return;
    if (this.#state === 'preparing') this.#complain(COMPLAINTS.unexpected);
    // After `paused` nothing is meant for us.
    else if (this.#state === 'paused') this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
    else if (this.#audio?.take(data, arrivalMs) !== true) this.#complain(COMPLAINTS.audio);
  }

  #read(data: Buffer): void {
    const message = readClientMessage(data);
    if ('info' in message) {
      this.#complain(message);
      return;
    }
    if (this.#state === 'signalled') {
      // However it came to this, the client is let go.
      this.#clientseq = Math.max(this.#clientseq, message.seq);
      if (message.type === 'close') this.#close();
      return;
    }
    if (message.seq !== this.#clientseq + 1 || message.serverseq > this.#seq) {
      this.#complain(COMPLAINTS.sequence);
      return;
    }
    this.#clientseq = message.seq;
    if (message.id.toLowerCase() !== this.#id.toLowerCase()) this.#complain(COMPLAINTS.identity);
    else this.#obey(message, data);
  }

  #obey({ type, parameters }: ClientMessage, data: Buffer): void {
    switch (type) {
      case 'open':
        if (this.#state === 'preparing') this.#open(parameters);
        return;
      case 'close':
        this.#close();
        return;
      case 'ping':
        this.#send('pong', {});
        return;
      case 'error':
        // The client says why it will close.
        return;
      default:
        if (this.#isOpen) this.#follow(type, parameters, data);
        else this.#complain(COMPLAINTS.unexpected);
    }
  }

  /** What a client tells of a session that is open. */
  #follow(type: string, parameters: JsonObject, data: Buffer): void {
    switch (type) {
      case 'paused':
        this.#audio?.flush(this.#nowMs);
        this.#state = 'paused';
        return;
      case 'resumed':
        if (this.#leaveOut(parameters)) this.#state = 'active';
        return;
      case 'discarded':
        this.#leaveOut(parameters);
        return;
      case 'update':
        this.#send('updated', {});
        this.#update(parameters);
        return;
      case 'dtmf':
        this.#press(parameters, data);
        return;
      case 'playback_started':
      case 'playback_completed':
        return;
      default:
        // A later version may say more than we know.
        this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
    }
  }

  #open(parameters: JsonObject): void {
    const opening = readOpen(parameters, this.#request);
    if ('info' in opening) {
      this.#complain(opening);
      return;
    }
    const { media, joining } = opening;
    this.#isProbe = joining === undefined;
    this.#isLanguageFixed = this.#request.language !== undefined || hasOwnLanguage(parameters);
    this.#state = 'active';
    this.#send('opened', { media: media === undefined ? [] : [media.offered], startPaused: false });
    if (media === undefined || joining === undefined) return;
    this.#listen(media);
    this.#sink.joined(joining);
  }

  #listen({ encoding, roles }: AudiohookMedia): void {
    const format = sourceFormat({ encoding, rateHz: RATE_HZ }, 0);
    const sources = roles.map((_, track) => new TrackSource(this.#sink, track, format));
    this.#audio = new InterleavedFrames(sources, SAMPLE_BYTES[encoding], format.frameClock);
    this.#customer = Math.max(0, roles.indexOf('caller'));
    this.#tracks = roles.map(() => NO_WAY_OUT);
  }

  /** A stretch of the conversation was not sent: it has its place all the same. */
  #leaveOut({ start, discarded }: JsonObject): boolean {
    const length = seconds(discarded);
    if (length === undefined || seconds(start) === undefined) {
      this.#complain(COMPLAINTS.parameters);
      return false;
    }
    this.#audio?.skip(Math.round(length * RATE_HZ), this.#nowMs);
    return true;
  }

  /** What an administrator has written into the integration or the URL stands. */
  #update(parameters: JsonObject): void {
    const tag = languageTag(text(parameters, 'language'));
    if (tag !== undefined && !this.#isLanguageFixed) this.#sink.language(tag.split('-')[0] ?? tag);
  }

  #press({ digit }: JsonObject, data: Buffer): void {
    const event = keyEvent(digit);
    if (event === undefined) this.#sink.dropped(this.#customer, 'TACET_MESSAGE_MALFORMED');
    else this.#sink.key(this.#customer, event, undefined, data);
  }

  #close(): void {
    if (this.#isOpen) {
      this.#audio?.flush(this.#nowMs);
      this.#masks.end();
    }
    this.#state = 'closed';
    this.#sendLast('closed', {});
    this.#sink.left();
  }

  #complain(complaint: Complaint): void {
    if (this.#state === 'signalled') return;
    this.#complaint = complaint;
    this.#sink.fault(complaint.code);
  }

  #disconnect(code: ErrorCode | undefined): JsonObject {
    const isOver = code === undefined || ERRORS[code].closeCode <= 1_001;
    // A probe joins no call.
    if (isOver || (this.#isProbe && code === 'TACET_JOIN_TIMEOUT')) return { reason: 'completed' };
    const info = this.#complaint?.info ?? `${String(ERRORS[code].status)} ${ERRORS[code].message}`;
    return { reason: code === 'TACET_UNAUTHORISED' ? 'unauthorized' : 'error', info };
  }

  #send(type: ServerMessageType, parameters: JsonObject): void {
    if (this.#out.isFull) {
      this.#complain(COMPLAINTS.rate);
      return;
    }
    this.#seq++;
    this.#out.push(serverMessage(type, this.#id, this.#seq, this.#clientseq, parameters));
  }

  /** It leaves at once, and what waits before it. */
  #sendLast(type: ServerMessageType, parameters: JsonObject): void {
    this.#out.flush();
    this.#send(type, parameters);
    this.#out.flush();
  }
}
