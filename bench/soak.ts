/**
 * `npm run soak`: whether a server that takes calls all day grows.
 *
 *     npm run soak -- --minutes 30 --calls 8
 *
 * A real `tacet serve` takes calls of nine kinds (soak/kinds.ts), so many at a time, in waves, and is looked into when
 * it has come to rest between them.
 * Exit code: 0 everything is flat and nothing is held when the calls are over; 1 something grows, is held, or went wrong;
 * 2 nothing of the kind, but the run was too short to rule it out; 3 not judged: something went wrong, but the machine had no
 * time for server and callers, and what is late looks like what is held. Loopback only; ends only the process that it started.
 */
import { Command, InvalidArgumentError, Option } from 'commander';

import { cardCall, VOCABULARY } from './chaos/card-call.js';
import { circumstances } from './circumstances.js';
import type { Random } from './dialogues/random.js';
import { FOLDER, publish } from './publish.js';
import { soakChart } from './soak/soak-chart.js';
import { judge, statusOf } from './soak/judged.js';
import { soakBody } from './soak/soak-report.js';
import { SoakedServer } from './soak/soaked-server.js';
import { soak, type Sample } from './soak/soak-run.js';
import { spokenFrames } from './spoken-frames.js';

const ENGINES = ['vosk', 'written'] as const;
type EngineName = (typeof ENGINES)[number];

interface Flags {
  readonly minutes: number;
  readonly calls: number;
  readonly warmUp: number;
  readonly seconds: readonly [shortest: number, longest: number];
  readonly engine: EngineName;
  readonly out: string;
}

/** Calls of each kind in a wave. */
const ROUNDS = 4;
const SETTLE_MS = 180_000;

const positive = (value: string): number => {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError('not a number above 0');
  return number;
};
const share = (value: string): number => {
  const number = Number(value);
  if (!(number >= 0 && number < 1)) throw new InvalidArgumentError('not a part below 1');
  return number;
};
const range = (value: string): readonly [number, number] => {
  const [shortest = '', longest = ''] = value.split(',');
  return [positive(shortest), positive(longest)];
};

/** What callers say, such that the recogniser hears digits. */
const speechFor = async (engine: EngineName): Promise<(random: Random) => readonly Uint8Array[]> => {
  if (engine === 'written') return (random) => cardCall(random, 'none', 0).map(({ payload }) => payload);
  const spoken = await spokenFrames();
  return (random) => {
    const from = random.whole(0, spoken.length - 1);
    return [...spoken.slice(from), ...spoken.slice(0, from)];
  };
};

const told = ({ atMs, calls, isAtRest, vitals }: Sample): void => {
  const mb = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
  console.error(
    `${(atMs / 60_000).toFixed(1).padStart(6)} min, ${String(calls)} calls: objects ${mb(vitals.objects)} + ` +
      `${mb(vitals.workerObjects)} MB, resident ${mb(vitals.resident)} MB, timers ${String(vitals.timers)}, handles ${String(vitals.handles)}, ` +
      `listeners ${String(vitals.listeners)}, descriptors ${String(vitals.descriptors)}` +
      (isAtRest ? '' : ', not at rest'),
  );
};

const run = async ({ minutes, calls, warmUp, seconds, engine, out }: Flags): Promise<void> => {
  const about = circumstances(
    `npm run soak -- --minutes ${String(minutes)} --calls ${String(calls)}` +
      (engine === 'vosk' ? '' : ` --engine ${engine}`),
  );
  const speech = await speechFor(engine);
  const options = engine === 'written' ? { options: { vocabulary: VOCABULARY } } : {};
  const server = await SoakedServer.start({ engine, ...options });
  try {
    const untilMs = performance.now() + minutes * 60_000;
    const soaked = await soak(server, {
      calls,
      goesOn: () => performance.now() < untilMs,
      rounds: ROUNDS,
      isDeep: true,
      stage: { seconds, speech },
      settleMs: SETTLE_MS,
      onSample: told,
    });
    const { errors } = server;
    const files = await server.files();
    const exitStatus = await server.stop();
    const judged = judge({ soaked, errors, files, exitStatus, warmUp });
    await publish(out, 'soak', {
      title: 'Soak',
      source: 'bench/soak/soak-report.ts',
      circumstances: about,
      data: { judged, ...soaked },
      picture: { svg: soakChart(soaked.samples, judged), title: 'What the server holds, by calls' },
      body: soakBody(soaked, judged, { calls, engine }),
    });
    process.exitCode = statusOf(judged);
  } finally {
    server.kill();
  }
};

await new Command('soak')
  .description('Takes calls for a while and says whether the server grows.')
  .option('--minutes <n>', 'how long calls come', positive, 10)
  .option('--calls <n>', 'at a time', positive, 4)
  .option('--warm-up <share>', 'part of the calls that is not judged', share, 0.25)
  .option('--seconds <shortest,longest>', 'how long calls last', range, [1, 4])
  .addOption(new Option('--engine <name>', 'the recogniser').choices(ENGINES).default('vosk'))
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .action(run)
  .parseAsync();
