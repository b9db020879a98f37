/**
 * Erases calls whose time is over, by the policy of their tenant. What it knows is in the store, so that it survives
 * restarts; what it has read of a call that has ended it need not read again.
 *
 * A clock that is wrong must erase nothing too early. What a sweep believes of the time is checked against the youngest
 * time in the ledgers that were there before this process, against how long this process has run, and against how long the
 * machine has been up since a time that was believed.
 */
import { ageOf, dueOf, type CallAge, type Due } from './due.js';
import { eraseCalls, removeFile } from './erase.js';
import type { MachineClock } from './machine-clock.js';
import type { Clock, Timer } from '../../core/clock.js';
import { codeOf, TacetError, type ErrorCode } from '../../core/errors.js';
import { gently } from '../../core/gently.js';
import { TRANSCRIPT_FILE } from '../../sink/call-record.js';
import type { RetentionFact } from '../../sink/ledger/fact.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { entriesOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { parseSegmentName } from '../../sink/sealing/segment-name.js';
import type { Store } from '../../sink/stores/store.js';

export interface SweeperOptions {
  readonly store: Store;
  readonly key: LedgerKey;
  readonly clock: Clock;
  readonly machine: MachineClock;
  /** @param noted as the call's own ledger has it */
  readonly retentionOf: (tenant: string | undefined, noted: RetentionFact) => RetentionFact;
  /** Told of each sweep that has done or refused something. */
  readonly onSwept?: (swept: Swept) => void;
  /** Told where a sweep by the hour could not read the store; the next one tries again. */
  readonly onFailed?: (error: unknown) => void;
}

export interface Swept {
  /** Names of calls of which the transcript, everything but the ledger, or everything has gone. */
  readonly transcripts: readonly string[];
  readonly calls: readonly string[];
  readonly ledgers: readonly string[];
  /** What could not be erased; it is tried again. */
  readonly failed: readonly { readonly name: string; readonly code: ErrorCode }[];
  /** Why nothing was erased. */
  readonly refused: ClockFault | undefined;
}

/**
 * `behind`: earlier than what is in the store; `ahead`: much later; `jumped`: while the machine ran; `unconfirmed`: the
 * machine was just started, and nobody knows yet whether it has been off for so long.
 */
export type ClockFault = 'behind' | 'ahead' | 'jumped' | 'unconfirmed';

export const SWEEP_EVERY_MS = 3_600_000;
/** Clocks of several machines, and corrections, may be so far apart. */
const TOLERANCE_MS = 3_600_000;
/** In the first hour of a machine its clock is set by those of others (NTP), or is known not to be. */
const SETTLED_MS = 3_600_000;
/** A store into which nobody has written for longer is either of no use or read with a wrong clock. */
export const LONGEST_QUIET_MS = 14 * 86_400_000;

/** @returns undefined where the clock may be believed */
export const clockFault = (now: {
  readonly wallMs: number;
  /** The youngest time that others have written; undefined where there is none. */
  readonly youngestMs: number | undefined;
  /** What the wall clock must show, by the time that this process has run. */
  readonly expectedMs: number;
  /** The same, by the time that the machine has been up since it was believed last; undefined where it was not. */
  readonly machineExpectedMs: number | undefined;
  readonly machineUpMs: number;
}): ClockFault | undefined => {
  const { wallMs, youngestMs, expectedMs, machineExpectedMs, machineUpMs } = now;
  const isElsewhere = (expected: number): boolean => Math.abs(wallMs - expected) > TOLERANCE_MS;
  if (isElsewhere(expectedMs) || isElsewhere(machineExpectedMs ?? wallMs)) return 'jumped';
  if (youngestMs === undefined) return undefined;
  if (wallMs < youngestMs - TOLERANCE_MS) return 'behind';
  if (wallMs - youngestMs > LONGEST_QUIET_MS) return 'ahead';
  const isKnown = machineExpectedMs !== undefined || machineUpMs >= SETTLED_MS;
  return isKnown || wallMs - youngestMs <= TOLERANCE_MS ? undefined : 'unconfirmed';
};

export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #startedWallMs: number;
  readonly #startedNowMs: number;
  /** Of calls that have ended. */
  readonly #ages = new Map<string, CallAge>();
  /** What was done to a call already. */
  readonly #done = new Map<string, Due>();
  #timer: Timer | undefined;
  #sweeping: Promise<unknown> = Promise.resolve();

  constructor(options: SweeperOptions) {
    this.#options = options;
    this.#startedWallMs = options.clock.wall().getTime();
    this.#startedNowMs = options.clock.now();
  }

  /** From now on, until it is stopped. */
  start(): void {
    const { onFailed } = this.#options;
    const sweep = (): void => void this.sweep().catch((error: unknown) => onFailed?.(error));
    this.#timer = this.#options.clock.every(SWEEP_EVERY_MS, sweep);
    sweep();
  }

  /** Resolves when a sweep that runs has ended. */
  async stop(): Promise<void> {
    this.#timer?.cancel();
    await this.#sweeping;
  }

  /**
   * @param trustsClock somebody has looked at the clock
   * @throws TacetError where the store cannot be read
   */
  sweep({ trustsClock = false, isDry = false } = {}): Promise<Swept> {
    const swept = this.#sweeping.then(() => this.#sweep(trustsClock, isDry));
    this.#sweeping = swept.catch(() => undefined);
    return swept;
  }

  async #sweep(trustsClock: boolean, isDry: boolean): Promise<Swept> {
    const { store, clock, machine, retentionOf, onSwept } = this.#options;
    const names = await store.calls();
    const there = new Set(names);
    for await (const known of gently([...this.#ages.keys()])) if (!there.has(known)) this.#forget(known);
    const ages = new Map<string, CallAge>();
    for await (const name of gently(names)) {
      const age = await this.#ageOf(name);
      if (age !== undefined) ages.set(name, age);
    }
    const wallMs = clock.wall().getTime();
    const expectedMs = this.#startedWallMs + (clock.now() - this.#startedNowMs);
    // What this process has written bears witness for no more than its own clock.
    let youngestMs: number | undefined;
    for await (const { lastAtMs } of gently(ages.values()))
      if (lastAtMs < this.#startedWallMs || lastAtMs > wallMs)
        youngestMs = Math.max(youngestMs ?? lastAtMs, lastAtMs);
    const machineExpectedMs = await machine.expectedMs();
    const machineUpMs = machine.upMs();
    const fault = clockFault({ wallMs, youngestMs, expectedMs, machineExpectedMs, machineUpMs });
    const swept = { transcripts: [] as string[], calls: [] as string[], ledgers: [] as string[] };
    const failed: { name: string; code: ErrorCode }[] = [];
    const refused = trustsClock ? undefined : fault;
    if (refused === undefined) await machine.believed(wallMs);
    for await (const [name, { tenant, retention, endedAtMs }] of gently(refused === undefined ? ages : [])) {
      const due = dueOf(endedAtMs, retentionOf(tenant ?? undefined, retention), wallMs);
      if (due === 'nothing' || due === this.#done.get(name)) continue;
      try {
        if (!isDry) await this.#carryOut(name, due);
        const list = { transcript: swept.transcripts, call: swept.calls, ledger: swept.ledgers }[due];
        list.push(name);
      } catch (error) {
        failed.push({ name, code: codeOf(error) });
      }
    }
    const result = { ...swept, failed, refused };
    const isNews =
      refused !== undefined || failed.length > 0 || Object.values(swept).some((list) => list.length > 0);
    if (isNews) onSwept?.(result);
    return result;
  }

  async #carryOut(name: string, due: Exclude<Due, 'nothing'>): Promise<void> {
    const { store, key, clock } = this.#options;
    if (due === 'transcript') await removeFile(store, name, TRANSCRIPT_FILE, key, clock, 'retention');
    else await eraseCalls(store, [name], key, clock, { reason: 'retention' });
    if (due === 'ledger') await store.drop(name);
    this.#done.set(name, due);
  }

  /** A call that runs is read again, until it has ended. */
  async #ageOf(name: string): Promise<CallAge | undefined> {
    const known = this.#ages.get(name);
    if (known !== undefined) return known;
    const folder = this.#options.store.at(name);
    const text = await ledgerText(folder);
    const entries = entriesOf(text ?? '');
    const age = ageOf(entries);
    if (age?.hasEnded === true) this.#ages.set(name, age);
    const isNoted = (kind: string): boolean => entries.some((entry) => entry.kind === kind);
    const names = isNoted('erased') || isNoted('removed') ? await folder.list() : [];
    const hasTranscript = names.some((file) => parseSegmentName(file)?.file === TRANSCRIPT_FILE);
    // What was noted and not carried out, because the process ended, is done again.
    if (isNoted('erased') && names.length === 1) this.#done.set(name, 'call');
    else if (isNoted('removed') && !hasTranscript) this.#done.set(name, 'transcript');
    return age;
  }

  #forget(name: string): void {
    this.#ages.delete(name);
    this.#done.delete(name);
  }
}

/** @throws TacetError TACET_CLOCK, where nothing was erased for it */
export const orClockError = (swept: Swept): Swept => {
  if (swept.refused !== undefined) throw new TacetError('TACET_CLOCK', swept.refused);
  return swept;
};
