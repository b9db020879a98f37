/**
 * All calls of this process by id: joining legs to calls, and draining.
 */
import type { Admission } from './admission.js';
import { Call, TICK_MS, type CallOptions } from './call.js';
import type { CallPolicy } from './call-policy.js';
import type { Connection, ConnectionHost } from './connection.js';
import type { Leg } from './leg.js';
import type { ErrorCode } from '../core/errors.js';
import { LEG_ROLES, type CallId, type LegRole } from '../core/ids.js';
import { SharedTicks } from '../core/shared-ticks.js';
import type { CallAbout } from '../protocol/about.js';
import type { Joining } from '../protocol/protocol.js';

export interface CallRegistryOptions extends CallOptions {
  readonly admission: Admission;
  /** How long a leg may wait for the other one. */
  readonly lonelyMs: number;
  /** What a new call is treated by; undefined where its tenant's calls are refused. */
  readonly policyOf: (tenant: string | undefined) => CallPolicy | undefined;
  /** What is kept of who the caller is; undefined where nothing is. */
  readonly subjectHash?: ((subject: string, tenant: string | undefined) => string | undefined) | undefined;
  /** Told of every new call before its first leg is attached. */
  readonly onCall: (call: Call) => void;
  /** Told of legs that said who they are when they had a connection already, and may not join. */
  readonly onRefused?: (code: ErrorCode) => void;
}

/** While the server drains a leg whose partner is on its way waits for so long. */
const PARTNER_MS = 5_000;

export class CallRegistry implements ConnectionHost {
  readonly #options: CallRegistryOptions;
  readonly #calls = new Map<CallId, Call>();
  readonly #ticks: SharedTicks;
  /** Since the start. */
  readonly totals = { offered: 0, refused: 0, ended: 0 };

  constructor(options: CallRegistryOptions) {
    this.#options = options;
    this.#ticks = new SharedTicks(options.clock, TICK_MS);
  }

  get calls(): readonly Call[] {
    return [...this.#calls.values()];
  }

  find(id: CallId): Call | undefined {
    return this.#calls.get(id);
  }

  get isDraining(): boolean {
    return this.#options.admission.isDraining;
  }

  /**
   * Why a connection is turned away before it is made; undefined where it may come.
   * @param joining undefined where it has yet to say who it is
   * @param tenant the only one whose calls it may join; undefined: any
   */
  refusalBeforeJoining(joining: Joining | undefined, tenant: string | undefined): ErrorCode | undefined {
    if (joining === undefined) return this.#refusalOfNew(tenant);
    for (const { role } of joining.tracks) {
      const refusal = this.#refusal(joining.callId, role, tenant);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /** Whether nobody is missing in this call. */
  hasBoth(id: CallId): boolean {
    const call = this.#calls.get(id);
    return call !== undefined && LEG_ROLES.every((role) => call.leg(role) !== undefined);
  }

  admit(connection: Connection, joining: Joining, legs: readonly Leg[]): ErrorCode | undefined {
    const refusal = this.refusalBeforeJoining(joining, connection.via.tenant);
    if (refusal !== undefined) {
      this.#options.onRefused?.(refusal);
      return refusal;
    }
    const call = this.#calls.get(joining.callId) ?? this.#create(joining.callId, connection.via.tenant);
    if (call === undefined) return 'TACET_TENANT_UNKNOWN';
    this.#hearAbout(call, joining.about ?? connection.via.about);
    for (const leg of legs) call.attach(leg);
    return undefined;
  }

  /** What a bridge says of its call; what it says of consent counts as if it were said now. */
  #hearAbout(call: Call, about: CallAbout | undefined): void {
    if (about?.consent !== undefined) call.tellConsent(about.consent === 'given', 'bridge');
    if (about?.subject !== undefined) this.identify(call, about.subject);
  }

  /** @param subject who the caller is to somebody outside: kept as a keyed hash */
  identify(call: Call, subject: string): void {
    const hash = this.#options.subjectHash?.(subject, call.tenant);
    if (hash !== undefined) call.identify(hash);
  }

  /** A leg has ended by itself, and its call with it. */
  detach(leg: Leg, code: ErrorCode | undefined): void {
    const call = this.#calls.get(leg.parameters.callId);
    // The other leg has done nothing wrong, whatever this one was closed for.
    if (call?.leg(leg.role) === leg) void this.#end(call, code ?? 'TACET_PEER_LEFT', 'TACET_PEER_LEFT');
  }

  /**
   * Takes no new call, lets the others go on for a while, then ends them and waits until all are sealed. A leg that
   * waits for the other one does not wait for long.
   * @param graceMs how long calls may go on
   * @param hurry ends the wait at once
   */
  async drain(graceMs: number, hurry?: AbortSignal): Promise<void> {
    this.#options.admission.drain();
    if (this.#calls.size > 0 && graceMs > 0 && hurry?.aborted !== true) await this.#settled(graceMs, hurry);
    await Promise.all(this.calls.map((call) => this.#end(call, 'TACET_DRAINING')));
  }

  async #settled(graceMs: number, hurry: AbortSignal | undefined): Promise<void> {
    const { clock } = this.#options;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        for (const timer of [partner, limit, poll]) timer.cancel();
        hurry?.removeEventListener('abort', done);
        resolve();
      };
      const partner = clock.after(Math.min(graceMs, PARTNER_MS), () => {
        for (const call of this.calls) if (call.state === 'bridging') void this.#end(call, 'TACET_DRAINING');
      });
      const limit = clock.after(graceMs, done);
      const poll = clock.every(100, () => {
        if (this.#calls.size === 0) done();
      });
      hurry?.addEventListener('abort', done);
    });
  }

  #end(call: Call, code: ErrorCode, told = code): Promise<void> {
    return call.end(code, told).then(
      () => this.#forget(call),
      (error: unknown) => {
        this.#options.onObserverError(error);
        this.#forget(call);
      },
    );
  }

  #forget(call: Call): void {
    if (this.#calls.delete(call.id)) this.totals.ended++;
  }

  #create(id: CallId, tenant: string | undefined): Call | undefined {
    const policy = this.#options.policyOf(tenant);
    if (policy === undefined) return undefined;
    const call = new Call({ id, tenant, policy }, this.#options, (run) => this.#ticks.every(run));
    this.#calls.set(id, call);
    this.totals.offered++;
    const lonely = this.#options.clock.after(
      this.#options.lonelyMs,
      () => void this.#end(call, 'TACET_LONELY'),
    );
    call.events.on('state', ({ to }) => {
      if (to !== 'bridging') lonely.cancel();
    });
    this.#options.onCall(call);
    return call;
  }

  #refusal(id: CallId, role: LegRole, tenant: string | undefined): ErrorCode | undefined {
    const call = this.#calls.get(id);
    if (call === undefined) return this.#refusalOfNew(tenant);
    if (tenant !== undefined && tenant !== call.tenant) return 'TACET_TENANT_OTHER';
    if (call.state === 'draining' || call.state === 'ended') return 'TACET_CALL_ENDED';
    return call.leg(role) === undefined ? undefined : 'TACET_LEG_TAKEN';
  }

  #refusalOfNew(tenant: string | undefined): ErrorCode | undefined {
    const { admission, policyOf } = this.#options;
    const isUnknown = policyOf(tenant) === undefined;
    const refusal = isUnknown
      ? 'TACET_TENANT_UNKNOWN'
      : admission.refuse(this.#calls.size, this.#callsOf(tenant));
    if (refusal !== undefined) this.totals.refused++;
    return refusal;
  }

  #callsOf(tenant: string | undefined): number {
    let count = 0;
    for (const call of this.#calls.values()) if (call.tenant === tenant) count++;
    return count;
  }
}
