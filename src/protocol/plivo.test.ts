/** What only Plivo promises; the rest is in the conformance suite. */
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { plivoSignature } from './plivo-signature.js';
import { extraHeaders, plivo } from './plivo.js';

const NONCE = '12345';
const PUBLIC = { publicUrl: 'wss://proxy.example.com' };
const CREDENTIALS = { authTokens: ['other', 'test_token'] };

const answer = (target: string, headers: Record<string, string>): string | undefined =>
  plivo.authenticate(
    requestTo(target, { 'x-plivo-signature-v3-nonce': NONCE, ...headers }, PUBLIC),
    CREDENTIALS,
  );

const signed = (url: string, token = 'test_token'): string => plivoSignature(token, url, NONCE);

describe("Plivo's signature", () => {
  it('is what Plivo makes it', () => {
    expect(signed('wss://proxy.example.com/plivo')).toBe('fak1dsFt2x0tdQWjWiu3/qVALm6LyXFUxN7RoRxx1zY=');
  });

  it('opens the door, by either header, alone or among others, for either scheme', () => {
    const own = signed('wss://proxy.example.com/v1/plivo/c-1/agent');
    const target = '/v1/plivo/c-1/agent';
    expect(answer(target, { 'x-plivo-signature-v3': own })).toBeUndefined();
    expect(answer(target, { 'x-plivo-signature-ma-v3': own })).toBeUndefined();
    expect(answer(target, { 'x-plivo-signature-v3': `abc, ${own},def` })).toBeUndefined();
    const https = signed('https://proxy.example.com/v1/plivo/c-1/agent');
    expect(answer(target, { 'x-plivo-signature-v3': https })).toBeUndefined();
  });

  it('is made of the query in the order of its names', () => {
    const own = signed('wss://proxy.example.com/v1/plivo?call=c-1&leg=agent');
    expect(answer('/v1/plivo?leg=agent&call=c-1', { 'x-plivo-signature-v3': own })).toBeUndefined();
    expect(answer('/v1/plivo?leg=caller&call=c-1', { 'x-plivo-signature-v3': own })).toBe(
      'TACET_UNAUTHORISED',
    );
  });

  it('opens no door that it was not made for', () => {
    const url = 'wss://proxy.example.com/v1/plivo/c-1/agent';
    const target = '/v1/plivo/c-1/agent';
    const header = { 'x-plivo-signature-v3': signed(url) };
    expect(answer('/v1/plivo/c-2/agent', header)).toBe('TACET_UNAUTHORISED');
    expect(answer(target, { ...header, 'x-plivo-signature-v3-nonce': '12346' })).toBe('TACET_UNAUTHORISED');
    expect(answer(target, { 'x-plivo-signature-v3': signed(url, 'wrong') })).toBe('TACET_UNAUTHORISED');
    // So many would keep us busy for longer than a call may wait.
    const many = `${'a,'.repeat(100)}${signed(url)}`;
    for (const wrong of ['', ',', 'x', `${signed(url)}x`, many]) {
      expect(answer(target, { 'x-plivo-signature-v3': wrong })).toBe('TACET_UNAUTHORISED');
    }
    expect(answer(target, {})).toBe('TACET_UNAUTHORISED');
    expect(plivo.authenticate(requestTo(target, header, PUBLIC), CREDENTIALS)).toBe('TACET_UNAUTHORISED');
    expect(plivo.authenticate(requestTo(target), undefined)).toBeUndefined();
  });
});

describe("Plivo's extra headers", () => {
  it.each([
    ['{"call":"c-1","leg":"agent"}'],
    ['{call: c-1, leg: agent}'],
    ["{'call': 'c-1', 'leg': 'agent'}"],
    ['call=c-1,leg=agent'],
  ])('are read as they come: %s', (text) => {
    expect(extraHeaders(text)).toEqual({ call: 'c-1', leg: 'agent' });
  });

  it('are read once, however they are written: where every split of the spaces is tried, this takes hours', () => {
    const spaces = ' '.repeat(20_000);
    expect(extraHeaders(`k=${spaces}x\ny`)).toEqual({ k: 'x\ny' });
    expect(extraHeaders(`k='${spaces}x`)).toEqual({ k: `${spaces}x` });
    expect(extraHeaders(`}${spaces}}${spaces}{k:"`)).toEqual({});
    expect(extraHeaders(`${spaces}k${spaces}`)).toEqual({});
  });

  it('are none where there are none', () => {
    for (const nothing of ['', '{}', '{ }', ',', undefined, 7, null, []])
      expect(extraHeaders(nothing)).toEqual({});
  });
});
