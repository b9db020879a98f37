/**
 * A spoken and a keyed test number go through a call at log level trace. Afterwards they are looked for in all that
 * the call has left behind: nothing of them may be anywhere, and nothing of the call may be left in memory. The same
 * where a voice bot is told of masks and messages pass to it, for an IBAN, a password, an e-mail address and a phone number, and where the recogniser fails in the middle of one.
 */
import { afterEach, describe, expect, it } from '@jest/globals';

import { LEG_ROLES } from '../core/ids.js';
import { TELLS } from '../core/taken-number.js';
import { ticksToMillis } from '../core/units.js';
import { sendKey, within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_MS, fromPcmu, hush, voice } from './bridges/signals.js';
import { TextPeer } from './bridges/text-peer.js';
import { TwilioBridge } from './bridges/twilio-bridge.js';
import { until } from './bridges/until.js';
import { VoiceBot } from './bridges/voice-bot.js';

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
/** Counts are numbers too, so four digits of them prove nothing; and of what is measured to the nanosecond, nor do six. */
const FIGURES = fragments(6);
const FINE_FIGURES = fragments(9);

const leaks = (texts: readonly string[], needles: readonly string[]): string[] =>
  texts.filter((text) => needles.some((needle) => text.toLowerCase().includes(needle)));

/** Figures that say more than they count or measure, by runs of six digits in their whole parts and of nine anywhere. */
const tellingFigures = (
  figures: readonly string[],
  six: readonly string[],
  nine: readonly string[],
): string[] => [
  ...leaks(
    figures.map((figure) => figure.split('.')[0] ?? ''),
    six,
  ),
  ...leaks(figures, nine),
];

/** The strings (names, too) and the numbers of a JSON value. */
const partsOf = (value: unknown): { texts: string[]; figures: string[] } => {
  const texts: string[] = [];
  const figures: string[] = [];
  const walk = (part: unknown): void => {
    if (typeof part === 'string') texts.push(part);
    else if (typeof part === 'number') figures.push(String(part));
    else if (typeof part === 'object' && part !== null) {
      // Digits may also be the elements of a list; the indexes of a list are not said by anybody.
      if (Array.isArray(part)) texts.push(part.filter((x) => typeof x !== 'object').join(','));
      else texts.push(Object.keys(part).join(' '));
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

/** Ids are random hexadecimals (RFC 9562): four digits of a number turn up in them by chance. */
const withoutIds = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'));

/** All that logs, metrics, records and close reasons say, apart from figures that count or measure. */
const leftBehind = (
  documents: readonly unknown[],
  metrics: string,
): { readonly texts: string[]; readonly figures: string[]; readonly samples: number } => {
  const parts = documents.map(partsOf);
  const samples = metrics.split('\n').filter((line) => !/^(# |process_|nodejs_)/.test(line) && line !== '');
  const nameOf = (line: string): string => line.slice(0, line.lastIndexOf(' '));
  const valueOf = (line: string): string => line.slice(line.lastIndexOf(' '));
  return {
    texts: [...parts.flatMap(({ texts }) => texts), ...samples.map(nameOf)],
    figures: [...parts.flatMap(({ figures }) => figures), ...samples.map(valueOf)],
    samples: samples.length,
  };
};

describe('a number that was spoken and one that was keyed', () => {
  it('are nowhere: not in logs, metrics, files or close reasons, nor in what was heard and recorded', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: SCRIPT, finalDelayMs: 500 }) },
      log: { level: 'trace' },
    });
    const timersBefore = server.clock.pending;
    const events: unknown[] = [];
    server.tacet.feed.read({
      filter: { sees: () => true },
      take: (event) => events.push(event),
      ended: () => undefined,
    });
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
    const views = [];
    for (const path of ['/v1/calls', '/v1/calls/canary', '/readyz'])
      views.push(await (await server.get(path)).json());
    await call.hangUp();
    const closings = await Promise.all([call.caller.closed, call.agent.closed]);
    const metrics = [live, await server.metrics()].join('\n');
    const accept = 'application/openmetrics-text; version=1.0.0';
    const openMetrics = (await server.tacet.metrics.scrape(accept)).body;
    const files = await server.files();

    // The needles are where they should be found, or the search proves nothing.
    expect(leaks([SCRIPT.map((word) => word.text).join(' ')], TEXT)).toHaveLength(1);
    const report = await call.report();
    const masked = report.spans.filter((span) => span.verdict === 'masked' && span.leg === 'caller');
    expect(
      masked.filter((span) => span.cause === 'keyed' || span.cause === 'prompted').length,
    ).toBeGreaterThanOrEqual(17);
    expect(await server.transcript('canary')).toContain('thank you very much');

    const left = leftBehind(
      [
        ...server.lines.flatMap((line) => jsonLines(line)),
        report,
        ...jsonLines(await server.transcript('canary')),
        closings,
        ...[...views, ...events].map(withoutIds),
      ],
      metrics,
    );
    expect(left.samples).toBeGreaterThan(50);
    expect(events.map((event) => (event as { type: string }).type)).toContain('mask.ended');
    expect(JSON.stringify(views[1])).toContain('"kind":"pan"');
    // Exemplars name calls by a trace id.
    expect(openMetrics).toContain('trace_id="');
    const exemplars = openMetrics.split('\n').map((line) => line.split(' # ')[1]?.split('}')[0] ?? '');
    expect(leaks(exemplars, TEXT)).toEqual([]);
    expect(leaks(left.texts, TEXT)).toEqual([]);
    expect(tellingFigures(left.figures, FIGURES, FINE_FIGURES)).toEqual([]);

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
    await until(() => server.clock.pending <= timersBefore, 'the timers of the call to be gone');
    expect(server.clock.pending).toBe(timersBefore);
  });
});

describe('a number that was spoken and one that was keyed, where a voice bot is told of masks and messages pass', () => {
  it.each(TELLS)(
    'are nowhere: not in what the bot got, not in logs, metrics or the report: %s',
    async (tells) => {
      const bot = await VoiceBot.start();
      const server = await RunningTacet.start({
        engines: { en: scripted({ words: SCRIPT, finalDelayMs: 500 }) },
        routes: [{ to: { url: bot.url, tells } }],
        log: { level: 'trace' },
      });
      const url = `ws://127.0.0.1:${String(server.port)}/v1/twilio`;
      const caller = server.adopt(
        new TwilioBridge({ url, parameters: { call: 'canary' }, now: () => server.clock.now() }),
      );
      await caller.join();
      const { socket } = await bot.dialled();
      const app = new TextPeer(socket);
      await app.until(() => app.events('start').length > 0, 'the greeting');
      const call = server.callNamed('canary');
      const ended = new Promise<void>((resolve) => call.events.on('ended', () => resolve()));
      let heardMs = 0;
      let wake = (): void => undefined;
      call.events.on('heard', ({ leg, heardTo }) => {
        if (leg === 'caller') heardMs = ticksToMillis(heardTo);
        wake();
      });
      const say = async (frames: readonly Buffer[], fromMs: number): Promise<void> => {
        for (const [i, frame] of frames.entries()) {
          caller.send(frame);
          while (fromMs + i * FRAME_MS - heardMs > 100)
            await new Promise<void>((resolve) => (wake = resolve));
        }
      };
      const said = voice(700, 31);
      await say(said.slice(0, 600), 0);
      // Right after a card was spoken of; each key has its own message, as Twilio sends it.
      for (const key of KEYED) caller.key(key);
      await say(said.slice(600), 600 * FRAME_MS);
      await app.media(700);
      const metrics = await server.metrics();
      await caller.close();
      await within(ended, 'the end of the call');
      await VoiceBot.stopAll();

      // Audio is base64, in which any digits may stand.
      const others = app.messages.filter(({ json }) => json['event'] !== 'media').map(({ json }) => json);
      const keys = app.events('dtmf').map(({ json }) => (json['dtmf'] as { digit: string }).digit);
      const told = app.events('tacet').map(({ json }) => json);
      if (tells === 'none') expect(told).toEqual([]);
      else expect(told.length).toBeGreaterThan(2);
      // The keyed one is not valid: no more of it than its length is told to anybody.
      const spoken = { entity: 'pan', digits: 16, valid: true };
      const keyed = { entity: 'pan', digits: 16, valid: false };
      const end = SPOKEN.slice(-4);
      const expected = {
        none: [],
        masks: [],
        count: [spoken, keyed],
        'last-four': [{ ...spoken, lastFour: end }, keyed],
      };
      expect(told.flatMap(({ number }) => number ?? [])).toEqual(expected[tells]);
      expect(others.filter((message) => JSON.stringify(message).includes(end))).toHaveLength(
        tells === 'last-four' ? 1 : 0,
      );
      expect(keys).toEqual([]);
      const left = leftBehind(
        [
          ...others.filter(({ number }) => number === undefined),
          ...server.lines.flatMap((line) => jsonLines(line)),
          await server.report('canary'),
        ],
        metrics,
      );
      expect(leaks(left.texts, TEXT)).toEqual([]);
      expect(tellingFigures(left.figures, FIGURES, FINE_FIGURES)).toEqual([]);
      const heard = Buffer.concat(app.audio);
      const secret = said.slice((DIGITS_FROM_MS + 200) / FRAME_MS, DIGITS_TO_MS / FRAME_MS);
      for (const payload of secret) expect(heard.includes(payload.subarray(0, 40))).toBe(false);
      expect(heard.includes(said[0] ?? Buffer.alloc(1))).toBe(true);
    },
  );
});

/** Where each is said: after what announces it, well apart from the next. */
const SECRETS = [
  {
    entity: 'iban',
    cue: 'my iban is',
    said: 'd e eight nine three seven oh four oh oh four four oh five three two',
  },
  { entity: 'password', cue: 'my password is', said: 'marmalade zeppelin' },
  { entity: 'email', cue: 'my email address is', said: 'quillon dot farthing at gmail dot com' },
  { entity: 'phone', cue: 'my phone number is', said: 'two one two five five five zero one two three' },
] as const;
const SECRET_EVERY_MS = 10_000;
/** Words that touch a mask are not written down. */
const BREATH_MS = 500;
const SAID = SECRETS.map(({ cue, said }, i) => {
  const cueWords = words(cue, 1_000 + i * SECRET_EVERY_MS, WORD_MS, PAUSE_MS);
  const spoken = words(said, (cueWords.at(-1)?.toMs ?? 0) + BREATH_MS, WORD_MS, PAUSE_MS);
  return { said: spoken, all: [...cueWords, ...spoken] };
});
const GOODBYE = words('thank you very much', 1_000 + SECRETS.length * SECRET_EVERY_MS, 200, 20);
/** Words of the secrets that nothing else says, and their digits, as words and as figures. */
const SECRET_WORDS = ['marmalade', 'zeppelin', 'quillon', 'farthing', 'gmail'];
const SECRET_NUMBERS = ['893704004405', '2125550123'];
const piecesOf = (length: number): string[] =>
  SECRET_NUMBERS.flatMap((number) =>
    Array.from({ length: number.length - length + 1 }, (_, i) => number.slice(i, i + length)),
  );
const SECRET_TEXT = [
  ...SECRET_WORDS,
  ...piecesOf(4).flatMap((piece) => ['', ' ', ',', '-'].map((glue) => Array.from(piece).join(glue))),
  // Zero is also said "oh", so the name of any digit counts.
  ...NAMES.filter((name) => !['one', 'zero'].includes(name)).map((name) => ` ${name} `),
];

describe('secrets beside the card, where all are masked for everybody', () => {
  it('are nowhere: not in logs, metrics, report, transcript or close reasons, nor in what was heard', async () => {
    const all = ['all'] as const;
    const server = await RunningTacet.start({
      engines: {
        en: scripted({ words: [...SAID.flatMap((part) => part.all), ...GOODBYE], finalDelayMs: 500 }),
      },
      entities: { caller: [...all], agent: [...all], recording: [...all], transcript: [...all] },
      // Nothing closes the live gate before such a secret begins; without this its first part is heard, and counted.
      live: { lookAheadMs: 1_000 },
      log: { level: 'trace' },
    });
    const call = await server.call({ id: 'secrets' });
    const frames = voice((GOODBYE.at(-1)?.toMs ?? 0) / FRAME_MS + 100, 57);

    await call.say({ caller: frames }, 120);
    const live = await server.metrics();
    await call.hangUp();
    const closings = await Promise.all([call.caller.closed, call.agent.closed]);
    const report = await call.report();
    const transcript = await server.transcript('secrets');

    // Each was found, and the talk around them was kept.
    for (const { entity } of SECRETS)
      expect(
        report.spans.some((s) => s.verdict === 'masked' && s.leg === 'caller' && s.kind === entity),
      ).toBe(true);
    expect(transcript).toContain('thank you very much');
    expect(transcript).toContain('my password is');

    const left = leftBehind(
      [...server.lines.flatMap((line) => jsonLines(line)), report, ...jsonLines(transcript), closings],
      [live, await server.metrics()].join('\n'),
    );
    // The needles are where they should be found, or the search proves nothing.
    for (const { said } of SAID)
      expect(leaks([` ${said.map(({ text }) => text).join(' ')} `], SECRET_TEXT)).toHaveLength(1);
    expect(
      leaks(
        left.texts.map((text) => ` ${text} `),
        SECRET_TEXT,
      ),
    ).toEqual([]);
    expect(tellingFigures(left.figures, piecesOf(6), piecesOf(9))).toEqual([]);

    const heard = Buffer.concat(call.agent.received.map((packet) => packet.payload));
    const files = await server.files();
    for (const { said } of SAID) {
      const [from, to] = [said[0]?.fromMs ?? 0, said.at(-1)?.toMs ?? 0];
      for (const payload of frames.slice(from / FRAME_MS, to / FRAME_MS)) {
        expect(heard.includes(payload.subarray(0, 40))).toBe(false);
        for (const bytes of files.values())
          expect(bytes.includes(Buffer.from(fromPcmu([payload]).buffer, 0, 40))).toBe(false);
      }
    }
    expect(heard.includes(frames[0] ?? Buffer.alloc(1))).toBe(true);
  });
});

describe('a recogniser that fails in the middle of a secret', () => {
  it.each(['throw', 'crash'] as const)(
    'leaves nothing of it in logs, metrics or records: %s',
    async (kind) => {
      const [, password] = SAID;
      const from = password?.said[0]?.fromMs ?? 0;
      const server = await RunningTacet.start({
        engines: {
          en: scripted({
            words: SAID.flatMap((part) => part.all),
            finalDelayMs: 500,
            trouble: [{ atMs: from + WORD_MS + PAUSE_MS, kind }],
          }),
        },
        entities: { caller: ['all'], agent: ['all'], recording: ['all'], transcript: ['all'] },
        log: { level: 'trace' },
      });
      const call = await server.call({ id: 'failing' });

      const frames = voice(from / FRAME_MS + 100, 58);
      await call.say({ caller: frames.slice(0, from / FRAME_MS - 10) }, 120);
      await call.shout(frames.slice(from / FRAME_MS - 10));
      const live = await server.metrics();
      await call.hangUp();
      const closings = await Promise.all([call.caller.closed, call.agent.closed]);

      const left = leftBehind(
        [
          ...server.lines.flatMap((line) => jsonLines(line)),
          await call.report(),
          ...jsonLines(await server.transcript('failing')),
          closings,
        ],
        live,
      );
      // It did fail, and was told of.
      expect(server.lines.some((line) => line.includes('TACET_'))).toBe(true);
      expect(
        leaks(
          left.texts.map((text) => ` ${text} `),
          SECRET_TEXT,
        ),
      ).toEqual([]);
      expect(tellingFigures(left.figures, piecesOf(6), piecesOf(9))).toEqual([]);
    },
  );
});
