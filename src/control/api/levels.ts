/**
 * Levels of running calls, once a second, for readers of the feed that ask for them by name; until somebody does, nothing
 * is measured.
 *
 *     heard    |-----------|######|------|       rms and peak of the frames that the other party heard
 *     told     ^ a second         ^ of what was heard of it; null where nothing was, or a pause runs
 *
 * What is masked is never measured, so a level says nothing about a secret that its hearer did not get.
 */
import { isPaused } from './call-view.js';
import type { Feed, FeedFilter } from './feed.js';
import type { Call } from '../../call/call.js';
import type { CallRegistry } from '../../call/registry.js';
import type { Clock, Timer } from '../../core/clock.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';
import type { Level } from '../../media/level-meter.js';

const PERIOD_MS = 1_000;

/** Who asks for them, and who passes them on. */
export type LevelsFeed = Pick<Feed, 'asking' | 'tell'>;

export interface LevelsOptions {
  readonly feed: LevelsFeed;
  readonly calls: Pick<CallRegistry, 'calls'>;
  readonly clock: Pick<Clock, 'every'>;
}

export class Levels {
  readonly #options: LevelsOptions;
  readonly #timer: Timer;
  #metered = new Set<Call>();

  constructor(options: LevelsOptions) {
    this.#options = options;
    this.#timer = options.clock.every(PERIOD_MS, () => this.tell());
  }

  /** What was heard since the last time, of calls that somebody asks about. */
  tell(): void {
    const { feed, calls } = this.#options;
    const filters = feed.asking('levels');
    if (filters.length === 0 && this.#metered.size === 0) return;
    const wanted = new Set(calls.calls.filter((call) => filters.some((filter) => isAbout(filter, call))));
    for (const call of this.#metered) if (!wanted.has(call)) meter(call, false);
    this.#metered = wanted;
    for (const call of wanted) {
      // Of the first second nothing is known: it was not measured.
      meter(call, true);
      const isQuiet = isPaused(call);
      const { caller, agent } = levelsOf(call);
      feed.tell({
        type: 'levels',
        call: call.id,
        ...(call.tenant === undefined ? {} : { tenant: call.tenant }),
        caller: isQuiet ? null : caller,
        agent: isQuiet ? null : agent,
      });
    }
  }

  close(): void {
    this.#timer.cancel();
  }
}

const isAbout = (filter: FeedFilter, call: Call): boolean =>
  (filter.call === undefined || filter.call === call.id) && filter.sees(call.tenant);

const meter = (call: Call, isOn: boolean): void => {
  for (const leg of LEG_ROLES) call.direction(leg)?.pipeline.measure(isOn);
};

/** Taken also where nobody is told: a pause must not be part of what comes after it. */
const levelsOf = (call: Call): Record<LegRole, Level | null> => {
  const of = (leg: LegRole): Level | null => call.direction(leg)?.pipeline.takeLevel() ?? null;
  return { caller: of('caller'), agent: of('agent') };
};
