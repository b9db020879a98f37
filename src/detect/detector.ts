/**
 * The speech side of the detector: reads what both legs of a call say and believes something about it
 * (step 6 of the walk). Lives in the speech worker, so words and digits stay there.
 *
 *     hypothesis -> words -> items -> stretches, runs -> score -> findings (suspected, confirmed, withdrawn)
 *
 * Everything that is not settled is derived anew from each hypothesis, so a partial result that is taken back
 * takes its suspicion with it. Final words alone confirm. Publishes how far it is sure (`clearedTo`).
 */
import { announcesOther, leavesOpen, type Language } from './language.js';
import { Conversation, type HeardCue, type Light } from './conversation.js';
import { readPhrases } from './numbers/phrases.js';
import type { ReadItem } from './numbers/reader.js';
import { stretchesOf, type Stretch } from './stretch.js';
import { needed, score, suspicious, type Evidence } from './evidence.js';
import { entityOf, evidenceOf } from './label.js';
import { sane } from './sanity.js';
import { PAYMENT } from '../core/audience.js';
import type { Belief, Cause, Entity, Finding } from '../core/finding.js';
import type { Hypothesis, Word } from '../core/hearing.js';
import { newFindingId, otherRole, type FindingId, type LegRole } from '../core/ids.js';
import { FOREVER, span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface DetectorOptions {
  /** What is masked for somebody: what is looked for. */
  readonly wanted: ReadonlySet<Entity>;
  /** Words under a finding of these do not go to the transcript. */
  readonly maskedInTranscript: ReadonlySet<Entity>;
}

export interface DetectorSink {
  finding(finding: Finding): void;
  /** Final words that hold no secret, in order. */
  words(leg: LegRole, words: readonly { readonly text: string; readonly span: Span }[]): void;
  /** Whether a secret is likely to come next. */
  armed(armed: boolean): void;
}

/** Two stretches with no longer pause between them may be one number. */
const RUN_GAP = millisToTicks(5_000);
const RUN_GAP_IN_PAYMENT = millisToTicks(15_000);
const RUN_STRANGERS = 4;
const RUN_STRANGERS_IN_PAYMENT = 12;
/** A whole card number needs no waiting for more. */
const WHOLE_NUMBER_GAP = millisToTicks(2_500);
const WHOLE_NUMBER_DIGITS = 15;
/** From here on a cue starts another number: the expiry date, the security code. */
const NEARLY_PAN = 11;

/** How long the live gate stays closed after the last digit. */
const HOLD = millisToTicks(1_500);
const HOLD_IN_PAYMENT = millisToTicks(4_000);
const HOLD_STRANGERS = 2;
const HOLD_STRANGERS_IN_PAYMENT = 4;
/** How long the live gate waits for the digits that a cue announced. */
const EXPECTATION_HOLD = millisToTicks(3_500);

/** How far a mask reaches beyond the recognised digits, at most to the neighbouring words. */
const REACH_BEFORE = millisToTicks(260);
const REACH_AFTER = millisToTicks(240);
const REACH_IN_PAYMENT = millisToTicks(700);
/** Digits follow the cue that announced them at least this soon; what is between may be digits unheard. */
const REACH_TO_CUE = millisToTicks(4_000);
/** Further than that where fewer digits were heard than were asked for. */
const REACH_IF_SHORT = millisToTicks(1_200);
const EXPECTED_DIGITS = { cvv: 3, expiry: 4 } as const;
/** Audio this close to the newest word may still belong to a mask that reaches back to it. */
const MAX_REACH = millisToTicks(4_500);
/** What follows a stretch must be final this far before its mask can have an end. */
const MAX_REACH_ON = millisToTicks(1_500);
/** Words older than this before anything undecided are forgotten. */
const MEMORY = millisToTicks(12_000);

interface Tracked {
  readonly id: FindingId;
  belief: Belief;
  published: Finding | undefined;
  span: Span;
  /** Digits' own extent, without reach. */
  core: Span;
  settled: boolean;
}

interface Ear {
  final: Word[];
  partial: readonly Word[];
  heardTo: Ticks;
  finalTo: Ticks;
  wordsSentTo: Ticks;
  tracked: Tracked[];
  expectation: Tracked | undefined;
  /** Since the engine has begun to say what cannot be. */
  garbled: Tracked | undefined;
}

interface Judged {
  readonly stretch: Stretch;
  readonly light: Light;
  readonly evidence: Evidence;
  readonly isFinal: boolean;
  readonly runTo: Ticks;
  readonly runStrangers: number;
}

export class Detector {
  readonly #language: Language;
  readonly #currentYear: number;
  readonly #sink: DetectorSink;
  readonly #maskedInTranscript: ReadonlySet<Entity>;
  readonly #conversation = new Conversation();
  readonly #ears: Readonly<Record<LegRole, Ear>> = { caller: newEar(), agent: newEar() };
  #armed = false;

  /** @param currentYear four digits: what an expiry date may be */
  constructor(
    language: Language,
    currentYear: number,
    sink: DetectorSink,
    options: DetectorOptions = { wanted: PAYMENT, maskedInTranscript: PAYMENT },
  ) {
    this.#language = language;
    this.#currentYear = currentYear;
    this.#sink = sink;
    this.#maskedInTranscript = options.maskedInTranscript;
  }

  hear(leg: LegRole, hypothesis: Hypothesis): void {
    const ear = this.#ears[leg];
    if (!Number.isFinite(hypothesis.heardTo)) return;
    const words = sane(hypothesis.words, ear.finalTo, hypothesis.heardTo);
    ear.heardTo = Math.max(ear.heardTo, hypothesis.heardTo) as Ticks;
    this.#doubt(leg, ear, words.length < hypothesis.words.length, hypothesis.kind === 'final');
    if (hypothesis.kind === 'final') {
      ear.final.push(...words);
      ear.partial = [];
      if (Number.isFinite(hypothesis.finalTo))
        ear.finalTo = Math.max(ear.finalTo, hypothesis.finalTo) as Ticks;
    } else {
      ear.partial = words;
    }
    this.#consider(leg, false);
    // Cues of one leg throw light on the other.
    if (this.#ears[otherRole(leg)].heardTo > 0) this.#consider(otherRole(leg), false);
    this.#arm();
  }

  /** Digits were keyed: payment goes on. */
  keyed(at: Ticks): void {
    this.#conversation.paid(undefined, at);
    this.#arm();
  }

  /** Nothing before this will be found any more. */
  clearedTo(leg: LegRole): Ticks {
    const ear = this.#ears[leg];
    let to = ear.finalTo - MAX_REACH;
    for (const { settled, span: reach, core } of ear.tracked) {
      // A cue that is still to come may widen the mask to its farthest.
      if (!settled) to = Math.min(to, reach.from, core.from - MAX_REACH);
    }
    return Math.max(0, to) as Ticks;
  }

  /** The leg has ended: what is undecided is decided now. */
  finish(leg: LegRole): void {
    const ear = this.#ears[leg];
    // What was never made final counts as said.
    ear.final.push(...ear.partial);
    ear.partial = [];
    ear.finalTo = ear.heardTo;
    this.#consider(leg, true);
    if (ear.expectation !== undefined) {
      this.#settle(leg, ear, ear.expectation, 'withdrawn', 'digits', 0, 'cue');
      ear.expectation = undefined;
    }
    if (ear.garbled !== undefined) this.#doubt(leg, ear, true, true);
    ear.finalTo = (ear.heardTo + MAX_REACH) as Ticks;
    this.#sendWords(leg, FOREVER);
  }

  /** Forgets everything. */
  close(): void {
    for (const ear of Object.values(this.#ears)) Object.assign(ear, newEar());
  }

  /** An engine that says what cannot be has heard nobody knows what: that stretch stays masked. */
  #doubt(leg: LegRole, ear: Ear, isGarbled: boolean, isFinal: boolean): void {
    const open = ear.garbled;
    if (isGarbled) {
      const garbled = open ?? newTracked(span(ear.finalTo, FOREVER));
      ear.garbled = garbled;
      this.#publish(leg, ear, garbled, 'digits', 1, 'garbled');
      if (!isFinal) return;
      this.#settle(leg, ear, garbled, 'confirmed', 'digits', 1, 'garbled');
    } else if (open !== undefined) {
      this.#settle(leg, ear, open, 'withdrawn', 'digits', 0, 'garbled');
    }
    ear.garbled = undefined;
  }

  #consider(leg: LegRole, ended: boolean): void {
    const ear = this.#ears[leg];
    const words = [...ear.final, ...ear.partial];
    const items = readPhrases(words, this.#language);
    this.#conversation.revise(leg, words[0]?.span.from ?? ear.heardTo, cuesOf(leg, items));
    const judged = this.#judge(leg, ear, stretchesOf(items, this.#conversation.cuesOf(otherRole(leg))));
    this.#track(leg, ear, judged, ended);
    this.#expect(leg, ear, items, judged);
    this.#sendWords(leg, this.clearedTo(leg));
    this.#forget(ear);
  }

  /** Puts stretches together to runs and throws the conversation's light on each. */
  #judge(leg: LegRole, ear: Ear, stretches: readonly Stretch[]): Judged[] {
    const runs: Stretch[][] = [];
    for (const stretch of stretches) {
      const run = runs.at(-1);
      const last = run?.at(-1);
      const light = this.#conversation.lightOn(stretch.span.from, stretch.span.to);
      const inPayment = light.payment > 0 || light.afterPan;
      const whole = run !== undefined && count(run) >= WHOLE_NUMBER_DIGITS;
      const gap = whole ? WHOLE_NUMBER_GAP : inPayment ? RUN_GAP_IN_PAYMENT : RUN_GAP;
      const strangers = whole ? 1 : inPayment ? RUN_STRANGERS_IN_PAYMENT : RUN_STRANGERS;
      const digits = run === undefined ? 0 : count(run);
      const isNew = this.#startsAnother(stretch, run, digits, light.other);
      const joins =
        last !== undefined &&
        !isNew &&
        stretch.span.from - last.span.to <= gap &&
        last.strangers <= strangers;
      if (run !== undefined && joins) run.push(stretch);
      else runs.push([stretch]);
    }
    // In order: a card number throws its light on what comes after it.
    return runs.flatMap((run) => {
      const first = run[0] as Stretch;
      const last = run.at(-1) as Stretch;
      const light = this.#conversation.lightOn(first.span.from, last.span.to);
      const evidence = evidenceOf(run.flatMap((s) => s.values));
      const isEnough = evidence.digits >= needed(light, evidence);
      if (isEnough && (light.afterPan || evidence.digits >= NEARLY_PAN)) {
        this.#conversation.paid(leg, last.span.to);
      }
      return run.map((stretch) => ({
        stretch,
        light,
        evidence,
        isFinal: stretch.lastWord <= ear.final.length,
        runTo: last.span.to,
        runStrangers: last.strangers,
      }));
    });
  }

  /** Whether what announced a stretch parts it from the run before. */
  #startsAnother(
    stretch: Stretch,
    run: readonly Stretch[] | undefined,
    digits: number,
    other: boolean,
  ): boolean {
    const first = run?.[0];
    const cue = stretch.announcedBy;
    if (first === undefined || cue === undefined) return false;
    if (!other) return digits >= NEARLY_PAN || announcesOther(first.announcedBy);
    // "phone" in the middle of a card number is a digit misheard; after it, it is another number.
    const isPayment = this.#conversation.lightOn(first.span.from, first.span.to).payment > 0;
    return !isPayment || digits >= WHOLE_NUMBER_DIGITS;
  }

  #track(leg: LegRole, ear: Ear, judged: readonly Judged[], ended: boolean): void {
    const free = new Set(ear.tracked);
    for (const judgement of judged) {
      const { stretch } = judgement;
      const known = [...free].find((t) => isOf(t, stretch.span));
      if (known !== undefined) free.delete(known);
      if (known?.settled === true) continue;
      const tracked = known ?? newTracked(stretch.span);
      if (known === undefined) ear.tracked.push(tracked);
      this.#decide(leg, ear, tracked, judgement, ended);
    }
    // A partial result was taken back: the suspicion goes with it.
    for (const gone of free) {
      if (gone.settled) continue;
      this.#settle(leg, ear, gone, 'withdrawn', 'digits', 0, 'digit-run');
      ear.tracked.splice(ear.tracked.indexOf(gone), 1);
    }
  }

  #decide(leg: LegRole, ear: Ear, tracked: Tracked, judgement: Judged, ended: boolean): void {
    const { stretch, light, evidence, isFinal } = judgement;
    const inPayment = light.payment > 0 || light.afterPan || light.expects !== undefined;
    const confirms =
      tracked.belief === 'confirmed' || ((isFinal || ended) && evidence.digits >= needed(light, evidence));
    tracked.core = stretch.span;
    const near = this.#conversation.lightOn(stretch.span.from, stretch.span.to);
    const reach = maskOf(stretch, inPayment, near);
    const cause: Cause =
      light.afterPan || light.payment > 0 ? 'prompted' : light.expects !== undefined ? 'cue' : 'digit-run';
    const entity = entityOf(stretch.values, evidence, near, this.#currentYear);

    if (ended || this.#isOver(ear, judgement)) {
      tracked.span = reach;
      this.#settle(
        leg,
        ear,
        tracked,
        confirms ? 'confirmed' : 'withdrawn',
        entity,
        score(light, evidence),
        cause,
      );
      return;
    }
    const isSuspicious =
      evidence.digits >= suspicious(light) && (inPayment || stretch.numbers > 1 || evidence.digits > 2);
    if (!isSuspicious && tracked.published === undefined) {
      tracked.span = reach;
      return;
    }
    const held =
      ear.heardTo - stretch.span.to <= (inPayment ? HOLD_IN_PAYMENT : HOLD) &&
      stretch.strangers <= (inPayment ? HOLD_STRANGERS_IN_PAYMENT : HOLD_STRANGERS);
    tracked.belief = confirms ? 'confirmed' : 'suspected';
    tracked.span = span(reach.from, held ? FOREVER : reach.to);
    this.#publish(leg, ear, tracked, entity, score(light, evidence), cause);
  }

  /** Whether nothing can be added to the run any more. */
  #isOver(ear: Ear, { stretch, light, evidence, runTo, runStrangers, isFinal }: Judged): boolean {
    if (!isFinal || ear.finalTo < stretch.span.to + MAX_REACH_ON) return false;
    const quiet = ear.finalTo - runTo;
    if (evidence.digits >= WHOLE_NUMBER_DIGITS) return quiet > WHOLE_NUMBER_GAP;
    const inPayment = light.payment > 0 || light.afterPan;
    // Confirmed, and a stretch of its own: what comes later is masked on its own.
    if (light.afterPan) return quiet > WHOLE_NUMBER_GAP;
    return (
      quiet > (inPayment ? RUN_GAP_IN_PAYMENT : RUN_GAP) ||
      (runStrangers > (inPayment ? RUN_STRANGERS_IN_PAYMENT : RUN_STRANGERS) && quiet > WHOLE_NUMBER_GAP)
    );
  }

  /** Closes the live gate on a cue, before the digits come. */
  #expect(leg: LegRole, ear: Ear, items: readonly ReadItem[], judged: readonly Judged[]): void {
    const cue = items.findLast((item) => item.kind === 'cue');
    const at = cue?.span.to ?? (0 as Ticks);
    const light = this.#conversation.lightOn(ear.heardTo, ear.heardTo);
    const strangers = items.filter(
      (item) => item.span.from >= at && (item.kind === 'unknown' || item.kind === 'other'),
    );
    const answered = judged.some((j) => j.stretch.span.to > at);
    const announces =
      (cue?.cue === 'card' && light.payment === 2) ||
      (leavesOpen(cue?.cue) && light.payment === 2) ||
      ((cue?.cue === 'security-code' || cue?.cue === 'pin' || cue?.cue === 'expiry') &&
        (light.payment > 0 || light.afterPan));
    const waits =
      cue !== undefined &&
      announces &&
      !answered &&
      ear.heardTo - at <= EXPECTATION_HOLD &&
      strangers.length < HOLD_STRANGERS_IN_PAYMENT;
    if (waits) {
      ear.expectation ??= newTracked(span(at, FOREVER));
      ear.expectation.span = span(at, FOREVER);
      ear.expectation.belief = 'suspected';
      this.#publish(leg, ear, ear.expectation, 'digits', 0, 'cue');
    } else if (ear.expectation !== undefined) {
      this.#settle(leg, ear, ear.expectation, 'withdrawn', 'digits', 0, 'cue');
      ear.expectation = undefined;
    }
  }

  #settle(
    leg: LegRole,
    ear: Ear,
    tracked: Tracked,
    belief: Belief,
    entity: Entity,
    evidence: number,
    cause: Cause,
  ): void {
    tracked.belief = belief;
    tracked.settled = true;
    if (belief === 'withdrawn' && tracked.published === undefined) return;
    if (tracked.span.to === FOREVER) tracked.span = span(tracked.span.from, ear.heardTo);
    this.#publish(leg, ear, tracked, entity, evidence, cause);
  }

  #publish(leg: LegRole, ear: Ear, tracked: Tracked, entity: Entity, evidence: number, cause: Cause): void {
    const last = tracked.published;
    const isSameAsLast =
      last !== undefined &&
      last.belief === tracked.belief &&
      last.settled === tracked.settled &&
      last.entity === entity &&
      last.span.from === tracked.span.from &&
      last.span.to === tracked.span.to;
    if (isSameAsLast) return;
    tracked.published = {
      id: tracked.id,
      leg,
      belief: tracked.belief,
      entity,
      span: tracked.span,
      score: evidence,
      cause,
      decidedAt: ear.heardTo,
      settled: tracked.settled,
    };
    this.#sink.finding(tracked.published);
  }

  #sendWords(leg: LegRole, to: Ticks): void {
    const ear = this.#ears[leg];
    const from = ear.wordsSentTo;
    if (to <= from) return;
    const ready = ear.final.filter((w) => w.span.from >= from && w.span.from < to && w.span.to <= to);
    const last = ready.at(-1);
    if (last === undefined) return;
    ear.wordsSentTo = Math.max(from, last.span.from + 1) as Ticks;
    const clear = ready.filter(
      (w) => !ear.tracked.some((t) => this.#isHidden(t) && t.settled && touches(t.span, w.span)),
    );
    if (clear.length > 0)
      this.#sink.words(
        leg,
        clear.map(({ text, span: place }) => ({ text: shown(text), span: place })),
      );
  }

  /** Whether the transcript may not show the words under it. */
  #isHidden({ belief, published }: Tracked): boolean {
    if (belief === 'withdrawn') return false;
    return published === undefined || this.#maskedInTranscript.has(published.entity);
  }

  /** Drops words that nothing undecided can reach back to, and what was believed about them. */
  #forget(ear: Ear): void {
    const open = ear.tracked.filter((t) => !t.settled).map((t) => t.core.from);
    const keepFrom = Math.min(ear.finalTo, ear.wordsSentTo, ...open) - MEMORY;
    if ((ear.final[0]?.span.to ?? FOREVER) >= keepFrom - MEMORY) return;
    ear.final = ear.final.filter((word) => word.span.to >= keepFrom);
    ear.tracked = ear.tracked.filter((t) => !t.settled || t.span.to >= keepFrom);
  }

  #arm(): void {
    const now = Math.max(this.#ears.caller.heardTo, this.#ears.agent.heardTo) as Ticks;
    const armed = this.#conversation.armedAt(now);
    if (armed === this.#armed) return;
    this.#armed = armed;
    this.#sink.armed(armed);
  }
}

const newEar = (): Ear => ({
  final: [],
  partial: [],
  heardTo: 0 as Ticks,
  finalTo: 0 as Ticks,
  wordsSentTo: 0 as Ticks,
  tracked: [],
  expectation: undefined,
  garbled: undefined,
});

const newTracked = (core: Span): Tracked => ({
  id: newFindingId(),
  belief: 'suspected',
  published: undefined,
  span: core,
  core,
  settled: false,
});

/** The estimate of a partial word and its final place may lie a little apart. */
const SAME_WITHIN = millisToTicks(600);
/** Whether the stretch is the tracked one; one that has grown after it was settled is another. */
const isOf = (tracked: Tracked, stretch: Span): boolean => {
  const { core, settled } = tracked;
  if (settled) return stretch.from >= core.from && stretch.to <= core.to;
  return core.from < stretch.to + SAME_WITHIN && stretch.from < core.to + SAME_WITHIN;
};

const touches = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

const count = (run: readonly Stretch[]): number => run.reduce((sum, s) => sum + s.values.length, 0);

const cuesOf = (leg: LegRole, items: readonly ReadItem[]): HeardCue[] =>
  items.flatMap((item) =>
    item.kind === 'cue'
      ? [{ cue: item.cue, leg, span: item.span, announces: item.words.to - item.words.from > 1 }]
      : [],
  );

/**
 * A mask reaches into the pauses around its digits, at most to the words beside them; in a payment also back to
 * the cue that announced them, and on where digits are still missing: there the recogniser may have missed some.
 */
const maskOf = (stretch: Stretch, inPayment: boolean, light: Light): Span => {
  const { span: digits, after, before, cueTo, values } = stretch;
  const reachBefore = inPayment ? REACH_IN_PAYMENT : REACH_BEFORE;
  let from = Math.max(digits.from - reachBefore, Math.min(after, digits.from - REACH_BEFORE));
  if (inPayment && cueTo !== undefined && digits.from - cueTo <= REACH_TO_CUE) from = Math.min(from, cueTo);
  const isShort = light.expects !== undefined && values.length < EXPECTED_DIGITS[light.expects];
  const reachAfter = inPayment ? REACH_IN_PAYMENT : REACH_AFTER;
  const to = isShort
    ? digits.to + REACH_IF_SHORT
    : Math.min(digits.to + reachAfter, Math.max(before, digits.to + REACH_AFTER));
  return span(Math.max(0, from), to);
};

/** Speech the engine has no word for. */
const shown = (text: string): string => (text === '[unk]' ? '…' : text);
