/**
 * When there is too little of something: whoever comes last is told to come again, and those who talk notice nothing.
 * Where the recogniser is what cannot keep up, the relay stays and the gate is blind, never open.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { discontinuities, RtpClient, within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, type TestCall } from './bridges/running-tacet.js';
import { FRAME_BYTES, FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';
import { until } from './bridges/until.js';

afterEach(() => RunningTacet.stopAll());

const LIVE = true;

/** The answer to somebody who is refused before the upgrade. */
const refusal = async (server: RunningTacet, path: string, query?: string) => {
  const socket = new WebSocket(server.url(path, query));
  socket.on('error', () => undefined);
  const [, response] = (await within(once(socket, 'unexpected-response'), 'a refusal')) as [
    unknown,
    { statusCode: number; headers: Record<string, string> },
  ];
  socket.terminate();
  return { status: response.statusCode, retryAfter: response.headers['retry-after'] };
};

const unready = async (server: RunningTacet): Promise<unknown> => {
  const response = await server.get('/readyz');
  return [response.status, await response.json()];
};

/** Until admission has measured it. */
const short = (server: RunningTacet, name: string): Promise<void> =>
  until(
    () => (server.tacet.admission.shortages as readonly string[]).includes(name),
    `a shortage of ${name}`,
  );

describe('a server that is short of memory', () => {
  it('refuses new calls with 503 and says why it is not ready; the call that runs is heard to its end', async () => {
    const left = { 'event loop': 0, cpu: 0, 'recogniser behind': 0, 'no recogniser': 0, memory: 0 };
    const server = await RunningTacet.start({ limits: { memoryMb: 64 } }, false, {
      measure: () => left,
      close: () => undefined,
    });
    const call = await server.call();
    left.memory = 100 * 1_048_576;
    const said = voice(50, 31);

    await short(server, 'memory');
    expect(await refusal(server, 'new/caller')).toEqual({ status: 503, retryAfter: '5' });
    expect(await unready(server)).toEqual([503, { status: 'overload: memory' }]);
    expect((await server.get('/healthz')).status).toBe(200);
    await call.say({ caller: said });
    await call.agent.receivedAtLeast(said.length);
    await call.hangUp();

    expect(call.agent.received.slice(0, said.length).map(({ payload }) => payload)).toEqual(said);
    expect(server.tacet.admission.refused.memory).toBeGreaterThan(0);
    expect(server.lines.join('')).toContain('no new calls are taken');
  });
});

describe('a recogniser that cannot keep up', () => {
  it('makes the gate blind, never open; the relay stays, and no new call is taken', async () => {
    const server = await RunningTacet.start(
      {
        engines: { en: scripted({ lagMs: 3_000 }) },
        limits: { backlogMs: 1_000 },
      },
      LIVE,
    );
    const call = await server.call();
    const said = voice(300, 32);

    await call.shoutAsAnswered(said);
    const behind = short(server, 'recogniser behind');
    // It goes on talking, as callers do.
    while (!(server.tacet.admission.shortages as readonly string[]).includes('recogniser behind'))
      await call.shoutAsAnswered(voice(20, 33));
    await behind;

    expect(await refusal(server, 'new/caller')).toEqual({ status: 503, retryAfter: '5' });
    expect(await unready(server)).toEqual([503, { status: 'overload: recogniser behind' }]);
    const heard = call.agent.received.slice(0, said.length);
    const open = heard.map(({ payload }, i) => payload.equals(said[i] ?? Buffer.alloc(0)));
    expect(open.slice(0, 20)).not.toContain(false);
    expect(open.slice(1_800 / FRAME_MS + 2)).not.toContain(true);
    expect(levelOf(fromPcmu(heard.slice(100).map(({ payload }) => payload)))).toBeLessThan(-50);
    expect(discontinuities(heard, FRAME_BYTES)).toEqual([]);
  });
});

describe('one tenant', () => {
  it('may not take the calls of the others', async () => {
    const server = await RunningTacet.start({ limits: { callsPerTenant: 1 } });
    await server.connect('a/caller', 'tenant=red');

    expect((await refusal(server, 'b/caller', 'tenant=red')).status).toBe(503);
    await server.connect('a/agent', 'tenant=red');
    await server.connect('c/caller', 'tenant=blue');
    await server.connect('d/caller');

    expect(server.tacet.admission.refused.tenant).toBe(1);
    expect(server.tacet.calls.calls).toHaveLength(3);
  });
});

describe('a leg that nobody comes for', () => {
  /** Both legs in one moment, as the server sees it: the first is not alone for as long as a slow machine takes. */
  const callAtOnce = async (server: RunningTacet): Promise<TestCall> => {
    server.clock.stop();
    const call = await server.call();
    server.clock.go();
    return call;
  };

  it('is closed after a while, with its own code, and its place is free again', async () => {
    const server = await RunningTacet.start({ limits: { lonelyMs: 1_000, calls: 1 } });
    const lonely = await server.connect('a/caller');

    expect(await within(lonely.closed, 'the closing')).toEqual({ code: 1008, reason: 'TACET_LONELY' });
    const call = await callAtOnce(server);
    await call.say({ caller: voice(10, 34) });
    await call.agent.receivedAtLeast(10);
  });

  it('is no matter once the other one is there', async () => {
    const server = await RunningTacet.start({ limits: { lonelyMs: 1_000 } });
    const other = await server.connect('other/caller');
    const call = await callAtOnce(server);
    // The one that waits began before: when it is closed, the time of the others has come, too.
    await within(other.closed, 'the closing');
    const third = await server.connect('third/caller');
    await within(third.closed, 'the closing');

    await call.say({ caller: voice(10, 35) });
    await call.agent.receivedAtLeast(10);
  });
});

describe('a leg that comes back while its call is heard to its end', () => {
  it('is told that the call has ended', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({ trouble: [{ atMs: 100, kind: 'hang' }] }) },
    });
    const call = await server.call({ id: 'c' });
    await call.shout(voice(20, 36));
    call.caller.terminate();
    await call.event('state', ({ to }) => to === 'draining');

    const again = await server.connect('c/caller');

    expect(await within(again.closed, 'the closing')).toEqual({ code: 1000, reason: 'TACET_CALL_ENDED' });
  });
});

describe('connections', () => {
  it('that dribble their request byte by byte are dropped, and nobody else is', async () => {
    const server = await RunningTacet.start({ limits: { headerMs: 500 } });
    const loris = connect(server.port, '127.0.0.1');
    await once(loris, 'connect');
    loris.on('error', () => undefined);
    const closed = once(loris.resume(), 'close');
    const drops = setInterval(() => loris.write('G'), 50);

    await within(closed, 'the connection to be dropped');
    clearInterval(drops);

    expect((await server.get('/healthz')).status).toBe(200);
  });

  it('that are more than may be are closed as they come; a call that runs is none the worse', async () => {
    const server = await RunningTacet.start({
      limits: { connections: 10, connectionsPerAddress: 100, headerMs: 60_000 },
    });
    const call = await server.call();
    const idle = Array.from({ length: 20 }, () => connect(server.port, '127.0.0.1'));
    let open = idle.length;
    await within(
      new Promise<void>((resolve) => {
        for (const socket of idle) {
          socket.on('error', () => undefined);
          socket.resume().on('close', () => {
            open--;
            if (open === 10) resolve();
          });
        }
      }),
      'all but ten to be closed',
    );

    await call.say({ caller: voice(50, 37) });
    for (const socket of idle) socket.destroy();
    await call.hangUp();

    // Not over a connection: when the server knows that these are gone nobody says.
    expect((await server.tacet.metrics.scrape(undefined)).body).toMatch(
      /^tacet_dropped_connections_total\{reason="all"\} 1\d$/m,
    );
  });

  it('of one address that are more than it may have are closed; its calls go on, and new ones are taken, as are others', async () => {
    const server = await RunningTacet.start({ limits: { connectionsPerAddress: 5, headerMs: 60_000 } });
    const calls = [await server.call(), await server.call(), await server.call(), await server.call()];
    const idleFrom = (localAddress: string, count: number): Socket[] =>
      Array.from({ length: count }, () =>
        connect({ port: server.port, host: '127.0.0.1', localAddress }).on('error', () => undefined),
      );
    const stranger = idleFrom('127.0.0.2', 20);
    let open = stranger.length;
    await within(
      new Promise<void>((resolve) => {
        for (const socket of stranger) socket.resume().on('close', () => --open === 5 && resolve());
      }),
      'all but five to be closed',
    );

    calls.push(await server.call());
    for (const call of calls) await call.say({ caller: voice(10, 38) });
    expect(await server.metric('tacet_dropped_connections_total', 'reason="address"')).toBe(15);
    expect(await server.metric('tacet_dropped_connections_total', 'reason="all"')).toBe(0);
    for (const socket of stranger) socket.destroy();
    // When the server knows that these are gone nobody says.
    await until(async () => {
      const [next] = idleFrom('127.0.0.2', 1);
      const isServed = await new Promise<boolean>((resolve) => {
        next?.on('close', () => resolve(false)).on('data', () => resolve(true));
        next?.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
      });
      next?.destroy();
      return isServed;
    }, 'room for that address');
  });

  it('over TLS are told apart from legs as well', async () => {
    const server = await RunningTacet.start({
      listen: { tls: { cert: 'fixtures/tls/server.pem', key: 'fixtures/tls/server.key' } },
      limits: { connectionsPerAddress: 2 },
    });
    const url = (leg: string): string => server.url(leg).replace('ws:', 'wss:');
    for (let leg = 0; leg < 6; leg++)
      server.adopt(await RtpClient.open(url(`${String(leg)}/caller`), {}, { rejectUnauthorized: false }));

    const { body } = await server.tacet.metrics.scrape(undefined);
    expect(body).toContain('tacet_dropped_connections_total{reason="address"} 0\n');
    expect(body).toContain('tacet_legs{protocol="rtp"} 6\n');
  });

  it('of proxies that are trusted may be any number', async () => {
    const server = await RunningTacet.start({
      limits: { connectionsPerAddress: 1, headerMs: 60_000 },
      auth: { trustedProxies: ['127.0.0.1'] },
    });
    const idle = Array.from({ length: 5 }, () => connect(server.port, '127.0.0.1'));
    await Promise.all(idle.map((socket) => once(socket, 'connect')));

    expect(await server.metric('tacet_dropped_connections_total')).toBe(0);
    for (const socket of idle) socket.destroy();
  });

  it('that do not answer a ping are closed, however much they have been told', async () => {
    const server = await RunningTacet.start({ limits: { pingMs: 500, pongMs: 500 } });
    const call = await server.call();
    // Like a host whose cable was cut: it sends nothing more, not even a pong.
    call.caller.socket.pause();
    // Time passes in steps so short that the other one answers within them, however slow the machine is.
    server.clock.pace();
    let isOver = false;
    void call.agent.closed.then(() => (isOver = true));
    const isOverInTime = (): boolean => {
      server.clock.advance(2);
      return isOver;
    };
    await until(isOverInTime, 'the closing', 100_000);

    expect(await call.agent.closed).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
    expect(await call.ended).toBe('TACET_IDLE');
    call.caller.socket.resume();
  });

  it('that send nothing but pings in a flood are closed', async () => {
    const server = await RunningTacet.start({ limits: { messagesPerSecond: 50 } });
    server.clock.stop();
    const flood = await server.connect('a/caller');
    for (let i = 0; i < 60; i++) flood.socket.ping();

    expect(await within(flood.closed, 'the closing')).toEqual({ code: 1008, reason: 'TACET_MESSAGE_RATE' });
    server.clock.go();
  });
});
