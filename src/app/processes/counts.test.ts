import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Counts } from './counts.js';
import type { MetricJson } from '../metrics/merged.js';

const NAME = 'legs_total';
const counted = (value: number): readonly MetricJson[] => [
  { name: NAME, help: 'Legs.', type: 'counter', values: [{ value, labels: {} }] },
  { name: 'calls', help: 'Calls.', type: 'gauge', values: [{ value: 7, labels: {} }] },
];
const sumOf = (counts: Counts): number =>
  counts.merged([]).find(({ name }) => name === NAME)?.values[0]?.value ?? 0;

/** What may happen to one of three processes: it counts, is asked, answers one of its questions, dies and comes again. */
const event = fc.record({
  process: fc.nat(2),
  what: fc.constantFrom('counts', 'is asked', 'answers', 'answers the newest', 'dies'),
});

describe('the counts of several processes', () => {
  it('never sink, whoever dies when, and in whatever order answers come', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const counts = new Counts();
        const present = [0, 0, 0];
        const questions: { asked: number; value: number }[][] = [[], [], []];
        let [least, all] = [0, 0];
        for (const { process, what } of events) {
          const open = questions[process] ?? [];
          if (what === 'counts') {
            present[process] = (present[process] ?? 0) + 1;
            all++;
          }
          if (what === 'is asked') open.push({ asked: counts.ask(), value: present[process] ?? 0 });
          const answered =
            what === 'answers' ? open.shift() : what === 'answers the newest' ? open.pop() : undefined;
          if (answered !== undefined) counts.told(process, answered.asked, counted(answered.value));
          if (what === 'dies') {
            counts.gone(process);
            present[process] = 0;
            // What it was asked is answered by nobody.
            open.length = 0;
          }
          const sum = sumOf(counts);
          expect(sum).toBeGreaterThanOrEqual(least);
          expect(sum).toBeLessThanOrEqual(all);
          least = sum;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keep of one that is gone what it told last, and nothing that is no longer so', () => {
    const counts = new Counts();
    counts.told(0, counts.ask(), counted(3));
    counts.gone(0);
    counts.told(0, counts.ask(), counted(2));
    counts.gone(0);

    expect(counts.merged([]).map(({ name, values }) => [name, values[0]?.value])).toEqual([[NAME, 5]]);
  });
});
