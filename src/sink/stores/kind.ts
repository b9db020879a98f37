/** A kind of store: what the configuration says of it, and how it is made. */
import type { z } from 'zod';

import type { Store } from './store.js';
import type { Clock } from '../../core/clock.js';

export interface StoreEnvironment {
  readonly clock: Clock;
  readonly onObserverError: (error: unknown) => void;
}

export interface StoreKind<Settings extends z.ZodObject<{ kind: z.ZodLiteral<string> }>> {
  readonly settings: Settings;
  /** Touches nothing yet. */
  create(settings: z.output<Settings>, environment: StoreEnvironment): Store;
}
