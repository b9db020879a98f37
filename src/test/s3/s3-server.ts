/**
 * An S3 server on loopback with a bucket `calls`, which can go away, come back, be slow, and be asked what it holds.
 *
 * It is `s3rver`; what stands before it decides what becomes of each request. Its account is S3RVER with the secret
 * S3RVER. It checks signatures of puts alone: those of requests to a bucket itself it computes over another path.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

import type { S3Settings } from '../../sink/stores/s3.js';
import { s3 } from '../../sink/stores/s3.js';

const BUCKET = 'calls';

/** @returns whether the request goes on to the server; otherwise it has been answered, or never will be */
export type Gatekeeper = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

const running = new Set<S3Server>();

export class S3Server {
  readonly directory: string;
  /** Every request that came, such as `PUT /calls/a/key.age`. */
  readonly requests: string[] = [];
  gatekeeper: Gatekeeper = () => true;
  readonly #app: S3rver;
  readonly #server: Server;
  #port = 0;
  #isUp = true;

  private constructor(directory: string) {
    this.directory = directory;
    this.#app = new S3rver({
      directory,
      silent: true,
      vhostBuckets: false,
      allowMismatchedSignatures: true,
      configureBuckets: [{ name: BUCKET, configs: [] }],
    });
    const handle = this.#app.callback();
    this.#server = createServer((request, response) => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      void Promise.resolve(this.gatekeeper(request, response)).then((goesOn) => {
        if (goesOn) handle(request, response);
      });
    });
    this.#server.on('connection', (socket) => {
      if (!this.#isUp) socket.destroy();
    });
  }

  static async start(): Promise<S3Server> {
    const server = new S3Server(await mkdtemp(join(tmpdir(), 'tacet-s3-')));
    await server.#app.configureBuckets();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    server.#port = (server.#server.address() as AddressInfo).port;
    running.add(server);
    return server;
  }

  /** For after each test. */
  static async stopAll(): Promise<void> {
    for (const server of running) await server.stop();
  }

  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
    await rm(this.directory, { recursive: true, force: true });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Puts with a wrong signature are refused. */
  checkSignatures(): void {
    this.#app.allowMismatchedSignatures = false;
  }

  up(): void {
    this.#isUp = true;
  }

  /** Whoever is or gets connected is cut off. It keeps its port, which is somebody else's as soon as nobody listens. */
  down(): void {
    this.#isUp = false;
    this.#server.closeAllConnections();
  }

  /** As they stand in a configuration. */
  input(spoolDirectory: string) {
    return {
      kind: 's3',
      bucket: BUCKET,
      region: 'eu-central-1',
      endpoint: this.endpoint,
      forcePathStyle: true,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      spoolDirectory,
    } as const;
  }

  settings(spoolDirectory: string, more: Partial<S3Settings> = {}): S3Settings {
    return s3.settings.parse({ ...this.input(spoolDirectory), ...more });
  }

  /** What lies in the bucket, by key. */
  async objects(): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    const root = join(this.directory, BUCKET);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const key = path.slice(root.length + 1).replace(/\._S3rver_object$/, '');
      if (entry.isFile() && path.endsWith('._S3rver_object')) found.set(key, await readFile(path));
    }
    return found;
  }
}
