/** Makes bad input out of good: a few bytes changed, cut, doubled, put in from elsewhere. */
import type { Random } from '../dialogues/random.js';

/** Bytes and texts on which parsers have stumbled. */
const NASTY: readonly Buffer[] = [
  Buffer.from([0]),
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0x7f, 0xff, 0xff, 0xff]),
  Buffer.from([0x80, 0, 0, 0]),
  Buffer.from([0xc3, 0x28]),
  ...[
    '"',
    '\\',
    '\\u0000',
    '{',
    '[',
    '}',
    ':',
    ',',
    '\n',
    '=',
    '-1',
    '1e999',
    'null',
    '__proto__',
    '%00',
    '../',
  ].map((text) => Buffer.from(text)),
  Buffer.from('9'.repeat(40)),
  Buffer.from('['.repeat(40)),
];
const MOST_CHANGES = 6;
const MOST_BYTES = 70_000;

export const mutated = (random: Random, seeds: readonly Buffer[]): Buffer => {
  if (random.chance(0.05)) return noise(random, random.whole(0, 300));
  let bytes: Buffer = Buffer.from(random.pick(seeds));
  for (let change = random.whole(1, MOST_CHANGES); change > 0; change--)
    bytes = changed(random, bytes, seeds);
  return bytes.subarray(0, MOST_BYTES);
};

const changed = (random: Random, bytes: Buffer, seeds: readonly Buffer[]): Buffer => {
  const at = random.whole(0, bytes.length);
  const length = random.whole(1, 24);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.whole(0, 6)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = random.whole(0, 255);
      return copy;
    }
    case 1: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] as number) ^ (1 << random.whole(0, 7));
      return copy;
    }
    case 2:
      return Buffer.concat([before, after.subarray(length)]);
    case 3:
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 4:
      return Buffer.concat([before, random.pick(NASTY), after]);
    case 5: {
      const other = random.pick(seeds);
      const from = random.whole(0, other.length);
      return Buffer.concat([before, other.subarray(from, from + 4 * length), after]);
    }
    default:
      return before;
  }
};

const noise = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.whole(0, 255)));
