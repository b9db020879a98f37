/** What every registered protocol must do, whatever its messages look like. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { codecNamed } from '../codec/registry.js';
import { legParameters } from '../call/leg-parameters.js';
import { ERRORS } from '../core/errors.js';
import { millis } from '../core/units.js';
import { Heard, requestOf, WIRE_CASES, type WireCase } from '../test/bridges/wire.js';
import { findProtocol, PROTOCOL_NAMES } from './registry.js';

const cases = WIRE_CASES.map((wire) => [wire.protocol, wire.name, wire] as const);

const play = (wire: WireCase): Heard => {
  const { protocol, request } = requestOf(wire);
  const heard = new Heard(protocol, request);
  for (const { from, data, isBinary } of wire.messages) if (from === 'bridge') heard.receive(data, isBinary);
  return heard;
};

describe('the registry', () => {
  it('finds what is registered and nothing else', () => {
    for (const name of PROTOCOL_NAMES) expect(findProtocol(name)?.name).toBe(name);
    expect(['', 'RTP', 'toString', '__proto__', 'constructor'].map(findProtocol)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('has a conversation on the wire for every protocol', () => {
    const played = new Set(WIRE_CASES.map(({ protocol }) => protocol));
    expect(PROTOCOL_NAMES.filter((name) => !played.has(name))).toEqual([]);
  });
});

describe.each(cases)('%s, %s', (_protocol, _name, wire) => {
  const { expect: wanted } = wire;

  it('says who joins which call, in a format that a leg takes', () => {
    const { joining } = play(wire);

    expect(joining?.callId).toBe(wanted.callId);
    expect(joining?.tracks.map(({ role }) => role)).toEqual(wanted.roles);
    for (const track of joining?.tracks ?? []) {
      expect([track.encoding, track.rateHz ?? 8_000, track.isCopy]).toEqual([
        wanted.codec,
        wanted.rateHz,
        wanted.isCopy,
      ]);
      expect(joining === undefined ? '' : legParameters(joining, track)).toEqual(expect.any(Object));
    }
  });

  it('brings every frame and every key across, and nothing is wrong with any message', () => {
    const heard = play(wire);

    const frames = wanted.roles.map((_, track) => heard.audio.filter((each) => each.track === track).length);
    expect(frames).toEqual(wanted.frames);
    expect(heard.keys).toEqual(wanted.keys);
    expect(heard.hasLeft).toBe(wanted.left);
    expect(heard.codes).toEqual([]);
  });

  it('answers what it must, when it must', () => {
    const { protocol, request } = requestOf(wire);
    const heard = new Heard(protocol, request);
    let answered = 0;
    for (const { from, data, isBinary } of wire.messages) {
      if (from === 'bridge') heard.receive(data, isBinary);
      else expect(heard.sent[answered++]).toBe(data.toString());
    }
    expect(heard.sent.length).toBe(answered);
  });

  it('hands over audio that the codec takes, with numbers and times that go on', () => {
    const heard = play(wire);
    const codec = codecNamed(wanted.codec);
    for (const track of wanted.roles.keys()) {
      const own = heard.audio.filter((each) => each.track === track);
      const session = codec?.open(wanted.rateHz as 8_000);
      own.slice(1).forEach((packet, i) => {
        const before = own[i] as (typeof own)[number];
        expect((packet.sequenceNumber - before.sequenceNumber) & 0xffff).toBe(1);
        const step = (packet.timestamp - before.timestamp) >>> 0;
        expect(step).toBeGreaterThanOrEqual(session?.samplesIn(before.bytes) ?? 0);
      });
      expect(own.map(({ bytes }) => session?.samplesIn(bytes)).includes(undefined)).toBe(false);
    }
  });

  it('sends messages once it is joined, and holds nothing of them when it is closed', () => {
    const { session, joining } = play(wire);
    const payload = new Uint8Array(160).fill(0x55);
    const messages = session.tracks.flatMap((track) => track.wrap(payload, true, 160) ?? []);
    expect(messages.length > 0 || joining?.tracks.every(({ isCopy }) => isCopy) === true).toBe(true);

    session.close();

    expect(messages.every((message) => message.every((byte) => byte === 0))).toBe(true);
  });

  it('never throws, and gives only codes of the table, whatever comes', () => {
    const { protocol, request } = requestOf(wire);
    const codes: string[] = [];
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(
              fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
              fc.json().map((text) => Buffer.from(text)),
            ),
            fc.boolean(),
          ),
          { maxLength: 4 },
        ),
        (messages) => {
          const heard = new Heard(protocol, request);
          for (const [data, isBinary] of messages) heard.receive(data, isBinary);
          heard.session.tick?.(millis(5_000));
          heard.session.farewell?.(undefined);
          heard.session.close();
          codes.push(...heard.codes);
        },
      ),
      { numRuns: 500 },
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });

  it('never throws for a conversation that is nearly right', () => {
    const { protocol, request } = requestOf(wire);
    const own = wire.messages.filter(({ from }) => from === 'bridge');
    const change = fc.tuple(fc.nat(own.length - 1), fc.nat(400), fc.nat(255), fc.boolean());
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const heard = new Heard(protocol, request);
        own.forEach(({ data, isBinary }, i) => {
          let bytes = Buffer.from(data);
          for (const [which, at, value, cuts] of changes) {
            if (which !== i) continue;
            if (cuts) bytes = bytes.subarray(0, at);
            else if (at < bytes.length) bytes[at] = value;
          }
          heard.receive(bytes, isBinary);
        });
        expect(heard.codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('goes on in any order of its messages', () => {
    const { protocol, request } = requestOf(wire);
    const own = wire.messages.filter(({ from }) => from === 'bridge');
    fc.assert(
      fc.property(fc.shuffledSubarray([...own]), (messages) => {
        const heard = new Heard(protocol, request);
        for (const { data, isBinary } of messages) heard.receive(data, isBinary);
        expect(heard.codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
      }),
    );
  });
});
