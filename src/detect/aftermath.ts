/**
 * What follows a stretch that nobody has heard: masked until it is clear that no number goes on there.
 *
 *     said     4111 1111 1111  1111   thank you very much
 *     heard    4111 [ nobody ]   11   thank you very much
 *     masked                 [---] here the digits' own mask goes on
 *
 *     said     [ nobody ] and then we can look at that       masked until the third word
 *
 * Without digits it is withdrawn, so that the recording keeps what follows. With digits it stays up to the first of
 * them: what lies between may be others, cut in two or misheard.
 */
import type { Ear } from './ear.js';
import type { ReadItem } from './numbers/reader.js';
import { Tracked, type Reason } from './tracked.js';
import type { Belief, Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, isEmpty, span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** So many words that are no digits: it is about something else. */
const MOST_STRANGERS = 3;
/** How long digits are waited for where nothing is said. */
const LIMIT = millisToTicks(8_000);

const STRANGE: ReadonlySet<ReadItem['kind']> = new Set(['unknown', 'other', 'unit']);

const UNHEARD: Reason = { entity: 'digits', score: 0.5, cause: 'unheard' };

export class Aftermath {
  readonly #leg: LegRole;
  readonly #tell: (finding: Finding) => void;
  #open: Tracked | undefined;
  /** Where the last of what was missed ends. */
  #from = 0 as Ticks;
  /** What has stayed masked, for the transcript. */
  #settled: Tracked[] = [];

  constructor(leg: LegRole, tell: (finding: Finding) => void) {
    this.#leg = leg;
    this.#tell = tell;
  }

  get tracked(): readonly Tracked[] {
    return this.#open === undefined ? this.#settled : [...this.#settled, this.#open];
  }

  missed(stretch: Span, ear: Ear): void {
    this.#from = stretch.to;
    this.#open ??= new Tracked(this.#leg, span(stretch.to, FOREVER), this.#tell);
    this.#open.publish(UNHEARD, ear.heardTo);
  }

  /**
   * @param digits where stretches of digits that nobody announced as something else begin and end, in order
   * @param ended the leg has ended: what is open is decided now
   */
  consider(ear: Ear, items: readonly ReadItem[], digits: readonly Span[], ended: boolean): void {
    const open = this.#open;
    if (open === undefined) return;
    const first = digits.find(({ to }) => to > this.#from);
    if (first !== undefined) {
      // What is not final may be taken back.
      if (ended || first.from < ear.finalTo) this.#keep(open, first, ear);
      return;
    }
    const waited = ear.heardTo - this.#from;
    if (!ended && waited < LIMIT && this.#strangers(ear, items) < MOST_STRANGERS) return;
    this.#settle(open, 'withdrawn', ear);
  }

  forget(to: Ticks): void {
    this.#settled = this.#settled.filter(({ span: masked }) => masked.to >= to);
  }

  /** In noise words are made up: there only time tells. */
  #strangers(ear: Ear, items: readonly ReadItem[]): number {
    if (ear.isNoisy(span(this.#from, ear.heardTo))) return 0;
    return items.filter(({ kind, span: { to } }) => to > this.#from && STRANGE.has(kind)).length;
  }

  #keep(open: Tracked, { from }: Span, ear: Ear): void {
    open.span = span(open.span.from, Math.max(open.span.from, from));
    if (isEmpty(open.span)) {
      this.#settle(open, 'withdrawn', ear);
      return;
    }
    this.#settle(open, 'confirmed', ear);
    this.#settled.push(open);
  }

  #settle(open: Tracked, belief: Belief, ear: Ear): void {
    open.settle(belief, belief === 'confirmed' ? UNHEARD : { ...UNHEARD, score: 0 }, ear.heardTo);
    this.#open = undefined;
  }
}
