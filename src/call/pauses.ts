/**
 * The pauses of one call: those that run, and those that have ended.
 *
 *     pause A  |-----------------|
 *     pause B        |-----------------|      an audience that both spare hears again after B
 *
 * Bounded: so many at once, and so many remembered.
 */
import type { Audience } from '../core/audience.js';
import { TacetError } from '../core/errors.js';
import type { LegRole } from '../core/ids.js';
import { newPauseId, type EndedPause, type Pause, type PauseId, type PauseTrigger } from '../core/pause.js';
import { millisToTicks, ticks, type Ticks } from '../core/units.js';

export interface PauseRequest {
  readonly scope: ReadonlySet<Audience>;
  readonly by: string;
  readonly reason: string | undefined;
  /** It ends by itself after so much of the call. */
  readonly longest: Ticks;
}

/** Where the call's audio is. */
export interface Heads {
  readonly call: Ticks;
  readonly legs: Readonly<Partial<Record<LegRole, Ticks>>>;
}

const MOST_RUNNING = 16;
const MOST_REMEMBERED = 200;
/**
 * What was said before somebody asked to go on may still be on its way, held behind a gap in the jitter buffer (up to
 * 200 ms) or in a socket: it belongs to the pause.
 */
export const RESUME_GUARD = millisToTicks(200);

export class Pauses {
  readonly #running = new Map<PauseId, Pause>();
  #ended: EndedPause[] = [];

  get running(): readonly Pause[] {
    return [...this.#running.values()];
  }

  get isEmpty(): boolean {
    return this.#running.size === 0;
  }

  /** The last of them. */
  get ended(): readonly EndedPause[] {
    return this.#ended;
  }

  /** @throws TacetError TACET_PAUSE_LIMIT */
  start({ longest, ...request }: PauseRequest, heads: Heads, startedAt: Date): Pause {
    if (this.#running.size >= MOST_RUNNING) throw new TacetError('TACET_PAUSE_LIMIT', `${MOST_RUNNING}`);
    const to = ticks(heads.call + longest);
    const pause: Pause = { id: newPauseId(), ...request, startedAt, from: heads.legs, to };
    this.#running.set(pause.id, pause);
    return pause;
  }

  /**
   * Ends a pause that runs.
   * @returns undefined where it does not
   */
  end(id: PauseId, at: Ticks, trigger: PauseTrigger, by: string | undefined): EndedPause | undefined {
    const pause = this.#running.get(id);
    if (pause === undefined) return undefined;
    this.#running.delete(id);
    const ended = { ...pause, to: ticks(Math.min(pause.to, at)), trigger, endedBy: by };
    this.#ended.push(ended);
    if (this.#ended.length > MOST_REMEMBERED) this.#ended = this.#ended.slice(-MOST_REMEMBERED);
    return ended;
  }

  /** Those whose time is over. */
  overdue(head: Ticks): readonly Pause[] {
    return this.isEmpty ? [] : this.running.filter((pause) => pause.to <= head);
  }
}
