/**
 * Judges many dialogues on all cores: each job is a stretch of seeds, and whichever thread is free takes the next.
 *
 *     jobs   [1..50] [51..100] [101..150] ...      results keep the order of the jobs, so that figures do not depend
 *     thread    a        b         a               on how many threads there were
 */
import { Worker } from 'node:worker_threads';

import { languageOf } from '#tacet/detect/numbers/registry.js';
import { judge, modesOf } from './conditions.js';
import type { Family } from './dialogue.js';
import type { DetectorOptions } from './drive.js';
import { generate } from './generate.js';
import type { DialogueScore } from './score.js';
import type { Condition } from './tally.js';

export interface Job {
  readonly family: Family;
  readonly firstSeed: number;
  readonly count: number;
  readonly werPercents: readonly number[];
  readonly options: DetectorOptions;
}

export interface Judged {
  readonly condition: Condition;
  readonly score: DialogueScore;
}

/** Every dialogue of the job in every way that its language is heard, at every error rate. */
export const judgeJob = ({ family, firstSeed, count, werPercents, options }: Job): Judged[] =>
  Array.from({ length: count }, (_, i) => generate(firstSeed + i, family)).flatMap((dialogue) => {
    const language = languageOf(dialogue.language);
    if (language === undefined) throw new Error('a dialogue in no known language');
    return modesOf(language.tag).flatMap((mode) =>
      werPercents.map((werPercent) => ({
        condition: { family, language: language.tag, mode, werPercent },
        score: judge(dialogue, language, mode, werPercent, options),
      })),
    );
  });

/** @param onDone after each job, with the dialogues judged so far */
export const judgeAll = async (
  jobs: readonly Job[],
  threads: number,
  onDone?: (dialogues: number) => void,
): Promise<Judged[]> => {
  const results: Judged[][] = [];
  let next = 0;
  let dialogues = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let at = next++;
      const ask = (): void => {
        const job = jobs[at];
        if (job === undefined) resolve();
        else worker.postMessage(job);
      };
      worker.on('error', reject);
      worker.on('message', (judged: Judged[]) => {
        results[at] = judged;
        dialogues += jobs[at]?.count ?? 0;
        onDone?.(dialogues);
        at = next++;
        ask();
      });
      ask();
    });
  const crew = Array.from(
    { length: Math.min(threads, jobs.length) },
    () => new Worker(new URL('./crew-worker.js', import.meta.url)),
  );
  try {
    await Promise.all(crew.map(work));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return results.flat();
};
