/**
 * `npm run bench:listing`: how long a page of recordings keeps the thread that relays, where very many are kept.
 *
 *     npm run bench:listing -- --calls 100000
 *
 * `whole` reads and sorts all names at once, as it was done before; the others are pages of the API.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';

import { circumstances, machineOf } from './circumstances.js';
import { recordingPage } from '#tacet/app/recordings/recording-page.js';
import { systemClock } from '#tacet/core/clock.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';

const ROUNDS = 10;
/** By then names are kept, where nothing changes. */
const SETTLED_MS = 2_500;
const LEDGER = `${JSON.stringify({ entry: { kind: 'opened', tenant: null, startedAt: '2026-11-27T00:00:00.000Z' } })}\n`;

/** The longest that the loop stood still, and how long a round took, each the median over all rounds; milliseconds. */
const measured = async (work: (round: number) => Promise<unknown>): Promise<readonly [number, number]> => {
  const [stalls, took]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await wait(5);
    const sinceMs = performance.now();
    await work(round);
    took.push(performance.now() - sinceMs);
    await wait(5);
    delay.disable();
    stalls.push(delay.max / 1e6);
  }
  return [median(stalls), median(took)];
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const main = async ({ calls }: { readonly calls: string }): Promise<void> => {
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
    const rows: [string, readonly [number, number]][] = [];
    rows.push([
      'whole',
      await measured(async () =>
        (await readdir(directory, { withFileTypes: true }))
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
          .sort(),
      ),
    ]);
    rows.push([
      'a page, names changed since',
      await measured(async (round) => {
        await mkdir(join(directory, `new-${String(round)}`));
        await page();
      }),
    ]);
    await page();
    await wait(SETTLED_MS);
    await page();
    rows.push(['a page, nothing changed', await measured(page)]);
    console.log(`${machineOf(about)}; load average before the run ${about.loadAverage.toFixed(1)}`);
    console.log(
      `of ${calls} recordings       longest stall of the loop   whole time   (medians of ${String(ROUNDS)})`,
    );
    for (const [what, [stallMs, tookMs]] of rows)
      console.log(
        `${what.padEnd(30)} ${stallMs.toFixed(1).padStart(10)} ms ${tookMs.toFixed(0).padStart(20)} ms`,
      );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

await new Command('bench:listing')
  .option('--calls <n>', 'how many recordings are kept', '100000')
  .action(main)
  .parseAsync();
