/**
 * The front, as one of its processes sees it: legs come from there, and are asked for; what happens in calls is told there.
 *
 * A front that is gone sends nobody any more, and nobody could reach the calls: they are ended as at SIGTERM.
 */
import { Socket } from 'node:net';

import type { Asked, FromProcess, LevelsAsked, ProcessState, ToProcess } from './messages.js';
import { readToProcess } from './reading.js';
import type { FrontLink } from '../front-link.js';
import type { HandedLeg } from '../../control/front/handed-leg.js';
import type { CallNews } from '../../control/api/event.js';
import type { FeedFilter } from '../../control/api/feed.js';
import type { LevelsFeed } from '../../control/api/levels.js';
import { TacetError } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';

export interface LinkHandlers {
  start(message: Extract<ToProcess, { readonly kind: 'start' }>): void;
  take(leg: HandedLeg, socket: Socket): void;
  answer(question: Asked): Promise<unknown>;
  /** @param graceMs undefined: as long as the configuration says, the front is gone */
  drain(graceMs: number | undefined): void;
  hurry(): void;
  /** The front has said what cannot be. */
  garbled(): void;
}

export class Link implements FrontLink {
  readonly index: number;
  readonly #handlers: LinkHandlers;
  #levelsAsked: FeedFilter[] = [];
  readonly levels: LevelsFeed = {
    asking: () => this.#levelsAsked,
    tell: (news) => this.#send({ kind: 'levels', news }),
  };

  constructor(index: number, handlers: LinkHandlers) {
    this.index = index;
    this.#handlers = handlers;
    process.on('message', (message: unknown, socket) => this.#read(message, socket));
    process.once('disconnect', () => handlers.drain(undefined));
  }

  ready(): void {
    this.#send({ kind: 'ready' });
  }

  failed({ code, detail }: TacetError): Promise<void> {
    return this.#sent({ kind: 'failed', code, detail });
  }

  state(state: ProcessState): void {
    this.#send({ kind: 'state', state });
  }

  began(call: CallId): void {
    this.#send({ kind: 'began', call });
  }

  ended(call: CallId): void {
    this.#send({ kind: 'ended', call });
  }

  settled(call: CallId): void {
    this.#send({ kind: 'settled', call });
  }

  news(news: CallNews): void {
    this.#send({ kind: 'news', news });
  }

  /** Resolves when the front has all that was sent. */
  flushed(state: ProcessState): Promise<void> {
    return this.#sent({ kind: 'state', state });
  }

  #read(message: unknown, socket: unknown): void {
    const read = readToProcess(message);
    if (read !== undefined) {
      this.#take(read, socket);
      return;
    }
    if (socket instanceof Socket) socket.destroy();
    this.#handlers.garbled();
  }

  #take(message: ToProcess, socket: unknown): void {
    switch (message.kind) {
      case 'start':
        this.#handlers.start(message);
        return;
      case 'take':
        this.#send({ kind: 'taken' });
        // One that was closed on its way comes without its socket.
        if (socket instanceof Socket) this.#handlers.take(message.leg, socket);
        else this.settled(message.leg.call);
        return;
      case 'ask':
        void this.#answer(message.id, message.question);
        return;
      case 'levels':
        this.#levelsAsked = filtersOf(message.asked);
        return;
      case 'drain':
        this.#handlers.drain(message.graceMs);
        return;
      case 'hurry':
        this.#handlers.hurry();
    }
  }

  async #answer(id: number, question: Asked): Promise<void> {
    try {
      const value = await this.#handlers.answer(question);
      this.#send({ kind: 'answer', id, value });
    } catch (error) {
      const { code, detail } = error instanceof TacetError ? error : new TacetError('TACET_INTERNAL');
      this.#send({ kind: 'refusal', id, code, detail });
    }
  }

  #send(message: FromProcess): void {
    void this.#sent(message);
  }

  #sent(message: FromProcess): Promise<void> {
    return new Promise((resolve) => {
      // Where the front is gone there is nobody to be told.
      if (!process.connected || process.send === undefined) resolve();
      else process.send(message, undefined, {}, () => resolve());
    });
  }
}

/** Who may see what is the front's to know: it passes on to each reader what is theirs. */
const filtersOf = (asked: LevelsAsked): FeedFilter[] => {
  const sees = (): boolean => true;
  return asked === 'all' ? [{ sees }] : asked.map((call) => ({ call, sees }));
};
