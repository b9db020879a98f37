import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { JsonAudio } from './json-audio.js';

const FIELDS = {
  event: 'event',
  payload: 'media.payload',
  track: 'media.track',
  timestamp: 'media.timestamp',
  number: 'media.chunk',
};

const audioOf = (text: string): Buffer | undefined => {
  const audio = new JsonAudio(FIELDS, 'media');
  const data = Buffer.from(text);
  expect(audio.read(data)).toBe('media');
  const payload = audio.payload(data);
  return payload === undefined ? undefined : Buffer.from(payload);
};

const message = (payload: string): string => `{"event":"media","media":{"payload":"${payload}"}}`;

describe('the audio of a JSON message', () => {
  it('is what the base64 says, with slashes escaped or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), (bytes, escapes) => {
        const text = Buffer.from(bytes).toString('base64');
        const payload = escapes ? text.replaceAll('/', '\\/') : text;
        expect(audioOf(message(payload))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is none where it is empty, no base64, or written with other escapes', () => {
    for (const payload of ['', '=', '%%%%', '\\u0051UJD', 'QUJD\\n', 'QUJD\\\\'])
      expect([payload, audioOf(message(payload))]).toEqual([payload, undefined]);
    expect(audioOf('{"event":"media","media":{}}')).toBeUndefined();
    expect(audioOf('{"event":"media"}')).toBeUndefined();
  });

  it('has the track, time and number of its message', () => {
    const audio = new JsonAudio(FIELDS, 'media');
    audio.read(
      Buffer.from(
        '{"event":"media","media":{"track":"outbound","timestamp":"40","chunk":3,"payload":"QUJD"}}',
      ),
    );
    const names = ['inbound', 'outbound'].map((name) => Buffer.from(name));
    expect([audio.track(names), audio.track(names.slice(0, 1)), audio.timestampMs, audio.number]).toEqual([
      1, -1, 40, 3,
    ]);
    audio.read(Buffer.from(message('QUJD')));
    expect([audio.track(names), audio.timestampMs, audio.number]).toEqual([0, undefined, undefined]);
  });

  it('is zeroed when it is let go of, even where it was none', () => {
    const audio = new JsonAudio(FIELDS, 'media');
    const first = Buffer.from(message('QUJDREVG'));
    audio.read(first);
    const kept = audio.payload(first);
    audio.forget();
    expect(kept).toEqual(new Uint8Array(6));

    const bad = Buffer.from(message('QUJDRE%G'));
    audio.read(bad);
    expect(audio.payload(bad)).toBeUndefined();
    audio.forget();
    expect(kept).toEqual(new Uint8Array(6));
  });
});
