/**
 * Replays calls through a server of its own on the loopback interface, several at a time.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';

import type { Pace } from './pace.js';
import {
  AHEAD_MS,
  replayCall,
  type ReplayItem,
  type ReplayResult,
  type ReplayServer,
} from './replay-call.js';
import { openShelf, type Shelf } from './shelf.js';
import type { Call } from '../../call/call.js';
import { AuthSettings } from '../../control/auth/settings.js';
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';
import { parseCallId, type CallId, type LegRole } from '../../core/ids.js';
import type { Protocol } from '../../protocol/protocol.js';
import { rtp } from '../../protocol/rtp.js';
import type { OnModelProgress } from '../../sense/models/store.js';
import { Tacet } from '../compose.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';

export interface ReplayOptions {
  readonly config: Config;
  readonly items: readonly ReplayItem[];
  readonly directory: string;
  readonly pace: Pace;
  readonly concurrency: number;
  /** What each peer speaks; RTP where nothing is said. */
  readonly protocols?: Readonly<Record<LegRole, Protocol>>;
  readonly log: Logger;
  readonly onModelProgress?: OnModelProgress;
  /** A key that opens what is sealed here was made. */
  readonly onNewKey?: (path: string) => void;
  readonly onCall?: (call: Call) => void;
  readonly onDone?: (outcome: ReplayOutcome) => void;
  /** Stops taking further calls; those that run are finished. */
  readonly signal?: AbortSignal;
}

export type ReplayOutcome =
  | ({ readonly ok: true } & ReplayResult)
  | { readonly ok: false; readonly id: string; readonly code: ErrorCode; readonly message: string };

/** @returns one outcome for each item that was begun, also written to `summary.json` */
export const replay = async (options: ReplayOptions): Promise<ReplayOutcome[]> => {
  const { items, directory, pace, concurrency, log } = options;
  await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new TacetError('TACET_STORE_FAILED', directory, { cause: error });
  });
  const shelf = await openShelf(options.config.recording, directory);
  if (shelf.key?.isNew === true) options.onNewKey?.(shelf.key.path);
  const waiting = new Map<CallId, (call: Call) => void>();
  const tacet = await Tacet.create({
    config: forReplay(options, shelf),
    log,
    // Both peers always send; a stall of this process is no pause.
    idleByWallClock: false,
    onCall: (call) => {
      options.onCall?.(call);
      waiting.get(call.id)?.(call);
    },
    ...(options.onModelProgress === undefined ? {} : { onModelProgress: options.onModelProgress }),
  });
  const outcomes: ReplayOutcome[] = [];
  const startedAt = performance.now();
  try {
    const port = await tacet.listen();
    const queue = [...items];
    const one = async (): Promise<void> => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        if (options.signal?.aborted === true) return;
        const callId = parseCallId(item.id) ?? (v7() as CallId);
        let resolveCall: (call: Call) => void = () => undefined;
        const call = new Promise<Call>((resolve) => (resolveCall = resolve));
        waiting.set(callId, resolveCall);
        const server: ReplayServer = {
          protocols: options.protocols ?? { caller: rtp, agent: rtp },
          url: `ws://127.0.0.1:${String(port)}`,
          lookAheadMs: options.config.live.lookAheadMs,
          callOf: () => call,
          directory,
          prepare: shelf.prepare,
          collect: shelf.collect,
        };
        const outcome = await replayCall(item, callId, pace, server).then(
          (result): ReplayOutcome => ({ ok: true, ...result }),
          (error: unknown): ReplayOutcome => failure(item.id, error),
        );
        waiting.delete(callId);
        outcomes.push(outcome);
        options.onDone?.(outcome);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, one));
  } finally {
    await tacet.close();
  }
  await writeFile(
    join(directory, 'summary.json'),
    `${JSON.stringify(summary(options, outcomes, startedAt), null, 2)}\n`,
  );
  return outcomes;
};

const forReplay = ({ config, items, pace }: ReplayOptions, { recording }: Shelf): Config => ({
  ...config,
  // At fast pace the call runs ahead of the recogniser, which is not late for that.
  live: pace === 'fast' ? { ...config.live, lateAfterMs: AHEAD_MS + 100 } : config.live,
  // Both ends are this process.
  listen: { host: '127.0.0.1', port: 0 },
  auth: AuthSettings.parse({}),
  recording,
  limits: {
    ...config.limits,
    calls: Math.max(config.limits.calls, items.length),
    messagesPerSecond: 1_000_000,
  },
});

const failure = (id: string, error: unknown): ReplayOutcome => ({
  ok: false,
  id,
  code: codeOf(error),
  message: error instanceof TacetError ? error.message : 'failed',
});

const summary = (options: ReplayOptions, outcomes: readonly ReplayOutcome[], startedAt: number): object => {
  const done = outcomes.filter((outcome) => outcome.ok);
  const sum = (of: (result: ReplayResult) => number): number =>
    done.reduce((total, result) => total + of(result), 0);
  return {
    pace: options.pace,
    lookAheadMs: options.config.live.lookAheadMs,
    calls: options.items.length,
    completed: done.length,
    failed: outcomes.length - done.length,
    audioMs: sum((result) => result.durationMs),
    wallMs: Math.round(performance.now() - startedAt),
    maskedSpans: sum((result) => result.maskedSpans),
    leakedMs: Math.round(sum((result) => result.leakedMs)),
    items: [...outcomes].sort((a, b) => a.id.localeCompare(b.id)),
  };
};
