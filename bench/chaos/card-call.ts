/**
 * What a caller says in a call of the fault matrix: talk, a card number between its cue and a thank-you, talk. Digits
 * are written in secret samples (`sense/engines/writing.ts`), so that a single one that leaks is found.
 */
import type { Random } from '../dialogues/random.js';
import { pcmu } from '#tacet/codec/pcmu.js';
import { writeFrame, type WrittenTrouble } from '#tacet/sense/engines/writing.js';

export const VOCABULARY =
  'zero one two three four five six seven eight nine my card number is thank you hello okay please yes good'.split(
    ' ',
  );
export const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
const WORD_FRAMES = 9;
const PAUSE_FRAMES = 3;
const TEST_NUMBERS = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117'];
const TALK = ['hello', 'okay', 'please', 'yes', 'good'];

export type FrameKind = 'innocent' | 'secret' | 'hush';
export interface CallFrame {
  readonly kind: FrameKind;
  /** PCMU. */
  readonly payload: Buffer;
}

/** Soft enough for a pause, and never twice the same. */
const hush = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: FRAME_SAMPLES }, () => random.pick([0xff, 0x7f, 0xfe, 0x7e])));

export const hushFrames = (count: number, random: Random): Buffer[] =>
  Array.from({ length: count }, () => hush(random));

/** Words before and after the number, so that a call is from nine to thirteen seconds. */
const textOf = (random: Random): string[] => {
  const talk = (low: number, high: number): string[] =>
    Array.from({ length: random.whole(low, high) }, () => random.pick(TALK));
  const digits = Array.from(random.pick(TEST_NUMBERS), (digit) => VOCABULARY[Number(digit)] ?? 'zero');
  return [...talk(6, 14), ...'my card number is'.split(' '), ...digits, 'thank', 'you', ...talk(16, 24)];
};

/**
 * @param trouble what the recogniser is to meet
 * @param at 0 to 1: how far into the call; the word that is said then carries it
 */
export const cardCall = (random: Random, trouble: WrittenTrouble, at: number): CallFrame[] => {
  const text = textOf(random);
  const codec = pcmu.open(8_000);
  const troubled = Math.floor(at * text.length);
  const frames: CallFrame[] = [];
  text.forEach((word, i) => {
    const number = VOCABULARY.indexOf(word);
    const isSecret = number < 10;
    for (let frame = 0; frame < WORD_FRAMES; frame++) {
      const own = i === troubled && frame === WORD_FRAMES >> 1 ? trouble : 'none';
      const written = { word: number, frame, frames: WORD_FRAMES, trouble: own, isSecret };
      const pcm = writeFrame({ ...written, serial: frames.length }, () => random.next());
      const payload = Buffer.alloc(FRAME_SAMPLES);
      codec.encode(pcm, payload);
      frames.push({ kind: isSecret ? 'secret' : 'innocent', payload });
    }
    for (let pause = 0; pause < PAUSE_FRAMES; pause++) frames.push({ kind: 'hush', payload: hush(random) });
  });
  // The look-ahead of the last word, and the quiet after which it is final.
  for (const payload of hushFrames(150, random)) frames.push({ kind: 'hush', payload });
  return frames;
};
