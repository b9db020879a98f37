import { describe, expect, it } from '@jest/globals';
import { SpokenWords } from './spoken-words.js';

const WORDS = new SpokenWords(
  [{ null: ['newell', 'noi'], vier: ['fia'] }, { nummer: ['lumet'] }],
  [['telefonnummer', ['vili', 'leelee'], ['fogelman', 'lumet']]],
);

const timed = (text: string, fromSeconds: number, confidence: number) => ({
  text,
  fromSeconds,
  toSeconds: fromSeconds + 0.5,
  confidence,
});

describe('words heard by ear', () => {
  it.each([
    ['each for itself', 'newell noi fia', ['null', 'null', 'vier']],
    ['as pairs, before their words', 'vili lumet lumet', ['telefonnummer', 'nummer']],
    ['any first with any second', 'leelee fogelman', ['telefonnummer']],
    ['half a pair is unknown speech', 'vili fia fogelman', ['[unk]', 'vier', '[unk]']],
    ['a pair the wrong way round too', 'fogelman vili', ['[unk]', '[unk]']],
    ['at the end of what was heard', 'fia vili', ['vier', '[unk]']],
    ['unknown speech stays so', '[unk] fia', ['[unk]', 'vier']],
    ['nothing is nothing', '', []],
  ])('are put into the words that were said: %s', (_, heard, said) => {
    const texts = heard.split(' ').filter((text) => text !== '');

    expect(WORDS.ofTexts(texts)).toEqual(said);
    expect(WORDS.ofTimed(texts.map((text, i) => timed(text, i, 1))).map(({ text }) => text)).toEqual(said);
  });

  it('keep their times; a pair lasts from its first word to its second and is as sure as the less sure', () => {
    const said = WORDS.ofTimed([timed('fia', 1, 0.9), timed('vili', 2, 0.8), timed('lumet', 2.5, 0.4)]);

    expect(said).toEqual([
      { text: 'vier', fromSeconds: 1, toSeconds: 1.5, confidence: 0.9 },
      { text: 'telefonnummer', fromSeconds: 2, toSeconds: 3, confidence: 0.4 },
    ]);
  });
});
