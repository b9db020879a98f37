/** Signed upgrade requests of Genesys: two known ones, and everything that must not pass for one. */
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isAudiohookRequest, SIGNATURE_LIFETIME_S, type AudiohookKeys } from './audiohook-signature.js';
import { NonceCache } from './nonce-cache.js';
import type { BridgeRequest } from './protocol.js';
import { signed } from '../test/bridges/audiohook-signing.js';

const KEY = 'SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh';
const SECRET = 'TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=';
const KEYS: AudiohookKeys = { other: 'AAAA', [KEY]: SECRET, open: '' };
const COVERED =
  '("@request-target" "@authority" "audiohook-organization-id" "audiohook-session-id" ' +
  '"audiohook-correlation-id" "x-api-key")';

interface Vector {
  readonly target: string;
  readonly host: string;
  readonly ids: readonly [string, string, string];
  readonly nonce: string;
  readonly created: number;
  readonly expires: number;
  readonly signature: string;
}

/** The vendor's worked example. */
const EXAMPLE: Vector = {
  target: '/api/v1/voicebiometrics/ws',
  host: 'audiohook.example.com',
  ids: [
    'd7934305-0972-4844-938e-9060eef73d05',
    '30b0e395-84d3-4570-ac13-9a62d8f514c0',
    'e160e428-53e2-487c-977d-96989bf5c99d',
  ],
  nonce: 'VGhpc0lzQVVuaXF1ZU5vbmNl',
  created: 1_641_013_200,
  expires: 3_282_026_430,
  signature: 'NZBwyBHRRyRoeLqy1IzOa9VYBuI8TgMFt2GRDkDuJh4=',
};
/** What the vendor's client sent. */
const CAPTURED: Vector = {
  target: '/audiohook?x=1',
  host: '127.0.0.1:7801',
  ids: [
    'ddfd90e6-baf2-4ff1-8dd5-0463954061ed',
    'f578db5d-b273-441b-908b-7ca1a2a5bcf7',
    '1543d64b-84b9-4662-b6b0-f8df3879fc8d',
  ],
  nonce: 'Qwh/ZH+3lSQoDLg7DwcKJcbI',
  created: 1_795_298_413,
  expires: 1_795_298_443,
  signature: 'jXH4VK5J89/C/KG81FGWnKXoxhdCiS7Pkdcg2516AFg=',
};

const inputOf = ({ nonce, created, expires }: Vector): string =>
  `sig1=${COVERED};keyid="${KEY}";nonce="${nonce}";alg="hmac-sha256"` +
  `;created=${String(created)};expires=${String(expires)}`;

const headersOf = (vector: Vector): IncomingHttpHeaders => ({
  host: vector.host,
  'audiohook-organization-id': vector.ids[0],
  'audiohook-session-id': vector.ids[1],
  'audiohook-correlation-id': vector.ids[2],
  'x-api-key': KEY,
  'signature-input': inputOf(vector),
  signature: `sig1=:${vector.signature}:`,
});

const requestOf = (vector: Vector, changes: Partial<BridgeRequest> = {}): BridgeRequest => ({
  callId: undefined,
  role: undefined,
  language: undefined,
  tenant: undefined,
  query: new URLSearchParams(),
  headers: headersOf(vector),
  target: vector.target,
  publicUrl: undefined,
  unixTime: vector.created + 1,
  ...changes,
});

const passes = (
  request: BridgeRequest,
  keys = KEYS,
  nonces = new NonceCache(SIGNATURE_LIFETIME_S),
): boolean => isAudiohookRequest(request, keys, nonces);

const changed = (headers: IncomingHttpHeaders): BridgeRequest =>
  requestOf(CAPTURED, { headers: { ...headersOf(CAPTURED), ...headers } });

/** Signed at one time, looked at at another. */
const at = (afterS: number, created = CAPTURED.created): boolean => {
  const named = {
    'Audiohook-Organization-Id': CAPTURED.ids[0],
    'Audiohook-Session-Id': CAPTURED.ids[1],
    'Audiohook-Correlation-Id': CAPTURED.ids[2],
    'X-API-KEY': KEY,
  };
  const own = signed(`ws://${CAPTURED.host}${CAPTURED.target}`, named, SECRET, { created });
  const headers = { 'signature-input': own['Signature-Input'], signature: own['Signature'] };
  return passes({ ...changed(headers), unixTime: created + afterS });
};

describe('a request of Genesys', () => {
  it.each([
    ['the worked example', EXAMPLE],
    ['the captured one', CAPTURED],
  ])('passes: %s', (_name, vector) => {
    expect(passes(requestOf(vector))).toBe(true);
  });

  it('passes under the address that was dialled, whatever a proxy made of it', () => {
    const headers = { ...headersOf(EXAMPLE), host: 'inside:8080' };
    const inside = { headers, target: '/ws' };

    expect(passes(requestOf(EXAMPLE, inside))).toBe(false);
    for (const host of ['audiohook.example.com', 'AudioHook.example.com:443']) {
      const publicUrl = `wss://${host}/api/v1/voicebiometrics/`;
      expect(passes(requestOf(EXAMPLE, { ...inside, publicUrl }))).toBe(true);
    }
  });

  it('passes however its headers are spaced, because they are written anew', () => {
    const spaced = inputOf(CAPTURED).replaceAll(';', ' ;  ').replaceAll('" "', '"   "').replace('(', '(  ');

    expect(passes(changed({ 'signature-input': spaced }))).toBe(true);
  });

  it.each([
    ['another organization', { 'audiohook-organization-id': EXAMPLE.ids[0] }],
    ['another session', { 'audiohook-session-id': EXAMPLE.ids[1] }],
    ['another correlation', { 'audiohook-correlation-id': EXAMPLE.ids[2] }],
    ['another host', { host: '127.0.0.1:7802' }],
    ['another key that is known', { 'x-api-key': 'other' }],
    ['a key that needs no signature', { 'x-api-key': 'open' }],
    ['an unknown key', { 'x-api-key': 'unknown' }],
    ['the name of what every object has', { 'x-api-key': 'constructor' }],
    ['no key', { 'x-api-key': undefined }],
    ['no session', { 'audiohook-session-id': undefined }],
    ['no signature', { signature: undefined }],
    ['no description of it', { 'signature-input': undefined }],
    ['neither', { signature: undefined, 'signature-input': undefined }],
    ['an empty signature', { signature: 'sig1=::' }],
    ['a shorter signature', { signature: 'sig1=:jXH4VK5J89/C:' }],
    ['a signature of another name', { signature: `sig2=:${CAPTURED.signature}:` }],
    [
      'two signatures',
      { 'signature-input': `${inputOf(CAPTURED)}, ${inputOf(CAPTURED).replace('sig1', 'sig2')}` },
    ],
    ['a later time', { 'signature-input': inputOf({ ...CAPTURED, created: CAPTURED.created + 1 }) }],
    ['another nonce', { 'signature-input': inputOf({ ...CAPTURED, nonce: EXAMPLE.nonce }) }],
    ['another algorithm', { 'signature-input': inputOf(CAPTURED).replace('sha256', 'sha1') }],
    ['less that is covered', { 'signature-input': inputOf(CAPTURED).replace(' "x-api-key"', '') }],
    ['the same parameter twice', { 'signature-input': `${inputOf(CAPTURED)};created=1` }],
  ])('is refused with %s', (_what, headers: IncomingHttpHeaders) => {
    expect(passes(changed(headers))).toBe(false);
  });

  it('is refused at another path', () => {
    expect(passes(requestOf(CAPTURED, { target: '/audiohook?x=2' }))).toBe(false);
  });

  it('is refused with the wrong secret', () => {
    expect(passes(requestOf(CAPTURED), { [KEY]: Buffer.alloc(32).toString('base64') })).toBe(false);
    expect(passes(requestOf(CAPTURED), {})).toBe(false);
  });

  it('is refused where less is covered, though it was signed so', () => {
    // A signature over nothing but the key would be good for every session.
    const pass = (covered: string, lines: readonly string[]): boolean => {
      const input = inputOf(CAPTURED).replace(COVERED, `(${covered})`).slice('sig1='.length);
      const base = [...lines, `"@signature-params": ${input}`].join('\n');
      const value = createHmac('sha256', Buffer.from(SECRET, 'base64')).update(base).digest('base64');
      return passes(changed({ 'signature-input': `sig1=${input}`, signature: `sig1=:${value}:` }));
    };
    const [organization, session, correlation] = CAPTURED.ids;
    const all = [
      `"@request-target": ${CAPTURED.target}`,
      `"@authority": ${CAPTURED.host}`,
      `"audiohook-organization-id": ${organization}`,
      `"audiohook-session-id": ${session}`,
      `"audiohook-correlation-id": ${correlation}`,
      `"x-api-key": ${KEY}`,
    ];
    const namesOf = (lines: readonly string[]): string => lines.map((line) => line.split(': ')[0]).join(' ');

    for (const left of all) {
      const rest = all.filter((line) => line !== left);
      expect(pass(namesOf(rest), rest)).toBe(false);
    }
    const reversed = [...all].reverse();
    expect(pass(namesOf(reversed), reversed)).toBe(true);
  });

  it.each([
    [-4, false],
    [-3, true],
    [0, true],
    [10, true],
    [11, false],
    [3_600, false],
  ])('is looked at %i s after it was signed: %s', (afterS, expected) => {
    expect(at(afterS)).toBe(expected);
  });

  it('is refused when it comes again, for as long as it would be taken', () => {
    const nonces = new NonceCache(SIGNATURE_LIFETIME_S);

    expect(passes(requestOf(CAPTURED), KEYS, nonces)).toBe(true);
    for (let afterS = -3; afterS <= 20; afterS++)
      expect(passes(requestOf(CAPTURED, { unixTime: CAPTURED.created + afterS }), KEYS, nonces)).toBe(false);
  });

  it('may be made without a signature only with a key whose secret is empty', () => {
    const unsigned = (key: string): boolean =>
      passes(changed({ 'x-api-key': key, signature: undefined, 'signature-input': undefined }));

    expect(['open', 'other', KEY, 'unknown', ''].map(unsigned)).toEqual([true, false, false, false, false]);
  });

  it('that is changed anywhere in its headers never passes, and never throws', () => {
    const names = ['signature-input', 'signature', 'x-api-key', 'audiohook-session-id', 'host'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(400), fc.string({ maxLength: 3 }), (name, place, put) => {
        const text = String(headersOf(CAPTURED)[name]);
        const from = place % text.length;
        const other = text.slice(0, from) + put + text.slice(from + 1);
        // Spaces between the parts of a header mean nothing, nor does the case of a host.
        const bare = (each: string): string => each.replaceAll(' ', '').toLowerCase();
        fc.pre(bare(other) !== bare(text));
        expect(passes(changed({ [name]: other }))).toBe(false);
      }),
    );
  });
});

describe('the nonces that were seen', () => {
  it('are forgotten when they are too old to come again', () => {
    const nonces = new NonceCache(10);

    for (let now = 0; now < 1_000; now++) expect(nonces.take(String(now), now)).toBe(true);

    expect(nonces.size).toBeLessThanOrEqual(11);
    expect(nonces.take('999', 1_000)).toBe(false);
    expect(nonces.take('900', 1_000)).toBe(true);
  });

  it('are never more than so many: what cannot be remembered is not taken', () => {
    const nonces = new NonceCache(10, 3);

    expect(['a', 'b', 'c', 'd', 'a'].map((nonce) => nonces.take(nonce, 0))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(nonces.take('d', 11)).toBe(true);
  });
});
