import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { TOKENS, Transcript } from './transcript.js';
import { ENTITIES, type Entity, type Finding } from '../core/finding.js';
import { LEG_ROLES, newFindingId, type LegRole } from '../core/ids.js';
import { overlaps, span, type Span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';
import { MemoryFile } from '../test/memory-file.js';

const msSpan = (fromMs: number, toMs: number): Span => span(millisToTicks(fromMs), millisToTicks(toMs));

const finding = (leg: LegRole, at: Span, entity: Entity = 'pan'): Finding => ({
  id: newFindingId(),
  leg,
  belief: 'confirmed',
  entity,
  span: at,
  score: 1,
  cause: 'prompted',
  decidedAt: at.to,
  settled: true,
});

interface Line {
  readonly leg: LegRole;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly masks?: readonly { readonly token: string; readonly startMs: number; readonly endMs: number }[];
}

const arrange = () => {
  const file = new MemoryFile('transcript.jsonl');
  const transcript = new Transcript(file);
  const lines = (): Line[] =>
    file.text
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => JSON.parse(text) as Line);
  /** One word every 400 ms, each 300 ms long. */
  const say = (leg: LegRole, fromMs: number, words: string): void => {
    transcript.words(
      leg,
      words.split(' ').map((text, i) => ({ text, span: msSpan(fromMs + 400 * i, fromMs + 400 * i + 300) })),
    );
  };
  const clear = (ms: number): void => {
    for (const leg of LEG_ROLES) transcript.cleared(leg, millisToTicks(ms));
  };
  return { file, transcript, lines, say, clear };
};

describe('the transcript', () => {
  it('knows which words it has written, so that a finding that comes too late is seen to have leaked', () => {
    const { transcript, say, clear } = arrange();
    say('caller', 1_000, 'one two three');
    transcript.mask(finding('caller', msSpan(1_400, 1_700)));
    expect(transcript.leaked('caller', msSpan(1_000, 1_300))).toBe(0);

    clear(10_000);

    expect(transcript.leaked('caller', msSpan(1_000, 1_300))).toBe(millisToTicks(300));
    expect(transcript.leaked('caller', msSpan(1_400, 1_700))).toBe(0);
    expect(transcript.leaked('caller', msSpan(1_900, 2_000))).toBe(millisToTicks(100));
    expect(transcript.leaked('agent', msSpan(1_000, 1_300))).toBe(0);
  });

  it('writes an utterance as one line, with its time', async () => {
    const { transcript, say, lines } = arrange();
    say('caller', 100, 'good morning');

    await transcript.seal();

    expect(lines()).toEqual([{ leg: 'caller', startMs: 100, endMs: 800, text: 'good morning' }]);
  });

  it('ends an utterance at a pause of a second', async () => {
    const { transcript, say, lines } = arrange();
    say('caller', 0, 'one');
    say('caller', 1_299, 'two');
    say('caller', 2_599, 'three');

    await transcript.seal();

    expect(lines().map(({ text }) => text)).toEqual(['one two', 'three']);
  });

  it.each(ENTITIES)('puts a token in the place of the words of a %s', async (entity) => {
    const { transcript, say, lines } = arrange();
    say('caller', 0, 'it is four two okay');
    transcript.mask(finding('caller', msSpan(780, 1_550), entity));

    await transcript.seal();

    const token = TOKENS[entity];
    expect(lines()).toEqual([
      {
        leg: 'caller',
        startMs: 0,
        endMs: 1_900,
        text: `it is ${token} okay`,
        masks: [{ token, startMs: 780, endMs: 1_550 }],
      },
    ]);
  });

  it('leaves out words that come after the mask that covers them', async () => {
    const { transcript, say, lines } = arrange();
    transcript.mask(finding('caller', msSpan(780, 1_550)));
    say('caller', 0, 'it is four two okay');

    await transcript.seal();

    expect(lines().map(({ text }) => text)).toEqual(['it is [PAN] okay']);
  });

  it('masks one leg and not the other at the same time', async () => {
    const { transcript, say, lines } = arrange();
    say('caller', 0, 'four two');
    say('agent', 0, 'go on');
    transcript.mask(finding('caller', msSpan(0, 800)));

    await transcript.seal();

    expect(lines().map(({ leg, text }) => [leg, text])).toEqual([
      ['caller', '[PAN]'],
      ['agent', 'go on'],
    ]);
  });

  it('shows a token once where one number has several masks, and lists them all', async () => {
    const { transcript, lines } = arrange();
    for (const at of [0, 300, 600]) transcript.mask(finding('caller', msSpan(at, at + 200), 'dtmf'));

    await transcript.seal();

    expect(lines()[0]?.text).toBe('[KEYS]');
    expect(lines()[0]?.masks).toHaveLength(3);
  });

  it('writes what is cleared on both legs and has ended, and nothing sooner', () => {
    const { transcript, say, clear, lines } = arrange();
    say('caller', 0, 'hello');

    transcript.cleared('caller', millisToTicks(60_000));
    expect(lines()).toEqual([]);
    clear(1_200);
    expect(lines()).toEqual([]);
    clear(1_300);

    expect(lines().map(({ text }) => text)).toEqual(['hello']);
  });

  it('waits with a line while the other leg is in the middle of one that began before', async () => {
    const { transcript, say, clear, lines } = arrange();
    say('caller', 0, 'i would like to pay for my order please with a card');
    say('agent', 500, 'yes');

    clear(2_500);
    const early = lines();
    clear(60_000);
    await transcript.seal();

    expect(early).toEqual([]);
    expect(lines().map(({ leg }) => leg)).toEqual(['caller', 'agent']);
  });

  it('writes every line when it is sealed', async () => {
    const { file, transcript, say } = arrange();
    say('agent', 0, 'hello');

    await transcript.seal();

    expect(file.isSealed).toBe(true);
    expect(file.text).toBe('{"leg":"agent","startMs":0,"endMs":300,"text":"hello"}\n');
  });
});

describe('what the transcript holds, whatever is said, masked and cleared', () => {
  /** Words of both legs one after another, each with a text of its own. */
  const speech = fc
    .array(
      fc.record({
        leg: fc.constantFrom(...LEG_ROLES),
        pauseMs: fc.constantFrom(0, 50, 400, 999, 1_000, 3_000),
        lengthMs: fc.integer({ min: 20, max: 600 }),
      }),
      { maxLength: 30 },
    )
    .map((list) => {
      const at = { caller: 0, agent: 0 };
      return list.map(({ leg, pauseMs, lengthMs }, i) => {
        const from = at[leg] + pauseMs;
        at[leg] = from + lengthMs;
        return { leg, text: `w${i}`, span: msSpan(from, from + lengthMs) };
      });
    });
  const masks = fc.array(
    fc.record({
      leg: fc.constantFrom(...LEG_ROLES),
      fromMs: fc.integer({ min: 0, max: 15_000 }),
      lengthMs: fc.integer({ min: 1, max: 4_000 }),
      afterMs: fc.integer({ min: 0, max: 2_000 }),
    }),
    { maxLength: 5 },
  );

  it('is every word no mask touches, none that one does, and lines in the order of their time', async () => {
    await fc.assert(
      fc.asyncProperty(speech, masks, async (words, list) => {
        const { transcript, lines } = arrange();
        const findings = list.map((m) => ({
          ...m,
          finding: finding(m.leg, msSpan(m.fromMs, m.fromMs + m.lengthMs)),
        }));

        // A word or a mask is given once time has passed it; cleared is what both legs are past.
        for (let now = 0; now <= 30_000; now += 500) {
          const isNew = (endMs: number): boolean => endMs <= now && endMs > now - 500;
          for (const m of findings) if (isNew(m.fromMs + m.lengthMs)) transcript.mask(m.finding);
          for (const leg of LEG_ROLES) {
            const due = words.filter((w) => w.leg === leg && isNew(w.span.to / 48));
            transcript.words(leg, due);
            const open = findings.filter((m) => m.leg === leg && m.fromMs + m.lengthMs > now);
            // Unsettled findings hold the watermark back.
            transcript.cleared(leg, millisToTicks(Math.min(now - 600, ...open.map((m) => m.fromMs))));
          }
        }
        await transcript.seal();

        const isMasked = (w: { readonly leg: LegRole; readonly span: Span }): boolean =>
          findings.some((m) => m.leg === w.leg && overlaps(m.finding.span, w.span));
        const written = lines()
          .flatMap((l) => l.text.split(' '))
          .filter((text) => text !== '[PAN]');
        expect(written.sort()).toEqual(
          words
            .filter((w) => !isMasked(w))
            .map((w) => w.text)
            .sort(),
        );
        const starts = lines().map((l) => l.startMs);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        expect(lines().flatMap((l) => l.masks ?? [])).toHaveLength(findings.length);
      }),
      { numRuns: 150 },
    );
  });
});
