/**
 * What the taps hear: words, keys and talk-spurts, each with its place on the leg's timeline.
 *
 * Words hold spoken text, so they live only inside the speech worker; keys live on the main thread and are
 * never turned into strings there.
 */
import type { LegRole } from './ids.js';
import type { Span } from './span.js';
import type { Ticks } from './units.js';

/** One recognised word. `text` is lower case, as the engine spells it; `[unk]` is speech outside its grammar. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  /** 0..1; 1 where the engine gives none. */
  readonly confidence: number;
}

/** One telephone key: 0..9, 10 `*`, 11 `#`, 12..15 A..D (RFC 4733, section 3.2). */
export interface Key {
  readonly leg: LegRole;
  readonly event: number;
  readonly span: Span;
  readonly source: 'in-band' | 'telephone-event';
}

export interface TalkSpurt {
  readonly leg: LegRole;
  readonly span: Span;
}

/** A recogniser's answer for one leg. `partial` words may be revised; `final` words never are. */
export type Hypothesis = Heard &
  ({ readonly kind: 'partial' } | { readonly kind: 'final'; readonly finalTo: Ticks });

interface Heard {
  readonly words: readonly Word[];
  readonly heardTo: Ticks;
  /** From here on to `heardTo` noise is nearly as loud as the voice: words are lost and made up. */
  readonly noisySince?: Ticks | undefined;
}
