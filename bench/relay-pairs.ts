/** Two relays beside each other, in turns: A B, B A, ... */
import { turnsPanel, type Turns, type TurnNames } from './turns.js';
import type { Panel } from './rows-chart.js';
import { run, type RelayName, type Run, type RunOptions, type Scenario } from './relay-run.js';

const WARM_UP_SECONDS = 3;

export type RunPair = readonly [first: Run, second: Run];

const told = async (running: Promise<Run>): Promise<Run> => {
  const done = await running;
  console.error(`${done.relay.padEnd(6)} ${done.cpuMsPerCallSecond.toFixed(2)} ms of CPU a second and call`);
  return done;
};

export const pairsOf = async (
  [first, second]: readonly [RelayName, RelayName],
  scenario: Scenario,
  options: RunOptions,
  rounds: number,
): Promise<RunPair[]> => {
  const pairs: RunPair[] = [];
  for (let round = 0; round < rounds; round++) {
    const early = round % 2 === 1 ? await told(run(second, scenario, options)) : undefined;
    const before = await told(run(first, scenario, options));
    pairs.push([before, early ?? (await told(run(second, scenario, options)))]);
  }
  return pairs;
};

/** CPU milliseconds a second and call. */
export const cpuOf = (pairs: readonly RunPair[]): Turns => ({
  before: pairs.map(([first]) => first.cpuMsPerCallSecond),
  after: pairs.map(([, second]) => second.cpuMsPerCallSecond),
});

/** What these runs are like, as the command line has it. */
export const pairScenario = (flags: { readonly calls: string; readonly seconds: string }): Scenario => ({
  calls: Number(flags.calls),
  lookAheadMs: 0,
  seconds: Number(flags.seconds),
  warmUpSeconds: WARM_UP_SECONDS,
});

export const wholeRelayPanel = ({ calls }: Scenario, names: TurnNames, relays: Turns): Panel =>
  turnsPanel(`The whole relay, ${String(calls)} calls`, 'CPU, ms a second and call', names, relays);

/** Frames that were lost and calls that were not sealed make the figures of a run worth nothing: exit code 1. */
export const failOn = (pairs: readonly RunPair[]): void => {
  for (const { relay, lost, records } of pairs.flat()) {
    if (lost === 0 && records?.sealed === records?.calls) continue;
    console.error(
      `${relay}: ${lost} frames lost, ${records?.sealed ?? 0} of ${records?.calls ?? 0} calls sealed`,
    );
    process.exitCode = 1;
  }
};
