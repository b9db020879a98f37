/**
 * Genesys, played: an AudioHook client whose requests are not signed. One party, or both in one stream.
 *
 *     open -(opened)-> audio, a ping now and then -> close
 *
 * It does not pause where it is asked to: a replay is to be heard whole.
 */
import { randomUUID } from 'node:crypto';

import type { ErrorCode } from '../core/errors.js';
import { chooseMedia, RATE_HZ, SAMPLE_BYTES, tracksOf } from './audiohook-media.js';
import { InterleavingTracks } from './interleaving-tracks.js';
import { count, isObject, parseObject, type JsonObject } from './json-values.js';
import type { Playing, PlayRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';

const CHANNELS = { caller: 'external', agent: 'internal' } as const;
const PING_SAMPLES = 5 * RATE_HZ;
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface Ids {
  readonly organization: string;
  readonly session: string;
}

export const playAudiohook = (request: PlayRequest): Playing | ErrorCode => {
  const ids: Ids = { organization: randomUUID(), session: randomUUID() };
  return {
    subprotocol: undefined,
    query: {},
    headers: {
      'audiohook-organization-id': ids.organization,
      'audiohook-session-id': ids.session,
      'audiohook-correlation-id': randomUUID(),
      'x-api-key': 'replay',
    },
    opening: {
      // The server chooses from the media that it is offered.
      joining: undefined,
      isText: false,
      start: (sink) => new AudiohookPlaySession(request, ids, sink),
    },
  };
};

class AudiohookPlaySession implements ProtocolSession {
  readonly #request: PlayRequest;
  readonly #sink: ProtocolSink;
  readonly #id: string;
  #stream: InterleavingTracks | undefined;
  #seq = 0;
  #serverseq = 0;
  /** Samples sent of each party. */
  #position = 0;
  #pingAt = PING_SAMPLES;
  #hasClosed = false;

  constructor(request: PlayRequest, ids: Ids, sink: ProtocolSink) {
    this.#request = request;
    this.#sink = sink;
    this.#id = ids.session;
    const channels = request.roles.map((role) => CHANNELS[role]);
    this.#send('open', {
      organizationId: ids.organization,
      conversationId: randomUUID(),
      participant: { id: NOBODY, ani: '', aniName: '', dnis: '' },
      media: [{ type: 'audio', format: 'PCMU', channels, rate: RATE_HZ }],
    });
  }

  get tracks(): readonly Track[] {
    return this.#stream?.tracks ?? [];
  }

  receive(data: Buffer, isBinary: boolean): void {
    const message = isBinary ? undefined : parseObject(data);
    const { type, parameters } = message ?? {};
    const seq = count(message, 'seq');
    if (typeof type !== 'string' || !isObject(parameters) || seq === undefined) {
      this.#sink.fault('TACET_MESSAGE_MALFORMED');
      return;
    }
    this.#serverseq = seq;
    if (type === 'opened') this.#begin(parameters);
    else if (type === 'disconnect') {
      this.farewell();
      this.#sink.left();
    }
  }

  farewell(): boolean {
    if (!this.#hasClosed) this.#send('close', { reason: 'end' });
    this.#hasClosed = true;
    return false;
  }

  close(): void {
    this.#stream?.close();
  }

  #begin({ media }: JsonObject): void {
    const chosen = chooseMedia(media);
    if (chosen === undefined || this.#stream !== undefined) {
      this.#sink.fault('TACET_CODEC_UNKNOWN');
      return;
    }
    const { callId, language } = this.#request;
    const bytes = SAMPLE_BYTES[chosen.encoding];
    this.#stream = new InterleavingTracks(chosen.roles.length, bytes, (samples) => this.#sent(samples));
    this.#sink.joined({ callId, language, called: undefined, tracks: tracksOf(chosen) });
  }

  #sent(samples: number): void {
    this.#position += samples;
    if (this.#position < this.#pingAt) return;
    this.#pingAt += PING_SAMPLES;
    this.#send('ping', {});
  }

  #send(type: string, parameters: JsonObject): void {
    this.#sink.send(
      JSON.stringify({
        version: '2',
        id: this.#id,
        type,
        seq: ++this.#seq,
        serverseq: this.#serverseq,
        position: `PT${String(this.#position / RATE_HZ)}S`,
        parameters,
      }),
    );
  }
}
