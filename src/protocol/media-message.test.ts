import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { MediaMessage } from './media-message.js';
import { OutgoingJson } from './outgoing-json.js';

const payload = fc.uint8Array({ maxLength: 60 });

describe('a media message', () => {
  it('is its prefix, the audio and its suffix, whatever was sent before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(fc.string({ unit: 'binary', maxLength: 12 })), payload), {
          maxLength: 12,
        }),
        (messages) => {
          const message = new MediaMessage('<', '>');
          let prefix = '<';
          for (const [next, bytes] of messages) {
            if (next !== null) {
              message.begin(next);
              prefix = next;
            }
            const wanted = Buffer.from(`${prefix}${Buffer.from(bytes).toString('base64')}>`);
            expect(Buffer.from(message.wrap(bytes))).toEqual(wanted);
          }
        },
      ),
    );
  });

  it('holds nothing of any message once it is closed', () => {
    const message = new MediaMessage('{"payload":"', '"}');
    const long = message.wrap(new Uint8Array(300).fill(0x55));
    const short = message.wrap(new Uint8Array(30).fill(0x55));
    const longest = message.wrap(new Uint8Array(600).fill(0x55));

    message.close();

    for (const sent of [long, short, longest]) expect(sent.every((byte) => byte === 0)).toBe(true);
  });
});

describe('the way out of a track in JSON', () => {
  const media = {
    isCounted: true,
    prefix: (message: number, own: number, timestampMs: number) =>
      `{"m":${String(message)},"c":${String(own)},"t":${String(timestampMs)},"p":"`,
    suffix: '"}',
  };
  const sent = (out: OutgoingJson, bytes: number, clock: number): unknown =>
    JSON.parse(Buffer.from(out.wrap(new Uint8Array(bytes), false, clock)).toString());

  it('counts all messages and those with audio, and times audio by what was sent and left out', () => {
    const out = new OutgoingJson(media, undefined, 8);

    expect(sent(out, 3, 160)).toEqual({ m: 1, c: 1, t: 0, p: 'AAAA' });
    out.count();
    out.skip(80);
    expect(sent(out, 3, 160)).toEqual({ m: 3, c: 2, t: 30, p: 'AAAA' });
    expect(sent(out, 6, 160)).toEqual({ m: 4, c: 3, t: 50, p: 'AAAAAAAA' });
    expect([out.messages, out.clear()]).toEqual([4, undefined]);
  });

  it('goes on counting through every number of digits', () => {
    const out = new OutgoingJson(media, '{"clear":1}', 16);
    for (let i = 1; i <= 1_050; i++) expect(sent(out, 3, 320)).toMatchObject({ m: i, c: i, t: 20 * (i - 1) });
    expect(out.clear()).toBe('{"clear":1}');
  });
});
