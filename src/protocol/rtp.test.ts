import { describe, expect, it } from '@jest/globals';

import { millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import { ignoringSink } from './ignoring-sink.js';
import { readRtp, RtpPacket, writeRtpHeader } from './rtp-packet.js';
import type { BridgeRequest } from './protocol.js';
import { rtp, RtpCredentials, RtpSession, type Random32, type RtpParameters } from './rtp.js';
import { requestTo } from '../test/bridges/requests.js';

const G711: RtpParameters = { payloadType: 0, telephoneEventPayloadType: 101 };
const DYNAMIC: RtpParameters = { payloadType: 111, telephoneEventPayloadType: 101 };

const arrange = (parameters: RtpParameters = G711, random?: Random32) => {
  const heard: unknown[] = [];
  const kept: Packet[] = [];
  const sink = ignoringSink({
    audio: (_track, packet) => {
      kept.push(packet);
      heard.push(['audio', packet.payloadType, [...packet.payload]]);
    },
    telephoneEvent: (_track, event, packet) => heard.push(['event', { ...event }, packet.sequenceNumber]),
    comfortNoise: (_track, packet) => heard.push(['noise', [...packet.payload]]),
    dropped: (_track, code, packet) => heard.push(['dropped', code, packet?.sequenceNumber]),
    fault: (code) => heard.push(['fault', code]),
  });
  const session =
    random === undefined ? new RtpSession(parameters, sink) : new RtpSession(parameters, sink, random);
  return { session, heard, kept };
};

const message = (
  payloadType: number,
  payload: readonly number[],
  ssrc = 5,
  timestamp = 1_000,
): Uint8Array => {
  const out = new Uint8Array(12 + payload.length);
  writeRtpHeader(out, false, payloadType, 77, timestamp, ssrc);
  out.set(payload, 12);
  return out;
};

const receive = (session: RtpSession, data: Uint8Array, binary = true) =>
  session.receive(data, binary, millis(3));

const sent = (session: RtpSession, durationClock = 160): RtpPacket => {
  const packet = new RtpPacket();
  readRtp(session.wrap(Uint8Array.of(1), false, durationClock), packet);
  return packet;
};

/** Gives the numbers in turn, then counts on from the last. */
const scripted = (...numbers: number[]): Random32 => {
  let last = 0;
  return () => (last = numbers.shift() ?? last + 1);
};

describe('an RTP session', () => {
  it('takes both static types on a G.711 leg, and no dynamic one', () => {
    const { session, heard } = arrange(G711);

    for (const type of [0, 8, 9, 96, 111]) receive(session, message(type, [type]));

    expect(heard).toEqual([
      ['audio', 0, [0]],
      ['audio', 8, [8]],
      ['dropped', 'TACET_PAYLOAD_TYPE', 77],
      ['dropped', 'TACET_PAYLOAD_TYPE', 77],
      ['dropped', 'TACET_PAYLOAD_TYPE', 77],
    ]);
  });

  it('takes any dynamic type on the other legs, but no static one', () => {
    const { session } = arrange({ ...DYNAMIC, telephoneEventPayloadType: 100 });

    expect([0, 8, 95, 96, 100, 101, 127].map((type) => session.kindOf(type))).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'audio',
      'telephone-event',
      'audio',
      'audio',
    ]);
    expect(session.kindOf(13)).toBe('comfort-noise');
  });

  it('hands over key events, comfort noise and arrival times', () => {
    const { session, heard, kept } = arrange();

    receive(session, message(101, [5, 0x8a, 0x0a, 0x00]));
    receive(session, message(13, [64]));
    receive(session, message(0, [1]));

    expect(heard.slice(0, 2)).toEqual([
      ['event', { event: 5, end: true, timestamp: 1_000, duration: 2_560, ssrc: 5 }, 77],
      ['noise', [64]],
    ]);
    expect(kept[0]?.arrivalMs).toBe(3);
  });

  it('reports every block of an event packet, each from the end of the one before', () => {
    const { session, heard } = arrange();

    receive(session, message(101, [1, 0x0a, 0, 100, 2, 0x0a, 0, 50], 5, 0xffffffff));

    expect(heard).toEqual([
      ['event', { event: 1, end: true, timestamp: 0xffffffff, duration: 100, ssrc: 5 }, 77],
      ['event', { event: 2, end: false, timestamp: 99, duration: 50, ssrc: 5 }, 77],
    ]);
  });

  it.each([[[]], [[5, 0x8a, 0x0a]], [[5, 0x8a, 0x0a, 0, 1]]])('drops the event payload %j', (payload) => {
    const { session, heard } = arrange();

    receive(session, message(101, payload));

    expect(heard).toEqual([['dropped', 'TACET_PAYLOAD_BAD', 77]]);
  });

  it('ends the leg for a text message and for what is no RTP', () => {
    const { session, heard } = arrange();

    receive(session, message(0, [1]), false);
    receive(session, new Uint8Array(0));
    receive(session, Uint8Array.of(0, 1, 2));

    expect(heard).toEqual([
      ['fault', 'TACET_TEXT_MESSAGE'],
      ['fault', 'TACET_RTP_MALFORMED'],
      ['fault', 'TACET_RTP_MALFORMED'],
    ]);
  });

  it('ignores RTCP', () => {
    const { session, heard } = arrange();

    receive(session, Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 5));

    expect(heard).toEqual([]);
  });

  it('reads every message into one packet and lets go of its payload', () => {
    const { session, kept } = arrange();

    receive(session, message(0, [1]));
    receive(session, message(0, [2]));

    expect(kept[0]).toBe(kept[1]);
    expect(kept[0]?.payload).toHaveLength(0);
  });

  it('starts at random, in the lower half of the sequence numbers', () => {
    const { session } = arrange(G711, scripted(0xfffffffe, 0xffffffff, 0xffffffff));

    expect(sent(session)).toMatchObject({ ssrc: 0xfffffffe, sequenceNumber: 0x7fff, timestamp: 0xffffffff });
    expect(sent(session)).toMatchObject({ ssrc: 0xfffffffe, sequenceNumber: 0x8000, timestamp: 159 });
  });

  it('writes into one buffer, and makes no new view for a message of the same length', () => {
    const { session } = arrange();
    const payload = new Uint8Array(160);

    const first = session.wrap(payload, false, 160);

    expect(session.wrap(payload, true, 160)).toBe(first);
  });

  it('sends its default type on a G.711 leg whatever the peer sends', () => {
    const { session } = arrange(G711);

    receive(session, message(8, [1]));

    expect(sent(session).payloadType).toBe(0);
  });

  it('sends the first dynamic type that the peer has shown', () => {
    const { session } = arrange(DYNAMIC);

    receive(session, message(101, [1, 0, 0, 1]));
    expect(sent(session).payloadType).toBe(111);
    receive(session, message(107, [1]));
    receive(session, message(96, [1]));

    expect(sent(session).payloadType).toBe(107);
  });

  it('chooses another SSRC when the peer shows its own, and goes on counting', () => {
    const { session } = arrange(G711, scripted(5, 1, 1_000, 5, 5, 6));
    const before = sent(session);

    receive(session, message(0, [1], 5));

    expect(before.ssrc).toBe(5);
    expect(sent(session)).toMatchObject({ ssrc: 6, sequenceNumber: 2, timestamp: 1_160 });
  });

  it('does not run from its own echo for ever', () => {
    const { session } = arrange();
    const seen = new Set<number>();

    for (let i = 0; i < 20; i++) {
      const echo = session.wrap(Uint8Array.of(1), false, 160);
      seen.add(new DataView(echo.buffer, echo.byteOffset).getUint32(8));
      receive(session, echo.slice());
    }

    expect(seen.size).toBeLessThanOrEqual(4);
  });
});

describe('the door', () => {
  const request = (authorization?: string): BridgeRequest =>
    requestTo('/v1/rtp/c-1/caller', authorization === undefined ? {} : { authorization });
  const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;
  const credentials = { users: { gate: 'abc' }, bearerTokens: ['12345'] };

  it('is open where nothing is asked for', () => {
    expect(rtp.authenticate(request(), undefined)).toBeUndefined();
  });

  it('opens to a name with its password and to a token', () => {
    for (const right of [basic('gate:abc'), 'Bearer 12345'])
      expect(rtp.authenticate(request(right), credentials)).toBeUndefined();
  });

  it('opens to nobody else', () => {
    for (const wrong of [
      undefined,
      '',
      basic('gate:'),
      basic('toString:abc'),
      'Bearer abc',
      'Bearer',
      '12345',
    ])
      expect(rtp.authenticate(request(wrong), credentials)).toBe('TACET_UNAUTHORISED');
  });

  it('is no door without a key', () => {
    for (const empty of [{}, { users: {} }, { bearerTokens: [''] }, { users: { gate: '' } }])
      expect(RtpCredentials.safeParse(empty).success).toBe(false);
  });
});
