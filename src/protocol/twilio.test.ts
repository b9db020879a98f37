/** What only Twilio promises; the rest is in the conformance suite. */
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { Heard } from '../test/bridges/wire.js';
import { twilioSignature } from './twilio-signature.js';
import { twilio } from './twilio.js';

const TOKENS = { authTokens: ['98765', '12345'] };
const PUBLIC = { publicUrl: 'wss://proxy.example.com' };

const start = (fields: object, parameters: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      event: 'start',
      sequenceNumber: '1',
      streamSid: 'MZ1',
      start: {
        streamSid: 'MZ1',
        callSid: 'CA1',
        tracks: ['inbound'],
        customParameters: parameters,
        ...fields,
      },
    }),
  );

const heardOf = (...messages: readonly Buffer[]): Heard => {
  const heard = new Heard(twilio, requestTo('/v1/twilio'));
  for (const message of messages) heard.receive(message, false);
  return heard;
};

describe("Twilio's signature", () => {
  it.each([
    ['wss://proxy.example.com/twilio/stream', 'JGdNMeUR61b3fLZpHlQs+CPFX3Y='],
    ['wss://proxy.example.com/twilio/stream/', 'QT24MyYtT2wIh1i3VnrpmSIcLnA='],
    ['wss://proxy.example.com:443/twilio/stream', '+EfMPR4xBluAZ2BxsF37aYSsevA='],
  ])('of %s is what Twilio makes it', (url, signature) => {
    expect(twilioSignature('12345', url)).toBe(signature);
  });

  it('opens the door, in every form that the URL may have had', () => {
    for (const signed of ['/v1/twilio/c-1/agent', '/v1/twilio/c-1/agent/', ':443/v1/twilio/c-1/agent']) {
      const signature = twilioSignature('12345', `wss://proxy.example.com${signed}`);
      const request = requestTo('/v1/twilio/c-1/agent', { 'x-twilio-signature': signature }, PUBLIC);
      expect(twilio.authenticate(request, TOKENS)).toBeUndefined();
    }
  });

  it('opens no other door, and none where it is missing or was tampered with', () => {
    const signature = twilioSignature('12345', 'wss://proxy.example.com/v1/twilio/c-1/agent');
    const to = (target: string, headers: Record<string, string>): string | undefined =>
      twilio.authenticate(requestTo(target, headers, PUBLIC), TOKENS);
    const own = '/v1/twilio/c-1/agent';
    expect(to(own, { 'x-twilio-signature': signature })).toBeUndefined();
    expect(to('/v1/twilio/c-2/agent', { 'x-twilio-signature': signature })).toBe('TACET_UNAUTHORISED');
    expect(to(`${own}?leg=caller`, { 'x-twilio-signature': signature })).toBe('TACET_UNAUTHORISED');
    expect(to(own, { 'x-twilio-signature': `${signature}=` })).toBe('TACET_UNAUTHORISED');
    expect(to(own, {})).toBe('TACET_UNAUTHORISED');
    const foreign = twilioSignature('11111', 'wss://proxy.example.com/v1/twilio/c-1/agent');
    expect(to(own, { 'x-twilio-signature': foreign })).toBe('TACET_UNAUTHORISED');
  });

  it('is not asked for where no token is configured', () => {
    expect(twilio.authenticate(requestTo('/v1/twilio'), undefined)).toBeUndefined();
  });
});

describe('a stream of Twilio', () => {
  it('is a live leg with one track, and a copy where it has both or says so', () => {
    expect(heardOf(start({})).joining?.tracks).toMatchObject([{ role: 'caller', isCopy: false }]);
    expect(heardOf(start({}, { copy: 'true', leg: 'agent' })).joining?.tracks).toMatchObject([
      { role: 'agent', isCopy: true },
    ]);
    expect(heardOf(start({ tracks: ['outbound'] })).joining?.tracks).toMatchObject([
      { role: 'agent', isCopy: true },
    ]);
    expect(heardOf(start({ tracks: ['inbound', 'outbound'] })).joining?.tracks).toMatchObject([
      { role: 'caller', isCopy: true },
      { role: 'agent', isCopy: true },
    ]);
  });

  it('cannot begin with what is no stream, and says why', () => {
    const format = { encoding: 'audio/x-alaw', sampleRate: 8_000, channels: 1 };
    expect(heardOf(start({ mediaFormat: format })).faults).toEqual(['TACET_CODEC_UNKNOWN']);
    expect(heardOf(start({ tracks: ['inbound', 'inbound'] })).faults).toEqual(['TACET_MESSAGE_MALFORMED']);
    expect(heardOf(start({ tracks: [] })).faults).toEqual(['TACET_MESSAGE_MALFORMED']);
    expect(heardOf(start({}, { call: '/' })).faults).toEqual(['TACET_CALL_ID']);
    expect(heardOf(start({}, { leg: 'both' })).faults).toEqual(['TACET_LEG_UNKNOWN']);
    expect(heardOf(Buffer.from('{"event":"start"}')).faults).toEqual(['TACET_MESSAGE_MALFORMED']);
  });

  it('begins once', () => {
    expect(heardOf(start({}), start({})).codes).toEqual(['TACET_MESSAGE_MALFORMED']);
  });

  it('lets no audio pass as another message, however its name is written', () => {
    for (const event of ['med\\u0069a', '\\u006dedia']) {
      const heard = heardOf(start({}), Buffer.from(`{"event":"${event}","media":{"payload":"QUJD"}}`));
      expect([heard.faults, heard.others.length]).toEqual([['TACET_MESSAGE_MALFORMED'], 1]);
    }
    const other = heardOf(start({}), Buffer.from('{"\\u0065vent":"media","media":{"payload":"QUJD"}}'));
    expect([other.faults, other.others.length]).toEqual([['TACET_MESSAGE_MALFORMED'], 1]);
  });
});
