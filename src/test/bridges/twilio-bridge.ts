/** Twilio: numbers are text, the query is lost, and every field that it does not know is an error. */
import type { BridgeOptions } from './bridge-client.js';
import { isBase64, JsonBridgeClient } from './json-bridge-client.js';

export interface TwilioOptions extends Omit<BridgeOptions, 'frameBytes'> {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tracks?: readonly ('inbound' | 'outbound')[];
}

let streams = 0;

export class TwilioBridge extends JsonBridgeClient {
  readonly #id = `MZ${String(++streams).padStart(32, '0')}`;
  readonly #options: TwilioOptions;
  readonly #chunks = { inbound: 0, outbound: 0 };

  constructor(options: TwilioOptions) {
    super({ ...options, url: options.url.replace(/\?.*$/, ''), frameBytes: 160 });
    this.#options = options;
  }

  protected readonly shapes = {
    media: ['media', () => ({ event: 'media', streamSid: this.#id, media: { payload: isBase64 } })],
    clear: ['clear', { event: 'clear', streamSid: this.#id }],
  } as const;

  key(digit: string): void {
    this.#say({ event: 'dtmf', streamSid: this.#id, dtmf: { track: 'inbound_track', digit } });
  }

  /** What Twilio plays to the party: only where a copy was asked for. */
  sendOutbound(payload: Uint8Array): void {
    this.#say(this.#mediaOf('outbound', Buffer.from(payload).toString('base64')));
  }

  protected greet(): void {
    const { parameters = {}, tracks = ['inbound'] } = this.#options;
    this.say({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    this.#say({
      event: 'start',
      streamSid: this.#id,
      start: {
        streamSid: this.#id,
        accountSid: 'AC00000000000000000000000000000001',
        callSid: this.#id.replace('MZ', 'CA'),
        tracks,
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
        customParameters: parameters,
      },
    });
  }

  protected part(): void {
    this.#say({ event: 'stop', streamSid: this.#id, stop: { accountSid: 'AC', callSid: 'CA' } });
  }

  protected media(payload: string): object {
    return { ...this.#mediaOf('inbound', payload), sequenceNumber: String(this.messageCount) };
  }

  #mediaOf(track: 'inbound' | 'outbound', payload: string): object {
    const chunk = ++this.#chunks[track];
    const timestamp = String(20 * (chunk - 1));
    return {
      event: 'media',
      streamSid: this.#id,
      media: { track, chunk: String(chunk), timestamp, payload },
    };
  }

  #say(message: object): void {
    this.say({ ...message, sequenceNumber: String(++this.messageCount) });
  }
}
