/** What only Vonage promises; the rest is in the conformance suite. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { Heard } from '../test/bridges/wire.js';
import { vonage, VonageCredentials } from './vonage.js';

const VECTOR =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDAsImp0aSI6ImoxIiwiaXNzIjoiVm9uYWdlIiwiYXBwbGljYXRpb25faWQiOiJhcHAtMSIsImFwaV9rZXkiOiJhYmNkMTIzNCJ9.rlTOvRYfWgoUzD1GBlDhUNs8htWliXoldumJk23Zaaw';
const ISSUED = 1_700_000_000;
const SECRETS = { signatureSecrets: ['older', 'topsecret'] };

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const token = (
  claims: object,
  header: object = { alg: 'HS256', typ: 'JWT' },
  secret = 'topsecret',
): string => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const CLAIMS = { iat: ISSUED, jti: 'j1', iss: 'Vonage', application_id: 'app-1', api_key: 'abcd1234' };

const answer = (bearer: string, credentials: object = SECRETS, unixTime = ISSUED + 1): string | undefined =>
  vonage.authenticate(
    requestTo('/v1/vonage', { authorization: `Bearer ${bearer}` }, { unixTime }),
    credentials,
  );

describe("Vonage's token", () => {
  it('is the one that Vonage signs', () => {
    expect(answer(VECTOR)).toBeUndefined();
    expect(token(CLAIMS)).toBe(VECTOR);
    expect(
      answer(VECTOR, { ...SECRETS, apiKeys: ['abcd1234'], applicationIds: ['x', 'app-1'] }),
    ).toBeUndefined();
  });

  it('lives for five minutes, and is not from the future', () => {
    expect(answer(VECTOR, SECRETS, ISSUED + 300)).toBeUndefined();
    expect(answer(VECTOR, SECRETS, ISSUED + 301)).toBe('TACET_UNAUTHORISED');
    expect(answer(VECTOR, SECRETS, ISSUED - 60)).toBeUndefined();
    expect(answer(VECTOR, SECRETS, ISSUED - 61)).toBe('TACET_UNAUTHORISED');
    expect(answer(token({ ...CLAIMS, iat: undefined }))).toBe('TACET_UNAUTHORISED');
    expect(answer(token({ ...CLAIMS, exp: ISSUED }))).toBe('TACET_UNAUTHORISED');
    expect(answer(token({ ...CLAIMS, exp: ISSUED + 60 }))).toBeUndefined();
  });

  it('is worth nothing once it was tampered with, or made by somebody else', () => {
    const [header = '', claims = '', signature = ''] = VECTOR.split('.');
    const agent = part({ ...CLAIMS, jti: 'j2' });
    const none = part({ alg: 'none' });
    for (const forged of [
      `${header}.${agent}.${signature}`,
      `${none}.${claims}.${signature}`,
      `${none}.${claims}.`,
      `${header}.${claims}.`,
      `${header}.${claims}`,
      `${VECTOR}.x`,
      `${VECTOR}A`,
      token(CLAIMS, { alg: 'HS512' }),
      token(CLAIMS, { alg: 'HS256', crit: ['b64'], b64: false }),
      token(CLAIMS, { alg: 'HS256' }, 'guess'),
      token({ ...CLAIMS, iss: 'Somebody' }),
      'x',
    ]) {
      expect(answer(forged)).toBe('TACET_UNAUTHORISED');
    }
    expect(answer(VECTOR, { ...SECRETS, apiKeys: ['other'] })).toBe('TACET_UNAUTHORISED');
    expect(answer(VECTOR, { ...SECRETS, applicationIds: ['other'] })).toBe('TACET_UNAUTHORISED');
    expect(answer(VECTOR, { bearerTokens: ['t'] })).toBe('TACET_UNAUTHORISED');
  });

  it('may be one of our own instead', () => {
    expect(answer('t-1', { bearerTokens: ['t-1'] })).toBeUndefined();
    expect(answer('t-2', { bearerTokens: ['t-1'] })).toBe('TACET_UNAUTHORISED');
    expect(vonage.authenticate(requestTo('/v1/vonage'), { bearerTokens: ['t-1'] })).toBe(
      'TACET_UNAUTHORISED',
    );
    expect(vonage.authenticate(requestTo('/v1/vonage'), undefined)).toBeUndefined();
    expect(VonageCredentials.safeParse({}).success).toBe(false);
  });
});

describe('a conversation with Vonage', () => {
  const connected = (fields: object): Buffer =>
    Buffer.from(
      JSON.stringify({ event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000', ...fields }),
    );

  it('begins with who it is, in one of three rates', () => {
    const joined = (fields: object): unknown => {
      const heard = new Heard(vonage, requestTo('/v1/vonage'));
      heard.receive(connected(fields), false);
      return heard.joining === undefined
        ? heard.faults[0]
        : [heard.joining.callId, heard.joining.tracks[0]?.rateHz];
    };
    expect(joined({ call: 'c-1' })).toEqual(['c-1', 16_000]);
    expect(joined({ call: 'c-1', 'content-type': 'audio/l16; rate=24000' })).toEqual(['c-1', 24_000]);
    expect(joined({ call: 'c-1', 'content-type': 'audio/l16;rate=11025' })).toBe('TACET_CODEC_UNKNOWN');
    expect(joined({ call: 'c-1', 'content-type': 'audio/opus' })).toBe('TACET_CODEC_UNKNOWN');
    expect(joined({})).toBe('TACET_CALL_ID');
  });

  it('begins once, and has no audio before', () => {
    const heard = new Heard(vonage, requestTo('/v1/vonage/c-1'));
    heard.receive(Buffer.alloc(640), true);
    heard.receive(connected({}), false);
    heard.receive(connected({}), false);
    heard.receive(Buffer.alloc(640), true);
    expect(heard.codes).toEqual(['TACET_PAYLOAD_BAD', 'TACET_MESSAGE_MALFORMED']);
    expect(heard.audio).toHaveLength(1);
  });

  it('is sent exactly what is wrapped, and asked to clear in its own words', () => {
    const heard = new Heard(vonage, requestTo('/v1/vonage/c-1'));
    heard.receive(connected({}), false);
    const frame = Buffer.alloc(640, 7);
    expect(Buffer.from(heard.session.tracks[0]?.wrap(frame, false, 320) ?? [])).toEqual(frame);
    expect(heard.session.tracks[0]?.clear()).toBe('{"action":"clear"}');
    expect(heard.joining?.tracks[0]).toMatchObject({ ptimeMs: 20, isFramed: true });
  });
});
