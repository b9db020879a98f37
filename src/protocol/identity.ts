/** Who has joined: the same for every protocol whose first message may say it. */
import { isLegRole, parseCallId, type CallId, type LegRole } from '../core/ids.js';
import { text, type JsonObject } from './json-values.js';
import type { BridgeRequest } from './protocol.js';

/** Who it is, by path, query or the peer's own parameters, in this order. */
export const identityOf = (
  request: BridgeRequest,
  parameters: JsonObject,
  fallback: string | undefined,
): { callId: CallId; role: LegRole; language: string | undefined } | undefined => {
  const given = text(parameters, 'call') ?? text(parameters, 'callId') ?? fallback;
  const callId = request.callId ?? (given === undefined ? undefined : parseCallId(given));
  const role = request.role ?? text(parameters, 'leg') ?? 'caller';
  if (callId === undefined || !isLegRole(role)) return undefined;
  const language = request.language ?? text(parameters, 'lang')?.split('-')[0];
  return { callId, role, language };
};
