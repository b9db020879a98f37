/**
 * All calls of this process by id: admission, joining legs to calls, and draining.
 */
import { Call, type CallOptions } from './call.js';
import type { Leg } from './leg.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';

export interface CallRegistryOptions extends CallOptions {
  readonly maxCalls: number;
  /** Told of every new call before its first leg is attached. */
  readonly onCall: (call: Call) => void;
}

export class CallRegistry {
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

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Why a leg may not join now; undefined where it may. */
  refusal(id: CallId, role: LegRole): ErrorCode | undefined {
    const call = this.#calls.get(id);
    if (call === undefined) {
      if (this.#draining) return this.#refuse('TACET_DRAINING');
      return this.#calls.size >= this.#options.maxCalls ? this.#refuse('TACET_BUSY') : undefined;
    }
    if (call.leg(role) !== undefined) return 'TACET_LEG_TAKEN';
    return call.state === 'draining' || call.state === 'ended' ? 'TACET_CALL_ENDED' : undefined;
  }

  /** The leg is accepted: `refusal` gave no reason against it, in the same turn. */
  attach(leg: Leg): void {
    const id = leg.parameters.callId;
    let call = this.#calls.get(id);
    if (call === undefined) {
      const created = new Call(id, this.#options);
      this.#calls.set(id, created);
      this.totals.offered++;
      this.#options.onCall(created);
      call = created;
    }
    call.attach(leg);
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

  #refuse(code: ErrorCode): ErrorCode {
    this.totals.refused++;
    return code;
  }
}
