/** What protects a call while nobody hears its words: the sound of the voice, and that a card was asked for. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { expectCovered } from './bridges/covered.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import type { ReportSpan } from '../sink/report.js';
import { FRAME_MS, fromPcmu, hush, levelOf, toPcmu } from './bridges/signals.js';
import { CARD_NUMBER, repeated, silence, sound, talk } from './bursts.js';

const SAMPLES_PER_MS = 8;
const PROMPT = words('my card number is', 500, 200, 20);
/** The prompt, as long as its words; then the recogniser fails. */
const TROUBLE_MS = 2_030;
const LATE_AFTER_MS = 500;
const prompt = toPcmu(sound([silence(500), [900, 600]]));
const digits = toPcmu(sound(repeated(16, [320, 180])));

afterEach(() => RunningTacet.stopAll());

const passed = (call: TestCall, said: readonly Buffer[]): boolean[] =>
  said.map((payload, i) => call.agent.received[i]?.payload.equals(payload) === true);

const state = (call: TestCall, wanted: 'lost' | 'hearing'): Promise<void> =>
  within(
    new Promise((resolve) => {
      call.call.speech?.events.on('state', (change) => {
        if (change.leg === 'caller' && change.state === wanted) resolve();
      });
    }),
    `the recogniser to be ${wanted}`,
  );

const cadenceSpans = async (call: TestCall) =>
  (await call.report()).spans.filter(({ cause }) => cause === 'cadence');

const kindsOf = (spans: readonly ReportSpan[]): ReadonlySet<string> =>
  new Set(spans.map(({ leg, kind, verdict }) => `${leg} ${kind} ${verdict}`));

describe('a caller who was asked for a card, when the recogniser hangs', () => {
  it('is masked half a second later, long before the gate is blind', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: PROMPT, trouble: [{ atMs: TROUBLE_MS, kind: 'hang' }] }) },
      live: { lateAfterMs: LATE_AFTER_MS, blindAfterMs: 10_000 },
    });
    const call = await server.call();
    const armed = call.event('armed', (event) => event.armed);
    // In time, or the guard would mask a part of it: on a slow machine, too.
    await call.say({ caller: prompt }, LATE_AFTER_MS - FRAME_MS);
    await call.heardOut(100);
    await armed;

    // Nobody gives the worker up. Less than fills its queue: it is late, and not yet stalled.
    server.clock.stop();
    const said = digits.slice(0, 90);
    await call.shout(said);
    server.clock.go();
    await call.hangUp();

    const heard = passed(call, [...prompt, ...said]).slice(prompt.length);
    const first = heard.indexOf(false);
    expect(first * FRAME_MS).toBeLessThanOrEqual(600);
    expect(heard.slice(first)).not.toContain(true);
    expect((await call.report()).spans.filter(({ kind }) => kind === 'blind')).toEqual([]);
    const spans = await cadenceSpans(call);
    expect(kindsOf(spans)).toEqual(new Set(['caller digits masked']));
    expectCovered(spans, (prompt.length + first) * FRAME_MS, (prompt.length + said.length) * FRAME_MS);
  });
});

describe('a caller who was asked for a card, when the recogniser fails and comes back', () => {
  it('is masked even under whenBlind: pass, until it hears again', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: PROMPT, trouble: [{ atMs: TROUBLE_MS, kind: 'throw' }] }) },
      live: { whenBlind: 'pass' },
    });
    const call = await server.call();
    const armed = call.event('armed', (event) => event.armed);
    await call.say({ caller: prompt });
    await armed;
    const lost = state(call, 'lost');
    const back = state(call, 'hearing');
    // It is not opened again before all of this was said.
    server.clock.stop();
    await call.shout(digits.slice(0, 10));
    await lost;
    const unheard = digits.slice(10, 110);
    await call.shout(unheard);
    server.clock.go();
    await back;
    const quiet = hush(60);
    await call.shout(quiet.slice(0, 10));
    await call.say({ caller: quiet.slice(10) });
    // No longer late: half of what makes it late would do.
    await call.heardOut(100);
    // Without words it takes eight seconds, from 800 ms after its return on, to be sure that no number goes on.
    const voice = [...digits, ...digits.slice(0, 60)];
    await call.say({ caller: voice });
    const after = digits.slice(110, 210);
    await call.say({ caller: after });
    const said = [...prompt, ...digits.slice(0, 10), ...unheard, ...quiet, ...voice, ...after];
    await call.agent.receivedAtLeast(said.length);
    await call.hangUp();

    const heard = passed(call, said);
    const from = prompt.length + 10;
    expect(heard.slice(from, from + unheard.length)).not.toContain(true);
    expect(heard.slice(-after.length)).not.toContain(false);
    const spans = (await cadenceSpans(call)).filter(({ verdict }) => verdict === 'masked');
    expect(kindsOf(spans)).toEqual(new Set(['caller digits masked']));
    expectCovered(spans, from * FRAME_MS, (from + unheard.length) * FRAME_MS);
    const { caller } = await call.recording();
    const place = (frame: number): number => frame * FRAME_MS * SAMPLES_PER_MS;
    expect(levelOf(caller.subarray(place(from), place(from + unheard.length)))).toBeLessThan(-50);
    expect(caller.subarray(place(said.length - after.length), place(said.length))).toEqual(fromPcmu(after));
  });
});

describe('a caller who was asked for a card, when the recogniser lags', () => {
  it('is masked live though the gate is not blind; words decide about the recording', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: PROMPT, lagMs: 900 }) },
      live: { lateAfterMs: 500 },
    });
    const call = await server.call();
    const armed = call.event('armed', (event) => event.armed);
    // Late answers are what is tested here, not too few of them.
    await call.shoutAsAnswered(prompt);
    await armed;
    await call.shoutAsAnswered(digits);
    await call.hangUp();

    const said = [...prompt, ...digits];
    expect(passed(call, said).slice(prompt.length)).not.toContain(true);
    const report = await call.report();
    expect(report.spans.filter(({ verdict }) => verdict === 'masked')).toEqual([]);
    expect(kindsOf(await cadenceSpans(call))).toEqual(new Set(['caller digits withdrawn']));
    const { caller } = await call.recording();
    expect(caller.subarray(0, said.length * FRAME_MS * SAMPLES_PER_MS)).toEqual(fromPcmu(said));
  });
});

describe('under whenBlind: cadence', () => {
  it('a call in a language without a recogniser passes running talk and masks digits from the third on', async () => {
    const server = await RunningTacet.start({ live: { whenBlind: 'cadence' } });
    const call = await server.call({ query: 'lang=fr' });
    const running = toPcmu(sound([silence(1_000), ...talk(40), silence(2_500)]));
    const read = toPcmu(sound(CARD_NUMBER));

    await call.shout([...running, ...read]);
    await call.hangUp();

    const heard = passed(call, [...running, ...read]);
    expect(heard.slice(0, running.length)).not.toContain(false);
    const first = heard.indexOf(false);
    expect((first - running.length) * FRAME_MS).toBeLessThanOrEqual(1_100);
    expect(heard.slice(first)).not.toContain(true);
  });

  it('where there is no recogniser at all the recording is masked from the first digit, and keeps the talk', async () => {
    const server = await RunningTacet.start({ engines: {}, live: { whenBlind: 'cadence' } });
    const call = await server.call();
    const running = toPcmu(sound([silence(1_000), ...talk(40), silence(2_500)]));
    const read = toPcmu(sound([...CARD_NUMBER, silence(3_000)]));

    await call.shout([...running, ...read]);
    await call.hangUp();

    const { caller } = await call.recording();
    const place = running.length * FRAME_MS * SAMPLES_PER_MS;
    const before = place - 300 * SAMPLES_PER_MS;
    expect(caller.subarray(0, before)).toEqual(fromPcmu(running).subarray(0, before));
    expect(levelOf(caller.subarray(place, place + 10_000 * SAMPLES_PER_MS))).toBeLessThan(-50);
    const spans = await cadenceSpans(call);
    expect(kindsOf(spans)).toEqual(new Set(['caller digits masked']));
    expect(spans[0]?.leakedMs).toBeGreaterThan(500);
  });
});
