/**
 * `npm run bench:erase`: how long it takes to erase many calls: each key destroyed and its folder fsynced, each ledger with
 * its signed entry of that, each file gone.
 * Beside it, in the same rounds, how long the disk takes to remove the same folders, with nothing made durable and nothing noted.
 *
 *     npm run bench:erase -- --calls 1000 --rounds 5
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';

import { circumstances } from './circumstances.js';
import { FOLDER, publish, type Figures } from './publish.js';
import { compared, ratioTold, type Turns } from './turns.js';
import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { eraseCalls } from '#tacet/app/recordings/erase.js';
import { writeIdentity } from '#tacet/app/recordings/key-files.js';
import { systemClock } from '#tacet/core/clock.js';
import { ensureLedgerKey } from '#tacet/sink/ledger/ledger-key.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';

const TARGET_MS = 1_000;
const FRAMES = 500;

interface Flags {
  readonly calls: string;
  readonly rounds: string;
  readonly out: string;
}

/** One call that was kept as any other is. */
const recordOne = async (root: string): Promise<void> => {
  const recipient = await writeIdentity(join(root, 'a.key'), new Date(0));
  const ended: Promise<void>[] = [];
  const tacet = await Tacet.create({
    config: parseConfig({
      engines: {},
      listen: { port: 0 },
      recording: { directory: join(root, 'one'), recipients: [recipient], segmentSeconds: 1 },
      ledger: { keyFile: join(root, 'ledger.key'), subjectKeyFile: join(root, 'subject.key') },
      limits: { messagesPerSecond: 1_000_000 },
    }),
    log: createLogger('silent'),
    onCall: (call) => ended.push(new Promise((resolve) => call.events.on('ended', () => resolve()))),
  });
  const url = `ws://127.0.0.1:${String(await tacet.listen())}/v1/rtp/call`;
  const legs = [await RtpClient.open(`${url}/caller`), await RtpClient.open(`${url}/agent`)];
  for (let i = 0; i < FRAMES; i++) for (const leg of legs) leg.send(new Uint8Array(160).fill(0xff));
  await legs[1]?.receivedAtLeast(FRAMES);
  await legs[0]?.close();
  await Promise.all(ended);
  await tacet.close();
};

const timed = async (work: () => Promise<void>): Promise<number> => {
  const sinceMs = performance.now();
  await work();
  return performance.now() - sinceMs;
};

const listed = (all: readonly number[]): string => all.map((ms) => ms.toFixed(0)).join(', ');

const figuresOf = (calls: number, tookMs: Turns): Omit<Figures, 'circumstances'> => {
  const { before, after, ratio } = compared(tookMs);
  return {
    title: 'How long erasing takes',
    source: 'bench/erase.ts',
    data: { calls, targetMs: TARGET_MS, tookMs, ratio },
    body: [
      `${String(calls)} calls erased together: each key destroyed and its folder fsynced, each ledger with its signed entry of that, each`,
      'file gone. Beside it, in the same rounds, the same folders removed, with nothing made durable and nothing noted.',
      '',
      `| | rounds | quickest, ms | median, ms | each, ms |`,
      '| - | -: | -: | -: | - |',
      `| erased | ${String(after.count)} | ${after.low.toFixed(0)} | ${after.median.toFixed(0)} | ${listed(tookMs.after)} |`,
      `| removed and no more | ${String(before.count)} | ${before.low.toFixed(0)} | ${before.median.toFixed(0)} | ${listed(tookMs.before)} |`,
      '',
      `Erasing takes ${ratioTold(ratio)} times as long as removing, by rounds.`,
      '',
      `**The quickest round took ${after.low.toFixed(0)} ms** (asked: ${String(TARGET_MS)} ms for 1000 calls): ${after.low <= TARGET_MS ? 'pass' : '**fail**'}.`,
    ],
  };
};

const main = async ({ calls, rounds, out }: Flags): Promise<void> => {
  const about = circumstances(`npm run bench:erase -- --calls ${calls} --rounds ${rounds}`);
  const root = await mkdtemp(join(tmpdir(), 'tacet-erase-'));
  try {
    await recordOne(root);
    const key = await ensureLedgerKey(join(root, 'ledger.key'));
    const took: number[] = [];
    const plainTook: number[] = [];
    for (let round = 0; round < Number(rounds); round++) {
      const directory = join(root, `round-${String(round)}`);
      const plain = join(root, `plain-${String(round)}`);
      const names = Array.from({ length: Number(calls) }, (_, n) => `call-${String(n)}`);
      for (const parent of [directory, plain])
        for (const name of names)
          await cp(join(root, 'one', 'call'), join(parent, name), { recursive: true });
      // What is erased was on the disk before: a copy's own writes are no part of it.
      await promisify(execFile)('sync');
      took.push(await timed(() => eraseCalls(new FolderStore(directory), names, key, systemClock)));
      plainTook.push(await timed(() => rm(plain, { recursive: true })));
    }
    const figures = figuresOf(Number(calls), { before: plainTook, after: took });
    await publish(out, 'erase', { ...figures, circumstances: about });
    if (Math.min(...took) > TARGET_MS) process.exitCode = 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

await new Command('bench:erase')
  .option('--calls <n>', 'how many are erased together', '1000')
  .option('--rounds <n>', 'how often', '5')
  .option('--out <folder>', 'where page and JSON go', FOLDER)
  .action(main)
  .parseAsync();
