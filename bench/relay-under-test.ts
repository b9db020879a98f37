/**
 * The side of a relay process that answers the benchmark: samples when asked, then its own way of stopping.
 */
import { memoryUsage } from 'node:process';

import { WindowProfile } from './window-profile.js';
import type { CpuSample, FromRelay, MemorySample, RecordCheck, ToRelay } from './messages.js';

export interface RelayUnderTest {
  readonly port: number;
  /** Of another process that relays; this one where there is none. */
  readonly pid?: number | undefined;
  readonly clearanceBytesPerCall: number;
  /** Of another process that relays; this one's own where there is none. */
  readonly cpu?: () => Pick<CpuSample, 'cpuMs' | 'systemMs'>;
  readonly memory?: () => MemorySample;
  /** Ends every call and stops listening. */
  stop(calls: number): Promise<RecordCheck | undefined>;
}

/** The environment variable that names the folder of CPU profiles. */
export const PROFILE_FOLDER = 'TACET_BENCH_PROFILE';

/** Answers until told to stop; the process then ends by itself. */
export const answer = (relay: RelayUnderTest): void => {
  const folder = process.env[PROFILE_FOLDER];
  const profile = folder === undefined ? undefined : new WindowProfile(folder);
  process.on('message', (message) => {
    const request = message as ToRelay;
    switch (request.kind) {
      case 'sample':
        profile?.turn();
        tell({ kind: 'sample', sample: { atMs: performance.now(), ...(relay.cpu ?? ownCpu)() } });
        return;
      case 'memory':
        tell({ kind: 'memory', sample: (relay.memory ?? ownMemory)() });
        return;
      case 'stop':
        void relay.stop(request.calls).then((records) => {
          tell({ kind: 'stopped', records });
          process.disconnect();
        });
    }
  });
  // An orphan must not live on.
  process.once('disconnect', () => setTimeout(() => process.exit(), 2_000).unref());
  const { port, pid = process.pid, clearanceBytesPerCall } = relay;
  tell({ kind: 'listening', port, pid, clearanceBytesPerCall });
};

const tell = (message: FromRelay): void => {
  process.send?.(message);
};

const ownCpu = (): Pick<CpuSample, 'cpuMs' | 'systemMs'> => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000, systemMs: system / 1_000 };
};

const ownMemory = (): MemorySample => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed, arrayBufferBytes: arrayBuffers };
};
