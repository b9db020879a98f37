/**
 * Turns the words a model of another language heard into the words that were said (grammar/de-by-ear.ts).
 *
 *     heard   newell   ablow statham   statham
 *     said    null     ablaufdatum     [unk]
 *
 * A pair goes before its words; a word that stands for nothing is unknown speech, so that no foreign word
 * reaches the detector. Keeps nothing of what it has translated.
 */
import type { TimedWord } from './vosk-result.js';

export const UNKNOWN = '[unk]';

type Sounds = Readonly<Record<string, readonly string[]>>;
type PairSounds = readonly [said: string, first: readonly string[], second: readonly string[]];

interface Said {
  readonly text: string;
  /** How many heard words it took. */
  readonly count: 1 | 2;
}

export class SpokenWords {
  readonly #said = new Map<string, string>();

  constructor(sounds: readonly Sounds[], pairs: readonly PairSounds[]) {
    for (const [said, heard] of sounds.flatMap((each) => Object.entries(each))) {
      for (const word of heard) this.#said.set(word, said);
    }
    for (const [said, first, second] of pairs) {
      for (const a of first) for (const b of second) this.#said.set(`${a} ${b}`, said);
    }
  }

  ofTexts(heard: readonly string[]): readonly string[] {
    const said: string[] = [];
    for (let at = 0; at < heard.length;) {
      const { text, count } = this.#next(heard[at], heard[at + 1]);
      said.push(text);
      at += count;
    }
    return said;
  }

  /** A pair is as sure as its less sure word. */
  ofTimed(heard: readonly TimedWord[]): readonly TimedWord[] {
    const said: TimedWord[] = [];
    for (let at = 0; at < heard.length;) {
      const word = heard[at];
      if (word === undefined) break;
      const after = heard[at + 1];
      const { text, count } = this.#next(word.text, after?.text);
      said.push(
        count === 2 && after !== undefined
          ? {
              text,
              fromSeconds: word.fromSeconds,
              toSeconds: after.toSeconds,
              confidence: Math.min(word.confidence, after.confidence),
            }
          : { ...word, text },
      );
      at += count;
    }
    return said;
  }

  #next(word = UNKNOWN, after: string | undefined): Said {
    const pair = after === undefined ? undefined : this.#said.get(`${word} ${after}`);
    return pair === undefined
      ? { text: this.#said.get(word) ?? UNKNOWN, count: 1 }
      : { text: pair, count: 2 };
  }
}
