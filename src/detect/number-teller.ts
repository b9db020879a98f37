/**
 * Tells of card numbers that were said: each once, when all its parts are settled.
 *
 *     stretches   [4111 1111]  "one moment"  [1111 1112]  "sorry"  [1111]
 *     settled      -------------------------------------------------------> 16 digits, valid
 *
 * Corrections are taken at their word here, as they are for labels; what is masked is every digit that was said.
 */
import { settledDigits } from './numbers/corrections.js';
import type { ReadItem } from './numbers/reader.js';
import type { Run } from './run.js';
import { takenNumber } from './taken.js';
import type { Tracked } from './tracked.js';
import { SecretDigits } from '../core/secret.js';
import { tellsAtLeast, type TakenNumber, type Tells } from '../core/taken-number.js';

/** @param decided what is believed of each run's stretches */
export const tellNumbers = (
  runs: readonly Run[],
  decided: readonly (readonly Tracked[])[],
  items: readonly ReadItem[],
  tells: Tells,
  tell: (number: TakenNumber) => void,
): void => {
  if (!tellsAtLeast(tells, 'count')) return;
  let from = 0;
  for (const [i, run] of runs.entries()) {
    // The number goes on in the next run.
    if (run.rest !== undefined) continue;
    const parts = decided.slice(from, i + 1).flat();
    // Of a number that was heard in part nobody is told what it was.
    const isWhole = runs.slice(from, i + 1).every(({ light }) => light.unheard !== 'beside');
    if (isWhole && parts.length > 0 && parts.every(isOver)) {
      for (const part of parts) part.isTold = true;
      const digits = SecretDigits.of(meant(runs.slice(from, i + 1), items));
      tell(takenNumber(digits, tells));
      digits.wipe();
    }
    from = i + 1;
  }
};

const isOver = ({ isSettled, belief, entity, isTold }: Tracked): boolean =>
  isSettled && belief === 'confirmed' && entity === 'pan' && !isTold;

/** The digits of these runs that stand after corrections. */
const meant = (runs: readonly Run[], items: readonly ReadItem[]): number[] => {
  const stretches = runs.flatMap((run) => run.stretches);
  const first = stretches[0]?.firstWord ?? 0;
  const last = stretches.at(-1)?.lastWord ?? 0;
  const isPart = ({ kind, words }: ReadItem): boolean =>
    kind === 'digits'
      ? stretches.some((stretch) => words.from >= stretch.firstWord && words.to <= stretch.lastWord)
      : words.from >= first && words.to <= last;
  return settledDigits(items.filter(isPart)).map(({ value }) => value);
};
