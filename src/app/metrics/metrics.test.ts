/** The metrics of a whole Tacet, scraped while calls run. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { RunningTacet, scripted, words as wordsOf, type TestCall } from '../../test/bridges/running-tacet.js';
import { sendKey } from '../../test/bridges/rtp-client.js';
import { voice } from '../../test/bridges/signals.js';
import { millisToTicks } from '../../core/units.js';

afterEach(() => RunningTacet.stopAll());

const OPEN_METRICS = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';
/** Said without a word of warning: the first digits are heard before anybody suspects a number. */
const CARD = wordsOf('four one one one one one one one one one one one one one one one', 1_000, 150, 50);

const saysACard = async (): Promise<{ readonly server: RunningTacet; readonly call: TestCall }> => {
  const server = await RunningTacet.start({ engines: { en: scripted({ words: CARD }) } });
  const call = await server.call();
  await call.say({ caller: voice(500, 3) });
  return { server, call };
};

describe('metrics of a card number that nobody announced', () => {
  it('say which digits were heard, and that none was recorded', async () => {
    const { server, call } = await saysACard();
    await call.hangUp();

    const heard = (await server.report(call.id)).spans.filter(({ leakedMs }) => leakedMs > 0);
    expect(heard.length).toBeGreaterThan(0);
    expect(await server.metric('tacet_leaked_digits_total', 'branch="live",position="1"')).toBe(1);
    expect(await server.metric('tacet_leaked_digits_total', 'branch="live",position="16"')).toBe(0);
    expect(await server.metric('tacet_leaked_digits_total', 'branch="recording"')).toBe(0);
    expect(await server.metric('tacet_leaked_digits_total', 'branch="transcript"')).toBe(0);
    for (const branch of ['live', 'recording', 'transcript'])
      expect(await server.metric('tacet_masks_total', `branch="${branch}",entity="pan"`)).toBe(1);
    expect(await server.metric('tacet_digit_to_mask_seconds_count')).toBeGreaterThan(0);
    expect(await server.metric('tacet_masked_seconds_total', 'live')).toBeGreaterThan(2);
    expect(await server.metric('tacet_masked_seconds_total', 'recording')).toBeGreaterThan(3);
  });

  it('lead to the log lines of its call', async () => {
    const { server, call } = await saysACard();
    await call.hangUp();

    const response = await fetch(`http://127.0.0.1:${String(server.port)}/metrics`, {
      headers: { accept: OPEN_METRICS },
    });
    const text = await response.text();

    expect(response.headers.get('content-type')).toContain('application/openmetrics-text');
    expect(text.endsWith('# EOF\n')).toBe(true);
    const traces = [
      ...text.matchAll(/^tacet_(?:masks|leaked_digits)_total.* # \{trace_id="([a-f]{32})"\}/gm),
    ];
    expect(new Set(traces.map(([, trace]) => trace))).toEqual(new Set([call.call.traceId]));
    const lines = server.lines.filter((line) => line.includes(`"call":"${call.id}"`));
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter((line) => !line.includes(`"trace":"${call.call.traceId}"`))).toEqual([]);
  });
});

/** What is counted, by its labels. */
const seriesIn = (metrics: string): string[] =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith('tacet_'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')))
    .sort();

describe('the series', () => {
  it('are all there before anything has happened, or the first increase of each would be missed', async () => {
    const order = wordsOf('four one one one one one', 1_000, 150, 50);
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: CARD }), de: scripted({ words: order }) },
    });
    const before = seriesIn(await server.metrics());
    for (const lang of ['en', 'de']) {
      const call = await server.call({ query: `lang=${lang}` });
      await call.say({ caller: voice(500, 3) });
      sendKey(call.caller, 4);
      await call.hangUp();
    }
    await (
      await server.connect('call/nobody')
    ).closed;

    for (const name of ['tacet_withdrawn_masks_total', 'tacet_masks_total', 'tacet_leaked_seconds_total'])
      expect(await server.metric(name)).toBeGreaterThan(0);
    expect(seriesIn(await server.metrics())).toEqual(before);
  });

  it('are no more than a server of several thousand calls may have', async () => {
    const lines = (await (await RunningTacet.start()).metrics()).split('\n');

    expect(lines.filter((line) => line !== '' && !line.startsWith('#')).length).toBeLessThan(1_500);
  });
});

describe('metrics of calls', () => {
  it('count them while they run and keep the sums when they have ended', async () => {
    const server = await RunningTacet.start();
    const call = await server.call();
    await call.say({ caller: voice(40, 1), agent: voice(40, 2) });
    // What has come out has come in.
    await Promise.all([call.agent, call.caller].map((client) => client.receivedAtLeast(40)));
    expect(await server.metric('tacet_calls', 'state="live"')).toBe(1);
    expect(await server.metric('tacet_legs', 'protocol="rtp"')).toBe(2);
    const frames = await server.metric('tacet_frames_total');
    // What waits for its clearance, and not what may wait.
    const waiting = await server.metric('tacet_ring_bytes');
    expect(waiting).toBeGreaterThan(0);
    expect(waiting).toBeLessThan(2 * 8_000 * 45 * 2);

    await call.hangUp();

    expect(frames).toBe(80);
    expect(await server.metric('tacet_frames_total')).toBe(frames);
    expect(await server.metric('tacet_calls', 'state="live"')).toBe(0);
    expect(await server.metric('tacet_legs', 'protocol="rtp"')).toBe(0);
    expect(await server.metric('tacet_calls_ended_total', 'TACET_PEER_LEFT')).toBe(1);
    // Of each leg the first packet, and every 16th.
    expect(await server.metric('tacet_added_latency_seconds_count')).toBe(6);
    expect(await server.metric('tacet_ring_bytes')).toBe(0);
    expect(await server.metric('tacet_stt_heard_seconds_total')).toBeGreaterThan(1);
  });

  it('count who was refused, and for what', async () => {
    const server = await RunningTacet.start({ limits: { calls: 1 } });
    await server.connect('one/caller');
    await expect(server.connect('two/caller')).rejects.toThrow();
    const closed = await (await server.connect('one/nobody')).closed;

    expect(closed.reason).toBe('TACET_LEG_UNKNOWN');
    expect(await server.metric('tacet_refused_legs_total', 'TACET_BUSY')).toBe(1);
    expect(await server.metric('tacet_refused_legs_total', 'TACET_LEG_UNKNOWN')).toBe(1);
    expect(await server.metric('tacet_refused_legs_total', 'TACET_DRAINING')).toBe(0);
  });

  it('say that a call is not recorded although it should be', async () => {
    const server = await RunningTacet.start({ recording: { unencrypted: false, recipients: [] } });
    const call = await server.call();
    await call.hangUp();

    expect(await server.metric('tacet_unrecorded_calls_total')).toBe(1);
  });
});

describe('metrics of pauses', () => {
  it('say who was spared for how long, and what ended it', async () => {
    const server = await RunningTacet.start();
    const call = await server.call();
    await call.say({ caller: voice(50, 3) });
    // What has come out has come in.
    await call.agent.receivedAtLeast(50);
    const pause = call.call.pause({
      scope: new Set(['agent', 'recording']),
      by: 'desk',
      reason: undefined,
      longest: millisToTicks(60_000),
    });
    expect(await server.metric('tacet_paused_calls')).toBe(1);
    await call.say({ caller: voice(100, 4) });
    await call.agent.receivedAtLeast(150);
    call.call.resume(pause.id, 'desk');

    expect(await server.metric('tacet_paused_calls')).toBe(0);
    for (const scope of ['agent', 'recording']) {
      expect(await server.metric('tacet_pauses_total', `scope="${scope}"`)).toBe(1);
      const seconds = await server.metric('tacet_paused_seconds_total', `scope="${scope}"`);
      expect(seconds).toBeGreaterThanOrEqual(1.9);
      // It ends 200 ms behind what had come in.
      expect(seconds).toBeLessThanOrEqual(2.3);
    }
    expect(await server.metric('tacet_paused_seconds_total', 'scope="caller"')).toBe(0);
    expect(await server.metric('tacet_pauses_ended_total', 'trigger="requested"')).toBe(1);
    expect(await server.metric('tacet_pauses_ended_total')).toBe(1);
  });
});

describe('metrics of what a machine is short of, and of webhooks', () => {
  it('are there before anything has happened', async () => {
    const metrics = await (await RunningTacet.start()).metrics();

    for (const what of ['event loop', 'cpu', 'memory'])
      expect(metrics).toContain(`tacet_shortages{what="${what}"} 0`);
    for (const outcome of ['delivered', 'failed', 'dead'])
      expect(metrics).toContain(`tacet_webhooks_total{outcome="${outcome}"} 0`);
    expect(metrics).toContain('tacet_webhooks_waiting 0');
  });
});
