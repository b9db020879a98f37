/** The calls of this process. */
import type { z } from 'zod';

import type { CallDesk } from './call-desk.js';
import {
  detailOf,
  isPaused,
  pauseOf,
  placeOf,
  summaryOf,
  type CallDetail,
  type CallSummary,
  type ConsentAnswer,
  type PauseAnswer,
  type ResumeAnswer,
} from './call-view.js';
import type { MaskBook } from './mask-book.js';
import { PauseDesk, type PauseAsked } from './pause-desk.js';
import { sees, type Principal } from '../principal.js';
import type { Call } from '../../call/call.js';
import type { ConsentState } from '../../call/consent.js';
import type { CallRegistry } from '../../call/registry.js';
import { TacetError } from '../../core/errors.js';
import { parseCallId } from '../../core/ids.js';

export class LocalCallDesk implements CallDesk {
  readonly #calls: CallRegistry;
  readonly #masks: MaskBook;
  readonly #pauses: PauseDesk;

  /** @param maxPauseMs the longest pause that may be asked for, and how long one is where nobody says */
  constructor(calls: CallRegistry, masks: MaskBook, maxPauseMs: number) {
    this.#calls = calls;
    this.#masks = masks;
    this.#pauses = new PauseDesk(maxPauseMs);
  }

  list(): readonly z.output<typeof CallSummary>[] {
    return this.#calls.calls.map(summaryOf);
  }

  show(id: string, principal: Principal): z.output<typeof CallDetail> {
    return detailOf(this.#find(id, principal), this.#masks);
  }

  pause(
    id: string,
    principal: Principal,
    asked: PauseAsked,
    requestId: string | undefined,
  ): z.output<typeof PauseAnswer> {
    const call = this.#find(id, principal);
    const pause = this.#pauses.pause(call, principal, asked, requestId);
    const view = pauseOf(call.pauses.ended.find((ended) => ended.id === pause.id) ?? pause);
    return { state: stateOf(call), ...view, streamPositionMs: view.startMs };
  }

  resume(
    id: string,
    principal: Principal,
    pauseId: string | undefined,
    requestId: string | undefined,
  ): z.output<typeof ResumeAnswer> {
    const call = this.#find(id, principal);
    const ended = this.#pauses.resume(call, principal, pauseId, requestId);
    return {
      state: stateOf(call),
      ended: ended.map(pauseOf),
      running: call.pauses.running.map(pauseOf),
      streamPositionMs: {
        caller: placeOf(call.direction('caller')?.pipeline.head),
        agent: placeOf(call.direction('agent')?.pipeline.head),
      },
    };
  }

  consent(id: string, principal: Principal, agrees: boolean): z.output<typeof ConsentAnswer> {
    const call = this.#find(id, principal);
    return { call: call.id, consent: consented(call, agrees) };
  }

  identify(id: string, principal: Principal, subject: string): void {
    this.#calls.identify(this.#find(id, principal), subject);
  }

  #find(id: string, principal: Principal): Call {
    const callId = parseCallId(id);
    const call = callId === undefined ? undefined : this.#calls.find(callId);
    // That another tenant has such a call is nobody's business.
    if (call === undefined || !sees(principal, call.tenant)) throw new TacetError('TACET_NO_CALL');
    return call;
  }
}

const stateOf = (call: Call): 'active' | 'paused' => (isPaused(call) ? 'paused' : 'active');

const consented = (call: Call, agrees: boolean): ConsentState => {
  const { byApi, optOutByApi } = call.policy.consent;
  if (agrees ? !byApi : !optOutByApi) throw new TacetError('TACET_CONSENT_WAY');
  const isSo = agrees ? call.consent === 'given' : call.consent === 'refused' || call.consent === 'withdrawn';
  if (isSo || call.tellConsent(agrees, 'api')) return call.consent;
  const hasEnded = call.state === 'draining' || call.state === 'ended';
  throw new TacetError(hasEnded ? 'TACET_CALL_ENDED' : 'TACET_CONSENT_FINAL');
};
