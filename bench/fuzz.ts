/**
 * Throws bad input at every parser for a bounded time: `npm run fuzz -- [--seconds N] [--seed N] [--only PART-OF-A-NAME]`.
 *
 * The tests do the same with small budgets at each run; this is for as long as one likes. Parsers take turns, so that each
 * gets its share of the time. What breaks one is shown with its seed and stays in the folder that is named; exit code 1.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Random } from './dialogues/random.js';
import { DISK_TARGETS, openJournalTarget, openSealedTarget } from './fuzz/disk-targets.js';
import { HANDED_LEG, PROCESS_IS_TOLD, PROCESS_SAYS } from './fuzz/process-targets.js';
import { SPEECH_WORKER_IS_TOLD, SPEECH_WORKER_SAYS } from './fuzz/speech-targets.js';
import { NAMES, openObjectStoreTarget, openWriterTarget } from './fuzz/store-targets.js';
import { mutated } from './fuzz/mutate.js';
import { WIRE_TARGETS } from './fuzz/wire-targets.js';

const SLICE_MS = 50;
/** A parser that takes longer for 70 kB lets a peer stop the process. */
const SLOW_MS = 1_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    only: { type: 'string', default: '' },
  },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) throw new Error('--seconds and --seed are numbers');

const MESSAGE_TARGETS = [
  HANDED_LEG,
  PROCESS_SAYS,
  PROCESS_IS_TOLD,
  SPEECH_WORKER_SAYS,
  SPEECH_WORKER_IS_TOLD,
];
const opened = [
  await openSealedTarget(),
  await openJournalTarget(),
  await openWriterTarget(),
  await openObjectStoreTarget(),
];
const all = [
  ...WIRE_TARGETS,
  ...DISK_TARGETS,
  NAMES,
  ...MESSAGE_TARGETS,
  ...opened.map(({ target }) => target),
];
const targets = all.filter(({ name }) => name.includes(values.only));
const random = new Random(seed);
const runs = new Map(targets.map(({ name }) => [name, 0]));
const failures: { readonly name: string; readonly what: string; readonly input: Buffer }[] = [];
const failed = new Set<string>();

console.log(`${String(targets.length)} parsers, ${String(seconds)} s, --seed ${String(seed)}`);
const end = performance.now() + seconds * 1_000;
while (performance.now() < end) {
  for (const { name, seeds, read } of targets) {
    if (failed.has(name)) continue;
    const sliceEnd = Math.min(end, performance.now() + SLICE_MS);
    do {
      const input = mutated(random, seeds);
      const since = performance.now();
      const cpuSince = process.cpuUsage();
      try {
        await read(Buffer.from(input));
        const cpu = process.cpuUsage(cpuSince);
        // By the processor's time: a busy machine accuses nobody.
        if (performance.now() - since > SLOW_MS && (cpu.user + cpu.system) / 1_000 > SLOW_MS)
          throw new Error('takes very long');
      } catch (error) {
        failed.add(name);
        failures.push({
          name,
          what: error instanceof Error ? (error.stack ?? error.message) : 'no error',
          input,
        });
        break;
      }
      runs.set(name, (runs.get(name) ?? 0) + 1);
    } while (performance.now() < sliceEnd);
  }
}
for (const { close } of opened) await close();

for (const [name, count] of runs) console.log(`${String(count).padStart(9)}  ${name}`);
if (failures.length > 0) {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-fuzz-found-'));
  for (const [i, { name, what, input }] of failures.entries()) {
    const file = join(folder, `${String(i + 1)}.bin`);
    await writeFile(file, input);
    console.error(`\n${name}: ${what}\n  input: ${file} (--seed ${String(seed)})`);
  }
  process.exitCode = 1;
}
