import { describe, expect, it } from '@jest/globals';
import type { Hypothesis } from '../../core/hearing.js';
import { millisToTicks, ticksToMillis } from '../../core/units.js';
import type { EngineStream } from '../engine.js';
import { ScriptedEngine, ScriptedOptions } from './scripted.js';

const WORDS = [
  { text: 'four', fromMs: 100, toMs: 300 },
  { text: 'two', fromMs: 400, toMs: 600 },
];

const opened = (
  script: object,
  released?: Promise<void>,
): { readonly stream: EngineStream; readonly heard: string[] } => {
  const heard: string[] = [];
  const onHypothesis = (hypothesis: Hypothesis): void => {
    const words = hypothesis.words.map((word) => word.text).join(' ');
    heard.push(`${hypothesis.kind} ${ticksToMillis(hypothesis.heardTo)}: ${words}`);
  };
  const engine = new ScriptedEngine(ScriptedOptions.parse({ scripts: { en: script } }), released);
  return { stream: engine.open({ language: 'en', rateHz: 8_000, onHypothesis }), heard };
};

const push = (stream: EngineStream, fromMs: number, toMs: number): Promise<void> =>
  stream.push(new Int16Array((toMs - fromMs) * 8), millisToTicks(fromMs));

describe('the scripted engine', () => {
  it('hears a word when the audio up to its end was pushed', async () => {
    const { stream, heard } = opened({ words: WORDS });

    for (const from of [0, 200, 400, 600]) await push(stream, from, from + 200);

    expect(heard).toEqual([
      'partial 200: ',
      'partial 400: four',
      'partial 600: four two',
      'partial 800: four two',
    ]);
  });

  it('is final after quiet, at a jump and at a flush, and never in the middle of a word', async () => {
    const { stream, heard } = opened({ words: WORDS, finalDelayMs: 150 });

    await push(stream, 0, 500);
    await push(stream, 500, 800);
    await push(stream, 2_000, 2_100);
    await stream.flush();

    expect(heard).toEqual(['partial 500: four', 'final 800: four two', 'partial 2100: ', 'final 2100: ']);
  });

  it('stays behind by its lag until it is flushed', async () => {
    const { stream, heard } = opened({ words: WORDS, lagMs: 250 });

    await push(stream, 0, 500);
    await push(stream, 500, 700);
    await stream.flush();

    expect(heard).toEqual(['partial 250: ', 'partial 450: four', 'final 700: four two']);
  });

  it('does not know words whose audio was not pushed', async () => {
    const { stream, heard } = opened({ words: WORDS });

    await push(stream, 350, 700);
    await stream.flush();

    expect(heard).toEqual(['partial 700: two', 'final 700: two']);
  });

  it('throws and hangs at the media time it is told', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const trouble = [
      { atMs: 100, kind: 'throw' },
      { atMs: 300, kind: 'hang' },
    ];
    const { stream, heard } = opened({ trouble }, released);

    await expect(push(stream, 0, 200)).rejects.toMatchObject({ code: 'TACET_ENGINE_FAILED' });
    const hanging = push(stream, 200, 400);
    await Promise.resolve();
    expect(heard).toEqual([]);
    release();
    await hanging;

    expect(heard).toEqual(['partial 400: ']);
  });

  it('refuses a language without a script', () => {
    const engine = new ScriptedEngine(ScriptedOptions.parse({ scripts: {} }));

    expect(() => engine.open({ language: 'en', rateHz: 8_000, onHypothesis: () => undefined })).toThrow(
      expect.objectContaining({ code: 'TACET_ENGINE_FAILED' }),
    );
  });
});
