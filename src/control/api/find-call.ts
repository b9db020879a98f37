/** A running call that a request is about. */
import { z } from 'zod';

import type { Call } from '../../call/call.js';
import type { CallRegistry } from '../../call/registry.js';
import { TacetError } from '../../core/errors.js';
import { parseCallId } from '../../core/ids.js';
import { sees, type Principal } from '../principal.js';

export const CallParams = z.strictObject({
  id: z.string().meta({ description: 'As the bridge named the call.' }),
});

/** @throws TacetError TACET_NO_CALL */
export const findCall = (calls: CallRegistry, id: string, principal: Principal): Call => {
  const callId = parseCallId(id);
  const call = callId === undefined ? undefined : calls.find(callId);
  // That another tenant has such a call is nobody's business.
  if (call === undefined || !sees(principal, call.tenant)) throw new TacetError('TACET_NO_CALL');
  return call;
};
