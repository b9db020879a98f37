/**
 * The promise of the whole: two calls that differ only inside a masked span cannot be told apart by what leaves
 * Tacet, neither inside that span nor outside: not by the other party, nor by the recording, the transcript or
 * the report. Arrivals, losses, gates, codecs and cuts are the same in both; findings come before their deadline.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { MemoryFile } from './memory-file.js';
import { OneWay, POLICY, PTIME_MS, sendingSession, type LegFormat } from './one-way.js';
import { CODECS } from '../codec/registry.js';
import { PAYMENT_FOR_ALL } from '../core/audience.js';
import type { Finding } from '../core/finding.js';
import { newFindingId, parseCallId, type CallId } from '../core/ids.js';
import { FOREVER, overlaps, span, type Span } from '../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../core/units.js';
import { CallRecord } from '../sink/call-record.js';

const FORMATS: readonly LegFormat[] = [
  { codec: CODECS.PCMU, rateHz: 8_000 },
  { codec: CODECS.PCMA, rateHz: 8_000 },
  { codec: CODECS.L16, rateHz: 8_000 },
  { codec: CODECS.L16, rateHz: 16_000 },
  { codec: CODECS.L16, rateHz: 24_000 },
];
const FRAME = millisToTicks(PTIME_MS);
const CALL = parseCallId('call') as CallId;
/** The same in both calls, so that reports can be compared. */
const FINDING_ID = newFindingId();

interface Arrival {
  readonly delayMs: number;
  readonly isLost: boolean;
}

interface Scenario {
  readonly from: LegFormat;
  readonly to: LegFormat;
  readonly lookAheadMs: number;
  readonly arrivals: readonly Arrival[];
  /** Any Ticks: edges lie inside frames, and inside samples. */
  readonly secret: Span;
  /** 1: as late as it can come. */
  readonly lateness: number;
  /** For so many arrivals it is only suspected, and open. */
  readonly suspectedFor: number;
  readonly watermarkLags: readonly number[];
  readonly words: readonly Span[];
  readonly seed: number;
}

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    from: fc.constantFrom(...FORMATS),
    to: fc.constantFrom(...FORMATS),
    isSameFormat: fc.boolean(),
    lookAheadMs: fc.integer({ min: 0, max: 400 }),
    arrivals: fc.array(
      fc.record({
        delayMs: fc.oneof(
          { weight: 4, arbitrary: fc.constant(0) },
          fc.integer({ min: 0, max: 50 }),
          fc.integer({ min: 0, max: 300 }),
        ),
        isLost: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true)),
      }),
      { minLength: 5, maxLength: 50 },
    ),
    secretFrom: fc.integer({ min: 0, max: 30 * FRAME }),
    secretTicks: fc.integer({ min: 1, max: 20 * FRAME }),
    lateness: fc.double({ min: 0, max: 1, noNaN: true }),
    suspectedFor: fc.nat({ max: 12 }),
    watermarkLags: fc.array(fc.integer({ min: 0, max: 60 * FRAME }), { minLength: 1, maxLength: 8 }),
    words: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 50 * FRAME }), fc.integer({ min: 480, max: 19_200 }))
        .map(([from, length]) => span(from, from + length)),
      { maxLength: 10 },
    ),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ isSameFormat, secretFrom, secretTicks, to, ...rest }) => ({
    ...rest,
    to: isSameFormat ? rest.from : to,
    secret: span(secretFrom, secretFrom + secretTicks),
  }));

/** Audio as codec bytes; where `other` is set, every sample whose place touches the secret is another one. */
const payloadsOf = ({ from, arrivals, secret, seed }: Scenario, other: boolean): Uint8Array[] => {
  const bytes = from.codec.name === 'L16' ? 2 : 1;
  const perFrame = (from.rateHz * PTIME_MS) / 1_000;
  const hash = (n: number): number => (Math.imul(n + seed, 0x9e3779b1) >>> 13) & 0xff;
  return arrivals.map((_, n) =>
    Uint8Array.from({ length: perFrame * bytes }, (_v, i) => {
      const sample = n * perFrame + Math.floor(i / bytes);
      const place = span(samplesToTicks(sample, from.rateHz), samplesToTicks(sample + 1, from.rateHz));
      const value = hash(n * perFrame * bytes + i);
      return other && overlaps(place, secret) ? value ^ (1 + (hash(i) % 255)) : value;
    }),
  );
};

/** How the second call differs from the first inside the secret. */
type Variant = 'one' | 'other';

interface Outcome {
  readonly egress: readonly string[];
  readonly recording: string;
  readonly transcript: string;
  readonly report: string;
  readonly counters: unknown;
  /** The head before each arrival. */
  readonly heads: readonly Ticks[];
}

/** Runs a call whose caller says the secret; `findAt` is the arrival before which it is found. */
const run = async (s: Scenario, variant: Variant, findAt: number | undefined): Promise<Outcome> => {
  const files = new Map<string, MemoryFile>();
  const record = new CallRecord({
    call: CALL,
    rateHz: s.from.rateHz === 8_000 ? 8_000 : 16_000,
    lookAhead: millisToTicks(s.lookAheadMs),
    masked: PAYMENT_FOR_ALL,
    open: (name) => {
      const file = new MemoryFile(name);
      files.set(name, file);
      return file;
    },
  });
  record.begin({ language: 'en', startedAt: new Date(0) });
  const way = new OneWay({
    from: s.from,
    to: s.to,
    policy: { lookAhead: millisToTicks(s.lookAheadMs) },
    requires: ['speech'],
    onCleared: (part, pcm) => record.audio('caller', s.from.rateHz, part, pcm),
    onState: (before, after, at) => {
      if (after === 'blind') record.blind('caller', at);
      if (before === 'blind') record.sighted('caller', at);
    },
  });
  const { pipeline } = way;
  const find = (belief: Finding['belief'], at: Span, settled: boolean): void => {
    const finding: Finding = {
      id: FINDING_ID,
      leg: 'caller',
      belief,
      entity: 'pan',
      span: at,
      score: 1,
      cause: 'prompted',
      decidedAt: s.secret.from,
      settled,
    };
    pipeline.find(finding);
    record.finding(finding, settled ? pipeline.live.leaked(at) : 0);
  };

  const session = sendingSession(s.from);
  const clock = s.from.codec.clockRateHz(s.from.rateHz) / 50;
  const messages = payloadsOf(s, variant === 'other').map((payload, n) => ({
    message: session.wrap(payload, n === 0, clock).slice(),
    atMs: n * PTIME_MS + (n === 0 ? 0 : (s.arrivals[n]?.delayMs ?? 0)),
    isLost: n > 0 && s.arrivals[n]?.isLost === true,
  }));
  const arriving = messages.filter((m) => !m.isLost).sort((a, b) => a.atMs - b.atMs);
  const heads: Ticks[] = [];
  const confirmAt = findAt === undefined ? FOREVER : Math.min(findAt + s.suspectedFor, arriving.length - 1);
  arriving.forEach(({ message, atMs }, n) => {
    heads.push(pipeline.head);
    if (n === findAt) find('suspected', span(s.secret.from, FOREVER), false);
    if (n === confirmAt) find('confirmed', s.secret, true);
    way.receive(message, atMs);
    pipeline.live.heard(pipeline.head);
    const lag = s.watermarkLags[n % s.watermarkLags.length] ?? 0;
    // What is not settled holds the watermark back.
    const watermark = Math.min(pipeline.head - lag, n >= confirmAt ? FOREVER : s.secret.from);
    pipeline.clearance.cleared('speech', ticks(Math.max(0, watermark)));
    pipeline.release();
    record.cleared('caller', pipeline.clearance.releasedTo);
  });
  // The detector hands out words that it has judged; what they are differs inside the secret only.
  record.words(
    'caller',
    s.words.map((at, i) => ({
      span: at,
      text: variant === 'other' && overlaps(at, s.secret) ? `other${i}` : `word${i}`,
    })),
  );
  way.end();
  for (const leg of ['caller', 'agent'] as const) record.cleared(leg, FOREVER);
  await record.seal({ caller: { ...pipeline.counters }, agent: {} });

  const text = (name: string): string => files.get(name)?.content.toString('base64') ?? '';
  return {
    egress: way.sent.map(({ message }) => Buffer.from(message).toString('base64')),
    recording: text('recording.wav'),
    transcript: text('transcript.jsonl'),
    report: text('report.json'),
    counters: { ...pipeline.counters, ...way.egress.counters },
    heads,
  };
};

/** Before which arrival the secret is found: any that leaves every frame of it inside the gate. */
const findBefore = (s: Scenario, heads: readonly Ticks[]): number => {
  const deadline = s.secret.from + millisToTicks(s.lookAheadMs);
  const last = heads.findLastIndex((head) => head <= deadline);
  return Math.round(last * s.lateness);
};

describe('two calls that differ only inside a masked span', () => {
  it('are the same call to everybody outside', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (s) => {
        const { heads } = await run(s, 'one', undefined);
        const findAt = findBefore(s, heads);

        const one = await run(s, 'one', findAt);
        const other = await run(s, 'other', findAt);

        expect(other.egress).toEqual(one.egress);
        expect(other.recording === one.recording).toBe(true);
        expect(other.transcript).toBe(one.transcript);
        expect(other.report).toBe(one.report);
        expect(other.counters).toEqual(one.counters);
      }),
      { numRuns: 60 },
    );
  });

  it('are told apart by this test where nothing is found', async () => {
    const s: Scenario = {
      from: { codec: CODECS.PCMU, rateHz: 8_000 },
      to: { codec: CODECS.PCMU, rateHz: 8_000 },
      lookAheadMs: 0,
      arrivals: Array.from({ length: 20 }, () => ({ delayMs: 0, isLost: false })),
      secret: span(5 * FRAME, 6 * FRAME),
      lateness: 1,
      suspectedFor: 0,
      watermarkLags: [0],
      words: [span(5 * FRAME, 6 * FRAME)],
      seed: 1,
    };

    const one = await run(s, 'one', undefined);
    const other = await run(s, 'other', undefined);

    expect(POLICY.whenBlind).toBe('mask');
    expect(other.egress).not.toEqual(one.egress);
    expect(other.transcript).not.toBe(one.transcript);
  });
});
