/** The server, as the configuration has it, for one process and for the front of several. */
import { accessNoter, accessReader } from './access.js';
import { checkPolicyAgainst } from './check-policy.js';
import type { Config } from './config.js';
import { filesWanted, mostConnections, mostConnectionsPerAddress } from './connection-limit.js';
import type { Logger } from './logger.js';
import type { ServerMetrics } from './metrics/server.js';
import type { Exposition } from './metrics/metrics-registry.js';
import { openFilesLimit } from './open-files.js';
import type { Policies } from './policy/policies.js';
import { recordingsOf, type Kept } from './recordings/for-api.js';
import type { Tracing } from './tracing/tracing.js';
import type { CallDesk } from '../control/api/call-desk.js';
import type { Feed } from '../control/api/feed.js';
import type { Recordings } from '../control/api/recordings.js';
import type { ServerTls } from '../control/auth/tls.js';
import type { DropReason } from '../control/connections-per-address.js';
import type { Legs } from '../control/legs.js';
import { Server } from '../control/server.js';
import type { Clock } from '../core/clock.js';

export interface ServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tls: ServerTls | undefined;
  readonly legs: Legs;
  readonly desk: CallDesk;
  readonly feed: Feed;
  /** Undefined where nothing is kept, which a reload may change. */
  readonly records: () => Kept | undefined;
  /** Those in force now. */
  readonly policies: () => Policies;
  readonly unready: () => string | undefined;
  readonly readiness?: () => string;
  readonly scrape: (accept: string | undefined) => Promise<Exposition>;
  readonly refused: ServerMetrics['refused'];
  readonly dropped: ServerMetrics['dropped'];
  readonly tracing: Tracing | undefined;
}

/** A flood must not flood the log. */
const DROPS_TOLD_EVERY_MS = 10_000;

const DROPPED: Readonly<Record<DropReason, string>> = {
  all: 'there are too many connections: more are closed as they come (limits.connections)',
  address:
    'an address has too many connections that carry no leg: more are closed as they come (limits.connectionsPerAddress)',
};

export const serverOf = (parts: ServerParts): Server => {
  const { config, clock, log, refused, tracing } = parts;
  const recordings = (): Recordings | undefined => {
    const records = parts.records();
    return records && recordingsOf(records, config, clock);
  };
  // A process that runs out of them cannot write recordings.
  if (openFilesLimit() < filesWanted(config.limits))
    log.warn('limits.calls may need more open files than this process may have (ulimit -n)', {
      count: openFilesLimit(),
    });
  const quietUntil = { all: -Infinity, address: -Infinity };
  return new Server({
    auth: config.auth,
    tls: parts.tls,
    noteAccess: accessNoter(config, clock),
    host: config.listen.host,
    port: config.listen.port,
    headerMs: config.limits.headerMs,
    mostConnections: mostConnections(config.limits),
    mostConnectionsPerAddress: mostConnectionsPerAddress(config.limits),
    onDropped: (reason) => {
      parts.dropped(reason);
      if (clock.now() < quietUntil[reason]) return;
      quietUntil[reason] = clock.now() + DROPS_TOLD_EVERY_MS;
      log.warn(DROPPED[reason]);
    },
    api: {
      feed: parts.feed,
      desk: parts.desk,
      recordings,
      checkPolicy: checkPolicyAgainst(() => parts.policies().default.evidence.policy),
      accessLog: accessReader(config),
    },
    publicUrl: config.bridges.publicUrl,
    credentials: config.bridges,
    legs: parts.legs,
    clock,
    unready: parts.unready,
    readiness: parts.readiness,
    metrics: parts.scrape,
    onRefused: (code, { surface, protocol, method, route }) => {
      refused(code, surface);
      log.warn('somebody was refused', {
        code,
        ...(protocol === undefined ? {} : { protocol }),
        ...(method === undefined ? {} : { method }),
        ...(route === undefined ? {} : { route }),
      });
    },
    onAnswered: tracing && ((request) => tracing.answered(request)),
    onFailed: (error) => log.exception('a request failed', error),
  });
};
