/** What one process of several has of the configuration: calls, and nothing that there is one of. */
import type { Config } from '../config.js';
import { memoryLimitBytes } from '../../call/headroom.js';

const BYTES_IN_MB = 1_048_576;

export const shareOf = (config: Config): Config => {
  const { workers, limits, recording } = config;
  const { store } = recording;
  const memoryMb = limits.memoryMb ?? memoryLimitBytes() / BYTES_IN_MB;
  return {
    ...config,
    // Who may come, who is told and who listens is the front's; so are the keys for it.
    auth: { ...config.auth, keys: [], providers: [], certificates: [] },
    webhooks: { ...config.webhooks, endpoints: [] },
    listen: { host: '127.0.0.1', port: 0 },
    // Limits of the whole are kept at the front; what is measured in each process is shared out.
    limits: { ...limits, memoryMb: Math.max(1, Math.floor(memoryMb / workers)) },
    recording:
      store === undefined || !('spoolMaxBytes' in store)
        ? recording
        : { ...recording, store: { ...store, spoolMaxBytes: Math.floor(store.spoolMaxBytes / workers) } },
  };
};
