/**
 * `npm run canary -- --pack FOLDER`: plays the card calls of a labelled pack to a Tacet with everything switched on, and
 * looks for their numbers in all that this leaves behind. Exits 1 where any is anywhere but in a transcript.
 *
 *     npm run canary -- --pack FOLDER --match '^en_card_0' --concurrency 2
 */
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';

import type { CardCall } from './canary/card-call.js';
import { KINDS } from './canary/finder.js';
import { canaryFigures, leaks } from './canary/page.js';
import { controlOf, nameOf, runCanary } from './canary/run.js';
import { circumstances } from './circumstances.js';
import { FOLDER, publish } from './publish.js';

/** What is needed of a pack (bench/detect/pack.ts says more of its form), with the digits. */
const Manifest = z.object({
  pack: z.string().default('pack'),
  items: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      lang: z.string().default('en'),
      sensitive: z.array(
        z.object({ kind: z.enum(KINDS), digits: z.array(z.object({ d: z.string() })).default([]) }),
      ),
    }),
  ),
});

interface Flags {
  readonly pack: string;
  readonly match?: string;
  readonly concurrency: string;
  readonly out: string;
}

const callsOf = async (folder: string, match: RegExp): Promise<{ name: string; calls: CardCall[] }> => {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const { pack, items } = Manifest.parse(JSON.parse(text));
  const calls = items
    .filter(({ id, sensitive }) => match.test(id) && sensitive.some(({ kind }) => kind === 'pan'))
    .map(({ file, lang, sensitive }, i) => ({
      id: nameOf(i),
      language: lang,
      file: resolve(folder, file),
      secrets: sensitive
        .map(({ kind, digits }) => ({ kind, digits: digits.map(({ d }) => d).join('') }))
        .filter(({ digits }) => digits !== '')
        .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    }));
  return { name: pack, calls };
};

const main = async ({ pack, match, concurrency, out }: Flags): Promise<void> => {
  const flags = match === undefined ? '' : ` --match '${match}'`;
  const about = circumstances(
    `npm run canary -- --pack ${basename(resolve(pack))}${flags} --concurrency ${concurrency}`,
  );
  const { name, calls } = await callsOf(pack, new RegExp(match ?? ''));
  const searched = await runCanary(calls, Number(concurrency), (done) => {
    if (done % 10 === 0 || done === calls.length) console.error(`${String(done)} of ${String(calls.length)}`);
  });
  const secrets = calls.reduce((sum, call) => sum + call.secrets.length, 0);
  const control = controlOf(calls);
  const run = { pack: name, calls: calls.length, secrets, control, searched };
  await publish(out, 'canary', { ...canaryFigures(run), circumstances: about });
  const leaked = leaks(searched);
  for (const { output, call, kind, form } of leaked)
    console.log(`${output}: ${kind} as ${form}, call ${call ?? 'unknown'}`);
  if (leaked.length > 0 || control.found < control.shown) process.exitCode = 1;
};

await new Command('canary')
  .requiredOption('--pack <folder>', 'a labelled pack: manifest.json and its audio')
  .option('--match <regex>', 'ids of the calls to play; default: all that have a card number')
  .option('--concurrency <n>', 'calls at a time', '3')
  .option('--out <dir>', 'where page and JSON go', FOLDER)
  .action(main)
  .parseAsync();
