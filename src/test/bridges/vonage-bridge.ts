/** Vonage: 20 ms of 16-bit PCM in each binary message and not a byte more; a few words of JSON. */
import { BridgeClient, type BridgeOptions, type Came } from './bridge-client.js';
import { misfit } from './json-bridge-client.js';

export interface VonageOptions extends Omit<BridgeOptions, 'frameBytes'> {
  readonly token: string;
  /** The endpoint's `headers`: they stand in the first message. */
  readonly fields?: Readonly<Record<string, string>>;
}

const FRAME_BYTES = 640;

/** 16 kHz. */
export class VonageBridge extends BridgeClient {
  readonly #fields: Readonly<Record<string, string>>;

  constructor(options: VonageOptions) {
    const headers = { ...options.headers, authorization: `Bearer ${options.token}` };
    super({ ...options, headers, frameBytes: FRAME_BYTES });
    this.#fields = options.fields ?? {};
  }

  send(payload: Uint8Array): void {
    this.socket.send(payload, { binary: true });
  }

  key(digit: string): void {
    this.#say({ event: 'websocket:dtmf', digit, duration: 260 });
  }

  protected greet(): void {
    this.#say({
      event: 'websocket:connected',
      'content-type': 'audio/l16;rate=16000',
      'caller-id': '447700900123',
      ...this.#fields,
    });
  }

  protected part(): void {
    // Vonage just closes.
  }

  protected read(data: Buffer, isBinary: boolean): Came {
    if (isBinary) {
      if (data.length !== FRAME_BYTES) this.complain('a message that is not one frame');
      return { audio: data };
    }
    const wrong = misfit(JSON.parse(data.toString()), { action: 'clear' });
    if (wrong !== undefined) this.complain(wrong);
    this.#say({ event: 'websocket:cleared' });
    return 'clear';
  }

  #say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}
