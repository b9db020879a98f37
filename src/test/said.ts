/**
 * What a leg has said, as the detector's tests write it: plain words, `...` for a pause of two seconds.
 */
import { span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import type { Entity } from '../core/finding.js';
import type { Word } from '../core/hearing.js';
import { claimsOf, type Claim } from '../detect/claims.js';
import { Conversation, type HeardCue } from '../detect/conversation.js';
import type { Cue } from '../detect/language.js';
import { PhraseReader } from '../detect/numbers/phrases.js';
import { languageOf } from '../detect/numbers/registry.js';
import type { ReadItem } from '../detect/numbers/reader.js';
import { NOTHING_SPOKEN } from '../detect/echo.js';
import { Repetition } from '../detect/repetition.js';
import { runsOf, type Run } from '../detect/run.js';
import { stretchesOf } from '../detect/stretch.js';

const WORD_MS = 300;
const GAP_MS = 60;
const PAUSE_MS = 2_000;
/** Of a question before what was said. */
const QUESTION = span(0, millisToTicks(900));

export const wordsOf = (text: string, startMs = 2_000): Word[] => {
  const words: Word[] = [];
  let at = startMs;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (word === '...') {
      at += PAUSE_MS;
      continue;
    }
    words.push({ text: word, span: span(millisToTicks(at), millisToTicks(at + WORD_MS)), confidence: 1 });
    at += WORD_MS + GAP_MS;
  }
  return words;
};

export const itemsOf = (words: readonly Word[], tag: string): ReadItem[] => {
  const language = languageOf(tag);
  if (language === undefined) throw new Error('no such language');
  return new PhraseReader(language).read(words);
};

export const question = (cue: Cue): HeardCue => ({
  cue,
  leg: 'agent',
  span: QUESTION,
  announces: false,
  isFinal: true,
});

export interface Said {
  readonly language?: string;
  /** What the other party has just asked for. */
  readonly asked?: Cue;
}

/** What is claimed of `text` as one of `wanted`: its words, and how surely. */
export const claimed = (
  text: string,
  wanted: readonly Entity[],
  { language = 'en', asked }: Said = {},
): {
  readonly entity: Entity;
  readonly words: string;
  readonly score: number;
  readonly cause: Claim['cause'];
}[] => {
  const words = wordsOf(text);
  const items = itemsOf(words, language);
  const cues = asked === undefined ? [] : [question(asked)];
  return claimsOf(items, cues, new Set(wanted), { leg: 'caller', language, currentYear: 2026 }).map(
    (claim) => ({
      entity: claim.entity,
      words: words
        .slice(items[claim.from]?.words.from, items[claim.to - 1]?.words.to)
        .map((word) => word.text)
        .join(' '),
      score: claim.score,
      cause: claim.cause,
    }),
  );
};

/** The other party's cues: what it asks for, and when. */
export type Asked = readonly (readonly [cue: Cue, atMs: number])[];

export interface Talk {
  readonly words: readonly Word[];
  readonly conversation: Conversation;
  readonly runs: readonly Run[];
}

/** The runs in what the caller says as `text`, all of it final. */
export const talk = (
  text: string,
  asked: Asked = [],
  { announces = true }: { readonly announces?: boolean } = {},
): Talk => {
  const words = wordsOf(text);
  const items = itemsOf(words, 'en');
  const conversation = new Conversation();
  conversation.hearCues(
    'agent',
    ticks(0),
    asked.map(([cue, atMs]) => ({
      ...question(cue),
      span: span(millisToTicks(atMs), millisToTicks(atMs + 500)),
      announces,
    })),
  );
  conversation.hearCues(
    'caller',
    ticks(0),
    items.flatMap((item): HeardCue[] => {
      if (item.kind !== 'cue') return [];
      const announces = item.words.to - item.words.from > 1;
      return [{ cue: item.cue, leg: 'caller', span: item.span, announces, isFinal: true }];
    }),
  );
  const stretches = stretchesOf(items, {
    asked: conversation.cuesOf('agent'),
    mayExpire: (at) => conversation.mayExpire('caller', at),
    isAsked: (at) => conversation.isCardAsked('caller', at),
    isNoisy: () => false,
  });
  const context = { language: 'en', currentYear: 2026, bias: 0 };
  return {
    words,
    conversation,
    runs: runsOf(
      'caller',
      stretches,
      words.length,
      conversation,
      [],
      { cards: new Repetition(), others: new Repetition(), spoken: NOTHING_SPOKEN },
      context,
    ),
  };
};
