/**
 * `tacet models list|pull|verify`: shows, fetches and checks the recogniser files in the cache.
 *
 * Progress is a bar on a terminal and one plain line per step elsewhere, so that logs stay readable.
 */
import { SingleBar, Presets } from 'cli-progress';
import { TacetError } from '../core/errors.js';
import { CATALOGUE, isModelName, libraryFor, type CatalogueEntry } from '../sense/models/catalogue.js';
import {
  ensureModel,
  modelFolder,
  tacetHome,
  type ModelPhase,
  type OnModelProgress,
} from '../sense/models/store.js';
import { summary, verifyFiles } from '../sense/models/verify.js';

const MEGABYTE = 1_000_000;

const entries = (): readonly CatalogueEntry[] => Object.values(CATALOGUE);

const named = (names: readonly string[]): readonly CatalogueEntry[] =>
  names.map((name) => {
    if (isModelName(name)) return CATALOGUE[name];
    throw new TacetError('TACET_USAGE', `no such model; known: ${Object.keys(CATALOGUE).join(', ')}`);
  });

/** What this machine needs by default: its library and the English model. */
const needed = (): readonly CatalogueEntry[] => {
  const library = libraryFor(process.platform, process.arch);
  const model = CATALOGUE['vosk-model-small-en-us-0.15'];
  return library === undefined ? [model] : [CATALOGUE[library], model];
};

const megabytes = (entry: CatalogueEntry): string =>
  `${(entry.files.reduce((sum, file) => sum + file.fileBytes, 0) / MEGABYTE).toFixed(0)} MB`;

export interface ModelProgressView {
  readonly onProgress: OnModelProgress;
  stop(): void;
}

/** For every command that may have to fetch a model. Writes to stderr: stdout belongs to the command. */
export const modelProgress = (stream: NodeJS.WriteStream = process.stderr): ModelProgressView =>
  stream.isTTY ? progressBar(stream) : progressLines(stream);

const progressBar = (stream: NodeJS.WriteStream): ModelProgressView => {
  const format = ' {bar} {percentage}% | {name} | {phase}';
  const bar = new SingleBar(
    { format, stream, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(1, 0, { name: '', phase: '' });
  return {
    onProgress: ({ name, phase, doneBytes, totalBytes }) => {
      bar.setTotal(Math.max(1, totalBytes));
      bar.update(doneBytes, { name, phase });
    },
    stop: () => bar.stop(),
  };
};

const progressLines = (stream: NodeJS.WriteStream): ModelProgressView => {
  let last: { readonly name: string; readonly phase: ModelPhase } | undefined;
  return {
    onProgress: ({ name, phase }) => {
      if (last?.name === name && last.phase === phase) return;
      last = { name, phase };
      stream.write(`${phase} ${name}\n`);
    },
    stop: () => undefined,
  };
};

export const list = async (): Promise<void> => {
  console.log(`cache: ${tacetHome()}`);
  for (const entry of entries()) {
    const isByHand = entry.files.length === 0;
    const state = isByHand ? 'by hand' : summary(await verifyFiles(modelFolder(entry), entry));
    console.log(`${entry.name}  [${state}]`);
    console.log(`  ${entry.what}${isByHand ? '' : `, ${megabytes(entry)}`}, ${entry.licence}`);
    console.log(`  ${entry.home}`);
  }
};

export const pull = async (names: readonly string[]): Promise<void> => {
  const wanted = names.length > 0 ? named(names) : needed();
  const view = modelProgress();
  try {
    for (const entry of wanted) {
      if (isModelName(entry.name)) await ensureModel(entry.name, view.onProgress);
    }
  } finally {
    view.stop();
  }
  for (const entry of wanted) console.log(`${entry.name}: ${modelFolder(entry)}`);
};

/** Missing is bad only for what was named; damaged is bad always. */
export const verify = async (names: readonly string[]): Promise<void> => {
  let bad = 0;
  for (const entry of names.length > 0 ? named(names) : entries()) {
    const reports = await verifyFiles(modelFolder(entry), entry);
    for (const { path, state } of reports) {
      if (state === 'corrupt' || (state === 'missing' && names.length > 0)) bad++;
      console.log(`${state.padEnd(7)}  ${entry.name}/${path}`);
    }
  }
  if (bad > 0) throw new TacetError('TACET_MODEL_CORRUPT', `${bad} of the files above`);
};
