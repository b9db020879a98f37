/**
 * Slots that hold a secret: how callers and agents say card numbers, expiry dates and security codes.
 *
 *     {pan}                in one go, in the style of the dialogue
 *     {pan turns}          the listener says "okay", "mhm" between groups
 *     {pan echo}           the listener repeats each group
 *     {pan pauses}         with fillers and a long search for the rest
 *     {pan fixed}          a group is said wrong and corrected
 *     {pan first} {pan rest}   in two halves
 *     {pan restart}        a wrong start, then all of it
 *     {pan third}          somebody else talks in between, on the same leg
 *     {pan query}          the listener asks whether a group was right
 *     {pan after}          the second block and what follows once more: "say again after {head}"
 *     {pan part}           the third block alone
 *     {pan slow}           a long pause after each group
 *     {pan blocks}         as it is printed: 4-4-4-4, 4-6-5, 4-6-4; alone or with one of the others
 *     {pan halting}        one or two digits at a time, with fillers
 *     {last4} {head}       the last four and the first four digits, which may be known: no secret
 *     {expiry} {cvv}
 *
 * Further options: same (a code of one digit said thrice), announced, bare, back (see LeadIn); second (card); amex (the card has 15 digits).
 */
import { otherRole, type LegRole } from '#tacet/core/ids.js';
import type { Card } from './card.js';
import type { Style } from '#tacet/detect/numbers/speak.js';
import type { LeadIn, SecretEntity } from './dialogue.js';
import { sayerOf } from './innocent-slots.js';
import { backchannel, falseStart, mistake, search, thirdParty } from './interruptions.js';
import { piecesOf, type Stage } from './stage.js';
import type { DigitPiece, SecretMark } from './timeline.js';

export type SecretSlot = (stage: Stage, leg: LegRole, options: readonly string[]) => void;

/** How an agent reads digits back. */
const READ_BACK_STYLES: readonly Style[] = ['grouped', 'grouped', 'single'];
const IN_GROUPS = ['blocks', 'turns', 'echo', 'fixed', 'pauses', 'third', 'query', 'slow'];
/** How cards of 15 and 14 digits are printed; all others in blocks of four. */
const BLOCKS: Readonly<Record<number, readonly number[]>> = { 15: [4, 6, 5], 14: [4, 6, 4] };
const BLOCK = 4;
/** The third block of a card of 16 digits. */
const PART = [8, 12] as const;
const SLOW_MS = [1_500, 4_500] as const;

const leadInOf = (options: readonly string[]): LeadIn => {
  if (options.includes('back')) return 'read-back';
  if (options.includes('bare')) return 'bare';
  return options.includes('announced') ? 'announced' : 'asked';
};

const cardOf = (options: readonly string[]): number => (options.includes('second') ? 1 : 0);

const cardFor = (stage: Stage, options: readonly string[]): Card =>
  stage.card(cardOf(options), options.includes('amex') ? 'amex' : undefined);

const markOf = (entity: SecretEntity, options: readonly string[], length: number): SecretMark => ({
  entity,
  leadIn: leadInOf(options),
  card: cardOf(options),
  length,
});

const pan: SecretSlot = (stage, leg, options) => {
  const digits = cardFor(stage, options).number;
  const half = Math.floor(digits.length / 2);
  const again = options.includes('after') ? digits.slice(BLOCK) : digits.slice(...PART);
  if (options.includes('after') || options.includes('part')) {
    stage.lastMark = markOf('pan', options, digits.length);
    sayPan(stage, leg, options, again, options.includes('after') ? BLOCK : PART[0]);
    return;
  }
  if (options.includes('rest')) {
    sayPan(stage, leg, options, digits.slice(half), half);
    return;
  }
  stage.lastMark = markOf('pan', options, digits.length);
  sayPan(stage, leg, options, options.includes('first') ? digits.slice(0, half) : digits, 0);
};

const sayPan = (
  stage: Stage,
  leg: LegRole,
  options: readonly string[],
  digits: readonly number[],
  first: number,
): void => {
  const { random } = stage;
  const mark = stage.lastMark ?? markOf('pan', options, digits.length);
  const groups = groupsFor(stage, digits, options);
  const special = random.whole(1, Math.max(1, groups.length - 2));
  let position = first;
  if (options.includes('restart')) falseStart(stage, leg, digits);
  groups.forEach((group, at) => {
    const isLast = at === groups.length - 1;
    const own = group.flatMap((piece) => piece.digits);
    if (options.includes('fixed') && at === special) mistake(stage, leg, own);
    if (options.includes('pauses') && at === special) search(stage, leg);
    if (options.includes('pauses') && random.chance(0.2)) stage.phrase(leg, stage.phrases.fillers);
    if (options.includes('echo')) echo(stage, leg, group, position, mark);
    else sayPieces(stage, leg, group, mark, position);
    if (options.includes('turns') && !isLast) backchannel(stage, leg);
    if (options.includes('third') && at === special) thirdParty(stage, leg);
    if (options.includes('query') && at === special) query(stage, leg, own, position, mark);
    if (options.includes('slow') && !isLast) stage.pause(...SLOW_MS);
    if (options.includes('halting') && random.chance(0.4)) stage.phrase(leg, stage.phrases.fillers);
    position += own.length;
  });
};

const sayPieces = (
  { timeline }: Stage,
  leg: LegRole,
  pieces: readonly DigitPiece[],
  mark: SecretMark,
  first: number,
): void => {
  let position = first;
  for (const piece of pieces) {
    timeline.say(leg, piece, mark, position);
    position += piece.digits.length;
  }
};

/** Over several turns people give groups, in whatever style, not single digits. */
const groupsFor = (stage: Stage, digits: readonly number[], options: readonly string[]): DigitPiece[][] => {
  const { style, random } = stage;
  if (options.includes('back')) return [piecesOf(stage, digits, random.pick(READ_BACK_STYLES))];
  if (options.includes('halting')) return halting(stage, digits);
  const inTurns = IN_GROUPS.some((option) => options.includes(option));
  if (!inTurns) return [piecesOf(stage, digits, style)];
  if (options.includes('blocks')) return blocks(stage, digits);
  if (style === 'grouped' && stage.phrases.said === undefined)
    return piecesOf(stage, digits, style).map((piece) => [piece]);
  const groups: DigitPiece[][] = [];
  for (let from = 0; from < digits.length;) {
    const size = random.chance(0.6) ? 4 : random.whole(2, 6);
    const pieces = piecesOf(stage, digits.slice(from, from + size), style);
    const last = pieces.pop();
    groups.push(last === undefined ? pieces : [...pieces, { ...last, pauseMs: stage.groupPauseMs() }]);
    from += size;
  }
  return groups;
};

/** The listener repeats a group right after it was said. */
const echo = (
  stage: Stage,
  speaker: LegRole,
  group: readonly DigitPiece[],
  position: number,
  mark: SecretMark,
): void => {
  const own = stage.remembered(`echo of card ${mark.card}`, (): SecretMark => ({
    ...mark,
    leadIn: 'read-back',
  }));
  const digits = group.flatMap((piece) => piece.digits);
  sayPieces(stage, speaker, group, mark, position);
  stage.pause(100, 500);
  sayPieces(stage, otherRole(speaker), piecesOf(stage, digits, 'single'), own, position);
  stage.pause(200, 700);
};

/** "was that six four one" - "yes" */
const query = (
  stage: Stage,
  leg: LegRole,
  digits: readonly number[],
  position: number,
  mark: SecretMark,
): void => {
  const { queries, yes } = stage.phrases;
  if (queries === undefined || yes === undefined) return;
  const listener = otherRole(leg);
  stage.pause(100, 600);
  stage.phrase(listener, queries);
  sayPieces(stage, listener, piecesOf(stage, digits, 'single'), { ...mark, leadIn: 'read-back' }, position);
  stage.pause(200, 700);
  stage.phrase(leg, yes);
  stage.pause(200, 900);
};

const blocks = (stage: Stage, digits: readonly number[]): DigitPiece[][] => {
  const sizes = BLOCKS[digits.length] ?? [];
  const style = stage.style === 'grouped' ? 'single' : stage.style;
  const groups: DigitPiece[][] = [];
  for (let from = 0, at = 0; from < digits.length; at++) {
    const size = sizes[at] ?? BLOCK;
    const pieces = piecesOf(stage, digits.slice(from, from + size), style);
    const last = pieces.pop();
    groups.push(last === undefined ? pieces : [...pieces, { ...last, pauseMs: stage.groupPauseMs() }]);
    from += size;
  }
  return groups;
};

const halting = (stage: Stage, digits: readonly number[]): DigitPiece[][] => {
  const groups: DigitPiece[][] = [];
  for (let from = 0; from < digits.length;) {
    const size = stage.random.whole(1, 2);
    groups.push(piecesOf(stage, digits.slice(from, from + size), 'single'));
    from += size;
  }
  return groups;
};

const expiry: SecretSlot = (stage, leg, options) => {
  const { month, year } = cardFor(stage, options);
  const parts = stage.random.pick(stage.phrases.expiries(month, year, sayerOf(stage)));
  const count = parts.reduce((sum, part) => sum + part.digits.length, 0);
  const mark = markOf('expiry', options, count);
  const monthMark = markOf('month', options, 1);
  let position = 0;
  for (const part of parts) {
    const piece = { ...part, pauseMs: stage.random.between(20, 300) };
    if (part.isMonth === true) stage.timeline.say(leg, piece, monthMark);
    else if (part.digits.length === 0) stage.timeline.say(leg, piece);
    else stage.timeline.say(leg, piece, mark, position);
    position += part.digits.length;
  }
};

const cvv: SecretSlot = (stage, leg, options) => {
  const own = cardFor(stage, options).code;
  const code = options.includes('same') ? own.map(() => own[0] ?? 0) : own;
  const mark = markOf('cvv', options, code.length);
  const style = stage.random.pick<Style>(['single', 'single', 'single', 'single', 'pairs', 'hundreds']);
  let position = 0;
  for (const piece of piecesOf(stage, code, style)) {
    stage.timeline.say(leg, { ...piece, pauseMs: stage.random.between(20, 300) }, mark, position);
    position += piece.digits.length;
  }
};

const known =
  (from: number, to?: number): SecretSlot =>
  (stage, leg, options) => {
    const digits = stage.card(cardOf(options)).number.slice(from, to);
    for (const piece of piecesOf(stage, digits, stage.random.pick<Style>(['single', 'single', 'pairs']))) {
      stage.timeline.say(leg, piece);
    }
  };

/** By name, as scenarios write them. */
export const SECRET_SLOTS: Readonly<Record<string, SecretSlot>> = {
  pan,
  expiry,
  cvv,
  last4: known(-BLOCK),
  head: known(0, BLOCK),
};
