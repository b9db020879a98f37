import { describe, expect, it } from '@jest/globals';

import { isLoopback } from './loopback.js';

describe('loopback', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', '::ffff:127.0.0.1', '[::ffff:7f00:1]'])(
    'is %s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    'localhost.example.com',
    '',
    '127.0.0.1.example.com',
    '127.999.1.1',
    '[::2]',
    '::ffff:10.0.0.1',
  ])('is not %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
