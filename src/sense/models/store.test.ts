/** Packages are packed from folders on this disk by the real npm: no registry is asked. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CATALOGUE, libraryFor, type CatalogueEntry } from './catalogue.js';
import { ensureEntry, modelFolder, tacetHome } from './store.js';
import { summary, verifyFiles } from './verify.js';

const NPM_TAKES_MS = 120_000;
const CONTENT: Readonly<Record<string, string>> = { 'conf/a.conf': 'alpha\n', 'b.bin': 'beta' };

let scratch = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'tacet-store-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};

/** A package with the content above, one file more, and a script that must not run. */
const publish = async (content = CONTENT): Promise<string> => {
  const folder = join(scratch, 'package');
  const scripts = { prepack: 'touch ran', prepare: 'touch ran', postpack: 'touch ran' };
  await write(join(folder, 'package.json'), JSON.stringify({ name: 'tiny', version: '1.0.0', scripts }));
  await write(join(folder, 'model/extra.txt'), 'not asked for');
  for (const [path, text] of Object.entries(content)) await write(join(folder, 'model', path), text);
  return folder;
};

const entryFor = (packageFolder: string): CatalogueEntry => ({
  name: 'tiny-model',
  what: 'a test',
  licence: 'none',
  home: 'https://example.org/',
  sources: [{ kind: 'npm', packageName: 'tiny', version: `file:${packageFolder}`, folder: 'package/model' }],
  files: Object.entries(CONTENT).map(([path, text]) => ({
    path,
    sha256: sha256(text),
    fileBytes: Buffer.byteLength(text),
  })),
});

const leftovers = async (home: string): Promise<string[]> =>
  (await readdir(join(home, 'models'))).filter((name) => name.startsWith('.'));

describe('the model store', () => {
  it(
    'fetches the named files only, runs no script and asks npm once',
    async () => {
      const home = join(scratch, 'home');
      const packageFolder = await publish();
      const phases: string[] = [];

      const folder = await ensureEntry(entryFor(packageFolder), home, ({ phase }) => phases.push(phase));
      const again: string[] = [];
      await ensureEntry(entryFor(packageFolder), home, ({ phase }) => again.push(phase));

      expect((await readdir(folder, { recursive: true })).sort()).toEqual(['b.bin', 'conf', 'conf/a.conf']);
      expect(await readFile(join(folder, 'b.bin'), 'utf8')).toBe('beta');
      expect(await readdir(packageFolder)).not.toContain('ran');
      expect(phases).toContain('fetching');
      expect(new Set(again)).toEqual(new Set(['verifying']));
      expect(await leftovers(home)).toEqual([]);
    },
    NPM_TAKES_MS,
  );

  it(
    'replaces a damaged file of the cache',
    async () => {
      const home = join(scratch, 'home');
      const entry = entryFor(await publish());
      await write(join(modelFolder(entry, home), 'conf/a.conf'), 'alphA\n');
      await write(join(modelFolder(entry, home), 'b.bin'), 'beta');

      const before = summary(await verifyFiles(modelFolder(entry, home), entry));
      const folder = await ensureEntry(entry, home);

      expect(before).toBe('corrupt');
      expect(summary(await verifyFiles(folder, entry))).toBe('good');
      expect(await leftovers(home)).toEqual([]);
    },
    NPM_TAKES_MS,
  );

  it(
    'refuses a package whose file has another hash, and keeps nothing of it',
    async () => {
      const home = join(scratch, 'home');
      const entry = entryFor(await publish({ ...CONTENT, 'b.bin': 'bet4' }));

      await expect(ensureEntry(entry, home)).rejects.toMatchObject({ code: 'TACET_MODEL_CORRUPT' });
      expect(await readdir(join(home, 'models'))).toEqual([]);
    },
    NPM_TAKES_MS,
  );

  it(
    'says so when npm has no such package',
    async () => {
      const entry = entryFor(join(scratch, 'nowhere'));

      await expect(ensureEntry(entry, join(scratch, 'home'))).rejects.toMatchObject({
        code: 'TACET_MODEL_UNAVAILABLE',
      });
    },
    NPM_TAKES_MS,
  );

  it(
    'lets two processes fetch at once',
    async () => {
      const home = join(scratch, 'home');
      const entry = entryFor(await publish());

      const folders = await Promise.all([ensureEntry(entry, home), ensureEntry(entry, home)]);

      expect(folders[0]).toBe(folders[1]);
      expect(summary(await verifyFiles(folders[0], entry))).toBe('good');
      expect(await leftovers(home)).toEqual([]);
    },
    NPM_TAKES_MS,
  );

  it('names the official place of what only people can fetch', async () => {
    const fetching = ensureEntry(CATALOGUE['vosk-model-small-de-0.15'], join(scratch, 'home'));

    await expect(fetching).rejects.toMatchObject({ code: 'TACET_MODEL_UNAVAILABLE' });
    await expect(fetching).rejects.toThrow(/alphacephei\.com/);
  });

  it('lies in TACET_HOME, else in the cache folder of the user', () => {
    expect(tacetHome({ TACET_HOME: '/a' })).toBe('/a');
    expect(tacetHome({ TACET_HOME: '', XDG_CACHE_HOME: '/b' })).toBe('/b/tacet');
    expect(tacetHome({})).toMatch(/\/\.cache\/tacet$/);
  });
});

describe('the catalogue', () => {
  it('has a well-formed hash and a safe path for every file', () => {
    for (const entry of Object.values(CATALOGUE)) {
      for (const file of entry.files) {
        expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(file.path).toMatch(/^[\w-]+(\/[\w-]+)*\.\w+$/);
      }
    }
  });

  it('has a library for Linux on x64 and for macOS, and none elsewhere', () => {
    expect(libraryFor('linux', 'x64')).toBe('libvosk-linux-x64');
    expect(libraryFor('darwin', 'arm64')).toBe('libvosk-darwin');
    expect(libraryFor('linux', 'arm64')).toBeUndefined();
    expect(libraryFor('win32', 'x64')).toBeUndefined();
  });
});
