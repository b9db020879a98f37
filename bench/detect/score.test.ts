import { describe, expect, it } from '@jest/globals';

import { heardFrames, type HeardFrame } from './frames.js';
import type { Label } from './pack.js';
import { score } from './score.js';

const DIGIT_MS = 100;

/** Speech throughout; `isAudible` says of each 10 ms whether it can be heard. */
const frames = (count: number, isAudible: (ms: number) => boolean): HeardFrame[] =>
  Array.from({ length: count }, (_, i) => ({
    startMs: 10 * i,
    isSpeech: true,
    isAudible: isAudible(10 * i),
  }));

const number = (kind: Label['kind'], digits: number, fromMs = 0): Label => ({
  kind,
  entry: 'speech',
  startMs: fromMs,
  endMs: fromMs + digits * DIGIT_MS,
  digits: Array.from({ length: digits }, (_, i) => ({
    startMs: fromMs + i * DIGIT_MS,
    endMs: fromMs + (i + 1) * DIGIT_MS,
  })),
});

const onlyDigits =
  (...positions: number[]) =>
  (ms: number): boolean =>
    positions.includes(Math.floor(ms / DIGIT_MS));

describe('score', () => {
  it('counts a digit as audible from a quarter of its frames on', () => {
    const label: Label = { ...number('pan', 1), digits: [{ startMs: 0, endMs: 80 }] };

    const heardMs = (ms: number): boolean | undefined =>
      score(
        [label],
        frames(8, (at) => at < ms),
      ).audible[0]?.[0];

    expect(heardMs(10)).toBe(false);
    expect(heardMs(20)).toBe(true);
  });

  it('asks of a digit only its speech, and all of it where none of it is loud enough', () => {
    const quiet = frames(10, (ms) => ms < 20).map((frame) => ({ ...frame, isSpeech: false }));
    const partly = quiet.map((frame, i) => ({ ...frame, isSpeech: i < 4 }));

    expect(score([number('pan', 1)], partly).audible).toEqual([[true]]);
    expect(score([number('pan', 1)], quiet).audible).toEqual([[false]]);
  });

  it('takes a frame for the digit in which it starts', () => {
    const label: Label = { ...number('pan', 1), digits: [{ startMs: 5, endMs: 20 }] };

    expect(
      score(
        [label],
        frames(3, (ms) => ms === 0),
      ).audible,
    ).toEqual([[false]]);
    expect(
      score(
        [label],
        frames(3, (ms) => ms === 10),
      ).audible,
    ).toEqual([[true]]);
    expect(
      score(
        [label],
        frames(3, (ms) => ms === 20),
      ).audible,
    ).toEqual([[false]]);
  });

  it('does not hear a digit that lies past the end of the clip', () => {
    expect(
      score(
        [number('cvv', 3, 5_000)],
        frames(10, () => true),
      ).audible,
    ).toEqual([[false, false, false]]);
  });

  it('counts a label without digits as one', () => {
    const label: Label = { ...number('expiry', 4), digits: [] };

    expect(
      score(
        [label],
        frames(40, () => true),
      ).audible,
    ).toEqual([[true]]);
  });

  it.each([
    ['the first 6 and the last 4 of 16', onlyDigits(0, 1, 2, 3, 4, 5, 12, 13, 14, 15), false],
    ['the 7th of 16', onlyDigits(6), true],
    ['the 12th of 16', onlyDigits(11), true],
    ['none of 16', onlyDigits(), false],
  ])('tells whether a card number is exposed by %s', (_, isAudible, isExposed) => {
    expect(score([number('pan', 16)], frames(160, isAudible)).isExposed).toBe(isExposed);
  });

  it('is exposed by any digit of a CVV and by none of an expiry date', () => {
    expect(score([number('cvv', 3)], frames(30, onlyDigits(2))).isExposed).toBe(true);
    expect(
      score(
        [number('expiry', 4)],
        frames(40, () => true),
      ).isExposed,
    ).toBe(false);
  });

  it('counts inaudible speech further than 250 ms from a label as wrongly muted', () => {
    const label = number('cvv', 1, 1_000);

    const { wronglyMutedMs } = score(
      [label],
      frames(200, () => false),
    );

    expect(wronglyMutedMs).toBe(2_000 - (250 + DIGIT_MS + 250));
  });

  it('does not count silence, nor what can be heard, as wrongly muted', () => {
    const silent = frames(10, () => false).map((frame) => ({ ...frame, isSpeech: false }));

    expect(score([], silent).wronglyMutedMs).toBe(0);
    expect(
      score(
        [],
        frames(10, () => true),
      ).wronglyMutedMs,
    ).toBe(0);
    expect(
      score(
        [],
        frames(10, () => false),
      ).wronglyMutedMs,
    ).toBe(100);
  });

  it('finds in sound what was cut out of it: one digit heard of three, and 200 ms too many muted', () => {
    const rateHz = 8_000;
    const said = Int16Array.from({ length: rateHz }, (_, i) => 9_000 * Math.sin(i * (0.2 + i / 60_000)));
    const passed = Int16Array.from(said);
    passed.fill(0, 0.1 * rateHz, 0.3 * rateHz);
    passed.fill(0, 0.7 * rateHz, 0.9 * rateHz);

    const { audible, isExposed, wronglyMutedMs } = score(
      [number('cvv', 3, 100)],
      heardFrames(said, passed, rateHz),
    );

    expect({ audible, isExposed, wronglyMutedMs }).toEqual({
      audible: [[false, false, true]],
      isExposed: true,
      wronglyMutedMs: 200,
    });
  });
});
