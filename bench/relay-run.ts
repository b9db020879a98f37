/**
 * One run of one relay: a fresh relay process, a fresh generator, one window of measurement.
 *
 *     start - memory - connect - warm up - |cpu  window  cpu| - tail - memory - close - records
 */
import { mkdir } from 'node:fs/promises';

import { Child, type ChildOptions, type Cores } from './child.js';
import { Histogram } from './histogram.js';
import { PROFILE_FOLDER } from './relay-under-test.js';
import type {
  CpuSample,
  FromGenerator,
  FromRelay,
  MemorySample,
  RecordCheck,
  ToGenerator,
  ToRelay,
} from './messages.js';

/** `sealed`: Tacet with its recordings encrypted; `traced`: Tacet that sends spans of its calls. */
export const RELAYS = ['floor', 'tacet', 'sealed', 'traced', 'nginx'] as const;
export type RelayName = (typeof RELAYS)[number];

export interface Scenario {
  readonly calls: number;
  readonly lookAheadMs: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** For a busy machine: see messages.ts. */
  readonly isInStep?: boolean;
}

export interface RunOptions extends Cores {
  /** Where CPU profiles of the relays go. */
  readonly profileFolder?: string | undefined;
  /** Where `traced` sends its spans. */
  readonly otlp?: string;
}

export interface Run {
  readonly relay: RelayName;
  /** CPU milliseconds a second and call. */
  readonly cpuMsPerCallSecond: number;
  /** CPU microseconds for one frame in and out. */
  readonly cpuMicrosPerFrame: number;
  /** Of that in the kernel. */
  readonly systemMicrosPerFrame: number;
  readonly latency: Histogram;
  /** Of the frames that came while neither relay nor generator waited for a core; none where the system does not tell. */
  readonly undisturbed: Histogram;
  readonly sent: number;
  readonly lost: number;
  readonly misordered: number;
  readonly altered: number;
  /** The relay's reasons for the legs that it closed before their time. */
  readonly closedFor: readonly string[];
  readonly memory: { readonly before: MemorySample; readonly after: MemorySample };
  readonly clearanceBytesPerCall: number;
  readonly records: RecordCheck | undefined;
  readonly generatorBusyShare: number;
  readonly generatorLateP99Ms: number;
  /** Why the run says nothing about the relay; undefined where it does. */
  readonly thrownAwayFor: string | undefined;
}

const MAX_BUSY_SHARE = 0.9;
const MAX_LATE_P99_MS = 1;
const FRAMES_PER_CALL_SECOND = 100;
/** Over what a run takes by plan. */
const SLACK_MS = 60_000;
const EXIT_MS = 3_000;

type RelayChild = Child<ToRelay, FromRelay>;
type GeneratorChild = Child<ToGenerator, FromGenerator>;

export const run = async (relay: RelayName, scenario: Scenario, options: RunOptions): Promise<Run> => {
  if (options.profileFolder !== undefined)
    await mkdir(`${options.profileFolder}/${relay}`, { recursive: true });
  const generator: GeneratorChild = new Child({
    module: new URL('./generator.js', import.meta.url),
    core: options.generatorCore,
  });
  const upstream =
    relay === 'nginx' ? (await generator.ask({ kind: 'listen' }, 'listening')).port : undefined;
  const relayChild: RelayChild = new Child(relayOptions(relay, scenario, options, upstream));
  try {
    return await measure(relay, scenario, relayChild, generator);
  } finally {
    await Promise.all([relayChild.gone(EXIT_MS), generator.gone(EXIT_MS)]);
  }
};

const MODULES: Readonly<Record<RelayName, string>> = {
  floor: './floor.js',
  nginx: './nginx.js',
  tacet: './tacet.js',
  sealed: './tacet.js',
  traced: './tacet.js',
};
/** Those that hold every frame back for the look-ahead. */
const isOurs = (relay: RelayName): boolean => MODULES[relay] === './tacet.js';

const relayOptions = (
  relay: RelayName,
  scenario: Scenario,
  options: RunOptions,
  upstream: number | undefined,
): ChildOptions => ({
  module: new URL(MODULES[relay], import.meta.url),
  core: options.relayCore,
  arguments: isOurs(relay)
    ? [String(scenario.lookAheadMs), relay, options.otlp ?? '']
    : [String(upstream ?? '')],
  nodeOptions: ['--expose-gc'],
  environment:
    options.profileFolder === undefined ? {} : { [PROFILE_FOLDER]: `${options.profileFolder}/${relay}` },
});

const measure = async (
  relay: RelayName,
  scenario: Scenario,
  relayChild: RelayChild,
  generator: GeneratorChild,
): Promise<Run> => {
  const { calls, seconds, warmUpSeconds } = scenario;
  const lookAheadMs = isOurs(relay) ? scenario.lookAheadMs : 0;
  const { port, pid, clearanceBytesPerCall } = await relayChild.next('listening');
  const before = await sampleMemory(relayChild);
  await generator.ask(
    {
      kind: 'connect',
      load: {
        port,
        calls,
        warmUpSeconds,
        seconds,
        lookAheadMs,
        isInStep: scenario.isInStep ?? false,
        isProxied: relay === 'nginx',
        relayPid: pid,
      },
    },
    'connected',
  );
  const patienceMs = (warmUpSeconds + seconds) * 1_000 + SLACK_MS;
  const opened = await generator.ask({ kind: 'run' }, 'window-opened', patienceMs);
  const from = await sampleCpu(relayChild);
  const closed = await generator.next('window-closed', patienceMs);
  const to = await sampleCpu(relayChild);
  const { outcome } = await generator.next('done', patienceMs);
  const after = await sampleMemory(relayChild);
  await generator.ask({ kind: 'close' }, 'closed');
  const { records } = await relayChild.ask({ kind: 'stop', calls }, 'stopped');

  // By frame and not by time: a generator that is late stretches the window, and a relay that is behind leaves work undone.
  const frames = closed.received - opened.received;
  const cpuMicrosPerFrame = ((to.cpuMs - from.cpuMs) * 1_000) / frames;
  const lateP99Ms = new Histogram(outcome.lateness).percentileMs(0.99);
  return {
    relay,
    cpuMsPerCallSecond: (cpuMicrosPerFrame * FRAMES_PER_CALL_SECOND) / 1_000,
    cpuMicrosPerFrame,
    systemMicrosPerFrame: ((to.systemMs - from.systemMs) * 1_000) / frames,
    latency: new Histogram(outcome.latency),
    undisturbed: new Histogram(outcome.undisturbed),
    sent: outcome.sent,
    lost: outcome.sent - outcome.received,
    misordered: outcome.misordered,
    altered: outcome.altered,
    closedFor: outcome.closedFor,
    memory: { before, after },
    clearanceBytesPerCall,
    records,
    generatorBusyShare: outcome.busyShare,
    generatorLateP99Ms: lateP99Ms,
    thrownAwayFor: scenario.isInStep === true ? undefined : objection(outcome.busyShare, lateP99Ms),
  };
};

const sampleCpu = async (relay: RelayChild): Promise<CpuSample> =>
  (await relay.ask({ kind: 'sample' }, 'sample')).sample;

const sampleMemory = async (relay: RelayChild): Promise<MemorySample> =>
  (await relay.ask({ kind: 'memory' }, 'memory')).sample;

const objection = (busyShare: number, lateP99Ms: number): string | undefined => {
  if (busyShare > MAX_BUSY_SHARE) return `generator busy for ${(busyShare * 100).toFixed(0)} % of the time`;
  if (lateP99Ms > MAX_LATE_P99_MS) return `generator ${lateP99Ms.toFixed(1)} ms late at p99`;
  return undefined;
};
