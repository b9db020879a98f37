import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readRtp, RtpPacket, writeRtpHeader } from './rtp-packet.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const HEADER = '8000 1234 89abcdef fedcba98';

const read = (hex: string) => {
  const packet = new RtpPacket();
  return { verdict: readRtp(bytes(hex), packet), packet };
};

describe('reading an RTP packet', () => {
  it('reads the fixed header, unsigned', () => {
    const { verdict, packet } = read('80e5 ffff ffffffff fffffffe 0102');

    expect(verdict).toBe('rtp');
    expect(packet).toMatchObject({
      marker: true,
      payloadType: 101,
      sequenceNumber: 0xffff,
      timestamp: 0xffffffff,
      ssrc: 0xfffffffe,
    });
    expect(packet.payload).toEqual(bytes('0102'));
  });

  it('keeps a view on the message and copies nothing', () => {
    const message = bytes(`${HEADER} 0102`);
    const packet = new RtpPacket();

    readRtp(message, packet);

    expect(packet.payload.buffer).toBe(message.buffer);
    expect(packet.payload.byteOffset).toBe(message.byteOffset + 12);
  });

  it('takes a packet without a payload', () => {
    expect(read(HEADER)).toMatchObject({ verdict: 'rtp', packet: { payload: new Uint8Array(0) } });
  });

  it.each([
    ['CSRCs', `8200 1234 89abcdef fedcba98 00000001 00000002 55`],
    ['an empty extension', `9000 1234 89abcdef fedcba98 bede0000 55`],
    ['a one-byte-header extension', `9000 1234 89abcdef fedcba98 bede0001 10ff0000 55`],
    ['CSRCs and an extension', `9100 1234 89abcdef fedcba98 00000001 10000001 01020304 55`],
    ['padding', `a000 1234 89abcdef fedcba98 55 000003`],
    ['all of it', `b100 1234 89abcdef fedcba98 00000001 bede0001 10ff0000 55 01`],
  ])('skips %s', (_, hex) => {
    const { verdict, packet } = read(hex);

    expect(verdict).toBe('rtp');
    expect(packet.payload).toEqual(bytes('55'));
  });

  it('takes a packet that is all padding', () => {
    expect(read(`a000 1234 89abcdef fedcba98 0002`)).toMatchObject({
      verdict: 'rtp',
      packet: { payload: new Uint8Array(0) },
    });
  });

  it.each([
    ['nothing', ''],
    ['one octet', '80'],
    ['three octets', '80c900'],
    ['one octet less than a header', '8000 1234 89abcdef fedcba'],
    ['version 0', '0000 1234 89abcdef fedcba98'],
    ['version 1', '4000 1234 89abcdef fedcba98'],
    ['version 3', 'c000 1234 89abcdef fedcba98'],
    ['fewer CSRCs than announced', '8200 1234 89abcdef fedcba98 00000001'],
    ['an extension without its header', '9000 1234 89abcdef fedcba98 bede00'],
    ['an extension longer than the message', '9000 1234 89abcdef fedcba98 bedeffff 00000000'],
    ['padding of zero octets', 'a000 1234 89abcdef fedcba98 5500'],
    ['padding longer than the rest', 'a000 1234 89abcdef fedcba98 5503'],
    ['padding without an octet', 'a000 1234 89abcdef fedcba98'],
  ])('refuses %s', (_, hex) => {
    const { verdict, packet } = read(hex);

    expect(verdict).toBe('malformed');
    expect(packet).toEqual(new RtpPacket());
  });

  it.each([
    ['a receiver report', '81c90007 00000001', 'rtcp'],
    ['an empty receiver report', '80c90001 00000001', 'rtcp'],
    ['the first type of RTCP', `80c0 1234 89abcdef fedcba98`, 'rtcp'],
    ['the last type of RTCP', `80df 1234 89abcdef fedcba98`, 'rtcp'],
    ['the type below', `80bf 1234 89abcdef fedcba98`, 'rtp'],
    ['the type above', `80e0 1234 89abcdef fedcba98`, 'rtp'],
  ])('tells RTCP from RTP: %s', (_, hex, verdict) => {
    expect(read(hex).verdict).toBe(verdict);
  });

  it('reads back every header that can be written', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 0, max: 127 }).filter((type) => type < 64 || type > 95),
        fc.nat(0xffff),
        fc.nat(0xffffffff),
        fc.nat(0xffffffff),
        fc.uint8Array({ maxLength: 40 }),
        (marker, payloadType, sequenceNumber, timestamp, ssrc, payload) => {
          const message = new Uint8Array(12 + payload.length);
          writeRtpHeader(message, marker, payloadType, sequenceNumber, timestamp, ssrc);
          message.set(payload, 12);
          const packet = new RtpPacket();

          expect(readRtp(message, packet)).toBe('rtp');

          expect(packet).toMatchObject({ marker, payloadType, sequenceNumber, timestamp, ssrc });
          expect(packet.payload).toEqual(payload);
        },
      ),
    );
  });
});
