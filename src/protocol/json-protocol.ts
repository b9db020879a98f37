/** A dialect as a protocol, both ways round: a bridge dials Tacet, and Tacet dials an application. */
import type { ErrorCode } from '../core/errors.js';
import { JsonAppSession } from './json-app-session.js';
import { JsonBridgeSession } from './json-bridge-session.js';
import { trackOffer, type JsonDialect, type JsonStart } from './json-dialect.js';
import { inboundOf } from './json-tracks.js';
import type { BridgeRequest, Dialling, DialRequest, Opening } from './protocol.js';

export const openJson = (dialect: JsonDialect, request: BridgeRequest): Opening | ErrorCode => ({
  joining: undefined,
  isText: true,
  start: (sink) => new JsonAppSession(dialect, request, sink),
});

export const dialJson = (dialect: JsonDialect, request: DialRequest): Dialling | ErrorCode => {
  const start = dialect.bridge.start(request);
  const { callId, language, called } = start;
  const { role, isTransparent } = request;
  const track = trackOffer(start, role, dialect, 'bridge', isTransparent);
  return {
    end: 'bridge',
    subprotocol: undefined,
    opening: {
      joining: { callId, language, called, tracks: [track] },
      isText: true,
      start: (sink) => new JsonBridgeSession(dialect, start, isTransparent, sink),
    },
  };
};

/** The stream that Tacet opens as a bridge, in this format and named after its call. */
export const startOf = (
  { callId, role, language, called }: DialRequest,
  format: Pick<JsonStart, 'encoding' | 'rateHz'>,
): JsonStart => ({
  ...format,
  streamId: callId,
  callId,
  language,
  called,
  tracks: inboundOf(role),
  isCopy: false,
});

/** The parameters that tell an application what it would else not know. */
export const ownParameters = ({
  language,
  called,
}: Pick<DialRequest, 'language' | 'called'>): Readonly<Record<string, string>> => ({
  ...(language === undefined ? {} : { lang: language }),
  ...(called === undefined ? {} : { called }),
});

/** Of these rates, the one to take: the wanted one, else the lowest that is not less, else the highest. */
export const nearestRate = (rates: readonly number[], wanted: number): number =>
  rates.find((rate) => rate >= wanted) ?? rates.at(-1) ?? wanted;
