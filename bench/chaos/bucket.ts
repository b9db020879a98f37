/**
 * The object store of a stand: a real S3 server on loopback, which does to the objects of a call what that call's fault
 * asks for, until it is told that it is well again.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Call } from '#tacet/call/call.js';
import { S3Server, type Gatekeeper } from '#tacet/test/s3/s3-server.js';

/** `/calls/t17.3f0c9a7b21de/recording.wav.000001.age` */
const CALL = /^\/[^/]+\/([^/.]+)\.[0-9a-f]{12}\//;

interface Ailing {
  readonly answer: Gatekeeper;
  /** Requests that are still to meet it. */
  left: number;
}

export class Bucket {
  readonly #server: S3Server;
  /** By the id of the call. */
  readonly #ailing = new Map<string, Ailing>();

  private constructor(server: S3Server) {
    this.#server = server;
    server.gatekeeper = (request, response) => this.#answer(request, response);
  }

  static async start(): Promise<Bucket> {
    return new Bucket(await S3Server.start());
  }

  /** As a configuration has it. */
  input(spoolDirectory: string): ReturnType<S3Server['input']> {
    return this.#server.input(spoolDirectory);
  }

  settings(spoolDirectory: string): ReturnType<S3Server['settings']> {
    return this.#server.settings(spoolDirectory);
  }

  /** The next so many objects of the call meet it: it is over once they have, however long that takes. */
  ail(call: Call, requests: number, answer: Gatekeeper): void {
    this.#ailing.set(call.id, { answer, left: requests });
  }

  /** All objects of the call meet it until the call has ended; one at least, as what ends a call is sent after that. */
  ailUntilEnd(call: Call, answer: Gatekeeper): void {
    const ailing = { answer, left: Infinity };
    this.#ailing.set(call.id, ailing);
    call.events.on('ended', () => (ailing.left = 1));
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  #answer(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> {
    const call = CALL.exec(request.url ?? '')?.[1] ?? '';
    const ailing = request.method === 'PUT' ? this.#ailing.get(call) : undefined;
    if (ailing === undefined) return true;
    if (--ailing.left === 0) this.#ailing.delete(call);
    return ailing.answer(request, response);
  }
}
