/**
 * The fault matrix: so many calls, several at a time on one Tacet, each with a fault of its own, by a seed.
 */
import { Bucket } from './bucket.js';
import { FAULTS } from './faults/registry.js';
import type { Fault } from './fault.js';
import { runProcessTrial } from './process-trial.js';
import { Stand } from './stand.js';
import { runTrial, type Outcome } from './trial.js';
import { Random } from '../dialogues/random.js';

export interface MatrixOptions {
  readonly faults: number;
  readonly seed: number;
  /** Calls at a time. */
  readonly concurrency: number;
  readonly only?: readonly string[];
  /** No call begins after that. */
  readonly minutes?: number;
  /** How long a leg may leave a ping unanswered, by the clock of the stand. */
  readonly pongMs?: number;
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** The plan is a function of the seed; which call meets which moment of another's fault is the machine's. */
export const runMatrix = async (options: MatrixOptions): Promise<Outcome[]> => {
  const { faults, seed, concurrency, only, onOutcome, minutes = Infinity } = options;
  const until = performance.now() + minutes * 60_000;
  const chosen = FAULTS.filter(({ name }) => only === undefined || only.includes(name));
  const plan = Array.from({ length: faults }, (_, trial) => chosen[trial % chosen.length] as Fault);
  const stand = await Stand.start(options.pongMs);
  const inBucket = plan.some(({ store }) => store === 's3')
    ? await Stand.start(options.pongMs, await Bucket.start())
    : undefined;
  const outcomes: Outcome[] = [];
  let next = 0;
  // A process that starts takes a core: one at a time, or calls are starved by it.
  let lastProcess: Promise<unknown> = Promise.resolve();
  const inTurn = (run: () => Promise<Outcome>): Promise<Outcome> => {
    const done = lastProcess.then(run);
    lastProcess = done.catch(() => undefined);
    return done;
  };
  const worker = async (): Promise<void> => {
    for (let trial = next++; trial < plan.length && performance.now() < until; trial = next++) {
      const fault = plan[trial] as Fault;
      const random = new Random(seed * 100_003 + trial);
      const { signal } = fault;
      const run =
        signal === undefined
          ? runTrial((fault.store === 's3' ? inBucket : undefined) ?? stand, fault, trial, random)
          : inTurn(() => runProcessTrial(stand.vault, { ...fault, signal }, trial, random));
      const outcome = await run.catch((error: unknown) => notPlayed(fault, trial, error));
      outcomes.push(outcome);
      onOutcome?.(outcome);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    await stand.stop();
    await inBucket?.stop();
  }
  return outcomes.sort((a, b) => a.trial - b.trial);
};

/** What cannot be said to be well is not. */
const notPlayed = ({ name }: Fault, trial: number, error: unknown): Outcome => ({
  fault: name,
  trial,
  leakedFrames: 0,
  leakedSamples: 0,
  recordedSamples: 0,
  isLost: false,
  closedBy: '',
  broken: [error instanceof Error ? error.message : 'nobody knows why'],
  recoveryMs: undefined,
  passed: 0,
});

/** Everything that must not be. */
export const violations = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => [
    ...(outcome.leakedSamples > 0 ? [`${nameOf(outcome)}: ${outcome.leakedFrames} secret frames left`] : []),
    ...(outcome.recordedSamples > 0
      ? [`${nameOf(outcome)}: ${outcome.recordedSamples} secret samples were recorded`]
      : []),
    ...(outcome.isLost ? [`${nameOf(outcome)}: the call was lost (${outcome.closedBy})`] : []),
    ...outcome.broken.map((what) => `${nameOf(outcome)}: ${what}`),
  ]);

const nameOf = ({ fault, trial }: Outcome): string => `${fault}, call ${String(trial)}`;
