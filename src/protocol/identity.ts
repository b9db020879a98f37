/** Who joins which call: by path or query, else by the protocol's own parameters, else by the vendor's call id. */
import { aboutOf, type CallAbout } from './about.js';
import type { ErrorCode } from '../core/errors.js';
import { isLegRole, parseCallId, type CallId, type LegRole } from '../core/ids.js';
import { text, type JsonObject } from './json-values.js';
import type { BridgeRequest } from './protocol.js';

export interface Identity {
  readonly callId: CallId;
  readonly role: LegRole;
  readonly language: string | undefined;
  /** The number or name that was called, where the parameters say. */
  readonly called: string | undefined;
  /** The stream is a copy, though it looks like a live leg: the parameters say so. */
  readonly isCopy: boolean;
  readonly about?: CallAbout | undefined;
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * @param parameters `call` or `callId`, `leg`, `lang`, `called`, `copy`, `consent` and `subject`, all of them text
 * @param fallback the vendor's id of the call; characters that no call id has become dashes
 */
export const identityOf = (
  request: BridgeRequest,
  parameters: JsonObject,
  fallback: string | undefined,
): Identity | ErrorCode => {
  const given = text(parameters, 'call') ?? text(parameters, 'callId');
  const own = fallback?.replace(/[^A-Za-z0-9._~-]/g, '-');
  const callId = request.callId ?? parseCallId(given ?? own ?? '');
  if (callId === undefined) return 'TACET_CALL_ID';
  const role = request.role ?? text(parameters, 'leg') ?? 'caller';
  if (!isLegRole(role)) return 'TACET_LEG_UNKNOWN';
  const language = request.language ?? text(parameters, 'lang');
  if (language !== undefined && !LANGUAGE.test(language)) return 'TACET_LANGUAGE';
  const about = aboutOf(request.query, parameters);
  if (typeof about === 'string') return about;
  return {
    callId,
    role,
    ...(about === undefined ? {} : { about }),
    language: language?.split('-')[0],
    called: text(parameters, 'called'),
    isCopy: (request.query.get('copy') ?? text(parameters, 'copy')) === 'true',
  };
};
