/**
 * A Prometheus of its own, with the rules under deploy/ made quick: it scrapes every second, and what must last a
 * while before an alert fires fires at once.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../bridges/free-port.js';
import { WAIT_MS } from '../bridges/rtp-client.js';
import { RULES } from './rules-file.js';

const OFTEN = '1s';

interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** `ALERT` or, where it is about one, `ALERT@PORT`. */
const nameOf = ({ labels }: Alert): string =>
  [labels['alertname'], labels['instance']?.split(':').at(-1)].filter(Boolean).join('@');

export class RunningPrometheus {
  /** Every alert that was seen firing. */
  readonly fired = new Set<string>();
  readonly #url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.#url = url;
    this.#folder = folder;
    this.#process = process;
  }

  /** @param ports of what is scraped */
  static async start(
    ports: readonly number[],
    scheme: 'http' | 'https' = 'http',
  ): Promise<RunningPrometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'tacet-prometheus-'));
    const rules = (await readFile(RULES, 'utf8'))
      .replace(/^ *for: .*\n/gm, '')
      .replace(/^( *interval:) .*$/gm, `$1 ${OFTEN}`);
    await writeFile(join(folder, 'rules.yml'), rules);
    const targets = ports.map((port) => `'127.0.0.1:${String(port)}'`).join(', ');
    await writeFile(
      join(folder, 'prometheus.yml'),
      [
        `global: { scrape_interval: ${OFTEN}, scrape_timeout: ${OFTEN}, evaluation_interval: ${OFTEN} }`,
        'rule_files: [rules.yml]',
        'scrape_configs:',
        `  - { job_name: tacet, scheme: ${scheme}, tls_config: { insecure_skip_verify: true }, scrape_timeout: ${OFTEN}, static_configs: [{ targets: [${targets}] }] }`,
      ].join('\n'),
    );
    const port = await freePort();
    const process = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${String(port)}`,
        '--enable-feature=exemplar-storage',
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new RunningPrometheus(`http://127.0.0.1:${String(port)}`, folder, process);
    // One that is not there is told of by its silence.
    process.on('error', () => undefined);
    const isUp = async (): Promise<boolean> => {
      const up = await prometheus.query('sum(up)');
      return (up[0] ?? 0) === ports.length;
    };
    await prometheus.#until('to scrape everything', isUp).catch(async (error: unknown) => {
      // Whoever is not given it cannot stop it.
      await prometheus.stop();
      throw error;
    });
    return prometheus;
  }

  async query(expression: string): Promise<readonly number[]> {
    const { result } = (await this.#get(`/api/v1/query?query=${encodeURIComponent(expression)}`)) as {
      readonly result: readonly { readonly value: readonly [number, string] }[];
    };
    return result.map(({ value }) => Number(value[1]));
  }

  untilAbove(expression: string, limit: number): Promise<void> {
    return this.#until(expression, async () => ((await this.query(expression))[0] ?? limit) > limit);
  }

  /** Labels of the exemplars of a series. */
  async exemplars(series: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const range = `start=${String(Date.now() / 1_000 - 600)}&end=${String(Date.now() / 1_000 + 60)}`;
    const found = (await this.#get(
      `/api/v1/query_exemplars?query=${encodeURIComponent(series)}&${range}`,
    )) as readonly { readonly exemplars: readonly { readonly labels: Readonly<Record<string, string>> }[] }[];
    return found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels));
  }

  /** Waits until all of these have fired. */
  async untilFired(expected: readonly string[]): Promise<void> {
    const missing = (): string[] => expected.filter((name) => !this.fired.has(name));
    await this.#until(
      'alerts',
      async () => {
        const { alerts } = (await this.#get('/api/v1/alerts')) as { readonly alerts: readonly Alert[] };
        for (const alert of alerts) if (alert.state === 'firing') this.fired.add(nameOf(alert));
        return missing().length === 0;
      },
      () => missing().join(', '),
    );
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`);
    return ((await response.json()) as { readonly data: unknown }).data;
  }

  async #until(what: string, isDone: () => Promise<boolean>, missing = () => ''): Promise<void> {
    const deadline = performance.now() + 2 * WAIT_MS;
    // Until it listens it refuses connections.
    while (!(await isDone().catch(() => false))) {
      if (performance.now() > deadline) throw new Error(`waited in vain for ${what}: ${missing()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
