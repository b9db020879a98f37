/**
 * Keys of one leg, gathered to runs: is somebody keying a secret, or choosing from a menu?
 *
 *     keys     4 1 1 1 1 1 ...        (pause)        1 #
 *     belief   suspected ... confirmed                suspected, then withdrawn
 *
 * Each key is a finding of its own, so that words spoken between keys are kept. The live branch masks every
 * key as suspected; the recording keeps those of short runs that nobody asked for. Runs on the main thread, so
 * that a dead speech worker does not blind the keypad, and counts keys without remembering which they were.
 *
 * A bridge may tell keys late, each at the place where it was pressed. What has left by then has left; a run lasts
 * until nothing more is told, and while a secret is keyed the live gate stays closed for as long as keys are late:
 * those that were pressed since then are yet to be told.
 */
import type { Belief, Cause, Entity, Finding } from '../core/finding.js';
import { newFindingId, type FindingId, type LegRole } from '../core/ids.js';
import { FOREVER, span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** Keys with no longer pause between them are one run. */
const RUN_GAP = millisToTicks(6_000);
/** The same once a whole card number may be there: the expiry date comes as a run of its own. */
const NUMBER_GAP = millisToTicks(1_500);
/** So many keys are a secret although nobody asked: longer than menus, extensions and most PINs. */
const UNPROMPTED_KEYS = 6;
/** What somebody keys who chooses from a menu, or gives an extension. */
const MENU_KEYS = 3;
/** The shortest card number (ISO/IEC 7812-1). */
const SHORTEST_PAN = 12;
/** Keys told so long after they were pressed are late: one that is told when it is over is not. */
const LATE = millisToTicks(500);
/** After a confirmed run everything keyed belongs to the payment for so long. */
const PAYMENT_MEMORY = millisToTicks(60_000);
/** Audio beside a key: the tone's edges, and what a codec smears. */
const PAD = millisToTicks(40);

interface Key {
  readonly id: FindingId;
  readonly ordinal: number;
  span: Span;
}

export interface KeyedRunSink {
  finding(finding: Finding): void;
  /** A run is over, once for all its keys; `entity` where it was a secret. */
  over(entity: Entity | undefined): void;
}

export class KeyedRun {
  readonly #leg: LegRole;
  readonly #sink: KeyedRunSink;
  #keys: Key[] = [];
  #tone: Omit<Key, 'ordinal'> | undefined;
  /** Where keys may lie that are pressed and not yet told; undefined where keys come in time. */
  #untold: Omit<Key, 'ordinal'> | undefined;
  /** Where the last key was told: where it was pressed, or later. */
  #toldTo = 0;
  #confirmed = false;
  #armed = false;
  #paymentUntil = 0;
  #heardTo = 0 as Ticks;

  constructor(leg: LegRole, sink: KeyedRunSink) {
    this.#leg = leg;
    this.#sink = sink;
  }

  /** Whether the next key may belong to a secret: one was asked for or is being keyed, or the run grows long. */
  get expectsSecret(): boolean {
    return (
      this.#armed || this.#confirmed || this.#heardTo < this.#paymentUntil || this.#keys.length >= MENU_KEYS
    );
  }

  /** The conversation has made a secret likely. */
  arm(armed: boolean): void {
    this.#armed = armed;
  }

  /** Something sounds like a key: the live gate closes at once, whether or not it becomes one. */
  toneStarted(at: Ticks): void {
    this.#tone ??= { id: newFindingId(), span: span(at - PAD, FOREVER) };
    this.#publish(this.#tone, 'suspected', 'key-tone', false);
  }

  toneEnded(at: Ticks): void {
    const tone = this.#tone;
    if (tone === undefined) return;
    this.#tone = undefined;
    tone.span = span(tone.span.from, at + PAD);
    // If it was a key, the key has its own finding by now.
    this.#publish(tone, 'withdrawn', 'key-tone', true);
  }

  /**
   * A key, or the same key with a better span.
   * @param ordinal the same for the same key
   * @param at open (`to` is FOREVER) while the key is held
   */
  key(ordinal: number, at: Span): void {
    const padded = span(at.from - PAD, at.to === FOREVER ? FOREVER : at.to + PAD);
    const known = this.#keys.find((key) => key.ordinal === ordinal);
    if (known !== undefined) {
      known.span = padded;
      this.#publish(known, this.#belief, 'keyed', false);
      return;
    }
    const key = { id: newFindingId(), ordinal, span: padded };
    this.#keys.push(key);
    this.#toldTo = Math.max(this.#toldTo, this.#heardTo);
    this.#judge(at.from);
    this.#publish(key, this.#belief, 'keyed', false);
    this.#awaitUntold(this.#heardTo - at.from);
  }

  /** The taps have heard this far. */
  heard(to: Ticks): void {
    if (to > this.#heardTo) this.#heardTo = to;
    if (this.#keys.length === 0) return;
    const gap = this.#keys.length >= SHORTEST_PAN ? NUMBER_GAP : RUN_GAP;
    if (to - Math.max(this.#toldTo, this.#end) > gap) this.#settle();
  }

  /** Nothing before this will be found any more. */
  get clearedTo(): Ticks {
    // Unsettled keys wait, confirmed ones too: the label of their run comes at its end.
    const first = Math.min(this.#keys[0]?.span.from ?? FOREVER, this.#tone?.span.from ?? FOREVER);
    return Math.min(first, this.#heardTo - 2 * PAD) as Ticks;
  }

  /** The leg has ended. */
  finish(): void {
    if (this.#tone !== undefined) this.toneEnded(this.#heardTo);
    for (const key of this.#keys) {
      if (key.span.to === FOREVER) key.span = span(key.span.from, this.#heardTo);
    }
    this.#settle();
  }

  /** Of the run, wherever in it the last key was that was told. */
  get #end(): number {
    return Math.max(...this.#keys.map((key) => key.span.to));
  }

  get #belief(): Belief {
    return this.#confirmed ? 'confirmed' : 'suspected';
  }

  #judge(at: Ticks): void {
    if (this.#confirmed) return;
    const expected = this.#armed || at < this.#paymentUntil;
    if (!expected && this.#keys.length < UNPROMPTED_KEYS) return;
    this.#confirmed = true;
    for (const key of this.#keys.slice(0, -1)) this.#publish(key, 'confirmed', 'keyed', false);
  }

  #awaitUntold(late: number): void {
    if (late <= LATE || !this.expectsSecret) return;
    const from = this.#untold?.span.from ?? this.#heardTo;
    const to = this.#heardTo + Math.min(late, RUN_GAP);
    this.#untold = { id: this.#untold?.id ?? newFindingId(), span: span(from, to) };
    this.#publish(this.#untold, 'suspected', 'keyed', false);
  }

  #settle(): void {
    if (this.#keys.length === 0) return;
    const last = this.#keys.at(-1) as Key;
    for (const key of this.#keys) {
      this.#publish(
        key,
        this.#confirmed ? 'confirmed' : 'withdrawn',
        this.#confirmed && this.#armed ? 'prompted' : 'keyed',
        true,
      );
    }
    // All that were pressed have been told, and each has its own finding.
    if (this.#untold !== undefined) this.#publish(this.#untold, 'withdrawn', 'keyed', true);
    this.#untold = undefined;
    this.#sink.over(this.#confirmed ? this.#entity(last) : undefined);
    if (this.#confirmed) this.#paymentUntil = this.#end + PAYMENT_MEMORY;
    this.#keys = [];
    this.#confirmed = false;
  }

  /** By the length of the run alone: which keys they were is not remembered. */
  #entity(key: Omit<Key, 'ordinal'>): Entity {
    const count = this.#keys.length;
    if (count >= SHORTEST_PAN) return 'pan';
    if (key.span.from >= this.#paymentUntil) return 'dtmf';
    return count === 4 ? 'expiry' : count === 3 ? 'cvv' : 'dtmf';
  }

  /** The tone alone is no digit. */
  #places(key: Omit<Key, 'ordinal'>): Pick<Finding, 'digits'> {
    const at = this.#keys.findIndex(({ id }) => id === key.id);
    const { from, to } = key.span;
    return at < 0
      ? {}
      : { digits: { first: at + 1, at: [span(from + PAD, to === FOREVER ? to : to - PAD)] } };
  }

  #publish(key: Omit<Key, 'ordinal'>, belief: Belief, cause: Cause, settled: boolean): void {
    this.#sink.finding({
      id: key.id,
      leg: this.#leg,
      belief,
      entity: this.#entity(key),
      span: key.span,
      score: Math.min(1, this.#keys.length / UNPROMPTED_KEYS),
      cause,
      decidedAt: this.#heardTo,
      settled,
      ...this.#places(key),
    });
  }
}
