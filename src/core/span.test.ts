import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { contains, FOREVER, hull, intersect, isEmpty, overlaps, span, SpanSet, type Span } from './span.js';
import { ticks } from './units.js';

/** Small enough that spans touch, nest and miss each other all the time. */
const RANGE = 60;
const place = fc.integer({ min: 0, max: RANGE });
/** Empty and inverted ones too. */
const anySpan = fc.tuple(place, place).map(([from, to]) => span(from, to));
const realSpan = anySpan.filter((s) => !isEmpty(s));

/** The plainest set of Ticks there is: one flag each. */
class Flags {
  readonly #flags = Array.from({ length: RANGE + 1 }, () => false);

  set({ from, to }: Span, value: boolean): void {
    for (let at: number = from; at < to; at++) this.#flags[at] = value;
  }

  has(at: number): boolean {
    return this.#flags[at] === true;
  }

  get spans(): Span[] {
    const found: Span[] = [];
    let from = -1;
    for (let at = 0; at <= RANGE + 1; at++) {
      if (this.has(at) && from < 0) from = at;
      if (this.has(at) || from < 0) continue;
      found.push(span(from, at));
      from = -1;
    }
    return found;
  }

  within(other: Span): Span[] {
    return this.spans.map((s) => intersect(s, other)).filter((s) => !isEmpty(s));
  }
}

type Step =
  | { readonly kind: 'add' | 'remove'; readonly span: Span }
  | { readonly kind: 'dropBefore'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anySpan.map((s) => ({ kind: 'add' as const, span: s })) },
  { weight: 2, arbitrary: anySpan.map((s) => ({ kind: 'remove' as const, span: s })) },
  { weight: 1, arbitrary: place.map((at) => ({ kind: 'dropBefore' as const, at })) },
);
const steps = fc.array(step, { maxLength: 25 });

const run = (list: readonly Step[]): { set: SpanSet; model: Flags } => {
  const set = new SpanSet();
  const model = new Flags();
  for (const s of list) {
    switch (s.kind) {
      case 'add':
        set.add(s.span);
        model.set(s.span, true);
        break;
      case 'remove':
        set.remove(s.span);
        model.set(s.span, false);
        break;
      case 'dropBefore':
        set.dropBefore(ticks(s.at));
        model.set(span(0, s.at), false);
    }
  }
  return { set, model };
};

describe('a span', () => {
  it('holds its first Tick and not its end', () => {
    const s = span(10, 20);

    expect([9, 10, 19, 20].map((at) => contains(s, ticks(at)))).toEqual([false, true, true, false]);
  });

  it('does not overlap one that only touches it', () => {
    expect(overlaps(span(0, 10), span(10, 20))).toBe(false);
    expect(overlaps(span(0, 11), span(10, 20))).toBe(true);
  });

  it('overlaps another where they have a part in common, and only there', () => {
    fc.assert(
      fc.property(realSpan, realSpan, (a, b) => {
        expect(overlaps(a, b)).toBe(!isEmpty(intersect(a, b)));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  it('and another have a hull that holds both and ends with them', () => {
    fc.assert(
      fc.property(realSpan, realSpan, (a, b) => {
        const both = hull(a, b);

        expect(intersect(both, a)).toEqual(a);
        expect(intersect(both, b)).toEqual(b);
        expect([a.from, b.from]).toContain(both.from);
        expect([a.to, b.to]).toContain(both.to);
      }),
    );
  });
});

describe('a set of spans', () => {
  it('is empty at first, and after nothing was added', () => {
    const set = new SpanSet();

    set.add(span(5, 5));
    set.add(span(9, 5));

    expect(set.isEmpty).toBe(true);
    expect(set.length).toBe(0);
    expect(set.has(ticks(5))).toBe(false);
    expect(set.overlapsAny(span(0, FOREVER))).toBe(false);
  });

  it('joins what touches and what overlaps', () => {
    const set = new SpanSet();

    for (const s of [span(0, 10), span(20, 30), span(10, 20), span(25, 40)]) set.add(s);

    expect(set.spans).toEqual([span(0, 40)]);
  });

  it('holds a span that is still open', () => {
    const set = new SpanSet();

    set.add(span(10, FOREVER));

    expect(set.has(ticks(1e12))).toBe(true);
    expect(set.within(span(0, 30))).toEqual([span(10, 30)]);
  });

  it('finds the first Tick of a span that touches the end of nothing', () => {
    const set = new SpanSet();
    set.add(span(0, 10));
    set.add(span(12, 20));

    expect([10, 11, 12].map((at) => set.has(ticks(at)))).toEqual([false, false, true]);
  });

  it('has the same Ticks as a plain list of flags, after anything that was done to it', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { set, model } = run(list);

        expect(set.spans).toEqual(model.spans);
        expect(set.isEmpty).toBe(model.spans.length === 0);
        expect(set.length).toBe(model.spans.reduce((sum, s) => sum + (s.to - s.from), 0));
        for (let at = 0; at <= RANGE; at++) expect(set.has(ticks(at))).toBe(model.has(at));
      }),
      { numRuns: 400 },
    );
  });

  it('keeps its spans apart, in order and never empty', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { spans } = run(list).set;

        for (const s of spans) expect(isEmpty(s)).toBe(false);
        spans.slice(1).forEach((s, i) => expect(s.from).toBeGreaterThan(spans[i]?.to ?? Infinity));
      }),
    );
  });

  it('says what of a stretch it holds, and whether it holds any', () => {
    fc.assert(
      fc.property(steps, realSpan, (list, stretch) => {
        const { set, model } = run(list);

        expect(set.within(stretch)).toEqual(model.within(stretch));
        expect(set.overlapsAny(stretch)).toBe(model.within(stretch).length > 0);
      }),
      { numRuns: 400 },
    );
  });

  it('holds nothing of an empty stretch', () => {
    fc.assert(
      fc.property(steps, place, (list, at) => {
        const { set } = run(list);

        expect(set.within(span(at, at))).toEqual([]);
        expect(set.overlapsAny(span(at, at))).toBe(false);
      }),
    );
  });
});
