import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import wavefile from 'wavefile';

import { CallRecord } from './call-record.js';
import { PAYMENT_FOR_ALL } from '../core/audience.js';
import type { Finding, MaskReason } from '../core/finding.js';
import { newFindingId, parseCallId, type CallId, type LegRole } from '../core/ids.js';
import { span } from '../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type SampleRate } from '../core/units.js';
import { MemoryFile } from '../test/memory-file.js';

const CALL = parseCallId('call-7') as CallId;
const NO_COUNTERS = { caller: {}, agent: {} };

const arrange = (rateHz: SampleRate = 8_000) => {
  const files = new Map<string, MemoryFile>();
  const record = new CallRecord({
    call: CALL,
    rateHz,
    lookAhead: millisToTicks(100),
    masked: PAYMENT_FOR_ALL,
    open: (name) => {
      const file = new MemoryFile(name);
      files.set(name, file);
      return file;
    },
  });
  record.begin({ language: 'en', startedAt: new Date(0) });
  const content = (name: string): Buffer => files.get(name)?.content ?? Buffer.alloc(0);
  const channels = (): Int16Array[] =>
    new wavefile.WaveFile(content('recording.wav')).getSamples(false, Int16Array) as unknown as Int16Array[];
  const report = (): Record<string, unknown> =>
    JSON.parse(content('report.json').toString()) as Record<string, unknown>;
  return { record, files, content, channels, report };
};

/** Hands over a stretch of samples, at its leg's rate. */
const give = (
  record: CallRecord,
  leg: LegRole,
  rateHz: SampleRate,
  from: number,
  pcm: Int16Array,
  mask?: MaskReason,
): void => {
  const place = span(samplesToTicks(from, rateHz), samplesToTicks(from + pcm.length, rateHz));
  record.audio(leg, rateHz, { span: place, mask }, pcm);
};

const finding = (given: Partial<Finding> = {}): Finding => ({
  id: newFindingId(),
  leg: 'caller',
  belief: 'confirmed',
  entity: 'pan',
  span: span(millisToTicks(100), millisToTicks(300)),
  score: 1,
  cause: 'prompted',
  decidedAt: millisToTicks(300),
  settled: true,
  ...given,
});

describe('the record of a call', () => {
  it('seals a recording, a transcript and a report', async () => {
    const { record, files } = arrange();

    await record.seal(NO_COUNTERS);

    expect([...files.keys()].sort()).toEqual(['recording.wav', 'report.json', 'transcript.jsonl']);
    expect([...files.values()].every((file) => file.isSealed)).toBe(true);
  });

  it('reports how long the call was and how much of it was masked', async () => {
    const { record, report } = arrange();
    record.origin('caller', millisToTicks(0));
    record.origin('agent', millisToTicks(40));
    give(record, 'caller', 8_000, 0, new Int16Array(800));
    give(record, 'caller', 8_000, 800, new Int16Array(1_600), 'pan');
    give(record, 'agent', 8_000, 320, new Int16Array(80));
    record.finding(finding(), millisToTicks(20));

    await record.seal({ caller: { frames: 15 }, agent: {} });

    expect(report()).toMatchObject({
      call: 'call-7',
      language: 'en',
      startedAt: '1970-01-01T00:00:00.000Z',
      durationMs: 300,
      lookAheadMs: 100,
      recordingRateHz: 8_000,
      maskedMs: 200,
      originMs: { caller: 0, agent: 40 },
      leakedMs: 20,
      spans: [{ leg: 'caller', kind: 'pan', startMs: 100, endMs: 300, leakedMs: 20 }],
      legs: { caller: { frames: 15 }, agent: {} },
    });
  });

  it('reports stretches that were masked because nobody had heard them', async () => {
    const { record, report } = arrange();
    give(record, 'caller', 8_000, 0, new Int16Array(160), 'unverified');
    give(record, 'caller', 8_000, 160, new Int16Array(160), 'unverified');
    record.blind('agent', millisToTicks(10));
    record.sighted('agent', millisToTicks(30));
    record.blind('caller', millisToTicks(20));

    await record.seal(NO_COUNTERS);

    expect(report()['spans']).toMatchObject([
      { leg: 'caller', kind: 'unverified', startMs: 0, endMs: 40 },
      { leg: 'agent', kind: 'blind', startMs: 10, endMs: 30 },
      { leg: 'caller', kind: 'blind', startMs: 20, endMs: 40 },
    ]);
  });

  it('masks in the transcript what is settled and confirmed, and nothing that was withdrawn', async () => {
    const { record, content } = arrange();
    record.words('caller', [
      { text: 'phone', span: span(0, 4_800) },
      { text: 'seven', span: span(9_600, 14_400) },
      { text: 'four', span: span(28_800, 33_600) },
    ]);
    record.finding(finding({ belief: 'withdrawn', span: span(9_000, 15_000) }), 0);
    record.finding(finding({ settled: false, span: span(0, 5_000) }), 0);
    record.finding(finding({ span: span(28_000, 34_000) }), 0);

    await record.seal(NO_COUNTERS);

    expect(JSON.parse(content('transcript.jsonl').toString())).toMatchObject({ text: 'phone seven [PAN]' });
  });

  it('puts a leg of another rate at the same time as one of its own', async () => {
    const { record, channels } = arrange(16_000);
    const click = (rateHz: SampleRate): Int16Array => {
      const pcm = new Int16Array(rateHz / 5);
      pcm.fill(12_000, rateHz / 10, rateHz / 10 + rateHz / 200);
      return pcm;
    };
    give(record, 'caller', 16_000, 0, click(16_000));
    give(record, 'agent', 8_000, 0, click(8_000));

    await record.seal(NO_COUNTERS);

    const [caller = new Int16Array(), agent = new Int16Array()] = channels();
    const middle = (pcm: Int16Array): number => {
      let sum = 0;
      let weighed = 0;
      pcm.forEach((sample, i) => {
        sum += sample;
        weighed += i * sample;
      });
      return weighed / sum;
    };
    expect(Math.abs(middle(caller) - middle(agent))).toBeLessThan(1.5);
  });

  it('records a leg of another rate the same, however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<[SampleRate, SampleRate][]>([8_000, 16_000], [24_000, 16_000], [48_000, 16_000]),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 2_000 }),
        async ([fromHz, toHz], cuts, origin) => {
          const total = cuts.reduce((sum, cut) => sum + cut, 0);
          const pcm = Int16Array.from({ length: total }, (_, i) => 8_000 * Math.sin(i / 9));
          const whole = arrange(toHz);
          const cut = arrange(toHz);

          give(whole.record, 'caller', fromHz, origin, pcm);
          let at = 0;
          for (const count of cuts) {
            give(cut.record, 'caller', fromHz, origin + at, pcm.slice(at, at + count));
            at += count;
          }
          for (const { record } of [whole, cut]) await record.seal(NO_COUNTERS);

          expect(cut.content('recording.wav').equals(whole.content('recording.wav'))).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('writes a line of the transcript once both legs are past it', () => {
    const { record, content } = arrange();
    record.words('caller', [{ text: 'hello', span: span(0, 4_800) }]);

    record.cleared('caller', ticks(480_000));
    const before = content('transcript.jsonl').length;
    record.cleared('agent', ticks(480_000));

    expect(before).toBe(0);
    expect(content('transcript.jsonl').toString()).toContain('hello');
  });
});

describe('the transcript of a record', () => {
  it('shows the words of what it may hold, and a token for what it may not', async () => {
    const { record, content } = arrange();
    const at = (from: number) => span(millisToTicks(from), millisToTicks(from + 100));
    record.finding(finding({ entity: 'phone', span: at(0) }), 0);
    record.finding(finding({ entity: 'cvv', span: at(200) }), 0);
    record.words('caller', [
      { text: 'seven', span: at(0) },
      { text: 'three', span: at(200) },
    ]);

    await record.seal(NO_COUNTERS);

    expect(content('transcript.jsonl').toString()).toContain('"text":"seven [CVV]"');
    expect(record.report.spans.map(({ maskedFor }) => maskedFor)).toEqual([
      [],
      ['agent', 'recording', 'transcript'],
    ]);
  });
});
