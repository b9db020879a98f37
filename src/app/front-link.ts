/** The front of a server of several processes, as the calls of one of them know it. */
import type { CallNews } from '../control/api/event.js';
import type { LevelsFeed } from '../control/api/levels.js';
import type { CallId } from '../core/ids.js';

export interface FrontLink {
  began(call: CallId): void;
  ended(call: CallId): void;
  news(news: CallNews): void;
  readonly levels: LevelsFeed;
}
