/**
 * RTP over WebSocket: one RTP packet in each binary message.
 *
 * Second step of the walk (bytes -> Packet) and the last (payload -> bytes). A session owns its outgoing SSRC,
 * sequence number and timestamp. It never keeps a view on
 * what it received. RTCP (RFC 5761) is ignored: a WebSocket tells of loss and ends by itself.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

import { hasBasic, Users } from './basic-auth.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId } from '../core/ids.js';
import { MOST_OUTGOING_BYTES, outgoingMessage, wipeOutgoing } from '../core/outgoing.js';
import { add16 } from '../core/serial.js';
import type { Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import type {
  BridgeRequest,
  Dialling,
  DialRequest,
  Opening,
  PayloadKind,
  Playing,
  PlayRequest,
  Protocol,
  ProtocolSession,
  ProtocolSink,
  TelephoneEvent,
  Track,
  TrackOffer,
} from './protocol.js';
import { checked } from './checked-settings.js';
import { readRtp, RTP_HEADER_BYTES, RtpPacket, writeRtpHeader } from './rtp-packet.js';
import { bearerOf, holdsSecret } from './signed-request.js';
import { readTelephoneEvents } from './telephone-event.js';

export const RtpCredentials = z
  .strictObject({
    /** Passwords by name. */
    users: Users.default({}),
    /** What follows `Bearer`. */
    bearerTokens: z.array(z.string().min(1)).default([]),
  })
  .refine(
    ({ users, bearerTokens }) => Object.keys(users).length + bearerTokens.length > 0,
    'has no user and no token',
  );

/** RFC 3551, table 4. */
const PCMU_PAYLOAD_TYPE = 0;
const PCMA_PAYLOAD_TYPE = 8;
/** RFC 3389, section 4. */
const COMFORT_NOISE_PAYLOAD_TYPE = 13;
const DYNAMIC_FIRST = 96;
const DYNAMIC_LAST = 127;
/** A peer that shows every SSRC we choose is a loop (RFC 3550, section 8.2), not a collision: give in. */
const MAX_SSRC_CHANGES = 3;

/** 32 random bits; a parameter so that tests can force collisions and wraps. */
export type Random32 = () => number;

const random32: Random32 = () => randomBytes(4).readUInt32BE();

/** What a session has to know of its leg, in RTP terms. */
export interface RtpParameters {
  /** The codec's default: static (0 PCMU, 8 PCMA) or dynamic (96..127). */
  readonly payloadType: number;
  readonly telephoneEventPayloadType: number;
}

const TRACK = 0;
/** What all sessions read into, one message at a time: it stays in the caches. */
const PACKET = new RtpPacket();

export class RtpSession implements ProtocolSession, Track {
  readonly tracks: readonly Track[] = [this];
  readonly #sink: ProtocolSink;
  readonly #isStatic: boolean;
  readonly #telephoneEventPayloadType: number;
  readonly #random32: Random32;

  readonly #event = { event: 0, end: false, timestamp: 0, duration: 0, ssrc: 0 };
  readonly #report: (event: TelephoneEvent, packet: Packet) => void;
  #hasHeardAudio = false;

  #payloadType: number;
  /** This and the timestamp as signed numbers: others would lie beside the object, and be fetched for each frame. */
  #ssrc: number;
  #ssrcChanges = 0;
  #sequenceNumber: number;
  #timestamp: number;
  /** The last message that was too long for the room that all share. */
  #large = new Uint8Array(0);

  constructor(parameters: RtpParameters, sink: ProtocolSink, random: Random32 = random32) {
    this.#sink = sink;
    this.#payloadType = parameters.payloadType;
    this.#isStatic = isG711(parameters.payloadType);
    this.#telephoneEventPayloadType = parameters.telephoneEventPayloadType;
    this.#random32 = random;
    this.#report = (event, packet) => sink.telephoneEvent(TRACK, event, packet);
    this.#ssrc = random() | 0;
    // The top half is avoided: a wrap within the first packets confuses receivers that lost the first ones.
    this.#sequenceNumber = random() & 0x7fff;
    this.#timestamp = random() | 0;
  }

  receive(data: Uint8Array, isBinary: boolean, arrivalMs: Millis): void {
    if (!isBinary) {
      this.#sink.fault('TACET_TEXT_MESSAGE');
      return;
    }
    const packet = PACKET;
    switch (readRtp(data, packet)) {
      case 'malformed':
        this.#sink.fault('TACET_RTP_MALFORMED');
        return;
      case 'rtcp':
        return;
      case 'rtp':
        packet.arrivalMs = arrivalMs;
        if ((packet.ssrc | 0) === this.#ssrc) this.#changeSsrc(packet.ssrc | 0);
        this.#hand(packet);
        packet.forget();
    }
  }

  kindOf(payloadType: number): PayloadKind {
    if (payloadType === this.#telephoneEventPayloadType) return 'telephone-event';
    if (payloadType === COMFORT_NOISE_PAYLOAD_TYPE) return 'comfort-noise';
    const isAudio = this.#isStatic ? isG711(payloadType) : isDynamic(payloadType);
    return isAudio ? 'audio' : 'unknown';
  }

  wrap(payload: Uint8Array, marker: boolean, durationClock: number): Uint8Array {
    const messageBytes = RTP_HEADER_BYTES + payload.length;
    const message =
      messageBytes <= MOST_OUTGOING_BYTES ? outgoingMessage(messageBytes) : this.#largeOf(messageBytes);
    writeRtpHeader(message, marker, this.#payloadType, this.#sequenceNumber, this.#timestamp, this.#ssrc);
    message.set(payload, RTP_HEADER_BYTES);
    this.#sequenceNumber = add16(this.#sequenceNumber, 1);
    this.skip(durationClock);
    return message;
  }

  skip(durationClock: number): void {
    this.#timestamp = (this.#timestamp + durationClock) | 0;
  }

  clear(): undefined {
    // What has left is on its way: RTP has no queue to clear.
  }

  close(): void {
    wipeOutgoing();
    this.#large.fill(0);
  }

  #hand(packet: RtpPacket): void {
    switch (this.kindOf(packet.payloadType)) {
      case 'audio':
        this.#adoptPayloadType(packet.payloadType);
        this.#sink.audio(TRACK, packet);
        return;
      case 'telephone-event':
        if (!readTelephoneEvents(packet, this.#event, this.#report)) {
          this.#sink.dropped(TRACK, 'TACET_PAYLOAD_BAD', packet);
        }
        return;
      case 'comfort-noise':
        this.#sink.comfortNoise(TRACK, packet);
        return;
      case 'unknown':
        this.#sink.dropped(TRACK, 'TACET_PAYLOAD_TYPE', packet);
    }
  }

  /** Dynamic types mean what each side says; without signalling, what the peer sends is what it takes. */
  #adoptPayloadType(payloadType: number): void {
    if (this.#hasHeardAudio) return;
    this.#hasHeardAudio = true;
    if (!this.#isStatic) this.#payloadType = payloadType;
  }

  #changeSsrc(taken: number): void {
    if (this.#ssrcChanges === MAX_SSRC_CHANGES) return;
    this.#ssrcChanges++;
    do this.#ssrc = this.#random32() | 0;
    while (this.#ssrc === taken);
  }

  #largeOf(messageBytes: number): Uint8Array {
    if (messageBytes !== this.#large.length) {
      this.#large.fill(0);
      this.#large = new Uint8Array(messageBytes);
    }
    return this.#large;
  }
}

const DEFAULT_ENCODING = 'PCMU';
const DEFAULT_PTIME = '20';
const DEFAULT_TELEPHONE_EVENT = '101';
/** By encoding name: RFC 3551 gives G.711 a static one, the others have one by habit. */
const PAYLOAD_TYPES: Readonly<Record<string, number>> = {
  PCMU: PCMU_PAYLOAD_TYPE,
  PCMA: PCMA_PAYLOAD_TYPE,
  L16: DYNAMIC_FIRST,
  OPUS: 111,
};

/** `/v1/rtp/{callId}/{caller|agent}?codec=PCMU&rate=8000&ptime=20&te=101&lang=en&copy=true` */
const open = ({ callId, role, language, query }: BridgeRequest): Opening | ErrorCode => {
  if (callId === undefined) return 'TACET_CALL_ID';
  if (role === undefined) return 'TACET_LEG_UNKNOWN';
  const telephoneEventPayloadType = Number(query.get('te') ?? DEFAULT_TELEPHONE_EVENT);
  if (!isDynamic(telephoneEventPayloadType)) return 'TACET_PAYLOAD_TYPE';
  const encoding = (query.get('codec') ?? DEFAULT_ENCODING).toUpperCase();
  const rate = query.get('rate');
  return openingOf(callId, language, {
    role,
    encoding,
    rateHz: rate === null ? undefined : Number(rate),
    ptimeMs: Number(query.get('ptime') ?? DEFAULT_PTIME),
    telephoneEventPayloadType,
    isCopy: query.get('copy') === 'true',
    isFramed: false,
    isQueued: false,
    isBursty: false,
    isTransparent: false,
  });
};

/** Without signalling: the server is told by its URL what comes. */
const dial = (request: DialRequest): Dialling | ErrorCode => {
  const { callId, role, encoding, rateHz, ptimeMs, language } = request;
  const opening = openingOf(callId, language, {
    role,
    // The other byte order is no format of RTP.
    encoding: encoding === 'L16LE' ? 'L16' : encoding,
    rateHz,
    ptimeMs,
    telephoneEventPayloadType: Number(DEFAULT_TELEPHONE_EVENT),
    isCopy: false,
    isFramed: false,
    isQueued: false,
    isBursty: false,
    isTransparent: false,
  });
  return typeof opening === 'string' ? opening : { end: 'bridge', subprotocol: undefined, opening };
};

/** What comes is said in the query. */
const play = ({ roles, ...request }: PlayRequest): Playing | ErrorCode => {
  const [role, other] = roles;
  if (role === undefined || other !== undefined) return 'TACET_MIX';
  const dialling = dial({ ...request, role, called: undefined, isTransparent: false });
  if (typeof dialling === 'string') return dialling;
  const { encoding = '' } = dialling.opening.joining?.tracks[0] ?? {};
  const { rateHz, ptimeMs } = request;
  return {
    ...dialling,
    query: { codec: encoding, rate: String(rateHz), ptime: String(ptimeMs) },
    headers: {},
  };
};

const openingOf = (callId: CallId, language: string | undefined, track: TrackOffer): Opening | ErrorCode => {
  const payloadType = PAYLOAD_TYPES[track.encoding];
  if (payloadType === undefined) return 'TACET_CODEC_UNKNOWN';
  const { telephoneEventPayloadType } = track;
  return {
    joining: { callId, language, tracks: [track], called: undefined },
    isText: false,
    start: (sink) => new RtpSession({ payloadType, telephoneEventPayloadType }, sink),
  };
};

export const rtp: Protocol = {
  name: 'rtp',
  subprotocols: [],
  authenticate(request, credentials) {
    if (credentials === undefined) return undefined;
    const { users, bearerTokens } = checked(RtpCredentials, credentials);
    const isKnown = hasBasic(request.headers, users) || holdsSecret(bearerOf(request), bearerTokens);
    return isKnown ? undefined : 'TACET_UNAUTHORISED';
  },
  open,
  sign: undefined,
  dial,
  play,
};

const isG711 = (payloadType: number): boolean =>
  payloadType === PCMU_PAYLOAD_TYPE || payloadType === PCMA_PAYLOAD_TYPE;

const isDynamic = (payloadType: number): boolean =>
  Number.isInteger(payloadType) && payloadType >= DYNAMIC_FIRST && payloadType <= DYNAMIC_LAST;
