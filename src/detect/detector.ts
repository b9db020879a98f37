/**
 * The speech side of the detector: reads what both legs of a call say and believes something about it
 * (step 6 of the walk). Lives in the speech worker, so words and digits stay there.
 *
 *     hypothesis -> words -> items -> stretches -> runs -> score -> findings (suspected, confirmed, withdrawn)
 *
 * Everything that is not settled is derived anew from each hypothesis, so a partial result that is taken back
 * takes its suspicion with it. Final words alone confirm. Publishes how far it is sure (`clearedTo`).
 */
import { Aftermath } from './aftermath.js';
import { Claimed } from './claimed.js';
import { Conversation, type HeardCue, type Light } from './conversation.js';
import { withoutDoubtfulCues } from './doubt.js';
import { Ear } from './ear.js';
import { NOTHING_SPOKEN, spokenIn, type Spoken } from './echo.js';
import { confirms, ruling, score, suspicious, weighed, type Evidence, type Ruling } from './evidence.js';
import { Expectation } from './expectation.js';
import { withoutIbans } from './iban-digits.js';
import { entityOf } from './label.js';
import type { Language } from './language.js';
import { maskOf, MAX_REACH, MAX_REACH_ON, NOISY_REACH_TO_CUE } from './mask.js';
import { withoutMadeUp } from './noise.js';
import { tellNumbers } from './number-teller.js';
import { PhraseReader } from './numbers/phrases.js';
import type { ReadItem } from './numbers/reader.js';
import { Repetition } from './repetition.js';
import {
  inPayment,
  isAnswer,
  isBelievedCard,
  isCard,
  isComplete,
  isOtherNumber,
  runsOf,
  valuesOf,
  type Run,
  type RunContext,
} from './run.js';
import { stretchesOf, type Stretch } from './stretch.js';
import { Tracked, type Reason } from './tracked.js';
import { PAYMENT } from '../core/audience.js';
import type { Belief, Cause, Entity, Finding } from '../core/finding.js';
import type { Hypothesis } from '../core/hearing.js';
import { LEG_ROLES, otherRole, type LegRole } from '../core/ids.js';
import { FOREVER, span, type Span } from '../core/span.js';
import type { TakenFromLeg, Tells } from '../core/taken-number.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface DetectorSink {
  finding(finding: Finding): void;
  /** Final words that hold no secret, in order. */
  words(leg: LegRole, words: readonly { readonly text: string; readonly span: Span }[]): void;
  /** A card number is over; only where `tells` asks for it. */
  taken?(taken: TakenFromLeg): void;
  /** Whether a secret is likely to come next. */
  armed(armed: boolean): void;
  /** What was believed of a stretch of digits, and why: for whoever asks what decided. */
  judged?(judgement: Judgement): void;
}

/** Counts and places, never a digit. */
export interface Judgement extends Ruling {
  readonly leg: LegRole;
  /** Its digits. */
  readonly digits: Span;
  readonly mask: Span;
  readonly belief: Belief;
  readonly isSettled: boolean;
  readonly light: Light;
  readonly evidence: Evidence;
  /** Digits heard, as they are weighed. */
  readonly weighed: number;
}

export interface DetectorOptions {
  /** What is masked for somebody: what is looked for. */
  readonly wanted: ReadonlySet<Entity>;
  /** Words under a finding of these do not go to the transcript. */
  readonly maskedInTranscript: ReadonlySet<Entity>;
  /** Digits more (or, below 0, fewer) than usual that make a secret where no question announced one. */
  readonly bias?: number;
  /** The most that anybody is told of card numbers. */
  readonly tells?: Tells;
}

/**
 * How long the live gate stays closed after the last digit. Nothing is lost by it while nothing is said; words that
 * are no digits open it.
 */
const HOLD = millisToTicks(1_500);
const HOLD_IN_FLOW = millisToTicks(6_000);
const HOLD_IN_PAYMENT = millisToTicks(6_000);
/** A whole card number: what comes next is asked for or announced. */
const HOLD_WHOLE = millisToTicks(3_000);
const WHOLE_NUMBER_DIGITS = 16;
const FLOW_DIGITS = 4;
const HOLD_STRANGERS = 2;
const HOLD_STRANGERS_IN_PAYMENT = 4;
/** A lone number at the beginning of a turn: just long enough to hear whether another follows. */
const HOLD_OPENING = millisToTicks(900);
/** Words older than this before anything undecided are forgotten, but never a part of a number. */
const MEMORY = millisToTicks(20_000);
/** Between two turns of a party. */
const TURN_PAUSE = millisToTicks(700);

/** Of digits that are told of at all; a card number has 19 at most. */
const MOST_PLACES = 20;
/** A call that ends so soon after the digits of a payment has cut the number off: the first of them are enough. */
const CUT_OFF = millisToTicks(5_000);
/** About what a digit takes. */
const PLACE = millisToTicks(200);

const GARBLED: Reason = { entity: 'digits', score: 1, cause: 'garbled' };
const GONE: Reason = { entity: 'digits', score: 0, cause: 'digit-run' };

class Leg {
  readonly ear = new Ear();
  readonly reader: PhraseReader;
  readonly expectation: Expectation;
  /** Secrets beside the card. */
  readonly claimed: Claimed;
  readonly aftermath: Aftermath;
  tracked: Tracked[] = [];
  /** Since the engine has begun to say what cannot be. */
  garbled: Tracked | undefined;
  wordsSentTo = 0 as Ticks;
  /** Where numbers of this leg end. */
  answers: readonly Ticks[] = [];
  /** Digits of card numbers, while their words are kept. */
  spoken: Spoken = NOTHING_SPOKEN;
  isOver = false;

  constructor(language: Language, claimed: Claimed, expectation: Expectation, aftermath: Aftermath) {
    this.aftermath = aftermath;
    this.expectation = expectation;
    this.claimed = claimed;
    this.reader = new PhraseReader(language);
  }

  /** Everything that is believed. */
  get believed(): readonly Tracked[] {
    return [...this.tracked, ...this.claimed.tracked, ...this.aftermath.tracked];
  }
}

export class Detector {
  readonly #context: RunContext;
  readonly #sink: DetectorSink;
  readonly #options: DetectorOptions;
  readonly #conversation = new Conversation();
  readonly #cards = new Repetition();
  /** Numbers of other things, by their names. */
  readonly #others = new Repetition();
  readonly #legs: Readonly<Record<LegRole, Leg>>;
  readonly #tell = (finding: Finding): void => {
    if (this.#options.wanted.has(finding.entity)) this.#sink.finding(finding);
  };
  #armed = false;

  /** @param currentYear four digits: what an expiry date may be */
  constructor(
    language: Language,
    currentYear: number,
    sink: DetectorSink,
    options: DetectorOptions = { wanted: PAYMENT, maskedInTranscript: PAYMENT },
  ) {
    this.#options = options;
    this.#context = { language: language.tag, currentYear, bias: options.bias ?? 0 };
    this.#sink = sink;
    const legOf = (role: LegRole): Leg => {
      const claimed = new Claimed(role, options.wanted, { ...this.#context, leg: role }, this.#tell);
      const expectation = new Expectation(role, options.wanted, this.#tell);
      return new Leg(language, claimed, expectation, new Aftermath(role, this.#tell));
    };
    this.#legs = { caller: legOf('caller'), agent: legOf('agent') };
  }

  hear(role: LegRole, hypothesis: Hypothesis): void {
    if (!Number.isFinite(hypothesis.heardTo)) return;
    this.#doubt(role, this.#legs[role].ear.hear(hypothesis), hypothesis.kind === 'final');
    const before = this.#shared(role);
    this.#consider(role, false);
    // What one leg says throws light on the other.
    const other = otherRole(role);
    if (this.#legs[other].ear.heardTo > 0 && this.#shared(role) !== before) this.#consider(other, false);
    this.#arm();
  }

  /** All that the judgement of one leg takes from the other, as places and kinds: no word, no digit. */
  #shared(role: LegRole): string {
    return JSON.stringify([this.#conversation.saidBy(role), this.#legs[role].answers]);
  }

  /** Digits were keyed: payment goes on. */
  keyed(at: Ticks): void {
    this.#conversation.paid(undefined, at);
    this.#arm();
  }

  /** Nobody has heard this stretch of a leg, and nobody will: what lies around it is judged without it. */
  missed(role: LegRole, stretch: Span): void {
    this.#miss(role, stretch);
    for (const leg of LEG_ROLES) if (this.#legs[leg].ear.heardTo > 0) this.#consider(leg, false);
    this.#arm();
  }

  /** Nothing before this will be found any more, but where noise, which is noticed late, lets a mask reach further. */
  clearedTo(role: LegRole): Ticks {
    const { ear, believed, expectation } = this.#legs[role];
    let to = Math.min(ear.finalTo - MAX_REACH, this.#answerSince(role), expectation.since);
    for (const { isSettled, span: reach, core } of believed) {
      // A cue that is still to come may widen the mask to its farthest.
      if (!isSettled) to = Math.min(to, reach.from, core.from - MAX_REACH);
    }
    return Math.max(0, to) as Ticks;
  }

  /** In noise the first digits of an answer may not be heard: those that are will reach back to the question. */
  #answerSince(role: LegRole): number {
    const { ear } = this.#legs[role];
    const since = Math.max(0, ear.heardTo - NOISY_REACH_TO_CUE);
    if (!ear.isNoisy(span(since, ear.heardTo))) return FOREVER;
    const { announcedTo } = this.#conversation.lightOn(ear.heardTo, ear.heardTo, { leg: role });
    return announcedTo !== undefined && announcedTo >= since ? announcedTo : FOREVER;
  }

  /** The leg has ended: what is undecided is decided now. */
  finish(role: LegRole): void {
    const leg = this.#legs[role];
    leg.isOver = true;
    leg.ear.finish();
    this.#consider(role, true);
    leg.expectation.finish(leg.ear);
    if (leg.garbled !== undefined) this.#doubt(role, leg.ear.finalTo, true);
    leg.ear.finalTo = (leg.ear.heardTo + MAX_REACH) as Ticks;
    this.#sendWords(role, FOREVER);
  }

  /** Forgets everything. */
  close(): void {
    for (const leg of Object.values(this.#legs)) {
      leg.ear.close();
      leg.tracked = [];
      leg.spoken = NOTHING_SPOKEN;
    }
    this.#cards.close();
    this.#others.close();
  }

  /**
   * An engine that says what cannot be has heard nobody knows what: that stretch stays masked.
   * @param since undefined where it makes sense
   */
  #doubt(role: LegRole, since: Ticks | undefined, isFinal: boolean): void {
    const leg = this.#legs[role];
    const { heardTo } = leg.ear;
    if (since !== undefined) {
      leg.garbled ??= new Tracked(role, span(since, FOREVER), this.#tell);
      leg.garbled.span = span(Math.min(since, leg.garbled.span.from), FOREVER);
      leg.garbled.publish(GARBLED, heardTo);
      if (!isFinal) return;
      leg.garbled.settle('confirmed', GARBLED, heardTo);
      if (!leg.isOver) this.#miss(role, leg.garbled.span);
    } else leg.garbled?.settle('withdrawn', { ...GARBLED, score: 0 }, heardTo);
    leg.garbled = undefined;
  }

  #miss(role: LegRole, stretch: Span): void {
    const { aftermath, ear } = this.#legs[role];
    this.#conversation.missed(role, stretch);
    aftermath.missed(stretch, ear);
  }

  #consider(role: LegRole, ended: boolean): void {
    const leg = this.#legs[role];
    const { words, heardTo } = leg.ear;
    const conversation = this.#conversation;
    const items = leg.reader.read(words);
    const since = words[0]?.span.from ?? heardTo;
    conversation.forgetPayments(role, since);
    let runs = this.#runs(role, items, since);
    // A date after a card number may be its expiry date: that is known once the card number is.
    if (items.some((item) => isDate(item) && conversation.mayExpire(role, item.span.from)))
      runs = this.#runs(role, items, since);
    leg.answers = runs.filter(isAnswer).map((run) => run.to);
    leg.spoken = spokenIn(runs.filter((run) => isBelievedCard(run, this.#context)));
    this.#track(role, runs, items, ended);
    leg.claimed.consider(leg.ear, items, conversation.cues, ended);
    leg.aftermath.consider(
      leg.ear,
      items,
      runs.flatMap(({ light, stretches }) => (light.other ? [] : stretches.map((stretch) => stretch.span))),
      ended,
    );
    leg.expectation.consider(conversation, leg.ear, items, {
      digitsTo: runs.at(-1)?.to ?? 0,
      claimedTo: Math.max(0, ...leg.claimed.tracked.map(({ core }) => core.to)),
    });
    this.#sendWords(role, this.clearedTo(role));
    forget(leg, runs);
  }

  #runs(role: LegRole, items: readonly ReadItem[], since: Ticks): Run[] {
    const conversation = this.#conversation;
    const { ear } = this.#legs[role];
    const isNoisy = (place: Span): boolean => ear.isNoisy(place);
    const believable = withoutMadeUp(withoutDoubtfulCues(items), isNoisy);
    conversation.hearCues(role, since, cuesOf(role, items, believable, ear.finalWords.length));
    const counted = withoutIbans(believable, conversation.cues, { ...this.#context, leg: role });
    const stretches = stretchesOf(counted, {
      isNoisy,
      asked: conversation.cuesOf(otherRole(role)),
      mayExpire: (at) => conversation.mayExpire(role, at),
      isAsked: (at) => conversation.isCardAsked(role, at),
    });
    conversation.forgetPayments(role, since);
    return runsOf(
      role,
      stretches,
      ear.finalWords.length,
      conversation,
      this.#legs[otherRole(role)].answers,
      { cards: this.#cards, others: this.#others, spoken: this.#legs[otherRole(role)].spoken },
      this.#context,
    );
  }

  #track(role: LegRole, runs: readonly Run[], items: readonly ReadItem[], ended: boolean): void {
    const leg = this.#legs[role];
    const free = new Set(leg.tracked);
    const decided: Tracked[][] = [];
    for (const run of runs) {
      const parts: Tracked[] = [];
      decided.push(parts);
      for (const stretch of run.stretches) {
        const known = [...free].find((t) => t.isOf(stretch.span));
        if (known !== undefined) free.delete(known);
        const tracked = known ?? new Tracked(role, stretch.span, this.#tell);
        parts.push(tracked);
        if (tracked.isSettled) continue;
        if (known === undefined) leg.tracked.push(tracked);
        // More digits of a number that was believed are digits of it, whatever they make of it as a whole.
        const goesOn = parts.some(({ belief }) => belief === 'confirmed');
        this.#decide(role, tracked, stretch, run, goesOn, ended);
      }
    }
    const { tells = 'none', wanted } = this.#options;
    if (wanted.has('pan'))
      tellNumbers(runs, decided, items, tells, (number) => this.#sink.taken?.({ leg: role, number }));
    // A partial result was taken back: the suspicion goes with it.
    for (const gone of free) {
      if (gone.isSettled) continue;
      gone.settle('withdrawn', GONE, leg.ear.heardTo);
      leg.tracked.splice(leg.tracked.indexOf(gone), 1);
    }
  }

  #decide(
    role: LegRole,
    tracked: Tracked,
    stretch: Stretch,
    run: Run,
    goesOn: boolean,
    ended: boolean,
  ): void {
    const { ear } = this.#legs[role];
    const { light, evidence } = run;
    const isFinal = stretch.lastWord <= ear.finalWords.length;
    const isConfirmed =
      tracked.belief === 'confirmed' ||
      (goesOn && (isFinal || ended)) ||
      ((isFinal || ended) && confirms(ended ? light : run.firmLight, evidence, this.#context.bias)) ||
      (ended && mayHaveBegun(light, role) && ear.heardTo - run.to <= CUT_OFF);
    const near = this.#conversation.lightOn(stretch.span.from, stretch.span.to, { leg: role });
    const reach = maskOf(stretch, run, near);
    const reason: Reason = {
      entity: entityOf(stretch, evidence, near, this.#context),
      score: score(light, evidence, this.#context.bias),
      cause: causeOf(light),
    };
    tracked.core = stretch.span;
    tracked.span = reach;
    tracked.digits = {
      first: digitsBefore(stretch, run) + 1,
      at: stretch.places.slice(0, MOST_PLACES).map(roughly),
    };

    // What the recogniser may take back is waited for where it decides.
    const isOpen = !isConfirmed && confirms(light, evidence, this.#context.bias);
    const isDecidable = isFinal && !isOpen && ear.finalTo >= stretch.span.to + MAX_REACH_ON;
    if (ended || (isDecidable && isComplete(run, ear.finalTo))) {
      tracked.settle(isConfirmed ? 'confirmed' : 'withdrawn', reason, ear.heardTo);
      if (isConfirmed && isCard(run)) this.#cards.remember(valuesOf(run));
      if (!isConfirmed && isOtherNumber(run)) this.#others.remember(valuesOf(run));
      this.#sink.judged?.(judgementOf(role, tracked, run));
      return;
    }
    if (!tracked.isPublished && !isSuspicious(stretch, run)) return;
    tracked.belief = isConfirmed ? 'confirmed' : 'suspected';
    const isHeld =
      ear.heardTo - stretch.span.to <= holdOf(stretch, run) &&
      stretch.strangers <= (isPayment(light) ? HOLD_STRANGERS_IN_PAYMENT : HOLD_STRANGERS);
    tracked.span = span(reach.from, isHeld ? FOREVER : reach.to);
    tracked.publish(reason, ear.heardTo);
  }

  #sendWords(role: LegRole, to: Ticks): void {
    const leg = this.#legs[role];
    const from = leg.wordsSentTo;
    if (to <= from) return;
    const ready = leg.ear.finalWords.filter(
      (w) => w.span.from >= from && w.span.from < to && w.span.to <= to,
    );
    const last = ready.at(-1);
    if (last === undefined) return;
    leg.wordsSentTo = Math.max(from, last.span.from + 1) as Ticks;
    const hidden = leg.believed.filter((t) => t.isSettled && t.isMasked(this.#options.maskedInTranscript));
    const clear = ready.filter((w) => !hidden.some((t) => touches(t.span, w.span)));
    if (clear.length === 0) return;
    this.#sink.words(
      role,
      clear.map(({ text, span: place }) => ({ text: shown(text), span: place })),
    );
  }

  #arm(): void {
    const now = Math.max(this.#legs.caller.ear.heardTo, this.#legs.agent.ear.heardTo) as Ticks;
    const armed = this.#conversation.armedAt(now);
    if (armed === this.#armed) return;
    this.#armed = armed;
    this.#sink.armed(armed);
  }
}

/** Drops words that nothing undecided can reach back to, and what was believed about them. */
const forget = (leg: Leg, runs: readonly Run[]): void => {
  const { ear } = leg;
  const open = leg.believed.filter((t) => !t.isSettled).map((t) => t.core.from);
  let keepFrom = Math.min(ear.finalTo, leg.wordsSentTo, ...open) - MEMORY;
  if ((ear.finalWords[0]?.span.to ?? FOREVER) >= keepFrom - MEMORY) return;
  // Half a card number is none; one without end is cut by the ear.
  const cut = runs.find((run) => startOf(run) < keepFrom && run.to >= keepFrom);
  if (cut !== undefined) keepFrom = startOf(cut);
  ear.forget(keepFrom as Ticks);
  leg.claimed.forget(keepFrom);
  leg.aftermath.forget(keepFrom as Ticks);
  leg.tracked = leg.tracked.filter((t) => !t.isSettled || t.span.to >= keepFrom);
};

/** Part of a date, perhaps: a year said in full, a month by name or rank, the word month or year. */
const isDate = (item: ReadItem): boolean => {
  if (item.kind === 'digits') return item.isThousands;
  if (item.kind !== 'unit') return item.kind === 'other' && item.ordinal !== undefined;
  return item.month !== undefined || item.ordinal !== undefined || item.ofDate === true;
};

const judgementOf = (leg: LegRole, tracked: Tracked, { light, evidence }: Run): Judgement => ({
  ...ruling(light, evidence),
  leg,
  digits: tracked.core,
  mask: tracked.span,
  belief: tracked.belief,
  isSettled: tracked.isSettled,
  light,
  evidence,
  weighed: weighed(light, evidence),
});

const startOf = ({ stretches }: Run): number => stretches[0]?.span.from ?? FOREVER;

/** All of one length: how long a digit took would say something of which it was. */
const roughly = ({ from, to }: Span): Span => {
  const start = Math.max(0, Math.round((from + to - PLACE) / 2));
  return span(start, start + PLACE);
};

const digitsBefore = (stretch: Stretch, { stretches }: Run): number =>
  stretches.slice(0, stretches.indexOf(stretch)).reduce((sum, { values }) => sum + values.length, 0);

const isPayment = (light: Light): boolean => inPayment(light) || light.expects !== undefined;

/**
 * A card number may have begun: it was asked for, announced, or a card has just been spoken of, which to an agent, who
 * gives none, is talk.
 */
const mayHaveBegun = ({ payment, afterPan, isFresh, isAfterthought, other }: Light, role: LegRole): boolean =>
  !other &&
  (payment === 2 || afterPan || (payment === 1 && isFresh && isAfterthought !== true && role === 'caller'));

const isSuspicious = (stretch: Stretch, { light, evidence }: Run): boolean => {
  if (evidence.digits < suspicious(light, stretch.isOpening)) return false;
  return isPayment(light) || stretch.isOpening || stretch.numbers > 1 || evidence.digits > 2;
};

const holdOf = (stretch: Stretch, { light, evidence }: Run): number => {
  if (evidence.digits >= WHOLE_NUMBER_DIGITS) return HOLD_WHOLE;
  if (isPayment(light)) return HOLD_IN_PAYMENT;
  if (evidence.digits >= FLOW_DIGITS && !light.other) return HOLD_IN_FLOW;
  return stretch.isOpening && stretch.numbers === 1 ? HOLD_OPENING : HOLD;
};

const causeOf = (light: Light): Cause =>
  light.unheard !== undefined
    ? 'unheard'
    : inPayment(light)
      ? 'prompted'
      : light.expects !== undefined
        ? 'cue'
        : 'digit-run';

const touches = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

const cuesOf = (
  leg: LegRole,
  items: readonly ReadItem[],
  believable: readonly ReadItem[],
  finalWords: number,
): HeardCue[] =>
  items.flatMap((item, at) =>
    item.kind === 'cue'
      ? [
          {
            cue: item.cue,
            leg,
            span: item.span,
            announces: item.words.to - item.words.from > 1 || item.isNamed === true,
            isVague: item.isVague,
            isCode: item.isCode === true,
            isLone: isLone(items, at),
            isDoubtful: believable[at]?.kind !== 'cue',
            isFinal: item.words.to <= finalWords,
          },
        ]
      : [],
  );

/** Whether it is one word, and all that was said between two pauses. */
const isLone = (items: readonly ReadItem[], at: number): boolean => {
  const item = items[at];
  if (item === undefined || item.words.to - item.words.from > 1) return false;
  const since = items[at - 1]?.span.to ?? Number.NEGATIVE_INFINITY;
  const until = items[at + 1]?.span.from ?? FOREVER;
  return item.span.from - since >= TURN_PAUSE && until - item.span.to >= TURN_PAUSE;
};

/** Speech the engine has no word for. */
const shown = (text: string): string => (text === '[unk]' ? '…' : text);
