/**
 * A bridge, as the tests see one: a bare WebSocket that sends hand-built RTP packets and keeps what comes back.
 *
 * It shares no code with the sending side of Tacet, so that a mistake there does not cancel itself out. Its
 * packets follow on one another unless a test says otherwise. Every wait has an end.
 */
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export const WAIT_MS = 45_000;

export interface Received {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payloadType: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

/** Fields of one packet; what is left out follows on the packet before. */
export interface Fields {
  readonly sequenceNumber?: number;
  readonly timestamp?: number;
  readonly marker?: boolean;
  readonly payloadType?: number;
  readonly ssrc?: number;
}

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** What the client's packets start with. */
export interface Start {
  readonly payloadType?: number;
  readonly sequenceNumber?: number;
  readonly timestamp?: number;
  readonly ssrc?: number;
  /** RTP clock units a packet stands for. */
  readonly step?: number;
}

/** Rejects where the promise takes too long. */
export const within = async <T>(promise: Promise<T>, what: string, limitMs = WAIT_MS): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

export const rtpPacket = (payload: Uint8Array, fields: Required<Fields>): Buffer => {
  const packet = Buffer.alloc(12 + payload.length);
  packet[0] = 0x80;
  packet[1] = (fields.marker ? 0x80 : 0) | fields.payloadType;
  packet.writeUInt16BE(fields.sequenceNumber, 2);
  packet.writeUInt32BE(fields.timestamp, 4);
  packet.writeUInt32BE(fields.ssrc, 8);
  packet.set(payload, 12);
  return packet;
};

const readPacket = (data: Buffer): Received => ({
  sequenceNumber: data.readUInt16BE(2),
  timestamp: data.readUInt32BE(4),
  marker: ((data[1] ?? 0) & 0x80) !== 0,
  payloadType: (data[1] ?? 0) & 0x7f,
  ssrc: data.readUInt32BE(8),
  payload: Buffer.from(data.subarray(12)),
});

export class RtpClient {
  readonly received: Received[] = [];
  /** Resolves with what the server closed with, or 1006 where it just went away. */
  readonly closed: Promise<Closing>;
  readonly socket: WebSocket;
  readonly #step: number;
  readonly #payloadType: number;
  readonly #ssrc: number;
  #sequenceNumber: number;
  #timestamp: number;
  #wake: () => void = () => undefined;

  constructor(url: string, start: Start = {}, options: ClientOptions = {}) {
    this.#payloadType = start.payloadType ?? 0;
    this.#sequenceNumber = start.sequenceNumber ?? 1_000;
    this.#timestamp = start.timestamp ?? 160;
    this.#ssrc = start.ssrc ?? 0x5eed;
    this.#step = start.step ?? 160;
    this.socket = new WebSocket(url, { ...options, perMessageDeflate: false });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      this.received.push(readPacket(data as Buffer));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  static async open(url: string, start?: Start, options?: ClientOptions): Promise<RtpClient> {
    const client = new RtpClient(url, start, options);
    await within(once(client.socket, 'open'), `the upgrade of ${url}`);
    return client;
  }

  /** The timestamp of the packet that is sent next. */
  get timestamp(): number {
    return this.#timestamp;
  }

  get sequenceNumber(): number {
    return this.#sequenceNumber;
  }

  send(payload: Uint8Array, fields: Fields = {}): void {
    const whole = {
      sequenceNumber: this.#sequenceNumber,
      timestamp: this.#timestamp,
      marker: false,
      payloadType: this.#payloadType,
      ssrc: this.#ssrc,
      ...fields,
    };
    this.socket.send(rtpPacket(payload, whole));
    this.#sequenceNumber = (whole.sequenceNumber + 1) & 0xffff;
    this.#timestamp = (whole.timestamp + this.#step) >>> 0;
  }

  /** Leaves out packets: numbers, time or both go on without them. */
  skip(packets: number, steps: number): void {
    this.#sequenceNumber = (this.#sequenceNumber + packets) & 0xffff;
    this.#timestamp = (this.#timestamp + steps * this.#step) >>> 0;
  }

  async receivedAtLeast(count: number): Promise<void> {
    const enough = async (): Promise<void> => {
      while (this.received.length < count) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    const have = (): string => `${String(count)} packets, got ${String(this.received.length)}`;
    await within(enough(), 'packets').catch(() => {
      throw new Error(`waited in vain for ${have()}`);
    });
  }

  async close(): Promise<Closing> {
    if (this.socket.readyState !== WebSocket.CLOSED) this.socket.close(1_000);
    return within(this.closed, 'the closing handshake');
  }

  /** Goes away as a cut cable does. */
  terminate(): void {
    this.socket.terminate();
  }
}

/** What breaks the promise that sequence numbers and timestamps never jump; empty where all is well. */
export const discontinuities = (packets: readonly Received[], step: number): string[] =>
  packets.flatMap((packet, i) => {
    const before = packets[i - 1];
    if (before === undefined) return [];
    const sequence = (packet.sequenceNumber - before.sequenceNumber) & 0xffff;
    const time = (packet.timestamp - before.timestamp) >>> 0;
    return sequence === 1 && time === step && packet.ssrc === before.ssrc
      ? []
      : [`packet ${String(i)}: sequence +${String(sequence)}, timestamp +${String(time)}`];
  });

/** RFC 4733: the start of the key's packets, then three ends, all with the key's timestamp. */
export const sendKey = (client: RtpClient, key: number, payloadType = 101): void => {
  const timestamp = client.timestamp;
  [160, 320, 480, 640].forEach((duration, i) => {
    client.send(Buffer.from([key, 10, duration >> 8, duration & 0xff]), {
      payloadType,
      timestamp,
      marker: i === 0,
    });
  });
  for (let end = 0; end < 3; end++) {
    client.send(Buffer.from([key, 0x80 | 10, 800 >> 8, 800 & 0xff]), { payloadType, timestamp });
  }
  client.skip(0, -1);
};
