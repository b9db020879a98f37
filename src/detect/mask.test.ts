import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { FARTHEST_ON, maskOf, MAX_REACH, MAX_REACH_ON } from './mask.js';
import { span, type Span } from '../core/span.js';
import { talk, type Asked } from '../test/said.js';

interface Masked {
  readonly digits: Span;
  readonly mask: Span;
  /** Where the next stretch of the same run starts. */
  readonly next: number | undefined;
}

const masksOf = (text: string, asked: Asked = []): Masked[] => {
  const { conversation, runs } = talk(text, asked);
  return runs.flatMap((run) =>
    run.stretches.map((stretch, i) => {
      const light = conversation.lightOn(stretch.span.from, stretch.span.to, { leg: 'caller' });
      const next = run.stretches[i + 1]?.span.from;
      return { digits: stretch.span, mask: maskOf(stretch, run, light), next };
    }),
  );
};

/** The words of `text` that a mask covers whole. */
const covered = (text: string, asked: Asked = []): string[] => {
  const masks = masksOf(text, asked).map(({ mask }) => mask);
  return talk(text)
    .words.filter((word) => masks.some((m) => m.from <= word.span.from && m.to >= word.span.to))
    .map(({ text: said }) => said);
};

const PAN = 'four two four two four two four two four two four two four two four two';
const CARD: Asked = [['card', 500]];

describe('a mask', () => {
  it('covers the digits and no word beside them, where none is missing', () => {
    expect(covered(`it is ${PAN} thank you`, CARD)).toEqual(PAN.split(' '));
  });

  it('covers as many words at the edges as digits are missing', () => {
    const short = PAN.split(' ').slice(1).join(' ');

    expect(covered(`well thing ${short} thank you friend`, CARD).filter((w) => !PAN.includes(w))).toEqual([
      'thing',
      'thank',
    ]);
  });

  it('covers a doubtful word at the edge of a whole number', () => {
    expect(covered(`it is ${PAN} [unk] you`, CARD)).toEqual([...PAN.split(' '), '[unk]']);
  });

  it('does not reach over a cue for digits that are missing', () => {
    const said = covered('hello card number four two four two four two phone number hello', []);

    expect(said.filter((word) => ['card', 'number', 'phone', 'hello'].includes(word))).toEqual([]);
  });

  it('reaches back to the cue that announced the digits, over what was not understood', () => {
    expect(covered('my card number [unk] [unk] [unk] [unk] [unk] four two four two')).toEqual(
      '[unk] [unk] [unk] [unk] [unk] four two four two'.split(' '),
    );
  });

  it('covers what is between two stretches of a flow, a cue misheard included', () => {
    const half = 'four two four two four two four two';

    expect(covered(`${half} expires ${half}`, CARD).filter((word) => word === 'expires')).toHaveLength(1);
  });

  it('is short where nothing spoke of a card and little was said', () => {
    expect(covered('i have [unk] four two [unk] cats')).toEqual(['four', 'two']);
  });

  it('covers all its digits and reaches no further than it may, whatever is said', () => {
    const vocabulary = [
      'four',
      'nine',
      'zero',
      'fifteen',
      'okay',
      'hello',
      '[unk]',
      'card',
      'number',
      'phone',
      'code',
      'expires',
      'may',
      '...',
    ];
    const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 50 }).map((parts) => parts.join(' '));
    const asked = fc.constantFrom<Asked[]>(
      [],
      CARD,
      [['security-code', 500]],
      [['expiry', 500]],
      [['phone', 500]],
    );
    fc.assert(
      fc.property(text, asked, (said, cues) => {
        for (const { digits, mask, next } of masksOf(said, cues)) {
          expect(mask.from).toBeGreaterThanOrEqual(Math.max(0, digits.from - MAX_REACH));
          expect(mask.from).toBeLessThanOrEqual(digits.from);
          expect(mask.to).toBeGreaterThanOrEqual(digits.to);
          expect(mask.to).toBeLessThanOrEqual(Math.max(digits.to + FARTHEST_ON, next ?? 0));
          if (next !== undefined && next - digits.to <= MAX_REACH_ON)
            expect(mask.to).toBeGreaterThanOrEqual(span(digits.to, next).to);
        }
      }),
    );
  });
});
