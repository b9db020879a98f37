/**
 * What a protocol that sends audio as base64 in JSON calls its messages: Twilio Media Streams and its relatives.
 * A dialect is plain data and plain functions; the sessions are the same for all.
 */
import type { ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';
import type { MediaFields } from './json-audio.js';
import type { JsonObject } from './json-values.js';
import { opusClock } from './opus-duration.js';
import type { CallAbout } from './about.js';
import type { BridgeRequest, DialRequest, TrackOffer } from './protocol.js';
import type { SourceFormat } from './track-source.js';

export type JsonEncoding = 'PCMU' | 'PCMA' | 'L16' | 'L16LE' | 'OPUS';

/** A stream: who it is and in which format. */
export interface JsonStart {
  readonly streamId: string;
  readonly callId: CallId;
  readonly language: string | undefined;
  readonly called: string | undefined;
  readonly about?: CallAbout | undefined;
  /** Of what the bridge sends. */
  readonly encoding: JsonEncoding;
  /** Of what it takes, where that is another one of the same clock. */
  readonly takes?: JsonEncoding;
  readonly rateHz: number;
  /** By the dialect's name of the track; one or two. */
  readonly tracks: readonly { readonly name: string; readonly role: LegRole }[];
  readonly isCopy: boolean;
}

export interface JsonKey {
  /** As the protocol writes it. */
  readonly digit: unknown;
  readonly durationMs: number | undefined;
  /** Name of the track; undefined where there is but one. */
  readonly track: string | undefined;
}

/** How audio is sent. */
export interface OutgoingMedia {
  /**
   * Everything before the audio, its quote included.
   * @param message counts all messages of the stream, from 1
   * @param media counts those with audio, from 1
   * @param timestampMs of the audio, since the start of the stream
   */
  readonly prefix: (message: number, media: number, timestampMs: number) => string;
  readonly suffix: string;
  /** Whether the prefix is another one in every message. */
  readonly isCounted: boolean;
}

export interface JsonDialect {
  readonly name: string;
  /** Of one frame that is sent. */
  readonly ptimeMs: number;
  /** Whether every message must hold exactly that. */
  readonly isFramed: boolean;
  /** How exact timestamps are: SourceFormat. */
  readonly jitterMs: number;

  /** What a bridge sends and the application reads. */
  readonly bridge: {
    readonly fields: MediaFields;
    readonly mediaEvent: string;
    /** @returns why no stream can begin with it */
    readonly readStart: (message: JsonObject, request: BridgeRequest) => JsonStart | ErrorCode;
    readonly readKey: (message: JsonObject) => JsonKey | undefined;
    /** The stream that Tacet would open as a bridge. */
    readonly start: (request: DialRequest) => JsonStart;
    /** The stream's first messages. */
    readonly greeting: (start: JsonStart) => readonly string[];
    readonly media: (start: JsonStart) => OutgoingMedia;
    readonly stop: (start: JsonStart, message: number) => string;
  };

  /** What the application sends and a bridge reads. */
  readonly app: {
    readonly fields: MediaFields;
    readonly mediaEvent: string;
    readonly clearEvent: string;
    readonly media: (start: JsonStart) => OutgoingMedia;
    readonly clear: (streamId: string) => string;
    /** The event that presses a key on the other side; undefined where there is none. */
    readonly keyEvent?: string;
    readonly readKey?: (message: JsonObject) => JsonKey | undefined;
    /**
     * What the bridge answers to a message of the application once the audio before it was played, or dropped.
     * @returns undefined where there is no answer; else what makes it, by its number among the bridge's messages
     */
    readonly reply: (message: JsonObject, start: JsonStart) => ((message: number) => string) | undefined;
    /** The event that ends the stream; undefined where the application just closes. */
    readonly stopEvent?: string;
  };
}

/** Where most bridges have it; Exotel's has no track, Telnyx counts besides. */
export const BRIDGE_FIELDS: MediaFields = {
  event: 'event',
  payload: 'media.payload',
  track: 'media.track',
  timestamp: 'media.timestamp',
};

/** Longer payloads are cut into frames, so that no more than this is masked for a digit. */
export const FRAME_MS = 20;
/** These protocols tell keys in messages. */
const NO_TELEPHONE_EVENTS = 101;
const SAMPLE_BYTES = { PCMU: 1, PCMA: 1, L16: 2, L16LE: 2 } as const;
const PAYLOAD_TYPES = { PCMU: 0, PCMA: 8, L16: 96, L16LE: 97, OPUS: 111 } as const;

type Format = Pick<JsonStart, 'encoding' | 'rateHz'>;

/** RTP clock units in a millisecond. */
export const clockPerMs = ({ encoding, rateHz }: Format): number =>
  encoding === 'OPUS' ? 48 : rateHz / 1_000;

/** @param jitterMs how exact the peer's timestamps are */
export const sourceFormat = (format: Format, jitterMs = FRAME_MS): SourceFormat => {
  const { encoding, rateHz } = format;
  const perMs = clockPerMs(format);
  const common = {
    payloadType: PAYLOAD_TYPES[encoding],
    frameClock: perMs * FRAME_MS,
    clockRateHz: perMs * 1_000,
    jitterMs,
  };
  // An Opus packet cannot be cut.
  if (encoding === 'OPUS') return { ...common, frameBytes: undefined, clockOf: opusClock };
  const sampleBytes = SAMPLE_BYTES[encoding];
  const frameBytes = (sampleBytes * rateHz * FRAME_MS) / 1_000;
  return { ...common, frameBytes, clockOf: ({ length }) => Math.floor(length / sampleBytes) };
};

/**
 * The track of a bridge that dialled Tacet (`app`), or of an application that Tacet dialled (`bridge`).
 * A bridge plays what it gets one after the other; an application sends faster than it speaks.
 */
export const trackOffer = (
  { encoding, takes, rateHz, isCopy }: JsonStart,
  role: LegRole,
  { ptimeMs, isFramed }: Pick<JsonDialect, 'ptimeMs' | 'isFramed'>,
  end: 'app' | 'bridge',
  isTransparent = false,
): TrackOffer => ({
  role,
  encoding: takes ?? encoding,
  rateHz,
  ptimeMs,
  telephoneEventPayloadType: NO_TELEPHONE_EVENTS,
  isCopy,
  isFramed,
  isQueued: end === 'app',
  isBursty: end === 'bridge',
  isTransparent,
});

export const isError = (value: object | ErrorCode): value is ErrorCode => typeof value === 'string';
