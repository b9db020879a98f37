/** What RTP promises whatever the payload type: numbers, timestamps, markers, and what it does with noise. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { add16, add32, delta32 } from '../core/serial.js';
import { ERRORS } from '../core/errors.js';
import { millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import { ignoringSink } from './ignoring-sink.js';
import { RtpSession, type RtpParameters } from './rtp.js';

const PARAMETERS: readonly RtpParameters[] = [
  { payloadType: 0, telephoneEventPayloadType: 101 },
  { payloadType: 8, telephoneEventPayloadType: 101 },
  { payloadType: 111, telephoneEventPayloadType: 101 },
  { payloadType: 96, telephoneEventPayloadType: 127 },
];

const cases = PARAMETERS.map((parameters) => [parameters.payloadType, parameters] as const);

const recorder = () => {
  const audio: Packet[] = [];
  const codes: string[] = [];
  const sink = ignoringSink({
    audio: (_track, packet) => audio.push({ ...packet, payload: packet.payload.slice() }),
    dropped: (_track, code) => codes.push(code),
    fault: (code) => codes.push(code),
  });
  return { audio, codes, sink };
};

/** A session that sends and one that receives what it has sent. */
const arrange = (parameters: RtpParameters) => {
  const { audio, codes, sink } = recorder();
  const sender = new RtpSession(parameters, recorder().sink);
  const receiver = new RtpSession(parameters, sink);
  const relay = (payload: Uint8Array, marker: boolean, durationClock: number): Packet => {
    receiver.receive(sender.wrap(payload, marker, durationClock), true, millis(1));
    return audio.at(-1) as Packet;
  };
  return { sender, receiver, relay, audio, codes };
};

describe.each(cases)('RTP with payload type %i', (payloadType, parameters) => {
  it('brings a payload across as it is, at its length and with its marker', () => {
    const { relay } = arrange(parameters);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.boolean(), (payload, marker) => {
        expect(relay(payload, marker, 160)).toMatchObject({ payload, marker, payloadType, arrivalMs: 1 });
      }),
    );
  });

  it('calls what it sends audio', () => {
    const { relay, receiver } = arrange(parameters);

    expect(receiver.kindOf(relay(Uint8Array.of(1), false, 160).payloadType)).toBe('audio');
    expect(receiver.kindOf(parameters.telephoneEventPayloadType)).toBe('telephone-event');
  });

  it('counts packets by one and time by duration, over both wraps, as one source', () => {
    const { relay, audio, codes } = arrange(parameters);
    const payload = Uint8Array.of(1);
    const durations = [160, 0x10000, 0x7fffff];
    let before = relay(payload, false, durations[0] as number);
    let isRight = true;

    for (let n = 1; n < 70_000; n++) {
      const now = relay(payload, false, durations[n % 3] as number);
      isRight &&=
        now.sequenceNumber === add16(before.sequenceNumber, 1) &&
        now.timestamp === add32(before.timestamp, durations[(n - 1) % 3] as number) &&
        now.ssrc === before.ssrc;
      before = now;
      audio.length = 0;
    }

    expect(isRight).toBe(true);
    expect(codes).toEqual([]);
  });

  it('moves only the timestamp while it skips', () => {
    const { sender, relay } = arrange(parameters);
    const before = relay(Uint8Array.of(1), false, 160);

    sender.skip(8_000);
    sender.skip(0xffffff00);

    const after = relay(Uint8Array.of(1), true, 160);
    expect(delta32(after.timestamp, before.timestamp)).toBe(160 + 8_000 - 256);
    expect(after.sequenceNumber).toBe(add16(before.sequenceNumber, 1));
  });

  it('starts each session elsewhere', () => {
    const firsts = Array.from({ length: 20 }, () => arrange(parameters).relay(Uint8Array.of(1), false, 160));

    expect(new Set(firsts.map((p) => p.ssrc)).size).toBe(20);
    expect(firsts.every((p) => p.sequenceNumber < 0x8000)).toBe(true);
  });

  it('never throws, and gives only codes of the table, whatever comes', () => {
    const { receiver, codes } = arrange(parameters);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (data, binary) => {
        receiver.receive(data, binary, millis(0));
      }),
      { numRuns: 2_000 },
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });

  it('never throws for messages that are nearly right', () => {
    const { sender, receiver, codes } = arrange(parameters);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 32 }),
        fc.array(fc.tuple(fc.nat(48), fc.nat(255)), { maxLength: 4 }),
        fc.nat(48),
        (payload, changes, cut) => {
          const message = sender.wrap(payload, false, 160).slice();
          for (const [at, value] of changes) if (at < message.length) message[at] = value;
          receiver.receive(
            message.subarray(0, message.length - Math.min(cut >> 1, message.length)),
            true,
            millis(0),
          );
        },
      ),
      { numRuns: 2_000 },
    );
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });

  it('holds nothing of what it sent once it is closed', () => {
    const { sender } = arrange(parameters);
    const message = sender.wrap(new Uint8Array(160).fill(0x55), true, 160);
    const large = sender.wrap(new Uint8Array(5_000).fill(0x55), true, 160);

    sender.close();

    expect(message.every((byte) => byte === 0)).toBe(true);
    expect(large.every((byte) => byte === 0)).toBe(true);
  });
});
