import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { KeyedRun } from './keyed-run.js';
import type { Entity, Finding } from '../core/finding.js';
import { FOREVER, overlaps, span, type Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

const msSpan = (fromMs: number, toMs: number): Span => span(millisToTicks(fromMs), millisToTicks(toMs));

/** Presses keys on a run of its own and knows what is believed of each finding in the end. */
const arrange = () => {
  const all: Finding[] = [];
  const over: (Entity | undefined)[] = [];
  const run = new KeyedRun('caller', {
    finding: (finding) => all.push(finding),
    over: (entity) => over.push(entity),
  });
  let ordinal = 0;
  const press = (atMs: number): void => {
    run.key(ordinal, span(millisToTicks(atMs), FOREVER));
    run.key(ordinal++, msSpan(atMs, atMs + 100));
  };
  return {
    run,
    all,
    over,
    press,
    /** Keys half a second apart. */
    pressMany: (count: number, fromMs: number) => {
      for (let n = 0; n < count; n++) press(fromMs + n * 500);
    },
    hear: (ms: number) => run.heard(millisToTicks(ms)),
    last: (): Finding[] => [...new Map(all.map((finding) => [finding.id, finding])).values()],
  };
};

const beliefs = (findings: readonly Finding[]) => [...new Set(findings.map(({ belief }) => belief))];

describe('a run of keys', () => {
  it('is masked from its first key on, while nobody knows what it is', () => {
    const { all, run } = arrange();

    run.key(0, span(millisToTicks(1_000), FOREVER));

    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ belief: 'suspected', settled: false, cause: 'keyed' });
    expect(all[0]?.span.to).toBe(FOREVER);
    expect(all[0]?.span.from).toBeLessThan(millisToTicks(1_000));
  });

  it('is kept when it was a choice from a menu', () => {
    const { pressMany, hear, last } = arrange();
    pressMany(2, 1_000);

    hear(30_000);

    expect(last()).toHaveLength(2);
    expect(last().every(({ belief, settled }) => belief === 'withdrawn' && settled)).toBe(true);
  });

  it('is a secret once it is long, from its first key on', () => {
    const { pressMany, hear, last } = arrange();
    pressMany(16, 1_000);

    hear(30_000);

    expect(last()).toHaveLength(16);
    expect(
      last().every(({ belief, settled, entity }) => belief === 'confirmed' && settled && entity === 'pan'),
    ).toBe(true);
  });

  it('is believed to be a secret as soon as it is long, not only at its end', () => {
    const { pressMany, last } = arrange();

    pressMany(8, 1_000);

    expect(last()).toHaveLength(8);
    expect(last().every(({ belief, settled }) => belief === 'confirmed' && !settled)).toBe(true);
  });

  it('is a secret however short where one was asked for', () => {
    const { run, pressMany, hear, last } = arrange();
    run.arm(true);
    pressMany(3, 1_000);

    hear(30_000);

    expect(beliefs(last())).toEqual(['confirmed']);
    expect(last().every(({ cause }) => cause === 'prompted')).toBe(true);
  });

  it('is a secret when it follows a card number', () => {
    const { pressMany, hear, last } = arrange();
    pressMany(16, 1_000);
    hear(15_000);
    pressMany(4, 16_000);
    hear(25_000);
    pressMany(3, 26_000);

    hear(60_000);

    const byTime = last().sort((a, b) => a.span.from - b.span.from);
    expect(beliefs(byTime)).toEqual(['confirmed']);
    expect(byTime.slice(16).map(({ entity }) => entity)).toEqual([
      ...Array.from({ length: 4 }, () => 'expiry'),
      ...Array.from({ length: 3 }, () => 'cvv'),
    ]);
  });

  it('is left alone again a long time after a payment', () => {
    const { pressMany, hear, last } = arrange();
    pressMany(16, 1_000);
    hear(30_000);
    pressMany(1, 600_000);

    hear(700_000);

    expect(last().at(-1)?.belief).toBe('withdrawn');
  });

  it('does not add keys that come long after', () => {
    const { press, hear, last } = arrange();

    for (let n = 0; n < 10; n++) {
      press(1_000 + n * 30_000);
      hear(29_000 + n * 30_000);
    }

    expect(last()).toHaveLength(10);
    expect(beliefs(last())).toEqual(['withdrawn']);
  });

  it('takes a better span for a key it knows', () => {
    const { run, hear, last } = arrange();
    run.key(0, msSpan(1_000, 1_100));
    run.key(0, msSpan(900, 1_200));

    hear(30_000);

    expect(last()).toHaveLength(1);
    expect(last()[0]?.span.from).toBeLessThanOrEqual(millisToTicks(900));
    expect(last()[0]?.span.to).toBeGreaterThanOrEqual(millisToTicks(1_200));
  });

  it('is decided when the leg ends, keys that are still held included', () => {
    const { run, all, last, hear } = arrange();
    run.arm(true);
    run.key(0, span(millisToTicks(1_000), FOREVER));
    hear(1_500);

    run.finish();
    run.finish();

    expect(last()).toMatchObject([{ belief: 'confirmed', settled: true }]);
    expect(last()[0]?.span.to).toBe(millisToTicks(1_500));
    expect(all.filter(({ settled }) => settled)).toHaveLength(1);
  });
});

describe('keys that a bridge tells late', () => {
  const LATE_MS = 8_000;
  /** Each told so long after it was pressed, while the audio goes on. */
  const tellMany = ({ press, hear }: ReturnType<typeof arrange>, count: number): void => {
    for (let n = 0; n < count; n++) {
      const pressedMs = 1_000 + n * 300;
      hear(pressedMs + LATE_MS);
      press(pressedMs);
    }
  };

  it('are one run, however late they are', () => {
    const keypad = arrange();

    tellMany(keypad, 16);
    keypad.hear(60_000);

    expect(keypad.over).toEqual(['pan']);
    expect(keypad.last().filter(({ belief }) => belief === 'confirmed')).toHaveLength(16);
  });

  it('do not end a run to which one is added that was pressed long before', () => {
    const { press, pressMany, hear, over } = arrange();
    press(20_000);
    press(20_500);
    hear(21_000);
    press(14_500);
    hear(21_200);

    pressMany(5, 21_200);
    hear(60_000);

    expect(over).toEqual(['dtmf']);
  });

  it('close the live gate for those that are yet to be told, once they may be a secret', () => {
    const keypad = arrange();
    const isCovered = (ms: number) =>
      keypad
        .last()
        .some(({ belief, span: at }) => belief !== 'withdrawn' && overlaps(at, msSpan(ms, ms + 20)));

    tellMany(keypad, 2);
    const ofAMenu = isCovered(10_000);
    tellMany(keypad, 6);
    const whileKeyed = isCovered(13_000);
    keypad.hear(30_000);

    expect([ofAMenu, whileKeyed, isCovered(13_000)]).toEqual([false, true, false]);
  });

  it('close it for no longer than keys in time would', () => {
    const { run, press, hear, last } = arrange();
    run.arm(true);
    hear(1_300);
    press(1_000);

    expect(last().map(({ span: { to } }) => to)).toEqual([millisToTicks(1_140)]);
  });
});

describe('a tone that sounds like a key', () => {
  it('closes the gate at once, and is taken back when it ends', () => {
    const { run, all } = arrange();

    run.toneStarted(millisToTicks(1_000));
    run.toneEnded(millisToTicks(1_060));

    expect(all.map(({ belief, settled, cause }) => [belief, settled, cause])).toEqual([
      ['suspected', false, 'key-tone'],
      ['withdrawn', true, 'key-tone'],
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  });

  it('leaves no doubt open when it ends without having begun, or begins twice', () => {
    const { run, all, last } = arrange();
    run.toneEnded(millisToTicks(500));
    run.toneStarted(millisToTicks(1_000));
    run.toneStarted(millisToTicks(1_010));
    run.finish();

    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(last()[0]).toMatchObject({ belief: 'withdrawn', settled: true });
  });
});

type Step =
  | { readonly kind: 'key'; readonly pauseMs: number; readonly heldMs: number }
  | { readonly kind: 'tone'; readonly pauseMs: number }
  | { readonly kind: 'arm'; readonly armed: boolean };

const pauseMs = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 60, max: 900 }) },
  fc.integer({ min: 900, max: 70_000 }),
);
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('key' as const),
        pauseMs,
        heldMs: fc.integer({ min: 40, max: 400 }),
      }),
    },
    fc.record({ kind: fc.constant('tone' as const), pauseMs }),
    fc.record({ kind: fc.constant('arm' as const), armed: fc.boolean() }),
  ),
  { maxLength: 50 },
);

describe('the end of a run of keys', () => {
  it('is told once for all of them, with what they were', () => {
    const { run, over, pressMany, hear } = arrange();
    pressMany(16, 0);
    hear(11_000);
    pressMany(4, 12_000);
    run.finish();

    expect(over).toEqual(['pan', 'expiry']);
  });

  it('is told of a menu, too, as of nothing', () => {
    const { run, over, pressMany } = arrange();
    pressMany(2, 0);
    run.finish();

    expect(over).toEqual([undefined]);
  });
});

describe('what runs of keys publish, whatever is pressed', () => {
  const walk = (list: readonly Step[]) => {
    const all: { readonly finding: Finding; readonly clearedTo: number }[] = [];
    const run = new KeyedRun('caller', {
      finding: (finding) => all.push({ finding, clearedTo: published }),
      over: () => undefined,
    });
    let published = 0;
    let now = 0;
    let ordinal = 0;
    const hear = (): void => {
      run.heard(millisToTicks(now));
      published = Math.max(published, run.clearedTo);
    };
    const pressed: Span[] = [];
    for (const step of list) {
      if (step.kind === 'arm') {
        run.arm(step.armed);
        continue;
      }
      // Time goes by in steps, as the taps hear it.
      for (let left = step.pauseMs; left > 0; left -= 500) {
        now += Math.min(left, 500);
        hear();
      }
      if (step.kind === 'tone') {
        run.toneStarted(millisToTicks(now));
        hear();
        now += 50;
        run.toneEnded(millisToTicks(now));
      } else {
        run.key(ordinal, span(millisToTicks(now), FOREVER));
        hear();
        const at = msSpan(now, now + step.heldMs);
        now += step.heldMs;
        run.key(ordinal++, at);
        pressed.push(at);
      }
      hear();
    }
    now += 10;
    hear();
    run.finish();
    return { all, pressed };
  };

  it('settles every finding exactly once, and says nothing of it afterwards', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const published = walk(list).all.map(({ finding }) => finding);
        const settled = new Set<string>();
        for (const finding of published) {
          expect(settled.has(finding.id)).toBe(false);
          if (finding.settled) settled.add(finding.id);
        }
        expect(settled).toEqual(new Set(published.map(({ id }) => id)));
      }),
    );
  });

  it('never reaches back before what it has cleared', () => {
    fc.assert(
      fc.property(steps, (list) => {
        for (const { finding, clearedTo } of walk(list).all)
          expect(finding.span.from).toBeGreaterThanOrEqual(clearedTo);
      }),
    );
  });

  it('covers every key with a finding of its own', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { all, pressed } = walk(list);
        const last = new Map(all.map(({ finding }) => [finding.id, finding]));
        const keys = [...last.values()].filter(({ cause }) => cause !== 'key-tone');

        expect(keys).toHaveLength(pressed.length);
        for (const at of pressed) {
          expect(keys.some((k) => overlaps(k.span, at) && k.span.from <= at.from && k.span.to >= at.to)).toBe(
            true,
          );
        }
      }),
    );
  });

  it('does not unmask a key once its run is confirmed', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const confirmed = new Set<string>();
        for (const { finding } of walk(list).all) {
          if (confirmed.has(finding.id)) expect(finding.belief).toBe('confirmed');
          if (finding.belief === 'confirmed') confirmed.add(finding.id);
        }
      }),
    );
  });
});

describe('the watermark of the keys', () => {
  it('waits for keys that are not decided, and follows the audio otherwise', () => {
    const { run, press, hear } = arrange();
    hear(10_000);
    const free = run.clearedTo;
    press(10_000);
    hear(10_500);
    const waiting = run.clearedTo;
    hear(60_000);

    expect(free).toBeGreaterThan(millisToTicks(9_000));
    expect(free).toBeLessThanOrEqual(millisToTicks(10_000));
    expect(waiting).toBeLessThan(millisToTicks(10_000));
    expect(run.clearedTo).toBeGreaterThan(millisToTicks(59_000));
  });

  it('does not sink when the taps repeat themselves', () => {
    const { run, hear } = arrange();
    hear(10_000);
    run.heard(ticks(0));

    expect(run.clearedTo).toBeGreaterThan(millisToTicks(9_000));
  });
});
