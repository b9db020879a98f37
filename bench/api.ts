/**
 * `npm run bench:api`: how soon pauses are answered while calls run, and from where on they hold.
 *
 *     npm run bench:api -- --calls 1,100 --requests 500
 *
 *     look - pause - look       `before <= streamPositionMs <= after`, else the pause did not begin where the audio was
 *     wait
 *     resume
 *
 * One request at a time over a connection that is kept, against a relay with every call at full rate. Loopback only; ends
 * only processes it started. Exits 1 where a pause was refused, or began elsewhere than at the head of its leg.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';

import { ApiClient } from './api/api-client.js';
import { apiFigures, type Timed } from './api/api-report.js';
import { Child, ownCores, type Cores } from './child.js';
import { circumstances } from './circumstances.js';
import type { FromGenerator, FromRelay, ToGenerator, ToRelay } from './messages.js';
import { FOLDER, publish } from './publish.js';

const WARM_UP_SECONDS = 2;
/** From one request to the next: they meet the frames of the calls at every phase. */
const SPACING_MS = 23;
/** What a request and the looks beside it take at the most, for the length of the run. */
const LONGEST_MS = 60;
const EXIT_MS = 3_000;

interface Flags {
  readonly calls: string;
  readonly requests: string;
  readonly out: string;
}

const trial = async (calls: number, requests: number, cores: Cores): Promise<Timed> => {
  const relay = new Child<ToRelay, FromRelay>({
    module: new URL('./tacet.js', import.meta.url),
    core: cores.relayCore,
    arguments: ['0', 'sealed'],
  });
  const generator = new Child<ToGenerator, FromGenerator>({
    module: new URL('./generator.js', import.meta.url),
    core: cores.generatorCore,
  });
  try {
    const { port } = await relay.next('listening');
    const seconds = Math.ceil((2 * requests * (SPACING_MS + LONGEST_MS)) / 1_000);
    const load = {
      port,
      calls,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds,
      lookAheadMs: 0,
      isInStep: false,
      isProxied: false,
    };
    await generator.ask({ kind: 'connect', load }, 'connected');
    await generator.ask({ kind: 'run' }, 'window-opened');
    const timed = await pausesOf(port, calls, requests);
    console.error(`${String(calls)} calls: ${String(timed.pauseMs.length)} pauses`);
    // The window was made long enough for a slow machine: nobody waits for the rest of it.
    generator.kill();
    await relay.ask({ kind: 'stop', calls }, 'stopped');
    return timed;
  } finally {
    generator.kill();
    await Promise.all([relay.gone(EXIT_MS), generator.gone(EXIT_MS)]);
  }
};

const pausesOf = async (port: number, calls: number, requests: number): Promise<Timed> => {
  const api = new ApiClient(port);
  const ids = await api.callIds();
  const pauseMs: number[] = [];
  const resumeMs: number[] = [];
  let misplaced = 0;
  for (let i = 0; i < requests; i++) {
    const id = ids[i % ids.length] ?? '';
    const before = await api.heads(id);
    const pause = await api.pause(id);
    const after = await api.heads(id);
    pauseMs.push(pause.ms);
    for (const leg of ['caller', 'agent'] as const)
      if (pause.startMs[leg] < before[leg] || pause.startMs[leg] > after[leg]) misplaced++;
    await wait(SPACING_MS);
    resumeMs.push(await api.resume(id));
    await wait(SPACING_MS);
  }
  api.close();
  return { calls, pauseMs, resumeMs, misplaced };
};

const main = async ({ calls, requests, out }: Flags): Promise<void> => {
  const cores = ownCores();
  const about = circumstances(`npm run bench:api -- --calls ${calls} --requests ${requests}`, cores.isPinned);
  const timed: Timed[] = [];
  for (const count of calls.split(',').map(Number)) timed.push(await trial(count, Number(requests), cores));
  await publish(out, 'api', { ...apiFigures(timed), circumstances: about });
  if (timed.some(({ misplaced }) => misplaced > 0)) process.exitCode = 1;
};

await new Command('bench:api')
  .option('--calls <list>', 'calls that run, with commas between trials', '1,100')
  .option('--requests <n>', 'pauses of each trial, and as many resumes', '500')
  .option('--out <dir>', 'where page, JSON and picture go', FOLDER)
  .action(main)
  .parseAsync();
