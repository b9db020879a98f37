import { describe, expect, it } from '@jest/globals';

import { createLogger } from './logger.js';

const logged = (write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  write(createLogger('info', { write: (line) => lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};

describe('a log line', () => {
  it('has the fields that are listed and no other, whoever hands them in', () => {
    const fields = {
      call: 'c-1',
      trace: 'abc',
      words: 'four one one one',
      payload: [4, 1],
      code: 'TACET_BUSY',
    };

    const line = logged((log) => log.info('a leg was refused', fields));

    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      call: 'c-1',
      trace: 'abc',
      code: 'TACET_BUSY',
      msg: 'a leg was refused',
    });
  });

  it('has of an exception its code alone', () => {
    const line = logged((log) =>
      log.exception('an observer failed', new Error('four one one one'), { count: 2 }),
    );

    expect(line).toMatchObject({ level: 50, code: 'TACET_INTERNAL', count: 2, msg: 'an observer failed' });
    expect(JSON.stringify(line)).not.toContain('four');
  });
});
