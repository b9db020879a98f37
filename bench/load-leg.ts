/**
 * One leg as the generator plays it: a WebSocket client that costs as little as possible, so that the
 * generator stays ahead of the relay up to 40 000 frames a second each way on one core.
 *
 *     | 82 FE 00AC | mask | RTP header | index, 6 bytes | 154 bytes of noise |     masked, each with a new mask
 *
 * The index says which frame it is, so the receiver knows when it should have been sent. Each of its six
 * nibbles is written as a near-silent PCMU code, so that to the relay all of it is audio.
 */
import { randomBytes, randomFillSync } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const FRAME_MS = 20;
const PAYLOAD_BYTES = 160;
const RTP_BYTES = 12;
const MESSAGE_BYTES = RTP_BYTES + PAYLOAD_BYTES;
const INDEX_NIBBLES = 6;
/** PCMU codes 0xF0 to 0xFF are the sixteen smallest positive samples. */
const QUIET = 0xf0;

const BINARY = 0x82;
const CLOSE = 0x88;
const MASKED = 0x80;
const LENGTH_16 = 126;
const OPCODE_MASK = 0x0f;
const OPCODE_BINARY = 2;
const OPCODE_CLOSE = 8;
const FRAME_HEADER_BYTES = 8;
const PLAIN_HEADER_BYTES = 4;
const NORMAL_CLOSURE = [0x03, 0xe8];

const MASK_BYTES = 4;
const MASK_POOL_BYTES = 65_536;
/** Two seconds before the noise repeats, and no whole number of anything. */
const NOISE_FRAMES = 101;
/** Codes up to this step from silence: noise at -27 dBov, as loud as speech, so that no tap may skip it. */
const NOISE_STEPS = 0x4f;

/** Where a frame has come in: valid during the call. */
export type OnFrame = (index: number, isIntact: boolean) => void;

const sharedRead = Buffer.alloc(262_144);
const maskPool = Buffer.alloc(MASK_POOL_BYTES);
let maskAt = MASK_POOL_BYTES;
const NOTHING = Buffer.alloc(0);

/** The same in every run. */
const makeNoise = (): Buffer[] => {
  let state = 0x2545f491;
  const code = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (0xff - ((state >>> 8) % NOISE_STEPS)) ^ (state & 0x80);
  };
  return Array.from({ length: NOISE_FRAMES }, () =>
    Buffer.from(Array.from({ length: PAYLOAD_BYTES - INDEX_NIBBLES }, code)),
  );
};

const noise = makeNoise();

export class LoadLeg {
  readonly #noiseFrom: number;
  readonly #path: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #onFrame: OnFrame = () => undefined;
  #onClosed: () => void = () => undefined;
  /** What the last read left of an unfinished frame. */
  #rest = NOTHING;
  #isOpen = false;
  #closedFor: string | undefined;

  /** RTP header, index and noise, before masking. */
  readonly #message = Buffer.alloc(MESSAGE_BYTES);
  #frame = newFrame();
  #timestamp = 0;
  /** The relay has dialled us: its frames are masked, and ours are not (RFC 6455, section 5.3). */
  #isDialled = false;

  /** @param noiseFrom where in the noise it begins: any integer */
  constructor(port: number, path: string, noiseFrom: number) {
    this.#port = port;
    this.#path = path;
    this.#noiseFrom = noiseFrom;
    this.#message[0] = 0x80;
    randomBytes(4).copy(this.#message, 8);
  }

  /** @returns once the WebSocket is open */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({
        host: '127.0.0.1',
        port: this.#port,
        onread: {
          buffer: sharedRead,
          callback: (count) => {
            if (this.#isOpen) this.#read(sharedRead.subarray(0, count));
            else if (this.#upgraded(sharedRead.subarray(0, count))) resolve();
            return true;
          },
        },
      });
      socket.setNoDelay(true);
      socket.on('error', reject);
      socket.on('close', () => {
        reject(new Error('the relay refused a leg'));
        this.#onClosed();
      });
      const key = randomBytes(16).toString('base64');
      socket.write(
        `GET ${this.#path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
      this.#socket = socket;
    });
  }

  /** The relay has dialled this leg; the upgrade is made. */
  dialled(socket: Socket): void {
    this.#socket = socket;
    this.#isDialled = true;
    this.#isOpen = true;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#onClosed());
  }

  /** @param peerNoiseFrom of the leg whose frames come in here */
  listen(peerNoiseFrom: number, onFrame: (index: number, isIntact: boolean) => void): void {
    this.#onFrame = onFrame;
    this.#peerNoiseFrom = peerNoiseFrom;
  }
  #peerNoiseFrom = 0;

  /** Why the relay has closed the leg; undefined where it has not. */
  get closedFor(): string | undefined {
    return this.#closedFor;
  }

  get noiseFrom(): number {
    return this.#noiseFrom;
  }

  send(index: number): void {
    const message = this.#message;
    message.writeUInt16BE(index & 0xffff, 2);
    message.writeUInt32BE(this.#timestamp, 4);
    this.#timestamp = (this.#timestamp + PAYLOAD_BYTES) >>> 0;
    for (let i = 0; i < INDEX_NIBBLES; i++) message[RTP_BYTES + i] = QUIET | ((index >>> (4 * i)) & 0x0f);
    noiseOf(this.#noiseFrom + index).copy(message, RTP_BYTES + INDEX_NIBBLES);
    this.#socket?.write(this.#isDialled ? this.#plain() : this.#masked());
  }

  /** The closing handshake, from this side. */
  close(): Promise<void> {
    const frame = Buffer.from([CLOSE, MASKED | NORMAL_CLOSURE.length, 0, 0, 0, 0, ...NORMAL_CLOSURE]);
    return new Promise((resolve) => {
      if (this.#socket === undefined || this.#socket.destroyed) {
        resolve();
        return;
      }
      this.#onClosed = resolve;
      this.#socket.end(frame);
    });
  }

  #plain(): Buffer {
    const frame = Buffer.alloc(PLAIN_HEADER_BYTES + MESSAGE_BYTES);
    frame[0] = BINARY;
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(MESSAGE_BYTES, 2);
    this.#message.copy(frame, PLAIN_HEADER_BYTES);
    return frame;
  }

  #masked(): Buffer {
    // While the relay is behind, the socket still holds the last one.
    if (this.#socket?.writableLength !== 0) this.#frame = newFrame();
    const frame = this.#frame;
    if (maskAt === MASK_POOL_BYTES) {
      randomFillSync(maskPool);
      maskAt = 0;
    }
    for (let i = 0; i < 4; i++) frame[4 + i] = maskPool[maskAt++] as number;
    const message = this.#message;
    for (let i = 0; i < MESSAGE_BYTES; i++) {
      frame[FRAME_HEADER_BYTES + i] = (message[i] as number) ^ (frame[4 + (i & 3)] as number);
    }
    return frame;
  }

  #upgraded(answer: Buffer): boolean {
    this.#rest = Buffer.concat([this.#rest, answer]);
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end < 0) return false;
    if (!this.#rest.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101 ')) {
      this.#socket?.destroy();
      return false;
    }
    this.#rest = Buffer.from(this.#rest.subarray(end + 4));
    this.#isOpen = true;
    return true;
  }

  #read(chunk: Buffer): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + 4 <= data.length) {
      const second = data[at + 1] as number;
      const isMasked = (second & MASKED) !== 0;
      const shortLength = second & ~MASKED;
      const headerBytes = (shortLength === LENGTH_16 ? 4 : 2) + (isMasked ? MASK_BYTES : 0);
      const length = shortLength === LENGTH_16 ? data.readUInt16BE(at + 2) : shortLength;
      const end = at + headerBytes + length;
      if (end > data.length) break;
      if (isMasked) unmask(data, at + headerBytes, end);
      const opcode = (data[at] as number) & OPCODE_MASK;
      if (opcode === OPCODE_BINARY) this.#take(data, at + headerBytes, end);
      else if (opcode === OPCODE_CLOSE) this.#closedFor = data.toString('utf8', at + headerBytes + 2, end);
      at = end;
    }
    this.#rest = at === data.length ? NOTHING : Buffer.from(data.subarray(at));
  }

  #take(data: Buffer, from: number, to: number): void {
    if (to - from !== MESSAGE_BYTES) {
      this.#onFrame(-1, false);
      return;
    }
    let index = 0;
    for (let i = 0; i < INDEX_NIBBLES; i++) {
      index |= ((data[from + RTP_BYTES + i] as number) & 0x0f) << (4 * i);
    }
    const expected = noiseOf(this.#peerNoiseFrom + index);
    const isIntact = expected.compare(data, from + RTP_BYTES + INDEX_NIBBLES, to) === 0;
    this.#onFrame(index, isIntact);
  }
}

/** The key lies right before what it masks. */
const unmask = (data: Buffer, from: number, to: number): void => {
  const key = data.subarray(from - MASK_BYTES, from);
  for (let i = from; i < to; i++) data[i] = (data[i] as number) ^ (key[(i - from) & 3] as number);
};

const newFrame = (): Buffer => {
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + MESSAGE_BYTES);
  frame[0] = BINARY;
  frame[1] = MASKED | LENGTH_16;
  frame.writeUInt16BE(MESSAGE_BYTES, 2);
  return frame;
};

const noiseOf = (place: number): Buffer => noise[place % NOISE_FRAMES] as Buffer;
