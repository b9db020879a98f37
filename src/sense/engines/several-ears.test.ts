/** Fallback and vote over engines that a test drives by hand: what is pushed, what is said, and who fails when. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ManualClock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import { Listening } from '../../test/stt-servers/listening.js';
import { say, ToneEar } from '../../test/stt-servers/tone-ear.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { FallbackEngine } from './fallback.js';
import { ScriptedEngine, ScriptedOptions } from './scripted.js';
import { VoteEngine } from './vote.js';

const CHUNK = 480;

/** Hears words by their loudness, save those it is deaf to; can be away and come back. */
class Handmade implements Engine {
  readonly name = 'handmade';
  readonly capabilities = { partials: true, wordTimes: true };
  isAway = false;
  isMute = false;
  deafTo: readonly string[] = [];
  opened = 0;
  readonly streams = new Set<HandmadeStream>();

  open(request: StreamRequest): EngineStream {
    if (this.isAway) throw new TacetError('TACET_STT_AWAY');
    this.opened++;
    const stream = new HandmadeStream(this, request);
    this.streams.add(stream);
    return stream;
  }

  close(): void {
    // Nothing is shared.
  }

  /** All its streams fail, and it stays away. */
  die(): void {
    this.isAway = true;
    for (const stream of this.streams) stream.die();
    this.streams.clear();
  }
}

class HandmadeStream implements EngineStream {
  readonly #engine: Handmade;
  readonly #request: StreamRequest;
  #ear: ToneEar | undefined;
  #from = 0 as Ticks;
  #end: Ticks | undefined;

  constructor(engine: Handmade, request: StreamRequest) {
    this.#engine = engine;
    this.#request = request;
  }

  async push(pcm: Int16Array, from: Ticks): Promise<void> {
    if (this.#engine.isAway) throw new TacetError('TACET_STT_AWAY');
    if (from !== this.#end) {
      await this.flush();
      this.#from = from;
      this.#ear = new ToneEar(8_000);
    }
    this.#ear?.hear(pcm);
    this.#end = ticks(from + samplesToTicks(pcm.length, 8_000));
    const words = this.#words(this.#ear?.words ?? []);
    if (!this.#engine.isMute) this.#request.onHypothesis({ kind: 'partial', words, heardTo: this.#end });
  }

  flush(): Promise<void> {
    if (this.#engine.isAway) return Promise.reject(new TacetError('TACET_STT_AWAY'));
    const heardTo = this.#end;
    const words = this.#words(this.#ear?.take() ?? []);
    if (heardTo !== undefined)
      this.#request.onHypothesis({ kind: 'final', words, heardTo, finalTo: heardTo });
    this.#ear = undefined;
    this.#end = undefined;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#engine.streams.delete(this);
    return Promise.resolve();
  }

  die(): void {
    this.#request.onFailure?.(new TacetError('TACET_STT_AWAY'));
  }

  #words(heard: ToneEar['words']): Word[] {
    return heard
      .filter(({ text }) => !this.#engine.deafTo.includes(text))
      .map(({ text, from, to }) => ({
        text,
        span: span(this.#from + Math.round(from * 48_000), this.#from + Math.round(to * 48_000)),
        confidence: 1,
      }));
  }
}

const SAID = ['four', 'one', 'seven', 'zero', 'nine', 'two'].map((text, i) => ({
  text,
  fromMs: 60 + i * 240,
  toMs: 240 + i * 240,
}));
const CLIP = say(SAID, 1_500);
const HALF = 12 * CHUNK;
const LATER = millisToTicks(30_000);
const textsOf = (words: readonly Word[]): string[] => words.map(({ text }) => text);
const ALL = SAID.map(({ text }) => text);

const expectOrder = ({ hypotheses }: Listening): void => {
  let [heardTo, finalTo] = [0, 0];
  for (const hypothesis of hypotheses) {
    expect(hypothesis.heardTo).toBeGreaterThanOrEqual(heardTo);
    heardTo = hypothesis.heardTo;
    if (hypothesis.kind !== 'final') continue;
    expect(hypothesis.finalTo).toBeGreaterThanOrEqual(finalTo);
    finalTo = hypothesis.finalTo;
  }
};

const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a list of engines', () => {
  const start = () => {
    const clock = new ManualClock();
    const engines = [new Handmade(), new Handmade()] as const;
    const engine = new FallbackEngine(engines, clock);
    return { clock, first: engines[0], second: engines[1], engine, listening: new Listening(engine) };
  };

  it('is heard by the first alone while that works', async () => {
    const { second, listening } = start();

    await listening.play(CLIP);
    await listening.stream.flush();

    expect(textsOf(listening.finalWords)).toEqual(ALL);
    expect(second.opened).toBe(0);
  });

  it('goes on with the second in the middle of a word, and every word is there once', async () => {
    const { first, second, listening } = start();

    await listening.play(CLIP.subarray(0, HALF));
    first.die();
    await listening.play(CLIP.subarray(HALF));
    await listening.stream.flush();

    expect(textsOf(listening.finalWords)).toEqual(ALL);
    expect(second.opened).toBe(1);
    expect(listening.failure).toBeUndefined();
    expectOrder(listening);
  });

  it('never shows fewer words than before for the change', async () => {
    const { first, listening } = start();

    await listening.play(CLIP.subarray(0, HALF));
    first.die();
    await turns();
    await listening.play(CLIP.subarray(HALF));

    const counts = listening.hypotheses.map(({ words }) => words.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it('goes back to the first at the next pause after it is there again', async () => {
    const { clock, first, second, listening } = start();
    await listening.play(CLIP.subarray(0, HALF));
    first.die();
    await listening.play(CLIP.subarray(HALF));
    await listening.stream.flush();

    first.isAway = false;
    clock.advance(1_000);
    await turns();
    second.deafTo = ALL;
    await listening.play(CLIP, LATER);
    await listening.stream.flush();

    const later = listening.finalWords.filter(({ span: place }) => place.from >= LATER);
    expect(textsOf(later)).toEqual(ALL);
    expect(second.streams.size).toBe(0);
    expect(clock.pending).toBe(0);
    expectOrder(listening);
  });

  it('asks for a first that stays away less and less often, and starts new streams with the second', async () => {
    const { clock, first, second, engine, listening } = start();
    first.die();
    await listening.play(CLIP.subarray(0, HALF));
    for (let i = 0; i < 40; i++) {
      clock.advance(1_000);
      await turns();
    }

    const other = new Listening(engine);
    await other.play(CLIP);
    await other.stream.flush();

    expect(textsOf(other.finalWords)).toEqual(ALL);
    expect(second.opened).toBe(2);
    expect(clock.pending).toBe(2);
    await Promise.all([listening, other].map(({ stream }) => stream.close()));
    expect(clock.pending).toBe(0);
  });

  it('fails where none is left, for ever', async () => {
    const { first, second, listening } = start();
    await listening.play(CLIP.subarray(0, HALF));

    second.isAway = true;
    first.die();

    expect(await listening.failed()).toMatchObject({ code: 'TACET_STT_AWAY' });
    await expect(listening.stream.push(CLIP.slice(0, CHUNK), listening.pushedTo)).rejects.toMatchObject({
      code: 'TACET_STT_AWAY',
    });
  });

  it('fails rather than pass over what nobody has heard and nobody can hear any more', async () => {
    const { first, listening } = start();
    first.isMute = true;
    for (let i = 0; i < 8; i++) await listening.play(CLIP);

    first.die();

    expect(await listening.failed()).toMatchObject({ code: 'TACET_STT_AWAY' });
    expect(listening.heardTo).toBe(0);
  });

  it('keeps what was shown where it is too long ago to be heard again', async () => {
    const { first, listening } = start();
    for (let i = 0; i < 8; i++) await listening.play(CLIP);

    first.die();
    await turns();
    await listening.stream.flush();

    expect(textsOf(listening.finalWords)).toEqual(Array.from({ length: 8 }, () => ALL).flat());
    expectOrder(listening);
  });

  it('says every digit, whenever an engine dies and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(24), { maxLength: 4 }), async (deaths) => {
        const { clock, first, second, listening } = start();
        for (let chunk = 0; chunk < 25; chunk++) {
          if (deaths.includes(chunk)) {
            const alive = first.isAway ? second : first;
            const other = alive === first ? second : first;
            other.isAway = false;
            alive.die();
            clock.advance(1_000);
          }
          await listening.play(CLIP.subarray(chunk * CHUNK, (chunk + 1) * CHUNK));
        }
        await listening.stream.flush();
        expect(listening.failure).toBeUndefined();
        const heard = textsOf(listening.finalWords);
        for (const text of ALL) expect(heard).toContain(text);
        expectOrder(listening);
        await listening.stream.close();
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a vote', () => {
  const start = () => {
    const clock = new ManualClock();
    const engines = [new Handmade(), new Handmade()] as const;
    const engine = new VoteEngine(engines, clock);
    return { clock, first: engines[0], second: engines[1], listening: new Listening(engine) };
  };

  it('hears every digit that one of them hears, once and in order', async () => {
    const { first, second, listening } = start();
    first.deafTo = ['one', 'nine'];
    second.deafTo = ['four', 'zero'];

    await listening.play(CLIP);
    await listening.stream.flush();

    expect(textsOf(listening.finalWords)).toEqual(ALL);
    expect(listening.heardTo).toBe(listening.pushedTo);
    expectOrder(listening);
  });

  it('has heard no farther than the slower of those that are there', async () => {
    const { second, listening } = start();
    second.isMute = true;

    await listening.play(CLIP);
    expect(listening.heardTo).toBe(0);
    second.die();
    await turns();

    expect(listening.heardTo).toBe(listening.pushedTo);
  });

  it('goes on with one where the other dies, and keeps what that had heard', async () => {
    const { first, second, listening } = start();
    first.deafTo = ['four', 'one'];

    await listening.play(CLIP.subarray(0, HALF));
    second.die();
    await listening.play(CLIP.subarray(HALF));
    await listening.stream.flush();

    expect(textsOf(listening.finalWords)).toEqual(ALL);
    expectOrder(listening);
  });

  it('takes one in again that is back', async () => {
    const { clock, first, second, listening } = start();
    second.die();
    await listening.play(CLIP);
    await listening.stream.flush();

    second.isAway = false;
    clock.advance(1_000);
    await turns();
    first.deafTo = ALL;
    await listening.play(CLIP, LATER);
    await listening.stream.flush();

    const later = listening.finalWords.filter(({ span: place }) => place.from >= LATER);
    expect(textsOf(later)).toEqual(ALL);
    expect(clock.pending).toBe(0);
  });

  it('fails where none is left', async () => {
    const { clock, first, second, listening } = start();
    await listening.play(CLIP.subarray(0, HALF));

    second.die();
    first.die();

    expect(await listening.failed()).toMatchObject({ code: 'TACET_STT_AWAY' });
    expect(clock.pending).toBe(0);
  });

  it('holds an utterance back until both are sure of it', async () => {
    const script = (finalDelayMs: number): Engine =>
      new ScriptedEngine(
        ScriptedOptions.parse({
          scripts: { en: { words: [{ text: 'four', fromMs: 60, toMs: 240 }], finalDelayMs } },
        }),
      );
    const listening = new Listening(new VoteEngine([script(200), script(900)], new ManualClock()));

    await listening.play(new Int16Array(8_000));
    expect(listening.hypotheses.every(({ kind }) => kind === 'partial')).toBe(true);
    await listening.play(new Int16Array(2_400));

    expect(textsOf(listening.finalWords)).toEqual(['four']);
    expectOrder(listening);
  });
});
