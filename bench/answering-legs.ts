/**
 * The side of the generator that a proxy dials: a WebSocket server that makes each connection the agent's leg of its call.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const END = '\r\n\r\n';

export class AnsweringLegs {
  readonly #server: Server = createServer({ noDelay: true }, (socket) => this.#answer(socket));
  readonly #waiting = new Map<string, (socket: Socket) => void>();

  /** @returns its port */
  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next connection that asks for this path, upgraded. */
  next(path: string): Promise<Socket> {
    return new Promise((resolve) => this.#waiting.set(path, resolve));
  }

  close(): void {
    this.#server.close();
  }

  #answer(socket: Socket): void {
    let request = '';
    const read = (chunk: Buffer): void => {
      request += chunk.toString('latin1');
      if (!request.includes(END)) return;
      socket.off('data', read);
      const path = /^GET (\S+) /.exec(request)?.[1] ?? '';
      const key = /^sec-websocket-key: *(\S+)/im.exec(request)?.[1] ?? '';
      const accept = createHash('sha1')
        .update(key + GUID)
        .digest('base64');
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          `Sec-WebSocket-Accept: ${accept}${END}`,
      );
      const taken = this.#waiting.get(path);
      this.#waiting.delete(path);
      if (taken === undefined) socket.destroy();
      else taken(socket);
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', read);
  }
}
