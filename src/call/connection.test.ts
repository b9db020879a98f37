/** A connection over a real socket, its clock moved by hand. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';

import { Connection } from './connection.js';
import { ClientInlet } from './inlet.js';
import { ClientOutlet } from './outlet.js';
import type { Leg } from './leg.js';
import { ManualClock } from '../core/clock.js';
import type { ErrorCode } from '../core/errors.js';
import type { Joining } from '../protocol/protocol.js';
import { twilio } from '../protocol/twilio.js';
import { within, type Closing } from '../test/bridges/rtp-client.js';
import { requestOf, WIRE_CASES } from '../test/bridges/wire.js';

const wire = WIRE_CASES.find(({ protocol, name }) => protocol === 'twilio' && name === 'bidirectional');
if (wire === undefined) throw new Error('no conversation');
const lines = wire.messages.map(({ data }) => data.toString());

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

interface Pair {
  readonly clock: ManualClock;
  readonly connection: Connection;
  readonly peer: WebSocket;
  readonly closed: Promise<Closing>;
  readonly joined: { readonly joining: Joining; readonly legs: readonly Leg[] }[];
  /** Everything sent so far has been read. */
  readonly settled: () => Promise<void>;
  /** The server's side of it is closed, too. */
  readonly gone: Promise<unknown>;
}

const connect = async (answer: () => ErrorCode | undefined = () => undefined): Promise<Pair> => {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const peer = new WebSocket(`ws://127.0.0.1:${String((http.address() as AddressInfo).port)}`);
  open.push({ close: () => (peer.terminate(), server.close(), http.close()) });
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const closed = new Promise<Closing>((resolve) => {
    peer.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await within(once(peer, 'open'), 'the upgrade');
  const [socket] = await within(accepted, 'the connection');
  const gone = new Promise((resolve) => socket.on('close', resolve));
  const clock = new ManualClock();
  const joined: Pair['joined'][number][] = [];
  const opening = twilio.open(requestOf(wire).request);
  if (typeof opening === 'string') throw new Error(opening);
  const connection = new Connection({
    socket,
    inlet: new ClientInlet(socket),
    outlet: new ClientOutlet(socket, true),
    opening,
    via: { protocol: 'twilio', tenant: undefined },
    limits: { pingMs: 15_000, pongMs: 10_000, messagesPerSecond: 1_000, idleMs: 60_000, dropsLate: true },
    tells: 'none',
    clock,
    host: {
      admit: (_connection, joining, legs) => {
        joined.push({ joining, legs });
        return answer();
      },
      detach: () => undefined,
    },
  });
  const settled = async (): Promise<void> => {
    peer.ping();
    await within(once(peer, 'pong'), 'a pong');
  };
  return { clock, connection, peer, closed, joined, settled, gone };
};

describe('a connection', () => {
  it('that never says who it is is sent away after five seconds, and not before', async () => {
    const { clock, peer, closed, joined, settled } = await connect();
    peer.send(lines[0] ?? '');
    await settled();

    clock.advance(4_999);
    expect(peer.readyState).toBe(WebSocket.OPEN);
    clock.advance(1);

    expect(await within(closed, 'the close')).toEqual({ code: 1008, reason: 'TACET_JOIN_TIMEOUT' });
    expect(joined).toEqual([]);
  });

  it('that has said who it is stays, with one leg for each track', async () => {
    const { clock, connection, peer, joined, settled } = await connect();
    for (const line of lines.slice(0, 3)) peer.send(line);
    await settled();

    clock.advance(10_000);
    await settled();

    expect(joined.map(({ joining, legs }) => [joining.callId, legs.map((leg) => leg.role)])).toEqual([
      ['s-42', ['agent']],
    ]);
    expect(connection.legs).toHaveLength(1);
    expect(peer.readyState).toBe(WebSocket.OPEN);
  });

  it('that may not join is told why', async () => {
    const { connection, peer, closed } = await connect(() => 'TACET_LEG_TAKEN');
    for (const line of lines.slice(0, 2)) peer.send(line);

    expect(await within(closed, 'the close')).toEqual({ code: 1008, reason: 'TACET_LEG_TAKEN' });
    expect(connection.legs).toEqual([]);
  });

  it('on which Tacet itself fails is closed, and nothing else is', async () => {
    const { peer, closed } = await connect(() => {
      throw new Error('a mistake');
    });
    for (const line of lines.slice(0, 2)) peer.send(line);

    expect(await within(closed, 'the close')).toEqual({ code: 1011, reason: 'TACET_INTERNAL' });
  });

  it('sends messages whole, and none once it is closing', async () => {
    const { connection, peer, closed } = await connect();
    const heard: string[] = [];
    peer.on('message', (data, isBinary) =>
      heard.push(`${(data as Buffer).toString()}${isBinary ? '!' : ''}`),
    );
    const message = Buffer.from('{"event":"media"}');

    expect(connection.write(message)).toBe(true);
    message.fill(0);
    connection.send('{"event":"mark"}');
    connection.close();
    expect(connection.write(message)).toBe(false);

    expect(await within(closed, 'the close')).toEqual({ code: 1000, reason: '' });
    expect(heard).toEqual(['{"event":"media"}', '{"event":"mark"}']);
  });

  it('whose peer reads nothing of what the other party sends is closed before it fills the memory', async () => {
    const { connection, peer, closed } = await connect();
    peer.pause();
    const message = Buffer.alloc(65_536, 0x20);
    let passed = 0;
    for (; passed < 2_000 && connection.isOpen; passed++) connection.pass(message, false);

    expect(passed).toBeLessThan(2_000);
    peer.resume();
    expect(await within(closed, 'the close')).toEqual({ code: 1013, reason: 'TACET_SLOW_READER' });
  });

  it('leaves no timer behind', async () => {
    const { clock, peer, gone } = await connect();
    expect(clock.pending).toBe(1);
    peer.close(1_000);
    await within(gone, 'the close');
    expect(clock.pending).toBe(0);
  });
});
