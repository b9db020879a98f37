/**
 * Models that are in memory, by folder: engines of several languages that use one model share it (about 100 MB
 * and a second of loading). One table a thread; the last engine that closes frees the model.
 */
import { realpath } from 'node:fs/promises';
import { adjustModel } from '../models/adjusted.js';
import type { VoskLibrary, VoskModel } from './vosk-library.js';

export interface SharedModel {
  readonly model: VoskModel;
  /** Once. */
  release(): void;
}

interface Loaded {
  readonly model: Promise<VoskModel>;
  users: number;
}

const loaded = new Map<VoskLibrary, Map<string, Loaded>>();

/** @throws TacetError TACET_MODEL_UNAVAILABLE, TACET_ENGINE_FAILED */
export const shareModel = async (library: VoskLibrary, modelDir: string): Promise<SharedModel> => {
  const folder = await realpath(modelDir).catch(() => modelDir);
  const models = loaded.get(library) ?? new Map<string, Loaded>();
  loaded.set(library, models);
  const entry = models.get(folder) ?? { model: load(library, folder), users: 0 };
  models.set(folder, entry);
  entry.users++;
  const leave = (): boolean => {
    entry.users--;
    if (entry.users > 0) return false;
    models.delete(folder);
    return true;
  };
  try {
    const model = await entry.model;
    return {
      model,
      release: () => {
        if (leave()) library.freeModel(model);
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
};

const load = async (library: VoskLibrary, folder: string): Promise<VoskModel> => {
  const adjusted = await adjustModel(folder);
  try {
    return library.openModel(adjusted.folder);
  } finally {
    await adjusted.dispose();
  }
};
