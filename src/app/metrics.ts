/**
 * Prometheus metrics. The media path counts in plain fields; they are read when somebody scrapes.
 *
 * Labels come from small fixed sets (leg, entity, cause, state, code); a call id is never one.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { Call } from '../call/call.js';
import type { CallRegistry } from '../call/registry.js';
import { LEG_ROLES } from '../core/ids.js';
import { FOREVER } from '../core/span.js';
import { TICKS_PER_SECOND } from '../core/units.js';
import { LIVE_STATES } from '../gate/live-gate.js';
import type { SttPool } from '../sense/stt-pool.js';

/** Sums over calls that have ended; running calls are added at each scrape. */
interface Totals {
  frames: number;
  maskedFrames: number;
  blindFrames: number;
  shadowFrames: number;
  concealedFrames: number;
  badPayloads: number;
  messages: number;
  dropped: number;
  lost: number;
  egressDropped: number;
}

const none = (): Totals => ({
  frames: 0,
  maskedFrames: 0,
  blindFrames: 0,
  shadowFrames: 0,
  concealedFrames: 0,
  badPayloads: 0,
  messages: 0,
  dropped: 0,
  lost: 0,
  egressDropped: 0,
});

const add = (sum: Totals, call: Call): Totals => {
  for (const role of LEG_ROLES) {
    const leg = call.leg(role);
    const counters = call.direction(role)?.pipeline.counters;
    sum.frames += counters?.frames ?? 0;
    sum.maskedFrames += counters?.maskedFrames ?? 0;
    sum.blindFrames += counters?.blindFrames ?? 0;
    sum.shadowFrames += counters?.shadowFrames ?? 0;
    sum.concealedFrames += counters?.concealedFrames ?? 0;
    sum.badPayloads += counters?.badPayloads ?? 0;
    sum.messages += leg?.counters.messages ?? 0;
    sum.dropped += leg?.counters.dropped ?? 0;
    sum.lost += leg?.jitter.lost ?? 0;
    sum.egressDropped += leg?.egress.counters.dropped ?? 0;
  }
  return sum;
};

const HELP: Readonly<Record<keyof Totals, readonly [name: string, help: string]>> = {
  frames: ['tacet_frames_total', 'Frames that entered a pipeline.'],
  maskedFrames: ['tacet_masked_frames_total', 'Frames masked on their way to the other leg.'],
  blindFrames: ['tacet_blind_frames_total', 'Frames masked because a required tap was late or dead.'],
  shadowFrames: ['tacet_shadow_frames_total', 'Frames that would have been masked, were it no shadow.'],
  concealedFrames: ['tacet_concealed_frames_total', 'Frames made up for lost or unreadable ones.'],
  badPayloads: ['tacet_bad_payloads_total', 'Payloads that did not fit their codec.'],
  messages: ['tacet_messages_total', 'WebSocket messages received from legs.'],
  dropped: ['tacet_dropped_messages_total', 'Received messages that were of no use.'],
  lost: ['tacet_lost_packets_total', 'Sequence numbers that never came.'],
  egressDropped: ['tacet_egress_dropped_frames_total', 'Frames not sent because the peer read too slowly.'],
};

export class Metrics {
  readonly registry = new Registry();
  readonly #ended = none();
  readonly #findings: Counter<'entity' | 'cause' | 'belief'>;
  readonly #leakedSeconds: Counter<'entity'>;
  readonly #unverifiedSeconds: Counter;
  readonly #calls: Counter<'outcome'>;
  readonly #sttLag: Histogram;

  constructor(calls: () => CallRegistry, pool: () => SttPool | undefined) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#calls = new Counter({
      name: 'tacet_calls_total',
      help: 'Calls that have ended.',
      labelNames: ['outcome'],
      registers,
    });
    this.#findings = new Counter({
      name: 'tacet_findings_total',
      help: 'Settled findings of the detector.',
      labelNames: ['entity', 'cause', 'belief'],
      registers,
    });
    this.#leakedSeconds = new Counter({
      name: 'tacet_leaked_seconds_total',
      help: 'Seconds of confirmed secrets that had left before the live gate closed.',
      labelNames: ['entity'],
      registers,
    });
    this.#unverifiedSeconds = new Counter({
      name: 'tacet_unheard_seconds_total',
      help: 'Seconds of audio that no recogniser heard; recorded masked.',
      registers,
    });
    this.#sttLag = new Histogram({
      name: 'tacet_stt_lag_seconds',
      help: 'How far the recogniser is behind the audio that has come in.',
      buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 5],
      registers,
    });
    this.#totals(calls, registers);
    this.#gauges(calls, pool, registers);
  }

  /** Follows one call to its end. */
  watch(call: Call): void {
    call.events.on('finding', ({ finding, leakedTicks }) => {
      const { entity, cause, belief, settled } = finding;
      if (!settled) return;
      this.#findings.inc({ entity, cause, belief });
      if (belief === 'confirmed') this.#leakedSeconds.inc({ entity }, leakedTicks / TICKS_PER_SECOND);
    });
    call.events.on('unheard', ({ span }) => {
      if (span.to < FOREVER) this.#unverifiedSeconds.inc((span.to - span.from) / TICKS_PER_SECOND);
    });
    call.events.on('heard', ({ heardTo, head }) => {
      this.#sttLag.observe(Math.max(0, head - heardTo) / TICKS_PER_SECOND);
    });
    call.events.on('ended', ({ code }) => {
      this.#calls.inc({ outcome: code ?? 'ended' });
      add(this.#ended, call);
    });
  }

  #totals(calls: () => CallRegistry, registers: Registry[]): void {
    for (const field of Object.keys(HELP) as (keyof Totals)[]) {
      const [name, help] = HELP[field];
      let shown = 0;
      const ended = this.#ended;
      const counter = new Counter({
        name,
        help,
        registers,
        collect() {
          const now = calls()
            .calls.filter((call) => call.state !== 'ended')
            .reduce(add, { ...ended })[field];
          counter.inc(Math.max(0, now - shown));
          shown = Math.max(shown, now);
        },
      });
    }
  }

  #gauges(calls: () => CallRegistry, pool: () => SttPool | undefined, registers: Registry[]): void {
    const running = new Gauge({
      name: 'tacet_calls',
      help: 'Calls by state.',
      labelNames: ['state'] as const,
      registers,
      collect() {
        running.reset();
        for (const call of calls().calls) running.inc({ state: call.state });
      },
    });
    const gates = new Gauge({
      name: 'tacet_live_gates',
      help: 'Live gates by state.',
      labelNames: ['state'] as const,
      registers,
      collect() {
        for (const state of LIVE_STATES) gates.set({ state }, 0);
        for (const call of calls().calls) {
          for (const role of LEG_ROLES) {
            const state = call.direction(role)?.pipeline.live.state;
            if (state !== undefined) gates.inc({ state });
          }
        }
      },
    });
    for (const field of ['crashes', 'restarts', 'stalls', 'chunks'] as const) {
      let shown = 0;
      const counter = new Counter({
        name: `tacet_stt_${field}_total`,
        help: `Speech workers: ${field}.`,
        registers,
        collect() {
          const now = pool()?.counts[field] ?? 0;
          counter.inc(now - shown);
          shown = now;
        },
      });
    }
  }
}
