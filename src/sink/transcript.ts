/**
 * The transcript: JSON Lines, one utterance of one leg a line, on the call's media clock.
 *
 *     {"leg":"caller","startMs":330,"endMs":11490,"text":"my card number is [PAN]","masks":[...]}
 *
 * It is given redacted words and the spans that stand for a secret; a secret itself never reaches it. Lines
 * are written in order of time, once nothing earlier can come from either leg.
 */
import type { CallFile } from './call-file.js';
import type { Entity, Finding, MaskReason } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import type { PauseId } from '../core/pause.js';
import { overlaps, SpanSet, type Span } from '../core/span.js';
import { millisToTicks, ticks, ticksToMillis, type Ticks } from '../core/units.js';

/** What the transcript shows where a secret was. */
export const TOKENS: Readonly<Record<Entity, string>> = {
  pan: '[PAN]',
  cvv: '[CVV]',
  expiry: '[EXPIRY]',
  pin: '[PIN]',
  digits: '[DIGITS]',
  dtmf: '[KEYS]',
  iban: '[IBAN]',
  bic: '[BIC]',
  'bank-account': '[BANK ACCOUNT]',
  'sort-code': '[SORT CODE]',
  'tax-id': '[TAX ID]',
  ssn: '[SSN]',
  'birth-date': '[BIRTH DATE]',
  password: '[PASSWORD]',
  'one-time-code': '[ONE-TIME CODE]',
  phone: '[PHONE]',
  email: '[EMAIL]',
};

export interface TranscriptWord {
  readonly span: Span;
  readonly text: string;
}

/** What it shows of a requested pause. */
export const PAUSED_TOKEN = '[PAUSED]';

interface Item extends TranscriptWord {
  readonly mask?: MaskReason;
  readonly pause?: PauseId;
}

interface Line {
  readonly at: Ticks;
  readonly text: string;
}

/** A pause this long ends an utterance. */
const UTTERANCE_GAP = millisToTicks(1_000);
/** How long written words are remembered for counting leaks. */
const MEMORY = millisToTicks(120_000);
const ms = (at: number): number => Math.round(ticksToMillis(at));

export class Transcript {
  readonly #file: CallFile;
  readonly #items: Record<LegRole, Item[]> = { caller: [], agent: [] };
  readonly #masks: Record<LegRole, Span[]> = { caller: [], agent: [] };
  readonly #pauses: Record<LegRole, Map<PauseId, Span>> = { caller: new Map(), agent: new Map() };
  readonly #clearedTo: Record<LegRole, Ticks> = { caller: 0 as Ticks, agent: 0 as Ticks };
  /** Words that were written, as far back as findings may reach. */
  readonly #written: Record<LegRole, SpanSet> = { caller: new SpanSet(), agent: new SpanSet() };
  /** Utterances that have ended, while one that began before them goes on. */
  #waiting: Line[] = [];

  constructor(file: CallFile) {
    this.#file = file;
  }

  words(leg: LegRole, words: readonly TranscriptWord[]): void {
    for (const word of words) {
      const isHidden = (mask: Span): boolean => overlaps(mask, word.span);
      if (!this.#masks[leg].some(isHidden) && !this.#pausesOf(leg).some(isHidden))
        this.#items[leg].push(word);
    }
  }

  /** A settled, confirmed finding of something that the transcript may not show. */
  mask({ leg, span: place, entity }: Finding): void {
    this.#masks[leg].push(place);
    const before = this.#items[leg].filter((item) => !overlaps(item.span, place) || item.mask !== undefined);
    const masks = this.#unpaused(leg, place).map((at) => ({ span: at, text: TOKENS[entity], mask: entity }));
    this.#items[leg] = [...before, ...masks];
  }

  /** Nothing of this stretch is shown but that there was a pause; the same id again moves its end. */
  pause(leg: LegRole, id: PauseId, place: Span): void {
    this.#pauses[leg].set(id, place);
    const others = this.#items[leg].filter((item) => item.pause !== id);
    const kept = others.flatMap((item): Item[] => {
      if (item.pause !== undefined || !overlaps(item.span, place)) return [item];
      // A mask that reaches out of the pause still says what was there.
      return item.mask === undefined
        ? []
        : this.#unpaused(leg, item.span).map((at) => ({ ...item, span: at }));
    });
    this.#items[leg] = [...kept, { span: place, text: PAUSED_TOKEN, mask: 'paused', pause: id }];
  }

  #pausesOf(leg: LegRole): Span[] {
    return [...this.#pauses[leg].values()];
  }

  /** The parts of a stretch that no pause covers. */
  #unpaused(leg: LegRole, place: Span): Span[] {
    const left = new SpanSet();
    left.add(place);
    for (const pause of this.#pausesOf(leg)) left.remove(pause);
    return [...left.spans];
  }

  /** Nothing that ends before `to` will be added to this leg any more. */
  cleared(leg: LegRole, to: Ticks): void {
    this.#clearedTo[leg] = to;
    this.#write(Math.min(this.#clearedTo.caller, this.#clearedTo.agent) as Ticks);
  }

  /** How much of a span lies under words that were written as they are, in Ticks: it was found too late for them. */
  leaked(leg: LegRole, of: Span): number {
    return this.#written[leg].lengthWithin(of);
  }

  /** @throws TacetError TACET_STORE_FAILED */
  async seal(): Promise<void> {
    this.#write(Number.MAX_SAFE_INTEGER as Ticks);
    await this.#file.seal();
  }

  #write(to: Ticks): void {
    // Many times a second, and mostly for nothing.
    if (this.#items.caller.length + this.#items.agent.length + this.#waiting.length === 0) return;
    for (const leg of ['caller', 'agent'] as const) {
      const items = this.#items[leg].sort((a, b) => a.span.from - b.span.from);
      let first = 0;
      let endsAt = 0;
      for (let i = 1; i <= items.length; i++) {
        endsAt = Math.max(endsAt, (items[i - 1] as Item).span.to);
        const next = items[i];
        const ends = (next?.span.from ?? to) - endsAt >= UTTERANCE_GAP;
        if (endsAt > to || !ends) continue;
        const utterance = items.slice(first, i);
        for (const { span, mask } of utterance) if (mask === undefined) this.#written[leg].add(span);
        this.#written[leg].dropBefore(ticks(endsAt - MEMORY));
        this.#waiting.push({ at: (utterance[0] as Item).span.from, text: line(leg, utterance) });
        first = i;
      }
      this.#items[leg] = items.slice(first);
    }
    const { caller, agent } = this.#items;
    const goingOn = Math.min(caller[0]?.span.from ?? to, agent[0]?.span.from ?? to);
    const lines = this.#waiting.filter((l) => l.at <= goingOn).sort((a, b) => a.at - b.at);
    this.#waiting = this.#waiting.filter((l) => l.at > goingOn);
    if (lines.length > 0) this.#file.append(Buffer.from(lines.map((l) => l.text + '\n').join('')));
  }
}

const line = (leg: LegRole, items: readonly Item[]): string => {
  const words: string[] = [];
  for (const item of items) {
    const repeated = item.mask !== undefined && words.at(-1) === item.text;
    if (!repeated) words.push(item.text);
  }
  const masked = items.filter((item) => item.mask !== undefined);
  return JSON.stringify({
    leg,
    startMs: ms((items[0] as Item).span.from),
    endMs: ms(Math.max(...items.map((item) => item.span.to))),
    text: words.join(' '),
    ...(masked.length === 0
      ? {}
      : { masks: masked.map((m) => ({ token: m.text, startMs: ms(m.span.from), endMs: ms(m.span.to) })) }),
  });
};
