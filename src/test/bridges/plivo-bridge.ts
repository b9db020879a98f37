/** Plivo: nothing before the start, counts as numbers, times since 1970 that wander, events of other names. */
import type { BridgeOptions } from './bridge-client.js';
import { isBase64, JsonBridgeClient } from './json-bridge-client.js';

export interface PlivoOptions extends Omit<BridgeOptions, 'frameBytes'> {
  /** As it stands on the wire. */
  readonly extraHeaders?: string;
}

const EPOCH_MS = 1_778_597_597_091;
let streams = 0;

export class PlivoBridge extends JsonBridgeClient {
  readonly #id = `b3c1d9a2-0e6f-4b4e-9c8e-${String(++streams).padStart(12, '0')}`;
  readonly #options: PlivoOptions;

  constructor(options: PlivoOptions) {
    super({ ...options, frameBytes: 160 });
    this.#options = options;
  }

  protected readonly shapes = {
    media: [
      'playAudio',
      () => ({
        event: 'playAudio',
        streamId: this.#id,
        media: { contentType: 'audio/x-mulaw', sampleRate: 8_000, payload: isBase64 },
      }),
    ],
    clear: ['clearAudio', { event: 'clearAudio', streamId: this.#id }],
  } as const;

  key(digit: string): void {
    const timestamp = String(EPOCH_MS + 20 * this.mediaCount);
    this.#say({ event: 'dtmf', dtmf: { track: 'inbound', digit, timestamp }, extra_headers: '{}' });
  }

  protected greet(): void {
    this.say({
      sequenceNumber: 0,
      event: 'start',
      start: {
        callId: `call-of-${this.#id}`,
        streamId: this.#id,
        accountId: 'MA',
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000 },
      },
      extra_headers: this.#options.extraHeaders ?? '{}',
    });
  }

  protected part(): void {
    this.#say({ event: 'stop' });
  }

  protected media(payload: string): object {
    // Up to 12 ms late, as a clock that is read now and then is.
    const at = EPOCH_MS + 20 * this.mediaCount + ((this.mediaCount * 7) % 13);
    return {
      sequenceNumber: this.messageCount,
      streamId: this.#id,
      event: 'media',
      media: { track: 'inbound', timestamp: String(at), chunk: this.mediaCount, payload },
      extra_headers: '{}',
    };
  }

  #say(message: object): void {
    this.say({ ...message, sequenceNumber: ++this.messageCount, streamId: this.#id });
  }
}
