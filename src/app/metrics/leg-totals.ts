/** What the media path has counted of legs, added up over calls. */
import type { Call } from '../../call/call.js';
import type { CallRegistry } from '../../call/registry.js';
import { LATENCY_BOUNDS_MS } from '../../call/latency-counts.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';

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
  'releasedTicks',
  'withheldTicks',
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
    sums.releasedTicks += durations.released;
    sums.withheldTicks += durations.withheld;
    sums.unverifiedTicks += durations.unverified;
  }
}

/** Calls that have ended are added once; running ones at each scrape. */
export class Totals {
  readonly #calls: () => CallRegistry;
  #ended = both();
  #now = both();

  constructor(calls: () => CallRegistry) {
    this.#calls = calls;
  }

  ended(call: Call): void {
    for (const role of LEG_ROLES) this.#ended[role].add(call, role);
  }

  refresh(): void {
    this.#now = both(this.#ended);
    for (const call of this.#calls().calls) {
      if (call.state === 'ended') continue;
      for (const role of LEG_ROLES) this.#now[role].add(call, role);
    }
  }

  /** As of the last refresh. */
  of(role: LegRole): LegTotals {
    return this.#now[role];
  }
}

const noSums = (): Record<LegSum, number> =>
  Object.fromEntries(LEG_SUMS.map((name) => [name, 0])) as Record<LegSum, number>;

const both = (from?: Readonly<Record<LegRole, LegTotals>>): Record<LegRole, LegTotals> => ({
  caller: new LegTotals(from?.caller),
  agent: new LegTotals(from?.agent),
});
