import { Duplex } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WebSocket } from 'ws';

import { MessageWriter } from './message-writer.js';

/** A socket whose peer reads when told to: until then it holds what was written, as it was handed over. */
class SlowSocket extends Duplex {
  readonly arrived: Buffer[] = [];
  isStuck = false;
  #held: { readonly bytes: Buffer; readonly done: () => void } | undefined;

  override _read(): void {
    // Nothing comes from this peer.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    if (this.isStuck) {
      this.#held = { bytes, done };
      return;
    }
    this.arrived.push(Buffer.from(bytes));
    done();
  }

  release(): void {
    this.isStuck = false;
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    this.arrived.push(Buffer.from(held.bytes));
    held.done();
  }
}

const OPEN = 1;
const CLOSING = 2;
const webSocketIn = (readyState: number): WebSocket => ({ readyState, OPEN }) as unknown as WebSocket;

const openWriter = (): { readonly socket: SlowSocket; readonly writer: MessageWriter } => {
  const socket = new SlowSocket();
  return { socket, writer: new MessageWriter(webSocketIn(OPEN), socket) };
};

/** What a client reads: unmasked final binary frames, one after the other. */
const messagesOf = (stream: Buffer): Uint8Array[] => {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < stream.length;) {
    expect(stream[at]).toBe(0x82);
    const short = stream.readUInt8(at + 1);
    expect(short).toBeLessThan(127);
    const from = at + (short === 126 ? 4 : 2);
    const length = short === 126 ? stream.readUInt16BE(at + 2) : short;
    expect(stream.length).toBeGreaterThanOrEqual(from + length);
    messages.push(Uint8Array.from(stream.subarray(from, from + length)));
    at = from + length;
  }
  return messages;
};

describe('a message writer', () => {
  it('writes header and payload as one chunk', () => {
    const { socket, writer } = openWriter();

    expect(writer.write(Uint8Array.of(0xaa, 0xbb))).toBe(true);

    expect(socket.arrived).toEqual([Buffer.from([0x82, 0x02, 0xaa, 0xbb])]);
  });

  it.each([
    [0, [0x82, 0]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [172, [0x82, 126, 0, 172]],
    [65_535, [0x82, 126, 0xff, 0xff]],
  ])('says the length of %i bytes in the shortest form', (length, header) => {
    const { socket, writer } = openWriter();

    writer.write(new Uint8Array(length));

    const frame = Buffer.concat(socket.arrived);
    expect([...frame.subarray(0, header.length)]).toEqual(header);
    expect(frame).toHaveLength(header.length + length);
  });

  it('refuses a message whose length does not fit', () => {
    const { socket, writer } = openWriter();

    expect(writer.write(new Uint8Array(65_536))).toBe(false);

    expect(socket.arrived).toEqual([]);
  });

  it('writes nothing once the WebSocket is closing', () => {
    const socket = new SlowSocket();
    const writer = new MessageWriter(webSocketIn(CLOSING), socket);

    expect(writer.write(Uint8Array.of(1))).toBe(false);

    expect(socket.arrived).toEqual([]);
  });

  it('leaves alone what the socket still holds, and keeps no view of what it was given', () => {
    const message = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.array(fc.tuple(message, fc.boolean(), fc.boolean())), (steps) => {
        const { socket, writer } = openWriter();

        for (const [bytes, isStuck, isReleased] of steps) {
          if (isStuck) socket.isStuck = true;
          const lent = Uint8Array.from(bytes);
          writer.write(lent);
          lent.fill(0);
          if (isReleased) socket.release();
        }
        socket.release();

        expect(messagesOf(Buffer.concat(socket.arrived))).toEqual(steps.map(([bytes]) => bytes));
      }),
    );
  });

  it('counts what waits in the socket', () => {
    const { socket, writer } = openWriter();
    socket.isStuck = true;

    writer.write(new Uint8Array(100));
    writer.write(new Uint8Array(100));

    expect(writer.waitingBytes).toBe(204);
  });

  it('zeroes the last message on close', () => {
    const socket = new SlowSocket();
    const written: Uint8Array[] = [];
    socket._write = (bytes: Buffer, _encoding, done) => {
      written.push(bytes);
      done();
    };
    const writer = new MessageWriter(webSocketIn(OPEN), socket);
    writer.write(Uint8Array.of(1, 2, 3));

    writer.close();

    expect(written.map((bytes) => [...bytes])).toEqual([[0, 0, 0, 0, 0]]);
  });
});
