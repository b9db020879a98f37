import { describe, expect, it } from '@jest/globals';

import { doorOf, isLocal } from './door.js';
import { AuthSettings } from './settings.js';

const NOTHING = AuthSettings.parse({});
const KEY = { name: 'x', roles: ['operator'], sha256: '0'.repeat(64) };

describe('a server without any auth', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('is for its own machine on %s', (host) => {
    expect(doorOf(NOTHING, host)).toBe('local');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'tacet.example.com'])(
    'does not start on %s, and says what to do',
    (host) => {
      expect(() => doorOf(NOTHING, host)).toThrow(
        expect.objectContaining({
          code: 'TACET_EXPOSED',
          detail: expect.stringContaining('tacet token create') as unknown,
        }),
      );
    },
  );

  it('is open where that was said', () => {
    expect(doorOf(AuthSettings.parse({ anonymous: true }), '0.0.0.0')).toBe('open');
  });
});

describe('a server with auth', () => {
  it('asks on loopback, too', () => {
    const auth = AuthSettings.parse({ keys: [KEY] });

    expect([doorOf(auth, '127.0.0.1'), doorOf(auth, '0.0.0.0')]).toEqual(['guarded', 'guarded']);
  });

  it('cannot at the same time let everybody in', () => {
    expect(AuthSettings.safeParse({ anonymous: true, keys: [KEY] }).success).toBe(false);
  });
});

describe('a request of this machine', () => {
  it.each([
    { host: '127.0.0.1:8080' },
    { host: 'localhost' },
    { host: '[::1]:8080' },
    { host: 'localhost:8080', origin: 'http://localhost:8080' },
  ])('is %j', (headers) => {
    expect(isLocal(headers)).toBe(true);
  });

  it.each([
    // A name of somebody's that was made to point here.
    { host: 'rebound.example.com:8080' },
    // A tunnel, a proxy.
    { host: 'abc.tunnel.example' },
    { host: 'localhost:8080', 'x-forwarded-for': '203.0.113.5' },
    { host: 'localhost:8080', forwarded: 'for=203.0.113.5' },
    // A page of somebody's in a browser here.
    { host: 'localhost:8080', origin: 'https://evil.example' },
    { host: 'localhost:8080', origin: 'http://localhost:3000' },
    { host: 'localhost:8080', origin: 'null' },
    {},
  ])('is not %j', (headers) => {
    expect(isLocal(headers)).toBe(false);
  });
});
