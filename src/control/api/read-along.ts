/**
 * Reads the feed for one peer: first what it missed, then what is new, and never more than it takes.
 */
import type { CallEvent } from './event.js';
import type { Feed, FeedFilter } from './feed.js';
import type { Clock } from '../../core/clock.js';

export interface ReadingOptions {
  readonly feed: Feed;
  readonly clock: Clock;
  readonly filter: FeedFilter;
  /** Id of the last event that the peer has. */
  readonly after: string | undefined;
}

export interface Outlet {
  /** Bytes that the peer has not taken yet. */
  readonly waitingBytes: number;
  event(event: CallEvent): void;
  /** Events between the last that the peer has and the first that it gets are forgotten. */
  gap(): void;
  /** Shows a quiet connection to be alive, to both ends and to what is between them. */
  beat(): void;
  /** The feed is closed. */
  end(): void;
  /** The peer is too slow. */
  drop(): void;
}

const BEAT_MS = 15_000;
/** More than everything that the feed keeps for those who come back. */
export const MOST_WAITING_BYTES = 2 * 1024 * 1024;

/** @returns ends the reading, when the peer has left */
export const readAlong = ({ feed, clock, filter, after }: ReadingOptions, outlet: Outlet): (() => void) => {
  const stop = (): void => {
    leave();
    beat.cancel();
  };
  const take = (event: CallEvent): void => {
    if (outlet.waitingBytes <= MOST_WAITING_BYTES) {
      outlet.event(event);
      return;
    }
    feed.counts.dropped++;
    stop();
    outlet.drop();
  };
  const leave = feed.read({
    filter,
    take,
    ended: () => {
      beat.cancel();
      outlet.end();
    },
  });
  const beat = clock.every(BEAT_MS, () => outlet.beat());
  const missed = after === undefined ? undefined : feed.since(after, filter);
  if (missed?.isPartial === true) outlet.gap();
  // Nothing is published meanwhile: what is missed and what is new meet without a seam.
  for (const event of missed?.events ?? []) take(event);
  return stop;
};
