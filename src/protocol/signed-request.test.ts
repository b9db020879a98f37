import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { BridgeRequest } from './protocol.js';
import { basicOf, bearerOf, equalSecrets, holdsSecret, publicUrls } from './signed-request.js';

const request = (given: Partial<BridgeRequest>): BridgeRequest => ({
  callId: undefined,
  role: undefined,
  language: undefined,
  tenant: undefined,
  query: new URLSearchParams(),
  headers: {},
  target: '/v1/twilio',
  publicUrl: undefined,
  unixTime: 0,
  ...given,
});

describe('the URLs that a bridge may have signed', () => {
  it('are those with and without the default port and a slash at the end', () => {
    const urls = publicUrls(
      request({ publicUrl: 'wss://proxy.example.com/', target: '/v1/twilio/?a=1&b=/' }),
    );
    expect([...urls].sort()).toEqual([
      'wss://proxy.example.com/v1/twilio/?a=1&b=/',
      'wss://proxy.example.com/v1/twilio?a=1&b=/',
      'wss://proxy.example.com:443/v1/twilio/?a=1&b=/',
      'wss://proxy.example.com:443/v1/twilio?a=1&b=/',
    ]);
    expect(publicUrls(request({ publicUrl: 'wss://proxy.example.com:443' }))).toContain(
      'wss://proxy.example.com/v1/twilio',
    );
  });

  it('keep a port that is not the default', () => {
    expect([...publicUrls(request({ publicUrl: 'wss://proxy.example.com:8443' }))].sort()).toEqual([
      'wss://proxy.example.com:8443/v1/twilio',
      'wss://proxy.example.com:8443/v1/twilio/',
    ]);
  });

  it('hold the whole query, however many question marks are in it', () => {
    const urls = publicUrls(request({ publicUrl: 'wss://p', target: '/v1/twilio?a?leg=agent' }));
    expect(urls.every((url) => url.endsWith('?a?leg=agent'))).toBe(true);
  });

  it('are those of the host that was dialled, where none is configured, and none without it', () => {
    expect(publicUrls(request({ headers: { host: 'h.example.com' } }))).toContain(
      'wss://h.example.com/v1/twilio',
    );
    expect(publicUrls(request({}))).toEqual([]);
  });
});

describe('secrets of a request', () => {
  it('are equal only where they are the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(equalSecrets(a, b)).toBe(a === b);
        expect(equalSecrets(a, a)).toBe(true);
      }),
    );
  });

  it('are one of those that are known', () => {
    expect(holdsSecret('b', ['a', 'b'])).toBe(true);
    for (const given of [undefined, '', 'c', 'A', ['a']]) expect(holdsSecret(given, ['a', 'b'])).toBe(false);
    expect(holdsSecret('a', [])).toBe(false);
  });

  it('stand in the header that says how', () => {
    const of = (authorization: string): BridgeRequest => request({ headers: { authorization } });
    expect(bearerOf(of('Bearer t-1'))).toBe('t-1');
    expect(bearerOf(of('bearer  t-1 '))).toBe('t-1');
    expect(basicOf(of(`Basic ${Buffer.from('user:pä:ss').toString('base64')}`))).toBe('user:pä:ss');
    for (const wrong of ['', 'Bearer', 'Bearer a b', 'Basic t-1!', 'Token t-1']) {
      expect([bearerOf(of(wrong)), basicOf(of(wrong))]).toEqual([undefined, undefined]);
    }
    expect([bearerOf(request({})), basicOf(request({}))]).toEqual([undefined, undefined]);
  });
});
