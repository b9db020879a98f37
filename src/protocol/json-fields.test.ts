import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { JsonFields } from './json-fields.js';

const PATHS = ['event', 'media.payload', 'media.track', 'n', 'media.n'];

const read = (text: string): JsonFields | undefined => {
  const fields = new JsonFields(PATHS);
  return fields.read(Buffer.from(text)) ? fields : undefined;
};

/** The value that stands at each path, as JSON.parse would give it; undefined where there is none. */
const found = (text: string): unknown[] => {
  const data = Buffer.from(text);
  const fields = new JsonFields(PATHS);
  expect(fields.read(data)).toBe(true);
  return PATHS.map((_, i) => {
    if (!fields.has(i)) return undefined;
    const [from, to] = [fields.from(i), fields.to(i)];
    const isText = data[from - 1] === 0x22 && data[to] === 0x22;
    return JSON.parse(data.subarray(isText ? from - 1 : from, isText ? to + 1 : to).toString()) as unknown;
  });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wanted = (text: string): unknown[] => {
  const value = JSON.parse(text) as Record<string, unknown>;
  return PATHS.map((path) => {
    const [outer = '', inner] = path.split('.');
    const at = Object.hasOwn(value, outer) ? value[outer] : undefined;
    if (inner === undefined) return at;
    return isObject(at) && Object.hasOwn(at, inner) ? at[inner] : undefined;
  });
};

const space = fc.constantFrom('', '', ' ', '\n', '\t\r ');
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('event', 'media', 'payload', 'track', 'n', '') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const string = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"\\\\"',
    '"\\""',
    '"\\\\\\""',
    '"\\/"',
    '"\\u0022}"',
    '"{\\"event\\":1}"',
    '"},{"',
    '"[:,]"',
    '""',
  ),
);
const leaf = fc.oneof(
  string,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.nat().map(String),
  fc.constantFrom('true', 'false', 'null', '-0', '1e5', '{}', '[]', '{ }', '[ ]'),
);

/** JSON as somebody might write it: white space anywhere, names twice, any nesting. */
const { value } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 5 }, leaf, tie('object'), tie('array')),
  object: fc
    .array(fc.tuple(space, name, space, space, tie('value'), space), { maxLength: 5 })
    .map((members) =>
      members.map(([a, key, b, c, own, d]) => `${a}${JSON.stringify(key)}${b}:${c}${own}${d}`).join(','),
    )
    .map((members) => `{${members}}`),
  array: fc
    .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
    .map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`),
}));
const object = fc
  .array(fc.tuple(space, name, space, space, value, space), { maxLength: 6 })
  .map((members) =>
    members.map(([a, key, b, c, own, d]) => `${a}${JSON.stringify(key)}${b}:${c}${own}${d}`).join(','),
  )
  .map((members) => `{${members}}`);

describe('fields of a JSON object', () => {
  it('are those that JSON.parse finds, in anything it takes for an object', () => {
    fc.assert(
      fc.property(space, object, space, (before, text, after) => {
        const whole = `${before}${text}${after}`;
        expect(found(whole)).toEqual(wanted(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the last ones of their name, also where an object comes twice', () => {
    expect(found('{"event":1,"event":2}')[0]).toBe(2);
    expect(found('{"media":{"payload":"a","payload":"b"}}')[1]).toBe('b');
    expect(found('{"media":{"payload":"a"},"media":{"track":"t"}}').slice(1, 3)).toEqual([undefined, 't']);
    expect(found('{"media":{"payload":"a"},"media":7}')[1]).toBeUndefined();
  });

  it('lie in no array and no deeper', () => {
    expect(found('{"x":{"event":1,"media":{"payload":2}},"media":[{"payload":3}]}')).toEqual(
      PATHS.map(() => undefined),
    );
  });

  it('are not found in what is cut off, whatever it was', () => {
    fc.assert(
      fc.property(object, fc.nat(), (text, cut) => {
        const at = cut % text.length;
        expect(read(text.slice(0, at))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('are not found in what is no object', () => {
    for (const text of [
      '',
      ' ',
      '[]',
      '"event"',
      '1',
      '{}{}',
      '{},',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{a:1}',
      '{"a":1',
    ]) {
      expect([text, read(text)]).toEqual([text, undefined]);
    }
    expect(read(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)).toBeUndefined();
  });

  it('never make it throw or read beyond the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Array.from('{}[]":,\\ a1')), { maxLength: 40 }),
        (characters) => {
          const text = characters.join('');
          const data = Buffer.from(text);
          const fields = new JsonFields(PATHS);
          fields.read(data);
          for (const i of PATHS.keys()) expect(fields.to(i)).toBeLessThanOrEqual(data.length);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('count whole numbers, written as number or as text', () => {
    const counted = (text: string): number | undefined => read(`{"n":${text}}`)?.count(3);
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999_999 }), (number) => {
        expect(counted(String(number))).toBe(number);
        expect(counted(`"${String(number)}"`)).toBe(number);
      }),
    );
    for (const text of ['-1', '1.5', '1e3', '""', '"x"', 'true', 'null', '{}', '"1234567890123456"'])
      expect([text, counted(text)]).toEqual([text, undefined]);
  });

  it('are let go of', () => {
    const fields = new JsonFields(PATHS);
    fields.read(Buffer.from('{"event":"media"}'));
    fields.forget();
    expect([fields.has(0), fields.equals(0, Buffer.from('media'))]).toEqual([false, false]);
  });

  it('of no path are never there', () => {
    const fields = new JsonFields(['']);
    expect(fields.read(Buffer.from('{"":1}'))).toBe(true);
    expect(fields.has(0)).toBe(false);
  });

  it('are plain where no escape is in them', () => {
    expect(read('{"n":"\\/","event":"a"}')?.isPlain(3)).toBe(false);
    expect(read('{"n":"\\/","event":"a"}')?.isPlain(0)).toBe(true);
    expect(read('{"event":"a","n":"\\/"}')?.isPlain(0)).toBe(true);
    expect(read('{}')?.isPlain(0)).toBe(false);
  });
});
