/** SignalWire: Twilio's shapes, bare UUIDs, no stream id in media, keys with a duration, a stop without words. */
import type { BridgeOptions } from './bridge-client.js';
import { isBase64, JsonBridgeClient } from './json-bridge-client.js';

export interface SignalWireOptions extends Omit<BridgeOptions, 'frameBytes'> {
  readonly token: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

let streams = 0;

/** L16 at 16 kHz. */
export class SignalWireBridge extends JsonBridgeClient {
  readonly #id = `1f6e3c52-7c4e-4c59-8f0c-${String(++streams).padStart(12, '0')}`;
  readonly #options: SignalWireOptions;

  constructor(options: SignalWireOptions) {
    const headers = { ...options.headers, authorization: `Bearer ${options.token}` };
    super({ ...options, headers, url: options.url.replace(/\?.*$/, ''), frameBytes: 640 });
    this.#options = options;
  }

  protected readonly shapes = {
    media: ['media', () => ({ event: 'media', streamSid: this.#id, media: { payload: isBase64 } })],
    clear: ['clear', { event: 'clear', streamSid: this.#id }],
  } as const;

  key(digit: string): void {
    this.#say({ event: 'dtmf', streamSid: this.#id, dtmf: { digit, duration: 200 } });
  }

  protected greet(): void {
    this.say({ event: 'connected', protocol: 'Call', version: '0.2.0' });
    this.#say({
      event: 'start',
      streamSid: this.#id,
      start: {
        streamSid: this.#id,
        accountSid: '7bf0c4b7-0a3f-4b3e-8e5f-6d6c0b7d7a11',
        callSid: `c2a7e5d0-${this.#id}`,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-L16', sampleRate: 16_000, channels: 1 },
        customParameters: this.#options.parameters ?? {},
      },
    });
  }

  protected part(): void {
    this.#say({ event: 'stop' });
  }

  protected media(payload: string): object {
    const chunk = String(this.mediaCount);
    const timestamp = String(20 * (this.mediaCount - 1));
    return {
      event: 'media',
      sequenceNumber: String(this.messageCount),
      media: { track: 'inbound', chunk, timestamp, payload },
    };
  }

  #say(message: object): void {
    this.say({ ...message, sequenceNumber: String(++this.messageCount) });
  }
}
