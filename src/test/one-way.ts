/**
 * One direction of a call without sockets: RTP messages in, RTP messages out, through the real session, jitter
 * buffer, pipeline and egress. What it sends is kept as copies, each with the head of the timeline at that moment.
 */
import { Egress } from '../call/egress.js';
import { Pipeline, type RequiredTap } from '../call/pipeline.js';
import type { Codec } from '../codec/codec.js';
import { PAYMENT_FOR_ALL } from '../core/audience.js';
import { millis, millisToTicks, ticks, type SampleRate, type Ticks } from '../core/units.js';
import type { Cleared } from '../gate/clearance-gate.js';
import type { LiveState } from '../gate/live-gate.js';
import type { Policy } from '../gate/policy.js';
import { createFill, type Fill } from '../media/fill.js';
import type { Frame } from '../media/frame.js';
import { JitterBuffer } from '../media/jitter-buffer.js';
import { readRtp, RtpPacket } from '../protocol/rtp-packet.js';
import { ignoringSink } from '../protocol/ignoring-sink.js';
import { RtpSession } from '../protocol/rtp.js';

export const PTIME_MS = 20;
const TELEPHONE_EVENT = 101;

export interface LegFormat {
  readonly codec: Codec;
  readonly rateHz: SampleRate;
  /** Each message holds one frame. */
  readonly isFramed?: boolean;
}

export interface OneWayOptions {
  readonly from: LegFormat;
  readonly to: LegFormat;
  readonly origin?: Ticks;
  readonly policy?: Partial<Policy>;
  readonly requires?: readonly RequiredTap[];
  /** Sees every frame before the live gate. */
  readonly onFrame?: (frame: Frame) => void;
  readonly onCleared?: (part: Cleared, pcm: Int16Array) => void;
  readonly onState?: (from: LiveState, to: LiveState, at: Ticks) => void;
}

export interface Sent {
  readonly message: Uint8Array;
  readonly payload: Uint8Array;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  /** How far the pipeline's audio had come in. */
  readonly head: Ticks;
}

export const POLICY: Policy = {
  lookAhead: ticks(0),
  blindAfter: millisToTicks(1_000),
  whenBlind: 'mask',
  lateAfter: millisToTicks(500),
  clearanceLimit: millisToTicks(2_000),
  masked: PAYMENT_FOR_ALL,
};

/** SSRC, sequence number, timestamp: both counts wrap soon. */
export const scriptedRandom = (): (() => number) => {
  const values = [0x1234, 0x7ff0, 0xffff_fc00];
  let next = 0;
  return () => values[next++] ?? next;
};

/** A session that only sends. */
export const sendingSession = ({ codec }: LegFormat): RtpSession =>
  new RtpSession(
    { payloadType: codec.payloadType, telephoneEventPayloadType: TELEPHONE_EVENT },
    ignoringSink(),
    scriptedRandom(),
  );

export const sentOf = (message: Uint8Array, head: Ticks): Sent => {
  const copy = message.slice();
  const packet = new RtpPacket();
  if (readRtp(copy, packet) !== 'rtp') throw new Error('what was sent is no RTP packet');
  const { payload, sequenceNumber, timestamp, marker } = packet;
  return { message: copy, payload, sequenceNumber, timestamp, marker, head };
};

/**
 * An egress to a leg of this format, and what it has sent.
 * @param isOpen whether the peer takes a message now
 */
export const openEgress = (
  { codec, rateHz, isFramed = false }: LegFormat,
  head: () => Ticks = () => ticks(0),
  isOpen: () => boolean = () => true,
) => {
  const sent: Sent[] = [];
  const egress = new Egress(
    {
      codec: codec.name,
      rateHz,
      ptimeMs: PTIME_MS,
      clockRateHz: codec.clockRateHz(rateHz),
      isMute: false,
      isFramed,
    },
    sendingSession({ codec, rateHz }),
    codec.open(rateHz),
    {
      send: (message) => {
        if (isOpen()) sent.push(sentOf(message, head()));
        return isOpen();
      },
    },
  );
  return { egress, sent };
};

export class OneWay {
  readonly pipeline: Pipeline;
  readonly egress: Egress;
  readonly sent: Sent[];
  readonly jitter: JitterBuffer;
  /** The same noise that the pipeline masks with. */
  readonly fill: Fill;
  readonly #session: RtpSession;

  constructor(options: OneWayOptions) {
    const { codec, rateHz } = options.from;
    this.fill = createFill({ kind: 'comfort-noise', rateHz, seed: 7 });
    const { egress, sent } = openEgress(options.to, () => this.pipeline.head);
    this.egress = egress;
    this.sent = sent;
    const clockRateHz = codec.clockRateHz(rateHz);
    this.pipeline = new Pipeline({
      leg: 'caller',
      rateHz,
      clockRateHz,
      codec,
      ptimeMs: PTIME_MS,
      origin: options.origin ?? ticks(0),
      policy: { ...POLICY, ...options.policy },
      fill: this.fill,
      taps: [{ push: (frame) => options.onFrame?.(frame), close: () => undefined }],
      requires: options.requires ?? ['keys'],
      egress,
      sink: {
        cleared: (part, pcm) => options.onCleared?.(part, pcm.slice()),
        state: (from, to, at) => options.onState?.(from, to, at),
        unreadable: () => undefined,
      },
    });
    this.jitter = new JitterBuffer(
      { clockRateHz, telephoneEventPayloadType: TELEPHONE_EVENT },
      {
        packet: (packet, lostBefore) => {
          if (this.#session.kindOf(packet.payloadType) === 'audio') this.pipeline.audio(packet, lostBefore);
          else this.pipeline.other(lostBefore);
        },
        restarted: () => this.pipeline.restart(),
      },
    );
    this.#session = new RtpSession(
      { payloadType: codec.payloadType, telephoneEventPayloadType: TELEPHONE_EVENT },
      ignoringSink({
        audio: (_track, packet) => this.jitter.push(packet),
        telephoneEvent: (_track, _event, packet) => this.jitter.push(packet),
        comfortNoise: (_track, packet) => this.jitter.push(packet),
        dropped: (_track, _code, packet) => {
          if (packet !== undefined) this.jitter.push(packet);
        },
        fault: (code) => {
          throw new Error(code);
        },
      }),
    );
  }

  receive(message: Uint8Array, atMs: number): void {
    this.#session.receive(message, true, millis(atMs));
  }

  /** The leg has ended: releases and zeroes everything. */
  end(): void {
    this.jitter.flush();
    this.pipeline.release(true);
    this.pipeline.close();
  }
}
