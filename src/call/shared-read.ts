/**
 * A socket whose bytes are read into one buffer that all such sockets share: nothing is allocated for a read.
 *
 *     kernel -> | shared 64 KB | -> taken, unmasked and zeroed before the next socket is read
 *
 * Node takes such a buffer only when a socket is made (`net.Socket`, `onread`), and the HTTP server makes its own. So
 * once a request is upgraded its handle is given to a second socket; the first is left with none and closes. It saves a
 * tenth of the relay. From then on it reads nothing until somebody takes the bytes: they wait in the kernel, however long
 * that is. Whoever takes them must be done with them when it returns. Where Node does not offer what is needed for it, or the
 * socket has bytes of its own that wait, nothing is done. What was read behind the request is for whoever upgrades: `ws` puts
 * it back, and the stream gives it out before anything more is read.
 */
import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import { STREAM_BINDING } from './stream-binding.js';

/** What libuv would offer a read. */
const SHARED = Buffer.allocUnsafeSlow(65_536).fill(0);

/** Who gets what is read. */
export interface SharedTaker {
  /** @param shared valid during the call only: `count` bytes from its front, to be zeroed by whoever takes them */
  take(shared: Buffer, count: number): void;
}

/** Where on a handle it stands who gets its bytes. */
const TAKER = Symbol('taker');

/** What Node hides: the handle, and that it reads into a buffer of ours. */
interface Handle {
  readonly useUserBuffer?: unknown;
  /** What Node calls once a read is done; `this` is the handle. */
  onread?: (this: Handle, bytes?: ArrayBuffer) => unknown;
  [TAKER]?: SharedTaker;
}
interface WithHandle {
  _handle?: Handle | null;
}

export class SharedReadSocket extends Socket {
  #taker: SharedTaker | undefined;

  private constructor(handle: Handle) {
    const options: SocketConstructorOpts & { readonly handle: Handle; readonly onread: OnReadOpts } = {
      handle,
      // As the HTTP server's are: the closing handshake answers after the peer has ended.
      allowHalfOpen: true,
      onread: {
        buffer: SHARED,
        callback: (count) => {
          this.#taker?.take(SHARED, count);
          return true;
        },
      },
    };
    super(options);
    // A stream begins to read as it is made. With no event-loop turn between, it has read nothing.
    this.pause();
  }

  /**
   * Takes over a socket that is upgraded, paused.
   * @returns undefined where the socket has to stay as it is
   */
  static adopt(socket: Duplex): SharedReadSocket | undefined {
    if (!(socket instanceof Socket) || socket instanceof TLSSocket || socket.destroyed) return undefined;
    const owner = socket as unknown as WithHandle;
    const handle = owner._handle;
    const isFit = typeof handle?.useUserBuffer === 'function';
    if (!isFit || socket.readableLength > 0 || socket.writableLength > 0 || socket.readableEnded)
      return undefined;
    owner._handle = null;
    const adopted = new SharedReadSocket(handle);
    socket.destroy();
    return adopted;
  }

  /** Begins to read: the bytes go there, and never to those who listen for data. */
  hand(taker: SharedTaker): void {
    this.#taker = taker;
    const { _handle: handle } = this as unknown as WithHandle;
    if (handle !== undefined && handle !== null) takeOver(handle, taker);
    this.resume();
  }
}

/** What Node's streams have there, one for all. */
let streamOnread: Handle['onread'];

/**
 * Bytes go to the taker past the stream, which would look at a dozen objects first; what is no bytes (the end, an
 * error) goes to the stream as ever. A stream that is destroyed takes its handle's `onread` away by itself.
 */
const takeOver = (handle: Handle, taker: SharedTaker): void => {
  streamOnread ??= handle.onread;
  if (STREAM_BINDING === undefined || streamOnread === undefined || handle.onread !== streamOnread) return;
  handle[TAKER] = taker;
  handle.onread = onread;
};

const onread = function (this: Handle, bytes?: ArrayBuffer): unknown {
  const count = STREAM_BINDING?.streamBaseState[STREAM_BINDING.kReadBytesOrError] ?? 0;
  const taker = this[TAKER];
  if (count <= 0 || taker === undefined) return streamOnread?.call(this, bytes);
  taker.take(SHARED, count);
  return undefined;
};
