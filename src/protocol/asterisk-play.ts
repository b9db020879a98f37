/** Asterisk, played: a channel of chan_websocket that dials Tacet. Its events are JSON. */
import type { ErrorCode } from '../core/errors.js';
import type { Millis } from '../core/units.js';
import { formatNamed, nameOfFormat, SAMPLE_BYTES, type AsteriskFormat } from './asterisk-format.js';
import { sourceFormat } from './json-dialect.js';
import { parseObject } from './json-values.js';
import type { Playing, PlayRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';
import { RawMessage } from './raw-message.js';
import { TrackSource } from './track-source.js';

const TRACK = 0;
const NO_TELEPHONE_EVENTS = 101;

export const playAsterisk = (request: PlayRequest, subprotocol: string): Playing | ErrorCode => {
  const { callId, roles, encoding, rateHz, language } = request;
  const [role, other] = roles;
  if (role === undefined || other !== undefined) return 'TACET_MIX';
  const name = nameOfFormat(encoding, rateHz);
  const format = name === undefined ? undefined : formatNamed(name);
  if (name === undefined || format === undefined) return 'TACET_CODEC_UNKNOWN';
  const track = {
    role,
    ...format,
    telephoneEventPayloadType: NO_TELEPHONE_EVENTS,
    isCopy: false,
    isFramed: false,
    isQueued: false,
    isBursty: false,
    isTransparent: false,
  };
  return {
    subprotocol,
    query: {},
    headers: {},
    opening: {
      joining: { callId, language, called: undefined, tracks: [track] },
      isText: false,
      start: (sink) => new AsteriskPlaySession(mediaStart(name, format, `${callId}-${role}`), format, sink),
    },
  };
};

class AsteriskPlaySession implements ProtocolSession, Track {
  readonly tracks: readonly Track[] = [this];
  readonly #sink: ProtocolSink;
  readonly #source: TrackSource;
  readonly #message = new RawMessage();

  constructor(start: string, format: AsteriskFormat, sink: ProtocolSink) {
    this.#sink = sink;
    this.#source = new TrackSource(sink, TRACK, sourceFormat(format));
    sink.send(start);
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    if (isBinary) this.#source.next(data, arrivalMs);
    else this.#obey(parseObject(data)?.['command']);
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array): Uint8Array {
    return this.#message.wrap(payload);
  }

  skip(): void {
    // There are no timestamps: a pause is nothing sent.
  }

  clear(): undefined {
    // Only Asterisk has a queue.
  }

  farewell(): boolean {
    // Asterisk just closes.
    return false;
  }

  close(): void {
    this.#message.close();
  }

  #obey(command: unknown): void {
    if (command === 'HANGUP') this.#sink.left();
    else if (command === 'FLUSH_MEDIA') this.#sink.clear(TRACK);
    else if (command !== 'ANSWER') this.#sink.fault('TACET_MESSAGE_MALFORMED');
  }
}

const mediaStart = (name: string, { encoding, rateHz, ptimeMs }: AsteriskFormat, id: string): string =>
  JSON.stringify({
    event: 'MEDIA_START',
    connection_id: id,
    channel: `WebSocket/${id}`,
    channel_id: id,
    format: name,
    optimal_frame_size: encoding === 'OPUS' ? 0 : (SAMPLE_BYTES[encoding] * rateHz * ptimeMs) / 1_000,
    ptime: ptimeMs,
    channel_variables: {},
  });
