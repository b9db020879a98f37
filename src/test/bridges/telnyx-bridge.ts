/** Telnyx: names in small letters, audio out of order now and then, no stream id in what it is sent. */
import type { BridgeOptions } from './bridge-client.js';
import { isBase64, JsonBridgeClient } from './json-bridge-client.js';

export interface TelnyxOptions extends Omit<BridgeOptions, 'frameBytes'> {
  readonly token: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

let streams = 0;

export class TelnyxBridge extends JsonBridgeClient {
  readonly #id = `32DE0DEA-53CB-4B21-89A4-${String(++streams).padStart(12, '0')}`;
  readonly #options: TelnyxOptions;
  /** Every tenth frame is overtaken by the next. */
  #late: object | undefined;

  constructor(options: TelnyxOptions) {
    const headers = { ...options.headers, 'x-telnyx-streaming-auth-token': options.token };
    super({ ...options, headers, frameBytes: 160 });
    this.#options = options;
  }

  protected readonly shapes = {
    media: ['media', () => ({ event: 'media', media: { payload: isBase64 } })],
    clear: ['clear', { event: 'clear' }],
  } as const;

  key(digit: string): void {
    this.#say({ event: 'dtmf', occurred_at: '2026-11-26T08:54:19.698408Z', dtmf: { digit } });
  }

  protected greet(): void {
    const { token, parameters = {} } = this.#options;
    this.say({ event: 'connected', version: '1.0.0', 'x-telnyx-streaming-auth-token': token });
    this.#say({
      event: 'start',
      start: {
        user_id: 'u',
        call_control_id: `v2:${this.#id}`,
        call_session_id: 's',
        from: '+13122010094',
        to: '+13122123456',
        tags: [],
        client_state: '',
        custom_parameters: parameters,
        media_format: { encoding: 'PCMU', sample_rate: 8_000, channels: 1 },
      },
    });
  }

  protected part(): void {
    this.#say({ event: 'stop', stop: { user_id: 'u', call_control_id: `v2:${this.#id}` } });
  }

  protected media(payload: string): object {
    const chunk = String(this.mediaCount);
    const timestamp = String(20 * (this.mediaCount - 1));
    return {
      event: 'media',
      sequence_number: String(this.messageCount),
      stream_id: this.#id,
      media: { track: 'inbound', chunk, timestamp, payload },
    };
  }

  protected override say(message: object): void {
    const late = this.#late;
    this.#late = undefined;
    if (late === undefined && this.mediaCount % 10 === 9 && 'media' in message) {
      this.#late = message;
      return;
    }
    super.say(message);
    if (late !== undefined) super.say(late);
  }

  #say(message: object): void {
    this.say({ ...message, sequence_number: String(++this.messageCount), stream_id: this.#id });
  }
}
