/**
 * What holds for every codec in the registry, at each of its rates. A new codec is tested the moment it is
 * registered; what only one of them promises is tested beside it.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { TacetError } from '../core/errors.js';
import type { SampleRate } from '../core/units.js';
import { CODEC_NAMES, MAX_PACKET_MS, MAX_PAYLOAD_BYTES, type CodecSession } from './codec.js';
import { allCodecs, codecNamed, CODECS, codecOfPayloadType } from './registry.js';

const CASES = allCodecs.flatMap((codec) =>
  codec.rates.map((rateHz) => ({ codec, name: codec.name, rateHz })),
);

/** The longest that any legal payload decodes to. */
const longest = (rateHz: SampleRate): Int16Array => new Int16Array((rateHz / 1_000) * MAX_PACKET_MS);

const sine = (rateHz: SampleRate, ms: number): Int16Array =>
  Int16Array.from({ length: (rateHz * ms) / 1_000 }, (_, i) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 1_000 * i) / rateHz)),
  );

const framesOf = (pcm: Int16Array, rateHz: SampleRate): Int16Array[] => {
  const frame = rateHz / 50;
  return Array.from({ length: pcm.length / frame }, (_, i) => pcm.subarray(i * frame, (i + 1) * frame));
};

const encoded = (session: CodecSession, pcm: Int16Array): Uint8Array => {
  const out = new Uint8Array(MAX_PAYLOAD_BYTES);
  return out.subarray(0, session.encode(pcm, out));
};

const decoded = (session: CodecSession, payload: Uint8Array, rateHz: SampleRate): Int16Array | undefined => {
  const out = longest(rateHz);
  const count = session.decode(payload, out);
  return count === undefined ? undefined : out.subarray(0, count);
};

/** How loud 1 kHz is and how loud all the rest is, as root mean squares. */
const spectrum = (pcm: readonly number[], rateHz: SampleRate): { tone: number; rest: number } => {
  let inPhase = 0;
  let quadrature = 0;
  let power = 0;
  pcm.forEach((sample, i) => {
    inPhase += (sample * Math.cos((2 * Math.PI * 1_000 * i) / rateHz)) / pcm.length;
    quadrature += (sample * Math.sin((2 * Math.PI * 1_000 * i) / rateHz)) / pcm.length;
    power += sample ** 2 / pcm.length;
  });
  const tone = 2 * (inPhase ** 2 + quadrature ** 2);
  return { tone: Math.sqrt(tone), rest: Math.sqrt(Math.max(0, power - tone)) };
};

describe('the registry', () => {
  it('holds every codec of the vocabulary under its own name', () => {
    expect(Object.keys(CODECS)).toEqual([...CODEC_NAMES]);
    for (const name of CODEC_NAMES) expect(CODECS[name].name).toBe(name);
  });

  it('finds codecs by name in any case, and by payload type', () => {
    expect(codecNamed('pcmu')).toBe(CODECS.PCMU);
    expect(codecNamed('opus')).toBe(CODECS.OPUS);
    expect(codecNamed('G729')).toBeUndefined();
    expect(codecNamed('toString')).toBeUndefined();

    expect([0, 8, 96, 111].map((type) => codecOfPayloadType(type)?.name)).toEqual([
      'PCMU',
      'PCMA',
      'L16',
      'OPUS',
    ]);
    expect(codecOfPayloadType(13)).toBeUndefined();
  });

  it('gives no two codecs the same payload type', () => {
    expect(new Set(allCodecs.map((codec) => codec.payloadType)).size).toBe(allCodecs.length);
  });
});

describe.each(CASES)('$name at $rateHz Hz', ({ codec, rateHz }) => {
  it('keeps a tone through a round trip: its level within 0.5 dB, the rest 25 dB below', () => {
    const encoder = codec.open(rateHz);
    const decoder = codec.open(rateHz);
    const heard: number[] = [];

    for (const frame of framesOf(sine(rateHz, 500), rateHz))
      heard.push(...(decoded(decoder, encoded(encoder, frame), rateHz) ?? []));

    expect(heard).toHaveLength(rateHz / 2);
    const { tone, rest } = spectrum(heard.slice(rateHz / 10), rateHz);
    expect(Math.abs(20 * Math.log10(tone / (8_000 / Math.SQRT2)))).toBeLessThan(0.5);
    expect(20 * Math.log10(rest / tone)).toBeLessThan(-25);
  });

  it('decodes silence to silence', () => {
    const encoder = codec.open(rateHz);
    const decoder = codec.open(rateHz);

    for (let frame = 0; frame < 25; frame++) {
      const heard = decoded(decoder, encoded(encoder, new Int16Array(rateHz / 50)), rateHz);

      // A-law has no zero: its quietest sample is 8.
      expect(heard).toHaveLength(rateHz / 50);
      expect(heard?.every((sample) => Math.abs(sample) <= 8)).toBe(true);
    }
  });

  it('takes the frame sizes that a leg may ask for', () => {
    for (const ms of [10, 20, 40, 60]) {
      const payload = encoded(codec.open(rateHz), sine(rateHz, ms));

      expect(codec.open(rateHz).samplesIn(payload)).toBe((rateHz * ms) / 1_000);
      expect(decoded(codec.open(rateHz), payload, rateHz)).toHaveLength((rateHz * ms) / 1_000);
    }
  });

  it('calls an empty payload and one that is too long illegal', () => {
    const session = codec.open(rateHz);

    for (const payload of [new Uint8Array(0), new Uint8Array(MAX_PAYLOAD_BYTES + 2)]) {
      expect(session.samplesIn(payload)).toBeUndefined();
      expect(session.decode(payload, longest(rateHz))).toBeUndefined();
    }
  });

  it('never throws for random bytes, and announces exactly what it decodes', () => {
    const session = codec.open(rateHz);
    const out = longest(rateHz);

    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (payload) => {
        const announced = session.samplesIn(payload);

        const count = session.decode(payload, out);

        expect(count).toBe(announced);
        expect(count ?? 1).toBeGreaterThan(0);
        expect(count ?? 0).toBeLessThanOrEqual(out.length);
      }),
    );
  });

  it('still decodes sound payloads after illegal ones', () => {
    const encoder = codec.open(rateHz);
    const decoder = codec.open(rateHz);
    const heard: number[] = [];

    for (const frame of framesOf(sine(rateHz, 200), rateHz)) {
      decoder.decode(new Uint8Array(0), longest(rateHz));
      decoder.decode(new Uint8Array(MAX_PAYLOAD_BYTES + 2).fill(0xff), longest(rateHz));
      heard.push(...(decoded(decoder, encoded(encoder, frame), rateHz) ?? []));
    }

    expect(spectrum(heard.slice(rateHz / 10), rateHz).tone).toBeGreaterThan(5_000);
  });

  it('decodes nothing into an output that is too short, and leaves it alone', () => {
    const payload = encoded(codec.open(rateHz), sine(rateHz, 20));
    const short = new Int16Array(rateHz / 50 - 1).fill(77);

    expect(codec.open(rateHz).decode(payload, short)).toBeUndefined();

    expect(short.every((sample) => sample === 77)).toBe(true);
  });

  it('encodes nothing into an output that is too short, and nothing from a frame of no legal length', () => {
    const session = codec.open(rateHz);
    const out = new Uint8Array(MAX_PAYLOAD_BYTES).fill(0x77);

    expect(session.encode(sine(rateHz, 20), out.subarray(0, 1))).toBe(0);
    expect(session.encode(new Int16Array(0), out)).toBe(0);
    expect(session.encode(new Int16Array(longest(rateHz).length + 1), out)).toBe(0);

    expect(out.every((byte) => byte === 0x77)).toBe(true);
  });

  it('writes only what it reports', () => {
    const bytes = new Uint8Array(MAX_PAYLOAD_BYTES).fill(0x77);
    const pcm = longest(rateHz).fill(77);

    const byteCount = codec.open(rateHz).encode(sine(rateHz, 20), bytes);
    const sampleCount = codec.open(rateHz).decode(bytes.subarray(0, byteCount), pcm);

    expect(byteCount).toBeGreaterThan(0);
    expect(bytes.subarray(byteCount).every((byte) => byte === 0x77)).toBe(true);
    expect(sampleCount).toBe(rateHz / 50);
    expect(pcm.subarray(rateHz / 50).every((sample) => sample === 77)).toBe(true);
  });

  it('leaves its input as it was', () => {
    const frame = sine(rateHz, 20);
    const payload = encoded(codec.open(rateHz), frame);
    const payloadBefore = payload.slice();

    decoded(codec.open(rateHz), payload, rateHz);

    expect(frame).toEqual(sine(rateHz, 20));
    expect(payload).toEqual(payloadBefore);
  });

  it('reads views at odd places of a larger buffer', () => {
    const payload = encoded(codec.open(rateHz), sine(rateHz, 20));
    const message = new Uint8Array(payload.length + 26).fill(0xaa);
    message.set(payload, 13);

    const heard = decoded(codec.open(rateHz), message.subarray(13, 13 + payload.length), rateHz);

    expect(heard).toEqual(decoded(codec.open(rateHz), payload, rateHz));
  });

  it('keeps no hold on the buffers of its caller', () => {
    const frames = framesOf(sine(rateHz, 100), rateHz);
    const reusing = codec.open(rateHz);
    const owning = codec.open(rateHz);
    const pcm = new Int16Array(rateHz / 50);
    const bytes = new Uint8Array(MAX_PAYLOAD_BYTES);
    const out = longest(rateHz);

    for (const frame of frames) {
      pcm.set(frame);
      const byteCount = reusing.encode(pcm, bytes);
      pcm.fill(-1);
      const payload = bytes.slice(0, byteCount);
      const sampleCount = reusing.decode(bytes.subarray(0, byteCount), out);
      bytes.fill(0xff);
      const heard = out.slice(0, sampleCount);
      out.fill(-1);

      const wanted = encoded(owning, frame);
      expect(payload).toEqual(wanted);
      expect(heard).toEqual(decoded(owning, wanted, rateHz));
    }
  });

  it('keeps its sessions apart', () => {
    const alone = codec.open(rateHz);
    const beside = codec.open(rateHz);
    const other = codec.open(rateHz);
    const noise = Int16Array.from({ length: rateHz / 50 }, (_, i) => ((i * 7_919) % 20_011) - 10_000);

    for (const frame of framesOf(sine(rateHz, 100), rateHz)) {
      decoded(other, encoded(other, noise), rateHz);
      const payload = encoded(beside, frame);
      const wanted = encoded(alone, frame);

      expect(payload).toEqual(wanted);
      decoded(other, encoded(other, noise), rateHz);
      expect(decoded(beside, payload, rateHz)).toEqual(decoded(alone, wanted, rateHz));
    }
    other.close();
    expect(encoded(beside, sine(rateHz, 20))).toEqual(encoded(alone, sine(rateHz, 20)));
  });

  it('asks for the length of a payload without touching its state', () => {
    const asked = codec.open(rateHz);
    const notAsked = codec.open(rateHz);
    const encoder = codec.open(rateHz);

    for (const frame of framesOf(sine(rateHz, 100), rateHz)) {
      const payload = encoded(encoder, frame);
      asked.samplesIn(payload);
      asked.samplesIn(payload);

      expect(decoded(asked, payload, rateHz)).toEqual(decoded(notAsked, payload, rateHz));
    }
  });

  it('may be closed twice, and neither throws nor aborts when used after', () => {
    const session = codec.open(rateHz);
    const payload = encoded(session, sine(rateHz, 20));

    session.close();
    session.close();

    expect(() => session.decode(payload, longest(rateHz))).not.toThrow();
    expect(() => session.encode(sine(rateHz, 20), new Uint8Array(MAX_PAYLOAD_BYTES))).not.toThrow();
  });

  it('has an RTP clock that counts whole steps for every sample', () => {
    expect(codec.clockRateHz(rateHz) % rateHz).toBe(0);
  });
});

describe.each([...allCodecs])('$name', (codec) => {
  it('refuses a rate that it does not run at', () => {
    const act = (): CodecSession => codec.open(44_100 as SampleRate);

    expect(act).toThrow(TacetError);
    expect(act).toThrow(expect.objectContaining({ code: 'TACET_RATE_UNSUPPORTED' }));
  });
});
