/** Any protocol's bridge, played towards Tacet: by its own player, else by what Tacet dials applications with. */
import type { ErrorCode } from '../core/errors.js';
import type { Playing, PlayRequest, Protocol } from './protocol.js';

/** @returns TACET_MIX where one connection does not carry both parties */
export const playBridge = (protocol: Protocol, request: PlayRequest): Playing | ErrorCode => {
  if (protocol.play !== undefined) return protocol.play(request);
  const [role, other] = request.roles;
  if (role === undefined || other !== undefined) return 'TACET_MIX';
  const dialling = protocol.dial?.({ ...request, role, called: undefined, isTransparent: false });
  if (dialling === undefined || typeof dialling === 'string') return dialling ?? 'TACET_DIAL_FAILED';
  if (dialling.end !== 'bridge') return 'TACET_DIAL_FAILED';
  return { ...dialling, query: {}, headers: {} };
};

/** Path and query that a played bridge asks for. */
export const playTarget = (
  { name }: Protocol,
  { callId, roles, language }: PlayRequest,
  { query }: Playing,
): string => {
  const all = new URLSearchParams({ ...(language === undefined ? {} : { lang: language }), ...query });
  const asked = all.toString();
  return `/v1/${name}/${callId}/${roles[0] ?? 'caller'}${asked === '' ? '' : `?${asked}`}`;
};
