/**
 * One call: two legs, two directions, one detector, one policy.
 *
 *     offered -> bridging -> live -> draining -> ended
 *
 * A leg that is alone waits, unless it is a copy. When both are there the call is live: audio flows both ways,
 * each direction through its own pipeline, and the speech of both is heard by one detector. When either leg ends,
 * the call drains, in this order: stop the ways in; hear the rest; release what is cleared, mask what is not; close the
 * legs; seal the recording; zero every slot; tell.
 */
import { Armed } from './armed.js';
import type { CallPolicy } from './call-policy.js';
import { CallConsent } from './call-consent.js';
import type { ConsentState, ConsentWay } from './consent.js';
import { Direction } from './direction.js';
import { Ingress } from './ingress.js';
import type { Leg } from './leg.js';
import { FindingMeasures, type Measured } from './measured.js';
import { Pauses, RESUME_GUARD, type PauseRequest } from './pauses.js';
import type { SparedNews } from './spared-news.js';
import { clearanceRingSamples } from './pipeline.js';
import type { Clock, Timer } from '../core/clock.js';
import { TacetError, type ErrorCode } from '../core/errors.js';
import { Emitter } from '../core/events.js';
import type { Finding } from '../core/finding.js';
import {
  LEG_ROLES,
  newTraceId,
  otherRole,
  type CallId,
  type FindingId,
  type LegRole,
  type TraceId,
} from '../core/ids.js';
import type { EndedPause, Pause, PauseId, PauseTrigger } from '../core/pause.js';
import { span, type Span } from '../core/span.js';
import { mostTold } from '../core/taken-number.js';
import type { TraceContext, Traceparent } from '../core/trace-context.js';
import { millisToTicks, ticks, type Millis, type SampleRate, type Ticks } from '../core/units.js';
import type { LiveState } from '../gate/live-gate.js';
import { createFill } from '../media/fill.js';
import type { CallRecord } from '../sink/call-record.js';
import type { SttCall } from '../sense/stt-call.js';
import type { CallNote } from '../sense/stt-messages.js';
import type { SttPool } from '../sense/stt-pool.js';
import type { SttState } from '../sense/stt-stream.js';
import { hearingRate } from '../sense/speech-tap.js';

export const CALL_STATES = ['offered', 'bridging', 'live', 'draining', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];

const TRANSITIONS: Readonly<Record<CallState, readonly CallState[]>> = {
  offered: ['bridging'],
  bridging: ['live', 'draining'],
  live: ['draining'],
  draining: ['ended'],
  ended: [],
};

export interface CallEvents {
  readonly state: { readonly from: CallState; readonly to: CallState };
  /** A leg has joined; `trace` is what its bridge said that it is a part of. */
  readonly leg: {
    readonly leg: LegRole;
    readonly protocol: string;
    readonly trace: TraceContext | undefined;
  };
  readonly finding: { readonly finding: Finding; readonly leakedTicks: number };
  /** After each `finding`. */
  readonly measured: Measured;
  readonly gate: {
    readonly leg: LegRole;
    readonly from: LiveState;
    readonly to: LiveState;
    readonly at: Ticks;
  };
  readonly armed: { readonly armed: boolean };
  readonly heard: { readonly leg: LegRole; readonly heardTo: Ticks; readonly head: Ticks };
  readonly unheard: { readonly leg: LegRole; readonly span: Span };
  readonly consent: { readonly state: ConsentState; readonly by: ConsentWay };
  /** A recogniser's stream of a leg; `code` says why one that failed alone is lost. */
  readonly engine: { readonly leg: LegRole; readonly state: SttState; readonly code: ErrorCode | undefined };
  readonly paused: Pause;
  readonly resumed: EndedPause;
  /** What was recorded is being sealed, and then it is, or a part of it is broken; not where nothing was. */
  readonly sealing: Readonly<Record<string, never>>;
  readonly sealed: { readonly isWhole: boolean };
  readonly ended: { readonly code: ErrorCode | undefined };
}

/** Whose call it is, and what it is treated by. */
export interface CallFacts {
  readonly id: CallId;
  readonly tenant: string | undefined;
  readonly policy: CallPolicy;
}

export interface CallOptions {
  readonly defaultLanguage: string;
  /** Undefined where no recogniser is configured: then only keys are looked for. */
  readonly pool: SttPool | undefined;
  /** Languages that have a recogniser. A call in another one is masked: nobody hears what is said. */
  readonly languages: ReadonlySet<string>;
  /** Whether a silent leg's timeline moves by the wall clock: off where audio comes faster or slower than real time. */
  readonly idleByWallClock: boolean;
  /** How long the recogniser may take to finish a call that has ended. */
  readonly drainMs: number;
  /** Opens the record when the call goes live; undefined where nothing is recorded. */
  readonly record: (call: Call, rateHz: SampleRate) => CallRecord | undefined;
  readonly clock: Clock;
  readonly onObserverError: (error: unknown) => void;
}

/** Two legs get unrelated noise. */
export const FILL_SEEDS: Readonly<Record<LegRole, number>> = { caller: 1, agent: 2 };
/** So often a call looks at what depends on time passing. */
export const TICK_MS = 100;
/** First packets this close together belong to the same moment. */
const ORIGIN_GRID_MS = 20;

export class Call {
  readonly id: CallId;
  /** Whose call it is, as the bridge said; undefined where there is one user only. */
  readonly tenant: string | undefined;
  readonly policy: CallPolicy;
  readonly traceId: TraceId = newTraceId();
  /** What those are told who are dialled or listen for this call; undefined where calls are not traced. */
  traceparent: Traceparent | undefined;
  readonly events: Emitter<CallEvents>;
  readonly startedAt: Date;
  readonly #options: CallOptions;
  readonly #every: (run: () => void) => Timer;
  readonly #legs: Partial<Record<LegRole, Leg>> = {};
  readonly #directions: Partial<Record<LegRole, Direction>> = {};
  /** Findings of the speech side that are not settled. */
  readonly #unsettled = new Map<FindingId, Finding>();
  readonly #measures: FindingMeasures;
  readonly #armed = new Armed();
  readonly #pauses = new Pauses();
  /** What the directions were told last. */
  #isArmed = false;
  /** Where the last card number began: a detector that takes over is told. */
  #paidAt: Ticks | undefined;
  readonly #consent: CallConsent;
  #subject: string | undefined;
  /** What was told before there was a record. */
  readonly #told: ((record: CallRecord) => void)[] = [];
  #state: CallState = 'offered';
  #speech: SttCall | undefined;
  #record: CallRecord | undefined;
  #ticker: Timer | undefined;
  #epochMs: Millis | undefined;
  #lastTickMs = 0;
  #ending: Promise<void> | undefined;

  /** @param every wakes it, together with other calls */
  constructor({ id, tenant, policy }: CallFacts, options: CallOptions, every: (run: () => void) => Timer) {
    this.id = id;
    this.tenant = tenant;
    this.policy = policy;
    this.#options = options;
    this.#every = every;
    this.#consent = new CallConsent(policy.consent, {
      head: () => this.head,
      place: (leg) => {
        const pipeline = this.#directions[leg]?.pipeline;
        return { head: pipeline?.head ?? ticks(0), releasedTo: pipeline?.clearance.releasedTo ?? ticks(0) };
      },
      keepOnly: (leg, kept) => {
        this.#directions[leg]?.pipeline.keepOnly(kept);
        this.#record?.keepOnly(leg, kept);
      },
      changed: ({ state, by, from }) => {
        this.#tellRecord((record) => record.consent({ state, by, from }));
        this.events.emit('consent', { state, by });
      },
    });
    this.#measures = new FindingMeasures(policy.spared);
    this.startedAt = options.clock.wall();
    this.events = new Emitter(options.onObserverError);
  }

  get state(): CallState {
    return this.#state;
  }

  leg(role: LegRole): Leg | undefined {
    return this.#legs[role];
  }

  /** The leg's direction, once it has sent something. */
  direction(role: LegRole): Direction | undefined {
    return this.#directions[role];
  }

  /** Ticks by which the recogniser is behind, of the leg where it is more; undefined where it hears none. */
  get backlog(): number | undefined {
    const behind = LEG_ROLES.flatMap((role) => {
      const state = this.#speech?.streams[role].state;
      const { pipeline } = this.#directions[role] ?? {};
      const isHeard = state === 'hearing' || state === 'stalled';
      return isHeard && pipeline !== undefined
        ? [pipeline.head - (pipeline.live.heardTo ?? pipeline.head)]
        : [];
    });
    return behind.length === 0 ? undefined : Math.max(0, ...behind);
  }

  /** What the rings of this call have yet to take of the machine's memory. */
  get promisedBytes(): number {
    const { gate: policy } = this.policy;
    return LEG_ROLES.reduce((sum, role) => {
      const rateHz = this.#legs[role]?.parameters.rateHz ?? 8_000;
      const whole = clearanceRingSamples(policy, rateHz) * Int16Array.BYTES_PER_ELEMENT;
      return sum + (this.#directions[role]?.pipeline.untouchedBytes ?? whole);
    }, 0);
  }

  /** Whether it is kept; undefined before it is live. */
  get isRecorded(): boolean | undefined {
    return this.#state === 'offered' || this.#state === 'bridging' ? undefined : this.#record !== undefined;
  }

  get record(): Pick<CallRecord, 'waitingBytes' | 'counts'> | undefined {
    return this.#record;
  }

  get speech(): SttCall | undefined {
    return this.#speech;
  }

  get pauses(): Pick<Pauses, 'running' | 'ended' | 'isEmpty'> {
    return this.#pauses;
  }

  /** How far the call's audio has come in. */
  get head(): Ticks {
    return ticks(Math.max(...LEG_ROLES.map((role) => this.#directions[role]?.pipeline.head ?? 0)));
  }

  /**
   * Spares audiences what is said from here on.
   * @throws TacetError TACET_CALL_ENDED, TACET_PAUSE_LIMIT
   */
  pause(request: PauseRequest): Pause {
    if (this.#ending !== undefined) throw new TacetError('TACET_CALL_ENDED');
    const legs: Partial<Record<LegRole, Ticks>> = {};
    for (const role of LEG_ROLES) {
      const direction = this.#directions[role];
      if (direction !== undefined) legs[role] = direction.pipeline.head;
    }
    const pause = this.#pauses.start(request, { call: this.head, legs }, this.#options.clock.wall());
    for (const role of LEG_ROLES) this.#apply(pause, role, pause.from[role]);
    this.#record?.paused(pause);
    this.events.emit('paused', pause);
    return pause;
  }

  /**
   * Ends a pause.
   * @returns undefined where it does not run
   */
  resume(id: PauseId, by: string | undefined): EndedPause | undefined {
    return this.#resume(id, ticks(this.head + RESUME_GUARD), 'requested', by);
  }

  get lookAhead(): Ticks {
    return this.policy.gate.lookAhead;
  }

  /** Takes a leg; the caller has made sure that its place is free. */
  attach(leg: Leg): void {
    this.#legs[leg.role] = leg;
    this.events.emit('leg', { leg: leg.role, protocol: leg.protocol, trace: leg.trace });
    if (this.#state === 'offered') {
      this.#go('bridging');
      this.#ticker = this.#every(() => this.#tick());
    }
    if (this.#state === 'live') leg.flow(this.#ingress(leg));
    if (this.#state === 'bridging' && this.#isComplete) this.#bridge();
  }

  /** Two parties talk to each other; a copy of what one says waits for nobody. */
  get #isComplete(): boolean {
    return LEG_ROLES.every((role) => this.#legs[role] !== undefined) || this.#hasCopies;
  }

  /** Legs that nobody speaks to: nothing waits for the other one. */
  get #hasCopies(): boolean {
    return LEG_ROLES.some((role) => this.#legs[role]?.parameters.isCopy === true);
  }

  /**
   * Ends the call. A second time gives the same promise.
   * @param code why
   * @param told what the legs that are still there are told, where that is something else
   */
  end(code?: ErrorCode, told = code): Promise<void> {
    this.#ending ??= this.#end(code, told);
    return this.#ending;
  }

  #bridge(): void {
    const { pool, languages, defaultLanguage, record } = this.#options;
    const legs = LEG_ROLES.flatMap((role) => this.#legs[role] ?? []);
    const [first] = legs;
    if (first === undefined) return;
    const caller = this.#legs.caller ?? first;
    const agent = this.#legs.agent ?? first;
    const rateHz = recordingRate(caller.parameters.rateHz, agent.parameters.rateHz);
    const language = caller.parameters.language ?? agent.parameters.language ?? defaultLanguage;
    this.#record = record(this, rateHz);
    this.#record?.begin({ language, startedAt: this.startedAt });
    for (const role of LEG_ROLES) this.#record?.keepOnly(role, this.#consent.kept(role));
    if (this.#record !== undefined) for (const tell of this.#told.splice(0)) tell(this.#record);
    for (const pause of this.#pauses.running) this.#record?.paused(pause);
    if (languages.has(language)) {
      const { traceparent } = this;
      const heard = {
        caller: { language, rateHz: hearingRate(caller.parameters.rateHz), traceparent },
        agent: { language, rateHz: hearingRate(agent.parameters.rateHz), traceparent },
      };
      // What nobody on this call is told does not leave the speech worker.
      const tells = mostTold(legs.map((leg) => leg.tells));
      this.#speech = pool?.openCall(this.id, heard, { ...this.policy.detection, tells });
    }
    if (this.#speech !== undefined) this.#listen(this.#speech);
    this.#go('live');
    for (const leg of legs) leg.flow(this.#ingress(leg));
  }

  get consent(): ConsentState {
    return this.#consent.state;
  }

  /**
   * Somebody says whether the caller agrees to being recorded. What was said before consent was given is not kept, nor
   * is what is said after it was refused or taken back.
   * @returns whether something has changed by it
   */
  tellConsent(agrees: boolean, by: ConsentWay): boolean {
    return this.#isEnding ? false : this.#consent.tell(agrees, by);
  }

  /** @param hash who the caller is to somebody outside */
  identify(hash: string): void {
    if (this.#subject === hash || this.#isEnding) return;
    this.#subject = hash;
    this.#tellRecord((record) => record.subject(hash));
  }

  get #isEnding(): boolean {
    return this.#state === 'draining' || this.#state === 'ended';
  }

  #tellRecord(tell: (record: CallRecord) => void): void {
    if (this.#record !== undefined) tell(this.#record);
    else if (this.#state === 'offered' || this.#state === 'bridging') this.#told.push(tell);
  }

  get #passesMessages(): boolean {
    return LEG_ROLES.some((role) => this.#legs[role]?.parameters.isTransparent === true);
  }

  /**
   * The parties have changed their language: what was said and not yet heard to its end stays masked, and the
   * recogniser of the new one begins. A call whose first language had none stays masked.
   */
  #speak(language: string): void {
    if (this.#state !== 'live') return;
    this.#speech?.speak(this.#options.languages.has(language) ? language : undefined);
  }

  /** The direction is made by the leg's first packet, which fixes its place on the call's timeline. */
  #ingress(leg: Leg): Ingress {
    const { role } = leg;
    return new Ingress({
      open: (arrivalMs) =>
        (this.#directions[role] ??= this.#open(leg, arrivalMs ?? this.#options.clock.now())),
      passesMessages: () => this.#passesMessages,
      speak: (language) => this.#speak(language),
    });
  }

  #open(leg: Leg, arrivalMs: Millis): Direction {
    const { gate: policy, fill } = this.policy;
    const role = leg.role;
    this.#epochMs ??= arrivalMs;
    const sinceMs = Math.max(0, arrivalMs - this.#epochMs);
    const origin = millisToTicks(Math.round(sinceMs / ORIGIN_GRID_MS) * ORIGIN_GRID_MS);
    this.#record?.origin(role, origin);
    const direction = new Direction({
      leg,
      other: this.#legs[otherRole(role)] ?? leg,
      origin,
      policy,
      fill: createFill({ ...fill, rateHz: leg.parameters.rateHz, seed: FILL_SEEDS[role] }),
      hears: this.#options.pool !== undefined,
      speech: this.#speech?.streams[role],
      sink: {
        cleared: (part, pcm) => this.#record?.audio(role, leg.parameters.rateHz, part, pcm),
        // Not from within its own packet.
        unreadable: () => queueMicrotask(() => leg.close('TACET_BYTE_ORDER')),
        state: (from, to, at) => {
          const isMasked = !this.#isShadow && (to === 'closed' || to === 'blind');
          if (isMasked !== leg.isMasked) this.#legs[otherRole(role)]?.tell({ leg: role, masked: isMasked });
          leg.mask(isMasked);
          if (to === 'blind' && !this.#isShadow) this.#record?.blind(role, at);
          if (from === 'blind') this.#record?.sighted(role, at);
          this.events.emit('gate', { leg: role, from, to, at });
        },
      },
      onFinding: (finding) => this.#find(finding),
      ...(role === 'caller' ? { loneKey: this.#consent.loneKey } : {}),
      onTaken: (taken) => this.#tell({ leg: role, taken }),
      onNumber: (number) => this.#tell({ leg: role, number }),
    });
    direction.pipeline.keepOnly(this.#consent.kept(role));
    direction.tapLost(this.#isDeaf || this.#speech?.streams[role].state === 'lost');
    direction.arm(this.#isArmed);
    for (const pause of this.#pauses.running)
      direction.pause(pause.id, pause.scope, span(origin, Math.max(origin, pause.to)));
    return direction;
  }

  get #isShadow(): boolean {
    return this.policy.gate.isShadow === true;
  }

  /** A recogniser is required, and there is none for this call's language. */
  get #isDeaf(): boolean {
    return this.#options.pool !== undefined && this.#speech === undefined;
  }

  #listen(speech: SttCall): void {
    const { events } = speech;
    events.on('finding', (finding) => {
      if (finding.settled) this.#unsettled.delete(finding.id);
      else this.#unsettled.set(finding.id, finding);
      this.#find(finding);
      if (finding.settled && finding.belief === 'confirmed')
        this.#tell({ leg: finding.leg, taken: finding.entity });
    });
    events.on('taken', ({ leg, number }) => this.#tell({ leg, number }));
    events.on('words', ({ leg, words }) => this.#record?.words(leg, words));
    events.on('heard', ({ leg, heardTo, clearedTo }) => {
      const direction = this.#directions[leg];
      if (direction === undefined) return;
      direction.heard({ heardTo, clearedTo });
      this.#record?.cleared(leg, direction.pipeline.clearance.releasedTo);
      this.events.emit('heard', { leg, heardTo, head: direction.pipeline.head });
    });
    events.on('unheard', ({ leg, span }) => {
      this.#directions[leg]?.unheard(span);
      this.events.emit('unheard', { leg, span });
    });
    events.on('state', ({ leg, state, code }) => {
      this.events.emit('engine', { leg, state, code });
      const isOver = state === 'closing' || state === 'closed';
      if (!isOver) this.#record?.engine(leg, state, this.#directions[leg]?.pipeline.head ?? ticks(0));
      this.#directions[leg]?.tapLost(state === 'lost' || state === 'stalled');
      if (state === 'hearing' && this.#paidAt !== undefined) speech.context(paid(this.#paidAt));
      // The detector goes with the worker, and that takes both streams along.
      if (LEG_ROLES.every((role) => speech.streams[role].state === 'lost')) this.#armed.orphaned(this.head);
      if (state === 'lost' || state === 'closed') this.#settleOpen(leg);
    });
    events.on('note', (note) => {
      if (note.kind !== 'armed') return;
      this.#armed.note(note['armed'] === true);
      this.#arm();
    });
  }

  /** The detector that opened these is gone and will not close them: what was suspected stays masked. */
  #settleOpen(leg: LegRole): void {
    for (const finding of this.#unsettled.values()) {
      if (finding.leg !== leg) continue;
      this.#unsettled.delete(finding.id);
      const to = Math.min(finding.span.to, this.#directions[leg]?.pipeline.head ?? finding.span.from);
      const closed = span(finding.span.from, Math.max(finding.span.from, to));
      this.#find({ ...finding, belief: 'confirmed', span: closed, settled: true });
    }
  }

  #arm(): void {
    const armed = this.#armed.at(this.head);
    if (armed === this.#isArmed) return;
    this.#isArmed = armed;
    for (const role of LEG_ROLES) this.#directions[role]?.arm(armed);
    this.events.emit('armed', { armed });
  }

  #find(finding: Finding): void {
    const direction = this.#directions[finding.leg];
    if (direction === undefined) return;
    direction.pipeline.find(finding);
    const { live } = direction.pipeline;
    // What the other party may hear has not leaked.
    const leakedTicks = finding.settled && live.spares(finding) ? live.leaked(finding.span) : 0;
    this.#record?.finding(finding, leakedTicks, live.wouldLeak(finding.span));
    const isKeyed = finding.cause === 'keyed';
    if (finding.belief === 'confirmed' && (isKeyed || finding.entity === 'pan')) {
      this.#paidAt = finding.span.from;
      // Of what was said the detector knows.
      if (isKeyed) this.#speech?.context(paid(finding.span.from));
    }
    this.events.emit('finding', { finding, leakedTicks });
    this.events.emit('measured', this.#measures.of(finding, direction.pipeline, this.#record));
  }

  #apply(pause: Pause, role: LegRole, from: Ticks | undefined): void {
    // Without a place the leg has sent nothing: it is paused when it begins.
    if (from === undefined) return;
    this.#directions[role]?.pause(pause.id, pause.scope, span(from, Math.max(from, pause.to)));
  }

  #resume(id: PauseId, at: Ticks, trigger: PauseTrigger, by: string | undefined): EndedPause | undefined {
    const ended = this.#pauses.end(id, at, trigger, by);
    if (ended === undefined) return undefined;
    for (const role of LEG_ROLES) {
      const origin = this.#directions[role]?.origin;
      if (origin !== undefined) this.#apply(ended, role, ended.from[role] ?? origin);
    }
    this.#record?.resumed(ended);
    this.events.emit('resumed', ended);
    return ended;
  }

  /** Tells the other party of something that was taken out, where it was spared that. */
  #tell(news: SparedNews): void {
    const other = otherRole(news.leg);
    const entity = news.number?.entity ?? news.taken;
    if (entity !== undefined && this.policy.spared[other].has(entity)) this.#legs[other]?.tell(news);
  }

  #tick(): void {
    const now = this.#options.clock.now();
    // After a stall of this thread packets may wait in the sockets: nobody was silent, we were deaf.
    const wasStalled = now - this.#lastTickMs > 2 * TICK_MS;
    this.#lastTickMs = now;
    if (!wasStalled) for (const role of LEG_ROLES) this.#legs[role]?.tick();
    if (this.#state !== 'live') return;
    for (const { id, to } of this.#pauses.overdue(this.head)) this.#resume(id, to, 'expired', undefined);
    this.#arm();
    for (const role of LEG_ROLES) {
      const direction = this.#directions[role];
      if (direction === undefined) {
        // What is kept of a copy does not wait for a party that is not there.
        if (this.#legs[role] === undefined) this.#leftOut(role);
        continue;
      }
      if (this.#options.idleByWallClock && !wasStalled) direction.pipeline.idle(now);
      direction.release();
      this.#record?.cleared(role, direction.pipeline.clearance.releasedTo);
    }
  }

  #leftOut(role: LegRole): void {
    // Where audio comes faster than real time, whoever joins later may be placed far behind.
    if (this.#options.idleByWallClock) this.#record?.absent(role, this.head);
    else this.#record?.cleared(role, this.head);
  }

  async #end(code: ErrorCode | undefined, told: ErrorCode | undefined): Promise<void> {
    if (this.#state === 'offered') this.#go('bridging');
    this.#go('draining');
    this.#ticker?.cancel();
    for (const role of LEG_ROLES) this.#legs[role]?.stop();
    for (const { id } of this.#pauses.running) this.#resume(id, this.head, 'call-ended', undefined);
    for (const role of LEG_ROLES) this.#directions[role]?.hearOut();
    await this.#hearTheRest();
    for (const role of LEG_ROLES) {
      this.#directions[role]?.finish();
      this.#record?.cleared(role, ticks(Number.MAX_SAFE_INTEGER));
    }
    for (const role of LEG_ROLES) this.#legs[role]?.close(told);
    await this.#seal(code);
    for (const role of LEG_ROLES) this.#directions[role]?.close();
    this.#go('ended');
    this.events.emit('ended', { code });
    this.events.removeAll();
  }

  /** A broken file keeps nothing back: the rings are zeroed and the end is told all the same. */
  async #seal(code: ErrorCode | undefined): Promise<void> {
    if (this.#record === undefined) return;
    this.events.emit('sealing', {});
    let isWhole = true;
    try {
      await this.#record.seal(this.#counts(), code);
    } catch (error) {
      isWhole = false;
      this.#options.onObserverError(error);
    }
    this.events.emit('sealed', { isWhole });
  }

  /** Lets the recogniser finish; what it has not heard by then stays masked. */
  async #hearTheRest(): Promise<void> {
    const speech = this.#speech;
    if (speech === undefined) return;
    let limit: Timer | undefined;
    const tooLate = new Promise<void>((resolve) => {
      limit = this.#options.clock.after(this.#options.drainMs, resolve);
    });
    await Promise.race([speech.close(), tooLate]);
    limit?.cancel();
    // What comes later comes too late: the record is about to be closed, and nothing may stand behind its end.
    speech.events.removeAll();
    for (const role of LEG_ROLES) this.#settleOpen(role);
  }

  #counts(): Record<LegRole, Readonly<Record<string, number>>> {
    const of = (role: LegRole): Record<string, number> => {
      const leg = this.#legs[role];
      const { pipeline } = this.#directions[role] ?? {};
      return {
        ...leg?.counters,
        ...pipeline?.counters,
        lost: leg?.jitter.lost ?? 0,
        reordered: leg?.jitter.reordered ?? 0,
        egressDropped: leg?.egress.counters.dropped ?? 0,
        forwarded: leg?.egress.counters.forwarded ?? 0,
        encoded: leg?.egress.counters.encoded ?? 0,
      };
    };
    return { caller: of('caller'), agent: of('agent') };
  }

  #go(to: CallState): void {
    const from = this.#state;
    if (!TRANSITIONS[from].includes(to)) throw new Error(`call cannot go from ${from} to ${to}`);
    this.#state = to;
    this.events.emit('state', { from, to });
  }
}

/** Payment goes on: a number was keyed, or a card number said. */
const paid = (at: Ticks): CallNote => ({ kind: 'keyed', at });

/** The higher of the two, as far as telephone speech goes. */
const recordingRate = (a: SampleRate, b: SampleRate): SampleRate =>
  Math.max(a, b) === 8_000 ? 8_000 : 16_000;
