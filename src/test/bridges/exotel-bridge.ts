/** Exotel: 100 ms in a message both ways, multiples of 320 bytes, and its own counts and times in what it is sent. */
import type { BridgeOptions } from './bridge-client.js';
import { isBase64, JsonBridgeClient } from './json-bridge-client.js';

export interface ExotelOptions extends Omit<BridgeOptions, 'frameBytes'> {
  readonly login: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const FRAMES = 5;
const FRAME_BYTES = 320;
let streams = 0;

/** 8 kHz. */
export class ExotelBridge extends JsonBridgeClient {
  readonly #id = `MZ${String(++streams).padStart(32, '0')}`;
  readonly #options: ExotelOptions;
  #gathered: Buffer[] = [];
  #heard = 0;

  constructor(options: ExotelOptions) {
    const authorization = `Basic ${Buffer.from(options.login).toString('base64')}`;
    super({ ...options, headers: { ...options.headers, authorization }, frameBytes: FRAME_BYTES });
    this.#options = options;
  }

  protected readonly shapes = {
    media: [
      'media',
      () => {
        const n = ++this.#heard;
        return {
          event: 'media',
          sequence_number: String(n),
          stream_sid: this.#id,
          media: {
            chunk: String(n),
            timestamp: String(100 * (n - 1)),
            payload: (value: unknown) =>
              isBase64(value) && Buffer.from(String(value), 'base64').length === FRAMES * FRAME_BYTES,
          },
        };
      },
    ],
    clear: ['clear', { event: 'clear', stream_sid: this.#id }],
  } as const;

  override send(payload: Uint8Array): void {
    this.#gathered.push(Buffer.from(payload));
    if (this.#gathered.length < FRAMES) return;
    super.send(Buffer.concat(this.#gathered));
    this.#gathered = [];
  }

  key(digit: string): void {
    this.#say({ event: 'dtmf', dtmf: { digit, duration: '100' } });
  }

  protected greet(): void {
    this.say({ event: 'connected' });
    this.#say({
      event: 'start',
      start: {
        stream_sid: this.#id,
        call_sid: this.#id.replace('MZ', 'CA'),
        account_sid: 'AC',
        from: '+912200000001',
        to: '+912200000002',
        custom_parameters: this.#options.parameters ?? {},
        media_format: { encoding: 'audio/x-raw', sample_rate: '8000', bit_rate: '16' },
      },
    });
  }

  protected part(): void {
    this.#say({ event: 'stop', stop: { call_sid: 'CA', account_sid: 'AC', reason: 'callended' } });
  }

  protected media(payload: string): object {
    return {
      event: 'media',
      // Some accounts count in numbers.
      sequence_number: this.messageCount % 2 === 0 ? this.messageCount : String(this.messageCount),
      stream_sid: this.#id,
      media: { chunk: String(this.mediaCount), timestamp: String(100 * this.mediaCount), payload },
    };
  }

  #say(message: object): void {
    this.say({ ...message, sequence_number: String(++this.messageCount), stream_sid: this.#id });
  }
}
