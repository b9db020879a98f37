/**
 * docs/benchmarks/detect.md: the targets first, then the audio part; the text part has a page of its own.
 */
import type { TextRecord } from '../dialogues/text-part.js';
import type { RunRecord } from './record.js';
import { audioSections } from './report.js';
import { targets, targetTable } from './targets.js';

export const detectPage = (runs: readonly RunRecord[], text: TextRecord | undefined): string =>
  [
    '# Detection benchmark',
    '',
    '<!-- Written by `npm run bench:detect`: change bench/detect/page.ts and report.ts, not this file. -->',
    '',
    '## Targets',
    '',
    ...targetTable(targets(runs, text)),
    '',
    'A target is met by the figure; the interval says how far it can be trusted. `tune` are the dialogues that the',
    'detector is tuned on, `held-back` those that it is not; `ordinary` and `other-secrets` hold no card. All tables of',
    'the text part: [dialogues](dialogues.md).',
    '',
    ...audioSections(runs),
  ].join('\n');
