import { describe, expect, test } from '@jest/globals';

import { clock, followCall, summaryOf } from './timeline.js';
import type { CallEvents } from '../call/call.js';
import { Emitter } from '../core/events.js';
import type { Finding } from '../core/finding.js';
import type { FindingId } from '../core/ids.js';
import { FOREVER, span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';
import type { ReportSpan } from '../sink/report.js';

const at = (ms: number) => millisToTicks(ms);

const finding = (more: Partial<Finding> = {}): Finding => ({
  id: 'one' as FindingId,
  leg: 'caller',
  belief: 'confirmed',
  entity: 'pan',
  span: span(at(9_800), at(17_900)),
  score: 1,
  cause: 'prompted',
  decidedAt: at(25_000),
  settled: true,
  ...more,
});

const follow = (colour = false) => {
  const events = new Emitter<CallEvents>((error) => {
    throw error;
  });
  const lines: string[] = [];
  followCall(events, { write: (line) => lines.push(line), colour });
  return { events, lines };
};

describe('followCall', () => {
  test('tells from when to when a secret is masked and how much of it was heard', () => {
    const { events, lines } = follow();

    events.emit('finding', { finding: finding(), leakedTicks: at(170) });
    events.emit('finding', { finding: finding({ entity: 'cvv' }), leakedTicks: 0 });

    const place = 'masked in recording and transcript from 0:09.8 to 0:17.9';
    expect(lines).toEqual([
      `0:25.0  caller  [PAN] ${place}; the agent heard 170 ms of that stretch`,
      `0:25.0  caller  [CVV] ${place}; the agent heard none of it`,
    ]);
  });

  test('tells that an innocent number is kept', () => {
    const { events, lines } = follow();

    events.emit('finding', {
      finding: finding({ belief: 'withdrawn', entity: 'digits', leg: 'agent', score: 0.5 }),
      leakedTicks: 0,
    });

    expect(lines).toEqual([
      '0:25.0  agent   withdrawn: innocent number, kept in the recording from 0:09.8 to 0:17.9',
    ]);
  });

  test('says nothing of a cue that nothing followed', () => {
    const { events, lines } = follow();

    events.emit('finding', {
      finding: finding({ belief: 'withdrawn', entity: 'digits', score: 0 }),
      leakedTicks: 0,
    });

    expect(lines).toEqual([]);
  });

  test('tells of a keyed number once, and of a key that was heard', () => {
    const { events, lines } = follow();
    const key = (from: number, to: number, leakedMs = 0): void =>
      events.emit('finding', {
        finding: finding({
          entity: 'dtmf',
          cause: 'keyed',
          decidedAt: at(5_000),
          span: span(at(from), at(to)),
        }),
        leakedTicks: at(leakedMs),
      });

    key(1_000, 1_100);
    key(1_200, 1_300);
    key(1_400, 1_500, 40);
    key(2_100, 2_200);

    expect(lines.map((line) => line.replace('masked in recording and transcript ', ''))).toEqual([
      '0:05.0  caller  [KEYS] from 0:01.0 to 0:01.1; the agent heard none of it',
      '0:05.0  caller  [KEYS] from 0:01.4 to 0:01.5; the agent heard 40 ms of that stretch',
      '0:05.0  caller  [KEYS] from 0:02.1 to 0:02.2; the agent heard none of it',
    ]);
  });

  test('tells once that it sounds like a card number', () => {
    const { events, lines } = follow();
    const open = { belief: 'suspected', settled: false, span: span(at(9_800), FOREVER) } as const;

    events.emit('finding', { finding: finding({ ...open, score: 0.5 }), leakedTicks: 0 });
    events.emit('finding', { finding: finding({ ...open, decidedAt: at(12_000) }), leakedTicks: 0 });
    events.emit('finding', { finding: finding({ ...open, decidedAt: at(13_000) }), leakedTicks: 0 });

    expect(lines).toEqual(['0:12.0  caller  sounds like a card number']);
  });

  test('tells when a leg is muted and when it is heard again, not each state between', () => {
    const { events, lines } = follow();
    const gate = (from: CallEvents['gate']['from'], to: CallEvents['gate']['to'], ms: number): void =>
      events.emit('gate', { leg: 'caller', from, to, at: at(ms) });

    gate('open', 'armed', 1_000);
    gate('armed', 'closed', 2_000);
    gate('closed', 'armed', 3_000);
    gate('armed', 'blind', 4_000);
    gate('blind', 'closed', 5_000);
    gate('closed', 'open', 6_000);

    expect(lines).toEqual([
      '0:02.0  caller  the caller is now muted for the agent: a number may be coming',
      '0:03.0  caller  the agent hears the caller again',
      '0:04.0  caller  the caller is now muted for the agent: the recogniser is late, and nothing unheard may pass',
      '0:06.0  caller  the agent hears the caller again',
    ]);
  });

  test('never goes back in time', () => {
    const { events, lines } = follow();

    events.emit('heard', { leg: 'caller', heardTo: at(900), head: at(5_000) });
    events.emit('gate', { leg: 'agent', from: 'open', to: 'closed', at: at(4_900) });

    expect(lines[0]).toMatch(/^0:05\.0 {2}agent /);
  });

  test('shows no number but times and durations', () => {
    const { events, lines } = follow();

    events.emit('state', { from: 'bridging', to: 'live' });
    events.emit('armed', { armed: true });
    events.emit('armed', { armed: false });
    events.emit('finding', { finding: finding(), leakedTicks: at(170) });
    events.emit('unheard', { leg: 'agent', span: span(at(1_000), at(2_000)) });
    events.emit('state', { from: 'live', to: 'draining' });
    events.emit('ended', { code: undefined });

    expect(lines).toHaveLength(7);
    for (const line of lines) {
      expect(line.replace(/\d+:\d\d\.\d/g, '').replace(/\d+ ms/g, '')).not.toMatch(/\d/);
    }
  });

  test('colours only where it may', () => {
    const plain = follow();
    const coloured = follow(true);

    for (const { events } of [plain, coloured])
      events.emit('finding', { finding: finding(), leakedTicks: 0 });

    expect(plain.lines.join('')).not.toContain('\u001b');
    expect(coloured.lines.join('')).toContain('\u001b[32m');
  });
});

describe('clock', () => {
  test('counts minutes, seconds and tenths', () => {
    expect([0, 49, 50, 9_960, 59_949, 59_950, 600_000].map(clock)).toEqual([
      '0:00.0',
      '0:00.0',
      '0:00.1',
      '0:10.0',
      '0:59.9',
      '1:00.0',
      '10:00.0',
    ]);
  });
});

describe('summaryOf', () => {
  const reported = (kind: ReportSpan['kind'], more: Partial<ReportSpan> = {}): ReportSpan => ({
    leg: 'caller',
    kind,
    startMs: 1_000,
    endMs: 3_000,
    cause: 'prompted',
    decidedAtMs: 1_500,
    verdict: 'masked',
    maskedFor: ['agent', 'recording', 'transcript'],
    score: 1,
    leakedMs: 0,
    ...more,
  });

  test('owns up to what got through', () => {
    expect(summaryOf({ spans: [reported('pan')], leakedMs: 170.4 })).toEqual([
      'Live: 1 secret found; 170 ms of it got through before the gate closed.',
      'Recording: 2.0 s masked, from the first digit to the last.',
    ]);
  });

  test('counts keys that follow each other as one', () => {
    const key = (startMs: number): ReportSpan => reported('dtmf', { startMs, endMs: startMs + 100 });

    expect(summaryOf({ spans: [key(1_000), key(1_200), key(5_000)], leakedMs: 0 })).toEqual([
      'Live: 2 secrets found; the other party heard nothing of it.',
      'Recording: 0.4 s masked, from the first digit to the last.',
    ]);
  });

  test('counts neither what was withdrawn nor what nobody heard as a secret', () => {
    const spans = [
      reported('pan'),
      reported('cvv'),
      reported('digits', { verdict: 'withdrawn' }),
      reported('unverified', { endMs: 1_500 }),
    ];

    expect(summaryOf({ spans, leakedMs: 0 })).toEqual([
      'Live: 2 secrets found; the other party heard nothing of it.',
      'Recording: 4.0 s masked, from the first digit to the last; 0.5 s more, because nobody had heard it in time.',
    ]);
  });
});

test('Ticks of nothing are the start of the call', () => {
  const { events, lines } = follow();

  events.emit('gate', { leg: 'caller', from: 'open', to: 'closed', at: ticks(0) });

  expect(lines[0]).toMatch(/^0:00\.0 /);
});
