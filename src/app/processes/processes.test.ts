/** A real process behind the front, which dies, and a clock moved by hand. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { MetricJson } from '../metrics/merged.js';
import { Processes } from './processes.js';
import { Config } from '../config.js';
import { createLogger } from '../logger.js';
import { ManualClock } from '../../core/clock.js';
import type { CallId } from '../../core/ids.js';
import { within } from '../../test/bridges/rtp-client.js';

jest.setTimeout(240_000);

/** Two busy cores start a process. */
const START_MS = 90_000;
/** Less than a process may be silent for; several of them make the time after which it is asked what it has counted. */
const STEP_MS = 4_000;

const children = async (): Promise<readonly number[]> => {
  const pid = String(process.pid);
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
};

let processes: Processes | undefined;
afterEach(() => processes?.kill());

/** One process, what its log says, and when it is there. */
const started = async () => {
  const clock = new ManualClock();
  let onLine: (line: string) => void = () => undefined;
  const log = createLogger('info', { write: (line: string) => onLine(line) });
  const all = new Processes({
    count: 1,
    config: Config.parse({ engines: {}, recording: { enabled: false }, log: { level: 'error' } }),
    clock,
    log,
    onNews: () => undefined,
    onLevels: () => undefined,
    levelsAsked: () => [],
  });
  processes = all;
  const before = await children();
  await within(all.start(), 'the process to start', START_MS);
  const [pid = 0] = (await children()).filter((child) => !before.includes(child));
  const logged = (text: string): Promise<void> =>
    new Promise((resolve) => {
      onLine = (line) => {
        if (line.includes(text)) resolve();
      };
    });
  return { all, clock, pid, logged };
};

/** A leg of no call that there could be: it is refused, and counted, before its peer is hung up on. */
const refuse = async (all: Processes): Promise<void> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const peer = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  const hungUp = once(peer.resume(), 'close');
  all.hand(
    {
      call: 'call' as CallId,
      url: '/v1/rtp/call/nobody',
      headers: {},
      bytes: new Uint8Array(),
      tenant: undefined,
      trace: undefined,
      isAnswered: false,
    },
    socket,
  );
  await within(hungUp, 'the leg to be refused', START_MS);
  server.close();
};

/** It is asked for what it has counted, as always after so long. */
const untilAsked = async (all: Processes, clock: ManualClock): Promise<void> => {
  for (let step = 0; step < 3; step++) {
    clock.advance(STEP_MS);
    // It has answered: it is not silent.
    await all.askAll('metrics');
  }
};

const refusals = (metrics: readonly MetricJson[]): number =>
  metrics
    .find(({ name }) => name === 'tacet_refused_legs_total')
    ?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;

/** Every series that only grows, by name and labels. */
const series = (metrics: readonly MetricJson[]): ReadonlyMap<string, number> =>
  new Map(
    metrics
      .filter(({ type }) => type === 'counter' || type === 'histogram')
      .flatMap(({ name, values }) =>
        values.map((one): [string, number] => [
          JSON.stringify([one.metricName ?? name, one.labels]),
          one.value,
        ]),
      ),
  );

describe('what a process has counted', () => {
  it('outlives it, but for its last ten seconds, and no counter goes back', async () => {
    const { all, clock, pid, logged } = await started();
    for (let i = 0; i < 3; i++) await refuse(all);
    await untilAsked(all, clock);
    for (let i = 0; i < 2; i++) await refuse(all);
    const dies = logged('a process died');

    process.kill(pid, 'SIGKILL');
    await within(dies, 'the front to know', START_MS);

    const dead = await all.metrics([]);
    expect(refusals(dead)).toBe(3);

    const again = logged('a process takes calls again');
    clock.advance(500);
    await within(again, 'another process', START_MS);
    await refuse(all);
    const alive = await all.metrics([]);

    expect(refusals(alive)).toBe(4);
    const after = series(alive);
    for (const [name, value] of series(dead))
      expect(after.get(name) ?? Number.NaN).toBeGreaterThanOrEqual(value);
    expect(all.facts.deaths).toBe(1);
  });
});
