import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';

import { checkConfig, type Problem } from './check.js';
import { anyPolicy } from '../../test/any-policy.js';

const problems = (text: string): readonly Problem[] => {
  const checked = checkConfig(text);
  return 'problems' in checked ? checked.problems : [];
};

describe('checking a file', () => {
  it('says the line and column of each setting that is wrong', () => {
    const text = 'live:\n  lookAheadMs: 9000\n  whenBlnd: pass\nfill: { kind: noise }\n';

    expect(problems(text)).toMatchObject([
      { line: 2, column: 3, message: expect.stringMatching(/^live\.lookAheadMs: /) as unknown },
      { line: 3, column: 3, message: expect.stringMatching(/whenBlnd/) as unknown },
      { line: 4, column: 9, message: expect.stringMatching(/^fill\.kind: /) as unknown },
    ]);
  });

  it('finds the place within a tenant', () => {
    const text = 'tenants:\n  acme:\n    entities:\n      agent: [contact]\n';

    expect(problems(text)).toMatchObject([{ line: 4, column: 7 }]);
  });

  it('points to what holds the setting where that is not there', () => {
    expect(problems('routes:\n  - match: {}\n')).toMatchObject([{ line: 2, column: 5 }]);
  });

  it('tells where a file is no YAML without quoting it', () => {
    const [problem, ...more] = problems('live: { a: 4111111111111111\nb: [');

    expect(problem).toMatchObject({ line: 2 });
    expect(JSON.stringify([problem, ...more])).not.toMatch(/4111/);
  });

  it('never quotes a value', () => {
    expect(JSON.stringify(problems('live: { whenBlind: hunter2, lookAheadMs: "hunter2" }'))).not.toMatch(
      /hunter2/,
    );
  });

  it('needs nothing that stands elsewhere, whatever form that must have', () => {
    const route = '- to: { url: "wss://bot.example", secret: { env: TACET_TEST_UNSET } }';
    const file = 'recording: { recipients: { file: /does/not/exist } }';

    const secrets = [
      'webhooks: { endpoints: [{ url: { env: TACET_TEST_UNSET }, secret: { env: TACET_TEST_UNSET } }] }',
      'bridges: { audiohook: { keys: { c2VjcmV0: { env: TACET_TEST_UNSET } } } }',
      'auth: { keys: [{ name: a, roles: [agent], sha256: { env: TACET_TEST_UNSET } }] }',
    ];

    expect(problems(secrets.join('\n'))).toEqual([]);
    expect('config' in checkConfig(`routes:\n${route}\n${file}\n`)).toBe(true);
    expect(problems(`${file}\nmode: shaddow`)).toMatchObject([{ line: 2, column: 1 }]);
  });

  it('takes an empty file: every setting has a default', () => {
    expect('config' in checkConfig('')).toBe(true);
  });

  it('takes every valid policy', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(problems(stringify(policy))).toEqual([]);
      }),
    );
  });

  it.each([
    ['lists in brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['objects in braces', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['brackets that are closed in quotes only', '["]",'.repeat(20_000) + ']'.repeat(20_000)],
    ['items on one line', '- '.repeat(20_000)],
    ['keys on one line', '? '.repeat(20_000)],
    ['lines', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('refuses what is nested so deep that a parser might end the process: %s', (_, text) => {
    expect(problems(text)).toEqual([
      { line: 1, column: 1, message: 'cannot be read as YAML or JSON: nested too deep' },
    ]);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { line, column } of problems(text)) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
    );
  });
});
