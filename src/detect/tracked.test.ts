import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Tracked, type Reason } from './tracked.js';
import { ENTITIES, type Belief, type Finding } from '../core/finding.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

const REASON: Reason = { entity: 'pan', score: 0.5, cause: 'prompted' };
const at = (fromMs: number, toMs: number) => span(millisToTicks(fromMs), millisToTicks(toMs));
const NOW = millisToTicks(9_000);

const arrange = () => {
  const told: Finding[] = [];
  return { told, tracked: new Tracked('caller', at(1_000, 3_000), (finding) => told.push(finding)) };
};

describe('what is believed of a stretch', () => {
  it('is told when it changes, under one id', () => {
    const { told, tracked } = arrange();

    tracked.publish(REASON, NOW);
    tracked.publish({ ...REASON, score: 0.9 }, NOW);
    tracked.belief = 'confirmed';
    tracked.publish(REASON, NOW);

    expect(told.map(({ belief }) => belief)).toEqual(['suspected', 'confirmed']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  });

  it('is withdrawn in silence where it was never told', () => {
    const { told, tracked } = arrange();

    tracked.settle('withdrawn', REASON, NOW);

    expect([told, tracked.isSettled]).toEqual([[], true]);
  });

  it('has an end once it is settled', () => {
    const { told, tracked } = arrange();
    tracked.span = span(millisToTicks(1_000), FOREVER);
    tracked.publish(REASON, NOW);

    tracked.settle('confirmed', REASON, NOW);

    expect(told.map(({ span: place, settled }) => [place.to, settled])).toEqual([
      [FOREVER, false],
      [NOW, true],
    ]);
  });

  it('is that of a stretch that has moved a little, and not of one far away', () => {
    const { tracked } = arrange();

    expect([at(1_200, 5_000), at(3_300, 4_000), at(4_000, 5_000)].map((s) => tracked.isOf(s))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is another once a settled one grows: what was told of it stands', () => {
    const { tracked } = arrange();
    tracked.settle('confirmed', REASON, NOW);

    expect([at(1_000, 3_000), at(1_500, 2_500), at(1_000, 3_100)].map((s) => tracked.isOf(s))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is masked for those who mask its entity, and for nobody once withdrawn', () => {
    const { tracked } = arrange();
    const untold = tracked.isMasked(new Set(ENTITIES));
    tracked.publish(REASON, NOW);
    const masked = [tracked.isMasked(new Set(['pan'])), tracked.isMasked(new Set(['iban']))];
    tracked.settle('withdrawn', REASON, NOW);

    expect([untold, ...masked, tracked.isMasked(new Set(['pan']))]).toEqual([false, true, false, false]);
  });

  it('is never told twice the same', () => {
    const beliefs = fc.constantFrom<Belief[]>('suspected', 'confirmed', 'withdrawn');
    const step = fc.record({ belief: beliefs, entity: fc.constantFrom(...ENTITIES), to: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { told, tracked } = arrange();

        for (const { belief, entity, to } of steps) {
          tracked.belief = belief;
          tracked.span = at(1_000, 3_000 + to);
          tracked.publish({ ...REASON, entity }, NOW);
        }

        told.slice(1).forEach((finding, i) => {
          expect({ ...finding, score: 0 }).not.toEqual({ ...told[i], score: 0 });
        });
      }),
    );
  });
});
