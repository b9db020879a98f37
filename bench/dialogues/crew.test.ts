import { describe, expect, it } from '@jest/globals';

import { judgeAll, judgeJob, type Job } from './crew.js';

const job = (firstSeed: number, count: number): Job => ({
  family: 'tune',
  firstSeed,
  count,
  werPercents: [10],
  options: {},
});

describe('a crew of threads', () => {
  it('judges as one alone does, in the order of the jobs', async () => {
    const jobs = [job(1, 3), job(4, 1), job(5, 2)];
    let told = 0;

    const judged = await judgeAll(jobs, 2, (dialogues) => (told = dialogues));

    expect(judged).toEqual(jobs.flatMap(judgeJob));
    expect(told).toBe(6);
  });

  it('passes on that a job failed', async () => {
    const impossible = { ...job(1, 1), family: 'none' } as unknown as Job;

    await expect(judgeAll([impossible], 1)).rejects.toThrow();
  });
});
