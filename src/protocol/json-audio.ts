/**
 * The audio of a JSON message, read in its bytes. Owns the last audio it read, and zeroes it.
 */
import { decodeBase64, decodedLength } from './base64.js';
import { JsonFields } from './json-fields.js';

/** Paths of a media message (JsonFields): its event, its audio, and, where there are such, track, time and number. */
export interface MediaFields {
  readonly event: string;
  readonly payload: string;
  readonly track?: string;
  /** Milliseconds since the start of the stream. */
  readonly timestamp?: string;
  /** Counts the track's media messages where their order is not certain. */
  readonly number?: string;
}

/** Seconds of any encoding: what a message may hold is bounded by its size before. */
const MOST_AUDIO_BYTES = 1_048_576;
const EVENT = 0;
const PAYLOAD = 1;
const TRACK = 2;
const TIMESTAMP = 3;
const NUMBER = 4;
const NO_PATH = '';

export class JsonAudio {
  readonly #fields: JsonFields;
  readonly #mediaEvent: Buffer;
  #audio = new Uint8Array(0);
  #bytes = 0;

  /** @param mediaEvent name of the event that carries audio */
  constructor({ event, payload, track, timestamp, number }: MediaFields, mediaEvent: string) {
    this.#fields = new JsonFields([
      event,
      payload,
      track ?? NO_PATH,
      timestamp ?? NO_PATH,
      number ?? NO_PATH,
    ]);
    this.#mediaEvent = Buffer.from(mediaEvent);
  }

  /** @returns what kind of message it is */
  read(data: Buffer): 'media' | 'other' | 'malformed' {
    if (!this.#fields.read(data)) return 'malformed';
    return this.#fields.equals(EVENT, this.#mediaEvent) ? 'media' : 'other';
  }

  /** Decodes the audio of the message read last. @returns undefined where there is none; valid until `forget` */
  payload(data: Buffer): Uint8Array | undefined {
    const fields = this.#fields;
    if (!fields.has(PAYLOAD)) return undefined;
    const from = fields.from(PAYLOAD);
    let to = fields.to(PAYLOAD);
    // Some writers escape the slash (RFC 8259, section 7); it stands for itself.
    if (!fields.isPlain(PAYLOAD)) to = withoutEscapes(data, from, to);
    const most = decodedLength(to - from);
    if (most > MOST_AUDIO_BYTES) return undefined;
    if (most > this.#audio.length) {
      this.#audio.fill(0);
      this.#audio = new Uint8Array(most);
    }
    // Also what turns out to be no base64 has been written.
    this.#bytes = Math.max(0, most);
    const bytes = to < from ? -1 : decodeBase64(data, from, to, this.#audio);
    return bytes <= 0 ? undefined : this.#audio.subarray(0, bytes);
  }

  /** @returns which of these names the message's track has; 0 where it names none, -1 where it is none of them */
  track(names: readonly Buffer[]): number {
    if (!this.#fields.has(TRACK)) return 0;
    return names.findIndex((name) => this.#fields.equals(TRACK, name));
  }

  get timestampMs(): number | undefined {
    return this.#fields.count(TIMESTAMP);
  }

  get number(): number | undefined {
    return this.#fields.count(NUMBER);
  }

  /** Lets go of the message and zeroes its audio. */
  forget(): void {
    this.#fields.forget();
    this.#audio.fill(0, 0, this.#bytes);
    this.#bytes = 0;
  }

  close(): void {
    this.#audio.fill(0);
  }
}

const BACKSLASH = 0x5c;
const SLASH = 0x2f;

/** Takes the escapes of slashes out of `[from, to)`, in place. @returns its new end; -1 where there are others */
const withoutEscapes = (data: Buffer, from: number, to: number): number => {
  let end = from;
  for (let at = from; at < to; at++) {
    if (data[at] === BACKSLASH && data[++at] !== SLASH) return -1;
    data[end++] = data[at] as number;
  }
  return end;
};
