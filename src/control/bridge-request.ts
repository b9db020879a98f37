/**
 * The WebSocket endpoints: `/v1/{protocol}`, `/v1/{protocol}/{callId}` and `/v1/{protocol}/{callId}/{leg}`.
 *
 * Call, leg and language may stand in the query, too (`call`, `leg`, `lang`); a bridge that drops queries puts
 * them in the path. What a protocol cannot do without, its adapter asks for.
 */
import type { IncomingMessage } from 'node:http';

import type { ErrorCode } from '../core/errors.js';
import { isLegRole, parseCallId, TENANT_NAME } from '../core/ids.js';
import { aboutOf } from '../protocol/about.js';
import type { BridgeRequest, Protocol } from '../protocol/protocol.js';
import { findProtocol } from '../protocol/registry.js';

const PREFIX = '/v1/';
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

export interface BridgeEndpoint {
  readonly protocol: Protocol;
  readonly request: BridgeRequest;
}

export interface EndpointOptions {
  readonly publicUrl: string | undefined;
  readonly unixTime: number;
}

/** @returns the adapter for the path, or undefined where there is none */
export const protocolAt = (target: string): Protocol | undefined => {
  const { pathname } = urlOf(target) ?? { pathname: '' };
  return pathname.startsWith(PREFIX)
    ? findProtocol(pathname.slice(PREFIX.length).split('/', 1)[0] ?? '')
    : undefined;
};

/** @returns what is asked for, or why the request is refused */
export const readBridgeRequest = (
  message: IncomingMessage,
  { publicUrl, unixTime }: EndpointOptions,
): BridgeEndpoint | ErrorCode => {
  const target = message.url ?? '/';
  const url = urlOf(target);
  const protocol = protocolAt(target);
  if (url === undefined || protocol === undefined) return 'TACET_PATH_UNKNOWN';
  const [, callText = '', roleText = '', ...rest] = url.pathname.slice(PREFIX.length).split('/');
  if (rest.length > 0) return 'TACET_PATH_UNKNOWN';
  const query = url.searchParams;
  const call = callText === '' ? (query.get('call') ?? '') : decode(callText);
  const callId = call === '' ? undefined : parseCallId(call);
  if (call !== '' && callId === undefined) return 'TACET_CALL_ID';
  const role = roleText === '' ? (query.get('leg') ?? '') : roleText;
  if (role !== '' && !isLegRole(role)) return 'TACET_LEG_UNKNOWN';
  const language = query.get('lang') ?? undefined;
  if (language !== undefined && !LANGUAGE.test(language)) return 'TACET_LANGUAGE';
  const tenant = query.get('tenant') ?? undefined;
  if (tenant !== undefined && !TENANT_NAME.test(tenant)) return 'TACET_TENANT';
  const about = aboutOf(query, {});
  if (typeof about === 'string') return about;
  return {
    protocol,
    request: {
      ...(about === undefined ? {} : { about }),
      callId,
      role: role === '' ? undefined : role,
      language: language?.split('-')[0],
      tenant,
      query,
      headers: message.headers,
      target,
      publicUrl,
      unixTime,
    },
  };
};

const urlOf = (target: string): URL | undefined => {
  try {
    return new URL(target, 'ws://localhost');
  } catch {
    return undefined;
  }
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '/';
  }
};
