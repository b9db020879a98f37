/** The disk of one call: what its folder answers from now on (`sink/stores/store.ts`). */
import type { Strike } from '../fault.js';
import { TacetError } from '#tacet/core/errors.js';
import { LocalFolder } from '#tacet/sink/stores/local-folder.js';

export type Disk = 'full' | 'slow' | 'gone';

const SLOW_MS = 40;
const ill = new Map<string, Disk>();
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with `call`, below
const { put, append } = LocalFolder.prototype;

const obey = async (folder: LocalFolder, isPut: boolean): Promise<void> => {
  const disk = ill.get(folder.name);
  if (disk === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  // What is full may still take a few bytes at the end of a file.
  if (disk === 'gone' || (disk === 'full' && isPut)) throw new TacetError('TACET_STORE_FAILED');
};

LocalFolder.prototype.put = async function (this: LocalFolder, name, pieces) {
  await obey(this, true);
  return put.call(this, name, pieces);
};
LocalFolder.prototype.append = async function (this: LocalFolder, name, bytes) {
  await obey(this, false);
  return append.call(this, name, bytes);
};

export const fallIll =
  (disk: Disk) =>
  ({ voice }: Strike): void => {
    ill.set(voice.call.id, disk);
  };
