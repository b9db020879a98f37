import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { claimsOf, type ClaimContext } from './claims.js';
import type { HeardCue } from './conversation.js';
import { PHRASE_RECOGNISERS } from './entities/registry.js';
import { CUES } from './language.js';
import { LANGUAGES } from './numbers/registry.js';
import { PhraseReader } from './numbers/phrases.js';
import { ENTITIES, type Entity } from '../core/finding.js';
import { span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';
import { claimed, itemsOf, wordsOf } from '../test/said.js';

const ALL = new Set(ENTITIES);
const CONTEXT: ClaimContext = { leg: 'caller', language: 'en', currentYear: 2026 };
const everything = [...ENTITIES];

/** Claims on `text`, which starts at 2 s, where the other party asks at the given times. */
const claimsWith = (text: string, asked: readonly (readonly [cue: HeardCue['cue'], atMs: number])[]) => {
  const items = itemsOf(wordsOf(text), 'en');
  const cues = asked.map(([cue, atMs]): HeardCue => ({
    cue,
    leg: 'agent',
    span: span(millisToTicks(atMs), millisToTicks(atMs + 500)),
    announces: false,
    isFinal: true,
  }));
  return claimsOf(items, cues, ALL, CONTEXT).map(({ entity, from, to, cause }) => [entity, to - from, cause]);
};

describe('claims', () => {
  it('name what each cue announces, up to the next cue', () => {
    const text =
      'my iban is d e eight nine three seven oh four and my phone number is two one two five five five zero one two three ' +
      'and the one time code is four seven eight one';

    expect(claimed(text, everything).map(({ entity, words }) => [entity, words])).toEqual([
      ['iban', 'd e eight nine three seven oh four'],
      ['phone', 'two one two five five five zero one two three'],
      ['one-time-code', 'four seven eight one'],
    ]);
  });

  it('are of wanted entities alone', () => {
    const text = 'my iban is d e eight nine three seven my phone number is two one two five five five';

    expect(claimed(text, ['phone']).map(({ entity }) => entity)).toEqual(['phone']);
    expect(claimed(text, [])).toEqual([]);
    expect(claimed(text, ['pan', 'cvv', 'expiry', 'digits', 'dtmf'])).toEqual([]);
  });

  it('hold one secret said over pauses, fillers and a few words', () => {
    const text = 'oh seven seven double oh ... uh let me see nine hundred ... okay one two three';

    expect(claimed(text, ['phone'], { asked: 'phone' })).toMatchObject([
      { words: text.replaceAll('... ', ''), score: 1 },
    ]);
  });

  it('hold a secret said again, whole', () => {
    const number = 'two one two five five five zero one two three';

    expect(
      claimed(`my phone number is ${number} ... i repeat well then once more for you sir it is ${number}`, [
        'phone',
      ]),
    ).toMatchObject([{ words: number }, { words: number }]);
  });

  it('hold no few digits that come long after the cue or among many words', () => {
    const talk = 'well that is a long story and i do not know where to begin';

    expect(claimed(`my phone number is ${talk} three`, ['phone'])).toEqual([]);
    expect(claimed('my phone number is ... ... ... ... ... three four', ['phone'])).toEqual([]);
  });

  it('follow the question that was asked last before the answer', () => {
    const answer = 'one two three four five six seven eight';

    expect(
      claimsWith(answer, [
        ['phone', 100],
        ['bank-account', 1_000],
      ]),
    ).toEqual([['bank-account', 8, 'prompted']]);
  });

  it('go on to the next question after a pause, not in the middle of a flow', () => {
    const text = 'one two three four five six seven eight ... twelve thirty four fifty six';

    // The flow goes on to 4.9 s; the question comes at 3 s.
    expect(
      claimsWith(text, [
        ['bank-account', 1_000],
        ['sort-code', 3_000],
      ]),
    ).toEqual([
      ['bank-account', 8, 'prompted'],
      ['sort-code', 3, 'prompted'],
    ]);
  });

  it('are not led astray by a cue in the middle of digits', () => {
    expect(
      claimed('my phone number is two one two five card five five zero one two three', ['phone']),
    ).toMatchObject([{ words: 'two one two five card five five zero one two three' }]);
  });

  it('follow the name of a secret that is said in one breath with the digits before it', () => {
    const text = 'the account is one two three four five six seven eight pin four three two one';

    expect(claimed(text, ['pin'])).toMatchObject([{ entity: 'pin', words: 'four three two one' }]);
    expect(claimed(text, ['phone'])).toEqual([]);
  });

  it('follow a cue of their own leg that is older than the items', () => {
    const items = itemsOf(wordsOf('two one two five five five'), 'en');
    const cue = { cue: 'phone', span: span(0, millisToTicks(500)), announces: true, isFinal: true } as const;
    const by = (leg: 'caller' | 'agent') => claimsOf(items, [{ ...cue, leg }], ALL, CONTEXT);

    expect(by('caller')).toMatchObject([{ entity: 'phone', cause: 'cue' }]);
    expect(by('agent')).toMatchObject([{ entity: 'phone', cause: 'prompted' }]);
  });

  it('by form alone yield to what was announced, unless the form is unmistakable', () => {
    expect(claimed('oh two oh seven one two three four five six seven', ['phone'])).toHaveLength(1);
    expect(
      claimed('my order number is oh two oh seven one two three four five six seven', ['phone']),
    ).toEqual([]);
    expect(claimed('my order number is DE89 3704 0044 0532 0130 00', ['iban'])).toHaveLength(1);
  });

  it('leave amounts alone', () => {
    expect(
      claimed('my account was charged twenty nine euro forty five and six dollars ninety', ['bank-account']),
    ).toEqual([]);
  });

  it('end at talk of a card', () => {
    expect(
      claimed('my phone number is two one two five five five and my card is four two four two', everything),
    ).toEqual([{ entity: 'phone', words: 'two one two five five five', score: 0.8, cause: 'cue' }]);
  });
});

const words = (language: (typeof LANGUAGES)[number]) =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...language.vocabulary, '[unk]', '4111', 'DE89', 'x@y.com'),
      fc.nat({ max: 3_000 }),
    ),
    { maxLength: 60 },
  );
const asked = fc.array(fc.tuple(fc.constantFrom(...CUES), fc.nat({ max: 30_000 })), { maxLength: 6 });
const wantedOf = fc.subarray(everything).map((list): ReadonlySet<Entity> => new Set(list));

describe.each(LANGUAGES)('claims on anything said in $tag', (language) => {
  it('are wanted, in order, apart, inside what was said, sure to some degree, and the same again', () => {
    fc.assert(
      fc.property(words(language), asked, wantedOf, (said, questions, wanted) => {
        let at = 0;
        const heard = said.map(([text, pauseMs]) => {
          at += pauseMs;
          const from = at;
          at += 200;
          return { text, span: span(millisToTicks(from), millisToTicks(at)), confidence: 1 };
        });
        const items = new PhraseReader(language).read(heard);
        const cues = questions.map(([cue, ms]): HeardCue => ({
          cue,
          leg: 'agent',
          span: span(millisToTicks(ms), millisToTicks(ms + 400)),
          announces: false,
          isFinal: true,
        }));
        const context = { leg: 'caller', language: language.tag, currentYear: 2026 } as const;

        const claims = claimsOf(items, cues, wanted, context);

        expect(claimsOf(items, cues, wanted, context)).toEqual(claims);
        let end = 0;
        for (const claim of claims) {
          expect(wanted.has(claim.entity)).toBe(true);
          expect(claim.from).toBeGreaterThanOrEqual(end);
          expect(claim.to).toBeGreaterThan(claim.from);
          expect(claim.to).toBeLessThanOrEqual(items.length);
          expect(claim.span.from).toBe(items[claim.from]?.span.from);
          expect(claim.span.to).toBe(items[claim.to - 1]?.span.to);
          expect(claim.score).toBeGreaterThan(0);
          expect(claim.score).toBeLessThanOrEqual(1);
          end = claim.to;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the phrase recognisers', () => {
  it('cover every secret that has no recogniser of its own in the detector', () => {
    const covered = PHRASE_RECOGNISERS.map(({ entity }) => entity);

    expect([...covered].sort()).toEqual(
      ENTITIES.filter((entity) => !['pan', 'cvv', 'expiry', 'digits', 'dtmf'].includes(entity)).sort(),
    );
  });

  it('leave no cue without one, but those of cards and of numbers that are no secret', () => {
    const answered = new Set(PHRASE_RECOGNISERS.flatMap(({ cues }) => cues));

    expect(CUES.filter((cue) => !answered.has(cue))).toEqual(['card', 'expiry', 'other-number']);
  });
});
