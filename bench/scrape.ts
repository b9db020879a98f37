/**
 * What a scrape costs while a thousand calls run: `npm run bench:scrape -- [--calls N] [--scrapes N]`.
 *
 * The calls are real ones over real sockets, heard by a scripted recogniser; they are quiet while it is measured, so that
 * the time is the scrape's own. It runs on the thread of the media, so what it takes is what a packet may have to wait.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';
import { circumstances, machineOf } from './circumstances.js';

const FILE = 'docs/benchmarks/scrape.md';
const TARGET_MS = 20;
const FORMS = {
  'Prometheus text': 'text/plain',
  OpenMetrics: 'application/openmetrics-text',
};
const PACKETS = 20;
const PACKET_BYTES = 160;
/** Sockets opened at once. */
const BATCH = 50;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    scrapes: { type: 'string', default: '200' },
  },
});
const calls = Number(values.calls);
const scrapes = Number(values.scrapes);
const before = circumstances(`npm run bench:scrape -- --calls ${String(calls)} --scrapes ${String(scrapes)}`);

const directory = await mkdtemp(join(tmpdir(), 'tacet-scrape-'));
const config = parseConfig({
  listen: { port: 0 },
  engines: { en: { engine: 'scripted' } },
  // The rings' size does not matter here, and so they are small.
  clearance: { limitMs: 5_000 },
  recording: { directory, unencrypted: true },
  limits: { calls: 10_000, idleMs: 600_000, messagesPerSecond: 100_000 },
  // All of them come from one address.
  auth: { upgradesPerSecond: 100_000, requestsPerMinute: 1_000_000 },
  log: { level: 'error' },
});
const tacet = await Tacet.create({
  config,
  log: createLogger(config.log.level),
  idleByWallClock: false,
});
const port = await tacet.listen();

interface Taken {
  readonly form: string;
  readonly calls: number;
  readonly ms: readonly number[];
  readonly bytes: number;
}

const take = async (form: string, accept: string, running: number): Promise<Taken> => {
  const ms: number[] = [];
  let bytes = 0;
  for (let i = 0; i < scrapes; i++) {
    const since = performance.now();
    const { body } = await tacet.metrics.scrape(accept);
    ms.push(performance.now() - since);
    bytes = body.length;
    await new Promise(setImmediate);
  }
  return { form, calls: running, ms: ms.sort((a, b) => a - b), bytes };
};
const takeBoth = async (running: number): Promise<Taken[]> => {
  const taken: Taken[] = [];
  for (const [form, accept] of Object.entries(FORMS)) taken.push(await take(form, accept, running));
  return taken;
};

const taken = await takeBoth(0);
const clients: RtpClient[] = [];
const payload = Buffer.alloc(PACKET_BYTES, 0xff);
for (let at = 0; at < calls; at += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, calls - at) }, (_, i) => at + i);
  await Promise.all(
    batch.map(async (n) => {
      for (const leg of ['caller', 'agent'])
        clients.push(await RtpClient.open(`ws://127.0.0.1:${String(port)}/v1/rtp/call-${String(n)}/${leg}`));
    }),
  );
}
for (let i = 0; i < PACKETS; i++) {
  for (const client of clients) client.send(payload);
  await new Promise(setImmediate);
}
await Promise.all(clients.map((client) => client.receivedAtLeast(PACKETS)));
taken.push(...(await takeBoth(calls)));
for (const client of clients) client.terminate();
await tacet.close();
await rm(directory, { recursive: true });

const percentile = (ms: readonly number[], share: number): number =>
  ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? Number.NaN;
const rows = taken.map(
  ({ form, calls: running, ms, bytes }) =>
    `| ${form} | ${String(running)} | ${[0, 0.5, 0.9, 0.99].map((p) => percentile(ms, p).toFixed(1)).join(' | ')} | ${(bytes / 1_024).toFixed(0)} |`,
);
const loaded = taken.filter(({ calls: running }) => running === calls);
const worst = Math.max(...loaded.map(({ ms }) => percentile(ms, 0.5)));
const verdict = worst < TARGET_MS ? 'pass' : '**fail**';
const page = `# What a scrape costs

<!-- Written by \`npm run bench:scrape\`: change bench/scrape.ts, not this file. -->

- command: \`${before.command}\`
- date: ${before.date}, commit ${before.commit}
- machine: ${machineOf(before)}; load average before the run ${before.loadAverage.toFixed(1)}

Milliseconds a scrape, of ${String(scrapes)} in a row, on the thread that relays (the lowest is what it takes where nobody else wants the core):

| form | calls | lowest | p50 | p90 | p99 | kB |
| - | -: | -: | -: | -: | -: | -: |
${rows.join('\n')}

**A scrape of ${String(calls)} calls takes ${worst.toFixed(1)} ms in the median of the slower form** (asked: less than ${String(TARGET_MS)} ms): ${verdict}.

While it is made no packet is relayed: once in a scrape interval a packet may wait so long. The number of series does not grow
with the calls; adding up their counters is what does.
`;
await writeFile(FILE, page);
console.log(page);
process.exit(0);
