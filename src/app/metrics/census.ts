/**
 * All calls, looked at once a scrape.
 *
 * A thousand calls lie all over the memory: to walk through them is what a scrape costs, so everything that is to be known
 * of a call is read in one go.
 */
import { LegTotals } from './leg-totals.js';
import type { Call } from '../../call/call.js';
import type { CallRegistry } from '../../call/registry.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';
import type { RecordCounts } from '../../sink/call-record.js';

/** Something counted by a name. */
type Tally = Map<string, number>;

/** What there is just now. */
export class Present {
  readonly callStates: Tally = new Map();
  readonly protocols: Tally = new Map();
  readonly gateStates: Tally = new Map();
  readonly streamStates: Tally = new Map();
  readonly worstJitterMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  /** Audio that waits for clearance: of all legs, and of the one that waits longest. */
  backlogTicks = 0;
  longestBacklogTicks = 0;
  ringBytes = 0;
  pausedCalls = 0;
  waitingBytes = 0;
}

export class Census {
  readonly #calls: () => Pick<CallRegistry, 'calls'>;
  readonly #endedLegs = both();
  readonly #endedRecords: Record<keyof RecordCounts, number> = noRecords();
  #legs = both();
  #records = noRecords();
  #present = new Present();

  constructor(calls: () => Pick<CallRegistry, 'calls'>) {
    this.#calls = calls;
  }

  get present(): Present {
    return this.#present;
  }

  /** Since the start. */
  get records(): Readonly<Record<keyof RecordCounts, number>> {
    return this.#records;
  }

  /** Since the start, of all legs of a role. */
  legs(role: LegRole): LegTotals {
    return this.#legs[role];
  }

  /** A call that is over is added up for good. */
  ended(call: Call): void {
    for (const role of LEG_ROLES) this.#endedLegs[role].add(call, role);
    addRecord(this.#endedRecords, call);
  }

  refresh(): void {
    this.#legs = both(this.#endedLegs);
    this.#records = { ...this.#endedRecords };
    this.#present = new Present();
    for (const call of this.#calls().calls) {
      count(this.#present.callStates, call.state);
      if (call.state === 'ended') continue;
      addRecord(this.#records, call);
      if (!call.pauses.isEmpty) this.#present.pausedCalls++;
      this.#present.waitingBytes += call.record?.waitingBytes ?? 0;
      for (const role of LEG_ROLES) {
        this.#legs[role].add(call, role);
        this.#look(call, role);
      }
    }
  }

  #look(call: Call, role: LegRole): void {
    const present = this.#present;
    const leg = call.leg(role);
    if (leg !== undefined) {
      count(present.protocols, leg.protocol);
      present.worstJitterMs[role] = Math.max(present.worstJitterMs[role], leg.jitter.jitterMs);
    }
    const stream = call.speech?.streams[role];
    if (stream !== undefined) count(present.streamStates, stream.state);
    const pipeline = call.direction(role)?.pipeline;
    if (pipeline === undefined) return;
    const backlog = pipeline.head - pipeline.clearance.releasedTo;
    count(present.gateStates, pipeline.live.state);
    present.backlogTicks += backlog;
    present.longestBacklogTicks = Math.max(present.longestBacklogTicks, backlog);
    present.ringBytes += pipeline.ringBytes;
  }
}

const count = (tally: Tally, name: string): void => void tally.set(name, (tally.get(name) ?? 0) + 1);

const addRecord = (sums: Record<keyof RecordCounts, number>, call: Call): void => {
  const counts = call.record?.counts;
  if (counts === undefined) return;
  sums.brokenFiles += counts.brokenFiles;
  sums.ledgerEntries += counts.ledgerEntries;
  sums.brokenLedgers += counts.brokenLedgers;
};

const noRecords = (): Record<keyof RecordCounts, number> => ({
  brokenFiles: 0,
  ledgerEntries: 0,
  brokenLedgers: 0,
});

const both = (from?: Readonly<Record<LegRole, LegTotals>>): Record<LegRole, LegTotals> => ({
  caller: new LegTotals(from?.caller),
  agent: new LegTotals(from?.agent),
});
