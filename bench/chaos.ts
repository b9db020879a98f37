/**
 * `npm run chaos -- --faults N --seed S`: card calls under faults; what left, what was lost, how long it took.
 */
import { Command } from 'commander';

import { runMatrix, violations } from './chaos/matrix.js';
import { writeReliability } from './chaos/report.js';
import { circumstances } from './circumstances.js';

const flags = new Command('chaos')
  .option('--faults <n>', 'how many', '1000')
  .option('--seed <n>', 'which', '1')
  .option('--concurrency <n>', 'calls at a time', '6')
  .option('--minutes <n>', 'no call begins after that', '60')
  .option('--only <names...>', 'faults by name')
  .option('--no-report', 'leave docs/reliability.md as it is')
  .parse()
  .opts<{
    faults: string;
    seed: string;
    concurrency: string;
    minutes: string;
    only?: string[];
    report: boolean;
  }>();

const about = circumstances(`npm run chaos -- --faults ${flags.faults} --seed ${flags.seed}`);
const startedMs = performance.now();
let done = 0;
const outcomes = await runMatrix({
  faults: Number(flags.faults),
  seed: Number(flags.seed),
  concurrency: Number(flags.concurrency),
  minutes: Number(flags.minutes),
  ...(flags.only === undefined ? {} : { only: flags.only }),
  onOutcome: (outcome) => {
    done++;
    for (const line of violations([outcome])) console.log(line);
    if (done % 50 === 0) console.log(`${done} of ${flags.faults}`);
  },
});
const seconds = (performance.now() - startedMs) / 1_000;
const found = violations(outcomes);
if (flags.report) await writeReliability({ outcomes, seconds, circumstances: about });
console.log(`${outcomes.length} faults in ${seconds.toFixed(0)} s, ${found.length} violations`);
process.exitCode = found.length === 0 ? 0 : 1;
