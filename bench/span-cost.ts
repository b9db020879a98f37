/**
 * What the spans of one call cost by themselves: its events, with somebody who makes spans of them and sends them, and
 * without.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { Policies } from '#tacet/app/policy/policies.js';
import { Tracing } from '#tacet/app/tracing/tracing.js';
import { TracingSettings } from '#tacet/app/tracing/settings.js';
import { Call, TICK_MS } from '#tacet/call/call.js';
import { systemClock } from '#tacet/core/clock.js';
import { LEG_ROLES, newFindingId, parseCallId, type CallId } from '#tacet/core/ids.js';
import { span } from '#tacet/core/span.js';
import { millisToTicks, ticks } from '#tacet/core/units.js';
import type { Turns } from './turns.js';

const CALLS = 500;
const ROUNDS = 12;
/** How often it is looked whether all was sent. */
const LOOK_MS = 20;
/** Of one call: about what a payment has, told twice each. */
const MASKS = 6;
/** The call, its legs, its masks and its sealing. */
export const SPANS_A_CALL = 1 + LEG_ROLES.length + MASKS + 1;

/** CPU milliseconds a call, without spans and with them. */
export interface SpanCost extends Turns {
  readonly calls: number;
}

/** @param otlp a receiver in another process, or at least one that costs next to nothing */
export const costOfSpans = async (otlp: string): Promise<SpanCost> => {
  const without: number[] = [];
  const traced: number[] = [];
  // The first pair warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = [await costOf(undefined), await costOf(otlp)] as const;
    if (round === 0) continue;
    without.push(costs[0]);
    traced.push(costs[1]);
  }
  return { before: without, after: traced, calls: CALLS };
};

const costOf = async (otlp: string | undefined): Promise<number> => {
  const { default: policy } = new Policies(parseConfig({}));
  const log = createLogger('silent');
  const settings = otlp === undefined ? undefined : TracingSettings.parse({ otlp, queue: 65_536 });
  const tracing = settings && new Tracing(settings, systemClock, log);
  const before = process.cpuUsage();
  for (let n = 0; n < CALLS; n++) {
    const call = new Call(
      { id: parseCallId(`span-${String(n)}`) as CallId, tenant: undefined, policy },
      {
        defaultLanguage: 'en',
        pool: undefined,
        languages: new Set(),
        idleByWallClock: false,
        drainMs: 0,
        record: () => undefined,
        clock: systemClock,
        onObserverError: (error) => {
          throw error;
        },
      },
      (run) => systemClock.every(TICK_MS, run),
    );
    tracing?.watch(call);
    tell(call);
    // What is sent goes meanwhile.
    if (n % 50 === 0) await new Promise(setImmediate);
  }
  while ((tracing?.counts.waiting ?? 0) > 0) await wait(LOOK_MS);
  await tracing?.close();
  const { user, system } = process.cpuUsage(before);
  const lost = tracing === undefined ? 0 : CALLS * SPANS_A_CALL - tracing.counts.exported;
  if (lost !== 0) throw new Error(`${String(lost)} spans were not taken`);
  return (user + system) / 1_000 / CALLS;
};

/** The events of a call from its beginning to its end. */
const tell = ({ events }: Call): void => {
  for (const leg of LEG_ROLES) events.emit('leg', { leg, protocol: 'rtp', trace: undefined });
  for (let mask = 0; mask < MASKS; mask++) {
    const id = newFindingId();
    for (const belief of ['suspected', 'confirmed'] as const) {
      const finding = {
        id,
        leg: 'caller' as const,
        belief,
        entity: 'pan' as const,
        span: span(millisToTicks(5_000 * mask), millisToTicks(5_000 * mask + 3_000)),
        score: 1,
        cause: 'prompted' as const,
        decidedAt: millisToTicks(5_000 * mask + 1_000),
        settled: belief === 'confirmed',
      };
      events.emit('finding', { finding, leakedTicks: 0 });
      events.emit('measured', { finding, leakedDigits: [], delayTicks: ticks(0), withheldTicks: 0 });
    }
  }
  events.emit('sealing', {});
  events.emit('sealed', { isWhole: true });
  events.emit('ended', { code: undefined });
};
