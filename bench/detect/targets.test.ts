import { describe, expect, it } from '@jest/globals';

import { clipFor, numberFor, runFor } from './clip-for-tests.js';
import { targets, targetTable, type Target } from './targets.js';

const named = (rows: readonly Target[], what: string): Target => {
  const found = rows.find((row) => row.what.startsWith(what));
  if (found === undefined) throw new Error(`no target ${what}`);
  return found;
};

describe('targets', () => {
  it('are all there, and neither met nor missed, where nothing was measured', () => {
    const rows = targets([], undefined);

    expect(rows).toHaveLength(11);
    expect(rows.every(({ isMet, measured }) => isMet === undefined && measured === undefined)).toBe(true);
    expect(targetTable(rows).filter((line) => line.includes('not measured'))).toHaveLength(11);
  });

  it.each([
    [5, true],
    [6, false],
  ])('of the recording: %i of 1000 digits audible', (audible, isMet) => {
    const clips = Array.from({ length: 10 }, (_, i) =>
      clipFor({
        numbers: [
          numberFor({
            digits: 100,
            audible: i === 0 ? Array.from({ length: audible }, (_x, at) => at + 1) : [],
          }),
        ],
      }),
    );

    expect(named(targets([runFor({ clips })], undefined), 'recording, clean English')).toMatchObject({
      isMet,
    });
  });

  it('allow 5 % at 10 dB of noise and 2 % elsewhere', () => {
    const clips = ['pink10', 'pink20'].map((condition) =>
      clipFor({ condition, numbers: [numberFor({ digits: 100, audible: [1, 2, 3, 4] })] }),
    );
    const rows = targets([runFor({ clips })], undefined);

    expect(named(rows, 'recording, pink10').isMet).toBe(true);
    expect(named(rows, 'recording, pink20').isMet).toBe(false);
  });

  it('count wrong mutes of negatives and hard negatives alone, by the hour', () => {
    const clips = [
      clipFor({ kind: 'negative', numbers: [], wronglyMutedMs: 200 }),
      clipFor({ kind: 'hard-negative', numbers: [], wronglyMutedMs: 200 }),
      clipFor({ wronglyMutedMs: 30_000 }),
    ];

    expect(named(targets([runFor({ clips })], undefined), 'recording, calls without a card')).toMatchObject({
      measured: expect.stringMatching(/^20\.0/) as unknown as string,
      isMet: true,
    });
  });

  it('leave out calls that were not heard throughout', () => {
    const clips = [clipFor(), clipFor({ unheardMs: 10, isExposed: true })];

    expect(named(targets([runFor({ clips })], undefined), 'recording: calls over')).toMatchObject({
      measured: '0 of 1',
      isMet: true,
    });
  });

  it('of the agent ask the card number alone where nobody announced it', () => {
    const clip = clipFor({
      opening: 'unprompted',
      numbers: [numberFor({ audible: [1, 2] }), numberFor({ kind: 'cvv', digits: 3, audible: [1, 2, 3] })],
    });
    const run = runFor({ branch: 'agent-heard', clips: [clip, clip, clip] });

    expect(named(targets([run], undefined), 'agent, unprompted, look-ahead 0 ms: median')).toMatchObject({
      measured: expect.stringMatching(/^2 /) as unknown as string,
      isMet: true,
    });
  });
});
