/**
 * `npm run bench:relay -- --protocol NAME,...`: what another protocol costs Tacet beside RTP, for the same calls.
 *
 *     rtp NAME NAME rtp ...      each run a fresh server and fresh bridges; CPU of the server process alone
 */
import { Child, type Cores } from './child.js';
import type { Circumstances } from './circumstances.js';
import type { FromRelay, ToRelay } from './messages.js';
import type { FromProtocolGenerator, ToProtocolGenerator } from './protocol-generator.js';
import { ratioSpread, spread, type RatioSpread, type Spread } from './statistics.js';

export interface ProtocolScenario extends Cores {
  readonly calls: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface ProtocolRun {
  readonly protocol: string;
  /** CPU microseconds for one frame in and out. */
  readonly cpuMicrosPerFrame: number;
  readonly sent: number;
  readonly received: number;
  readonly latestMs: number;
  /** Nothing comes back: the CPU is that of one frame in. */
  readonly isCopy: boolean;
}

export interface ProtocolCost {
  /** Of the command that measured it: others may have been measured by another one. */
  readonly circumstances: Circumstances;
  readonly protocol: string;
  readonly rtpMicros: Spread;
  readonly ownMicros: Spread;
  readonly ratio: RatioSpread;
  readonly runs: readonly ProtocolRun[];
}

const REFERENCE = 'rtp';
/** Their bridges send copies, so they are measured beside copies over RTP: nothing goes out in either. */
const COPIES: readonly string[] = ['audiohook', 'freeswitch'];
const FRAMES_PER_CALL_SECOND = 100;
const SLACK_MS = 60_000;
const EXIT_MS = 3_000;

export const measureProtocol = async (
  protocol: string,
  rounds: number,
  scenario: ProtocolScenario,
  onRun: (run: ProtocolRun) => void,
): Promise<Omit<ProtocolCost, 'circumstances'>> => {
  const pairs: { reference: ProtocolRun; own: ProtocolRun }[] = [];
  const isCopy = COPIES.includes(protocol);
  const one = async (name: string): Promise<ProtocolRun> => {
    const done = await run(name, isCopy, scenario);
    onRun(done);
    return done;
  };
  for (let round = 0; round < rounds; round++) {
    // Turned round every second time: what drifts falls on both.
    const early = round % 2 === 1 ? await one(protocol) : undefined;
    const reference = await one(REFERENCE);
    pairs.push({ reference, own: early ?? (await one(protocol)) });
  }
  return {
    protocol,
    rtpMicros: spread(pairs.map(({ reference }) => reference.cpuMicrosPerFrame)),
    ownMicros: spread(pairs.map(({ own }) => own.cpuMicrosPerFrame)),
    ratio: ratioSpread(
      pairs.map(({ reference, own }) => own.cpuMicrosPerFrame / reference.cpuMicrosPerFrame),
    ),
    runs: pairs.flatMap(({ reference, own }) => [reference, own]),
  };
};

const run = async (protocol: string, isCopy: boolean, scenario: ProtocolScenario): Promise<ProtocolRun> => {
  const { calls, seconds, warmUpSeconds, relayCore, generatorCore } = scenario;
  const server = new Child<ToRelay, FromRelay>({
    module: new URL('./tacet.js', import.meta.url),
    core: relayCore,
    arguments: ['0'],
    nodeOptions: ['--expose-gc'],
  });
  const bridges = new Child<ToProtocolGenerator, FromProtocolGenerator>({
    module: new URL('./protocol-generator.js', import.meta.url),
    core: generatorCore,
  });
  try {
    const { port } = await server.next('listening');
    const load = { port, protocol, isCopy, calls, warmUpSeconds, seconds };
    await bridges.ask({ kind: 'connect', load }, 'connected');
    const patienceMs = (warmUpSeconds + seconds) * 1_000 + SLACK_MS;
    await bridges.ask({ kind: 'run' }, 'window-opened', patienceMs);
    const from = (await server.ask({ kind: 'sample' }, 'sample')).sample;
    await bridges.next('window-closed', patienceMs);
    const to = (await server.ask({ kind: 'sample' }, 'sample')).sample;
    const { sent, received, latestMs } = await bridges.next('done', patienceMs);
    await bridges.ask({ kind: 'close' }, 'closed');
    await server.ask({ kind: 'stop', calls }, 'stopped');
    const cpuMs = (to.cpuMs - from.cpuMs) / ((to.atMs - from.atMs) / 1_000) / calls;
    return {
      protocol,
      cpuMicrosPerFrame: (cpuMs * 1_000) / FRAMES_PER_CALL_SECOND,
      sent,
      received,
      latestMs,
      isCopy,
    };
  } finally {
    await Promise.all([server.gone(EXIT_MS), bridges.gone(EXIT_MS)]);
  }
};
