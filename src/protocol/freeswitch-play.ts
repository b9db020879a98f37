/** FreeSWITCH, played: a media bug's copy of one party, or of both. Rate and mix stand in the query. */
import { isSampleRate } from '../core/units.js';
import type { ErrorCode } from '../core/errors.js';
import { InterleavingTracks } from './interleaving-tracks.js';
import { pcmTrack } from './pcm-stream.js';
import type { Playing, PlayRequest, ProtocolSession, ProtocolSink } from './protocol.js';

const SAMPLE_BYTES = 2;

export const playFreeswitch = (request: PlayRequest, subprotocol: string): Playing | ErrorCode => {
  const { callId, roles, rateHz, language } = request;
  if (!isSampleRate(rateHz)) return 'TACET_RATE_UNSUPPORTED';
  const tracks = roles.map((role) => pcmTrack(role, rateHz, false));
  return {
    subprotocol,
    query: { rate: String(rateHz), mix: roles.length === 2 ? 'stereo' : 'mono' },
    headers: {},
    opening: {
      joining: { callId, language, called: undefined, tracks },
      isText: false,
      start: (sink) => session(roles.length, sink),
    },
  };
};

const session = (channels: number, sink: ProtocolSink): ProtocolSession => {
  const stream = new InterleavingTracks(channels, SAMPLE_BYTES);
  return {
    tracks: stream.tracks,
    receive(_data, isBinary) {
      // A media bug discards audio; messages may be for others.
      if (isBinary) sink.dropped(0, 'TACET_PAYLOAD_BAD');
    },
    tick: () => undefined,
    passing: () => undefined,
    masked: () => undefined,
    // It just closes.
    farewell: () => false,
    close: () => stream.close(),
  };
};
