import { describe, expect, it } from '@jest/globals';

import type { Judgement } from '#tacet/detect/detector.js';
import { languageOf } from '#tacet/detect/numbers/registry.js';
import { span } from '#tacet/core/span.js';
import { millisToTicks } from '#tacet/core/units.js';
import { judge } from './conditions.js';
import type { Dialogue, Secret } from './dialogue.js';
import { generate } from './generate.js';
import { foundByOracle, ORACLE_REACH_MS } from './oracle.js';

/** Digits of 300 ms, one every 400 ms from the first second on. */
const secret = (entity: Secret['entity'], count: number): Secret => ({
  entity,
  leg: 'caller',
  leadIn: 'asked',
  card: 0,
  length: count,
  digits: Array.from({ length: count }, (_, position) => ({
    value: 4,
    position,
    fromMs: 1_000 + 400 * position,
    toMs: 1_300 + 400 * position,
  })),
});

const dialogueOf = (...secrets: readonly Secret[]): Dialogue => ({
  family: 'tune',
  seed: 1,
  language: 'en',
  scenario: 'test',
  style: 'single',
  words: [],
  secrets,
  tolerated: [],
  durationMs: 60_000,
});

const place = (fromMs: number, toMs: number) => span(millisToTicks(fromMs), millisToTicks(toMs));

/** Digits heard in the middle of nothing: neither light nor evidence matters to the oracle. */
const heard = (fromMs: number, toMs: number, leg: Judgement['leg'] = 'caller'): Judgement => {
  const digits = place(fromMs, toMs);
  return { leg, digits, mask: digits } as unknown as Judgement;
};

describe('the oracle', () => {
  it('masks from the first number heard in a giving to the last, whatever lies between', () => {
    const pan = secret('pan', 16);

    expect(foundByOracle(dialogueOf(pan), [heard(1_000, 1_700), heard(7_000, 7_300)])).toEqual([16]);
  });

  it('misses what lies further than its reach from every number heard', () => {
    const pan = secret('pan', 16);
    const [first, last] = [pan.digits[4], pan.digits[9]];
    const reached = ORACLE_REACH_MS - (ORACLE_REACH_MS % 400);

    expect(foundByOracle(dialogueOf(pan), [heard(first?.fromMs ?? 0, last?.toMs ?? 0)])).toEqual([
      6 + 2 * Math.floor(reached / 400),
    ]);
  });

  it('misses a giving of which no number was heard, or only on the other leg', () => {
    expect(foundByOracle(dialogueOf(secret('cvv', 3)), [])).toEqual([0]);
    expect(foundByOracle(dialogueOf(secret('cvv', 3)), [heard(1_000, 2_100, 'agent')])).toEqual([0]);
    expect(foundByOracle(dialogueOf(secret('cvv', 3)), [heard(20_000, 21_000)])).toEqual([0]);
  });

  it('is not asked of what is no card data', () => {
    expect(foundByOracle(dialogueOf(secret('iban', 22)), [heard(1_000, 9_000)])).toEqual([undefined]);
  });

  it('finds every digit where every word was heard, and no fewer cards than half the errors leave', () => {
    const english = languageOf('en');
    const cards = Array.from({ length: 40 }, (_, i) => generate(2 * i + 1)).filter(
      ({ language }) => language === 'en',
    );
    const whole = (werPercent: number): number[] =>
      cards
        .flatMap((dialogue) =>
          english === undefined ? [] : judge(dialogue, english, 'free', werPercent).secrets,
        )
        .filter(({ entity }) => entity === 'pan')
        .map(({ foundByOracle: found, digits }) => (found === digits ? 1 : 0));

    expect(Math.min(...whole(0))).toBe(1);
    expect(whole(20).reduce((sum: number, one) => sum + one, 0)).toBeGreaterThan(whole(20).length / 2);
  });
});
