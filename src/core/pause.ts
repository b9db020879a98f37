/**
 * A pause that somebody asked for: from one moment of the call on, audiences get fill instead of audio.
 *
 *     caller   ------|##########|------>      `from`: how far the leg's audio had come in when it was asked for
 *     agent    --------|########|------>      `to`: one place for both legs
 *
 * Places are on the call's timeline. Several pauses may run at once: an audience hears again when the last that
 * spares it has ended.
 */
import { v7 } from 'uuid';

import type { Audience } from './audience.js';
import type { LegRole } from './ids.js';
import type { Ticks } from './units.js';

declare const brand: unique symbol;
export type PauseId = string & { readonly [brand]: 'pause' };

/** UUID v7: sorts by birth. */
export const newPauseId = (): PauseId => v7() as PauseId;

/** What a pause covers where nobody says: whoever keeps or writes down, and the agent. */
export const USUAL_SCOPE: readonly Audience[] = ['agent', 'recording', 'transcript'];

/** Why a pause ended. */
export const PAUSE_TRIGGERS = ['requested', 'expired', 'call-ended'] as const;
export type PauseTrigger = (typeof PAUSE_TRIGGERS)[number];

export interface Pause {
  readonly id: PauseId;
  readonly scope: ReadonlySet<Audience>;
  /** Who asked for it. */
  readonly by: string;
  /** In their own words: checked to hold no number. */
  readonly reason: string | undefined;
  readonly startedAt: Date;
  /** By leg; one that had sent nothing yet is paused from its first sample on. */
  readonly from: Readonly<Partial<Record<LegRole, Ticks>>>;
  /** It ends here, if nobody ends it before. */
  readonly to: Ticks;
}

export interface EndedPause extends Pause {
  readonly trigger: PauseTrigger;
  /** Undefined: nobody, it ended by itself. */
  readonly endedBy: string | undefined;
}
