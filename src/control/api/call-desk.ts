/**
 * Calls that run, as the API asks for them: what it shows and changes, whichever process they are in.
 *
 *     route -- checked, allowed --> CallDesk -- LocalCallDesk --> Call
 *                                            '- at the front of several processes --> that of the process that has the call
 */
import type { z } from 'zod';

import type { CallDetail, CallSummary, ConsentAnswer, PauseAnswer, ResumeAnswer } from './call-view.js';
import type { PauseAsked } from './pause-desk.js';
import type { Principal } from '../principal.js';

/** At once where the call is in this process. */
export type Answer<T> = T | Promise<T>;

/** Every method but `list` throws TacetError TACET_NO_CALL where the principal sees no such call. */
export interface CallDesk {
  /**
   * All of them, whoever may see them.
   * @throws TacetError TACET_BUSY where a process does not answer: a list with holes would pass for a whole one
   */
  list(): Answer<readonly z.output<typeof CallSummary>[]>;
  show(id: string, principal: Principal): Answer<z.output<typeof CallDetail>>;
  /** @throws TacetError as `PauseDesk.pause` */
  pause(
    id: string,
    principal: Principal,
    asked: PauseAsked,
    requestId: string | undefined,
  ): Answer<z.output<typeof PauseAnswer>>;
  /** @throws TacetError as `PauseDesk.resume` */
  resume(
    id: string,
    principal: Principal,
    pauseId: string | undefined,
    requestId: string | undefined,
  ): Answer<z.output<typeof ResumeAnswer>>;
  /** @throws TacetError TACET_CONSENT_WAY, TACET_CONSENT_FINAL, TACET_CALL_ENDED */
  consent(id: string, principal: Principal, agrees: boolean): Answer<z.output<typeof ConsentAnswer>>;
  /** @param subject who the caller is to somebody outside */
  identify(id: string, principal: Principal, subject: string): Answer<void>;
}
