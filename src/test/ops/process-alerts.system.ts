/**
 * With Debian's real `prometheus`: faults are done to whole processes, and the alerts for them fire. What can be done to a
 * Tacet without that is in alerts.system.ts.
 *
 * `npm run test:system`. Needs the packages `prometheus` and `strace` (and so the right to trace a process of one's own).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { RtpClient } from '../bridges/rtp-client.js';
import { SeveralProcesses } from '../bridges/several-processes.js';
import { hush } from '../bridges/signals.js';
import { Child, killChildren } from '../bridges/tacet-process.js';
import { RunningPrometheus } from './prometheus.js';
import { writeIdentity } from '../../app/recordings/key-files.js';

/** A process that is stopped for so long is busy, as those see it who wait for it; less than a scrape may take. */
const STOPPED_MS = 600;
const RUNNING_MS = 300;
/** Its disk takes two seconds for each fsync. */
const SLOW_DISK = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:delay_enter=2000000'];
/** A mistake in Tacet, which has none that could be ordered: from a signal on, packets that were read are not let go of. */
const MISTAKE = `
  import { RtpPacket } from '${new URL('../../protocol/rtp-packet.js', import.meta.url).href}';
  process.on('SIGUSR2', () => {
    RtpPacket.prototype.forget = () => { throw new TypeError('a mistake'); };
    process.stderr.write('{"msg":"mistaken from now on"}\\n');
  });
`;
/** Starting processes and a Prometheus on a busy machine, and waiting for scrapes. */
const LIMIT_MS = 400_000;
/** 64 kB of recording a second. */
const LINEAR_16 = { query: 'codec=L16&rate=16000', start: { payloadType: 96, step: 320 }, frameBytes: 640 };
/** 6 MB of recording, faster than such a disk takes it; no more than files may have waiting. */
const FRAMES = 4_700;
const FRAMES_AT_ONCE = 100;

/** A machine under test is no overloaded machine. */
const UNMEASURED = { loopDelayMs: 600_000, loopUse: 1, backlogMs: 600_000, deafMs: 600_000 };

let folder: string;
let prometheus: RunningPrometheus | undefined;
beforeAll(() => {
  for (const program of ['prometheus', 'strace', 'prlimit'])
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    } catch {
      throw new Error(`the program ${program} is not here: apt-get install prometheus strace util-linux`);
    }
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-process-alerts-'));
});
afterEach(async () => {
  await prometheus?.stop();
  prometheus = undefined;
  killChildren();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => killChildren());

const stopNowAndThen = async (pid: number, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    process.kill(pid, 'SIGSTOP');
    await setTimeout(STOPPED_MS);
    process.kill(pid, 'SIGCONT');
    await setTimeout(RUNNING_MS);
  }
};

/**
 * From when it resolves: then all threads of the process are held.
 * @returns what makes the disk as fast as it was
 */
const slowDiskOf = async (pid: number): Promise<() => Promise<void>> => {
  const args = ['-f', '-qq', '-o', '/dev/null', ...SLOW_DISK, '-p', String(pid)];
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(tracer, 'exit');
  let said = '';
  tracer.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const threads = `/proc/${String(pid)}/task`;
  for (;;) {
    const held = await Promise.all(
      (await readdir(threads)).map((thread) => readFile(join(threads, thread, 'status'), 'utf8')),
    );
    if (held.every((status) => !status.includes('TracerPid:\t0\n')))
      return async () => {
        tracer.kill();
        await gone;
      };
    if (tracer.exitCode !== null) throw new Error(`strace may not: ${said}`);
  }
};

const openFilesOf = async (pid: number): Promise<number> => (await readdir(`/proc/${String(pid)}/fd`)).length;

describe('a fault', () => {
  it(
    'in one of several processes is told, and of which',
    async () => {
      const config = join(folder, 'several.yaml');
      await writeFile(config, 'engines: { en: { engine: scripted } }\n');
      const several = await SeveralProcesses.start(config);
      const port = several.base.split(':').at(-1) ?? '';
      prometheus = await RunningPrometheus.start([Number(port)]);
      const [first = 0, second = 0] = await several.pids();

      // It may open no more than it has open: its front, and the other process, have room.
      execFileSync('prlimit', ['--pid', String(first), `--nofile=${String(await openFilesOf(first))}`]);
      await prometheus.untilFired([`TacetOpenFiles@${port}`]);
      let isTold = false;
      const stopping = stopNowAndThen(second, () => isTold);
      await prometheus.untilFired([`TacetEventLoopBusy@${port}`]).finally(() => (isTold = true));
      await stopping;
      process.kill(second, 'SIGKILL');

      await prometheus.untilFired([`TacetProcessDied@${port}`]);
      expect(await prometheus.query('count(ALERTS{alertname="TacetOpenFiles",process="0"})')).toEqual([1]);
      expect(await prometheus.query('count(ALERTS{alertname="TacetOpenFiles",process!="0"})')).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'of its disk, and one of its own, are told',
    async () => {
      const config = join(folder, 'tacet.yaml');
      const recipient = await writeIdentity(join(folder, 'a.key'), new Date(0));
      await writeFile(
        config,
        JSON.stringify({
          engines: { en: { engine: 'scripted' } },
          limits: { messagesPerSecond: 100_000, ...UNMEASURED },
          recording: { recipients: [recipient], directory: join(folder, 'calls') },
          ledger: { keyFile: join(folder, 'ledger.key') },
          accessLog: { directory: join(folder, 'access-log') },
          webhooks: { spoolDirectory: join(folder, 'webhooks'), deadLetterFile: join(folder, 'dead.jsonl') },
        }),
      );
      const child = new Child(
        ['serve', '--port', '0', '--config', config],
        ['--import', `data:text/javascript,${encodeURIComponent(MISTAKE)}`],
      );
      const { port } = await child.logged('listening');
      prometheus = await RunningPrometheus.start([Number(port)]);
      const legs = (call: string, query = ''): Promise<RtpClient[]> =>
        Promise.all(
          ['caller', 'agent'].map((leg) =>
            RtpClient.open(
              `ws://127.0.0.1:${String(port)}/v1/rtp/${call}/${leg}?${query}`,
              query === '' ? {} : LINEAR_16.start,
            ),
          ),
        );
      const at = (alert: string): string => `${alert}@${String(port)}`;

      const both = await legs('slow', LINEAR_16.query);
      const heal = await slowDiskOf(child.process.pid ?? 0);
      for (let sent = 0; sent < FRAMES; sent += FRAMES_AT_ONCE) {
        for (let i = 0; i < FRAMES_AT_ONCE; i++)
          for (const leg of both) leg.send(Buffer.alloc(LINEAR_16.frameBytes));
        await Promise.all(both.map((leg) => leg.receivedAtLeast(sent + FRAMES_AT_ONCE)));
      }
      await prometheus.untilFired([at('TacetStoreSlow'), at('TacetRecorderBehind')]);
      await heal();

      const [mistaken] = await legs('mistaken');
      child.process.kill('SIGUSR2');
      await child.logged('mistaken from now on');
      for (const frame of hush(3)) mistaken?.send(frame);
      expect(await mistaken?.closed).toEqual({ code: 1011, reason: 'TACET_INTERNAL' });
      await prometheus.untilFired([at('TacetInternalErrors')]);
    },
    LIMIT_MS,
  );
});
