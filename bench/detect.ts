/**
 * `npm run bench:detect`: how many labelled digits get through, on this machine, now.
 *
 *     npm run bench:detect -- --pack folder --match '^en_card' --lookahead 0,400 --concurrency 6
 *
 * Replays a labelled pack (its shape: detect/pack.ts; none comes with this repository) through a real server, once
 * for the recording at fast pace and once for each look-ahead at real-time pace, scores what came out, prints tables
 * and writes JSON, markdown and a picture. Exits 1 where a call failed or was not heard throughout: accuracy is
 * reported, not judged.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

import { loadConfig, parseConfig, type Config } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';

import { run, type BranchRun } from './detect/branch-run.js';
import { chart } from './detect/chart.js';
import { readPack, type Pack } from './detect/pack.js';
import { json } from './detect/plain.js';
import { markdown, type Circumstances, type Results } from './detect/report.js';
import { notHeard } from './detect/tally.js';

interface Flags {
  readonly pack: string;
  readonly match?: RegExp;
  readonly lookahead: readonly number[];
  readonly concurrency: number;
  readonly skipRealtime?: true;
  readonly config?: string;
  readonly out: string;
  readonly keep?: string;
}

const whole = (value: string, least: number): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least) {
    throw new InvalidArgumentError(`not a whole number from ${least}`);
  }
  return number;
};
const positive = (value: string): number => whole(value, 1);
const lookAheads = (value: string): number[] => value.split(',').map((item) => whole(item, 0));
const pattern = (value: string): RegExp => {
  try {
    return new RegExp(value, 'u');
  } catch {
    throw new InvalidArgumentError('not a regular expression');
  }
};

/** As the server would run, less the recognisers of languages that the pack does not speak. */
const configOf = (base: Config, pack: Pack, lookAheadMs: number): Config => {
  const spoken = new Set(pack.clips.map(({ language }) => language));
  const engines = Object.entries(base.engines).filter(([language]) => spoken.has(language));
  return parseConfig({
    ...base,
    engines: engines.length === 0 ? base.engines : Object.fromEntries(engines),
    live: { ...base.live, lookAheadMs },
  });
};

/** A folder's path is nobody's business: the pack goes by its name. */
const circumstances = (flags: Flags, pack: Pack): Circumstances => ({
  command: [
    `npm run bench:detect -- --pack ${basename(resolve(flags.pack))}`,
    ...(flags.match === undefined ? [] : [`--match '${flags.match.source}'`]),
    ...(flags.config === undefined ? [] : [`--config ${basename(flags.config)}`]),
    ...(flags.skipRealtime === true
      ? ['--skip-realtime']
      : [`--lookahead ${flags.lookahead.join(',')} --concurrency ${flags.concurrency}`]),
  ].join(' '),
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  platform: `${platform()} ${arch()}`,
  loadAverage: loadavg()[0] ?? 0,
  pack: pack.name,
  packDigest: pack.digest,
  ambiguous: pack.ambiguous,
});

const measure = async (flags: Flags, pack: Pack, folder: string): Promise<Results> => {
  const about = circumstances(flags, pack);
  const base = await loadConfig(flags.config);
  const request = { clips: pack.clips, log: createLogger('error') };
  console.error('recording, fast pace');
  const recording = await run({
    ...request,
    branch: 'recording',
    config: configOf(base, pack, 0),
    concurrency: availableParallelism(),
    directory: join(folder, 'recording'),
  });
  const agent: BranchRun[] = [];
  for (const lookAheadMs of flags.skipRealtime === true ? [] : flags.lookahead) {
    console.error(`agent, look-ahead ${lookAheadMs} ms, real-time pace`);
    agent.push(
      await run({
        ...request,
        branch: 'agent-heard',
        config: configOf(base, pack, lookAheadMs),
        concurrency: flags.concurrency,
        directory: join(folder, `agent-${lookAheadMs}`),
      }),
    );
  }
  return { circumstances: about, recording, agent };
};

const bench = async (flags: Flags): Promise<void> => {
  const pack = await readPack(flags.pack, flags.match);
  if (pack.clips.length === 0) throw new Error('no item of the pack matches');
  const folder = flags.keep ?? (await mkdtemp(join(tmpdir(), 'tacet-bench-')));
  let results: Results;
  try {
    results = await measure(flags, pack, resolve(folder));
  } finally {
    if (flags.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
  const runs = [results.recording, ...results.agent];
  const report = markdown(results);
  await mkdir(flags.out, { recursive: true });
  await writeFile(join(flags.out, 'detect.json'), json(results));
  await writeFile(join(flags.out, 'detect.md'), report);
  await writeFile(join(flags.out, 'detect.svg'), chart(runs));
  console.log(report);
  if (runs.some((done) => done.failed.length > 0 || notHeard(done).length > 0)) process.exitCode = 1;
};

await new Command('bench:detect')
  .description('Scores a labelled pack of calls: what can still be heard, and what is masked in vain.')
  .requiredOption('--pack <folder>', 'manifest.json and its audio; the shape is in bench/detect/pack.ts')
  .option('--match <regexp>', 'only the items whose id matches', pattern)
  .option('--lookahead <ms,...>', 'look-aheads at which the agent is measured', lookAheads, [0, 400])
  .option('--concurrency <n>', 'calls at a time at real-time pace', positive, 6)
  .option('--skip-realtime', 'the recording only')
  .option('--config <file>', 'configuration of the server; which languages it has recognisers for')
  .option('--out <folder>', 'where JSON, markdown and SVG go', 'docs/benchmarks')
  .option('--keep <folder>', 'keep the audio of all replays there')
  .action(bench)
  .parseAsync();
