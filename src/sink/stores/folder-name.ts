/** Names of calls in a store: an id, and what makes it one of its own. They become paths and keys. */
import { stat } from 'node:fs/promises';

/** `.` and `..` are none. */
const FOLDER_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,160}$/;

export const isFolderName = (name: string): boolean => FOLDER_NAME.test(name);

/** Whether there is a folder at this path. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
