/**
 * A Tacet with everything switched on that could tell anything, and all who listen to it.
 *
 *     log (debug)   metrics, two formats   API   events by SSE, by WebSocket, levels   webhooks   traces
 *     recordings, ledgers, access log, spool and dead letters of webhooks on the disk; opened afterwards with the key
 */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';

import { AHEAD_MS, playCall, type CardCall } from './card-call.js';
import { DEAD, diskPieces, WAITING } from './disk.js';
import type { Piece } from './search.js';
import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { exportCall } from '#tacet/app/recordings/export.js';
import { readIdentities, writeIdentity } from '#tacet/app/recordings/key-files.js';
import type { Call } from '#tacet/call/call.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { OtlpReceiver } from '#tacet/test/bridges/otlp-receiver.js';
import { within } from '#tacet/test/bridges/rtp-client.js';
import { WebhookReceiver } from '#tacet/test/bridges/webhook-receiver.js';

const SECRET = `whsec_${'A'.repeat(44)}`;
const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0';
const UNMEASURED_MS = 600_000;

export class Stand {
  readonly #root: string;
  readonly #tacet: Tacet;
  readonly #origin: string;
  readonly #calls: Map<string, Call>;
  readonly #log: string[];
  readonly #hooks: WebhookReceiver;
  readonly #spans: OtlpReceiver;
  readonly #pieces: Piece[] = [];
  readonly #readers = new AbortController();
  readonly #sockets: WebSocket[] = [];

  private constructor(
    root: string,
    tacet: Tacet,
    port: number,
    calls: Map<string, Call>,
    log: string[],
    receivers: { readonly hooks: WebhookReceiver; readonly spans: OtlpReceiver },
  ) {
    this.#root = root;
    this.#tacet = tacet;
    this.#origin = `http://127.0.0.1:${String(port)}`;
    this.#calls = calls;
    this.#log = log;
    this.#hooks = receivers.hooks;
    this.#spans = receivers.spans;
  }

  static async start(): Promise<Stand> {
    const root = await mkdtemp(join(tmpdir(), 'tacet-canary-'));
    const at = (name: string): string => join(root, name);
    const recipient = await writeIdentity(at('a.key'), new Date(0));
    const [hooks, refusing, silent] = await Promise.all([0, 1, 2].map(() => WebhookReceiver.start()));
    const spans = await OtlpReceiver.start();
    if (hooks === undefined || refusing === undefined || silent === undefined)
      throw new Error('no receivers');
    // So that something is in the dead letters, and something in the spool.
    refusing.answer = () => ({ status: 500 });
    silent.answer = () => undefined;
    const log: string[] = [];
    const calls = new Map<string, Call>();
    const tacet = await Tacet.create({
      config: parseConfig({
        listen: { port: 0 },
        log: { level: 'debug' },
        live: { lateAfterMs: AHEAD_MS + 100 },
        recording: { directory: at('recordings'), recipients: [recipient], segmentSeconds: 4 },
        ledger: { keyFile: at('ledger.key'), subjectKeyFile: at('subject.key') },
        accessLog: { directory: at('access-log') },
        tracing: { otlp: spans.url('/v1/traces') },
        webhooks: {
          endpoints: [
            { url: hooks.url, secret: SECRET },
            { url: refusing.url, secret: SECRET, attempts: 1 },
            { url: silent.url, secret: SECRET },
          ],
          queue: 100_000,
          spoolDirectory: at(WAITING),
          deadLetterFile: at(DEAD),
        },
        auth: { requestsPerMinute: 1_000_000 },
        limits: {
          messagesPerSecond: 1_000_000,
          loopDelayMs: UNMEASURED_MS,
          loopUse: 1,
          backlogMs: UNMEASURED_MS,
        },
      }),
      log: createLogger('debug', { write: (line) => void log.push(line) }),
      idleByWallClock: false,
      onCall: (call) => calls.set(call.id, call),
    });
    const stand = new Stand(root, tacet, await tacet.listen(), calls, log, { hooks, spans });
    tacet.keepRetention();
    await stand.#listenIn();
    return stand;
  }

  async play(card: CardCall): Promise<void> {
    const url = `${this.#origin.replace('http', 'ws')}/v1/rtp`;
    const callOf = (id: string): Call => {
      const call = this.#calls.get(id);
      if (call === undefined) throw new Error('there is no such call');
      return call;
    };
    const reasons = await playCall(card, url, callOf, () => this.#askAbout(card));
    this.#add('close reasons', reasons, card.id);
  }

  /** Everything that there is to be searched, now that all calls have ended. */
  async pieces(calls: readonly CardCall[]): Promise<readonly Piece[]> {
    await this.#askAfterwards(calls);
    // Before the end: what waits in the spool goes no further.
    await this.#searchDisk('on the disk, Tacet running');
    this.#readers.abort();
    for (const socket of this.#sockets) socket.terminate();
    await this.#tacet.close();
    await this.#searchDisk('on the disk, after the end');
    for (const line of this.#log) this.#add('log', line);
    for (const { body, headers } of this.#hooks.received) {
      this.#add('webhooks', body);
      this.#add('webhooks', JSON.stringify(headers));
    }
    for (const body of this.#spans.bodies) this.#add('traces', body);
    await this.#open(calls);
    return this.#pieces;
  }

  async stop(): Promise<void> {
    this.#readers.abort();
    await this.#tacet.close();
    WebhookReceiver.stopAll();
    await OtlpReceiver.stopAll();
    await rm(this.#root, { recursive: true, force: true });
  }

  #add(output: string, bytes: string | Uint8Array, call?: string): void {
    this.#pieces.push({ output, bytes, call });
  }

  async #listenIn(): Promise<void> {
    const answer = await fetch(`${this.#origin}/v1/events`, { signal: this.#readers.signal });
    const read = async (): Promise<void> => {
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of answer.body as ReadableStream<Uint8Array>) {
        const events = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) this.#add('events (SSE)', event);
      }
    };
    void read().catch(() => undefined);
    for (const [output, query] of [
      ['events (WebSocket)', ''],
      ['events (levels)', '?type=levels'],
    ] as const) {
      const socket = new WebSocket(`${this.#origin.replace('http', 'ws')}/v1/events${query}`);
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => this.#add(output, data.toString()));
      await within(once(socket, 'open'), output);
      this.#sockets.push(socket);
    }
  }

  async #ask(path: string, call?: string, init: RequestInit = {}, output = 'API'): Promise<void> {
    // A connection that is kept may end in the moment in which it is used again: each request has its own.
    const headers = { ...(init.headers as Record<string, string>), connection: 'close' };
    const answer = await fetch(`${this.#origin}${path}`, { ...init, headers });
    this.#add(output, Buffer.from(await answer.arrayBuffer()), call);
    this.#add(output, JSON.stringify([...answer.headers]), call);
  }

  /** Also with the number where somebody might put it: it must not come back from there. */
  async #askAbout({ id, secrets }: CardCall): Promise<void> {
    const number = secrets[0]?.digits ?? '';
    const json = { 'content-type': 'application/json' };
    const post = (body: object): RequestInit => ({
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
    });
    for (const path of [`/v1/calls/${id}`, '/v1/calls', '/readyz', '/v1/recordings', `/v1/calls/${number}`])
      await this.#ask(path, id);
    await this.#ask(`/v1/calls/${id}/pause`, id, post({ reason: `card ${number}` }));
    await this.#ask(`/v1/calls/${id}/pause`, id, post({ reason: 'a payment' }));
    await this.#ask(`/v1/calls/${id}/resume`, id, post({}));
    await this.#ask(`/v1/calls/${id}/subject`, id, post({ subject: number }));
    await this.#ask(`/v1/calls/${id}/consent`, id, post({ consent: number }));
    await this.#ask('/v1/policies/check', id, post({ [number]: number }));
    for (const path of ['', '/ledger', '/files/key.age'])
      await this.#ask(`/v1/recordings/${number}${path}`, id);
    await this.#metrics();
  }

  async #metrics(): Promise<void> {
    await this.#ask('/metrics', undefined, {}, 'metrics');
    await this.#ask('/metrics', undefined, { headers: { accept: OPEN_METRICS } }, 'metrics');
  }

  async #askAfterwards(calls: readonly CardCall[]): Promise<void> {
    await this.#metrics();
    for (const { id } of calls) {
      await this.#ask(`/v1/recordings/${id}`, id);
      await this.#ask(`/v1/recordings/${id}/ledger`, id);
      await this.#ask(`/v1/access-log?call=${id}`, id);
    }
    for (const path of ['/v1/recordings?limit=200', '/v1/access-log', '/v1/openapi.json', '/healthz'])
      await this.#ask(path);
    const { webhooks } = this.#tacet;
    const delivered = async (): Promise<void> => {
      while (webhooks.counters.delivered === 0 || webhooks.counters.dead === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await webhooks.flush();
    };
    await within(delivered(), 'webhooks');
  }

  async #searchDisk(output: string): Promise<void> {
    this.#pieces.push(...(await diskPieces(this.#root, output)));
  }

  /** What whoever holds the key can read. */
  async #open(calls: readonly CardCall[]): Promise<void> {
    const identities = await readIdentities(join(this.#root, 'a.key'));
    const store = new FolderStore(join(this.#root, 'recordings'));
    for (const { id } of calls) {
      const { paths, faults } = await exportCall(
        await store.find(id),
        identities,
        join(this.#root, 'open', id),
      );
      if (faults.length > 0) throw new Error(faults.join('; '));
      for (const path of paths) {
        const name = path.slice(path.lastIndexOf('/') + 1);
        this.#add(`opened: ${name}`, await readFile(path), id);
      }
    }
  }
}
