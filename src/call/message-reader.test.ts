/** Beside `ws` alone: two servers get the same bytes, cut in the same places, and must hear the same. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocketServer, type WebSocket } from 'ws';

import { ClientInlet, type Inlet } from './inlet.js';
import { MessageReader } from './message-reader.js';
import { SharedReadSocket } from './shared-read.js';

const MAX_BYTES = 1_000;

/** What a server heard of one connection, in order. */
type Heard = string[];

interface Listening {
  readonly port: number;
  /** What the next connection hears until it is closed. */
  next(): Promise<Heard>;
  close(): void;
}

const heardOf = (socket: WebSocket, inlet: Inlet): Promise<Heard> =>
  new Promise((resolve) => {
    const heard: Heard = [];
    inlet.listen({
      message: (data, isBinary) => {
        heard.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`);
        data.fill(0);
      },
    });
    socket.on('ping', (data) => heard.push(`ping ${data.toString('hex')}`));
    socket.on('pong', (data) => heard.push(`pong ${data.toString('hex')}`));
    socket.on('error', (error: Error & { code?: string }) => heard.push(`error ${error.code ?? ''}`));
    socket.on('close', (code) => {
      heard.push(`close ${String(code)}`);
      resolve(heard);
    });
  });

const listen = async (
  inletOf: (socket: WebSocket, wire: Duplex) => Inlet,
  onOpen?: (socket: WebSocket) => void,
  wireOf: (wire: Duplex) => Duplex = (wire) => wire,
): Promise<Listening> => {
  const http: Server = createServer();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_BYTES,
    skipUTF8Validation: true,
  });
  const waiting: ((heard: Promise<Heard>) => void)[] = [];
  http.on('upgrade', (request, upgradedWire, head) => {
    const wire = wireOf(upgradedWire);
    sockets.handleUpgrade(request, wire, head, (socket) => {
      waiting.shift()?.(heardOf(socket, inletOf(socket, wire)));
      onOpen?.(socket);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as AddressInfo).port,
    next: () => new Promise((resolve) => waiting.push((heard) => resolve(heard))),
    close: () => {
      for (const client of sockets.clients) client.terminate();
      http.close();
    },
  };
};

const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`;

/** @param first goes along with the request */
const upgraded = async (port: number, first: Uint8Array = new Uint8Array(0)): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write(Buffer.concat([Buffer.from(HANDSHAKE), first]));
  await once(socket, 'data');
  socket.resume();
  return socket;
};

interface FrameOf {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly isMasked: boolean;
  readonly payload: Uint8Array;
  readonly key: Uint8Array;
}

const bytesOf = ({ opcode, isFinal, isMasked, payload, key }: FrameOf): Buffer => {
  const { length } = payload;
  const mask = isMasked ? 0x80 : 0;
  const header =
    length < 126
      ? [mask | length]
      : length < 65_536
        ? [mask | 126, length >>> 8, length & 255]
        : [mask | 127, 0, 0, 0, 0, 0, (length >>> 16) & 255, (length >>> 8) & 255, length & 255];
  const body = isMasked ? payload.map((byte, i) => byte ^ (key[i % 4] as number)) : payload;
  return Buffer.concat([
    Buffer.from([(isFinal ? 0x80 : 0) | opcode, ...header]),
    isMasked ? key : new Uint8Array(0),
    body,
  ]);
};

/**
 * Writes in these pieces, each handed to the kernel before the next, then ends.
 * @param early so many bytes go along with the request
 */
const play = async (port: number, stream: Buffer, cuts: readonly number[], early = 0): Promise<void> => {
  let at = Math.min(early, stream.length);
  const socket = await upgraded(port, stream.subarray(0, at));
  socket.on('error', () => undefined);
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Math.min(cut % (stream.length + 1), stream.length);
    if (to <= at) continue;
    const from = at;
    await new Promise<void>((resolve) =>
      socket.write(stream.subarray(from, to), () => setImmediate(resolve)),
    );
    at = to;
  }
  socket.end(stream.subarray(at));
};

const key = fc.uint8Array({ minLength: 4, maxLength: 4 });
const message: fc.Arbitrary<FrameOf[]> = fc
  .record({
    opcode: fc.constantFrom(1, 2),
    payload: fc.oneof(
      { weight: 6, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 900, maxLength: 1_001, size: 'max' }) },
    ),
    key,
  })
  .map((frame) => [{ ...frame, isFinal: true, isMasked: true }]);
const control: fc.Arbitrary<FrameOf[]> = fc
  .record({ opcode: fc.constantFrom(9, 10), payload: fc.uint8Array({ maxLength: 20 }), key })
  .map((frame) => [{ ...frame, isFinal: true, isMasked: true }]);
const fragmented: fc.Arbitrary<FrameOf[]> = fc
  .record({
    opcode: fc.constantFrom(1, 2),
    parts: fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 2, maxLength: 4 }),
    between: fc.option(control, { nil: undefined }),
    key,
  })
  .map(({ opcode, parts, between, key: mask }) =>
    parts.flatMap((payload, i) => [
      {
        opcode: i === 0 ? opcode : 0,
        isFinal: i === parts.length - 1,
        isMasked: true,
        payload,
        key: mask,
      },
      ...(i === 0 ? (between ?? []) : []),
    ]),
  );
/** What the protocol does not allow, and goodbyes. */
const last: fc.Arbitrary<FrameOf[]> = fc
  .oneof(
    fc.record({
      opcode: fc.constantFrom(0, 1, 2, 3, 8, 9, 11),
      isFinal: fc.boolean(),
      isMasked: fc.boolean(),
      payload: fc.uint8Array({ maxLength: 130 }),
      key,
    }),
    fc.constant({
      opcode: 8,
      isFinal: true,
      isMasked: true,
      payload: Uint8Array.from([3, 232]),
      key: Uint8Array.from([1, 2, 3, 4]),
    }),
  )
  .map((frame) => [frame]);

const conversation = fc.record({
  frames: fc
    .array(fc.oneof({ weight: 5, arbitrary: message }, { weight: 1, arbitrary: control }, fragmented), {
      maxLength: 12,
    })
    .map((all) => all.flat()),
  ending: fc.option(last, { nil: [] }),
  after: fc.array(message, { maxLength: 2 }).map((all) => all.flat()),
  cuts: fc.array(fc.nat({ max: 4_000 }), { maxLength: 8 }),
  early: fc.oneof(fc.constant(0), fc.nat({ max: 1_000 })),
});

const shared = (wire: Duplex): Duplex => {
  const adopted = SharedReadSocket.adopt(wire);
  if (adopted === undefined) throw new Error('this Node does not let a socket share its buffer');
  return adopted;
};
const WIRES: readonly (readonly [string, (wire: Duplex) => Duplex])[] = [
  ['with a buffer for each read', (wire) => wire],
  ['with one buffer that all sockets share', shared],
];

describe.each(WIRES)('a message reader %s', (_, wireOf) => {
  let ours: Listening;
  let theirs: Listening;
  beforeAll(async () => {
    ours = await listen((socket, wire) => new MessageReader(socket, wire, MAX_BYTES), undefined, wireOf);
    theirs = await listen((socket) => new ClientInlet(socket));
  });
  afterAll(() => {
    ours.close();
    theirs.close();
  });

  it('hears what ws alone hears, whatever is sent and however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, async ({ frames, ending, after, cuts, early }) => {
        const stream = Buffer.concat([...frames, ...ending, ...after].map(bytesOf));
        const heard = [];
        for (const server of [ours, theirs]) {
          const next = server.next();
          await play(server.port, stream, cuts, early);
          heard.push(await next);
        }
        expect(heard[0]).toEqual(heard[1]);
      }),
      // A shrunk example would take longer than it is worth: each run is a conversation with two servers.
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('reads no message that follows a closing handshake', async () => {
    const next = ours.next();
    const close = { opcode: 8, payload: Uint8Array.from([3, 232]) };
    const text = { opcode: 1, payload: Uint8Array.from([65]) };
    const frames = [text, close, text].map((frame) =>
      bytesOf({ ...frame, isFinal: true, isMasked: true, key: Uint8Array.from([9, 8, 7, 6]) }),
    );
    await play(ours.port, Buffer.concat(frames), []);
    expect(await next).toEqual(['text 41', 'close 1000']);
  });

  it('leaves a message that is too long to ws, which says so', async () => {
    const next = ours.next();
    const payload = new Uint8Array(MAX_BYTES + 1);
    const frame = { opcode: 2, isFinal: true, isMasked: true, payload, key: Uint8Array.from([1, 1, 1, 1]) };
    await play(ours.port, bytesOf(frame), []);
    expect(await next).toEqual(['error WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'close 1006']);
  });

  it('hears no message once its own side has begun to close', async () => {
    const closing = await listen(
      (socket, wire) => new MessageReader(socket, wire, MAX_BYTES),
      (socket) => socket.close(1_000),
      wireOf,
    );
    const next = closing.next();
    const key = Uint8Array.from([4, 3, 2, 1]);
    const text = bytesOf({ opcode: 1, isFinal: true, isMasked: true, payload: Uint8Array.from([66]), key });
    const close = bytesOf({
      opcode: 8,
      isFinal: true,
      isMasked: true,
      payload: Uint8Array.from([3, 232]),
      key,
    });
    await play(closing.port, Buffer.concat([text, close]), []);
    // As with ws alone: what still comes is told, and it is for the connection to ignore it.
    expect(await next).toEqual(['text 42', 'close 1000']);
    closing.close();
  });
});

describe('a socket that shares its buffer', () => {
  it('keeps apart what two peers say in turns, a byte at a time', async () => {
    const server = await listen(
      (socket, wire) => new MessageReader(socket, wire, MAX_BYTES),
      undefined,
      shared,
    );
    const streams = [1, 2].map((n) =>
      bytesOf({
        opcode: 2,
        isFinal: true,
        isMasked: true,
        payload: new Uint8Array(20).fill(n),
        key: Uint8Array.from([n, 7, n, 9]),
      }),
    );
    const heard: Promise<Heard>[] = [];
    const peers: Socket[] = [];
    for (const stream of streams) {
      heard.push(server.next());
      const peer = await upgraded(server.port);
      peer.on('error', () => undefined);
      peers.push(peer);
      expect(stream.length).toBe(26);
    }
    for (let at = 0; at < 26; at++) {
      for (const [i, peer] of peers.entries()) {
        const byte = (streams[i] as Buffer).subarray(at, at + 1);
        await new Promise<void>((resolve) => peer.write(byte, () => setImmediate(resolve)));
      }
    }
    for (const peer of peers) peer.end();
    expect(await Promise.all(heard)).toEqual([
      [`binary ${'01'.repeat(20)}`, 'close 1006'],
      [`binary ${'02'.repeat(20)}`, 'close 1006'],
    ]);
    server.close();
  });

  it('lets the server that it came from close', async () => {
    const http = createServer();
    const wires: Duplex[] = [];
    http.on('upgrade', (_request, wire) => wires.push(shared(wire)));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const peer = connect({ port: (http.address() as AddressInfo).port, host: '127.0.0.1' });
    peer.on('error', () => undefined);
    peer.write(HANDSHAKE);
    await once(http, 'upgrade');
    const closed = once(http, 'close');
    http.close();
    await closed;
    for (const wire of wires) wire.destroy();
    peer.destroy();
  });
});
