/**
 * The processes of a server of several: as many as were asked for, each with calls and a recogniser of its own. One that dies
 * takes its calls with it, and no others; another takes its place.
 */
import { Socket } from 'node:net';

import { Child, type ChildOptions } from './child.js';
import { Counts } from './counts.js';
import type { LevelsAsked, Question, Questions } from './messages.js';
import { readMetrics } from './reading.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import type { ProcessPhase } from '../metrics/sources.js';
import type { MetricJson } from '../metrics/merged.js';
import type { CallNews } from '../../control/api/event.js';
import { CallHomes } from '../../control/front/call-homes.js';
import type { HandedLeg } from '../../control/front/handed-leg.js';
import { Backoff } from '../../core/backoff.js';
import type { Clock, Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';

export interface ProcessesOptions {
  readonly count: number;
  /** What each is started with. */
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onNews: (news: CallNews) => void;
  readonly onLevels: (news: CallNews) => void;
  /** Of which calls somebody asks for levels just now. */
  readonly levelsAsked: () => LevelsAsked;
}

interface Slot {
  child: Child | undefined;
  phase: ProcessPhase;
  readonly backoff: Backoff;
  restart: Timer | undefined;
  readySinceMs: number;
  /** What it was started with, or was given since. */
  policy: Config | undefined;
  /** When it was last asked for its metrics. */
  countedMs: number;
}

const RESTART = { firstMs: 500, longestMs: 15_000 };
/** One that has lived for so long starts with a clean record. */
const SETTLED_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** A process tells of itself once a second. One that does not gets no new calls ... */
const SILENT_MS = 5_000;
/** ... and in the end is replaced: it does not relay either. */
const HUNG_MS = 30_000;
/** What a process that dies may have counted in vain, where nobody scrapes more often. */
const COUNT_EVERY_MS = 10_000;

export class Processes {
  readonly homes = new CallHomes();
  readonly #options: ProcessesOptions;
  readonly #slots: readonly Slot[];
  readonly #look: Timer;
  #lastLookMs: number;
  #policy: Config | undefined;
  #hasStarted = false;
  #isStopping = false;
  #deaths = 0;
  readonly #counts = new Counts();
  #failure: TacetError | undefined;
  #wake: () => void = () => undefined;

  constructor(options: ProcessesOptions) {
    this.#options = options;
    const { clock, count } = options;
    this.#slots = Array.from({ length: count }, () => ({
      child: undefined,
      phase: 'starting',
      backoff: new Backoff(RESTART),
      restart: undefined,
      readySinceMs: 0,
      policy: undefined,
      countedMs: this.#options.clock.now(),
    }));
    this.#lastLookMs = clock.now();
    this.#look = clock.every(LOOK_EVERY_MS, () => this.#lookAtAll());
  }

  /** @throws TacetError whatever the first that does not start says */
  async start(): Promise<void> {
    for (const index of this.#slots.keys()) this.#start(index);
    while (this.#slots.some(({ phase }) => phase !== 'ready')) {
      if (this.#slots.some(({ phase }) => phase === 'down')) {
        await this.stop(0);
        throw this.#failure ?? new TacetError('TACET_INTERNAL', 'a process did not start');
      }
      await this.#changed();
    }
    this.#hasStarted = true;
  }

  get facts(): { readonly phases: readonly ProcessPhase[]; readonly deaths: number } {
    return { phases: this.#slots.map(({ phase }) => phase), deaths: this.#deaths };
  }

  /** For health checks: calls are taken, but perhaps not by all. */
  get readiness(): string {
    const ready = this.#slots.filter(({ phase }) => phase === 'ready').length;
    return ready === this.#slots.length ? 'ready' : `ready: ${ready} of ${this.#slots.length} processes`;
  }

  /** Why no new call can be taken; undefined where one can. */
  get unready(): string | undefined {
    const ready = this.#slots.flatMap(({ phase, child }) =>
      phase === 'ready' && child ? [child.state] : [],
    );
    if (ready.length === 0) return 'no process';
    return ready.some(({ unready }) => unready === undefined) ? undefined : ready[0]?.unready;
  }

  /** The process that a new call goes to: the one with the fewest. */
  choose(): number | undefined {
    const able = [...this.#slots.entries()].filter(
      ([, { phase, child }]) => phase === 'ready' && child?.state.isShort === false,
    );
    const well = able.filter(([, { child }]) => child?.state.unready === undefined);
    const [best] = (well.length > 0 ? well : able)
      .map(([index]) => ({ index, count: this.homes.count(index) }))
      .sort((a, b) => a.count - b.count);
    return best?.index;
  }

  /** To the process that has the call, or a new one. Where there is none, it is cut off. */
  hand(leg: HandedLeg, socket: Socket | Promise<Socket>): void {
    const chosen = this.homes.processOf(leg.call) ?? this.choose();
    const child = chosen === undefined ? undefined : this.#slots[chosen]?.child;
    if (chosen === undefined || child === undefined) {
      drop(leg, socket);
      return;
    }
    // At once, so that the next leg of the call finds it, and limits count it.
    this.homes.claim(leg.call, chosen, leg.tenant);
    if (socket instanceof Socket) {
      child.hand(leg, socket);
      return;
    }
    void socket.then(
      (plain) => {
        // One that is gone has no claims any more.
        if (this.#slots[chosen]?.child === child) child.hand(leg, plain);
        else drop(leg, plain);
      },
      (error: unknown) => {
        leg.bytes.fill(0);
        if (this.#slots[chosen]?.child === child) this.homes.settled(leg.call, chosen);
        this.#options.log.exception('a leg could not be handed over', error, { call: leg.call });
      },
    );
  }

  /** @throws TacetError TACET_NO_CALL; what the process that has the call throws */
  async askOf<Name extends Question>(
    call: CallId | undefined,
    name: Name,
    ...asked: Questions[Name]['asked']
  ): Promise<Questions[Name]['answer']> {
    const index = call === undefined ? undefined : this.homes.processOf(call);
    const child = index === undefined ? undefined : this.#slots[index]?.child;
    if (child === undefined) throw new TacetError('TACET_NO_CALL');
    return child.ask(name, ...asked);
  }

  /** Every process that holds calls. */
  askAll<Name extends Question>(
    name: Name,
    ...asked: Questions[Name]['asked']
  ): Promise<readonly Questions[Name]['answer'][]> {
    const held = this.#slots.flatMap(({ phase, child }) =>
      child !== undefined && (phase === 'ready' || phase === 'silent') ? [child] : [],
    );
    return Promise.all(held.map((child) => child.ask(name, ...asked)));
  }

  /** Of all that there are and were; of one that does not answer, as they were the last time. */
  async metrics(own: readonly MetricJson[]): Promise<readonly MetricJson[]> {
    await Promise.all(this.#slots.map((slot, index) => this.#count(index, slot)));
    return this.#counts.merged(own);
  }

  /**
   * All take the policy, or none.
   * @throws TacetError TACET_INTERNAL
   */
  async take(policy: Config): Promise<void> {
    const before = this.#policy;
    const { config } = this.#options;
    const giveAll = async (given: Config | undefined): Promise<boolean> => {
      this.#policy = given;
      const taken = await Promise.all(
        this.#slots.map(async (slot) => {
          // One that starts is given it when it is ready.
          if (slot.child === undefined || slot.phase === 'starting') return true;
          slot.policy = given;
          return slot.child.ask('policy', given ?? config).catch(() => false);
        }),
      );
      return taken.every((isTaken) => isTaken);
    };
    if (await giveAll(policy)) return;
    await giveAll(before);
    throw new TacetError('TACET_INTERNAL', 'a process does not take it');
  }

  /**
   * Ends the calls of all, and waits for the processes to go.
   * @param graceMs how long calls may go on
   * @param hurry ends them at once
   */
  async stop(graceMs: number, hurry?: AbortSignal): Promise<void> {
    this.#isStopping = true;
    const all = (): readonly Child[] => this.#slots.flatMap(({ child }) => child ?? []);
    for (const { restart, child, phase } of this.#slots) {
      restart?.cancel();
      // One that has not begun has nothing to lose.
      if (phase === 'starting') child?.kill();
      else child?.drain(graceMs);
    }
    const onHurry = (): void => {
      for (const child of all()) child.hurry();
    };
    if (hurry?.aborted === true) onHurry();
    else hurry?.addEventListener('abort', onHurry);
    while (all().length > 0) await this.#changed();
    hurry?.removeEventListener('abort', onHurry);
    this.#look.cancel();
  }

  /** At once: what was not sealed is lost. */
  kill(): void {
    this.#isStopping = true;
    for (const { child } of this.#slots) child?.kill();
  }

  /** Keeps what a process has counted: all that is left of it should it die. */
  async #count(index: number, slot: Slot): Promise<void> {
    const { child } = slot;
    slot.countedMs = this.#options.clock.now();
    const asked = this.#counts.ask();
    const told = readMetrics(await child?.ask('metrics').catch(() => undefined));
    if (told !== undefined && slot.child === child) this.#counts.told(index, asked, told);
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #start(index: number): void {
    const slot = this.#slots[index];
    if (slot === undefined || this.#isStopping) return;
    const { config, clock } = this.#options;
    slot.phase = 'starting';
    slot.policy = this.#policy;
    slot.child = new Child({
      index,
      config,
      policy: this.#policy,
      clock,
      onFact: (fact) => this.#take(index, slot, fact),
      onGone: ({ call }) => this.homes.settled(call, index),
      onGarbled: () =>
        this.#options.log.error('a process says what cannot be and is replaced', { worker: index }),
      onExit: () => this.#exited(index, slot),
    });
  }

  #take(index: number, slot: Slot, fact: Parameters<ChildOptions['onFact']>[0]): void {
    switch (fact.kind) {
      case 'ready':
        void this.#ready(index, slot);
        return;
      case 'failed':
        this.#failure = new TacetError(fact.code, fact.detail);
        return;
      case 'began':
        this.homes.began(fact.call, index);
        return;
      case 'settled':
        this.homes.settled(fact.call, index);
        return;
      case 'ended':
        this.homes.ended(fact.call, index);
        return;
      case 'news':
        this.#options.onNews(fact.news);
        return;
      case 'levels':
        this.#options.onLevels(fact.news);
    }
  }

  /** It may have been started before the policy changed. */
  async #ready(index: number, slot: Slot): Promise<void> {
    const { child } = slot;
    while (slot.policy !== this.#policy) {
      const policy = this.#policy ?? this.#options.config;
      slot.policy = this.#policy;
      const isTaken = await child?.ask('policy', policy).catch(() => false);
      if (isTaken === true || slot.child !== child) continue;
      // It is of no use with another one.
      child?.kill();
      return;
    }
    if (slot.child !== child) return;
    slot.phase = 'ready';
    slot.readySinceMs = this.#options.clock.now();
    if (this.#hasStarted) this.#options.log.info('a process takes calls again', { worker: index });
    this.#wake();
  }

  #exited(index: number, slot: Slot): void {
    const { log, clock, onNews } = this.#options;
    const wasUp = slot.phase === 'ready' || slot.phase === 'silent';
    slot.child = undefined;
    slot.phase = 'down';
    this.#counts.gone(index);
    const lost = this.homes.gone(index);
    // It cannot tell of their end itself.
    for (const { call, tenant } of lost)
      onNews({
        type: 'call.ended',
        call,
        ...(tenant === undefined ? {} : { tenant }),
        code: 'TACET_INTERNAL',
      });
    // At the start it has said itself why it does not.
    if (this.#hasStarted && !this.#isStopping) {
      if (wasUp) this.#deaths++;
      log.error('a process died, and its calls with it: it is started again', {
        worker: index,
        count: lost.length,
      });
      if (wasUp && clock.now() - slot.readySinceMs > SETTLED_MS) slot.backoff.reset();
      slot.restart = clock.after(slot.backoff.next(), () => this.#start(index));
    }
    this.#wake();
  }

  #lookAtAll(): void {
    const { clock, log, levelsAsked } = this.#options;
    const now = clock.now();
    const asked = levelsAsked();
    const wasLate = now - this.#lastLookMs > SILENT_MS;
    this.#lastLookMs = now;
    for (const [index, slot] of this.#slots.entries()) {
      const { child } = slot;
      if (child === undefined || (slot.phase !== 'ready' && slot.phase !== 'silent')) continue;
      child.askLevels(asked);
      // Where the whole machine was stopped nobody is to blame.
      if (wasLate) child.lastHeardMs = now;
      const quietMs = now - child.lastHeardMs;
      slot.phase = quietMs > SILENT_MS ? 'silent' : 'ready';
      if (slot.phase === 'ready' && now - slot.countedMs > COUNT_EVERY_MS) void this.#count(index, slot);
      if (quietMs <= HUNG_MS) continue;
      log.error('a process hangs and is replaced', { worker: index });
      child.kill();
    }
  }
}

const drop = (leg: HandedLeg, socket: Socket | Promise<Socket>): void => {
  leg.bytes.fill(0);
  if (socket instanceof Socket) socket.destroy();
  else void socket.then((plain) => plain.destroy()).catch(() => undefined);
};
