/**
 * A Node process and its worker threads as Node's inspector shows them (Chrome DevTools Protocol): for looking into a server
 * that has nothing built in for it.
 *
 *     ws://127.0.0.1:PORT/ID --- asks of the main thread
 *                            '-- NodeWorker.sendMessageToWorker --- the same of a worker
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Asks one thread. @throws Error where it answers with one, or goes */
export type Ask = <Answer>(method: string, params?: object) => Promise<Answer>;

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: { readonly sessionId?: string; readonly message?: string; readonly chunk?: string };
}

export interface InspectedThread {
  readonly ask: Ask;
  /** @returns what is alive on its heap, as DevTools save it (.heapsnapshot, JSON) */
  readonly snapshot: () => Promise<string>;
}

/** Questions to one thread, and who waits for the answers. */
class Thread implements InspectedThread {
  readonly #send: (text: string) => void;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: unknown) => void; reject: (error: Error) => void }
  >();
  #asked = 0;
  #chunks: string[] = [];

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  readonly ask: Ask = <Answer>(method: string, params: object = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const id = ++this.#asked;
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#send(JSON.stringify({ id, method, params }));
    });

  readonly snapshot = async (): Promise<string> => {
    this.#chunks = [];
    await this.ask('HeapProfiler.enable');
    await this.ask('HeapProfiler.takeHeapSnapshot', { captureNumericValue: false });
    // It forgets which object had which number: it would keep that for the next snapshot, and so grow.
    await this.ask('HeapProfiler.disable');
    return this.#chunks.splice(0).join('');
  };

  take({ id = 0, result, error, method, params }: Message): void {
    if (method === 'HeapProfiler.addHeapSnapshotChunk') this.#chunks.push(params?.chunk ?? '');
    if (method !== undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  gone(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('the inspected thread has gone'));
    this.#waiting.clear();
  }
}

export class Inspector {
  readonly #socket: WebSocket;
  readonly #main: Thread;
  readonly #workers = new Map<string, Thread>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#main = new Thread((text) => socket.send(text));
    socket.on('message', (data) => this.#take(JSON.parse((data as Buffer).toString()) as Message));
    socket.on('close', () => {
      for (const thread of [this.#main, ...this.#workers.values()]) thread.gone();
    });
    socket.on('error', () => socket.terminate());
  }

  /** @param url as Node prints it where it is started with `--inspect=127.0.0.1:0` */
  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, 'open');
    const inspector = new Inspector(socket);
    await inspector.main('NodeWorker.enable', { waitForDebuggerOnStart: false });
    return inspector;
  }

  get main(): Ask {
    return this.#main.ask;
  }

  /** Those that run now. */
  get workers(): readonly Ask[] {
    return [...this.#workers.values()].map(({ ask }) => ask);
  }

  /** The main thread, and the others that run now. */
  get threads(): readonly InspectedThread[] {
    return [this.#main, ...this.#workers.values()];
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(message: Message): void {
    const { sessionId = '', message: inner = '{}' } = message.params ?? {};
    switch (message.method) {
      case 'NodeWorker.attachedToWorker':
        this.#workers.set(sessionId, new Thread((text) => this.#tell(sessionId, text)));
        return;
      case 'NodeWorker.receivedMessageFromWorker':
        this.#workers.get(sessionId)?.take(JSON.parse(inner) as Message);
        return;
      case 'NodeWorker.detachedFromWorker':
        this.#workers.get(sessionId)?.gone();
        this.#workers.delete(sessionId);
        return;
      case undefined:
      default:
        this.#main.take(message);
    }
  }

  #tell(sessionId: string, message: string): void {
    void this.main('NodeWorker.sendMessageToWorker', { sessionId, message }).catch(() => undefined);
  }
}
