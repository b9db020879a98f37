/**
 * The application's end of a protocol that sends audio as base64 in JSON: a bridge has dialled Tacet.
 *
 *     {"event":"start",...}   who it is, and in which format            JSON.parse
 *     {"event":"media",...}   fifty times a second                      read in its bytes
 *     {"event":"dtmf",...} mark, stop, and what nobody knows            JSON.parse
 */
import type { Millis } from '../core/units.js';
import { mayHide } from './disguise.js';
import { JsonAudio } from './json-audio.js';
import {
  clockPerMs,
  isError,
  sourceFormat,
  trackOffer,
  type JsonDialect,
  type JsonStart,
} from './json-dialect.js';
import { parseObject, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import { OutgoingJson } from './outgoing-json.js';
import type { BridgeRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { ReorderWindow } from './reorder-window.js';
import { TrackSource } from './track-source.js';

export class JsonAppSession implements ProtocolSession {
  readonly #dialect: JsonDialect;
  readonly #request: BridgeRequest;
  readonly #sink: ProtocolSink;
  readonly #audio: JsonAudio;
  readonly #trackNames: Buffer[] = [];
  readonly #sources: TrackSource[] = [];
  /** Those of tracks whose messages may come in any order. */
  readonly #windows: ReorderWindow[] = [];
  #clockPerMs = 8;
  #tracks: readonly Track[] = [];
  #out: OutgoingJson | undefined;

  constructor(dialect: JsonDialect, request: BridgeRequest, sink: ProtocolSink) {
    this.#dialect = dialect;
    this.#request = request;
    this.#sink = sink;
    this.#audio = new JsonAudio(dialect.bridge.fields, dialect.bridge.mediaEvent);
  }

  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    const kind = isBinary ? 'malformed' : this.#audio.read(data);
    if (kind === 'malformed') this.#sink.fault('TACET_MESSAGE_MALFORMED');
    else if (kind === 'media') this.#hear(data, arrivalMs);
    else this.#listen(data);
    this.#audio.forget();
  }

  tick(nowMs: Millis): void {
    for (const window of this.#windows) window.tick(nowMs);
  }

  close(): void {
    this.#audio.close();
    for (const window of this.#windows) window.close();
    this.#out?.close();
  }

  #hear(data: Buffer, arrivalMs: Millis): void {
    const track = this.#audio.track(this.#trackNames);
    const source = this.#sources[track];
    // Audio before the start belongs to nobody; that of a track nobody announced neither.
    if (source === undefined) {
      this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    const payload = this.#audio.payload(data);
    if (payload === undefined) {
      this.#sink.dropped(track, 'TACET_PAYLOAD_BAD');
      return;
    }
    const { timestampMs, number } = this.#audio;
    if (timestampMs === undefined) source.next(payload, arrivalMs);
    else if (number === undefined) source.at(timestampMs * this.#clockPerMs, payload, arrivalMs);
    else this.#windows[track]?.push(number, timestampMs, payload, arrivalMs);
  }

  #listen(data: Buffer): void {
    const message = parseObject(data);
    const event = message?.['event'];
    if (message === undefined || typeof event !== 'string') {
      this.#sink.fault('TACET_MESSAGE_MALFORMED');
      return;
    }
    switch (event) {
      case 'start':
        this.#start(message, data);
        return;
      case 'dtmf':
        this.#press(message, data);
        return;
      case 'stop':
        this.#stop(data);
        return;
      case this.#dialect.bridge.mediaEvent:
        // Audio in disguise, its name written with escapes, would pass as a message.
        this.#sink.fault('TACET_MESSAGE_MALFORMED');
        return;
      default:
        if (mayHide(message)) this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
        else this.#sink.other(data, false);
    }
  }

  #start(message: JsonObject, data: Buffer): void {
    // A second start changes nothing: a stream has one.
    if (this.#sources.length > 0) {
      this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    const start = this.#dialect.bridge.readStart(message, this.#request);
    if (isError(start)) {
      this.#sink.fault(start);
      return;
    }
    this.#sink.other(data, false);
    this.#open(start);
    const { callId, language, called, about, tracks } = start;
    this.#sink.joined({
      callId,
      language,
      called,
      about,
      tracks: tracks.map(({ role }) => trackOffer(start, role, this.#dialect, 'app')),
    });
  }

  #open(start: JsonStart): void {
    const { app, jitterMs } = this.#dialect;
    this.#clockPerMs = clockPerMs(start);
    start.tracks.forEach(({ name }, track) => {
      this.#trackNames.push(Buffer.from(name));
      const source = new TrackSource(this.#sink, track, sourceFormat(start, jitterMs));
      this.#sources.push(source);
      this.#windows.push(
        new ReorderWindow((timestampMs, payload, arrivalMs) =>
          source.at(timestampMs * this.#clockPerMs, payload, arrivalMs),
        ),
      );
    });
    const out = new OutgoingJson(app.media(start), app.clear(start.streamId), this.#clockPerMs);
    this.#out = out;
    this.#tracks = start.tracks.map(() => out);
  }

  #stop(data: Buffer): void {
    for (const window of this.#windows) window.flush();
    this.#sink.other(data, false);
    this.#sink.left();
  }

  #press(message: JsonObject, data: Buffer): void {
    const key = this.#dialect.bridge.readKey(message);
    const event = keyEvent(key?.digit);
    if (key === undefined || event === undefined) {
      this.#sink.dropped(0, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    const track = this.#trackNames.findIndex((name) => name.toString() === key.track);
    this.#sink.key(Math.max(0, track), event, key.durationMs, data);
  }
}
