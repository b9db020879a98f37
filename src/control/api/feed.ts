/**
 * The feed: what happens in calls, told to whoever reads along. Redacted by construction (`event.ts`).
 *
 *     published   e1 e2 e3 e4 e5 e6 ...
 *     kept           [e2 .. e6]            the last of them, for readers that come back with their last id
 *     readers         A: e3 e4 e5 e6       gets what it missed, then what is new
 *                     B:          e6
 *
 * Publishing never waits: a reader takes an event or is let go by its owner. Ids are UUIDs v7, each larger than the one
 * before, so one id says where a reader stopped.
 */
import { v7 } from 'uuid';

import type { CallEvent, CallNews, EventType } from './event.js';
import type { Clock } from '../../core/clock.js';

export interface FeedFilter {
  /** Undefined: every call. */
  readonly call?: string | undefined;
  /** Undefined: every type but those that are told only to who asks for them. */
  readonly types?: ReadonlySet<EventType> | undefined;
  /** Whether the reader may see what belongs to this tenant. */
  readonly sees: (tenant: string | undefined) => boolean;
}

export interface FeedReader {
  readonly filter: FeedFilter;
  take(event: CallEvent): void;
  /** The feed is closed: nothing follows. */
  ended(): void;
}

/** What a reader missed. */
export interface Missed {
  readonly events: readonly CallEvent[];
  /** Others were forgotten before these. */
  readonly isPartial: boolean;
}

export interface FeedOptions {
  readonly clock: Pick<Clock, 'wall'>;
  readonly onReaderError: (error: unknown) => void;
  /** Events that are kept for readers that come back. */
  readonly kept?: number;
}

const KEPT = 1_000;
/** So many more are held before the oldest are let go. */
const BLOCK_SHARE = 0.25;
/** Of no use to who did not ask for it, and many. */
const ONLY_ASKED: ReadonlySet<EventType> = new Set(['levels']);

export class Feed {
  readonly #options: FeedOptions;
  readonly #kept: number;
  readonly #readers = new Set<FeedReader>();
  #events: CallEvent[] = [];
  /** The newest that was forgotten. */
  #forgotten: string | undefined;
  #last = '';
  /** Since the start. */
  readonly counts = { published: 0, dropped: 0 };

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#kept = options.kept ?? KEPT;
  }

  get readers(): number {
    return this.#readers.size;
  }

  publish(news: CallNews): void {
    const event = this.#eventOf(news);
    this.#events.push(event);
    // Cut in blocks: to move the whole list for every event would be work for nothing.
    const surplus = this.#events.length - this.#kept;
    if (surplus >= BLOCK_SHARE * this.#kept) {
      this.#forgotten = this.#events[surplus - 1]?.id;
      this.#events = this.#events.slice(surplus);
    }
    this.#pass(event);
  }

  /** The same for what is old in a moment: it is not kept for readers that come back. */
  tell(news: CallNews): void {
    this.#pass(this.#eventOf(news));
  }

  /** Of readers that ask for this type by name. */
  asking(type: EventType): FeedFilter[] {
    return [...this.#readers].flatMap(({ filter }) => (filter.types?.has(type) === true ? [filter] : []));
  }

  #eventOf(news: CallNews): CallEvent {
    this.counts.published++;
    return { id: this.#nextId(), at: this.#options.clock.wall().toISOString(), ...news };
  }

  #pass(event: CallEvent): void {
    for (const reader of this.#readers) {
      if (!isFor(event, reader.filter)) continue;
      try {
        reader.take(event);
      } catch (error) {
        this.#readers.delete(reader);
        this.#options.onReaderError(error);
      }
    }
  }

  /**
   * What came after an event.
   * @param after its id; one from before this process began is older than everything here
   */
  since(after: string, filter: FeedFilter): Missed {
    const from = this.#events.findIndex((event) => event.id > after);
    const events = from === -1 ? [] : this.#events.slice(from).filter((event) => isFor(event, filter));
    return { events, isPartial: this.#forgotten !== undefined && after < this.#forgotten };
  }

  /** @returns ends the reading */
  read(reader: FeedReader): () => void {
    this.#readers.add(reader);
    return () => void this.#readers.delete(reader);
  }

  /** Lets every reader go. */
  close(): void {
    for (const reader of this.#readers) reader.ended();
    this.#readers.clear();
  }

  /** Larger than the last one, also where the wall clock was set back. */
  #nextId(): string {
    let id = v7();
    if (id <= this.#last) id = after(this.#last);
    this.#last = id;
    return id;
  }
}

const isFor = (event: CallEvent, { call, types, sees }: FeedFilter): boolean =>
  (call === undefined || call === event.call) &&
  (types === undefined ? !ONLY_ASKED.has(event.type) : types.has(event.type)) &&
  sees(event.tenant);

/** The next id in order: the last group counted on by one. */
const after = (id: string): string => {
  const tail = (BigInt(`0x${id.slice(-12)}`) + 1n) & 0xffff_ffff_ffffn;
  return id.slice(0, -12) + tail.toString(16).padStart(12, '0');
};
