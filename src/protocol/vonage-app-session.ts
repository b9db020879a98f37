/** The application's end: Vonage has dialled Tacet. Its first message says who it is. */
import type { Millis } from '../core/units.js';
import { mayHide } from './disguise.js';
import { identityOf } from './identity.js';
import { count, parseObject, text, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import type { BridgeRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { contentTypeOf, digitOf, rateOf, vonageTrack, VonageAudio } from './vonage-messages.js';

const ONLY = 0;
const CLEAR = JSON.stringify({ action: 'clear' });
const USUAL = contentTypeOf(16_000);

export class VonageAppSession implements ProtocolSession {
  readonly #request: BridgeRequest;
  readonly #sink: ProtocolSink;
  #audio: VonageAudio | undefined;
  #tracks: readonly Track[] = [];

  constructor(request: BridgeRequest, sink: ProtocolSink) {
    this.#request = request;
    this.#sink = sink;
  }

  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    if (!isBinary) this.#listen(data);
    // Audio before the first message has no format.
    else if (this.#audio === undefined || data.length === 0) this.#sink.dropped(ONLY, 'TACET_PAYLOAD_BAD');
    else this.#audio.hear(data, arrivalMs);
  }

  close(): void {
    this.#audio?.close();
  }

  #listen(data: Buffer): void {
    const message = parseObject(data);
    const event = text(message, 'event');
    if (message === undefined || event === undefined) {
      this.#sink.fault('TACET_MESSAGE_MALFORMED');
    } else if (event === 'websocket:connected') {
      this.#join(message, data);
    } else if (event === 'websocket:dtmf') {
      const key = keyEvent(digitOf(message));
      if (key === undefined) this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
      else this.#sink.key(ONLY, key, count(message, 'duration'), data);
    } else if (mayHide(message)) {
      this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
    } else {
      this.#sink.other(data, false);
    }
  }

  /** The headers that the user gave the endpoint stand beside Vonage's own fields. */
  #join(message: JsonObject, data: Buffer): void {
    if (this.#audio !== undefined) {
      this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    const rateHz = rateOf(text(message, 'content-type') ?? USUAL);
    const identity = identityOf(this.#request, message, undefined);
    if (rateHz === undefined || typeof identity === 'string') {
      this.#sink.fault(typeof identity === 'string' ? identity : 'TACET_CODEC_UNKNOWN');
      return;
    }
    this.#sink.other(data, false);
    const { role, isCopy, ...who } = identity;
    this.#audio = new VonageAudio(this.#sink, rateHz, CLEAR);
    this.#tracks = [this.#audio];
    this.#sink.joined({ ...who, tracks: [{ ...vonageTrack(role, rateHz, 'app'), isCopy }] });
  }
}
