/** Audits one sealed call: opens its recording in memory, hears it again, and says what is left of secrets. */
import { hearRecording, type HearOptions } from './hear-recording.js';
import { POSITIONS, remainingOf, type Position, type Remaining } from './judge.js';
import { cardsIn, withheldOf, type Withheld } from './withheld.js';
import { openRecording } from '../recordings/open-recording.js';
import { TacetError } from '../../core/errors.js';
import type { Entity } from '../../core/finding.js';
import { samplesToTicks, ticksToMillis } from '../../core/units.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import type { CallFolder } from '../../sink/stores/store.js';

export interface CallAudit {
  readonly call: string;
  readonly startedAt: string;
  readonly language: string;
  /** Of both legs together, in milliseconds; what was withheld is not counted. */
  readonly heardMs: number;
  /** What no recogniser heard, or no part opened for: nothing is said of it. */
  readonly unheardMs: number;
  /** Card numbers that were masked, and how many of them have digits left beside them. */
  readonly cards: number;
  readonly cardsWithDigits: number;
  readonly digits: Readonly<Record<Position, number>>;
  readonly remaining: readonly Remaining[];
}

export interface AuditCallOptions extends Omit<HearOptions, 'language' | 'rateHz'> {
  readonly identities: readonly string[];
  /** That the recognisers know. */
  readonly languages: ReadonlySet<string>;
  /** What is kept out of recordings. */
  readonly masked: ReadonlySet<Entity>;
}

/** Digits this far from a masked card number are its own. */
const OF_CARD_MS = 5_000;

/**
 * @throws TacetError TACET_LEDGER_BROKEN where no ledger says what was withheld, TACET_KEY_WRONG, TACET_CALL_ERASED, and
 * why nobody could hear it
 */
export const auditCall = async (folder: CallFolder, options: AuditCallOptions): Promise<CallAudit> => {
  const { identities, masked, languages, ...how } = options;
  const entries = entriesOf((await ledgerText(folder)) ?? '');
  const [opened] = factsOf(entries, 'opened');
  if (opened === undefined) throw new TacetError('TACET_LEDGER_BROKEN', `${folder.name} has no ledger`);
  const { language, startedAt, recordingRateHz: rateHz } = opened;
  if (!languages.has(language)) throw new TacetError('TACET_LANGUAGE', language);
  const recording = await openRecording(folder, identities, entries);
  const { caller, agent } = recording.samples;
  try {
    const heard = await hearRecording(recording, { ...how, language, rateHz });
    const withheld = withheldOf(entries);
    const remaining = remainingOf(heard, withheld, masked);
    const cards = cardsIn(withheld);
    const lengthMs = 2 * ticksToMillis(samplesToTicks(Math.max(caller.length, agent.length), rateHz));
    const goneMs =
      2 *
      recording.gone.reduce((sum, [from, to]) => sum + ticksToMillis(samplesToTicks(to - from, rateHz)), 0);
    const unheardMs = Math.min(lengthMs, ticksToMillis(heard.unheard) + goneMs);
    const withheldMs = withheld.reduce((sum, { span: { from, to } }) => sum + ticksToMillis(to - from), 0);
    return {
      call: folder.name,
      startedAt,
      language,
      heardMs: Math.max(0, Math.round(lengthMs - unheardMs - withheldMs)),
      unheardMs: Math.round(unheardMs),
      cards: cards.length,
      cardsWithDigits: cards.filter((card) => remaining.some((each) => isOf(each, card))).length,
      digits: countOf(remaining),
      remaining,
    };
  } finally {
    caller.fill(0);
    agent.fill(0);
  }
};

const isOf = ({ leg, position, startMs, endMs }: Remaining, card: Withheld): boolean =>
  position !== 'elsewhere' &&
  leg === card.leg &&
  startMs <= ticksToMillis(card.span.to) + OF_CARD_MS &&
  endMs >= ticksToMillis(card.span.from) - OF_CARD_MS;

export const countOf = (
  remaining: readonly Pick<Remaining, 'position' | 'digits'>[],
): Record<Position, number> => {
  const count = (position: Position): number =>
    remaining.reduce((sum, each) => sum + (each.position === position ? each.digits : 0), 0);
  return Object.fromEntries(POSITIONS.map((position) => [position, count(position)])) as Record<
    Position,
    number
  >;
};
