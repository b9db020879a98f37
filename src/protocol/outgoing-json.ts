/** The way out of a track whose audio is sent as base64 in JSON. Owns the last message and zeroes it on close. */
import type { OutgoingMedia } from './json-dialect.js';
import { MediaMessage } from './media-message.js';
import type { Track } from './protocol.js';

export class OutgoingJson implements Track {
  readonly #media: OutgoingMedia;
  readonly #clear: string | undefined;
  readonly #clockPerMs: number;
  readonly #message: MediaMessage;
  #messages = 0;
  #mediaMessages = 0;
  #clock = 0;

  /** @param clear the message that drops what the peer has not played; undefined where there is none */
  constructor(media: OutgoingMedia, clear: string | undefined, clockPerMs: number) {
    this.#media = media;
    this.#clear = clear;
    this.#clockPerMs = clockPerMs;
    this.#message = new MediaMessage(media.prefix(1, 1, 0), media.suffix);
  }

  /** Messages sent so far, those that carry no audio included where they were counted. */
  get messages(): number {
    return this.#messages;
  }

  /** A message that carries no audio was sent. */
  count(): void {
    this.#messages++;
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array, _marker: boolean, durationClock: number): Uint8Array {
    this.#messages++;
    this.#mediaMessages++;
    if (this.#media.isCounted) {
      const timestampMs = Math.round(this.#clock / this.#clockPerMs);
      this.#message.begin(this.#media.prefix(this.#messages, this.#mediaMessages, timestampMs));
    }
    this.skip(durationClock);
    return this.#message.wrap(payload);
  }

  skip(durationClock: number): void {
    this.#clock += durationClock;
  }

  clear(): string | undefined {
    return this.#clear;
  }

  close(): void {
    this.#message.close();
  }
}
