/**
 * The server of a soak: `tacet serve` as an operator starts it, with everything on that a call passes through, and Node's
 * inspector to look into it. Recordings are sealed, webhooks and spans are sent to a receiver that now and then refuses.
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TakingReceiver } from '../taking-receiver.js';
import { Inspector } from './inspector.js';
import type { ConfigInput } from '#tacet/app/config.js';
import { newIdentityFile } from '#tacet/sink/sealing/keys.js';
import { Child } from '#tacet/test/bridges/tacet-process.js';

/** One request in so many is not taken, and comes again a second later: few enough that nothing piles up. */
const REFUSES_EVERY = 500;
const DEBUGGER = /Debugger listening on (ws:\S+)/;

const configOf = (
  folder: string,
  receiver: TakingReceiver,
  recipient: string,
  engine: object,
): ConfigInput => ({
  engines: { en: engine } as ConfigInput['engines'],
  recording: { directory: join(folder, 'calls'), recipients: [recipient], segmentSeconds: 2 },
  ledger: { keyFile: join(folder, 'ledger.key') },
  accessLog: { directory: join(folder, 'access-log') },
  webhooks: {
    endpoints: [{ url: receiver.url('/hook'), secret: `whsec_${'A'.repeat(44)}`, events: ['*'] }],
    deadLetterFile: join(folder, 'dead.jsonl'),
    spoolDirectory: join(folder, 'webhooks.spool'),
  },
  tracing: { otlp: receiver.url('/v1/traces') },
  // Nothing is refused for what the machine is short of, and who does not answer is soon known.
  limits: {
    headerMs: 60_000,
    pingMs: 1_000,
    pongMs: 2_000,
    loopDelayMs: 600_000,
    loopUse: 1,
    backlogMs: 600_000,
    deafMs: 600_000,
  },
  auth: { upgradesPerSecond: 100_000, requestsPerMinute: 1_000_000 },
});

export class SoakedServer {
  readonly port: number;
  readonly inspector: Inspector;
  readonly #child: Child;
  readonly #receiver: TakingReceiver;
  readonly #folder: string;

  private constructor(
    child: Child,
    port: number,
    inspector: Inspector,
    receiver: TakingReceiver,
    folder: string,
  ) {
    this.#child = child;
    this.port = port;
    this.inspector = inspector;
    this.#receiver = receiver;
    this.#folder = folder;
  }

  /** @param engine of calls in English, as `engines.en` has it */
  static async start(engine: object): Promise<SoakedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'tacet-soak-'));
    const receiver = await TakingReceiver.open(REFUSES_EVERY);
    const { recipient } = await newIdentityFile(new Date());
    const path = join(folder, 'tacet.json');
    const config = configOf(folder, receiver, recipient, engine);
    await writeFile(path, JSON.stringify(config));
    const child = new Child(['serve', '--port', '0', '--config', path], ['--inspect=127.0.0.1:0']);
    const { port } = await child.logged('listening');
    const url = DEBUGGER.exec(child.stderr)?.[1];
    if (url === undefined) throw new Error('the inspector does not listen');
    return new SoakedServer(child, Number(port), await Inspector.connect(url), receiver, folder);
  }

  /** Files of calls: how many there are, and how many of them are not finished. */
  async files(): Promise<{ readonly files: number; readonly unfinished: number; readonly calls: number }> {
    const entries = await readdir(join(this.#folder, 'calls'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    return {
      files: files.length,
      unfinished: files.filter((name) => name.endsWith('.part')).length,
      calls: files.filter((name) => name === 'ledger.jsonl').length,
    };
  }

  /** Lines of the log that tell of an error of Tacet's own. */
  get errors(): readonly string[] {
    return this.#child.stderr.split('\n').filter((line) => /"level":"?(error|50)"?/.test(line));
  }

  /** @returns its exit status after SIGTERM; its files are gone */
  async stop(): Promise<number | null> {
    this.inspector.close();
    this.#child.process.kill('SIGTERM');
    const { status } = await this.#child.finished();
    this.#receiver.close();
    await rm(this.#folder, { recursive: true, force: true });
    return status;
  }

  /** Whatever has happened. */
  kill(): void {
    this.#child.process.kill('SIGKILL');
  }
}
