/** Over real sockets: what a peer reads, late or at once, must be what was written, in order. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';

import { DirectWriter } from './direct-write.js';
import { MessageWriter } from './message-writer.js';
import { SharedReadSocket } from './shared-read.js';

const OPEN = 1;
const openWebSocket = { readyState: OPEN, OPEN } as unknown as WebSocket;
const MESSAGE_BYTES = 172;
const FRAME_BYTES = MESSAGE_BYTES + 4;

let server: Server;
beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

/** A socket of ours, as an upgraded one is, and its peer, which reads nothing until it is told to. */
const arrange = async (): Promise<{ readonly wire: SharedReadSocket; readonly peer: Socket }> => {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const peer = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [socket] = await accepted;
  const wire = SharedReadSocket.adopt(socket);
  if (wire === undefined) throw new Error('the socket was not taken over');
  wire.on('error', () => wire.destroy());
  peer.on('error', () => peer.destroy());
  return { wire, peer };
};

/** All that comes, up to so many bytes. */
const read = async (peer: Socket, bytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let count = 0;
  for await (const chunk of peer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    count += chunk.length;
    if (count >= bytes) break;
  }
  return Buffer.concat(chunks);
};

const messageOf = (n: number): Uint8Array => new Uint8Array(MESSAGE_BYTES).fill(n % 251);

/** Whether each frame has the bytes of its own message. */
const areInOrder = (stream: Buffer, count: number): boolean =>
  stream.length === count * FRAME_BYTES &&
  Array.from({ length: count }, (_, n) => stream.subarray(n * FRAME_BYTES, (n + 1) * FRAME_BYTES)).every(
    (frame, n) =>
      frame.subarray(0, 4).equals(Buffer.of(0x82, 126, 0, MESSAGE_BYTES)) &&
      frame.subarray(4).equals(messageOf(n)),
  );

describe('a direct writer', () => {
  it('is for sockets that are ours alone', async () => {
    const { wire, peer } = await arrange();

    expect(DirectWriter.of(wire)).toBeDefined();
    expect(DirectWriter.of(peer)).toBeUndefined();

    wire.destroy();
    peer.destroy();
  });

  it('says that the system has taken a frame, and keeps nothing of it', async () => {
    const { wire, peer } = await arrange();
    const direct = DirectWriter.of(wire);
    const frame = Uint8Array.of(1, 2, 3);

    expect(direct?.write(frame)).toBe('taken');
    frame.fill(0);

    expect(direct?.waitingBytes).toBe(0);
    expect([...(await read(peer, 3))]).toEqual([1, 2, 3]);
    wire.destroy();
  });

  it('refuses once the socket is gone', async () => {
    const { wire, peer } = await arrange();
    const direct = DirectWriter.of(wire);
    wire.destroy();
    await once(wire, 'close');

    expect(direct?.write(Uint8Array.of(1))).toBe('refused');

    peer.destroy();
  });
});

describe('a message writer on a socket of ours', () => {
  it('sends every message whole and in order to a peer that reads late, and counts what waits', async () => {
    const { wire, peer } = await arrange();
    const writer = new MessageWriter(openWebSocket, wire);
    // More than the system holds for a peer that does not read.
    let count = 0;
    while (writer.waitingBytes < 64 * FRAME_BYTES) writer.write(messageOf(count++));
    const waited = writer.waitingBytes;
    // Another leg's message goes through the same room meanwhile.
    const other = await arrange();
    const otherWriter = new MessageWriter(openWebSocket, other.wire);
    otherWriter.write(messageOf(250));

    const stream = await read(peer, count * FRAME_BYTES);

    expect(waited).toBeLessThanOrEqual(65 * FRAME_BYTES);
    expect(areInOrder(stream, count)).toBe(true);
    for (const socket of [wire, other.wire, other.peer]) socket.destroy();
  });

  it('goes on directly once all has left', async () => {
    const { wire, peer } = await arrange();
    const writer = new MessageWriter(openWebSocket, wire);
    let count = 0;
    while (writer.waitingBytes === 0) writer.write(messageOf(count++));
    writer.write(messageOf(count++));
    const reading = read(peer, (count + 1) * FRAME_BYTES);
    // Its last bytes leave only when the peer has read others.
    while (writer.waitingBytes > 0) await new Promise(setImmediate);

    writer.write(messageOf(count++));

    expect(writer.waitingBytes).toBe(0);
    expect(areInOrder(await reading, count)).toBe(true);
    wire.destroy();
  });

  it('ends the socket, and counts nothing any more, where the peer is gone before all has left', async () => {
    const { wire, peer } = await arrange();
    const writer = new MessageWriter(openWebSocket, wire);
    while (writer.waitingBytes === 0) writer.write(messageOf(0));
    // Closed for an error or not.
    const closed = new Promise((resolve) => wire.once('close', resolve));

    peer.resetAndDestroy();
    await closed;

    expect(writer.waitingBytes).toBe(0);
    writer.write(messageOf(0));
  });

  it('lets nothing overtake what was sent through the stream, while the peer does not read', async () => {
    const { wire, peer } = await arrange();
    const writer = new MessageWriter(openWebSocket, wire);
    let count = 0;
    // As `ws` sends: header and payload apart. The second of them waits in the stream, behind the first.
    const throughStream = (): void => {
      const message = messageOf(count++);
      wire.cork();
      wire.write(Buffer.of(0x82, 126, 0, MESSAGE_BYTES));
      wire.write(message);
      wire.uncork();
      writer.follow();
    };
    while (wire.writableLength < 2 * FRAME_BYTES) throughStream();

    writer.write(messageOf(count++));
    throughStream();
    writer.write(messageOf(count++));

    expect(writer.waitingBytes).toBeGreaterThanOrEqual(5 * FRAME_BYTES);
    expect(areInOrder(await read(peer, count * FRAME_BYTES), count)).toBe(true);
    wire.destroy();
  });
});
