/**
 * The generator: both legs of every call, each 50 frames a second, and the clock all latency is read from.
 *
 *     leg 0   |        |        |          frames of all legs lie evenly over each 20 ms:
 *     leg 1    |        |        |         the k-th of all is due at start + k * 20 ms / legs
 *     leg 2     |        |        |
 *
 * Open loop: a frame is due when the schedule says, whatever became of those before, and its latency counts
 * from then. To be on time to the microsecond it polls instead of sleeping, so its load is not its CPU time but
 * the share of turns in which there was anything to do.
 */
import { AnsweringLegs } from './answering-legs.js';
import { CoreWaits } from './core-waits.js';
import { Histogram } from './histogram.js';
import { FRAME_MS, LoadLeg } from './load-leg.js';
import type { FromGenerator, Load, LoadOutcome, ToGenerator } from './messages.js';

const FRAMES_PER_SECOND = 1_000 / FRAME_MS;
/** Upgrades under way at a time. */
const CONNECT_BATCH = 20;
/** Frames sent in one turn before sockets are read again. */
const SENDS_PER_TURN = 16;
/** After the window: what is held back still has to come. */
const TAIL_MS = 500;
/** The longest wait for frames that are late. */
const LAST_ONES_MS = 10_000;
const CLOSE_TIMEOUT_MS = 5_000;
/** Between two looks at who waited for a core. */
const LOOK_MS = 0.25;

class Generator {
  readonly #load: Load;
  readonly #paths: readonly string[];
  readonly #legs: readonly LoadLeg[];
  /** Which leg's turn it is, and when a leg's turn comes: neighbours in time are not of one call. */
  readonly #order: readonly number[];
  readonly #phaseMs: Float64Array;
  readonly #lastIndex: Int32Array;
  readonly #firstMeasured: number;
  readonly #endMeasured: number;
  readonly #latency = new Histogram();
  readonly #undisturbed = new Histogram();
  readonly #lateness = new Histogram();
  #waits: CoreWaits | undefined;
  #lookedMs = 0;
  /** Frames that are back since the last look: when each was due, and its latency. */
  readonly #back: number[] = [];
  #startMs = 0;
  #sent = 0;
  #received = 0;
  /** Received, within the window or not. */
  #total = 0;
  #misordered = 0;
  #altered = 0;
  #hasWorked = false;
  #busyMs = 0;
  #windowMs = 0;

  constructor(load: Load) {
    this.#load = load;
    const stamp = Date.now().toString(36);
    this.#paths = Array.from({ length: 2 * load.calls }, (_, leg) => {
      const role = leg % 2 === 0 ? 'caller' : 'agent';
      return `/v1/rtp/bench-${stamp}-${leg >>> 1}/${role}`;
    });
    this.#legs = this.#paths.map((path, leg) => new LoadLeg(load.port, path, 7 * leg));
    this.#order = shuffled(this.#legs.length);
    this.#phaseMs = new Float64Array(this.#legs.length);
    this.#order.forEach((leg, turn) => (this.#phaseMs[leg] = (turn * FRAME_MS) / this.#legs.length));
    this.#lastIndex = new Int32Array(this.#legs.length).fill(-1);
    this.#firstMeasured = load.warmUpSeconds * FRAMES_PER_SECOND;
    this.#endMeasured = this.#firstMeasured + load.seconds * FRAMES_PER_SECOND;
  }

  async connect(): Promise<void> {
    for (let at = 0; at < this.#legs.length; at += CONNECT_BATCH) {
      const batch = this.#legs.slice(at, at + CONNECT_BATCH);
      await Promise.all(batch.map((leg, i) => this.#open(leg, at + i)));
    }
    this.#legs.forEach((leg, receiver) => {
      const sender = receiver ^ 1;
      const from = this.#legs[sender] as LoadLeg;
      leg.listen(from.noiseFrom, (index, isIntact) => this.#receive(sender, index, isIntact));
    });
  }

  /** An agent that the relay dials is there when its caller is. */
  async #open(leg: LoadLeg, place: number): Promise<void> {
    if (!this.#load.isProxied) return leg.open();
    const isAgent = place % 2 === 1;
    if (isAgent) return;
    const agent = this.#legs[place + 1] as LoadLeg;
    const dialled = answering.next(this.#paths[place] as string);
    await leg.open();
    agent.dialled(await dialled);
  }

  run(): Promise<LoadOutcome> {
    return new Promise((resolve) => {
      const legs = this.#legs.length;
      const windowOpens = this.#firstMeasured * legs;
      const windowCloses = this.#endMeasured * legs;
      const tailMs = TAIL_MS + this.#load.lookAheadMs;
      const last = windowCloses + Math.ceil((tailMs / FRAME_MS) * legs);
      let next = 0;
      let turnMs = performance.now();
      this.#startMs = turnMs + FRAME_MS;
      if (this.#load.relayPid !== undefined) this.#waits = CoreWaits.of(this.#load.relayPid);

      const turn = (): void => {
        const now = performance.now();
        if (next >= windowOpens && next < windowCloses) {
          this.#windowMs += now - turnMs;
          if (this.#hasWorked) this.#busyMs += now - turnMs;
        }
        turnMs = now;
        this.#hasWorked = false;
        if (now - this.#lookedMs >= LOOK_MS) this.#look(now);
        for (let sends = 0; sends < SENDS_PER_TURN && next < last; sends++) {
          const dueMs = this.#startMs + (next * FRAME_MS) / legs;
          const lateMs = performance.now() - dueMs;
          if (lateMs < 0 || (this.#load.isInStep && this.#isOut(next))) break;
          if (next === windowOpens) tell({ kind: 'window-opened', received: this.#total });
          if (next === windowCloses) tell({ kind: 'window-closed', received: this.#total });
          this.#send(next, lateMs);
          next++;
        }
        if (next < last) setImmediate(turn);
        else void this.#lastOnes().then(() => resolve(this.#outcome()));
      };
      turn();
    });
  }

  async close(): Promise<void> {
    const timeout = new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref());
    await Promise.race([Promise.all(this.#legs.map((leg) => leg.close())), timeout]);
  }

  /** Whether the frame before this one, of its leg, is still on its way. */
  #isOut(ordinal: number): boolean {
    const leg = this.#order[ordinal % this.#legs.length] as number;
    return (this.#lastIndex[leg] as number) < Math.floor(ordinal / this.#legs.length) - 1;
  }

  /** A relay that is behind has not lost what it still holds. */
  async #lastOnes(): Promise<void> {
    const untilMs = performance.now() + LAST_ONES_MS;
    do await new Promise((resolve) => setTimeout(resolve, TAIL_MS));
    while (this.#received < this.#sent && performance.now() < untilMs);
  }

  #send(ordinal: number, lateMs: number): void {
    this.#hasWorked = true;
    const index = Math.floor(ordinal / this.#legs.length);
    const leg = this.#legs[this.#order[ordinal % this.#legs.length] as number] as LoadLeg;
    if (leg.closedFor === undefined) leg.send(index);
    if (!this.#isMeasured(index)) return;
    this.#sent++;
    this.#lateness.record(lateMs);
  }

  #receive(sender: number, index: number, isIntact: boolean): void {
    this.#hasWorked = true;
    this.#total++;
    if (!isIntact) this.#altered++;
    if (index <= (this.#lastIndex[sender] as number)) this.#misordered++;
    else this.#lastIndex[sender] = index;
    if (!this.#isMeasured(index)) return;
    this.#received++;
    const dueMs = this.#startMs + index * FRAME_MS + (this.#phaseMs[sender] as number);
    const latencyMs = performance.now() - dueMs - this.#load.lookAheadMs;
    this.#latency.record(latencyMs);
    if (this.#waits !== undefined) this.#back.push(dueMs, latencyMs);
  }

  /** Whether those that are back had to wait for what has nothing to do with the relay. */
  #look(nowMs: number): void {
    this.#lookedMs = nowMs;
    if (this.#waits === undefined) return;
    this.#waits.look(nowMs);
    for (let i = 0; i < this.#back.length; i += 2)
      if ((this.#back[i] as number) > this.#waits.quietFromMs)
        this.#undisturbed.record(this.#back[i + 1] as number);
    this.#back.length = 0;
  }

  #isMeasured(index: number): boolean {
    return index >= this.#firstMeasured && index < this.#endMeasured;
  }

  #outcome(): LoadOutcome {
    this.#look(performance.now());
    return {
      sent: this.#sent,
      received: this.#received,
      misordered: this.#misordered,
      altered: this.#altered,
      latency: this.#latency.toJSON(),
      undisturbed: this.#undisturbed.toJSON(),
      lateness: this.#lateness.toJSON(),
      busyShare: this.#busyMs / this.#windowMs,
      closedFor: this.#legs.flatMap(({ closedFor }) => closedFor ?? []),
    };
  }
}

/** The same in every run. */
const shuffled = (length: number): number[] => {
  const order = Array.from({ length }, (_, i) => i);
  let state = 1;
  for (let i = length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const j = (state >>> 8) % (i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
};

const tell = (message: FromGenerator): void => {
  process.send?.(message);
};

const answering = new AnsweringLegs();
let generator: Generator | undefined;

const handle = async (request: ToGenerator): Promise<void> => {
  switch (request.kind) {
    case 'listen':
      tell({ kind: 'listening', port: await answering.listen() });
      return;
    case 'connect':
      generator = new Generator(request.load);
      await generator.connect();
      tell({ kind: 'connected' });
      return;
    case 'run':
      if (generator !== undefined) tell({ kind: 'done', outcome: await generator.run() });
      return;
    case 'close':
      await generator?.close();
      answering.close();
      tell({ kind: 'closed' });
      process.disconnect();
  }
};

process.on('message', (message) => {
  handle(message as ToGenerator).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.once('disconnect', () => setTimeout(() => process.exit(), 500));
