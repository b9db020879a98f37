/** What only Telnyx promises; the rest is in the conformance suite. */
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { Heard } from '../test/bridges/wire.js';
import { telnyx } from './telnyx.js';

const start = (encoding: string, rate = 8_000, parameters: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      event: 'start',
      sequence_number: '1',
      stream_id: 'S1',
      start: {
        call_control_id: 'v2:T02',
        to: '+13122123456',
        custom_parameters: parameters,
        media_format: { encoding, sample_rate: rate, channels: 1 },
      },
    }),
  );

const media = (chunk: number, fill: number, bytes = 160): Buffer => {
  const payload = Buffer.alloc(bytes, fill).toString('base64');
  const timestamp = String(20 * (chunk - 1));
  return Buffer.from(
    JSON.stringify({ event: 'media', media: { track: 'inbound', chunk: String(chunk), timestamp, payload } }),
  );
};

const heardOf = (target: string, ...messages: readonly Buffer[]): Heard => {
  const heard = new Heard(telnyx, requestTo(target));
  for (const message of messages) heard.receive(message, false);
  return heard;
};

describe('a stream of Telnyx', () => {
  it('has the codec that its start names, or none', () => {
    const formatOf = (target: string, ...args: Parameters<typeof start>): unknown => {
      const { joining, faults } = heardOf(target, start(...args));
      const [track] = joining?.tracks ?? [];
      return track === undefined ? faults[0] : [track.encoding, track.rateHz];
    };
    expect(formatOf('/v1/telnyx', 'PCMU')).toEqual(['PCMU', 8_000]);
    expect(formatOf('/v1/telnyx', 'L16', 16_000)).toEqual(['L16', 16_000]);
    expect(formatOf('/v1/telnyx?order=le', 'L16', 16_000)).toEqual(['L16LE', 16_000]);
    expect(formatOf('/v1/telnyx', 'L16', 16_000, { order: 'le' })).toEqual(['L16LE', 16_000]);
    expect(formatOf('/v1/telnyx', 'OPUS', 24_000)).toEqual(['OPUS', 24_000]);
    for (const unknown of ['G722', 'AMR-WB', 'toString']) {
      expect(formatOf('/v1/telnyx', unknown)).toBe('TACET_CODEC_UNKNOWN');
    }
    expect(formatOf('/v1/telnyx', 'L16', 22_050)).toBe('TACET_RATE_UNSUPPORTED');
  });

  it('takes PCMU back whatever the call has, unless it was asked for PCMA', () => {
    const taken = (target: string, ...args: Parameters<typeof start>): string | undefined =>
      heardOf(target, start(...args)).joining?.tracks[0]?.encoding;
    expect(taken('/v1/telnyx', 'PCMA')).toBe('PCMU');
    expect(taken('/v1/telnyx?codec=PCMA', 'PCMA')).toBe('PCMA');
    expect(taken('/v1/telnyx', 'PCMU', 8_000, { codec: 'pcma' })).toBe('PCMA');
    expect(heardOf('/v1/telnyx?codec=OPUS', start('PCMU')).faults).toEqual(['TACET_CODEC_UNKNOWN']);
    expect(heardOf('/v1/telnyx?codec=PCMU', start('L16', 16_000)).faults).toEqual(['TACET_CODEC_UNKNOWN']);
  });

  it('says who was called, and is named by its call where nobody names it', () => {
    expect(heardOf('/v1/telnyx', start('PCMU')).joining).toMatchObject({
      callId: 'v2-T02',
      called: '+13122123456',
    });
  });

  it('comes in any order, and leaves in that of its chunks, in frames', () => {
    const heard = heardOf(
      '/v1/telnyx',
      start('PCMU'),
      ...[1, 4, 2, 3, 6, 5].map((chunk) => media(chunk, chunk)),
    );
    expect(heard.audio.map(({ bytes }) => bytes[0])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(heard.audio.map(({ timestamp }) => timestamp)).toEqual([0, 160, 320, 480, 640, 800]);

    const long = heardOf('/v1/telnyx', start('PCMU'), media(1, 1, 800));
    expect(long.audio.map(({ bytes }) => bytes.length)).toEqual([160, 160, 160, 160, 160]);
  });

  it('hands over what waits when it stops, and when 100 ms have passed', () => {
    const heard = heardOf(
      '/v1/telnyx',
      start('PCMU'),
      media(1, 1),
      media(3, 3),
      Buffer.from('{"event":"stop"}'),
    );
    expect(heard.audio.map(({ bytes }) => bytes[0])).toEqual([1, 3]);

    const other = heardOf('/v1/telnyx', start('PCMU'), media(1, 1), media(3, 3));
    expect(other.audio).toHaveLength(1);
    other.session.tick?.(2_000 as Parameters<typeof other.session.tick>[0]);
    expect(other.audio).toHaveLength(2);
  });
});

describe("Telnyx' token", () => {
  it('must be one that is known', () => {
    const credentials = { authTokens: ['new', 'old'] };
    const given = (token: string | undefined): string | undefined =>
      telnyx.authenticate(requestTo('/v1/telnyx', { 'x-telnyx-streaming-auth-token': token }), credentials);
    expect([given('new'), given('old')]).toEqual([undefined, undefined]);
    for (const wrong of [undefined, '', 'New', 'new ']) expect(given(wrong)).toBe('TACET_UNAUTHORISED');
    expect(telnyx.authenticate(requestTo('/v1/telnyx'), undefined)).toBeUndefined();
  });
});
