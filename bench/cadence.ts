/**
 * `npm run bench:cadence -- --pack folder`: what is masked when nobody hears the words.
 *
 * Puts every clip of a labelled pack (its shape: detect/pack.ts) through the guard of a leg whose recogniser is
 * dead, and says how much is masked. No recogniser, no sockets, no clock: the same every time.
 */
import { basename, resolve } from 'node:path';
import { Command } from 'commander';

import { readWav } from '#tacet/app/replay/wav.js';

import { isMasked, maskedFrames, type Mode } from './cadence/guarded.js';
import { cadenceFigures } from './cadence/report.js';
import { respaced } from './cadence/respaced.js';
import type { ClipOutcome } from './cadence/rows.js';
import { halfOf, readVoices } from './cadence/voices.js';
import { circumstances } from './circumstances.js';
import { readPack, type Clip } from './detect/pack.js';
import { FOLDER, publish } from './publish.js';

interface Flags {
  readonly pack: string;
  readonly out: string;
}

const PAUSES_MS = [20, 60, 120, 250, 400, 700];

const measure = async (clip: Clip, voice: string): Promise<ClipOutcome> => {
  const { rateHz, channels } = await readWav(clip.replay.callerFile);
  const pcm = channels[0] ?? new Int16Array(0);
  const frames: Record<Mode, boolean[]> = {
    cadence: maskedFrames(pcm, rateHz, 'cadence'),
    voice: maskedFrames(pcm, rateHz, 'voice'),
  };
  const numbers = clip.labels.filter(({ kind }) => kind === 'pan').map(({ digits }) => digits);
  const ofMode = (mode: Mode): boolean[][] =>
    numbers.map((digits) => digits.map((digit) => isMasked(frames[mode], digit)));
  const partOf = (mode: Mode) => ({ hits: frames[mode].filter((f) => f).length, of: frames[mode].length });
  const [first] = numbers;
  return {
    half: halfOf(voice),
    voice,
    language: clip.language,
    kind: clip.kind,
    condition: clip.condition,
    durationMs: (pcm.length * 1_000) / rateHz,
    digits: { cadence: ofMode('cadence'), voice: ofMode('voice') },
    masked: { cadence: partOf('cadence'), voice: partOf('voice') },
    respaced: new Map(
      first === undefined || clip.condition !== 'clean'
        ? []
        : PAUSES_MS.map((pauseMs) => {
            const again = respaced(pcm, rateHz, first, pauseMs);
            const masked = maskedFrames(again.pcm, rateHz, 'cadence');
            return [pauseMs, again.digits.map((digit) => isMasked(masked, digit))];
          }),
    ),
  };
};

const bench = async ({ pack: folder, out }: Flags): Promise<void> => {
  const about = circumstances(`npm run bench:cadence -- --pack ${basename(resolve(folder))}`);
  const pack = await readPack(folder, undefined);
  const voices = await readVoices(folder);
  const clips: ClipOutcome[] = [];
  for (const clip of pack.clips) {
    const isKeyed = clip.kind.startsWith('dtmf') || clip.labels.some(({ entry }) => entry === 'dtmf');
    if (!isKeyed) clips.push(await measure(clip, voices.get(clip.id) ?? clip.id));
  }
  if (clips.length === 0) throw new Error('no spoken clip in this pack');
  await publish(out, 'cadence', {
    ...cadenceFigures({ name: pack.name, digest: pack.digest }, clips),
    circumstances: about,
  });
};

await new Command('bench:cadence')
  .description('What is masked of a labelled pack when nobody hears the words: by cadence, and by voice.')
  .requiredOption('--pack <folder>', 'manifest.json and its audio; the shape is in bench/detect/pack.ts')
  .option('--out <folder>', 'where page, JSON and picture go', FOLDER)
  .action(bench)
  .parseAsync();
