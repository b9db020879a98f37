/**
 * A socket whose bytes are read into one buffer that all such sockets share: nothing is allocated for a read.
 *
 *     kernel -> | shared 64 KB | -> taken, unmasked and zeroed before the next socket is read
 *
 * Node takes such a buffer only when a socket is made (`net.Socket`, `onread`), and the HTTP server makes its own. So
 * once a request is upgraded its handle is given to a second socket; the first is left with none and closes. It saves a
 * tenth of the relay. Whoever takes the bytes must be done with them when it returns. Where Node does not offer what
 * is needed for it, or the socket has bytes of its own that wait, nothing is done. What was read behind the request is for
 * whoever upgrades: `ws` puts it back, and the stream gives it out before anything more is read.
 */
import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** What libuv would offer a read. */
const SHARED = Buffer.allocUnsafeSlow(65_536).fill(0);

/** @param shared valid during the call only: `count` bytes from its front, to be zeroed by whoever takes them */
export type OnShared = (shared: Buffer, count: number) => void;

/** What Node hides: the handle, and that it reads into a buffer of ours. */
interface Handle {
  readonly useUserBuffer?: unknown;
}
interface WithHandle {
  _handle?: Handle | null;
}
interface Reader {
  take: OnShared;
}

export class SharedReadSocket extends Socket {
  readonly #reader: Reader;

  private constructor(handle: Handle, reader: Reader) {
    const options: SocketConstructorOpts & { readonly handle: Handle; readonly onread: OnReadOpts } = {
      handle,
      // As the HTTP server's are: the closing handshake answers after the peer has ended.
      allowHalfOpen: true,
      onread: {
        buffer: SHARED,
        callback: (count) => {
          reader.take(SHARED, count);
          return true;
        },
      },
    };
    super(options);
    this.#reader = reader;
  }

  /**
   * Takes over a socket that is upgraded.
   * @returns undefined where the socket has to stay as it is
   */
  static adopt(socket: Duplex): SharedReadSocket | undefined {
    if (!(socket instanceof Socket) || socket instanceof TLSSocket || socket.destroyed) return undefined;
    const owner = socket as unknown as WithHandle;
    const handle = owner._handle;
    const isFit = typeof handle?.useUserBuffer === 'function';
    if (!isFit || socket.readableLength > 0 || socket.writableLength > 0 || socket.readableEnded)
      return undefined;
    const reader: Reader = { take: () => undefined };
    owner._handle = null;
    const adopted = new SharedReadSocket(handle, reader);
    // Until somebody takes the bytes it is a socket like any other.
    reader.take = (shared, count) => {
      const bytes = Buffer.from(shared.subarray(0, count));
      shared.fill(0, 0, count);
      adopted.emit('data', bytes);
    };
    socket.destroy();
    return adopted;
  }

  /** From now on the bytes go there, and no longer to those who listen for data. */
  hand(onShared: OnShared): void {
    this.#reader.take = onShared;
  }
}
