/** The feed over real sockets: what readers get, what they may miss, and what nobody ever gets. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { within } from './bridges/rtp-client.js';
import { hush, keyTone, toPcmu, voice } from './bridges/signals.js';
import { CallEvent } from '../control/api/event.js';

afterEach(() => RunningTacet.stopAll());

/** A reader of Server-Sent Events, event by event. */
const read = async (server: RunningTacet, query: string, headers: Record<string, string> = {}) => {
  const ended = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${String(server.port)}/v1/events${query}`, {
    headers,
    signal: ended.signal,
  });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const until = async (type: string): Promise<CallEvent[]> => {
    const done = async (): Promise<void> => {
      while (!text.includes(`event: ${type}\n`) || !text.endsWith('\n\n')) {
        const { value, done: isOver } = await reader.read();
        if (isOver) throw new Error('the stream has ended');
        text += decoder.decode(value, { stream: true });
      }
    };
    await within(done(), type);
    return text
      .split('\n\n')
      .flatMap((block) => /^data: (\{.*)$/m.exec(block)?.[1] ?? [])
      .map((data) => JSON.parse(data) as CallEvent);
  };
  return { until, text: () => text, status: answer.status, stop: () => ended.abort() };
};

const CARD = 'four one one one one one one one one one one one one one one one';
const script = { words: [...words('my card number is', 500, 150, 20), ...words(CARD, 1_300, 120, 30)] };

describe('the feed', () => {
  it('tells of a call from its start to its end, as its schema has it, and never what was said or keyed', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted(script) } });
    const reader = await read(server, '');
    const socket = new WebSocket(
      `ws://127.0.0.1:${String(server.port)}/v1/events?type=mask.ended,call.ended`,
    );
    await once(socket, 'open');
    const told: string[] = [];
    const over = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        told.push(data.toString());
        if (data.toString().includes('call.ended')) resolve();
      });
    });

    const call = await server.call({ id: 'c' });
    await call.say({ caller: voice(220, 3) });
    for (const key of [4, 1, 1, 1, 1, 1, 1])
      await call.say({ caller: [...toPcmu(keyTone(key, 100)), ...voice(5, key)] });
    await call.hangUp();
    const events = await reader.until('call.ended');
    await within(over, 'the socket');
    reader.stop();
    socket.terminate();

    for (const event of events) expect(CallEvent.safeParse(event)).toMatchObject({ success: true });
    expect(events[0]).toMatchObject({ type: 'call.started', call: 'c' });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'mask.ended', kind: 'pan', verdict: 'masked' }),
    );
    expect(new Set(told.map((text) => (JSON.parse(text) as CallEvent).type))).toEqual(
      new Set(['mask.ended', 'call.ended']),
    );
    const ids = events.map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
    const all = reader.text() + told.join('');
    for (const word of ['four', 'one', 'card number']) expect(all).not.toMatch(new RegExp(`\\b${word}\\b`));
    expect(all).not.toContain('411111');
  });

  it('tells levels to those who ask by name: of what was heard, never of what was masked or paused', async () => {
    const server = await RunningTacet.start({ engines: {} });
    server.clock.stop();
    const asking = await read(server, '?type=levels,call.ended');
    const other = await read(server, '');
    const call = await server.call({ id: 'c' });
    const said = { frames: 0 };
    const hear = async (frames: readonly Buffer[]): Promise<void> => {
      said.frames += frames.length;
      await call.say({ caller: frames });
      await call.agent.receivedAtLeast(said.frames);
      server.tacet.levels.tell();
    };
    const post = (what: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/c/${what}`, { method: 'POST' });

    // A leg is measured from the first look behind its first packet on.
    await hear(voice(1, 2));
    await hear(voice(20, 3));
    await post('pause');
    await hear(voice(20, 4));
    await post('resume');
    // The end of the pause lies 200 ms behind the request.
    await hear(voice(10, 5));
    await hear(hush(10));
    server.clock.go();
    await call.hangUp();
    const events = await asking.until('call.ended');
    await other.until('call.ended');

    const levels = events.flatMap((event) => (event.type === 'levels' ? [event] : []));
    for (const event of levels) expect(CallEvent.safeParse(event)).toMatchObject({ success: true });
    const caller = levels.slice(0, 5).map(({ caller: level }) => level?.rmsDbov ?? null);
    expect(caller).toEqual([null, expect.any(Number), null, null, expect.any(Number)]);
    expect(caller[1]).toBeGreaterThan(Number(caller[4]) + 20);
    expect(levels.map(({ agent }) => agent)).toEqual(levels.map(() => null));
    expect(other.text()).not.toContain('levels');
    const { feed } = server.tacet;
    expect(feed.since('', { types: new Set(['levels']), sees: () => true }).events).toEqual([]);
    asking.stop();
    other.stop();
  });

  it('goes on behind the last event that a reader has', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const first = await read(server, '');
    await server.connect('a/caller');
    const [started] = await first.until('call.changed');
    first.stop();
    await server.connect('b/caller');

    const second = await read(server, '', { 'last-event-id': started?.id ?? '' });
    await server.connect('c/caller');
    const other = await read(server, `?call=c&after=${started?.id ?? ''}`);
    const events = await second.until('call.changed');
    const ofC = await other.until('call.changed');

    expect(events[0]).toMatchObject({ type: 'call.changed', call: 'a' });
    expect(ofC.map(({ call }) => call)).toEqual(['c', 'c']);
    second.stop();
    other.stop();
  });

  it('tells a reader that comes back too late that it has missed something', async () => {
    const server = await RunningTacet.start({ engines: {} });
    for (let i = 0; i < 2_000; i++)
      server.tacet.feed.publish({ type: 'call.started', call: `c-${String(i)}` });

    const reader = await read(server, '?after=00000000-0000-7000-8000-000000000000');
    const events = await reader.until('gap');

    expect(reader.text()).toContain('event: gap');
    expect(events.length).toBeLessThanOrEqual(2_000);
    reader.stop();
  });

  it('drops a reader that does not read, and holds nothing up for it', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await once(socket, 'readable');
    socket.pause();
    const { feed } = server.tacet;

    const filled = async (): Promise<void> => {
      while (feed.counts.dropped === 0) {
        for (let i = 0; i < 1_000; i++) feed.publish({ type: 'call.started', call: 'x'.repeat(100) });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await within(filled(), 'the reader to be dropped');

    expect(feed.readers).toBe(1);
    expect(feed.counts.dropped).toBe(1);
    socket.destroy();
  });

  it('refuses types that are none and ids that are none, also of a WebSocket', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/v1/events?type=secrets`);
    const [response] = (await once(socket, 'unexpected-response').then(([, answer]) => [
      answer as object,
    ])) as [{ statusCode: number }];
    socket.on('error', () => undefined);

    expect(response.statusCode).toBe(400);
    expect((await server.get('/v1/events?type=secrets')).status).toBe(400);
    expect((await server.get('/v1/events?after=1')).status).toBe(400);
    socket.terminate();
  });

  it('lets its readers go when the server closes', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/v1/events`);
    await once(socket, 'open');

    const closed = once(socket, 'close');
    await server.stop();

    expect(Number((await within(closed, 'the close'))[0])).toBe(1001);
  });
});
