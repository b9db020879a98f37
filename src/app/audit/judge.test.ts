import { describe, expect, it } from '@jest/globals';

import { remainingOf } from './judge.js';
import { cardsIn, type Withheld } from './withheld.js';
import { PAYMENT } from '../../core/audience.js';
import type { Finding } from '../../core/finding.js';
import { newFindingId } from '../../core/ids.js';
import { span, type Span } from '../../core/span.js';
import { millisToTicks, ticks } from '../../core/units.js';

const ms = (from: number, to: number): Span => span(millisToTicks(from), millisToTicks(to));
const digit = (fromMs: number) => ({ leg: 'caller' as const, span: ms(fromMs, fromMs + 300) });
const masked = (from: number, to: number, reason: Withheld['reason'] = 'pan'): Withheld => ({
  leg: 'caller',
  reason,
  span: ms(from, to),
});
const finding = (from: number, to: number, more: Partial<Finding> = {}): Finding => ({
  id: newFindingId(),
  leg: 'caller',
  belief: 'confirmed',
  entity: 'pan',
  span: ms(from, to),
  score: 1,
  cause: 'digit-run',
  decidedAt: ticks(0),
  settled: true,
  ...more,
});

describe('digits that an audit has heard', () => {
  it('under fill are nothing, a little beside it too', () => {
    const digits = [digit(1_000), digit(1_850)];

    expect(remainingOf({ digits, findings: [] }, [masked(1_000, 2_010)], PAYMENT)).toEqual([]);
  });

  it('in what is taken for a number are a part of it, and told together', () => {
    const digits = [digit(1_000), digit(1_400), digit(9_000)];

    expect(remainingOf({ digits, findings: [finding(900, 2_000)] }, [], PAYMENT)).toEqual([
      { leg: 'caller', position: 'in-number', kind: 'pan', startMs: 1_000, endMs: 1_700, digits: 2 },
      { leg: 'caller', position: 'elsewhere', kind: undefined, startMs: 9_000, endMs: 9_300, digits: 1 },
    ]);
  });

  it('next to what was withheld of a payment are beside it, and not next to what nobody heard', () => {
    const digits = [digit(3_000)];

    expect(remainingOf({ digits, findings: [] }, [masked(1_000, 2_500)], PAYMENT)).toMatchObject([
      { position: 'beside-mask', kind: 'pan' },
    ]);
    expect(
      remainingOf({ digits, findings: [] }, [masked(1_000, 2_500, 'unverified')], PAYMENT),
    ).toMatchObject([{ position: 'elsewhere' }]);
    expect(remainingOf({ digits, findings: [] }, [masked(0, 900)], PAYMENT)).toMatchObject([
      { position: 'elsewhere' },
    ]);
  });

  it('of what was withdrawn, not settled, or may be recorded, are elsewhere', () => {
    const findings = [
      finding(900, 2_000, { belief: 'withdrawn' }),
      finding(900, 2_000, { settled: false }),
      finding(900, 2_000, { entity: 'phone' }),
    ];

    expect(remainingOf({ digits: [digit(1_000)], findings }, [], PAYMENT)).toMatchObject([
      { position: 'elsewhere' },
    ]);
  });

  it('know a card number given in parts for one', () => {
    const parts = [masked(1_000, 3_000), masked(8_000, 9_000), masked(30_000, 31_000), masked(40, 50, 'cvv')];

    expect(cardsIn(parts).map((card) => card.span)).toEqual([ms(1_000, 9_000), ms(30_000, 31_000)]);
  });
});
