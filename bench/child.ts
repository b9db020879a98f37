/**
 * A process of the benchmark, pinned to a core where the system can, that is asked and answers over IPC.
 *
 * Owns the process: whatever happens, `kill` by handle is all that is needed to be rid of it.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  readonly module: URL;
  /** Undefined: wherever the system likes. */
  readonly core: number | undefined;
  readonly arguments?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Wait<Message> {
  readonly kind: string;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
}

const ANSWER_TIMEOUT_MS = 60_000;

/** Whether processes can be pinned to both cores. */
export const canPin = (cores: readonly number[]): boolean =>
  cores.every((core) => spawnSync('taskset', ['-c', String(core), 'true']).status === 0);

export interface Cores {
  readonly isPinned: boolean;
  readonly relayCore: number | undefined;
  readonly generatorCore: number | undefined;
}

/** One core for what is measured, one for who loads it; none where processes cannot be pinned. */
export const ownCores = (): Cores =>
  canPin([0, 1])
    ? { isPinned: true, relayCore: 0, generatorCore: 1 }
    : { isPinned: false, relayCore: undefined, generatorCore: undefined };

export class Child<To extends object, From extends { readonly kind: string }> {
  readonly #process: ChildProcess;
  readonly #name: string;
  #unread: From[] = [];
  #waits: Wait<From>[] = [];
  #failure: Error | undefined;
  readonly #exited: Promise<void>;

  constructor(options: ChildOptions) {
    const path = fileURLToPath(options.module);
    this.#name = path.split('/').at(-1) ?? path;
    const node = [process.execPath, ...(options.nodeOptions ?? []), path, ...(options.arguments ?? [])];
    const [command = process.execPath, ...rest] =
      options.core === undefined ? node : ['taskset', '-c', String(options.core), ...node];
    this.#process = spawn(command, rest, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...options.environment },
    });
    this.#process.on('message', (message) => this.#take(message as From));
    this.#exited = new Promise((resolve) => {
      this.#process.once('exit', () => {
        this.#fail(new Error(`${this.#name} ended early`));
        resolve();
      });
      this.#process.once('error', (error) => {
        this.#fail(error);
        resolve();
      });
    });
  }

  send(message: To): void {
    if (this.#process.connected) this.#process.send(message);
  }

  /** The next message of this kind that nobody has read. */
  async next<Kind extends From['kind']>(
    kind: Kind,
    timeoutMs = ANSWER_TIMEOUT_MS,
  ): Promise<Extract<From, { readonly kind: Kind }>> {
    const isWanted = (message: From): message is Extract<From, { readonly kind: Kind }> =>
      message.kind === kind;
    const unread = this.#unread.find(isWanted);
    if (unread !== undefined) {
      this.#unread = this.#unread.filter((message) => message !== unread);
      return unread;
    }
    if (this.#failure !== undefined) throw this.#failure;
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<From>((resolve, reject) => {
      this.#waits.push({ kind, resolve, reject });
      timer = setTimeout(() => reject(new Error(`${this.#name}: no "${kind}" in time`)), timeoutMs);
    });
    const message = await answer.finally(() => clearTimeout(timer));
    if (!isWanted(message)) throw new Error(`${this.#name}: "${message.kind}" is not "${kind}"`);
    return message;
  }

  ask<Kind extends From['kind']>(
    message: To,
    kind: Kind,
    timeoutMs?: number,
  ): Promise<Extract<From, { readonly kind: Kind }>> {
    this.send(message);
    return this.next(kind, timeoutMs);
  }

  /** Waits until it has gone by itself, then makes sure. */
  async gone(timeoutMs: number): Promise<void> {
    const timer = setTimeout(() => this.kill(), timeoutMs);
    await this.#exited;
    clearTimeout(timer);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #take(message: From): void {
    const wait = this.#waits.find(({ kind }) => kind === message.kind);
    if (wait === undefined) {
      this.#unread.push(message);
      return;
    }
    this.#waits = this.#waits.filter((other) => other !== wait);
    wait.resolve(message);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    const waits = this.#waits;
    this.#waits = [];
    for (const { reject } of waits) reject(error);
  }
}
