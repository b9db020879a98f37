import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CadenceGuard } from './cadence-guard.js';
import { PAYMENT, PAYMENT_FOR_ALL } from '../core/audience.js';
import type { Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, overlaps, span, type Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import { masks, type Policy } from '../gate/policy.js';
import { CARD_NUMBER, framesOf, repeated, silence, sound, talk, type Burst } from '../test/bursts.js';

const POLICY: Policy = {
  lookAhead: ticks(0),
  blindAfter: millisToTicks(1_800),
  whenBlind: 'mask',
  lateAfter: millisToTicks(500),
  clearanceLimit: millisToTicks(45_000),
  masked: PAYMENT_FOR_ALL,
};
const at = (ms: number) => millisToTicks(ms);

interface Arrangement {
  readonly leg?: LegRole;
  readonly policy?: Partial<Policy>;
  readonly hears?: boolean;
}

/** A guard whose findings are applied as the gates do; `push` says which of the frames were masked. */
const arrange = ({ leg = 'caller', policy = {}, hears = true }: Arrangement = {}) => {
  const findings: Finding[] = [];
  const believed = new Map<string, Span>();
  const guard = new CadenceGuard({
    leg,
    rateHz: 8_000,
    policy: { ...POLICY, ...policy },
    hears,
    origin: ticks(0),
    onFinding: (finding) => {
      findings.push(finding);
      if (masks(finding, PAYMENT)) believed.set(finding.id, finding.span);
      else believed.delete(finding.id);
    },
  });
  let head = 0;
  /** @param lagMs the recogniser follows so far behind; undefined where it says nothing */
  const push = (bursts: readonly Burst[], lagMs?: number): boolean[] => {
    const masked: boolean[] = [];
    for (const frame of framesOf(sound(bursts), 8_000, 20, ticks(head))) {
      guard.push(frame);
      head = frame.span.to;
      masked.push([...believed.values()].some((place) => overlaps(place, frame.span)));
      if (lagMs !== undefined) guard.heard(ticks(head - at(lagMs)), ticks(Math.max(0, head - at(lagMs))));
    }
    return masked;
  };
  return { guard, findings, believed, push, head: () => ticks(head) };
};

const share = (masked: readonly boolean[]): number => masked.filter((m) => m).length / masked.length;
const settled = (findings: readonly Finding[]): (readonly [string, number, number])[] =>
  findings
    .filter((f) => f.settled)
    .map((f) => [f.belief, Math.round(f.span.from / 48), Math.round(f.span.to / 48)] as const);

describe('while the recogniser is in time', () => {
  it.each(['caller', 'agent'] as const)('nothing is masked on the leg of the %s', (leg) => {
    const { guard, push, findings } = arrange({ leg, policy: { whenBlind: 'cadence' } });
    guard.arm(true);

    push([silence(1_000), ...CARD_NUMBER, ...talk(20)], 120);

    expect(findings).toEqual([]);
  });

  it('being told late of a quiet leg is not late', () => {
    const { guard, push, findings } = arrange();
    guard.arm(true);
    push([silence(3_000)], 520);
    push([[60, 0]], 520);
    push([[300, 200]], 120);

    expect(findings).toEqual([]);
  });
});

describe('when a card was asked for and the recogniser hangs', () => {
  it('masks what the caller says before the gate is blind, and its pauses, but no silence', () => {
    const { guard, push } = arrange();
    guard.arm(true);
    push([silence(1_000)], 300);
    // From here on it is silent: 300 ms behind already.
    const quiet = push([silence(800)]);
    const digit = push([[320, 180]]);

    expect(share(quiet)).toBe(0);
    expect(share(digit)).toBe(1);
  });

  it('lets half a second pass at most where it hangs in the middle of a digit', () => {
    const { guard, push } = arrange({ policy: { whenBlind: 'pass' } });
    guard.arm(true);
    push([silence(1_000), [100, 0]], 60);
    const after = push([[200, 180], ...repeated(12, [320, 180])]);

    expect(after.indexOf(true) * 20).toBeLessThanOrEqual(500);
    expect(after.slice(after.indexOf(true))).not.toContain(false);
  });

  it('masks running talk too: nobody knows what it is', () => {
    const { guard, push } = arrange({ policy: { whenBlind: 'pass' } });
    guard.arm(true);
    guard.tapLost(true);
    push([silence(1_000)]);

    expect(share(push(talk(60)))).toBe(1);
  });

  it('masks the agent only where digits are read back', () => {
    const { guard, push } = arrange({ leg: 'agent', policy: { whenBlind: 'pass' } });
    guard.arm(true);
    guard.tapLost(true);
    push([silence(1_000)]);

    expect(share(push(talk(60)))).toBe(0);
    push([silence(2_000)]);
    expect(share(push(CARD_NUMBER))).toBeGreaterThan(0.8);
  });

  it('leaves it to the gate once that is blind and masks by itself', () => {
    const { guard, push, believed, head } = arrange();
    guard.arm(true);
    push([silence(1_000)], 60);
    push(repeated(10, [320, 180]));

    expect([...believed.values()].every((place) => place.to <= at(1_000 + 1_900))).toBe(true);
    expect(head()).toBe(at(6_000));
  });

  it('masks nothing where no secret is expected', () => {
    const { guard, push, findings } = arrange({ policy: { whenBlind: 'pass' } });
    guard.tapLost(true);
    push([silence(1_000), ...CARD_NUMBER]);

    expect(findings).toEqual([]);
  });
});

describe('under whenBlind: cadence', () => {
  it('a dead recogniser lets running talk pass and masks digits from the third on', () => {
    const { guard, push } = arrange({ policy: { whenBlind: 'cadence' } });
    guard.tapLost(true);
    push([silence(1_000)]);

    expect(share(push(talk(60)))).toBe(0);
    push([silence(2_500)]);
    const digits = push(CARD_NUMBER);
    expect(digits.indexOf(true) * 20).toBeLessThanOrEqual(1_100);
    expect(digits.slice(digits.indexOf(true))).not.toContain(false);
  });

  it('digits are looked for where there never was a recogniser, and masked for good', () => {
    const { guard, push, findings } = arrange({ hears: false, policy: { whenBlind: 'cadence' } });
    push([silence(1_000), ...CARD_NUMBER, silence(3_000)]);
    guard.released(at(20_000));

    const [belief, fromMs, toMs] = settled(findings)[0] ?? [];
    expect(settled(findings)).toHaveLength(1);
    expect(belief).toBe('confirmed');
    expect(fromMs).toBeLessThanOrEqual(1_000);
    expect(toMs).toBeGreaterThan(10_500);
  });
});

describe('when the recogniser catches up', () => {
  it('the mask is lifted at once, and the suspicion withdrawn as far as it was cleared', () => {
    const { guard, push, findings, believed, head } = arrange();
    guard.arm(true);
    push([silence(1_000)], 60);
    push(repeated(3, [320, 180]));
    guard.heard(ticks(head() - at(100)), at(1_800));
    const after = push(repeated(2, [320, 180]), 100);
    guard.heard(head(), head());

    expect(share(after)).toBe(0);
    expect(settled(findings).map(([belief]) => belief)).toEqual(['withdrawn']);
    expect(believed.size).toBe(0);
    expect(findings.every((f) => f.cause === 'cadence' && f.entity === 'digits')).toBe(true);
  });

  it('what it has cleared is no longer suspected, though the mask goes on', () => {
    const { guard, push, believed } = arrange({ policy: { blindAfter: millisToTicks(9_000) } });
    guard.arm(true);
    push([silence(1_000)], 60);
    push(repeated(6, [320, 180]));
    guard.heard(at(2_500), at(2_000));

    expect([...believed.values()]).toEqual([span(at(2_000), FOREVER)]);
  });

  it('what nobody ever heard is confirmed, and only that', () => {
    const { guard, push, findings, head } = arrange({ policy: { whenBlind: 'pass' } });
    guard.arm(true);
    push([silence(1_000)], 60);
    guard.tapLost(true);
    push(repeated(4, [320, 180]));
    guard.tapLost(false);
    guard.unheard(span(at(1_200), at(2_400)));
    guard.heard(head(), at(1_300));
    push([silence(100)]);
    guard.heard(head(), head());

    expect(settled(findings)).toEqual([['confirmed', 1_200, 2_400]]);
  });

  it('what was still open at the end of the leg, and never heard, is confirmed', () => {
    const { guard, push, findings } = arrange({ policy: { whenBlind: 'pass' } });
    guard.arm(true);
    guard.tapLost(true);
    push([silence(1_000), ...repeated(4, [320, 180])]);
    guard.finish();
    guard.finish();

    expect(settled(findings).map(([belief]) => belief)).toEqual(['confirmed']);
  });
});

describe('what the guard says', () => {
  it('is about loudness alone: the same sound upside down gives the same findings', () => {
    const pcm = sound([silence(1_000), ...talk(20), silence(2_500), ...CARD_NUMBER, silence(3_000)]);
    const said = [pcm, pcm.map((sample) => -sample)].map((sounds) => {
      const { guard, findings } = arrange({ policy: { whenBlind: 'cadence' } });
      guard.tapLost(true);
      for (const frame of framesOf(sounds)) guard.push(frame);
      guard.finish();
      return findings.map((finding) => ({ ...finding, id: undefined }));
    });

    expect(said[0]?.length).toBeGreaterThan(0);
    expect(said[1]).toEqual(said[0]);
  });
});

describe('whatever the recogniser does', () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('say' as const), count: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('quiet' as const), ms: fc.integer({ min: 20, max: 1_500 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('heard' as const),
        lagMs: fc.integer({ min: 0, max: 2_500 }),
      }),
    },
    fc.record({ kind: fc.constant('lost' as const), is: fc.boolean() }),
    fc.record({ kind: fc.constant('armed' as const), is: fc.boolean() }),
    fc.record({ kind: fc.constant('missed' as const), ms: fc.integer({ min: 1, max: 2_000 }) }),
  );

  it('every finding is settled once and last, none overlaps silence alone, and none is left open', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('mask' as const, 'cadence' as const, 'pass' as const),
        (steps, whenBlind) => {
          const { guard, push, findings, head } = arrange({ policy: { whenBlind } });
          push([silence(1_000)], 60);
          let clearedTo = at(900);
          let lastVoiceTo = 0;
          for (const s of steps) {
            if (s.kind === 'say') {
              push(repeated(s.count, [320, 100]));
              lastVoiceTo = head();
            } else if (s.kind === 'quiet') push([silence(s.ms)]);
            else if (s.kind === 'lost') guard.tapLost(s.is);
            else if (s.kind === 'armed') guard.arm(s.is);
            else if (s.kind === 'missed') guard.unheard(span(Math.max(clearedTo, head() - at(s.ms)), head()));
            else {
              clearedTo = ticks(Math.max(clearedTo, head() - at(s.lagMs)));
              guard.heard(clearedTo, clearedTo);
            }
            // 1 s of hold, or a reading that ends 2 s after its last onset.
            const open = findings.at(-1);
            if (open?.span.to === FOREVER) expect(head() - lastVoiceTo).toBeLessThan(at(2_300));
          }
          guard.finish();
          const ids = new Set(findings.map((f) => f.id));
          for (const id of ids) {
            const own = findings.filter((f) => f.id === id);
            expect(own.filter((f) => f.settled)).toEqual([own.at(-1)]);
            expect(own.at(-1)?.span.to).toBeLessThanOrEqual(head());
            expect(own.at(-1)?.span.from).toBeLessThanOrEqual(own.at(-1)?.span.to ?? 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a leg on which nothing is said has no findings', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (isLost, isArmed) => {
        const { guard, push, findings } = arrange({ policy: { whenBlind: 'cadence' } });
        guard.arm(isArmed);
        guard.tapLost(isLost);
        push([silence(5_000)]);
        guard.finish();

        expect(findings).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
