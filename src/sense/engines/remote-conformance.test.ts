/**
 * What every engine that is a server elsewhere owes its callers, each against a simulated server of its vendor that
 * notes every breach of its protocol.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { millisToTicks, ticks, ticksToMillis } from '../../core/units.js';
import { Listening } from '../../test/stt-servers/listening.js';
import { optionsFor, REMOTE, REMOTE_NAMES } from '../../test/stt-servers/remote-engines.js';
import type { SttServer } from '../../test/stt-servers/stt-server.js';
import { say, type SaidWord } from '../../test/stt-servers/tone-ear.js';
import type { Engine } from '../engine.js';
import { openEngine } from './registry.js';

/** What a resampler's edge and a rounded millisecond may move a word by. */
const TOLERANCE_MS = 5;

const SAID: readonly SaidWord[] = ['card', 'four', 'one', 'one', 'seven', 'zero', 'nine'].map((text, i) => ({
  text,
  fromMs: 200 + i * 300,
  toMs: 400 + i * 300,
}));
const CLIP_MS = 2_520;
const CLIP = say(SAID, CLIP_MS);

const textsOf = (words: readonly { readonly text: string }[]): string[] => words.map(({ text }) => text);
const startsOf = (listening: Listening, offsetMs = 0): number[] =>
  listening.finalWords.map(({ span }) => ticksToMillis(span.from) - offsetMs);

const expectSaid = (listening: Listening, words: readonly SaidWord[], offsetMs = 0): void => {
  expect(textsOf(listening.finalWords)).toEqual(textsOf(words));
  startsOf(listening, offsetMs).forEach((start, i) => {
    expect(Math.abs(start - (words[i]?.fromMs ?? NaN))).toBeLessThanOrEqual(TOLERANCE_MS);
  });
};

describe.each(REMOTE_NAMES)('engine %s', (name) => {
  let server: SttServer;
  let engine: Engine;
  let listenings: Listening[] = [];
  const listen = (rateHz: 8_000 | 16_000 = 8_000): Listening => {
    const listening = new Listening(engine, rateHz);
    listenings.push(listening);
    return listening;
  };
  beforeAll(async () => {
    server = await REMOTE[name].server().start();
    engine = await openEngine(name, optionsFor(name, server));
  });
  afterEach(async () => {
    await Promise.all(listenings.map(({ stream }) => stream.close()));
    listenings = [];
    expect(server.violations).toEqual([]);
  });
  afterAll(async () => {
    engine.close();
    await server.stop();
  });

  it('refuses options it does not know, without quoting them', async () => {
    const opening = openEngine(name, { ...optionsFor(name, server), nonsense: 'secret' });

    await expect(opening).rejects.toMatchObject({ code: 'TACET_CONFIG' });
    await expect(opening).rejects.not.toThrow(/secret/);
  });

  it.each([8_000, 16_000] as const)('hears every word in its place at %i Hz', async (rateHz) => {
    const listening = listen(rateHz);

    await listening.play(say(SAID, CLIP_MS, rateHz));
    await listening.stream.flush();

    expectSaid(listening, SAID);
  });

  it('has heard all and is sure of all after a flush, never goes back and never claims what was not pushed', async () => {
    const listening = listen();

    let last = 0;
    for (let done = 0; done < CLIP.length; done += 480) {
      await listening.play(CLIP.subarray(done, done + 480));
      expect(listening.heardTo).toBeLessThanOrEqual(listening.pushedTo);
      expect(listening.heardTo).toBeGreaterThanOrEqual(last);
      last = listening.heardTo;
    }
    await listening.stream.flush();

    const final = listening.hypotheses.findLast(({ kind }) => kind === 'final');
    expect(final).toMatchObject({ heardTo: listening.pushedTo, finalTo: listening.pushedTo });
  });

  it('shows words before they are final, and final words once and in order', async () => {
    const listening = listen();

    await listening.play(CLIP);
    await listening.until(({ hypotheses }) =>
      hypotheses.some((h) => h.kind === 'partial' && h.words.length > 1),
    );
    await listening.stream.flush();

    let finalTo = 0;
    for (const hypothesis of listening.hypotheses) {
      expect(hypothesis.heardTo).toBeGreaterThanOrEqual(finalTo);
      if (hypothesis.kind === 'final') finalTo = hypothesis.finalTo;
    }
    const starts = startsOf(listening);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts).toHaveLength(SAID.length);
  });

  it('finalises at a jump in time and goes on at the new place, as often as it is wanted', async () => {
    const listening = listen();
    const short = SAID.slice(0, 3);
    const clip = say(short, 1_260);

    const end = await listening.play(clip);
    await listening.play(clip, millisToTicks(60_000));
    await listening.stream.flush();
    await listening.play(clip, millisToTicks(90_000));
    await listening.stream.flush();

    const finals = listening.hypotheses.filter(({ kind }) => kind === 'final');
    expect(finals.some((h) => h.kind === 'final' && h.finalTo === end)).toBe(true);
    expectSaid(
      listening,
      [0, 60_000, 90_000].flatMap((offset) =>
        short.map((word) => ({ ...word, fromMs: word.fromMs + offset, toMs: word.toMs + offset })),
      ),
    );
  });

  it('takes chunks of any size', async () => {
    const listening = listen();

    let done = 0;
    for (const size of [1, 37, 480, 81, 480, 960, 3]) {
      await listening.stream.push(CLIP.slice(done, done + size), ticks(done * 6));
      done += size;
    }
    await listening.play(CLIP.subarray(done), ticks(done * 6));
    await listening.stream.flush();

    expectSaid(listening, SAID);
  });

  it('hears several streams at the same time', async () => {
    const all = [listen(), listen(), listen()];

    await Promise.all(
      all.map(async (listening) => {
        await listening.play(CLIP);
        await listening.stream.flush();
      }),
    );

    for (const listening of all) expectSaid(listening, SAID);
  });

  it('has nothing to finalise when nothing was pushed', async () => {
    const listening = listen();

    await listening.stream.flush();

    expect(listening.hypotheses).toEqual([]);
  });

  it('can be closed while it listens, and twice, and is silent after', async () => {
    const listening = listen();

    const pushing = listening.stream.push(CLIP.slice(0, 480), ticks(0));
    await Promise.all([pushing, listening.stream.close()]);
    const heard = listening.hypotheses.length;
    await listening.stream.close();
    await listening.stream.push(CLIP.slice(0, 480), ticks(0));
    await listening.stream.flush();
    await server.until(({ open }) => open === 0);

    expect(listening.hypotheses).toHaveLength(heard);
    expect(listening.failure).toBeUndefined();
  });
});
