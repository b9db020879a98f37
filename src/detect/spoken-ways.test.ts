/**
 * Ways in which people say dates, codes and card numbers that no digit-by-digit reading has: what stays masked in the
 * end of a talk between two, and what does not.
 */
import { describe, expect, it } from '@jest/globals';

import { Detector } from './detector.js';
import { languageOf } from './numbers/registry.js';
import { PAYMENT } from '../core/audience.js';
import type { Finding } from '../core/finding.js';
import type { Word } from '../core/hearing.js';
import type { LegRole } from '../core/ids.js';
import { span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

const WORD_MS = 350;
const TURN_MS = 1_000;

interface Spoken {
  readonly leg: LegRole;
  readonly word: Word;
}

/** One turn a line, `A:` or `C:`; words of 300 ms, a second between turns; `...` is as long as a turn's. */
const spoken = (talk: string): Spoken[] => {
  let at = 500;
  return talk.split('\n').flatMap((line) => {
    const [, speaker, text = ''] = /^\s*([AC]): (.*)$/.exec(line) ?? [];
    at += TURN_MS;
    return text.split(' ').flatMap((part): Spoken[] => {
      if (part === '...') {
        at += TURN_MS;
        return [];
      }
      const place = span(millisToTicks(at), millisToTicks(at + 300));
      at += WORD_MS;
      return [
        { leg: speaker === 'A' ? 'agent' : 'caller', word: { text: part, span: place, confidence: 1 } },
      ];
    });
  });
};

/** The words that are masked once both legs have ended, in order. */
const masked = (talk: string, tag = 'en'): string => {
  const language = languageOf(tag);
  if (language === undefined) throw new Error('no such language');
  const findings = new Map<string, Finding>();
  const detector = new Detector(
    language,
    2026,
    { finding: (one) => findings.set(one.id, one), words: () => undefined, armed: () => undefined },
    { wanted: PAYMENT, maskedInTranscript: PAYMENT },
  );
  const said = spoken(talk);
  for (const { leg, word } of said)
    detector.hear(leg, { kind: 'final', words: [word], finalTo: word.span.to, heardTo: word.span.to });
  detector.finish('agent');
  detector.finish('caller');
  const confirmed = [...findings.values()].filter(({ belief }) => belief === 'confirmed');
  return said
    .filter(({ leg, word }) =>
      confirmed.some(
        (one) => one.leg === leg && one.span.from <= word.span.from && one.span.to >= word.span.to,
      ),
    )
    .map(({ word }) => word.text)
    .join(' ');
};

const PAN = 'four two four two four two four two four two four two four two four two';
const GERMAN_PAN = 'vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei';

describe('an expiry date', () => {
  it.each([
    ['month ten year two six', 'ten year two six'],
    ['the month is oh four and the year is twenty eight', 'oh four and the year is twenty eight'],
    ['september and then the year is thirty', 'september and then the year is thirty'],
    ['the ninth of twenty nine', 'ninth of twenty nine'],
    ['the twelfth of two thousand and thirty', 'twelfth of two thousand and thirty'],
    ['september that is oh nine and the year is thirty', 'september that is oh nine and the year is thirty'],
  ])('is masked whole after its question: %s', (date, digits) => {
    const found = masked(`A: your card number please
      C: ${PAN}
      A: and when does it expire
      C: ${date}`);

    expect(found.startsWith(PAN)).toBe(true);
    expect(found).toContain(digits);
  });

  it.each([
    ['monat null drei jahr achtundzwanzig', 'null drei jahr achtundzwanzig'],
    ['fünfter neunundzwanzig', 'fünfter neunundzwanzig'],
    ['ende zweitausendsiebenundzwanzig', 'zweitausendsiebenundzwanzig'],
  ])('is masked whole in German, too: %s', (date, digits) => {
    const found = masked(
      `A: ihre kartennummer bitte
       C: ${GERMAN_PAN}
       A: und wann läuft die ab
       C: ${date}`,
      'de',
    );

    expect(found).toContain(digits);
  });

  it('is masked where it is asked for before the number, and its question names the card', () => {
    const found = masked(
      `A: wann läuft die karte denn ab
       C: null neun zweitausendeinunddreißig`,
      'de',
    );

    expect(found).toContain('null neun zweitausendeinunddreißig');
  });

  it('is masked right after the number whatever it was called, and other numbers there are not', () => {
    const after = (answer: string): string =>
      masked(`A: your card number please
        C: ${PAN}
        A: and the one on your membership
        C: ${answer}`).replace(PAN, '');

    expect(after('oh nine two eight')).toContain('oh nine two eight');
    expect(after('seven one three three')).toBe('');
  });

  it('is none where a month or a year counts something and no card was spoken of', () => {
    expect(
      masked(`A: how long have you been with us
        C: since the ninth of twenty nineteen so year seven ... and month two of the new plan
        A: that is twelve pounds a month and ninety a year`),
    ).toBe('');
  });
});

describe('a code asked for under another name', () => {
  const after = (question: string, answer: string): string =>
    masked(`A: your card number please
      C: ${PAN}
      A: ${question}
      C: ${answer}`).replace(PAN, '');

  it.each(['and the customer verification number', 'and the reference on the back', 'now the booking code'])(
    'is masked right after a card number: %s',
    (question) => {
      expect(after(question, 'four oh nine')).toContain('four oh nine');
    },
  );

  it('is none where it is longer than a security code, or no code was asked for', () => {
    expect(after('and your zip code', 'nine oh two one oh')).toBe('');
    expect(after('and your room', 'four oh nine')).toBe('');
  });
});

describe('a code said before the card number', () => {
  it('is masked where it was called what stands on the back', () => {
    const found = masked(`C: the bit on the back says six seven nine
      A: thank you and now the long number on the front
      C: ${PAN}`);

    expect(found).toContain('six seven nine');
  });

  it('is no code where no card number comes', () => {
    expect(
      masked(`C: the number of the hymn on the back says six seven nine
        A: thank you and how many chairs
        C: about forty`),
    ).toBe('');
  });
});

describe('a card number counted in thousands', () => {
  it.each([
    ['four thousand double zero one two three four five six seven eight nine oh one', 'four thousand double'],
    [
      'four four seven one five thousand five hundred and seven four two four two nine nine',
      'five thousand five',
    ],
  ])('is masked with them where it was asked for: %s', (said, part) => {
    expect(
      masked(`A: your card number please
        C: ${said}`),
    ).toContain(part);
  });

  it('is none where an amount is told in a talk without a card', () => {
    expect(
      masked(`A: what do you make in a year
        C: about four thousand ... and my wife five thousand five hundred`),
    ).toBe('');
  });
});

describe('a telephone number', () => {
  it('passes where a card was only spoken of before it', () => {
    expect(
      masked(
        `A: ihre neue karte kommt morgen rufen sie uns an unter null drei null zwei drei eins zwei fünf eins zwei acht
         C: mach ich danke schön`,
        'de',
      ),
    ).toBe('');
  });
});

/** What the offline recogniser made of voices that nobody had tuned it on. */
describe('a voice in which words are misheard', () => {
  it('parts no number by what the other party says in a word while it is read out', () => {
    expect(
      masked(`C: it is four zero zero zero
        A: okay
        C: zero zero three four
        A: valid
        C: seven eight six one
        A: valid
        C: two two one seven`),
    ).toContain('four zero zero zero zero zero three four seven eight six one two two one seven');
  });

  it('parts no number that is read out slowly by a word such as "date" in it', () => {
    expect(
      masked(
        'C: four ... zero ... zero ... zero zero ... zero one six ... eight four ... zero ... date four ... zero eight two',
      ),
    ).toContain('zero date four zero eight two');
  });

  it('does not undo the question for a card number by a word that ends it', () => {
    expect(
      masked(`A: go ahead with the card number one you flight
        C: four two four two`),
    ).toContain('four two four two');
  });

  it('does not undo the question for a code by a word of its answer', () => {
    expect(
      masked(`A: your card number please
        C: ${PAN}
        A: and the three digits on the back
        C: meter is one two four`),
    ).toContain('one two four');
  });

  it('is masked where no word of the answer to the question for the code was made out', () => {
    const after = (answer: string): string =>
      masked(`A: your card number please
        C: ${PAN}
        A: and the security code please
        C: ${answer} ... so anyway that would be all for today`);

    expect(after('[unk] [unk]')).toContain('[unk] [unk]');
    expect(after('hello there')).not.toContain('hello');
  });

  it('is masked in what comes just after an unfinished number, whatever it was heard as', () => {
    expect(
      masked(`A: your card number please
        C: four two four two four two four two five nine zero one nine three back three`),
    ).toContain('nine three back three');
  });

  it('is masked from the date on where that comes before the card number', () => {
    expect(
      masked(`A: and the expiry date please
      C: it twenty seven
      A: and your card number please
      C: ${PAN}`),
    ).toContain('twenty seven');
    expect(
      masked(
        `C: it eight is zero eight two eight ... it zero four zero zero zero zero zero six eight four nine three one nine one five six`,
      ),
    ).toContain('zero eight two eight');
  });
});

describe('a code after a card number', () => {
  it('is not excused by talk of a parcel, but by the name of its number', () => {
    const after = (talk: string): string =>
      masked(`C: my card number is ${PAN}
        A: thank you
        C: ${talk}`);

    expect(after('i hope the parcel comes soon ... ... and then it is seven six two')).toContain(
      'seven six two',
    );
    expect(after('the parcel number is seven six two five five')).not.toContain('seven');
  });
});
