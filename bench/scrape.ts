/**
 * What a scrape costs while a thousand calls run: `npm run bench:scrape -- [--calls N] [--scrapes N] [--out FOLDER]`.
 *
 * The calls are real ones over real sockets, heard by a scripted recogniser; they are quiet while it is measured, so that
 * the time is the scrape's own. It runs on the thread of the media, so what it takes is what a packet may have to wait.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';

import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';
import { circumstances } from './circumstances.js';
import { FOLDER, publish } from './publish.js';
import { scrapeFigures, type Taken } from './scrape-report.js';

const FORMS = {
  'Prometheus text': 'text/plain',
  OpenMetrics: 'application/openmetrics-text',
};
const PACKETS = 20;
const PACKET_BYTES = 160;
/** Sockets opened at once. */
const BATCH = 50;

const flags = new Command('bench:scrape')
  .description('What a scrape costs while calls run.')
  .option('--calls <n>', 'calls that run', '1000')
  .option('--scrapes <n>', 'of each form, without calls and with them', '500')
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .parse()
  .opts<{ readonly calls: string; readonly scrapes: string; readonly out: string }>();
const calls = Number(flags.calls);
const scrapes = Number(flags.scrapes);
const before = circumstances(`npm run bench:scrape -- --calls ${flags.calls} --scrapes ${flags.scrapes}`);

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
  return { form, calls: running, ms, bytes };
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

await publish(flags.out, 'scrape', { ...scrapeFigures(taken, calls), circumstances: before });
process.exit(0);
