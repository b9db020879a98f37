/** What only Asterisk's channels do; the rest is in the conformance suite and in test/asterisk.test.ts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { controlCommand, readControl } from './asterisk-control.js';
import { formatOf } from './asterisk-format.js';
import { asterisk } from './asterisk.js';
import { EarlyAudio } from './early-audio.js';
import type { BridgeRequest } from './protocol.js';
import { parseCallId } from '../core/ids.js';
import { millis } from '../core/units.js';
import { Heard } from '../test/bridges/wire.js';

const request = (query = '', callId?: string): BridgeRequest => ({
  callId: callId === undefined ? undefined : parseCallId(callId),
  role: undefined,
  language: undefined,
  tenant: undefined,
  query: new URLSearchParams(query),
  headers: {},
  target: '/v1/asterisk',
  publicUrl: undefined,
  unixTime: 0,
});
const START = 'MEDIA_START channel_id:1.2 format:ulaw optimal_frame_size:160 ptime:20';
const say = (heard: Heard, text: string): void => heard.receive(Buffer.from(text), false);
const frame = Buffer.alloc(160, 0x55);

describe('a channel', () => {
  it('starts once', () => {
    const heard = new Heard(asterisk, request());
    say(heard, START);
    say(heard, 'MEDIA_START channel_id:9.9 format:alaw optimal_frame_size:160');

    expect(heard.joining?.callId).toBe('1.2');
    expect(heard.codes).toEqual(['TACET_MESSAGE_MALFORMED']);
    expect(heard.faults).toEqual([]);
  });

  it('goes on in the form it began with', () => {
    const heard = new Heard(asterisk, request());
    say(heard, START);
    say(heard, '{"event":"DTMF_END","digit":"4"}');

    expect(heard.keys).toEqual([]);
    expect(heard.faults).toEqual(['TACET_MESSAGE_MALFORMED']);
  });

  it('is answered only where that was asked for, in its own form', () => {
    for (const [query, start, sent] of [
      ['', START, []],
      ['answer=1', START, ['ANSWER']],
      ['answer=1', '{"event":"MEDIA_START","channel_id":"1","format":"ulaw"}', ['{"command":"ANSWER"}']],
      ['answer=1', START.replace('ulaw', 'g722'), []],
    ] as const) {
      const heard = new Heard(asterisk, request(query));
      say(heard, start);
      expect(heard.sent).toEqual(sent);
    }
  });

  it('keeps audio that came before its start, a second of it at most, and loses none of the rest', () => {
    const heard = new Heard(asterisk, request());
    for (let i = 0; i < 100; i++) heard.receive(frame, true);
    say(heard, START);
    heard.receive(frame, true);

    expect(heard.audio.length).toBeGreaterThanOrEqual(50);
    expect(heard.audio.length).toBeLessThanOrEqual(52);
    expect(heard.codes).toHaveLength(101 - heard.audio.length);
  });

  it('is a leg before its start where the request says its codec and its call', () => {
    const heard = new Heard(asterisk, request('codec=ulaw', 'c-1'));
    heard.receive(frame, true);
    expect(heard.audio).toHaveLength(1);

    say(heard, START.replace('ulaw', 'alaw'));
    expect(heard.faults).toEqual(['TACET_PAYLOAD_TYPE']);
  });

  it('of an unknown codec is refused, in the request or at its start', () => {
    expect(asterisk.open(request('codec=g722'))).toBe('TACET_CODEC_UNKNOWN');
    const heard = new Heard(asterisk, request());
    say(heard, START.replace('ulaw', 'g722'));
    expect(heard.faults).toEqual(['TACET_CODEC_UNKNOWN']);
  });

  it('without an id of its own needs a call in the request', () => {
    const heard = new Heard(asterisk, request());
    say(heard, START.replace('channel_id:1.2 ', ''));
    expect(heard.faults).toEqual(['TACET_CALL_ID']);
  });

  it('is sent nothing before its start and while its queue is full; it is flushed once', () => {
    const heard = new Heard(asterisk, request());
    const wrap = (): number | undefined => heard.session.tracks[0]?.wrap(frame, false, 160)?.length;
    expect(wrap()).toBeUndefined();
    say(heard, START);
    expect(wrap()).toBe(160);
    say(heard, 'MEDIA_XOFF');
    say(heard, 'MEDIA_XOFF');
    expect(wrap()).toBeUndefined();
    say(heard, 'MEDIA_XON');
    expect(wrap()).toBe(160);
    expect(heard.sent).toEqual(['FLUSH_MEDIA']);
  });

  it('hangs up by command at the end of a call, and by the close code after a mistake', () => {
    for (const [code, isTold] of [
      [undefined, true],
      ['TACET_PEER_LEFT', true],
      ['TACET_SLOW_READER', false],
    ] as const) {
      const heard = new Heard(asterisk, request());
      say(heard, START);
      expect(heard.session.farewell?.(code)).toBe(isTold);
      expect(heard.sent).toEqual(isTold ? ['HANGUP'] : []);
    }
  });

  it('drops half a sample, and takes no harm', () => {
    const heard = new Heard(asterisk, request());
    say(heard, START.replace('ulaw', 'slin').replace('160', '320'));
    heard.receive(Buffer.alloc(319), true);
    heard.receive(Buffer.alloc(0), true);
    heard.receive(Buffer.alloc(320), true);

    expect(heard.codes).toEqual(['TACET_PAYLOAD_BAD', 'TACET_PAYLOAD_BAD']);
    expect(heard.audio).toHaveLength(1);
  });
});

describe('control messages', () => {
  it('are split at spaces, and each word at its first colon', () => {
    expect(readControl(Buffer.from('A_B k:v url:a:b/c\td:1 :x lone\n'), 'plain-text')).toEqual({
      name: 'A_B',
      fields: { k: 'v', url: 'a:b/c', d: '1' },
    });
  });

  it.each(['', ' ', 'lower case', '{"event":"X"}', '1'])('are none: "%s"', (text) => {
    expect(readControl(Buffer.from(text), 'plain-text')).toBeUndefined();
  });

  it.each(['', '[]', '{}', '{"event":1}', 'X', '{"event":"X"'])('in JSON are none: "%s"', (text) => {
    expect(readControl(Buffer.from(text), 'json')).toBeUndefined();
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom('json' as const, 'plain-text' as const),
        (bytes, format) => {
          readControl(Buffer.from(bytes), format);
        },
      ),
    );
  });

  it('to Asterisk are far shorter than it takes', () => {
    for (const command of ['ANSWER', 'HANGUP', 'FLUSH_MEDIA'] as const)
      for (const format of ['json', 'plain-text'] as const)
        expect(controlCommand(command, format).length).toBeLessThanOrEqual(128);
  });
});

describe('a format', () => {
  it.each([
    ['ulaw', 160, 'PCMU', 8_000, 20],
    ['alaw', 80, 'PCMA', 8_000, 10],
    ['slin', 320, 'L16LE', 8_000, 20],
    ['slin16', 1_280, 'L16LE', 16_000, 40],
    ['slin24', 960, 'L16LE', 24_000, 20],
    ['slin48', 1_920, 'L16LE', 48_000, 20],
    ['opus', 0, 'OPUS', 48_000, 20],
  ])('%s in frames of %i bytes', (format, size, encoding, rateHz, ptimeMs) => {
    const wanted = { encoding, rateHz, ptimeMs };
    expect(formatOf({ format, optimal_frame_size: size })).toEqual(wanted);
    expect(formatOf({ format, optimal_frame_size: String(size), ptime: String(ptimeMs) })).toEqual(wanted);
  });
});

describe('early audio', () => {
  it('comes out in order, once, and never more than a second or its bytes', () => {
    const piece = fc.record({
      bytes: fc.integer({ min: 0, max: 40_000 }),
      gapMs: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const early = new EarlyAudio();
        let nowMs = 0;
        let refusals = 0;
        pieces.forEach(({ bytes, gapMs }, i) => {
          nowMs += gapMs;
          if (!early.push(new Uint8Array(bytes).fill(i + 1), millis(nowMs))) refusals++;
        });
        const out: { first: number; length: number; arrivalMs: number }[] = [];
        early.drain((payload, arrivalMs) =>
          out.push({ first: payload[0] ?? 0, length: payload.length, arrivalMs }),
        );
        early.drain(() => expect(true).toBe(false));

        expect(out.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(96_000);
        for (const { arrivalMs } of out) expect(nowMs - arrivalMs).toBeLessThanOrEqual(1_000);
        // What is kept is the end of what came.
        expect(out.map(({ length }) => length)).toEqual(
          pieces.slice(pieces.length - out.length).map(({ bytes }) => bytes),
        );
        if (refusals === 0) expect(out).toHaveLength(pieces.length);
      }),
    );
  });
});
