/**
 * The control API as its fastest user has it: one connection that is kept, one request at a time.
 */
import { Agent, request } from 'node:http';

export interface Heads {
  readonly caller: number;
  readonly agent: number;
}

interface CallDetail {
  readonly legs: readonly { readonly leg: 'caller' | 'agent'; readonly headMs: number | null }[];
}

export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1, noDelay: true });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  async callIds(): Promise<readonly string[]> {
    const { calls } = await this.#ask<{ readonly calls: readonly { readonly id: string }[] }>(
      'GET',
      '/v1/calls?limit=200',
    );
    return calls.map(({ id }) => id);
  }

  /** How far both legs of a call have come in, in milliseconds. */
  async heads(call: string): Promise<Heads> {
    const { legs } = await this.#ask<CallDetail>('GET', `/v1/calls/${call}`);
    const of = (role: string): number => legs.find(({ leg }) => leg === role)?.headMs ?? 0;
    return { caller: of('caller'), agent: of('agent') };
  }

  async pause(call: string): Promise<{ readonly ms: number; readonly startMs: Heads }> {
    const since = performance.now();
    const { streamPositionMs } = await this.#ask<{ readonly streamPositionMs: Heads }>(
      'POST',
      `/v1/calls/${call}/pause`,
    );
    return { ms: performance.now() - since, startMs: streamPositionMs };
  }

  /** @returns milliseconds until it was answered */
  async resume(call: string): Promise<number> {
    const since = performance.now();
    await this.#ask('POST', `/v1/calls/${call}/resume`);
    return performance.now() - since;
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask<Answer>(method: string, path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#port, method, path, agent: this.#agent };
      const asked = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()) as Answer);
          else reject(new Error(`${method} ${path}: ${String(answer.statusCode)}`));
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  }
}
