/**
 * Pauses as people ask for them: a repetition changes nothing, several may run at once, and nobody ends another's by
 * accident.
 *
 *     anna: pause          -> A
 *     anna: pause          -> A             the same again
 *     anna: pause, id 7    -> B             a request with an id of its own is a pause of its own
 *     ben:  pause          -> C
 *     anna: resume         -> A and B have ended; C runs, so the call is still paused
 *     ben:  resume C       -> nothing is paused
 */
import { RequestLog } from './request-log.js';
import type { Call } from '../../call/call.js';
import type { Audience } from '../../core/audience.js';
import { TacetError } from '../../core/errors.js';
import { USUAL_SCOPE, type EndedPause, type Pause } from '../../core/pause.js';
import { millisToTicks } from '../../core/units.js';
import { digitsInText } from '../../detect/digits-in-text.js';
import type { Principal } from '../principal.js';

export interface PauseAsked {
  readonly scope: readonly Audience[] | undefined;
  readonly reason: string | undefined;
  readonly maxDurationMs: number | undefined;
}

/** Three may be a security code, and a reason is kept for good. */
const MOST_DIGITS = 2;

export class PauseDesk {
  readonly #longestMs: number;
  readonly #requests = new WeakMap<Call, RequestLog>();

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** @throws TacetError TACET_CALL_ENDED, TACET_PAUSE_LIMIT, TACET_PAUSE_REASON, TACET_PAUSE_LENGTH, TACET_REQUEST_REUSED */
  pause(call: Call, { subject }: Principal, asked: PauseAsked, requestId: string | undefined): Pause {
    const scope = new Set([...(asked.scope ?? USUAL_SCOPE)].sort());
    const longestMs = asked.maxDurationMs ?? this.#longestMs;
    if (longestMs > this.#longestMs) throw new TacetError('TACET_PAUSE_LENGTH', `${this.#longestMs} ms`);
    if (asked.reason !== undefined && digitsInText(asked.reason) > MOST_DIGITS)
      throw new TacetError('TACET_PAUSE_REASON');
    const request = ['pause', [...scope], asked.reason, asked.maxDurationMs];
    return this.#log(call).once(subject, requestId, request, () => {
      const same = call.pauses.running.find((pause) => pause.by === subject && isSame(pause.scope, scope));
      if (requestId === undefined && same !== undefined) return same;
      const longest = millisToTicks(longestMs);
      return call.pause({ scope, by: subject, reason: asked.reason, longest });
    });
  }

  /**
   * @param pauseId undefined: all that this principal has asked for
   * @returns what it has ended
   * @throws TacetError TACET_NO_PAUSE, TACET_FORBIDDEN, TACET_REQUEST_REUSED
   */
  resume(
    call: Call,
    principal: Principal,
    pauseId: string | undefined,
    requestId: string | undefined,
  ): readonly EndedPause[] {
    const { subject } = principal;
    return this.#log(call).once(subject, requestId, ['resume', pauseId], () => {
      const { running, ended } = call.pauses;
      if (pauseId === undefined)
        return endAll(
          call,
          running.filter((pause) => pause.by === subject),
          subject,
        );
      const named = running.find((pause) => pause.id === pauseId);
      if (named === undefined) {
        if (ended.some((pause) => pause.id === pauseId)) return [];
        throw new TacetError('TACET_NO_PAUSE');
      }
      if (named.by !== subject && !mayEndAny(principal)) throw new TacetError('TACET_FORBIDDEN');
      return endAll(call, [named], subject);
    });
  }

  #log(call: Call): RequestLog {
    const known = this.#requests.get(call) ?? new RequestLog();
    this.#requests.set(call, known);
    return known;
  }
}

const endAll = (call: Call, pauses: readonly Pause[], by: string): readonly EndedPause[] =>
  pauses.flatMap(({ id }) => call.resume(id, by) ?? []);

const mayEndAny = ({ roles }: Principal): boolean => roles.has('supervisor') || roles.has('operator');

const isSame = (a: ReadonlySet<Audience>, b: ReadonlySet<Audience>): boolean =>
  a.size === b.size && [...a].every((audience) => b.has(audience));
