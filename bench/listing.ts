/**
 * `npm run bench:listing`: how long a page of recordings keeps the thread that relays, where very many are kept.
 *
 *     npm run bench:listing -- --calls 100000
 *
 * First all names read and sorted at once, as it was done before; then pages of the API.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';

import { circumstances } from './circumstances.js';
import { FOLDER, publish } from './publish.js';
import { median } from './statistics.js';
import { recordingPage } from '#tacet/app/recordings/recording-page.js';
import { systemClock } from '#tacet/core/clock.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';

const ROUNDS = 10;
/** By then names are kept, where nothing changes. */
const SETTLED_MS = 2_500;
const LEDGER = `${JSON.stringify({ entry: { kind: 'opened', tenant: null, startedAt: '2026-11-27T00:00:00.000Z' } })}\n`;

interface Listed {
  readonly what: string;
  /** The longest that the loop stood still, a round. */
  readonly stallMs: readonly number[];
  readonly tookMs: readonly number[];
}

const measured = async (what: string, work: (round: number) => Promise<unknown>): Promise<Listed> => {
  const [stallMs, tookMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await wait(5);
    const sinceMs = performance.now();
    await work(round);
    tookMs.push(performance.now() - sinceMs);
    await wait(5);
    delay.disable();
    stallMs.push(delay.max / 1e6);
  }
  return { what, stallMs, tookMs };
};

const ranged = (ms: readonly number[]): string =>
  `${median(ms).toFixed(1)} (${Math.min(...ms).toFixed(1)}..${Math.max(...ms).toFixed(1)})`;

const main = async ({ calls, out }: { readonly calls: string; readonly out: string }): Promise<void> => {
  const about = circumstances(`npm run bench:listing -- --calls ${calls}`);
  const directory = await mkdtemp(join(tmpdir(), 'tacet-listing-'));
  try {
    for (let i = 0; i < Number(calls); i++) {
      const folder = join(directory, `call-${String((i * 7_919) % 1_000_003)}`);
      await mkdir(folder);
      await writeFile(join(folder, 'ledger.jsonl'), LEDGER);
    }
    const store = new FolderStore(directory);
    const page = () => recordingPage(store, systemClock, { limit: 50, isWanted: () => true });
    const rows = [
      await measured('all names read and sorted', async () =>
        (await readdir(directory, { withFileTypes: true }))
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
          .sort(),
      ),
      await measured('a page, names changed since', async (round) => {
        await mkdir(join(directory, `new-${String(round)}`));
        await page();
      }),
    ];
    await page();
    await wait(SETTLED_MS);
    await page();
    rows.push(await measured('a page, nothing changed', page));
    await publish(out, 'listing', {
      title: 'How long a page of recordings keeps the relaying thread',
      source: 'bench/listing.ts',
      circumstances: about,
      data: { recordings: Number(calls), rows },
      body: [
        `Of ${calls} recordings, milliseconds: medians of ${String(ROUNDS)} rounds (and their range). The first row is what a page would cost`,
        'that reads and sorts all names at once.',
        '',
        '| | longest stall of the loop | whole time |',
        '| - | -: | -: |',
        ...rows.map(({ what, stallMs, tookMs }) => `| ${what} | ${ranged(stallMs)} | ${ranged(tookMs)} |`),
      ],
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

await new Command('bench:listing')
  .option('--calls <n>', 'how many recordings are kept', '100000')
  .option('--out <folder>', 'where page and JSON go', FOLDER)
  .action(main)
  .parseAsync();
