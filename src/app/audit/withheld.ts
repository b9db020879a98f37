/** What was kept out of a recording, as its ledger has it: where fill is, and how many card numbers that were. */
import { PAYMENT } from '../../core/audience.js';
import type { MaskReason } from '../../core/finding.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';
import { hull, span, type Span } from '../../core/span.js';
import { millisToTicks } from '../../core/units.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { factsOf } from '../../sink/ledger/read-ledger.js';

export interface Withheld {
  readonly leg: LegRole;
  readonly reason: MaskReason;
  readonly span: Span;
}

/** Reasons beside which the rest of a secret may stand; not those that only say that nobody listened. */
export const MASK_OF_PAYMENT: ReadonlySet<MaskReason> = PAYMENT;

/** Parts of one card number that were said further apart count as two. */
const SAME_CARD = millisToTicks(10_000);

export const withheldOf = (entries: readonly LedgerEntry[]): readonly Withheld[] =>
  factsOf(entries, 'withheld').map(({ leg, reason, span: [from, to] }) => ({
    leg,
    reason,
    span: span(from, to),
  }));

/** Where card numbers were: each once, however many parts it was given in. */
export const cardsIn = (withheld: readonly Withheld[]): readonly Withheld[] => {
  const cards: Withheld[] = [];
  for (const leg of LEG_ROLES) {
    let open: Withheld | undefined;
    const parts = withheld
      .filter((each) => each.leg === leg && each.reason === 'pan')
      .sort((a, b) => a.span.from - b.span.from);
    for (const part of parts) {
      const isSame: boolean = open !== undefined && part.span.from - open.span.to <= SAME_CARD;
      if (open !== undefined && isSame) {
        open = { ...open, span: hull(open.span, part.span) };
        cards[cards.length - 1] = open;
      } else {
        open = part;
        cards.push(part);
      }
    }
  }
  return cards;
};
