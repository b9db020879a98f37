/**
 * Closes the live gate before the digits come: when a secret was announced, or asked for by the other party.
 *
 *     agent    card number please
 *     caller                       (silence)   yes it is  four two four two
 *     masked                     [-------------------------------------------   until words that are no answer
 *
 * Only the live gate profits, so it is always withdrawn in the end; what was said is judged by itself.
 */
import type { Conversation } from './conversation.js';
import type { Ear } from './ear.js';
import type { ReadItem } from './numbers/reader.js';
import { Tracked, type Reason } from './tracked.js';
import type { Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

/** How long digits are waited for. */
const HOLD = millisToTicks(3_500);
const HOLD_FOR_ANSWER = millisToTicks(20_000);
/** So many words that are no digits: it is about something else. */
const MOST_STRANGERS = 3;

const REASON: Reason = { entity: 'digits', score: 0, cause: 'cue' };

export class Expectation {
  readonly #leg: LegRole;
  readonly #tell: (finding: Finding) => void;
  #open: Tracked | undefined;

  constructor(leg: LegRole, tell: (finding: Finding) => void) {
    this.#leg = leg;
    this.#tell = tell;
  }

  /** @param answeredTo where the last digits of this leg end */
  consider(conversation: Conversation, ear: Ear, items: readonly ReadItem[], answeredTo: number): void {
    const cue = conversation.announcement(this.#leg, ear.heardTo);
    const at = cue?.span.to ?? ear.heardTo;
    const strangers = items.filter(
      (item) =>
        item.span.from >= at && (item.kind === 'unknown' || item.kind === 'other' || item.kind === 'unit'),
    );
    const limit = cue?.leg === this.#leg ? HOLD : HOLD_FOR_ANSWER;
    const waits =
      cue !== undefined && answeredTo <= at && ear.heardTo - at <= limit && strangers.length < MOST_STRANGERS;
    if (!waits) {
      this.end(ear);
      return;
    }
    this.#open ??= new Tracked(this.#leg, span(at, FOREVER), this.#tell);
    this.#open.span = span(at, FOREVER);
    this.#open.publish(REASON, ear.heardTo);
  }

  end(ear: Ear): void {
    this.#open?.settle('withdrawn', REASON, ear.heardTo);
    this.#open = undefined;
  }
}
