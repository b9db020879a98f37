/**
 * What happens when a part of Tacet fails: doubt masks, the call goes on, sound comes back, and the record says
 * what nobody had heard.
 */
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';

import type { LegRole } from '../core/ids.js';
import type { SttState } from '../sense/stt-stream.js';
import { discontinuities, within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type Report, type TestCall } from './bridges/running-tacet.js';
import { expectCovered } from './bridges/covered.js';
import { FRAME_BYTES, FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';

const SAMPLES_PER_MS = 8;
/** In the middle of a chunk of 60 ms. */
const TROUBLE_MS = 2_030;

afterEach(() => RunningTacet.stopAll());

const state = (call: TestCall, wanted: SttState, leg: LegRole = 'caller'): Promise<void> =>
  within(
    new Promise((resolve) => {
      call.call.speech?.events.on('state', (change) => {
        if (change.leg === leg && change.state === wanted) resolve();
      });
    }),
    `the recogniser to be ${wanted}`,
  );

/** Whether the agent heard what the caller said, by frame. */
const passed = (call: TestCall, said: readonly Buffer[]): boolean[] =>
  said.map((payload, i) => call.agent.received[i]?.payload.equals(payload) === true);

const spansOf = (report: Report, kind: string): Report['spans'] =>
  report.spans.filter((span) => span.leg === 'caller' && span.kind === kind);

/** The recording is the source outside of what was unverified or masked by its sound, and noise inside. */
const expectUnverified = async (call: TestCall, said: readonly Buffer[]): Promise<Report['spans']> => {
  const { spans: all } = await call.report();
  const spans = all
    .filter(({ leg, maskedFor }) => leg === 'caller' && maskedFor.includes('recording'))
    .sort((a, b) => a.startMs - b.startMs);
  const source = fromPcmu(said);
  const { caller } = await call.recording();
  let from = 0;
  for (const { startMs, endMs } of spans) {
    const start = Math.max(from, Math.ceil(startMs * SAMPLES_PER_MS));
    const end = Math.floor(endMs * SAMPLES_PER_MS);
    expect(caller.subarray(from, start)).toEqual(source.subarray(from, start));
    expect(levelOf(caller.subarray(start, end))).toBeLessThan(-50);
    from = end + 1;
  }
  expect(caller.subarray(from, source.length)).toEqual(source.subarray(from));
  return spans;
};

describe('when the recogniser fails', () => {
  it.each([
    { kind: 'throw', crashes: 0 },
    { kind: 'crash', crashes: 1 },
    { kind: 'hang', crashes: 1 },
  ])('by a $kind the gate is blind until it is back, and the call goes on', async ({ kind, crashes }) => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ trouble: [{ atMs: TROUBLE_MS, kind }] }) },
    });
    const call = await server.call();
    // Without words it takes eight seconds after its return to be sure that no number goes on.
    const said = voice(760, 21);
    const before = said.slice(0, 100);
    const during = said.slice(100, 240);
    const after = said.slice(240);

    await call.say({ caller: before });
    const lost = state(call, 'lost');
    const blind = call.event('gate', ({ leg, to }) => leg === 'caller' && to === 'blind');
    const back = state(call, 'hearing');
    // It is not tried again before all of this was said.
    server.clock.stop();
    await call.shout(during.slice(0, 5));
    // A hanging recogniser is found out by time; until then two seconds of audio fill its queue.
    if (kind !== 'hang') await lost;
    await call.shout(during.slice(5));
    server.clock.go();
    await Promise.all([blind, lost, back]);
    await call.shout(after.slice(0, 10));
    await call.say({ caller: after.slice(10) }, 300);
    await call.agent.receivedAtLeast(said.length);
    const metrics = await server.metrics();
    await call.hangUp();

    const heard = passed(call, said);
    expect(heard.slice(0, 100)).not.toContain(false);
    expect(heard.slice(kind === 'hang' ? 210 : 105, 240)).not.toContain(true);
    expect(heard.slice(-60)).not.toContain(false);
    expect(discontinuities(call.agent.received, FRAME_BYTES)).toEqual([]);
    expect(metrics).toMatch(
      new RegExp(`tacet_stt_crashes_total\\{reason="(died|hung)"\\} ${String(crashes)}\n`),
    );
    expect(metrics).toContain(`tacet_stt_restarts_total ${String(crashes)}\n`);
    expect(metrics).not.toContain('tacet_unheard_seconds_total 0\n');
    const spans = await expectUnverified(call, said);
    expect(spans[0]?.startMs).toBeLessThanOrEqual(TROUBLE_MS);
    expect(spans.at(-1)?.endMs).toBeGreaterThanOrEqual(240 * FRAME_MS);
    expect(spansOf(await call.report(), 'blind').length).toBeGreaterThan(0);
  });

  it('and the setting says so, audio passes live, but never into the recording', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ trouble: [{ atMs: TROUBLE_MS, kind: 'throw' }] }) },
      live: { whenBlind: 'pass' },
    });
    const call = await server.call();
    const said = voice(150, 22);

    await call.say({ caller: said.slice(0, 100) });
    const lost = state(call, 'lost');
    await call.shout(said.slice(100, 105));
    await lost;
    await call.shout(said.slice(105));
    await call.hangUp();

    expect(passed(call, said)).not.toContain(false);
    expect((await expectUnverified(call, said)).length).toBeGreaterThan(0);
  });

  it('by hearing three seconds behind the gate is blind, and the recording still gets everything', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted({ lagMs: 3_000 }) } });
    const call = await server.call();
    const said = voice(250, 23);

    // Late answers are what is tested here, not too few of them.
    await call.shoutAsAnswered(said);
    await call.hangUp();

    expect(passed(call, said).slice(1_800 / FRAME_MS)).not.toContain(true);
    expect(passed(call, said).slice(0, 20)).not.toContain(false);
    expectCovered(spansOf(await call.report(), 'blind'), 1_800, said.length * FRAME_MS);
    expect(await expectUnverified(call, said)).toEqual([]);
  });

  it('by words without times what it heard meanwhile is masked, and hearing goes on', async () => {
    const server = await RunningTacet.start({
      engines: {
        en: scripted({ words: words('four two', 1_000, 200, 20), finalDelayMs: 500, wordTimes: false }),
      },
    });
    const call = await server.call();
    const states: string[] = [];
    call.call.speech?.events.on('state', ({ state: now }) => states.push(now));
    const said = voice(620, 26);

    await call.say({ caller: said });
    await call.agent.receivedAtLeast(said.length);
    expect(states).toEqual([]);
    await call.hangUp();

    const masked = (await call.report()).spans.filter(({ verdict }) => verdict === 'masked');
    expect(masked.map(({ cause }) => cause)).toEqual(['garbled']);
    const [from, to] = [masked[0]?.startMs ?? Infinity, masked[0]?.endMs ?? 0];
    expect(from).toBeLessThanOrEqual(1_000);
    expect(to).toBeGreaterThanOrEqual(1_420);
    const { caller } = await call.recording();
    expect(levelOf(caller.subarray(1_000 * SAMPLES_PER_MS, 1_420 * SAMPLES_PER_MS))).toBeLessThan(-50);
    expect(caller.subarray(Math.ceil(to * SAMPLES_PER_MS), said.length * FRAME_BYTES)).toEqual(
      fromPcmu(said).subarray(Math.ceil(to * SAMPLES_PER_MS)),
    );
    expect(passed(call, said).slice(-20)).not.toContain(false);
  });

  it('for want of an engine for the language everything is masked', async () => {
    const server = await RunningTacet.start();
    const call = await server.call({ query: 'lang=fr' });
    const said = voice(100, 24);

    await call.shout(said);
    await call.hangUp();

    expect(passed(call, said)).not.toContain(true);
    expect(levelOf(fromPcmu(call.agent.received.map((packet) => packet.payload)))).toBeLessThan(-50);
    const spans = await expectUnverified(call, said);
    expect(spans.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[0, 100 * FRAME_MS]]);
  });
});

describe('when nothing can be written', () => {
  it('the call goes on and ends as ever; the log has the code and nothing else', async () => {
    const server = await RunningTacet.start();
    await rm(server.directory, { recursive: true });
    await writeFile(server.directory, '');
    const call = await server.call();
    const said = voice(150, 25);

    await call.say({ caller: said });
    await call.agent.receivedAtLeast(said.length);
    await call.hangUp();

    expect(passed(call, said)).not.toContain(false);
    const errors = server.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((l) => l['level'] === 50);
    expect(errors.length).toBeGreaterThan(0);
    expect(new Set(errors.map((line) => line['code']))).toEqual(new Set(['TACET_STORE_FAILED']));
    expect(server.lines.join('')).not.toContain(server.directory);
    expect(server.lines.join('')).not.toContain('ENOTDIR');
    expect(await server.metrics()).toContain('tacet_calls_ended_total{code="TACET_PEER_LEFT"} 1');
    expect(call.call.direction('caller')?.pipeline.residue()).toBe(0);
  });
});
