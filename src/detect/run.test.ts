import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { inPayment, isAnswer, isComplete, isOtherNumber, type Run } from './run.js';
import { millisToTicks, type Ticks } from '../core/units.js';
import { talk } from '../test/said.js';

const digitsOf = (run: Run): string => run.stretches.flatMap(({ values }) => values).join('');
const later = (run: Run, ms: number): Ticks => (run.to + millisToTicks(ms)) as Ticks;
const HALF = 'four two four two four two four two';

describe('a run of digits', () => {
  it('is one number over a pause and a few words', () => {
    const { runs } = talk(`${HALF} ... okay hello there friend ${HALF}`);

    expect(runs.map(digitsOf)).toEqual(['4242424242424242']);
    expect(runs[0]?.evidence).toMatchObject({
      digits: 16,
      numbers: 16,
      beginning: 'scheme',
      isLuhnValid: true,
    });
  });

  it('is parted from the next by a question of the other party', () => {
    const text = 'seven three oh four nine one ... ... four two four two four two four two';
    const order = ['other-number', 500] as const;

    expect(talk(text).runs.map(digitsOf)).toEqual(['73049142424242']);
    expect(talk(text, [order, ['card', 5_000]]).runs.map(digitsOf)).toEqual(['730491', '42424242']);
  });

  it('is not parted by a cue that was misheard in the flow of a card number', () => {
    const { runs } = talk(`${HALF} phone ${HALF}`, [['card', 500]]);

    expect(runs.map(digitsOf)).toEqual(['4242424242424242']);
  });

  it('is parted by a cue that stands after a whole card number', () => {
    const { runs } = talk(`${HALF} ${HALF} ... my phone number is five five five one two three`, [
      ['card', 500],
    ]);

    expect(runs.map(digitsOf)).toEqual(['4242424242424242', '555123']);
    expect(runs.map(({ light }) => [inPayment(light), light.other])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('is one card number in parts, where all of them together are as long and begin like one', () => {
    const part = '... ... ... four two four two';
    const { runs } = talk(`${HALF} ${part} ${part}`);

    expect(runs.map(digitsOf)).toEqual(['42424242', '4242', '4242']);
    expect(runs.map(({ evidence }) => evidence.digits)).toEqual([16, 16, 16]);
    expect(runs.map(({ evidence }) => evidence.flow)).toEqual([16, 16, 16]);
  });

  it('is none in parts that begin like no card, or with talk between', () => {
    const gap = '... ... ...';
    const { runs } = talk(`nine nine four two four two four two ${gap} ${HALF}`);

    expect(runs.map(({ evidence }) => evidence.flow)).toEqual([8, 8]);
  });

  it('shares its light with the part of the number that was said before a long search', () => {
    const text =
      'three seven eight two eight two ... ... ... ... two four six three one oh that is on my card';
    const { runs } = talk(text);

    expect(runs.map(digitsOf)).toEqual(['378282', '246310']);
    expect(runs.map(({ light }) => inPayment(light))).toEqual([true, true]);
    expect(runs.map(({ evidence }) => evidence.digits)).toEqual([12, 12]);
  });

  it('has even the first digit that was said before a long search, where its number was asked for', () => {
    const asked = [
      ['card', 300],
      ['number', 600],
    ] as const;
    const search = 'i think it is in the other coat or the dog has had it again';
    const { runs } = talk(`three ${search} ... seven eight two eight two two four`, asked);

    expect(runs.map(digitsOf)).toEqual(['3', '7828224']);
    expect(runs.map(({ evidence }) => evidence.digits)).toEqual([8, 8]);
  });

  it('stays in the dark where neither part is spoken of as a card', () => {
    const text =
      'three seven eight two eight two ... ... ... ... two four six three one oh that is on my desk';

    expect(talk(text).runs.map(({ light, evidence }) => [inPayment(light), evidence.digits])).toEqual([
      [false, 6],
      [false, 6],
    ]);
  });

  it('ends with a whole phone number: what follows unannounced is another', () => {
    const phone = 'my phone number is two one two five five five zero one two three';

    expect(talk(`${phone} ... ... ${HALF}`).runs.map(digitsOf)).toEqual(['2125550123', '42424242']);
  });

  it('ends where the other party asks for a number in the pause, whatever that number is', () => {
    const text = `one two church lane ... ${HALF}`;

    expect(talk(text).runs.map(digitsOf)).toEqual(['1242424242']);
    expect(talk(text, [['number', 4_000]], { announces: false }).runs.map(digitsOf)).toEqual([
      '12',
      '42424242',
    ]);
  });

  it('is the number of something else where it was announced so, and begins like no card', () => {
    const isOther = (text: string): boolean[] => talk(text).runs.map(isOtherNumber);

    expect(isOther('my order number is nine one two seven five five zero one')).toEqual([true]);
    expect(isOther(`my order number is ${HALF}`)).toEqual([false]);
    expect(isOther('nine one two seven five five zero one')).toEqual([false]);
  });

  it('throws light on what follows where it is a card number', () => {
    const { conversation, runs } = talk(`${HALF} ${HALF}`);
    const [run] = runs;
    if (run === undefined) throw new Error('no run');

    expect(conversation.lightOn(later(run, 1_000), later(run, 2_000)).afterPan).toBe(true);
  });

  it('throws it where it came in parts, too', () => {
    const { conversation, runs } = talk(`it is my visa ${HALF} ... ... ... ... ... ${HALF}`);
    const last = runs.at(-1);
    if (last === undefined) throw new Error('no run');

    expect(runs.map(digitsOf)).toEqual(['42424242', '42424242']);
    expect(conversation.lightOn(later(last, 1_000), later(last, 2_000)).afterPan).toBe(true);
  });

  it('of three or four digits belongs to the card number that comes next, and waits for it', () => {
    const code = 'the little one says three one eight ... ... ...';
    const [before, card] = talk(`${code} ${HALF} ${HALF}`).runs;
    if (before === undefined || card === undefined) throw new Error('no runs');

    expect(before.evidence.isBeforeCard).toBe(true);
    expect(isComplete(before, (card.to + 1) as Ticks)).toBe(false);
    expect(isComplete(before, later(card, 20_000))).toBe(true);
    expect(talk(`${code} nine one ${HALF}`).runs[0]?.evidence.isBeforeCard).toBe(false);
    expect(
      talk(`the order number is three one eight ... ... ... ${HALF} ${HALF}`).runs[0]?.evidence.isBeforeCard,
    ).toBeUndefined();
  });

  it('is too long where more is said in one breath than a card number has, and none begins in it', () => {
    const nines = Array.from({ length: 21 }, () => 'nine').join(' ');
    const isTooLong = (text: string): (boolean | undefined)[] =>
      talk(text).runs.map(({ evidence }) => evidence.isTooLong);

    expect(isTooLong(nines)).toEqual([true]);
    expect(isTooLong('nine nine nine nine')).toEqual([false]);
    expect(isTooLong(`four two ${nines}`)).toEqual([false]);
    expect(isTooLong(`${nines} ... ${HALF} ${HALF}`)).toEqual([false]);
  });

  it('is a valid card number with what comes before it, where a word or a pause parts the two', () => {
    const isValid = (text: string): boolean[] => talk(text).runs.map(({ evidence }) => evidence.isValid);
    const group = 'eight nine oh nine';
    const pan = `${HALF} ${HALF}`;

    expect(isValid(`${group} okay so altogether ${pan}`)).toEqual([true]);
    expect(isValid(`${group} okay so altogether ${pan.replace(/two$/, 'three')}`)).toEqual([false]);
    expect(isValid(`${group} ${pan}`)).toEqual([false]);
  });

  it('is seen in firm light by final cues alone', () => {
    const { conversation, runs } = talk(`my card number is ${HALF}`);

    expect(runs[0]?.firmLight).toEqual(runs[0]?.light);
    expect(conversation.cuesOf('caller').every(({ isFinal }) => isFinal)).toBe(true);
  });

  it('answers what was asked from three digits on', () => {
    expect(talk('four two ... ... ... ... ... ... four two four').runs.map(isAnswer)).toEqual([false, true]);
  });

  it.each([
    ['a whole card number', `${HALF} ${HALF}`, 3_000],
    ['part of one that was asked for', `my card number is ${HALF}`, 16_000],
    ['a few digits in the dark, which may be part of one', HALF, 17_000],
    ['a phone number that was announced', `my phone number is ${HALF}`, 6_000],
  ])('is complete after so long a silence: %s', (_, text, ms) => {
    const [run] = talk(text).runs;
    if (run === undefined) throw new Error('no run');

    expect([isComplete(run, later(run, ms)), isComplete(run, later(run, 1_000))]).toEqual([true, false]);
  });

  it('and the others hold every stretch once, in order, and once complete stay so', () => {
    const vocabulary = [
      'four',
      'two',
      'nine',
      'zero',
      'okay',
      '[unk]',
      'card',
      'phone',
      'number',
      'expires',
      '...',
    ];
    const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 40 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, fc.nat(20_000), fc.nat(20_000), (said, ms, moreMs) => {
        const { runs } = talk(said);

        const spans = runs.flatMap(({ stretches }) => stretches.map((s) => s.span));
        spans.slice(1).forEach((s, i) => expect(s.from).toBeGreaterThanOrEqual(spans[i]?.to ?? 0));
        for (const run of runs) {
          expect(run.to).toBe(run.stretches.at(-1)?.span.to);
          if (isComplete(run, later(run, ms))) expect(isComplete(run, later(run, ms + moreMs))).toBe(true);
        }
      }),
    );
  });
});
