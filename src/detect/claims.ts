/**
 * Names every secret in one leg's items that is no card's: where it lies, what it is, and how surely.
 *
 *     agent    what is your iban                                and the tax number
 *     caller                      yes | d e | eight nine | ...                      eight six zero ...
 *     windows                    [ iban                       ][ tax-id                              ]
 *     claims                           [-----------------]                         [---------------]
 *
 * A cue of either party opens a window for what it announces; the next cue that names something else closes it.
 * Some secrets have a form that gives them away without a cue. Pure, and derived anew from each hypothesis.
 */
import type { HeardCue } from './conversation.js';
import { PHRASE_RECOGNISERS } from './entities/registry.js';
import { CONFIRMS, type PhraseContext, type PhraseRecogniser } from './entities/phrase.js';
import type { Cue } from './language.js';
import type { ReadItem } from './numbers/reader.js';
import type { Entity } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

export interface Claim {
  readonly entity: Entity;
  /** Indexes into the items: half-open. */
  readonly from: number;
  readonly to: number;
  /** First digit, letter or word of the secret to its last. */
  readonly span: Span;
  /** 0..1; from CONFIRMS on it is enough for the recording, below for the live gate alone. */
  readonly score: number;
  /** The leg's own cue, a question of the other party, or its form alone. */
  readonly cause: 'cue' | 'prompted' | 'pattern';
}

export interface ClaimContext {
  /** Whose items they are. */
  readonly leg: LegRole;
  /** BCP 47, primary subtag. */
  readonly language: string;
  /** Four digits. */
  readonly currentYear: number;
}

/** How long after a cue, or after the last thing it announced, its answer may begin. */
const MEMORY = millisToTicks(30_000);
/** The same for a few digits that may be its beginning. */
const BEGUN_MEMORY = millisToTicks(8_000);
const BEGUN_STRANGERS = 6;
/** A form this clear needs no cue, and stands against another one. */
const UNMISTAKABLE = 0.9;
/** A question overlaps the answer this much at most. */
const TOUCHING = millisToTicks(300);
/** A question is answered after a pause; without one the speaker is still at the question before. */
const QUESTION_PAUSE = millisToTicks(800);
const UNLIKE_DIGITS: ReadonlySet<Cue> = new Set<Cue>(['pin', 'password', 'one-time-code']);
/** Below this a word may be another. */
const SURE = 0.8;

interface Announcement {
  readonly cue: Cue;
  /** The first item after it. */
  readonly index: number;
  /** Where the cue ended. */
  readonly at: Ticks;
  readonly isPrompt: boolean;
  readonly isStatement: boolean;
}

/**
 * The claims in `items`, in order and without overlap.
 * @param cues of both parties; the leg's own are used where they lie before the items
 */
export const claimsOf = (
  items: readonly ReadItem[],
  cues: readonly HeardCue[],
  wanted: ReadonlySet<Entity>,
  context: ClaimContext,
): Claim[] => {
  const recognisers = PHRASE_RECOGNISERS.filter(({ entity }) => wanted.has(entity));
  if (recognisers.length === 0 || items.length === 0) return [];
  const announcements = announcementsIn(items, cues, context.leg);
  const claims = recognisers.flatMap((recogniser) => [
    ...announcements.flatMap((announcement, i) =>
      recogniser.cues.includes(announcement.cue)
        ? claimsAfter(announcement, endOf(announcements, i, items), items, recogniser, context)
        : [],
    ),
    ...(recogniser.isFoundUnannounced ? claimsByForm(items, announcements, recogniser, context) : []),
  ]);
  return withoutOverlap(claims);
};

const announcementsIn = (
  items: readonly ReadItem[],
  cues: readonly HeardCue[],
  leg: LegRole,
): Announcement[] => {
  const own = items.flatMap((item, i): Announcement[] =>
    item.kind === 'cue' && !isNoise(items, i)
      ? [
          {
            cue: item.cue,
            index: i + 1,
            at: item.span.to,
            isPrompt: false,
            isStatement: item.words.to - item.words.from > 1,
          },
        ]
      : [],
  );
  const start = items[0]?.span.from ?? 0;
  const remembered = cues
    .filter((heard) => heard.leg !== leg || heard.span.to <= start)
    .map(({ cue, leg: by, announces, span: said }): Announcement => ({
      cue,
      index: by === leg ? 0 : answerTo(items, said),
      at: said.to,
      isPrompt: by !== leg,
      isStatement: by === leg && announces,
    }));
  return [...own, ...remembered].sort((a, b) => a.index - b.index || a.at - b.at);
};

/** A lone cue word in the middle of a flow of digits is a digit misheard, but for those that sound like none. */
const isNoise = (items: readonly ReadItem[], at: number): boolean => {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  if (item === undefined || before?.kind !== 'digits' || after?.kind !== 'digits') return false;
  if (item.words.to - item.words.from > 1 || isUnlikeDigits(item)) return false;
  return item.span.from - before.span.to <= TOUCHING && after.span.from - item.span.to <= TOUCHING;
};

/** "one two three four, pin, four three two one": said in one breath, and heard for sure. */
const isUnlikeDigits = (item: ReadItem): boolean =>
  item.kind === 'cue' && UNLIKE_DIGITS.has(item.cue) && item.confidence >= SURE;

/** The first item that may answer a question. */
const answerTo = (items: readonly ReadItem[], said: Span): number => {
  const index = items.findIndex((item, i) => {
    if (item.span.from < said.from - TOUCHING) return false;
    const before = items[i - 1];
    return before === undefined || item.span.from - before.span.to >= QUESTION_PAUSE;
  });
  return index === -1 ? items.length : index;
};

/** Where another cue takes over. What leaves open what it announces ("number", "date") takes over nothing. */
const endOf = (announcements: readonly Announcement[], at: number, items: readonly ReadItem[]): number => {
  const own = announcements[at];
  const next = announcements.slice(at + 1).find(({ cue }) => cue !== 'number' && cue !== own?.cue);
  if (next === undefined) return items.length;
  // The cue itself is no part of the answer before it.
  return next.isPrompt ? next.index : next.index - 1;
};

const claimsAfter = (
  { cue, index, at, isPrompt, isStatement }: Announcement,
  end: number,
  items: readonly ReadItem[],
  recogniser: PhraseRecogniser,
  known: ClaimContext,
): Claim[] => {
  const context: PhraseContext = { ...known, cue, isPrompted: isPrompt, isStatement };
  const claims: Claim[] = [];
  let since = at;
  let from = index;
  while (from < end) {
    const match = recogniser.find(items, from, end, context);
    const first = match && items[match.from];
    if (match === undefined || first === undefined || first.span.from - since > MEMORY) break;
    const isBegun = match.score < CONFIRMS;
    const isNear =
      first.span.from - since <= BEGUN_MEMORY && match.from - from <= BEGUN_STRANGERS && claims.length === 0;
    if (!isBegun || isNear) {
      const claim = claimOf(items, recogniser.entity, match, isPrompt ? 'prompted' : 'cue');
      claims.push(claim);
      since = claim.span.to;
      if (!recogniser.mayRepeat) break;
    }
    from = match.to;
  }
  return claims;
};

/** Whether something else was announced not long before. */
const isOfAnother = (
  claim: Claim,
  announcements: readonly Announcement[],
  { cues }: PhraseRecogniser,
): boolean => {
  const last = announcements.findLast(({ index, cue }) => index <= claim.from && cue !== 'number');
  return last !== undefined && !cues.includes(last.cue) && claim.span.from - last.at <= MEMORY;
};

/** Without a cue a suspicion is none: nearly every long number has the form of some phone number. */
const claimsByForm = (
  items: readonly ReadItem[],
  announcements: readonly Announcement[],
  recogniser: PhraseRecogniser,
  known: ClaimContext,
): Claim[] => {
  const context: PhraseContext = { ...known, cue: undefined, isPrompted: false, isStatement: false };
  const claims: Claim[] = [];
  for (let from = 0; from < items.length;) {
    const match = recogniser.find(items, from, items.length, context);
    if (match === undefined) break;
    const claim = claimOf(items, recogniser.entity, match, 'pattern');
    const needed = isOfAnother(claim, announcements, recogniser) ? UNMISTAKABLE : CONFIRMS;
    if (claim.score >= needed) claims.push(claim);
    from = match.to;
  }
  return claims;
};

const claimOf = (
  items: readonly ReadItem[],
  entity: Entity,
  match: { readonly from: number; readonly to: number; readonly score: number },
  cause: Claim['cause'],
): Claim => {
  const { from, to, score } = match;
  const first = items[from]?.span.from ?? 0;
  return { entity, from, to, span: span(first, items[to - 1]?.span.to ?? first), score, cause };
};

/** The surest first; of equals the one with a cue, then the longest. */
const withoutOverlap = (claims: readonly Claim[]): Claim[] => {
  const rank = (claim: Claim): number => (claim.cause === 'pattern' ? 1 : 0);
  const sorted = [...claims].sort(
    (a, b) => b.score - a.score || rank(a) - rank(b) || b.to - b.from - (a.to - a.from),
  );
  const kept: Claim[] = [];
  for (const claim of sorted) {
    if (kept.every((other) => claim.to <= other.from || other.to <= claim.from)) kept.push(claim);
  }
  return kept.sort((a, b) => a.from - b.from);
};
