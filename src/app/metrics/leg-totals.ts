/** What the media path has counted of legs, added up over calls. */
import type { Call } from '../../call/call.js';
import { LATENCY_BOUNDS_MS } from '../../call/latency-counts.js';
import type { LegRole } from '../../core/ids.js';

/** Names of plain sums. */
export const LEG_SUMS = [
  'messages',
  'bytes',
  'dropped',
  'received',
  'lost',
  'late',
  'reordered',
  'frames',
  'concealed',
  'badPayloads',
  'forwarded',
  'encoded',
  'egressDropped',
  'maskedTicks',
  'blindTicks',
  'shadowTicks',
  'releasedTicks',
  'withheldTicks',
  'unconsentedTicks',
  'unverifiedTicks',
] as const;
export type LegSum = (typeof LEG_SUMS)[number];

/** All legs of one role. */
export class LegTotals {
  readonly sums: Record<LegSum, number>;
  readonly latency: number[];
  latencyMs: number;

  constructor(from?: LegTotals) {
    this.sums = { ...(from?.sums ?? noSums()) };
    this.latency = [...(from?.latency ?? Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0))];
    this.latencyMs = from?.latencyMs ?? 0;
  }

  add(call: Call, role: LegRole): void {
    const { sums } = this;
    const leg = call.leg(role);
    if (leg !== undefined) {
      const { counters, jitter, egress, latency } = leg;
      sums.messages += counters.messages;
      sums.bytes += counters.bytes;
      sums.dropped += counters.dropped;
      sums.received += jitter.received;
      sums.lost += jitter.lost;
      sums.late += jitter.late;
      sums.reordered += jitter.reordered;
      sums.forwarded += egress.counters.forwarded;
      sums.encoded += egress.counters.encoded;
      sums.egressDropped += egress.counters.dropped;
      this.latencyMs += latency.sumMs;
      for (let i = 0; i < this.latency.length; i++)
        this.latency[i] = (this.latency[i] ?? 0) + (latency.buckets[i] ?? 0);
    }
    const pipeline = call.direction(role)?.pipeline;
    if (pipeline === undefined) return;
    const { counters, durations } = pipeline;
    sums.frames += counters.frames;
    sums.concealed += counters.concealedFrames;
    sums.badPayloads += counters.badPayloads;
    sums.maskedTicks += durations.masked;
    sums.blindTicks += durations.blind;
    sums.shadowTicks += durations.shadow;
    sums.unconsentedTicks += durations.unconsented;
    sums.releasedTicks += durations.released;
    sums.withheldTicks += durations.withheld;
    sums.unverifiedTicks += durations.unverified;
  }
}

const noSums = (): Record<LegSum, number> =>
  Object.fromEntries(LEG_SUMS.map((name) => [name, 0])) as Record<LegSum, number>;
