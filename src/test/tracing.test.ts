/** Spans of whole calls, as a receiver of OTLP/HTTP gets them. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { attributesIn, OtlpReceiver, type ReceivedSpan } from './bridges/otlp-receiver.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { hush, voice } from './bridges/signals.js';
import { until } from './bridges/until.js';
import { VoiceBot } from './bridges/voice-bot.js';
import { HookServer } from './stt-servers/hook-server.js';
import { newKey } from '../control/auth/static-keys.js';

afterEach(async () => {
  await RunningTacet.stopAll();
  await OtlpReceiver.stopAll();
  await VoiceBot.stopAll();
});

const SPOKEN = '4929083176502843';
const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const named = Array.from(SPOKEN, (digit) => NAMES[Number(digit)] ?? '');
/** Said without a word of warning: the first digits are heard before anybody suspects a number. */
const CARD = words(named.join(' '), 1_000, 150, 50);
const KEY = newKey();
const CLIENT = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${CLIENT.trace}-${CLIENT.span}-01`;

const tracingTo = (receiver: OtlpReceiver): { readonly otlp: string } => ({
  otlp: receiver.url('/v1/traces'),
});

const milliseconds = ({ startTimeUnixNano, endTimeUnixNano }: ReceivedSpan): number =>
  Number((BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000n);

/** A call in which a card number is said while somebody pauses what is recorded, and that has ended. */
const tracedCall = async (
  receiver: OtlpReceiver,
): Promise<{ readonly server: RunningTacet; readonly call: TestCall }> => {
  const server = await RunningTacet.start({
    engines: { en: scripted({ words: CARD }) },
    tracing: { ...tracingTo(receiver), headers: { 'x-team': 'desk' } },
    webhooks: {
      endpoints: [{ url: receiver.url('/hook'), secret: `whsec_${'A'.repeat(44)}`, events: ['*'] }],
    },
  });
  const call = await server.call({ id: 'told' });
  await call.say({ caller: voice(300, 3) });
  const answer = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/told/pause`, {
    method: 'POST',
  });
  expect(answer.status).toBe(200);
  await call.say({ caller: hush(300, 4) });
  await call.hangUp();
  // One that is on its way when the server goes is a span, whether it arrives or not.
  await until(() => server.tacet.webhooks.counters.queued === 0, 'the webhooks to be delivered');
  await server.stop();
  return { server, call };
};

describe('the trace of a call', () => {
  it('has what happened in it, as parts of the call, under the id of its log lines', async () => {
    const receiver = await OtlpReceiver.start();
    const { server, call } = await tracedCall(receiver);

    const [root, ...others] = receiver.named('call');
    expect(others).toEqual([]);
    expect(root?.traceId).toBe(call.call.traceId);
    expect(server.lines.some((line) => line.includes(`"trace":"${String(root?.traceId)}"`))).toBe(true);
    expect(root?.parentSpanId ?? '').toBe('');
    expect(root?.attributes).toEqual({ 'tacet.call': 'told', 'tacet.code': 'TACET_PEER_LEFT' });
    for (const name of ['leg', 'mask', 'pause', 'seal', 'webhook']) {
      const spans = receiver.named(name);
      expect([name, spans.length > 0]).toEqual([name, true]);
      for (const span of spans)
        expect([name, span.traceId, span.parentSpanId]).toEqual([name, root?.traceId, root?.spanId]);
    }

    expect(receiver.named('leg').map(({ attributes }) => attributes)).toEqual([
      { 'tacet.leg': 'caller', 'tacet.protocol': 'rtp' },
      { 'tacet.leg': 'agent', 'tacet.protocol': 'rtp' },
    ]);
    const [mask] = receiver.named('mask').filter(({ attributes }) => attributes['tacet.entity'] === 'pan');
    expect(mask?.attributes['tacet.state']).toBe('confirmed');
    // 16 digits of 200 ms; what was said of it before it was known has got out, and is told of.
    expect(mask === undefined ? 0 : milliseconds(mask)).toBeGreaterThan(2_500);
    expect(mask?.attributes['tacet.leakedMs']).toBeGreaterThan(0);
    expect(mask?.status.code).toBe(2);
    expect(mask?.events.map(({ attributes }) => attributesIn(attributes))).toContainEqual({
      'tacet.branch': 'live',
      'tacet.position': 1,
    });
    expect(receiver.named('pause')[0]?.attributes).toEqual({ 'tacet.cause': 'call-ended' });
    expect(receiver.named('webhook').map(({ attributes }) => attributes['tacet.event'])).toContain(
      'mask.ended',
    );
    // Each attempt says which span the receiver's own may be part of.
    expect(receiver.hooks.map(({ traceparent }) => traceparent).sort()).toEqual(
      receiver
        .named('webhook')
        .map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`)
        .sort(),
    );
  });

  it('has the requests that were made about it, linked', async () => {
    const receiver = await OtlpReceiver.start();
    await tracedCall(receiver);

    const [request] = receiver.named('POST /v1/calls/:id/pause');
    expect(request?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/calls/:id/pause',
      'http.response.status_code': 200,
    });
    const [root] = receiver.named('call');
    expect(request?.links).toEqual([
      expect.objectContaining({ traceId: root?.traceId, spanId: root?.spanId }),
    ]);
    expect(receiver.headers[0]?.['x-team']).toBe('desk');
  });

  it('has nothing of what was said, and no field that log lines may not have', async () => {
    const receiver = await OtlpReceiver.start();
    await tracedCall(receiver);

    // Times and ids are long; what is looked for is what anybody has said.
    const text = receiver.bodies.join('\n').replace(/"(start|end)?[tT]imeUnixNano":"\d+"/g, '');
    for (let at = 0; at + 4 <= SPOKEN.length; at++) {
      const digits = SPOKEN.slice(at, at + 4);
      for (const glue of ['', ' ', ',', '","']) expect(text).not.toContain(Array.from(digits).join(glue));
      expect(text).not.toContain(named.slice(at, at + 4).join(' '));
    }
    const keys = new Set(receiver.spans.flatMap(({ attributes }) => Object.keys(attributes)));
    const fields = ['call', 'code', 'leg', 'protocol', 'entity', 'cause', 'state', 'startMs', 'endMs'];
    const known = [...fields, 'leakedMs', 'durationMs', 'attempt', 'event'].map((name) => `tacet.${name}`);
    const http = ['http.request.method', 'http.route', 'http.response.status_code', 'server.address'];
    expect([...keys].filter((key) => !known.includes(key) && !http.includes(key))).toEqual([]);
    for (const { spanId } of receiver.spans) expect(spanId).toMatch(/^[a-f]{16}$/);
  });

  it('shows a recogniser that went and came back', async () => {
    const receiver = await OtlpReceiver.start();
    const server = await RunningTacet.start({
      engines: { en: scripted({ trouble: [{ kind: 'crash', atMs: 1_000 }] }) },
      tracing: tracingTo(receiver),
    });
    const call = await server.call();
    await call.say({ caller: voice(45, 5) });
    const lost = call.event('engine', ({ state }) => state === 'lost');
    const back = call.event('engine', ({ state }) => state === 'hearing');
    // It is not started again before it was missed.
    server.clock.stop();
    await call.shout(voice(10, 6));
    await lost;
    await call.shout(voice(20, 7));
    server.clock.go();
    await back;
    await call.hangUp();
    await server.stop();

    const spans = receiver.named('engine restart');
    expect(spans.map(({ attributes }) => attributes['tacet.leg']).sort()).toEqual(['agent', 'caller']);
    expect(spans.map(({ attributes }) => attributes['tacet.state'])).toEqual(['hearing', 'hearing']);
    expect(receiver.named('blind').length).toBeGreaterThan(0);
  });

  it('is there for a part of the calls, as a whole or not at all', async () => {
    const receiver = await OtlpReceiver.start();
    const server = await RunningTacet.start({ tracing: { ...tracingTo(receiver), sampleRatio: 0 } });
    await (await server.call()).hangUp();
    await server.stop();

    expect(receiver.spans).toEqual([]);
  });
});

describe('what others are told they are a part of', () => {
  /** A call that a voice bot is dialled for and that a server elsewhere listens to. */
  const toldOthers = async (sampleRatio: number): Promise<readonly (string | undefined)[]> => {
    const [receiver, bot] = [await OtlpReceiver.start(), await VoiceBot.start()];
    const ears = await new HookServer().start();
    const server = await RunningTacet.start({
      engines: { en: { engine: 'hook', options: { url: ears.url } } },
      routes: [{ to: { url: bot.url } }],
      tracing: { ...tracingTo(receiver), sampleRatio },
    });
    const caller = await server.connect('told/caller');
    const { request } = await bot.dialled();
    // The first is the look whether it is there, when the server starts.
    await within(
      ears.until(({ requests }) => requests.length === 3),
      'both legs to be heard',
    );
    await caller.close();
    await server.stop();
    await ears.stop();
    expect(receiver.named('call').map(({ traceId }) => traceId)).toEqual(
      sampleRatio === 0 ? [] : [server.callNamed('told').traceId],
    );
    const [root] = receiver.named('call');
    if (root !== undefined)
      expect(request.headers['traceparent']).toBe(`00-${root.traceId}-${root.spanId}-01`);
    const legs = ears.requests.slice(1).map(({ headers }) => headers['traceparent']);
    return [request.headers['traceparent'], ...legs].map((header) => header as string | undefined);
  };

  it("is the call: a voice bot that is dialled, and the user's own recogniser", async () => {
    const [bot, ...legs] = await toldOthers(1);

    expect(bot).toMatch(/^00-[a-f]{32}-[a-f]{16}-01$/);
    expect(legs).toEqual([bot, bot]);
  });

  it('is not sampled where the call is not, so that nobody else has a part of it', async () => {
    const told = await toldOthers(0);

    expect(told).toHaveLength(3);
    for (const header of told) expect(header).toMatch(/^00-[a-f]{32}-[a-f]{16}-00$/);
  });
});

/** An upgrade with what a client says that it is a part of. */
const joined = async (
  server: RunningTacet,
  leg: string,
  headers: Record<string, string>,
): Promise<WebSocket> => {
  const socket = new WebSocket(server.url(`linked/${leg}`), { headers });
  server.adopt(socket);
  await within(
    new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject)),
    'the upgrade',
  );
  return socket;
};

describe('what a client says it is a part of', () => {
  it('is linked to and continued where the client has shown who it is', async () => {
    const receiver = await OtlpReceiver.start();
    const server = await RunningTacet.start({
      auth: { keys: [{ name: 'all', roles: ['bridge', 'supervisor'], sha256: KEY.sha256 }] },
      tracing: { ...tracingTo(receiver), sampleRatio: 1 },
    });
    const headers = { authorization: `Bearer ${KEY.key}`, traceparent: TRACEPARENT };
    const caller = await joined(server, 'caller', headers);
    await joined(server, 'agent', { authorization: headers.authorization });
    const url = `http://127.0.0.1:${String(server.port)}/v1/calls`;
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(url, { headers: { traceparent: TRACEPARENT } })).status).toBe(401);
    const ended = new Promise<void>((resolve) =>
      server.callNamed('linked').events.on('ended', () => resolve()),
    );
    caller.close();
    await within(ended, 'the end of the call');
    await server.stop();

    const legs = receiver.named('leg');
    expect(legs.map(({ links }) => links.map(({ traceId }) => traceId))).toEqual([[CLIENT.trace], []]);
    const requests = receiver.named('GET /v1/calls');
    const of = (status: number): ReceivedSpan | undefined =>
      requests.find(({ attributes }) => attributes['http.response.status_code'] === status);
    expect([of(200)?.traceId, of(200)?.parentSpanId]).toEqual([CLIENT.trace, CLIENT.span]);
    expect(of(401)?.traceId).toMatch(/^[a-f]{32}$/);
  });

  it('is nothing where nobody was asked who they are', async () => {
    const receiver = await OtlpReceiver.start();
    const server = await RunningTacet.start({ tracing: tracingTo(receiver) });
    const url = `http://127.0.0.1:${String(server.port)}/v1/calls`;
    expect((await fetch(url, { headers: { traceparent: TRACEPARENT } })).status).toBe(200);
    await server.stop();

    expect(receiver.named('GET /v1/calls')).toHaveLength(1);
    expect(receiver.bodies.join()).not.toContain(CLIENT.trace);
  });
});

describe('a receiver of spans that is away', () => {
  it('costs spans, which are counted, and no call', async () => {
    const receiver = await OtlpReceiver.start();
    const { otlp } = tracingTo(receiver);
    await receiver.stop();
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: CARD }) },
      tracing: { otlp, timeoutMs: 100 },
    });
    const call = await server.call();
    await call.say({ caller: voice(300, 3) });
    await call.hangUp();

    expect((await call.report()).spans.some(({ kind }) => kind === 'pan')).toBe(true);
    const failed = async (): Promise<void> => {
      while ((await server.metric('tacet_trace_spans_total', 'failed')) < 4)
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await within(failed(), 'spans to be given up', 60_000);
    expect(await server.metric('tacet_trace_spans_total', 'exported')).toBe(0);
    expect(server.lines.some((line) => line.includes('spans are not taken'))).toBe(true);
    expect(server.lines.filter((line) => line.includes('an observer failed'))).toEqual([]);
  });
});
