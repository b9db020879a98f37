import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Finder, type Form } from './finder.js';
import { spokenRuns } from './spoken.js';

const PAN = '4929083176502843';
const finder = new Finder([
  { kind: 'pan', digits: PAN },
  { kind: 'pan', digits: '4111111111111111' },
  { kind: 'cvv', digits: '907' },
  { kind: 'expiry', digits: '1129' },
]);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const forms = (text: string | Uint8Array): Form[] => finder.find(text).map(({ form }) => form);

describe('a card number', () => {
  it.each<[string, string | Uint8Array, Form]>([
    ['plain', `{"x":"${PAN}"}`, 'digits'],
    ['as a number', `{"x":${PAN}}`, 'digits'],
    ['in groups', '4929 0831 7650 2843', 'digits'],
    ['with dashes', '4929-0831-7650-2843', 'digits'],
    ['digit by digit', '4,9,2,9,0,8,3,1', 'digits'],
    ['as a list of strings', '["4","9","2","9","0","8","3","1"]', 'digits'],
    ['half of it', 'x290831765x', 'digits'],
    ['in words', 'it is four nine two nine zero', 'words'],
    ['in words with an oh', 'nine oh eight three', 'words'],
    ['in pairs', 'forty nine twenty nine', 'words'],
    ['in German', 'vier neun zwei neun null acht', 'words'],
    ['in German pairs', 'neunundvierzig neunundzwanzig', 'words'],
    ['in hex', Buffer.from(PAN).toString('hex'), 'hex'],
    ['in base64', base64(PAN), 'base64'],
    ['in base64 of something around it', base64(`a call: ${PAN}, and`), 'base64'],
    ['in base64 of groups', base64('ab 4929 0831 7650 2843'), 'base64'],
    ['in UTF-16', Buffer.from(PAN, 'utf16le'), 'digits'],
    ['packed', Buffer.concat([Buffer.from([7]), Buffer.from(PAN, 'hex')]), 'packed'],
    ['of one digit', '4111111111111111', 'digits'],
    ['of one digit, said', 'four triple one one', 'words'],
  ])('is found %s', (_how, text, form) => {
    expect(forms(text)).toContain(form);
  });

  it.each([
    ['an id', '"id":"01a21a7a-f363-751d-9dab-c6ede941438c"'],
    ['a time', '"at":"2026-11-27T09:03:21.123Z","time":1764234567890'],
    ['a hash', `"sha256":"${'4929083176502843'.repeat(4)}"`],
    ['a code of another card', 'four nine seven'],
    ['a few of its digits', 'four nine two pause nine zero eight'],
    ['zeros', '"value":100000000000'],
  ])('is not %s', (_what, text) => {
    expect(finder.find(text)).toEqual([]);
  });

  it('is found wherever it stands in whatever bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), (before, after) => {
        const bytes = Buffer.concat([before, Buffer.from(`x${PAN}x`), after]);
        expect(forms(bytes)).toContain('digits');
      }),
    );
  });

  it.each([
    ['a time in nanoseconds', '{"startTimeUnixNano":"1794929083170000000"}'],
    ['the id of a span', '{"parentSpanId":"ab49290831765028"}'],
    ['a length', '[["content-length","907"]]'],
  ])('is not seen in %s, and is beside it', (_, text) => {
    const hits = (of: string): number => finder.findInStrings(of).length;

    expect([hits(text), hits(`${text}{"x":"${PAN}"}`)]).toEqual([0, 1]);
  });

  it('is found in base64 wherever it begins', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }), (before, after) => {
        const whole = Buffer.concat([before, Buffer.from(`x${PAN}x`), after]).toString('base64');
        expect(forms(`"${whole}"`)).toContain('base64');
      }),
    );
  });
});

describe('dates and codes', () => {
  const kinds = (text: string): string[] => finder.findInStrings(text).map(({ kind }) => kind);

  it('are found in words, and as figures that stand alone in a text', () => {
    expect(kinds('the code is nine oh seven')).toEqual(['cvv']);
    expect(kinds('{"reason":"code 907"}')).toEqual(['cvv']);
    expect(kinds('{"reason":"until 11/29"}')).toEqual(['expiry']);
  });

  it('are not found in counts and names', () => {
    expect(kinds('{"ms":907,"leaked":1129,"name":"call-907.2","file":"recording.wav.000907.age"}')).toEqual(
      [],
    );
  });
});

it('digits that are said are read in runs', () => {
  expect(spokenRuns('one two and twenty three, double four')).toEqual(['12', '2344']);
  expect(spokenRuns('zweiundvierzig null')).toEqual(['420']);
});
