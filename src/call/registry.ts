/**
 * All calls of this process by id: admission, joining legs to calls, and draining.
 */
import { Call, type CallOptions } from './call.js';
import type { CallPolicy } from './call-policy.js';
import type { Connection, ConnectionHost } from './connection.js';
import type { Leg } from './leg.js';
import type { ErrorCode } from '../core/errors.js';
import { LEG_ROLES, type CallId, type LegRole } from '../core/ids.js';
import type { CallAbout } from '../protocol/about.js';
import type { Joining } from '../protocol/protocol.js';

export interface CallRegistryOptions extends CallOptions {
  readonly maxCalls: number;
  /** What a new call is treated by; undefined where its tenant's calls are refused. */
  readonly policyOf: (tenant: string | undefined) => CallPolicy | undefined;
  /** What is kept of who the caller is; undefined where nothing is. */
  readonly subjectHash?: ((subject: string, tenant: string | undefined) => string | undefined) | undefined;
  /** Told of every new call before its first leg is attached. */
  readonly onCall: (call: Call) => void;
}

export class CallRegistry implements ConnectionHost {
  readonly #options: CallRegistryOptions;
  readonly #calls = new Map<CallId, Call>();
  #draining = false;
  /** Since the start. */
  readonly totals = { offered: 0, refused: 0, ended: 0 };

  constructor(options: CallRegistryOptions) {
    this.#options = options;
  }

  get calls(): readonly Call[] {
    return [...this.#calls.values()];
  }

  find(id: CallId): Call | undefined {
    return this.#calls.get(id);
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  /**
   * Why a connection is turned away before it is made; undefined where it may come.
   * @param joining undefined where it has yet to say who it is
   * @param tenant the only one whose calls it may join; undefined: any
   */
  refusalBeforeJoining(joining: Joining | undefined, tenant: string | undefined): ErrorCode | undefined {
    if (joining === undefined) return this.#refusalOfNew();
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
    if (refusal !== undefined) return refusal;
    const call = this.#calls.get(joining.callId) ?? this.#create(joining.callId, connection.via.tenant);
    if (call === undefined) return this.#refuse('TACET_TENANT_UNKNOWN');
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
   * Takes no new call, lets the others go on for a while, then ends them and waits until all are sealed.
   * @param graceMs how long calls may go on
   */
  async drain(graceMs: number): Promise<void> {
    this.#draining = true;
    const waiting = this.calls.filter((call) => call.state === 'bridging');
    for (const call of waiting) void this.#end(call, 'TACET_DRAINING');
    if (this.#calls.size > 0 && graceMs > 0) await this.#settled(graceMs);
    await Promise.all(this.calls.map((call) => this.#end(call, 'TACET_DRAINING')));
  }

  async #settled(graceMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const limit = this.#options.clock.after(graceMs, () => {
        poll.cancel();
        resolve();
      });
      const poll = this.#options.clock.every(100, () => {
        if (this.#calls.size > 0) return;
        poll.cancel();
        limit.cancel();
        resolve();
      });
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
    const call = new Call({ id, tenant, policy }, this.#options);
    this.#calls.set(id, call);
    this.totals.offered++;
    this.#options.onCall(call);
    return call;
  }

  #refusal(id: CallId, role: LegRole, tenant: string | undefined): ErrorCode | undefined {
    const call = this.#calls.get(id);
    if (call === undefined) return this.#refusalOfNew();
    if (tenant !== undefined && tenant !== call.tenant) return 'TACET_TENANT_OTHER';
    if (call.leg(role) !== undefined) return 'TACET_LEG_TAKEN';
    return call.state === 'draining' || call.state === 'ended' ? 'TACET_CALL_ENDED' : undefined;
  }

  #refusalOfNew(): ErrorCode | undefined {
    if (this.#draining) return this.#refuse('TACET_DRAINING');
    return this.#calls.size >= this.#options.maxCalls ? this.#refuse('TACET_BUSY') : undefined;
  }

  #refuse(code: ErrorCode): ErrorCode {
    this.totals.refused++;
    return code;
  }
}
