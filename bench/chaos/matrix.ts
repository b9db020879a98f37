/**
 * The fault matrix: so many calls, several at a time on one Tacet, each with a fault of its own, by a seed.
 */
import { FAULTS } from './faults/registry.js';
import type { Fault } from './fault.js';
import { Stand } from './stand.js';
import { runTrial, type Outcome } from './trial.js';
import { Random } from '../dialogues/random.js';

export interface MatrixOptions {
  readonly faults: number;
  readonly seed: number;
  /** Calls at a time. */
  readonly concurrency: number;
  readonly only?: readonly string[];
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** The plan is a function of the seed; which call meets which moment of another's fault is the machine's. */
export const runMatrix = async (options: MatrixOptions): Promise<Outcome[]> => {
  const { faults, seed, concurrency, only, onOutcome } = options;
  const chosen = FAULTS.filter(({ name }) => only === undefined || only.includes(name));
  const plan = Array.from({ length: faults }, (_, trial) => chosen[trial % chosen.length] as Fault);
  const stand = await Stand.start();
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let trial = next++; trial < plan.length; trial = next++) {
      const outcome = await runTrial(stand, plan[trial] as Fault, trial, new Random(seed * 100_003 + trial));
      outcomes.push(outcome);
      onOutcome?.(outcome);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    await stand.stop();
  }
  return outcomes.sort((a, b) => a.trial - b.trial);
};

/** Everything that must not be. */
export const violations = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => [
    ...(outcome.leakedSamples > 0 ? [`${nameOf(outcome)}: ${outcome.leakedFrames} secret frames left`] : []),
    ...(outcome.recordedSamples > 0
      ? [`${nameOf(outcome)}: ${outcome.recordedSamples} secret samples were recorded`]
      : []),
    ...(outcome.isLost ? [`${nameOf(outcome)}: the call was lost`] : []),
    ...outcome.broken.map((what) => `${nameOf(outcome)}: ${what}`),
  ]);

const nameOf = ({ fault, trial }: Outcome): string => `${fault}, call ${String(trial)}`;
