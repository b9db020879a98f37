/** The server, as the configuration has it, for one process and for the front of several. */
import { accessNoter, accessReader } from './access.js';
import { checkPolicyAgainst } from './check-policy.js';
import type { Config } from './config.js';
import type { Logger } from './logger.js';
import type { ServerMetrics } from './metrics/server.js';
import type { Exposition } from './metrics/metrics-registry.js';
import type { Policies } from './policy/policies.js';
import { recordingsOf } from './recordings/for-api.js';
import type { Tracing } from './tracing/tracing.js';
import type { CallDesk } from '../control/api/call-desk.js';
import type { Feed } from '../control/api/feed.js';
import type { ServerTls } from '../control/auth/tls.js';
import type { Legs } from '../control/legs.js';
import { Server } from '../control/server.js';
import type { Clock } from '../core/clock.js';
import type { Store } from '../sink/stores/store.js';

export interface ServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tls: ServerTls | undefined;
  readonly legs: Legs;
  readonly desk: CallDesk;
  readonly feed: Feed;
  /** Where recordings are; undefined where nothing is kept. */
  readonly store: Store | undefined;
  /** Those in force now. */
  readonly policies: () => Policies;
  readonly unready: () => string | undefined;
  readonly readiness?: () => string;
  readonly scrape: (accept: string | undefined) => Promise<Exposition>;
  readonly refused: ServerMetrics['refused'];
  readonly tracing: Tracing | undefined;
}

export const serverOf = (parts: ServerParts): Server => {
  const { config, clock, log, store, refused, tracing } = parts;
  return new Server({
    auth: config.auth,
    tls: parts.tls,
    noteAccess: accessNoter(config, clock),
    host: config.listen.host,
    port: config.listen.port,
    headerMs: config.limits.headerMs,
    api: {
      feed: parts.feed,
      desk: parts.desk,
      recordings: store === undefined ? undefined : recordingsOf(store, config, clock),
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
    onRefused: (code, surface) => {
      refused(code, surface);
      log.warn('somebody was refused', { code });
    },
    onAnswered: tracing && ((request) => tracing.answered(request)),
    onFailed: (error) => log.exception('a request failed', error),
  });
};
