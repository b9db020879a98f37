/**
 * The bridge's end of a protocol that sends audio as base64 in JSON: Tacet has dialled an application, say a
 * voice bot, which takes it for the bridge.
 *
 * Where messages pass from the real bridge (`isTransparent`), that one's greeting opens the stream and names it;
 * otherwise the session greets by itself.
 */
import type { Millis } from '../core/units.js';
import { maySpeak } from './disguise.js';
import { JsonAudio } from './json-audio.js';
import { clockPerMs, sourceFormat, type JsonDialect, type JsonStart } from './json-dialect.js';
import { isObject, parseObject, text, type JsonObject } from './json-values.js';
import { keyEvent } from './keys.js';
import { OutgoingJson } from './outgoing-json.js';
import type { ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { TrackSource } from './track-source.js';

const ONLY = 0;

export class JsonBridgeSession implements ProtocolSession, Track {
  readonly tracks: readonly Track[] = [this];
  readonly #dialect: JsonDialect;
  readonly #sink: ProtocolSink;
  readonly #isTransparent: boolean;
  #start: JsonStart;
  readonly #audio: JsonAudio;
  readonly #source: TrackSource;
  #out: OutgoingJson | undefined;
  /** Nothing comes after the stop. */
  #hasStopped = false;

  constructor(dialect: JsonDialect, start: JsonStart, isTransparent: boolean, sink: ProtocolSink) {
    this.#dialect = dialect;
    this.#sink = sink;
    this.#isTransparent = isTransparent;
    this.#start = start;
    this.#audio = new JsonAudio(dialect.app.fields, dialect.app.mediaEvent);
    this.#source = new TrackSource(sink, ONLY, sourceFormat(start));
    if (isTransparent) return;
    for (const message of dialect.bridge.greeting(start)) {
      sink.send(message);
      this.passing(Buffer.from(message));
    }
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    const kind = isBinary ? 'malformed' : this.#audio.read(data);
    if (kind === 'malformed') this.#sink.fault('TACET_MESSAGE_MALFORMED');
    else if (kind === 'media') this.#hear(data, arrivalMs);
    else this.#listen(data);
    this.#audio.forget();
  }

  /** The stream has a name from its start on; from then on messages are counted, too. */
  passing(message: Uint8Array): void {
    const passed = parseObject(Buffer.from(message));
    if (passed?.['event'] === 'stop') this.#hasStopped = true;
    if (this.#out !== undefined) {
      this.#out.count();
      return;
    }
    if (passed?.['event'] !== 'start') return;
    this.#start = { ...this.#start, streamId: streamIdOf(passed) ?? this.#start.streamId };
    const media = this.#dialect.bridge.media(this.#start);
    this.#out = new OutgoingJson(media, undefined, clockPerMs(this.#start));
    this.#out.count();
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array, marker: boolean, durationClock: number): Uint8Array | undefined {
    return this.#hasStopped ? undefined : this.#out?.wrap(payload, marker, durationClock);
  }

  skip(durationClock: number): void {
    this.#out?.skip(durationClock);
  }

  clear(): undefined {
    // An application hears at once what it is sent: there is nothing to clear.
  }

  farewell(): boolean {
    if (this.#out !== undefined && !this.#hasStopped) {
      this.#hasStopped = true;
      this.#sink.send(this.#dialect.bridge.stop(this.#start, this.#out.messages + 1));
    }
    return false;
  }

  close(): void {
    this.#audio.close();
    this.#out?.close();
  }

  #hear(data: Buffer, arrivalMs: Millis): void {
    const payload = this.#audio.payload(data);
    if (payload === undefined) this.#sink.dropped(ONLY, 'TACET_PAYLOAD_BAD');
    else this.#source.next(payload, arrivalMs);
  }

  #listen(data: Buffer): void {
    const message = parseObject(data);
    const event = message?.['event'];
    const { app } = this.#dialect;
    // Audio in disguise, its name written with escapes, would pass as a message.
    if (message === undefined || typeof event !== 'string' || event === app.mediaEvent) {
      this.#sink.fault('TACET_MESSAGE_MALFORMED');
      return;
    }
    if (event === app.keyEvent) {
      this.#press(message, data);
      return;
    }
    if (maySpeak(message)) {
      this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    if (event === app.clearEvent) this.#sink.clear(ONLY);
    // Where messages pass, the real bridge answers.
    if (this.#isTransparent) this.#sink.other(data, false);
    else this.#reply(message);
    if (event === app.stopEvent) this.#sink.left();
  }

  #reply(message: JsonObject): void {
    const reply = this.#dialect.app.reply(message, this.#start);
    if (reply === undefined) return;
    this.#sink.echo(ONLY, () => {
      if (this.#out === undefined || this.#hasStopped) return;
      this.#out.count();
      this.#sink.send(reply(this.#out.messages));
    });
  }

  #press(message: JsonObject, data: Buffer): void {
    const key = this.#dialect.app.readKey?.(message);
    const event = keyEvent(key?.digit);
    if (event === undefined) this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
    else this.#sink.key(ONLY, event, key?.durationMs, data);
  }
}

/** These protocols name the stream in the message or in its start. */
const streamIdOf = (message: JsonObject): string | undefined => {
  const { start } = message;
  for (const holder of [message, start]) {
    for (const name of ['streamSid', 'stream_sid', 'stream_id', 'streamId']) {
      const id = isObject(holder) ? text(holder, name) : undefined;
      if (id !== undefined) return id;
    }
  }
  return undefined;
};
