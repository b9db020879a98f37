import { describe, expect, it } from '@jest/globals';
import type { Word } from '../../core/hearing.js';
import { millisToTicks, ticks, ticksToMillis } from '../../core/units.js';
import { PartialWords } from './partial-words.js';

const at = (ms: number): ReturnType<typeof millisToTicks> => millisToTicks(ms);
const places = (words: readonly Word[]): string[] =>
  words.map(({ text, span }) => `${text} ${ticksToMillis(span.from)}-${ticksToMillis(span.to)}`);

describe('estimated places of partial words', () => {
  it('end where hearing ends and reach back 600 ms at most', () => {
    const words = new PartialWords(ticks(0));

    expect(places(words.update(['four'], at(1_000)))).toEqual(['four 400-1000']);
  });

  it('begin after the word before and keep their first estimate', () => {
    const words = new PartialWords(ticks(0));
    words.update(['four'], at(1_000));

    expect(places(words.update(['four', 'two'], at(1_240)))).toEqual(['four 400-1000', 'two 1000-1240']);
    expect(places(words.update(['four', 'two'], at(1_480)))).toEqual(['four 400-1000', 'two 1000-1240']);
  });

  it('are shared by words that show together', () => {
    const words = new PartialWords(ticks(0));

    expect(places(words.update(['four', 'two'], at(3_000)))).toEqual(['four 1800-2400', 'two 2400-3000']);
  });

  it('stay when a text is revised and go when a word is taken back', () => {
    const words = new PartialWords(ticks(0));
    words.update(['eleven'], at(1_000));
    words.update(['eleven', 'two'], at(1_240));

    expect(places(words.update(['nine'], at(1_480)))).toEqual(['nine 400-1000']);
    expect(places(words.update(['nine', 'six'], at(1_720)))).toEqual(['nine 400-1000', 'six 1120-1720']);
  });

  it('never reach back into the utterance before', () => {
    const words = new PartialWords(ticks(0));
    words.update(['four'], at(1_000));
    words.restart(at(1_100));

    expect(places(words.update(['two'], at(1_300)))).toEqual(['two 1100-1300']);
    expect(words.update([], at(1_360))).toEqual([]);
  });
});
