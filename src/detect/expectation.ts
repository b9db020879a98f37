/**
 * Closes the live gate before the digits come: when a secret was announced, or asked for by the other party.
 *
 *     agent    card number please
 *     caller                       (silence)   yes it is  four two four two
 *     masked                     [-------------------------------------------   until words that are no answer
 *
 * Cards of any caller; any other secret (an IBAN, a password) that is masked and that the other party has asked for.
 * Only the live gate profits, so it is withdrawn in the end; what was said is judged by itself. The recording
 * waits until then, or it would keep fill for something that was never found. One that still stands when the leg ends
 * is believed: the half of a first digit with which a call was cut off is no word that anybody could judge.
 */
import type { Conversation, HeardCue } from './conversation.js';
import type { Ear } from './ear.js';
import { PHRASE_RECOGNISERS } from './entities/registry.js';
import { MAX_REACH } from './mask.js';
import type { ReadItem } from './numbers/reader.js';
import { Tracked, type Reason } from './tracked.js';
import type { Entity, Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** How long digits are waited for. */
const HOLD = millisToTicks(3_500);
const HOLD_FOR_ANSWER = millisToTicks(20_000);
/** So many words that are no digits: it is about something else. */
const MOST_STRANGERS = 3;
/** The same where words are the answer: it is judged once there are some of them. */
const MOST_STRANGERS_IN_WORDS = 6;
const SAID_IN_WORDS: ReadonlySet<Entity> = new Set(['email', 'password']);

const reasonOf = (entity: Entity): Reason => ({ entity, score: 0, cause: 'cue' });

/** Where the last answers of a leg end. */
export interface Answered {
  /** Digits, whatever they are. */
  readonly digitsTo: number;
  /** Secrets that are no card's. */
  readonly claimedTo: number;
}

interface Expected {
  readonly cue: HeardCue;
  readonly entity: Entity;
  readonly answeredTo: number;
}

export class Expectation {
  readonly #leg: LegRole;
  readonly #tell: (finding: Finding) => void;
  readonly #wanted: ReadonlySet<Entity>;
  #open: Tracked | undefined;
  #reason = reasonOf('digits');

  /** @param wanted what is masked for somebody */
  constructor(leg: LegRole, wanted: ReadonlySet<Entity>, tell: (finding: Finding) => void) {
    this.#leg = leg;
    this.#wanted = wanted;
    this.#tell = tell;
  }

  /** Where what is masked begins; FOREVER where nothing is. */
  get since(): Ticks {
    return this.#open?.span.from ?? FOREVER;
  }

  consider(conversation: Conversation, ear: Ear, items: readonly ReadItem[], answered: Answered): void {
    const expected = this.#expected(conversation, ear, answered);
    if (expected === undefined || !this.#waits(expected, ear, items)) {
      this.end(ear);
      return;
    }
    const { cue, entity } = expected;
    if (entity !== this.#reason.entity) this.end(ear);
    this.#reason = reasonOf(entity);
    this.#open ??= new Tracked(this.#leg, span(cue.span.to, FOREVER), this.#tell);
    this.#open.span = span(cue.span.to, FOREVER);
    this.#open.publish(this.#reason, ear.heardTo);
  }

  /** The leg has ended: what was said since the last word may be the beginning of the answer. */
  finish(ear: Ear): void {
    const open = this.#open;
    if (open === undefined) return;
    const from = Math.max(open.span.from, ear.words.at(-1)?.span.to ?? 0);
    const to = ear.heardTo + MAX_REACH;
    open.span = span(Math.min(from, to), to);
    open.settle('confirmed', this.#reason, ear.heardTo);
    this.#open = undefined;
  }

  end(ear: Ear): void {
    this.#open?.settle('withdrawn', this.#reason, ear.heardTo);
    this.#open = undefined;
  }

  #expected(conversation: Conversation, ear: Ear, { digitsTo, claimedTo }: Answered): Expected | undefined {
    const card = conversation.announcement(this.#leg, ear.heardTo);
    if (card !== undefined) return { cue: card, entity: 'digits', answeredTo: digitsTo };
    const cue = conversation.question(this.#leg, ear.heardTo);
    const asked =
      cue && PHRASE_RECOGNISERS.find((r) => r.cues.includes(cue.cue) && this.#wanted.has(r.entity));
    return cue && asked && { cue, entity: asked.entity, answeredTo: claimedTo };
  }

  #waits({ cue, entity, answeredTo }: Expected, ear: Ear, items: readonly ReadItem[]): boolean {
    const at = cue.span.to;
    const strangers = items.filter(
      (item) =>
        item.span.from >= at && (item.kind === 'unknown' || item.kind === 'other' || item.kind === 'unit'),
    );
    const limit = cue.leg === this.#leg ? HOLD : HOLD_FOR_ANSWER;
    const most = SAID_IN_WORDS.has(entity) ? MOST_STRANGERS_IN_WORDS : MOST_STRANGERS;
    return answeredTo <= at && ear.heardTo - at <= limit && strangers.length < most;
  }
}
