import { describe, expect, it } from '@jest/globals';

import { span } from '../../core/span.js';
import { tokensOf } from './tokens.js';

const texts = (text: string): string[] =>
  tokensOf([{ text, span: span(0, 1200), confidence: 1 }]).map((token) => token.text);

describe('tokens', () => {
  it.each([
    ['four', ['four']],
    ['Four,', ['four']],
    ['»Fünf«', ['fünf']],
    ['Fu\u0308nf', ['fünf']],
    ['FORTY-TWO', ['forty', 'two']],
    ["O'Clock", ["o'clock"]],
    ['o’clock', ["o'clock"]],
    ['c.v.v.', ['cvv']],
    ['a.m.', ['am']],
    ['4111', ['4111']],
    ['4111-1111', ['41111111']],
    ['4,111.', ['4111']],
    ['04/29', ['0429']],
    ['10:15', ['1015']],
    ['４１', ['41']],
    ['$42.99', ['4299', '$']],
    ['7%', ['7', '%']],
    ['10am', ['10', 'am']],
    ['23rd', ['23rd']],
    ['cvv2', ['cvv2']],
    ['four/five', ['four', 'five']],
    ['No.4', ['no', '4']],
    ['Tel.0171', ['tel', '0171']],
    ['DE89', ['d', 'e', '89']],
    ['GB29NWBK6016', ['g', 'b', '29', 'n', 'w', 'b', 'k', '6016']],
    ['DE8', ['de8']],
    ['B52', ['b52']],
    ['+49171', ['+', '49171']],
    ['+49-171,', ['+', '49171']],
    ['+', ['+']],
    ['@', ['@']],
    ['John.Smith@Example.com,', ['john.smith@example.com']],
    ['@example', ['example']],
    ['[unk]', ['[unk]']],
    ['<UNK>', ['[unk]']],
    ['...', []],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('share the time of their word evenly and remember it', () => {
    const words = [
      { text: 'uh', span: span(0, 100), confidence: 1 },
      { text: 'forty-two', span: span(101, 204), confidence: 0.5 },
    ];

    expect(tokensOf(words)).toEqual([
      { text: 'uh', span: span(0, 100), confidence: 1, word: 0 },
      { text: 'forty', span: span(101, 153), confidence: 0.5, word: 1 },
      { text: 'two', span: span(153, 204), confidence: 0.5, word: 1 },
    ]);
  });
});
