/**
 * The stores that recordings can be kept in, by the kind in their settings. A new one is a file and a line here; the
 * conformance suite then runs over it.
 */
import { z } from 'zod';

import { folder } from './folder.js';
import type { StoreEnvironment } from './kind.js';
import { s3 } from './s3.js';
import type { Store } from './store.js';

export const STORES = { folder, s3 } as const;

type Kind = keyof typeof STORES;
type Settings = (typeof STORES)[Kind]['settings'];

/** `recording.store`. */
export const StoreSettings = z.discriminatedUnion(
  'kind',
  Object.values(STORES).map(({ settings }) => settings) as [Settings, ...Settings[]],
);
export type StoreSettings = z.output<typeof StoreSettings>;

export const createStore = (settings: StoreSettings, environment: StoreEnvironment): Store => {
  const { create } = STORES[settings.kind] as {
    create: (of: StoreSettings, environment: StoreEnvironment) => Store;
  };
  return create(settings, environment);
};
