/** What only Exotel promises; the rest is in the conformance suite. */
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { Heard } from '../test/bridges/wire.js';
import { exotel, ExotelCredentials } from './exotel.js';

const start = (format: object | undefined): Buffer =>
  Buffer.from(
    JSON.stringify({
      event: 'start',
      sequence_number: '1',
      stream_sid: 's-1',
      start: { stream_sid: 's-1', call_sid: 'c-1', to: '+912200000002', media_format: format },
    }),
  );

const heardOf = (target: string, format: object | undefined): Heard => {
  const heard = new Heard(exotel, requestTo(target));
  heard.receive(start(format), false);
  return heard;
};

describe('a stream of Exotel', () => {
  it('has the rate of its start, else that of its query, else 8 kHz', () => {
    const rate = (target: string, format: object | undefined): number | undefined =>
      heardOf(target, format).joining?.tracks[0]?.rateHz;
    expect(rate('/v1/exotel', { encoding: 'audio/x-raw', sample_rate: '16000' })).toBe(16_000);
    expect(rate('/v1/exotel?sample-rate=16000', { sample_rate: 24_000 })).toBe(24_000);
    expect(rate('/v1/exotel?sample-rate=16000', undefined)).toBe(16_000);
    expect(rate('/v1/exotel', undefined)).toBe(8_000);
    expect(heardOf('/v1/exotel', { sample_rate: '11025' }).faults).toEqual(['TACET_RATE_UNSUPPORTED']);
    expect(heardOf('/v1/exotel', { encoding: 'audio/opus' }).faults).toEqual(['TACET_CODEC_UNKNOWN']);
  });

  it('is sent frames of 100 ms, counted and timed', () => {
    const heard = heardOf('/v1/exotel', undefined);
    expect(heard.joining?.tracks[0]).toMatchObject({ ptimeMs: 100, isFramed: true });
    const messages = [0, 1, 2].map(() => {
      const message = heard.session.tracks[0]?.wrap(new Uint8Array(1_600), false, 800);
      return JSON.parse(Buffer.from(message ?? []).toString()) as object;
    });
    const payload = Buffer.alloc(1_600).toString('base64');
    expect(messages).toEqual(
      [1, 2, 3].map((n) => ({
        event: 'media',
        sequence_number: String(n),
        stream_sid: 's-1',
        media: { chunk: String(n), timestamp: String(100 * (n - 1)), payload },
      })),
    );
  });

  it('needs the login of its URL where one is configured', () => {
    const credentials = { logins: ['user:pass:word'] };
    const given = (login?: string): string | undefined => {
      const authorization =
        login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
      return exotel.authenticate(requestTo('/v1/exotel', { authorization }), credentials);
    };
    expect(given('user:pass:word')).toBeUndefined();
    for (const wrong of [undefined, '', 'user', 'user:', 'user:pass', ':pass:word']) {
      expect(given(wrong)).toBe('TACET_UNAUTHORISED');
    }
    expect(ExotelCredentials.safeParse({ logins: ['nobody'] }).success).toBe(false);
  });
});
