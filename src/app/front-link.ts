/** The front of a server of several processes, as the calls of one of them know it. */
import type { CallNews } from '../control/api/event.js';
import type { LevelsFeed } from '../control/api/levels.js';
import type { CallId } from '../core/ids.js';

export interface FrontLink {
  /** Which of the processes this is, from 0. */
  readonly index: number;
  began(call: CallId): void;
  ended(call: CallId): void;
  news(news: CallNews): void;
  readonly levels: LevelsFeed;
}
