/** Real worker threads, the scripted engine in them, and a clock moved by hand. */
import { BroadcastChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../core/clock.js';
import type { Emitter } from '../core/events.js';
import type { CallId, LegRole } from '../core/ids.js';
import { span } from '../core/span.js';
import { millisToTicks, ticksToMillis, type Ticks } from '../core/units.js';
import type { Frame } from '../media/frame.js';
import type { SttCall, SttCallEvents } from './stt-call.js';
import { SttPool } from './stt-pool.js';

const FRAME_MS = 20;
const RATE = 8_000;
const WORDS = [
  { text: 'four', fromMs: 100, toMs: 300 },
  { text: 'two', fromMs: 2_100, toMs: 2_300 },
];

const pools: SttPool[] = [];
let serial = 0;
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

const start = (workerData: object, workers = 1) => {
  const clock = new ManualClock();
  const workerUrl = new URL('../test/speech-worker.js', import.meta.url);
  const errors: unknown[] = [];
  const onObserverError = (error: unknown): number => errors.push(error);
  const pool = new SttPool({ workerUrl, workerData, workers, clock, onObserverError });
  pools.push(pool);
  return { pool, clock, errors };
};

const openCall = (pool: SttPool, caller = 'en', agent = 'quiet'): SttCall =>
  pool.openCall(`call-${++serial}` as CallId, {
    caller: { language: caller, rateHz: RATE },
    agent: { language: agent, rateHz: RATE },
  });

const push = (call: SttCall, leg: LegRole, fromMs: number, toMs: number): void => {
  for (let ms = fromMs; ms < toMs; ms += FRAME_MS) {
    const pcm = new Int16Array((RATE * FRAME_MS) / 1_000).fill(99);
    const frame: Frame = {
      span: span(millisToTicks(ms), millisToTicks(ms + FRAME_MS)),
      rateHz: RATE,
      pcm,
      origin: 'received',
    };
    call.streams[leg].push(frame);
  }
};

const event = <Events extends object, Name extends keyof Events>(
  events: Emitter<Events>,
  name: Name,
  isIt: (event: Events[Name]) => boolean,
): Promise<Events[Name]> =>
  new Promise((resolve) => {
    const stop = events.on(name, (happened) => {
      if (!isIt(happened)) return;
      stop();
      resolve(happened);
    });
  });

const heardTo = (call: SttCall, leg: LegRole, ms: number): Promise<SttCallEvents['heard']> =>
  event(call.events, 'heard', (heard) => heard.leg === leg && heard.heardTo >= millisToTicks(ms));
const state = (call: SttCall, leg: LegRole, wanted: string): Promise<unknown> =>
  event(call.events, 'state', (change) => change.leg === leg && change.state === wanted);

/** Everything a call says, as short lines in order. */
const diary = (call: SttCall): string[] => {
  const lines: string[] = [];
  const ms = (at: Ticks): number => ticksToMillis(at);
  call.events.on('state', (change) => lines.push(`${change.leg} ${change.state}`));
  call.events.on('unheard', ({ leg, span: gap }) =>
    lines.push(`${leg} unheard ${ms(gap.from)}-${ms(gap.to)}`),
  );
  call.events.on('heard', (marks) => lines.push(`${marks.leg} heard ${ms(marks.heardTo)}`));
  call.events.on('finding', (finding) => lines.push(`${finding.leg} finding ${ms(finding.span.from)}`));
  call.events.on('note', (note) => lines.push(`note ${note.kind}`));
  return lines;
};
const without = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => !line.includes(word));

const SCRIPTS = { en: { words: WORDS }, quiet: {} };

describe('the speech pool', () => {
  it('hears both legs of a call to their end and passes on what the detector finds', async () => {
    const { pool, errors } = start({ scripts: SCRIPTS });
    await pool.ready;
    const call = openCall(pool);
    const lines = diary(call);
    const words: unknown[] = [];
    call.events.on('words', (heard) => words.push(heard.words.map((word) => word.text)));

    push(call, 'caller', 0, 1_000);
    push(call, 'agent', 0, 500);
    call.context({ kind: 'keys' });
    await call.close();

    expect(lines).toContain('caller heard 1000');
    expect(lines).toContain('agent heard 500');
    expect(without(lines, 'heard')).toEqual(
      expect.arrayContaining([
        'caller finding 100',
        'note echo',
        'note finished',
        'caller closed',
        'agent closed',
      ]),
    );
    expect(words).toEqual([['*']]);
    expect(pool.counts).toMatchObject({ crashes: 0, restarts: 0, stalls: 0, chunks: 17 + 9 });
    expect(ticksToMillis(pool.counts.heardTicks)).toBe(1_500);
    expect(pool.counts.busyMs).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  it('uses its buffers again', async () => {
    const { pool } = start({ scripts: SCRIPTS });
    await pool.ready;
    const call = openCall(pool);

    for (let ms = 0; ms < 6_000; ms += 60) {
      const heard = heardTo(call, 'caller', ms + 60);
      push(call, 'caller', ms, ms + 60);
      await heard;
    }

    expect(pool.counts.chunks).toBe(100);
    expect(pool.buffersCreated).toBeLessThanOrEqual(3);
  });

  it('leaves silence out and flushes when told to', async () => {
    const { pool } = start({ scripts: SCRIPTS });
    await pool.ready;
    const call = openCall(pool);

    push(call, 'caller', 0, 320);
    call.streams.caller.flush();
    const first = await event(call.events, 'heard', (heard) => heard.finalTo > 0);
    const later = heardTo(call, 'caller', 2_320);
    push(call, 'caller', 2_000, 2_320);
    call.streams.caller.flush();
    await later;

    expect(ticksToMillis(first.finalTo)).toBe(320);
    expect(pool.counts.stalls).toBe(0);
  });

  it('stalls beyond two seconds of unheard audio, and tells what it never heard before it goes on', async () => {
    const release = `release-${process.pid}-stall`;
    const trouble = [{ atMs: 100, kind: 'hang' }];
    const { pool } = start({ release, scripts: { en: { words: WORDS, trouble }, quiet: {} } });
    await pool.ready;
    const call = openCall(pool);
    const lines = diary(call);

    push(call, 'caller', 0, 3_000);
    expect(call.streams.caller.state).toBe('stalled');
    const hearing = state(call, 'caller', 'hearing');
    const channel = new BroadcastChannel(release);
    channel.postMessage('go');
    await hearing;
    push(call, 'caller', 3_000, 3_600);
    await call.close();
    channel.close();

    expect(pool.counts.stalls).toBe(1);
    expect(lines).toContain('caller unheard 1980-3000');
    expect(lines.indexOf('caller unheard 1980-3000')).toBeLessThan(lines.indexOf('caller heard 3060'));
    expect(lines).toContain('caller heard 1980');
    expect(lines).toContain('caller heard 3600');
    expect(lines).not.toContain('caller heard 2040');
  });

  it('survives a worker that dies: streams are lost, a new worker goes on where the call is', async () => {
    const trouble = [{ atMs: 600, kind: 'crash' }];
    const { pool, clock } = start({ scripts: { en: { words: WORDS, trouble }, quiet: {} } });
    await pool.ready;
    const call = openCall(pool);
    const lines = diary(call);

    const lost = state(call, 'agent', 'lost');
    push(call, 'agent', 0, 120);
    push(call, 'caller', 0, 900);
    await lost;
    push(call, 'caller', 900, 1_500);
    const hearing = state(call, 'agent', 'hearing');
    clock.advance(250);
    await hearing;
    push(call, 'caller', 1_500, 2_400);
    await call.close();

    expect(pool.counts).toMatchObject({ crashes: 1, restarts: 1 });
    expect(lines).toContain('caller unheard 0-1500');
    expect(lines.indexOf('caller unheard 0-1500')).toBeLessThan(lines.indexOf('caller heard 1560'));
    expect(lines).toContain('caller finding 2100');
    expect(lines).not.toContain('caller finding 100');
  });

  it('takes a worker that answers nothing for four seconds for dead', async () => {
    const { pool, clock } = start({ scripts: { en: { trouble: [{ atMs: 100, kind: 'hang' }] }, quiet: {} } });
    await pool.ready;
    const call = openCall(pool);
    const first = heardTo(call, 'caller', 60);
    push(call, 'caller', 0, 300);
    await first;
    const crashed = event(pool.events, 'crashed', () => true);

    for (let tick = 0; tick < 9; tick++) clock.advance(500);

    expect(await crashed).toEqual({ worker: 0, reason: 'hung', code: 'TACET_ENGINE_FAILED' });
    expect(call.streams.caller.state).toBe('lost');
    const hearing = state(call, 'caller', 'hearing');
    clock.advance(250);
    await hearing;
    push(call, 'caller', 300, 600);
    await heardTo(call, 'caller', 600);
  });

  it('does not suspect a worker that has nothing to do', async () => {
    const { pool, clock } = start({ scripts: SCRIPTS });
    await pool.ready;
    openCall(pool);

    clock.advance(60_000);

    expect(pool.counts.crashes).toBe(0);
  });

  it('opens a stream again that failed alone, and leaves the other leg be', async () => {
    const { pool, clock } = start({
      scripts: { en: { words: WORDS, trouble: [{ atMs: 100, kind: 'throw' }] }, quiet: {} },
    });
    await pool.ready;
    const call = openCall(pool);
    const lines = diary(call);

    const lost = state(call, 'caller', 'lost');
    push(call, 'caller', 0, 300);
    await lost;
    const hearing = state(call, 'caller', 'hearing');
    clock.advance(250);
    await hearing;
    push(call, 'caller', 300, 600);
    await call.close();

    expect(pool.counts.crashes).toBe(0);
    expect(lines).toContain('caller heard 600');
    expect(lines).not.toContain('agent lost');
  });

  it('masks nothing by itself when the detector breaks: both legs are lost and say so', async () => {
    const { pool } = start({ scripts: SCRIPTS });
    await pool.ready;
    const call = openCall(pool);
    const lost = Promise.all([state(call, 'caller', 'lost'), state(call, 'agent', 'lost')]);

    call.context({ kind: 'break' });

    await lost;
  });

  it('says why when an engine does not start, and keeps calls lost until one does', async () => {
    const { pool } = start({ engine: 'nonesuch' });

    await expect(pool.ready).rejects.toMatchObject({ code: 'TACET_ENGINE_UNKNOWN' });
    const call = openCall(pool);
    push(call, 'caller', 0, 100);

    expect(call.streams.caller.state).toBe('lost');
    expect(pool.counts).toEqual({ crashes: 1, restarts: 0, stalls: 0, chunks: 0, heardTicks: 0, busyMs: 0 });
  });

  it('gives a new call to the worker with the fewest', async () => {
    const trouble = [{ atMs: 0, kind: 'crash' }];
    const { pool } = start({ scripts: { bad: { trouble }, quiet: {} } }, 2);
    await pool.ready;
    const calls = [openCall(pool, 'quiet'), openCall(pool, 'bad'), openCall(pool, 'quiet')];
    const lost = state(calls[1] as SttCall, 'agent', 'lost');

    for (const call of calls) push(call, 'caller', 0, 60);
    await lost;

    expect(calls.map((call) => call.streams.agent.state)).toEqual(['hearing', 'lost', 'hearing']);
  });

  it('closes with its calls, also the lost ones, and leaves no timer', async () => {
    const { pool, clock } = start({ scripts: { en: { trouble: [{ atMs: 0, kind: 'crash' }] }, quiet: {} } });
    await pool.ready;
    const call = openCall(pool);
    const lines = diary(call);
    const lost = state(call, 'agent', 'lost');
    push(call, 'caller', 0, 60);
    await lost;
    push(call, 'caller', 60, 200);

    await pool.close();

    expect(lines.slice(-3)).toEqual(['caller unheard 0-200', 'caller closed', 'agent closed']);
    expect(clock.pending).toBe(0);
    expect(() => openCall(pool)).toThrow(expect.objectContaining({ code: 'TACET_DRAINING' }));
  });

  it('keeps an observer that throws away from the audio', async () => {
    const { pool, errors } = start({ scripts: SCRIPTS });
    await pool.ready;
    const call = openCall(pool);
    call.events.on('heard', () => {
      throw new Error('observer');
    });

    push(call, 'caller', 0, 120);
    await call.close();

    expect(errors.length).toBeGreaterThan(0);
    expect(call.streams.caller.state).toBe('closed');
  });
});
