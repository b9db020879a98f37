/**
 * The side of a relay process that answers the benchmark: samples when asked, then its own way of stopping.
 */
import { memoryUsage } from 'node:process';

import { WindowProfile } from './window-profile.js';
import type { FromRelay, RecordCheck, ToRelay } from './messages.js';

export interface RelayUnderTest {
  readonly port: number;
  readonly clearanceBytesPerCall: number;
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
      case 'sample': {
        profile?.turn();
        const { user, system } = process.cpuUsage();
        tell({ kind: 'sample', sample: { atMs: performance.now(), cpuMs: (user + system) / 1_000, systemMs: system / 1_000 } });
        return;
      }
      case 'memory': {
        globalThis.gc?.();
        const { rss, heapUsed, arrayBuffers } = memoryUsage();
        tell({
          kind: 'memory',
          sample: { rssBytes: rss, heapBytes: heapUsed, arrayBufferBytes: arrayBuffers },
        });
        return;
      }
      case 'stop':
        void relay.stop(request.calls).then((records) => {
          tell({ kind: 'stopped', records });
          process.disconnect();
        });
    }
  });
  // An orphan must not live on.
  process.once('disconnect', () => setTimeout(() => process.exit(), 2_000).unref());
  tell({ kind: 'listening', port: relay.port, clearanceBytesPerCall: relay.clearanceBytesPerCall });
};

const tell = (message: FromRelay): void => {
  process.send?.(message);
};
