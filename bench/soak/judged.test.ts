import { describe, expect, it } from '@jest/globals';

import { judge, statusOf } from './judged.js';
import type { Sample, Soaked } from './soak-run.js';
import { HealthChecks, isStarved } from './promptness.js';
import { VITAL_NAMES, type Vitals } from './vitals.js';

const vitals = Object.fromEntries(VITAL_NAMES.map((name) => [name, 1])) as unknown as Vitals;
const sampleAt = (i: number, more: Partial<Vitals> = {}): Sample => ({
  atMs: i,
  calls: 1_000 * i,
  isAtRest: true,
  vitals: { ...vitals, ...more },
  objects: new Map([['object Call', more.objects ?? 1]]),
  loaded: vitals,
});
const flat = Array.from({ length: 40 }, (_, i) => sampleAt(i));
const growing = (name: keyof Vitals): readonly Sample[] =>
  Array.from({ length: 40 }, (_, i) => sampleAt(i, { [name]: 1e6 * i }));
const held = { vitals, counts: {} };

interface Run {
  readonly samples?: readonly Sample[];
  readonly failures?: readonly string[];
  readonly lateShare?: number;
}

const judged = ({ samples = flat, failures = [], lateShare = 0 }: Run) => {
  const promptness = { checks: 100, medianMs: 1, p99Ms: 1, lateShare };
  const soaked: Soaked = { samples, played: {}, failures, before: held, after: held, leaks: [], promptness };
  return judge({ soaked, errors: [], files: { unfinished: 0 }, exitStatus: 0, warmUp: 0.25 });
};

describe('what a soak has shown', () => {
  it.each<Run & { readonly status: number; readonly what: string }>([
    { status: 0, what: 'all is flat' },
    { lateShare: 0.7, status: 0, what: 'all is flat although the machine was starved' },
    { failures: ['x'], status: 1, what: 'something was wrong' },
    { failures: ['x'], lateShare: 0.7, status: 3, what: 'something was wrong, and the machine was starved' },
    { samples: growing('objects'), status: 1, what: 'objects grow' },
    { samples: growing('objects'), lateShare: 0.7, status: 1, what: 'objects grow at rest, starved or not' },
    { samples: growing('compiled'), status: 0, what: 'what V8 has compiled grows' },
    { samples: flat.slice(0, 5), status: 2, what: 'there were too few rests' },
    {
      samples: [...flat, { ...sampleAt(40, { timers: 1e6 }), isAtRest: false }],
      status: 1,
      what: 'a rest was not reached',
    },
  ])('is $status where $what', ({ status, ...run }) => {
    expect(statusOf(judged(run))).toBe(status);
  });

  it('judges no sample in which a call was still there', () => {
    const samples = flat.map((sample, i) =>
      i % 3 === 0 ? { ...sample, isAtRest: false, vitals: { ...vitals, timers: 1e6 * i } } : sample,
    );

    expect(judged({ samples }).vitals.find(({ name }) => name === 'timers')?.verdict).toBe('flat');
  });

  it('names the objects that grew', () => {
    expect(judged({ samples: growing('objects') }).grown).toEqual([
      { name: 'object Call', bytesPerCall: 1e3 },
    ]);
  });
});

describe('the health checks of a soak', () => {
  it('go on until the work is done, and tell how late they were', async () => {
    let checks = 0;
    let done = (): void => undefined;
    const work = new Promise<void>((resolve) => (done = resolve));
    const health = new HealthChecks(() => {
      checks++;
      done();
      return Promise.resolve();
    });

    await health.during(work);

    expect(health.promptness.checks).toBe(checks);
    expect(health.promptness.medianMs).toBeGreaterThanOrEqual(0);
  });

  it('say that a machine was starved where more than one in a hundred was late', () => {
    expect([0, 0.01, 0.02].map((lateShare) => isStarved({ lateShare }))).toEqual([false, false, true]);
  });
});
