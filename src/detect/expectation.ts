/**
 * Closes the live gate before the digits come: when a secret was announced, or asked for by the other party.
 *
 *     agent    card number please
 *     caller                       (silence)   yes it is  four two four two
 *     masked                     [-------------------------------------------   until words that are no answer
 *
 * Cards of any caller; any other secret (an IBAN, a password) that is masked and that the other party has asked for.
 * Only the live gate profits, so it is withdrawn in the end; what was said is judged by itself. The recording
 * waits until then, or it would keep fill for something that was never found. An answer of which no word was made out
 * (unheard.ts) is masked for good: three digits are lost together easily. One that still stands when the leg ends is believed: the half of a first digit with which a call was cut off is no word that anybody could judge.
 */
import type { Conversation, HeardCue } from './conversation.js';
import type { Ear } from './ear.js';
import { PHRASE_RECOGNISERS } from './entities/registry.js';
import { MAX_REACH } from './mask.js';
import type { ReadItem } from './numbers/reader.js';
import { Tracked, type Reason } from './tracked.js';
import { unheardAnswer } from './unheard.js';
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
  /** What it waits for the answer to, where that is a date or a code after a card number. */
  #asked: HeardCue | undefined;
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
    const isAnswered = expected !== undefined && expected.answeredTo > expected.cue.span.to;
    if (expected === undefined || !this.#waits(expected, ear, items)) {
      this.end(ear, isAnswered ? [] : items);
      return;
    }
    const { cue, entity } = expected;
    const isNew = this.#asked !== undefined && cue.span.from > this.#asked.span.to;
    if (entity !== this.#reason.entity || isNew) this.end(ear, items);
    this.#asked = isOfGivenCard(cue, conversation, this.#leg) ? cue : undefined;
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

  /** @param items what the leg has said, which may hold the answer */
  end(ear: Ear, items: readonly ReadItem[] = []): void {
    const open = this.#open;
    const answer = this.#asked && unheardAnswer(items, this.#asked.span.to);
    if (open !== undefined && answer !== undefined) {
      open.span = answer;
      open.settle('confirmed', this.#reason, ear.heardTo);
    } else open?.settle('withdrawn', this.#reason, ear.heardTo);
    this.#open = undefined;
    this.#asked = undefined;
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

/** A date or a code, asked for or announced by its name after a card number. */
const isOfGivenCard = (
  { cue, isVague, span: said }: HeardCue,
  conversation: Conversation,
  leg: LegRole,
): boolean =>
  (cue === 'security-code' || cue === 'expiry') &&
  isVague !== true &&
  leg === 'caller' &&
  conversation.lightOn(said.to, said.to, { leg }).afterPan;
