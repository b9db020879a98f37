/**
 * A spoken and a keyed test number go through a call at log level trace. Afterwards they are looked for in all that
 * the call has left behind: nothing of them may be anywhere, and nothing of the call may be left in memory.
 */
import { afterEach, describe, expect, it } from '@jest/globals';

import { LEG_ROLES } from '../core/ids.js';
import { systemClock } from '../core/clock.js';
import { sendKey } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_MS, fromPcmu, hush, voice } from './bridges/signals.js';

const SPOKEN = '4929083176502843';
const KEYED = '5378294160573310';
const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const named = (digits: string): string[] => Array.from(digits, (digit) => NAMES[Number(digit)] ?? '');

const DIGITS_FROM_MS = 3_000;
const WORD_MS = 150;
const PAUSE_MS = 50;
const SCRIPT = [
  ...words('my card number is', 2_000, 200, 20),
  ...words(named(SPOKEN).join(' '), DIGITS_FROM_MS, WORD_MS, PAUSE_MS),
  ...words('thank you very much', 10_000, 200, 20),
];
const DIGITS_TO_MS = DIGITS_FROM_MS + SPOKEN.length * (WORD_MS + PAUSE_MS);

/** Every run of so many digits of the numbers, as digits and as words. */
const fragments = (length: number): string[] =>
  [SPOKEN, KEYED].flatMap((number) =>
    Array.from({ length: number.length - length + 1 }, (_, i) => number.slice(i, i + length)),
  );
const TEXT = [
  ...fragments(4),
  ...fragments(4).flatMap((fragment) =>
    [' ', ',', ', ', '-', '","'].map((glue) => Array.from(fragment).join(glue)),
  ),
  ...fragments(4).flatMap((fragment) => [' ', ',', ''].map((glue) => named(fragment).join(glue))),
];
/** Counts and times are numbers too, so four digits of them prove nothing. */
const FIGURES = fragments(6);

const leaks = (texts: readonly string[], needles: readonly string[]): string[] =>
  texts.filter((text) => needles.some((needle) => text.toLowerCase().includes(needle)));

/** The strings (names, too) and the numbers of a JSON value. */
const partsOf = (value: unknown): { texts: string[]; figures: string[] } => {
  const texts: string[] = [];
  const figures: string[] = [];
  const walk = (part: unknown): void => {
    if (typeof part === 'string') texts.push(part);
    else if (typeof part === 'number') figures.push(String(part));
    else if (typeof part === 'object' && part !== null) {
      // Digits may also be the elements of a list.
      texts.push(Object.keys(part).join(' '));
      if (Array.isArray(part)) texts.push(part.filter((x) => typeof x !== 'object').join(','));
      for (const inner of Object.values(part)) walk(inner);
    }
  };
  walk(value);
  return { texts, figures };
};
const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

afterEach(() => RunningTacet.stopAll());

describe('a number that was spoken and one that was keyed', () => {
  it('are nowhere: not in logs, metrics, files or close reasons, nor in what was heard and recorded', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: SCRIPT, finalDelayMs: 500 }) },
      log: { level: 'trace' },
    });
    const timersBefore = server.clock.pending;
    const call = await server.call({ id: 'canary' });
    const said = voice(700, 31);
    const secret = said.slice(DIGITS_FROM_MS / FRAME_MS, DIGITS_TO_MS / FRAME_MS);

    await call.say({ caller: said.slice(0, 600) }, 120);
    for (const key of KEYED) {
      sendKey(call.caller, Number(key));
      await call.say({ caller: hush(8, Number(key) + 40) });
    }
    await call.say({ caller: said.slice(600) }, 120);
    const live = await server.metrics();
    await call.hangUp();
    const closings = await Promise.all([call.caller.closed, call.agent.closed]);
    const metrics = [live, await server.metrics()].join('\n');
    const files = await server.files();

    // The needles are where they should be found, or the search proves nothing.
    expect(leaks([SCRIPT.map((word) => word.text).join(' ')], TEXT)).toHaveLength(1);
    const report = await call.report();
    const masked = report.spans.filter((span) => span.verdict === 'masked' && span.leg === 'caller');
    expect(
      masked.filter((span) => span.cause === 'keyed' || span.cause === 'prompted').length,
    ).toBeGreaterThanOrEqual(17);
    expect(await server.transcript('canary')).toContain('thank you very much');

    const documents = [
      ...server.lines.flatMap((line) => jsonLines(line)),
      report,
      ...jsonLines(await server.transcript('canary')),
      closings,
    ].map(partsOf);
    const samples = metrics.split('\n').filter((line) => !/^(# |process_|nodejs_)/.test(line) && line !== '');
    expect(samples.length).toBeGreaterThan(50);
    expect(
      leaks(
        documents.flatMap((part) => part.texts),
        TEXT,
      ),
    ).toEqual([]);
    expect(
      leaks(
        documents.flatMap((part) => part.figures),
        FIGURES,
      ),
    ).toEqual([]);
    expect(
      leaks(
        samples.map((line) => line.slice(0, line.lastIndexOf(' '))),
        TEXT,
      ),
    ).toEqual([]);
    expect(
      leaks(
        samples.map((line) => line.slice(line.lastIndexOf(' '))),
        FIGURES,
      ),
    ).toEqual([]);

    expect([...files.keys()].sort()).toEqual(
      ['recording.wav', 'report.json', 'transcript.jsonl'].map((name) => `canary/${name}`),
    );
    for (const bytes of files.values()) {
      expect(leaks([bytes.toString('latin1')], FIGURES)).toEqual([]);
      // Neither the bytes that came in nor what they decode to.
      for (const payload of secret) {
        expect(bytes.includes(payload.subarray(0, 40))).toBe(false);
        expect(bytes.includes(Buffer.from(fromPcmu([payload]).buffer, 0, 40))).toBe(false);
      }
    }
    const heard: Buffer = Buffer.concat(call.agent.received.map((packet) => packet.payload));
    for (const payload of secret) expect(heard.includes(payload.subarray(0, 40))).toBe(false);
    expect(heard.includes(said[0] ?? Buffer.alloc(1))).toBe(true);

    for (const role of LEG_ROLES) expect(call.call.direction(role)?.pipeline.residue() ?? 0).toBe(0);
    expect(call.call.direction('caller')).toBeDefined();
    // The server's sockets are told of the close a moment later.
    const deadline = systemClock.now() + 5_000;
    while (server.clock.pending > timersBefore && systemClock.now() < deadline) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.clock.pending).toBe(timersBefore);
  });
});
