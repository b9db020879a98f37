import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseTraceparent } from './trace-context.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: length,
    maxLength: length,
  });

describe('traceparent', () => {
  it('is read as it was written, whatever its flags', () => {
    fc.assert(
      fc.property(hex(32), hex(16), hex(2), (traceId, spanId, flags) => {
        fc.pre(!/^0+$/.test(traceId) && !/^0+$/.test(spanId));
        expect(parseTraceparent(`00-${traceId}-${spanId}-${flags}`)).toEqual({
          traceId,
          spanId,
          isSampled: parseInt(flags, 16) % 2 === 1,
        });
      }),
    );
  });

  it('may say more in a later version, and nothing more in this one', () => {
    expect(parseTraceparent(`01-${TRACE}-${SPAN}-01-more`)).toBeDefined();
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01-more`)).toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['two of them', [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['the version that is none', `ff-${TRACE}-${SPAN}-01`],
    ['capital letters', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['too few digits', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['words', 'my card number'],
  ])('is no reason to refuse anybody where it holds %s', (_what, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('is read or not, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseTraceparent(text)).toBeUndefined();
      }),
    );
  });
});
