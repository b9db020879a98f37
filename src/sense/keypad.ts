/**
 * One leg's keypad: in-band keys and RFC 4733 telephone-events, merged so that no key press counts twice.
 *
 *     in-band            [ 5 ]        [ 5 ]
 *     telephone-event  [ 5 ]         [ 5 ]
 *     keypad           [ 5   ]       [ 5  ]      one key each, with the hull of both spans
 *
 * It stands between step 5 (the taps) and step 6 (the detector) of the walk. Pure: no clock, no timer; its owner
 * says how far both sources have heard. It owns the keys that may still change, and for a while those that one source
 * alone has seen: a bridge may tell a key long after its tone was heard, and that is no second key. Keys never become
 * strings here, nor parts of errors.
 */
import type { Key } from '../core/hearing.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, type Span } from '../core/span.js';
import { TICKS_PER_MILLI, ticks, type Ticks } from '../core/units.js';

export type KeySource = Key['source'];

/** `ordinal` counts the leg's key presses from 0 and ties the two calls of one press together. */
export interface KeypadSink {
  /** A key is down; `span.to` is FOREVER. */
  keyStarted(key: Key, ordinal: number): void;
  /** The key as it will stay: the span may also begin earlier than was first said. */
  keyEnded(key: Key, ordinal: number): void;
}

/**
 * Two sources place one key press this close together. Each press of a key is reported before the next begins;
 * reports of one press may come in any order.
 */
const SAME_KEY_TICKS = 60 * TICKS_PER_MILLI;

/** A source may be so late about a key that the other one has seen; whatever is told of later is a key by itself. */
const LATE_TICKS = 10_000 * TICKS_PER_MILLI;

interface Press {
  readonly event: number;
  readonly ordinal: number;
  readonly sightings: Partial<Record<KeySource, Span>>;
}

export class Keypad {
  readonly #leg: LegRole;
  readonly #sink: KeypadSink;
  /** Key presses that may still change, in the order they were first heard. */
  #presses: Press[] = [];
  /** Settled, and seen by one source alone. */
  #seenOnce: Press[] = [];
  #count = 0;

  constructor(leg: LegRole, sink: KeypadSink) {
    this.#leg = leg;
    this.#sink = sink;
  }

  /** Key presses that may still change. */
  get pending(): number {
    return this.#presses.length;
  }

  keyStarted(source: KeySource, event: number, from: Ticks): void {
    this.#see(source, event, { from, to: FOREVER });
  }

  /** Ends the source's open key of this event; without one (its start was lost) it is a whole key by itself. */
  keyEnded(source: KeySource, event: number, span: Span): void {
    const open = this.#known.find((p) => p.event === event && p.sightings[source]?.to === FOREVER);
    if (open !== undefined) open.sightings[source] = span;
    else this.#see(source, event, span);
  }

  /** Neither source will report a key that begins before `heardTo`: settles what is out of reach. */
  advance(heardTo: Ticks): void {
    if (this.#seenOnce.length > 0)
      this.#seenOnce = this.#seenOnce.filter((p) => heardTo <= spanOf(p).to + LATE_TICKS);
    if (this.#presses.length === 0) return;
    const settled = this.#presses.filter((p) => {
      const { to } = spanOf(p);
      if (to === FOREVER) return false;
      return isSeenTwice(p) || heardTo > to + SAME_KEY_TICKS;
    });
    if (settled.length > 0) this.#settle(settled, ticks(0));
  }

  /** The leg ends at `at`: so do the keys that are still down. */
  flush(at: Ticks): void {
    this.#settle(this.#presses, at);
  }

  /** Forgets all keys. Says nothing: flush first to have them ended. */
  close(): void {
    this.#presses = [];
    this.#seenOnce = [];
  }

  /** What a source may still tell of. */
  get #known(): readonly Press[] {
    return [...this.#presses, ...this.#seenOnce];
  }

  #see(source: KeySource, event: number, span: Span): void {
    const twin = this.#twinOf(source, event, span);
    if (twin !== undefined) {
      twin.sightings[source] = span;
      return;
    }
    const press: Press = { event, ordinal: this.#count++, sightings: { [source]: span } };
    this.#presses.push(press);
    this.#sink.keyStarted(this.#keyOf(press, { from: span.from, to: FOREVER }), press.ordinal);
  }

  /** The press that the other source alone has seen and that is nearest in time, if near enough. */
  #twinOf(source: KeySource, event: number, span: Span): Press | undefined {
    let twin: Press | undefined;
    let nearest = Infinity;
    for (const press of this.#known) {
      if (press.event !== event || press.sightings[source] !== undefined) continue;
      const seen = spanOf(press);
      if (span.from - seen.to > SAME_KEY_TICKS || seen.from - span.to > SAME_KEY_TICKS) continue;
      const distance = Math.abs(span.from - seen.from);
      if (distance < nearest) {
        nearest = distance;
        twin = press;
      }
    }
    return twin;
  }

  /** The sink is told after the presses are gone from the list, so it may call back. */
  #settle(settled: readonly Press[], openTo: Ticks): void {
    this.#presses = this.#presses.filter((p) => !settled.includes(p));
    this.#seenOnce.push(...settled.filter((p) => !isSeenTwice(p)));
    for (const press of settled) {
      const { from, to } = spanOf(press);
      const end = to === FOREVER ? ticks(Math.max(from, openTo)) : to;
      this.#sink.keyEnded(this.#keyOf(press, { from, to: end }), press.ordinal);
    }
  }

  /** A telephone-event says what was pressed; in-band audio is what it sounded like. */
  #keyOf(press: Press, span: Span): Key {
    const source = press.sightings['telephone-event'] === undefined ? 'in-band' : 'telephone-event';
    return { leg: this.#leg, event: press.event, span, source };
  }
}

const isSeenTwice = (press: Press): boolean =>
  press.sightings['in-band'] !== undefined && press.sightings['telephone-event'] !== undefined;

/** The hull of what the sources saw. */
const spanOf = (press: Press): Span => {
  const a = press.sightings['in-band'];
  const b = press.sightings['telephone-event'];
  if (a === undefined) return b ?? { from: ticks(0), to: ticks(0) };
  if (b === undefined) return a;
  return { from: ticks(Math.min(a.from, b.from)), to: ticks(Math.max(a.to, b.to)) };
};
