/** `tacet serve --workers`, as the tests use it: its port, its API, and the processes behind it. */
import { readFile } from 'node:fs/promises';

import { RtpClient, within } from './rtp-client.js';
import { Child } from './tacet-process.js';

/** Two busy cores start three processes. */
const START_MS = 90_000;

export class SeveralProcesses {
  readonly child: Child;
  readonly base: string;

  private constructor(child: Child, port: unknown) {
    this.child = child;
    this.base = `127.0.0.1:${String(port)}`;
  }

  static async start(config: string, workers = 2): Promise<SeveralProcesses> {
    const child = new Child(['serve', '--port', '0', '--workers', String(workers), '--config', config]);
    const { port } = await child.logged('listening');
    return new SeveralProcesses(child, port);
  }

  /** Those that hold calls. */
  async pids(): Promise<number[]> {
    const pid = String(this.child.process.pid);
    const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  }

  leg(call: string, leg: 'caller' | 'agent', query = ''): Promise<RtpClient> {
    return RtpClient.open(`ws://${this.base}/v1/rtp/${call}/${leg}${query}`);
  }

  async call(id: string): Promise<readonly [caller: RtpClient, agent: RtpClient]> {
    return [await this.leg(id, 'caller'), await this.leg(id, 'agent')];
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://${this.base}${path}`, init);
  }

  async json(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
    return (await (await this.fetch(path, init)).json()) as Record<string, unknown>;
  }

  post(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async metrics(): Promise<string> {
    return (await this.fetch('/metrics')).text();
  }

  /** Asks again until it is so. */
  until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const ask = async (): Promise<void> => {
      while (!(await isSo()));
    };
    return within(ask(), what, START_MS);
  }

  counted(line: string): Promise<void> {
    return this.until(line, async () => (await this.metrics()).split('\n').includes(line));
  }
}
