/**
 * What is masked of a scripted talk. The recogniser is played: words come as growing partial results, then as
 * final ones. How soon and how sure the detector is may change; what it must hide may not.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Detector } from './detector.js';
import type { Language } from './language.js';
import { german } from './numbers/de.js';
import { english } from './numbers/en.js';
import { PAYMENT } from '../core/audience.js';
import { CAUSES, ENTITIES, type Entity, type Finding } from '../core/finding.js';
import type { Hypothesis, Word } from '../core/hearing.js';
import { otherRole, type LegRole } from '../core/ids.js';
import { FOREVER, overlaps, span, type Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

interface Utterance {
  readonly leg: LegRole;
  readonly atMs: number;
  readonly words: readonly Word[];
}

const WORD_MS = 350;
/** An engine makes its words final this long after the last of them. */
const FINAL_AFTER_MS = 600;
const STEP_MS = 300;

/** Words 300 ms long, 50 ms apart; a number in the text is a pause in milliseconds. */
const say = (leg: LegRole, atMs: number, text: string): Utterance => {
  let at = atMs;
  const words = text.split(' ').flatMap((part): Word[] => {
    if (/^\d+$/.test(part)) {
      at += Number(part);
      return [];
    }
    const word = { text: part, span: span(millisToTicks(at), millisToTicks(at + 300)), confidence: 1 };
    at += WORD_MS;
    return [word];
  });
  return { leg, atMs, words };
};

const endMs = ({ words, atMs }: Utterance): number => (words.at(-1)?.span.to ?? atMs * 48) / 48;
const PAN = 'four two four two 300 four two four two 300 four two four two 300 four two four two';

interface Heard {
  readonly findings: Finding[];
  readonly words: { readonly leg: LegRole; readonly text: string; readonly span: Span }[];
  readonly armed: boolean[];
}

const arrange = (language: Language = english, wanted: ReadonlySet<Entity> = PAYMENT) => {
  const heard: Heard = { findings: [], words: [], armed: [] };
  const detector = new Detector(
    language,
    2026,
    {
      finding: (finding) => heard.findings.push(finding),
      words: (leg, words) => heard.words.push(...words.map((word) => ({ leg, ...word }))),
      armed: (armed) => heard.armed.push(armed),
    },
    { wanted, maskedInTranscript: wanted },
  );
  /** The last that was said of each finding. */
  const last = (): Finding[] => [...new Map(heard.findings.map((f) => [f.id, f])).values()];
  const isMasked = ({ leg }: Utterance, word: Word): boolean =>
    last().some((f) => f.leg === leg && f.belief !== 'withdrawn' && covers(f.span, word.span));
  return { ...heard, detector, last, isMasked };
};

const covers = (outer: Span, inner: Span): boolean => outer.from <= inner.from && outer.to >= inner.to;

/** Plays a talk to its end, both legs in step, and lets both end. */
const play = (
  detector: Detector,
  talk: readonly Utterance[],
  onStep: (leg: LegRole) => void = () => undefined,
  restMs = 3_000,
): void => {
  const until = Math.max(0, ...talk.map(endMs)) + restMs;
  const isFinal = new Set<Utterance>();
  for (let now = STEP_MS; now <= until; now += STEP_MS) {
    for (const leg of ['caller', 'agent'] as const) {
      const own = talk.filter((u) => u.leg === leg && u.atMs <= now && !isFinal.has(u));
      const done = own.filter((u) => endMs(u) + FINAL_AFTER_MS <= now);
      const open = own.find((u) => !done.includes(u));
      const heardTo = millisToTicks(now);
      // Silence is final, too.
      if (open === undefined || done.length > 0) {
        const finalTo = open === undefined ? heardTo : millisToTicks(open.atMs);
        detector.hear(leg, { kind: 'final', words: done.flatMap((u) => u.words), finalTo, heardTo });
        for (const u of done) isFinal.add(u);
      }
      if (open !== undefined) {
        const words = open.words.filter((w) => w.span.to <= heardTo);
        detector.hear(leg, { kind: 'partial', words, heardTo });
      }
      onStep(leg);
    }
  }
  for (const leg of ['caller', 'agent'] as const) detector.finish(leg);
};

const PROMPT = say('agent', 0, 'can you tell me your card number please');

const digitWords = (u: Utterance): Word[] =>
  u.words.filter((w) => !['uh', 'okay', 'no', 'sorry', '[unk]', 'it', 'is', 'my'].includes(w.text));

describe('the detector', () => {
  it('masks a card number that was asked for, and nothing of the question', () => {
    const { detector, isMasked, last, words } = arrange();
    const answer = say('caller', 4_000, PAN);

    play(detector, [PROMPT, answer]);

    expect(answer.words.filter((w) => !isMasked(answer, w))).toEqual([]);
    expect(last().some((f) => f.belief === 'confirmed' && f.entity === 'pan' && f.settled)).toBe(true);
    expect(words.map(({ text }) => text)).toEqual(PROMPT.words.map(({ text }) => text));
  });

  it('masks a card number that nobody asked for', () => {
    const { detector, isMasked, words } = arrange();
    const talk = say('caller', 1_000, `okay 1000 ${PAN}`);

    play(detector, [talk]);

    expect(digitWords(talk).filter((w) => !isMasked(talk, w))).toEqual([]);
    expect(words.map(({ text }) => text)).toEqual(['okay']);
  });

  it('tells two numbers apart when the agent asks for each', () => {
    const { detector, isMasked } = arrange();
    const order = say('caller', 3_000, 'seven three oh four nine one eight five');
    const card = say('caller', 11_000, PAN);

    play(detector, [
      say('agent', 0, 'what is your order number'),
      order,
      say('agent', 7_500, 'and the card number please'),
      card,
    ]);

    expect(card.words.filter((w) => !isMasked(card, w))).toEqual([]);
    expect(order.words.filter((w) => isMasked(order, w))).toEqual([]);
  });

  it('tells two numbers apart when the caller announces each', () => {
    const { detector, isMasked } = arrange();
    const order = say('caller', 0, 'my order number is seven three oh four nine one eight five');
    const card = say('caller', 7_000, `my card number is ${PAN}`);

    play(detector, [order, card]);

    expect(
      digitWords(card).filter(
        (w) => !isMasked(card, w) && w.text.length > 2 && !['card', 'number'].includes(w.text),
      ),
    ).toEqual([]);
    expect(order.words.filter((w) => isMasked(order, w))).toEqual([]);
  });

  it('masks a card number that the agent reads back', () => {
    const { detector, isMasked } = arrange();
    const answer = say('caller', 4_000, PAN);
    const readBack = say('agent', 16_000, `so that is 300 ${PAN}`);

    play(detector, [PROMPT, answer, readBack]);

    expect(readBack.words.slice(3).filter((w) => !isMasked(readBack, w))).toEqual([]);
  });

  it('closes on the first digits of a number that was asked for', () => {
    const { detector, findings } = arrange();
    const answer = say('caller', 4_000, 'four two four');
    const seen: number[] = [];

    play(detector, [PROMPT, answer], () => {
      const open = findings.findLast((f) => f.leg === 'caller');
      if (open !== undefined && open.belief !== 'withdrawn' && seen.length === 0) seen.push(open.decidedAt);
    });

    expect(seen[0]).toBeLessThan(millisToTicks(4_000 + 3 * WORD_MS));
    expect(findings.find((f) => f.leg === 'caller')?.span.to).toBe(FOREVER);
  });

  it('lets a phone number go that was announced as one, and keeps its words', () => {
    const { detector, last, words } = arrange();
    const talk = say(
      'caller',
      1_000,
      'my phone number is five five five 300 one two three 300 four six seven eight',
    );

    play(detector, [talk]);

    expect(last().every(({ belief, settled }) => belief === 'withdrawn' && settled)).toBe(true);
    expect(words.map(({ text }) => text)).toEqual(talk.words.map(({ text }) => text));
  });

  it('says nothing of talk without numbers', () => {
    const { detector, findings, words } = arrange();
    const talk = [
      say('agent', 0, 'good morning how can i help you today'),
      say('caller', 4_000, 'hello i would like to know where my order is'),
    ];

    play(detector, talk);

    expect(findings.filter((f) => f.belief === 'confirmed')).toEqual([]);
    expect(words).toHaveLength(talk.flatMap((u) => u.words).length);
  });

  it('takes a suspicion back with the partial result it came from', () => {
    const { detector, last } = arrange();
    const { words } = say('caller', 0, 'four two four two four two');
    const heardTo = millisToTicks(2_400);

    detector.hear('caller', { kind: 'partial', words, heardTo });
    const before = last().map(({ belief }) => belief);
    detector.hear('caller', { kind: 'partial', words: [], heardTo });

    expect(before).toEqual(['suspected']);
    expect(last()).toMatchObject([{ belief: 'withdrawn', settled: true }]);
  });

  it('masks the expiry date and the security code that follow a card number', () => {
    const { detector, isMasked, words } = arrange();
    const pan = say('caller', 4_000, PAN);
    const expiry = say('caller', 18_000, 'oh nine two seven');
    const code = say('caller', 26_000, 'eight three one');

    play(detector, [
      PROMPT,
      pan,
      say('agent', 15_000, 'and the expiry date'),
      expiry,
      say('agent', 22_000, 'and the security code please'),
      code,
    ]);

    for (const u of [pan, expiry, code]) expect(u.words.filter((w) => !isMasked(u, w))).toEqual([]);
    expect(words.filter(({ leg }) => leg === 'caller')).toEqual([]);
  });

  it('masks a card number that the end of the call cuts off, and no last words of an agent who talks of cards', () => {
    const lastWords = (leg: LegRole): boolean => {
      const { detector, isMasked } = arrange();
      const talk = say(leg, 1_000, 'with your visa it comes to you in four two');
      play(detector, [talk], undefined, 1_000);
      return isMasked(talk, talk.words.at(-1) as Word);
    };

    expect([lastWords('caller'), lastWords('agent')]).toEqual([true, false]);
  });

  it('masks a number that is corrected, before and after', () => {
    const { detector, isMasked } = arrange();
    const answer = say(
      'caller',
      4_000,
      'four two four two 300 four two four three 300 no sorry 300 four two four two 300 four two four two 300 four two four two',
    );

    play(detector, [PROMPT, answer]);

    expect(digitWords(answer).filter((w) => !isMasked(answer, w))).toEqual([]);
  });

  it('arms when a card number is asked for, and not for ever', () => {
    const { detector, armed } = arrange();

    play(detector, [PROMPT]);
    const asked = [...armed];
    for (let ms = 30_000; ms < 300_000; ms += 1_000) {
      for (const leg of ['caller', 'agent'] as const) {
        const heardTo = millisToTicks(ms);
        detector.hear(leg, { kind: 'final', words: [], finalTo: heardTo, heardTo });
      }
    }

    expect(asked[0]).toBe(true);
    expect(armed.at(-1)).toBe(false);
  });

  it('takes keys for a payment: what is said after them is masked', () => {
    const { detector, isMasked } = arrange();
    const code = say('caller', 4_000, 'eight three one');
    detector.keyed(ticks(millisToTicks(1_000)));

    play(detector, [code]);

    expect(code.words.filter((w) => !isMasked(code, w))).toEqual([]);
  });
});

/** A card number as a recogniser hears it that loses or mistakes one digit in ten, and puts in sounds. */
const mistakes = fc
  .record({
    digits: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }),
    phase: fc.integer({ min: 0, max: 9 }),
    kinds: fc.array(fc.constantFrom('drop', 'unknown', 'other'), { minLength: 2, maxLength: 2 }),
    groupPauseMs: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ digits, phase, kinds, groupPauseMs }) => {
    const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const said = [4, 2, 4, 2, ...digits].map((d) => names[d] ?? 'zero');
    const heard = said.map((name, i) => {
      if (i % 10 !== phase) return name;
      const kind = kinds[Math.floor(i / 10)];
      if (kind === 'drop') return String(WORD_MS);
      return kind === 'unknown' ? '[unk]' : name === 'nine' ? 'five' : 'nine';
    });
    return heard
      .flatMap((name, i) => (i % 4 === 0 && i > 0 ? [String(groupPauseMs), name] : [name]))
      .join(' ');
  });

describe('a card number that is misheard', () => {
  it('is masked all the same where it was asked for, what was not understood included', () => {
    fc.assert(
      fc.property(mistakes, (text) => {
        const { detector, isMasked, words } = arrange();
        const answer = say('caller', 4_000, text);
        const said = answer.words.filter((w) => w.text !== '[unk]');
        const first = said[0];
        const last = said.at(-1);

        play(detector, [PROMPT, answer]);

        expect(said.filter((w) => !isMasked(answer, w)).map((w) => w.text)).toEqual([]);
        // Between two digits nothing is left open: a digit that was dropped lies there.
        const within = answer.words.filter(
          (w) =>
            first !== undefined &&
            last !== undefined &&
            w.span.from > first.span.from &&
            w.span.to < last.span.to,
        );
        expect(within.filter((w) => !isMasked(answer, w))).toEqual([]);
        expect(words.filter(({ leg, text: t }) => leg === 'caller' && t !== '…')).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is masked where nobody asked for it', () => {
    fc.assert(
      fc.property(mistakes, (text) => {
        const { detector, isMasked } = arrange();
        const talk = say('caller', 1_000, text);

        play(detector, [talk]);

        const said = talk.words.filter((w) => w.text !== '[unk]');
        expect(said.filter((w) => !isMasked(talk, w)).map((w) => w.text)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

/** Digits whatever stands beside them. */
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'six', 'seven', 'fifteen', 'nine', '4111,'];
const VOCABULARY = [
  ...DIGITS,
  ...['oh', 'double', 'twenty', 'hundred', 'thousand'],
  ...['card', 'number', 'security', 'code', 'expiry', 'date', 'phone', 'order', 'account', 'april'],
  ...['okay', 'uh', 'sorry', 'no', 'to', 'for', 'please', 'dollars', '[unk]', '12/27'],
];
/** What secrets beside the card are made of and announced by. */
const LOADED = [
  ...[
    'iban',
    'password',
    'email',
    'birthday',
    'passcode',
    'social',
    'tax',
    'kennwort',
    'iban',
    'kontonummer',
  ],
  ...['d', 'e', 'at', 'dot', 'com', 'plus', 'slash', 'by', 'dora', 'punkt', 'quadruple', 'triple', 'dreimal'],
  ...['vier', 'zwei', 'vierundzwanzig', 'karte', 'nummer', 'a@b.example', 'vierhundertzwölf'],
];
const anyTalk = fc.array(
  fc.record({
    leg: fc.constantFrom<LegRole[]>('caller', 'agent'),
    pauseMs: fc.integer({ min: 0, max: 6_000 }),
    parts: fc.array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...VOCABULARY) }, fc.constantFrom('200', '1500')),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
  }),
  { maxLength: 6 },
);

const utterances = (
  talk: readonly { leg: LegRole; pauseMs: number; parts: readonly string[] }[],
): Utterance[] => {
  let at = 0;
  return talk.map(({ leg, pauseMs, parts }) => {
    const u = say(leg, at + pauseMs, parts.join(' '));
    at = Math.max(at, endMs(u)) + FINAL_AFTER_MS;
    return u;
  });
};

const FIELDS = ['id', 'leg', 'belief', 'entity', 'span', 'score', 'cause', 'decidedAt', 'settled'].sort();
const fieldsOf = (finding: Finding): string[] =>
  Object.keys(finding)
    .filter((name) => name !== 'digits')
    .sort();

/** Where digits were, and nothing that differs from one digit to the other but its place. */
const expectPlacesOnly = ({ digits }: Finding): void => {
  if (digits === undefined) return;
  expect(Object.keys(digits).sort()).toEqual(['at', 'first']);
  expect(digits.first).toBeGreaterThanOrEqual(1);
  expect(digits.at.length).toBeLessThanOrEqual(20);
  for (const place of digits.at) {
    expect(Object.keys(place).sort()).toEqual(['from', 'to']);
    expect(Number.isInteger(place.from)).toBe(true);
    expect(place.to - place.from).toBe(millisToTicks(200));
  }
};

describe('what the detector publishes, whatever is said', () => {
  it('settles every finding once, and says nothing of it afterwards', () => {
    fc.assert(
      fc.property(anyTalk, (talk) => {
        const { detector, findings } = arrange();
        const settled = new Set<string>();
        let seen = 0;
        const look = (): void => {
          for (const f of findings.slice(seen)) {
            expect(settled.has(f.id)).toBe(false);
            if (f.settled) settled.add(f.id);
          }
          seen = findings.length;
        };

        play(detector, utterances(talk), look);
        look();

        expect(findings.every(({ id }) => settled.has(id))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('is every word that no confirmed finding touches, once and in order, and no digit that one does', () => {
    fc.assert(
      fc.property(anyTalk, (talk) => {
        const { detector, words, last } = arrange();
        const list = utterances(talk);

        play(detector, list);

        const isHidden = (leg: LegRole, at: Span): boolean =>
          last().some((f) => f.leg === leg && f.belief === 'confirmed' && overlaps(f.span, at));
        for (const leg of ['caller', 'agent'] as const) {
          const said = list.filter((u) => u.leg === leg).flatMap((u) => u.words);
          const sent = words.filter((w) => w.leg === leg);
          const open = said.filter((w) => !isHidden(leg, w.span)).map((w) => w.span.from);
          expect(sent.map((w) => w.span.from).filter((from) => open.includes(from))).toEqual(open);
          expect(sent.filter((w) => isHidden(leg, w.span) && DIGITS.includes(w.text))).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('holds names, places and shares: no digit that was said', () => {
    fc.assert(
      fc.property(anyTalk, (talk) => {
        const { detector, findings } = arrange();

        play(detector, [PROMPT, ...utterances(talk)]);

        for (const f of findings) {
          expect(fieldsOf(f)).toEqual(FIELDS);
          expectPlacesOnly(f);
          expect(ENTITIES).toContain(f.entity);
          expect(CAUSES).toContain(f.cause);
          expect(Object.keys(f.span).sort()).toEqual(['from', 'to']);
          expect(f.score).toBeGreaterThanOrEqual(0);
          expect(f.score).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('a broken engine', () => {
  const place = fc.oneof(fc.integer({ min: -1e6, max: 3e6 }), fc.constantFrom(NaN, Infinity, -Infinity));
  const word: fc.Arbitrary<Word> = fc
    .tuple(fc.oneof(fc.constantFrom(...VOCABULARY), fc.string({ maxLength: 80 })), place, place, fc.double())
    .map(([text, from, to, confidence]) => ({ text, span: span(from, to), confidence }));
  const hypothesis: fc.Arbitrary<Hypothesis> = fc.oneof(
    fc.record({
      kind: fc.constant('partial' as const),
      words: fc.array(word, { maxLength: 30 }),
      heardTo: place.map(ticks),
    }),
    fc.record({
      kind: fc.constant('final' as const),
      words: fc.array(word, { maxLength: 30 }),
      finalTo: place.map(ticks),
      heardTo: place.map(ticks),
    }),
  );

  /** Words that every recogniser of a secret looks for, and texts that no engine should make. */
  const loaded: fc.Arbitrary<Word> = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...VOCABULARY, ...LOADED),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(
          '',
          ' ',
          '\u{1F4B3}',
          '4\uFE0F\u20E3',
          '\uFF14\uFF12',
          '9'.repeat(64),
          'x'.repeat(100_000),
        ),
      ),
      place,
      fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 20_000 }), fc.constantFrom(NaN, Infinity)),
    )
    .map(([text, from, length]) => ({ text, span: span(from, from + length), confidence: 1 }));
  const anything: fc.Arbitrary<Hypothesis> = fc.oneof(
    fc.record({
      kind: fc.constant('partial' as const),
      words: fc.array(loaded, { maxLength: 40 }),
      heardTo: place.map(ticks),
    }),
    fc.record({
      kind: fc.constant('final' as const),
      words: fc.array(loaded, { maxLength: 40 }),
      finalTo: place.map(ticks),
      heardTo: place.map(ticks),
    }),
  );
  it.each([
    ['English', english],
    ['German', german],
  ] as const)('leaves nothing open and tells nothing but places, all secrets wanted: %s', (_, language) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<LegRole[]>('caller', 'agent'), anything), { maxLength: 30 }),
        (list) => {
          const { detector, findings } = arrange(language, new Set(ENTITIES));
          const clearedTo = { caller: 0, agent: 0 };

          for (const [leg, said] of list) {
            detector.hear(leg, said);
            // Nobody clears what was not heard.
            clearedTo[leg] = Math.max(clearedTo[leg], Number.isFinite(said.heardTo) ? said.heardTo : 0);
            expect(detector.clearedTo(leg)).toBeLessThanOrEqual(clearedTo[leg]);
          }
          for (const leg of ['caller', 'agent'] as const) detector.finish(leg);

          const settled = new Set<string>();
          for (const f of findings) {
            expect(settled.has(f.id)).toBe(false);
            if (f.settled) settled.add(f.id);
            expect(fieldsOf(f)).toEqual(FIELDS);
            expectPlacesOnly(f);
            expect(ENTITIES).toContain(f.entity);
            expect(CAUSES).toContain(f.cause);
            expect([f.span.from, f.span.to, f.decidedAt].every(Number.isFinite)).toBe(true);
            expect(f.span.to).toBeGreaterThanOrEqual(f.span.from);
            expect(f.score >= 0 && f.score <= 1).toBe(true);
          }
          expect(findings.every(({ id }) => settled.has(id))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not make a few words millions of digits', () => {
    const { detector, isMasked } = arrange();
    const doubled = say('caller', 0, `${'quadruple '.repeat(60)}four`);
    const answer = say('caller', endMs(doubled) + 100, PAN);
    const words = [...doubled.words, ...answer.words];
    const heardTo = millisToTicks(endMs(answer) + FINAL_AFTER_MS);

    detector.hear('caller', { kind: 'final', words, finalTo: heardTo, heardTo });
    detector.finish('caller');

    expect(answer.words.filter((w) => !isMasked(answer, w))).toEqual([]);
  });

  it.each([
    ['that makes nothing final', 0],
    ['of somebody who reads digits without end', 1],
  ])('does not fill the memory, and nothing it said is opened: one %s', (_, share) => {
    const { detector, findings, last, words } = arrange();
    const chunk = 250;
    const said: Word[] = [];
    for (let at = 0; at < 5_000; at += chunk) {
      const added = say('caller', at * WORD_MS, Array<string>(chunk).fill('seven').join(' ')).words;
      said.push(...added);
      const heardTo = ticks(added.at(-1)?.span.to ?? 0);
      detector.hear('caller', { kind: 'final', words: added, finalTo: ticks(heardTo * share), heardTo });
    }
    detector.finish('caller');

    const masked = last().filter(({ belief }) => belief === 'confirmed');
    expect(said.filter((w) => !masked.some((f) => covers(f.span, w.span)))).toEqual([]);
    expect(words).toEqual([]);
    expect(masked.filter(({ cause }) => cause === 'garbled').length).toBeGreaterThan(1);
    expect(findings.length).toBeLessThan(100);
  });

  it('calls nothing cleared that it has not heard', () => {
    const { detector } = arrange();

    detector.hear('caller', {
      kind: 'final',
      words: [],
      finalTo: millisToTicks(600_000),
      heardTo: millisToTicks(1_000),
    });

    expect(detector.clearedTo('caller')).toBe(0);
  });

  it('does not make the detector throw, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<LegRole[]>('caller', 'agent'), hypothesis), { maxLength: 30 }),
        (list) => {
          const { detector, findings } = arrange();

          for (const [leg, said] of list) detector.hear(leg, said);
          for (const leg of ['caller', 'agent'] as const) detector.finish(leg);

          for (const f of findings) {
            expect(Number.isFinite(f.span.from) && Number.isFinite(f.span.to)).toBe(true);
            expect(Number.isFinite(f.decidedAt)).toBe(true);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('does not open what is confirmed, whatever it says after', () => {
    fc.assert(
      fc.property(fc.array(hypothesis, { maxLength: 20 }), (list) => {
        const { detector, isMasked } = arrange();
        const answer = say('caller', 4_000, PAN);
        const heardTo = millisToTicks(endMs(answer) + FINAL_AFTER_MS);
        for (const { leg, words } of [PROMPT, answer])
          detector.hear(leg, { kind: 'final', words, finalTo: heardTo, heardTo });
        expect(answer.words.filter((w) => !isMasked(answer, w))).toEqual([]);

        for (const said of list) {
          detector.hear('caller', said);
          detector.hear(otherRole('caller'), said);
        }
        for (const leg of ['caller', 'agent'] as const) detector.finish(leg);

        expect(answer.words.filter((w) => !isMasked(answer, w))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('does not hold the detector up with ten thousand words', () => {
    const { detector } = arrange();
    const words = Array.from({ length: 10_000 }, (_, i): Word => ({
      text: VOCABULARY[i % VOCABULARY.length] ?? 'uh',
      span: span(i * 480, i * 480 + 400),
      confidence: 1,
    }));
    const heardTo = ticks(4_800_000);

    for (let n = 0; n < 20; n++) {
      expect(() => detector.hear('caller', { kind: 'partial', words, heardTo })).not.toThrow();
    }
    expect(() => detector.hear('caller', { kind: 'final', words, finalTo: heardTo, heardTo })).not.toThrow();
    expect(() => detector.finish('caller')).not.toThrow();
  });

  it('stays masked where it says what cannot be', () => {
    const { detector, last } = arrange();
    const broken = { text: 'four', span: { from: ticks(NaN), to: ticks(NaN) }, confidence: 1 };

    detector.hear('caller', {
      kind: 'final',
      words: [],
      finalTo: millisToTicks(1_000),
      heardTo: millisToTicks(1_000),
    });
    detector.hear('caller', {
      kind: 'final',
      words: Array<Word>(16).fill(broken),
      finalTo: millisToTicks(7_000),
      heardTo: millisToTicks(7_000),
    });

    const [finding] = last();
    expect(finding).toMatchObject({ belief: 'confirmed', cause: 'garbled', settled: true });
    expect(finding?.span).toEqual(span(millisToTicks(1_000), millisToTicks(7_000)));
  });

  it('is trusted again once a partial result makes sense', () => {
    const { detector, last } = arrange();
    const broken = { text: 'four', span: { from: ticks(NaN), to: ticks(NaN) }, confidence: 1 };

    detector.hear('caller', { kind: 'partial', words: [broken], heardTo: millisToTicks(500) });
    expect(last()).toMatchObject([{ belief: 'suspected', span: { to: FOREVER } }]);

    detector.hear('caller', { kind: 'partial', words: [], heardTo: millisToTicks(600) });
    expect(last()).toMatchObject([{ belief: 'withdrawn', settled: true }]);
  });

  it('has its words put in order', () => {
    const { detector, isMasked } = arrange();
    const answer = say('caller', 1_000, PAN);
    const heardTo = millisToTicks(endMs(answer) + FINAL_AFTER_MS);

    detector.hear('caller', { kind: 'final', words: [...answer.words].reverse(), finalTo: heardTo, heardTo });
    detector.finish('caller');

    expect(answer.words.filter((w) => !isMasked(answer, w))).toEqual([]);
  });
});
