/**
 * `tacet` as a process of its own, as an operator starts it: its log, its exit status, and a child that never outlives
 * the test.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { within } from './rtp-client.js';

export const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Child {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #exited: Promise<number | null>;
  #wake: () => void = () => undefined;

  constructor(args: readonly string[]) {
    this.process = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#wake();
    });
    this.#exited = once(this.process, 'close').then(([status]) => status as number | null);
    children.add(this);
    void this.#exited.then(() => children.delete(this));
  }

  /** The first log line with this text. */
  async logged(text: string): Promise<Record<string, unknown>> {
    const search = async (): Promise<Record<string, unknown>> => {
      for (;;) {
        const line = this.stderr
          .split('\n')
          .find((l) => l.startsWith('{') && l.endsWith('}') && l.includes(`"msg":"${text}"`));
        if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    return within(search(), `the log line "${text}"`, 120_000);
  }

  async finished(): Promise<Finished> {
    const status = await within(this.#exited, 'the process to exit', 120_000);
    return { status, stdout: this.stdout, stderr: this.stderr };
  }
}

const children = new Set<Child>();

/** For after all tests. */
export const killChildren = (): void => {
  for (const child of children) child.process.kill('SIGKILL');
};
