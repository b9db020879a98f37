import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseSegmentName, segmentName } from './segment-name.js';

describe('the name of a part', () => {
  it('is read back as it was made', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('recording.wav', 'a', 'x.000001.age'),
        fc.integer({ min: 1, max: 9_999_999 }),
        (file, number) => {
          expect(parseSegmentName(segmentName(file, number))).toEqual({ file, number });
        },
      ),
    );
  });

  it('sorts by number as far as a call goes', () => {
    expect([segmentName('a', 10), segmentName('a', 9), segmentName('a', 100)].sort()).toEqual(
      [9, 10, 100].map((n) => segmentName('a', n)),
    );
  });

  it.each(['key.age', 'ledger.jsonl', 'a.1.age', 'a.0000001.age', 'a.000000.age', 'a.000001.age.part', ''])(
    'is not %s',
    (name) => {
      expect(parseSegmentName(name)).toBeUndefined();
    },
  );
});
