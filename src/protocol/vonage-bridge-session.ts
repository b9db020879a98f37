/** The bridge's end: Tacet has dialled an application, which takes it for Vonage. */
import type { Millis, SampleRate } from '../core/units.js';
import { maySpeak } from './disguise.js';
import { parseObject, text } from './json-values.js';
import type { ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { VonageAudio } from './vonage-messages.js';

const ONLY = 0;

export class VonageBridgeSession implements ProtocolSession {
  readonly tracks: readonly Track[];
  readonly #sink: ProtocolSink;
  readonly #audio: VonageAudio;
  readonly #isTransparent: boolean;

  /** @param greeting the first message; with `isTransparent` the real bridge's own passes instead */
  constructor(sink: ProtocolSink, rateHz: SampleRate, greeting: string, isTransparent: boolean) {
    this.#sink = sink;
    this.#isTransparent = isTransparent;
    this.#audio = new VonageAudio(sink, rateHz, undefined);
    this.tracks = [this.#audio];
    if (!isTransparent) sink.send(greeting);
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    if (!isBinary) this.#listen(data);
    else if (data.length === 0) this.#sink.dropped(ONLY, 'TACET_PAYLOAD_BAD');
    else this.#audio.hear(data, arrivalMs);
  }

  farewell(): boolean {
    // Vonage just closes.
    return false;
  }

  close(): void {
    this.#audio.close();
  }

  #listen(data: Buffer): void {
    const message = parseObject(data);
    const action = text(message, 'action');
    if (message === undefined || action === undefined) {
      this.#sink.fault('TACET_MESSAGE_MALFORMED');
      return;
    }
    if (maySpeak(message)) {
      this.#sink.dropped(ONLY, 'TACET_MESSAGE_MALFORMED');
      return;
    }
    if (action === 'clear') {
      this.#sink.clear(ONLY);
      if (!this.#isTransparent) this.#sink.send(JSON.stringify({ event: 'websocket:cleared' }));
    }
    if (this.#isTransparent) this.#sink.other(data, false);
    else if (action === 'notify') {
      const reply = JSON.stringify({ event: 'websocket:notify', payload: message['payload'] });
      this.#sink.echo(ONLY, () => this.#sink.send(reply));
    }
  }
}
