/**
 * Where a server that plays calls keeps them, so that their plain files can be looked at afterwards.
 *
 *     encrypted (as everywhere)   OUT/sealed/CALL/*.age  --export with the key of this machine-->  OUT/CALL/
 *     recording.unencrypted       OUT/CALL/
 */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { TacetError } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';
import { FolderStore } from '../../sink/stores/folder.js';
import type { Config } from '../config.js';
import { exportCall } from '../recordings/export.js';
import { ensureOwnKey, readIdentities, type OwnKey } from '../recordings/key-files.js';

export interface Shelf {
  /** The settings with which a server keeps its calls there. */
  readonly recording: Config['recording'];
  /** Undefined where nothing is encrypted. */
  readonly key: OwnKey | undefined;
  /** Forgets an earlier call of this id. */
  readonly prepare: (id: CallId) => Promise<void>;
  /** @throws TacetError */
  readonly collect: (id: CallId, into: string) => Promise<void>;
}

/** @throws TacetError TACET_KEY_UNREADABLE */
export const openShelf = async (base: Config['recording'], directory: string): Promise<Shelf> => {
  if (base.unencrypted) {
    return {
      recording: { ...base, enabled: true, directory, store: undefined },
      key: undefined,
      prepare: () => Promise.resolve(),
      collect: async (id, into) => {
        const written = join(directory, id);
        if (written !== into) await rename(written, into);
      },
    };
  }
  const key = await ensureOwnKey(new Date());
  const sealed = join(directory, 'sealed');
  return {
    // Recipients of the settings are those of real calls.
    recording: {
      ...base,
      enabled: true,
      directory: sealed,
      store: undefined,
      recipients: [...key.recipients],
    },
    key,
    prepare: (id) => rm(join(sealed, id), { recursive: true, force: true }),
    collect: async (id, into) => {
      const folder = await new FolderStore(sealed).find(id);
      const { faults } = await exportCall(folder, await readIdentities(key.path), into);
      if (faults.length > 0) throw new TacetError('TACET_SEALED_DAMAGED', faults.join('; '));
    },
  };
};
