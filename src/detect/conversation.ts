/**
 * What the two parties have been talking about: cues of both legs over time, and card numbers already given.
 *
 *     agent   "card number please"            "and the security code"
 *     caller                    4242 ...                            027
 *     payment ------------------[ pan ]------------------------------>  (forgotten after a while)
 *
 * It answers one question: in which light should digits at this time be seen? It is derived anew from the
 * words on every hypothesis, so a partial result that is taken back leaves nothing behind.
 */
import { announcesOther, leavesOpen, type Cue } from './language.js';
import type { LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface HeardCue {
  readonly cue: Cue;
  readonly leg: LegRole;
  readonly span: Span;
  /** It names the number itself ("card number"), not only the thing ("card"). */
  readonly announces: boolean;
}

export interface Light {
  /** 0 no talk of cards, 1 a card was mentioned, 2 its number was asked for or announced. */
  readonly payment: 0 | 1 | 2;
  /** A card number was given not long ago. */
  readonly afterPan: boolean;
  /** The last cue asked for this. */
  readonly expects: 'cvv' | 'expiry' | undefined;
  /** The last cue announced another number: phone, order, date ... */
  readonly other: boolean;
}

/** How long talk of a card makes digits suspicious. */
const CARD_MEMORY = millisToTicks(60_000);
/** How long after a card number further digits are taken for its expiry or security code. */
const PAN_MEMORY = millisToTicks(45_000);
const EXPECTATION = millisToTicks(20_000);
/** Another number follows its announcement at once, an answer to a question a little later. */
const OTHER_MEMORY = millisToTicks(8_000);
/** "card" and "number" this close together announce a card number. */
const PHRASE_GAP = millisToTicks(1_500);
/** A cue may also come just after the digits: "4111 ... that is my card". */
const AFTERTHOUGHT = millisToTicks(5_000);
const KEPT = 64;

export class Conversation {
  #cues: HeardCue[] = [];
  /** Where card numbers, or parts of the payment that followed, ended. */
  #payments: { readonly leg: LegRole | undefined; readonly at: Ticks }[] = [];

  /** A new hypothesis: forgets what was derived from this leg's words at or after `since`. */
  revise(leg: LegRole, since: Ticks, cues: readonly HeardCue[]): void {
    this.#cues = [...this.#cues.filter((c) => c.leg !== leg || c.span.from < since), ...cues]
      .sort((a, b) => a.span.from - b.span.from)
      .slice(-KEPT);
    this.#payments = this.#payments.filter((p) => p.leg !== leg || p.at < since);
  }

  /**
   * A card number, or something that belongs to one, ended here.
   * @param leg undefined where it was keyed
   */
  paid(leg: LegRole | undefined, at: Ticks): void {
    this.#payments = [...this.#payments, { leg, at }].slice(-KEPT);
  }

  /** The cues of one leg, in order. */
  cuesOf(leg: LegRole): HeardCue[] {
    return this.#cues.filter((cue) => cue.leg === leg);
  }

  /** The light on digits that start at `from` and, so far, end at `to`. */
  lightOn(from: Ticks, to: Ticks): Light {
    const before = this.#cues.filter((c) => c.span.from < from);
    const last = before.findLast((c) => !leavesOpen(c.cue));
    const after = this.#cues.filter((c) => c.span.from >= from && c.span.from <= to + AFTERTHOUGHT);
    const isRecent = (cue: HeardCue | undefined, memory: Ticks): boolean =>
      cue !== undefined && from - cue.span.to <= memory;
    const other = announcesOther(last?.cue) && isRecent(last, OTHER_MEMORY);
    const afterPan = this.#payments.some((p) => p.at <= from && from - p.at <= PAN_MEMORY);
    const card = before.findLast((c) => c.cue === 'card' && isRecent(c, CARD_MEMORY));
    const announced =
      card !== undefined && (card.announces || before.some((c) => leavesOpen(c.cue) && near(c, card)));
    const spoken = card !== undefined || after.some((c) => c.cue === 'card');
    const asked = last !== undefined && isRecent(last, EXPECTATION) ? last.cue : undefined;
    return {
      payment: other ? 0 : announced ? 2 : spoken ? 1 : 0,
      afterPan: afterPan && !other,
      expects:
        asked === 'security-code' || asked === 'pin' ? 'cvv' : asked === 'expiry' ? 'expiry' : undefined,
      other,
    };
  }

  /** Whether a secret is likely to be spoken or keyed next. */
  armedAt(now: Ticks): boolean {
    const light = this.lightOn(now, now);
    return light.payment > 0 || light.afterPan || light.expects !== undefined;
  }
}

const near = (a: HeardCue, b: HeardCue): boolean =>
  a.span.from - b.span.to <= PHRASE_GAP && b.span.from - a.span.to <= PHRASE_GAP;
