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
import { Gaps, type Unheard } from './gaps.js';
import { announcesOther, isPaymentCue, leavesOpen, type Cue } from './language.js';
import type { LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface HeardCue {
  readonly cue: Cue;
  readonly leg: LegRole;
  readonly span: Span;
  /** It names the number itself ("card number"), not only the thing ("card"). */
  readonly announces: boolean;
  /** A word that says what kind of number only together with another ("code", "date"), and stands alone. */
  readonly isVague?: boolean;
  /** A code of what it names: "customer verification", "the reference on the back". */
  readonly isCode?: boolean;
  /** Nothing else was said in its turn: a "yes" or an "mm hm", perhaps, for which the recogniser has no word. */
  readonly isLone?: boolean;
  /** The recogniser is not sure of it: it throws no light on digits. */
  readonly isDoubtful?: boolean;
  /** The recogniser will not take it back. */
  readonly isFinal: boolean;
}

export interface Light {
  /** 0 no talk of cards, 1 a card was mentioned, 2 its number was asked for or announced. */
  readonly payment: 0 | 1 | 2;
  /** The talk of the card, or the question for its number, has just been: what follows is the answer. */
  readonly isFresh: boolean;
  /** Where the last talk of a card ended. */
  readonly announcedTo?: Ticks | undefined;
  /** A card number was given not long ago. */
  readonly afterPan: boolean;
  /** How long ago it ended, where the same party gave it. */
  readonly sincePan?: number | undefined;
  /** Nothing but its length spoke for that card number. */
  readonly isPanDoubtful: boolean;
  /** The last cue asked for this. */
  readonly expects: 'cvv' | 'expiry' | undefined;
  /** It asked in so many words: "security code", not "code". */
  readonly isExplicit: boolean;
  /** A card number was given at some time before. */
  readonly hadPan: boolean;
  /** A card was talked of after the digits only: that says something of a long number alone. */
  readonly isAfterthought?: boolean;
  /** The expiry date or the security code is asked for next, in so many words: the number was a card's. */
  readonly isAskedNext?: boolean;
  /** It is the date, which other things have, too. */
  readonly isDateNext?: boolean;
  /** The last cue was of another number: phone, order, date ... */
  readonly other: boolean;
  /** That number is a code of something. */
  readonly isOtherCode?: boolean;
  /** That number was announced by name ("order number"), or spoken of just before. */
  readonly isOtherNamed: boolean;
  /** Nobody has heard what was said beside the digits, or some time before them: anything may have announced them. */
  readonly unheard?: Unheard | undefined;
}

/** How long talk of a card makes digits suspicious. */
const CARD_MEMORY = millisToTicks(60_000);
/** An answer comes in this time, the search for one's glasses included. */
const ANSWER = millisToTicks(30_000);
/** "it is a visa ... 4242" */
const CARD_ANSWER = millisToTicks(5_000);
/** How long after a card number further digits are taken for its expiry or security code. */
const PAN_MEMORY = millisToTicks(45_000);
/** The same for who gave it, where only its length speaks for a card number: "... 4242, oh nine twenty eight, 027". */
const DOUBTFUL_PAN_MEMORY = millisToTicks(20_000);
const EXPECTATION = millisToTicks(20_000);
/** Another number follows its announcement at once, an answer to a question a little later. */
const OTHER_MEMORY = millisToTicks(8_000);
/** What is said just after the name of a thing is its number. */
const NAMED = millisToTicks(3_000);
/** "card" and "number" this close together announce a card number. */
const PHRASE_GAP = millisToTicks(1_500);
/** A question is answered within this. */
const SLIP_OF_ANSWER = millisToTicks(4_000);
/** Two cues said as one name. */
const NAME_GAP = millisToTicks(250);
/** A cue may also come just after the digits: "4111 ... that is my card". */
const AFTERTHOUGHT = millisToTicks(5_000);
/** "and the expiry date": what is asked after a card number says that it was one. */
const NEXT_QUESTION = millisToTicks(12_000);
const KEPT = 64;

/** Where a card number, or what belongs to one, ended. */
export interface Payment {
  readonly leg: LegRole | undefined;
  readonly at: Ticks;
  readonly isDoubtful: boolean;
  readonly isFinal: boolean;
}

export interface LightRequest {
  /** Whose digits they are: a doubtful card number throws light on those of its own leg only. */
  readonly leg?: LegRole;
  /** Where the number before them on the same leg ended: what announced that one is answered. */
  readonly answeredTo?: Ticks;
  /** Only what the recogniser will not take back. */
  readonly onlyFinal?: boolean;
}

export class Conversation {
  #cues: HeardCue[] = [];
  /** Where card numbers, or parts of the payment that followed, ended. */
  #payments: Payment[] = [];
  readonly #gaps = new Gaps();

  /** Nobody has heard this stretch of a leg, and nobody will. */
  missed(leg: LegRole, stretch: Span): void {
    this.#gaps.add(leg, stretch);
  }

  /** A new hypothesis: these are the cues of this leg at and after `since`. */
  hearCues(leg: LegRole, since: Ticks, cues: readonly HeardCue[]): void {
    this.#cues = [...this.#cues.filter((c) => c.leg !== leg || c.span.from < since), ...cues]
      .sort((a, b) => a.span.from - b.span.from)
      .slice(-KEPT);
  }

  /** A new hypothesis: card numbers of this leg at and after `since` are found anew. */
  forgetPayments(leg: LegRole, since: Ticks): void {
    this.#payments = this.#payments.filter((p) => p.leg !== leg || p.at < since);
  }

  /**
   * A card number, or something that belongs to one, ended here.
   * @param leg undefined where it was keyed
   * @param known `isDoubtful`: nothing but its length speaks for it; `isFinal`: its words will not be taken back
   */
  paid(
    leg: LegRole | undefined,
    at: Ticks,
    {
      isDoubtful = false,
      isFinal = true,
    }: { readonly isDoubtful?: boolean; readonly isFinal?: boolean } = {},
  ): void {
    this.#payments = [...this.#payments, { leg, at, isDoubtful, isFinal }].slice(-KEPT);
  }

  /** The cues of both legs, in order. */
  get cues(): readonly HeardCue[] {
    return this.#cues;
  }

  /** Everything that came from one leg. */
  saidBy(leg: LegRole): readonly (HeardCue | Payment)[] {
    return [...this.cuesOf(leg), ...this.#payments.filter((p) => p.leg === leg)];
  }

  /** The cues of one leg, in order. */
  cuesOf(leg: LegRole): HeardCue[] {
    return this.#cues.filter((cue) => cue.leg === leg && cue.isDoubtful !== true);
  }

  /** The light on digits that start at `from` and, so far, end at `to`. */
  lightOn(
    from: Ticks,
    to: Ticks,
    { leg, answeredTo = 0 as Ticks, onlyFinal = false }: LightRequest = {},
  ): Light {
    const cues = this.#cues.filter((c) => c.isDoubtful !== true && (c.isFinal || !onlyFinal));
    const before = cues.filter((c) => c.span.from < from);
    const last = lastAsked(withoutSlips(before.filter((c) => !leavesOpen(c.cue))));
    const after = cues.filter((c) => c.span.from >= from && c.span.from <= to + AFTERTHOUGHT);
    const isRecent = (cue: HeardCue | undefined, memory: Ticks): boolean =>
      cue !== undefined && from - cue.span.to <= memory;
    const payments = this.#payments.filter((p) => p.at <= from && (p.isFinal || !onlyFinal));
    const asked = last !== undefined && isRecent(last, EXPECTATION) ? last : undefined;
    // What is asked for next says that the number before was a card's, however doubtful.
    const memory = expected(asked?.cue) === undefined ? DOUBTFUL_PAN_MEMORY : PAN_MEMORY;
    const isAfter = (p: Payment): boolean =>
      p.isDoubtful
        ? from - p.at <= memory && (leg === undefined || leg === p.leg)
        : from - p.at <= PAN_MEMORY;
    const afterPan = payments.some(isAfter);
    // In a payment "date" is half of "expiry date".
    const isDate = last?.cue === 'other-number' && last.isVague === true;
    const isOfDate = isDate && (afterPan || before.some((c) => isOfCard(c) && isRecent(c, CARD_MEMORY)));
    const isOther = announcesOther(last?.cue) && !isOfDate;
    const isHalf = before.some((c) => c.cue === 'card' && c.leg === last?.leg && isOneName(c, last));
    const card = before.findLast((c) => isOfCard(c) && isRecent(c, CARD_MEMORY));
    const announced = before.some(
      (c) =>
        c.cue === 'card' &&
        isRecent(c, CARD_MEMORY) &&
        (c.announces || before.some((o) => isOfNumbers(o) && near(o, c))),
    );
    const next = cues.find(
      (c) => c.span.from >= to && c.span.from <= to + NEXT_QUESTION && !leavesOpen(c.cue),
    );
    const isAskedNext = (next?.cue === 'security-code' || next?.cue === 'expiry') && next.isVague !== true;
    // What was announced may have been answered unheard.
    const isAnswered =
      last !== undefined && (last.span.to <= answeredTo || this.#gaps.parts(last.span.to, from));
    const isNamed = last?.announces === true || (last?.isVague !== true && isRecent(last, NAMED));
    // "when does the parcel come ... and the code is 027": after a card number only a name excuses digits.
    const isTalk = !isNamed && payments.some((p) => !p.isDoubtful && from - p.at <= PAN_MEMORY);
    const other = isOther && !isHalf && !isTalk && isRecent(last, OTHER_MEMORY) && !isAnswered;
    const unheard = other ? undefined : this.#gaps.around(from, to, leg);
    const spoken = card !== undefined || isAskedNext || after.some((c) => c.cue === 'card');
    const payment = other ? 0 : announced || unheard !== undefined ? 2 : spoken ? 1 : 0;
    return {
      payment,
      isFresh: card !== undefined && isRecent(card, announced ? ANSWER : CARD_ANSWER),
      announcedTo: card?.span.to,
      afterPan: afterPan && !other,
      sincePan: sincePan(payments, leg, from),
      isPanDoubtful: payments.filter(isAfter).every((p) => p.isDoubtful),
      expects: isOfDate && asked !== undefined ? 'expiry' : expected(asked?.cue),
      isExplicit: asked?.isVague !== true,
      hadPan: payments.some((p) => !p.isDoubtful),
      isAskedNext,
      isDateNext: isAskedNext && next.cue === 'expiry',
      isAfterthought: payment === 1 && card === undefined,
      other,
      isOtherCode: other && last?.isCode === true,
      unheard,
      // A date is shorter than a card number: its name excuses none.
      isOtherNamed: other && isNamed,
    };
  }

  /** Whether a date said at this time may be the expiry date of a card: one that was spoken of or given. */
  mayExpire(leg: LegRole, at: Ticks): boolean {
    const light = this.lightOn(at, at, { leg });
    return light.afterPan || (light.expects === 'expiry' && (light.payment > 0 || light.hadPan));
  }

  /** Whether a card was spoken of, or its number asked for, so shortly before that it may be told here. */
  isCardAsked(leg: LegRole, at: Ticks): boolean {
    const { payment, announcedTo } = this.lightOn(at, at, { leg });
    return payment > 0 && announcedTo !== undefined && at - announcedTo <= ANSWER;
  }

  /**
   * The cue by which `leg` is about to say a secret: its own announcement, or the question of the other party.
   * An agent announces nothing: what an agent asks for, the caller answers.
   */
  announcement(leg: LegRole, now: Ticks): HeardCue | undefined {
    const light = this.lightOn(now, now);
    const inPayment = light.payment > 0 || light.afterPan;
    const cue = this.#cues.findLast((c) => c.span.to <= now);
    if (cue === undefined || (cue.leg === leg ? leg !== 'caller' : leg === 'agent')) return undefined;
    if (cue.cue === 'card' || leavesOpen(cue.cue)) return light.payment === 2 ? cue : undefined;
    return expected(cue.cue) !== undefined && inPayment ? cue : undefined;
  }

  /**
   * What the other party has just asked `leg` for, cards and what belongs to them apart: its question, or the cue
   * with which the answer begins ("your IBAN please", "my IBAN is").
   */
  question(leg: LegRole, now: Ticks): HeardCue | undefined {
    const named = this.#cues.filter((c) => c.isDoubtful !== true && c.cue !== 'number' && c.span.to <= now);
    const last = named.at(-1);
    const asked = named.findLast((c) => c.leg !== leg && c.cue === last?.cue);
    if (last === undefined || asked === undefined) return undefined;
    return last.span.from - asked.span.to <= ANSWER ? last : undefined;
  }

  /** Whether a secret is likely to be spoken or keyed next. */
  armedAt(now: Ticks): boolean {
    const light = this.lightOn(now, now);
    return light.payment > 0 || light.afterPan || light.expects !== undefined;
  }
}

const sincePan = (payments: readonly Payment[], leg: LegRole | undefined, at: Ticks): number | undefined => {
  const last = payments.findLast((p) => p.leg !== undefined && p.leg === leg);
  return last && at - last.at;
};

/**
 * Without cues of a word that come just after the name of what a payment asks for: words misheard, of the same breath
 * ("card number when you are reading") or of the answer ("and the security code?" "meter is 027").
 */
const withoutSlips = (cues: readonly HeardCue[]): HeardCue[] => {
  const kept: HeardCue[] = [];
  for (const cue of cues) {
    const before = kept.at(-1);
    if (before === undefined || !isSlip(cue, before)) kept.push(cue);
  }
  return kept;
};

const isSlip = (cue: HeardCue, before: HeardCue): boolean => {
  if (cue.announces || before.isVague === true || !isPaymentCue(before.cue)) return false;
  if (cue.isVague !== true && !announcesOther(cue.cue)) return false;
  const gap = cue.span.from - before.span.to;
  return cue.leg === before.leg ? before.announces && gap <= PHRASE_GAP : gap <= SLIP_OF_ANSWER;
};

/** The last cue; of "the expiry date on that card" the date. */
const lastAsked = (cues: readonly HeardCue[]): HeardCue | undefined => {
  const [before, last] = [cues.at(-2), cues.at(-1)];
  if (before === undefined || last?.cue !== 'card' || last.announces || before.leg !== last.leg) return last;
  const isOfIt = expected(before.cue) !== undefined && last.span.from - before.span.to <= PHRASE_GAP;
  return isOfIt ? before : last;
};

/** Nobody asks for a security code but in a payment by card. */
const isOfCard = ({ cue, isVague }: HeardCue): boolean =>
  cue === 'card' || (cue === 'security-code' && isVague !== true);

/** "the number on the card", "the account on the card"; a mail about cards has none. */
const isOfNumbers = ({ cue }: HeardCue): boolean => cue === 'number' || cue === 'bank-account';

/** A PIN is as short and as secret as a security code. */
const expected = (cue: Cue | undefined): Light['expects'] => {
  if (cue === 'security-code' || cue === 'pin') return 'cvv';
  return cue === 'expiry' ? 'expiry' : undefined;
};

/** "card routing" is a card number misheard. */
const isOneName = (card: HeardCue, other: HeardCue): boolean =>
  other.isVague !== true && other.span.from >= card.span.to && other.span.from - card.span.to <= NAME_GAP;

const near = (a: HeardCue, b: HeardCue): boolean =>
  a.span.from - b.span.to <= PHRASE_GAP && b.span.from - a.span.to <= PHRASE_GAP;
