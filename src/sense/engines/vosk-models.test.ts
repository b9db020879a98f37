import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VoskLibrary, VoskModel } from './vosk-library.js';
import { shareModel } from './vosk-models.js';

/** Opens and frees, and counts both. */
const fakeLibrary = (open: () => void = () => undefined) => {
  const log: string[] = [];
  const refuse = (): never => {
    throw new Error('not used here');
  };
  const library: VoskLibrary = {
    openModel: () => {
      open();
      log.push('open');
      return BigInt(log.length) as VoskModel;
    },
    freeModel: () => log.push('free'),
    knowsWord: () => true,
    openRecogniser: refuse,
    freeRecogniser: refuse,
    accept: refuse,
    partialResult: refuse,
    result: refuse,
    finalResult: refuse,
  };
  return { library, log };
};

describe('a model in memory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-test-model-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is loaded once for engines of the same folder, also when they open at the same time', async () => {
    const { library, log } = fakeLibrary();

    const [one, other] = await Promise.all([shareModel(library, folder), shareModel(library, `${folder}/.`)]);

    expect(one.model).toBe(other.model);
    expect(log).toEqual(['open']);
  });

  it('is freed with the last of them, and loaded anew after that', async () => {
    const { library, log } = fakeLibrary();
    const one = await shareModel(library, folder);
    const other = await shareModel(library, folder);

    one.release();
    expect(log).toEqual(['open']);
    other.release();
    expect(log).toEqual(['open', 'free']);
    await shareModel(library, folder);
    expect(log).toEqual(['open', 'free', 'open']);
  });

  it('that could not be loaded is tried again by the next engine', async () => {
    let fails = true;
    const { library, log } = fakeLibrary(() => {
      if (fails) throw new Error('broken');
    });

    await expect(shareModel(library, folder)).rejects.toThrow('broken');
    fails = false;
    await shareModel(library, folder);

    expect(log).toEqual(['open']);
  });

  it('of no folder is refused', async () => {
    const { library } = fakeLibrary();

    await expect(shareModel(library, join(folder, 'missing'))).rejects.toMatchObject({
      code: 'TACET_MODEL_UNAVAILABLE',
    });
  });
});
