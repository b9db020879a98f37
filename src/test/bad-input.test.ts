/**
 * What a bad or broken peer does ends its own call, with the right code, and nothing else: another call on the same
 * server goes on bit by bit, and what had been cleared is in a sealed recording.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket } from 'ws';

import { systemClock } from '../core/clock.js';
import { ERRORS, type ErrorCode } from '../core/errors.js';
import { discontinuities, rtpPacket, within, type RtpClient } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { FRAME_BYTES, FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';

const MESSAGES_PER_SECOND = 5_000;
const MESSAGE_BYTES = 20_480;
const SAMPLES_PER_MS = 8;

const closing = (code: ErrorCode) => ({ code: ERRORS[code].closeCode, reason: code });
const heardBy = (client: RtpClient): Buffer => Buffer.concat(client.received.map((packet) => packet.payload));

/** Runs `body` while another call talks, and holds that call to every bit. */
const beside = async (server: RunningTacet, body: () => Promise<void>): Promise<void> => {
  const call = await server.call({ id: `bystander-${String(Math.random()).slice(2)}` });
  const said: Buffer[] = [];
  let isDone = false;
  const talk = async (): Promise<void> => {
    while (!isDone || said.length < 50) {
      const frames = voice(5, 7_000 + said.length);
      said.push(...frames);
      await call.say({ caller: frames, agent: frames });
      await Promise.all([call.agent, call.caller].map((client) => client.receivedAtLeast(said.length)));
      // After a second's worth it talks like anybody.
      if (said.length > 50) await new Promise((resolve) => systemClock.after(5 * FRAME_MS, () => resolve(0)));
    }
  };
  const talking = talk();
  try {
    await body();
  } finally {
    isDone = true;
    await talking;
  }
  expect(heardBy(call.agent).equals(Buffer.concat(said))).toBe(true);
  expect(heardBy(call.caller).equals(Buffer.concat(said))).toBe(true);
  expect(discontinuities(call.agent.received, FRAME_BYTES)).toEqual([]);
  await call.hangUp();
};

/** A second of talk in a new call, so that there is something to lose. */
const talkedIn = async (server: RunningTacet) => {
  const call = await server.call();
  const said = voice(50, 5);
  await call.say({ caller: said });
  await call.agent.receivedAtLeast(50);
  return { call, said };
};

const expectSealed = async (server: RunningTacet, call: TestCall, said: readonly Buffer[]): Promise<void> => {
  await within(call.ended, 'the end of the call');
  const names = [...(await server.files()).keys()].filter((name) => name.startsWith(`${call.id}/`));
  expect(names.sort()).toEqual(
    ['recording.wav', 'report.json', 'transcript.jsonl'].map((n) => `${call.id}/${n}`),
  );
  const pcm = fromPcmu(said);
  expect((await call.recording()).caller.subarray(0, pcm.length)).toEqual(pcm);
};

/** The answer to a ping comes after everything that was sent before it was read. */
const settled = async (client: RtpClient): Promise<void> => {
  if (client.socket.readyState !== WebSocket.OPEN) return;
  const answered = once(client.socket, 'pong');
  client.socket.ping();
  await within(Promise.race([answered, client.closed]), 'an answer');
};

const header = (first: number, second = 0): Buffer => {
  const packet = rtpPacket(Buffer.alloc(20), {
    sequenceNumber: 9,
    timestamp: 9,
    marker: false,
    payloadType: 0,
    ssrc: 9,
  });
  packet[0] = first;
  packet[1] = second;
  return packet;
};
const ending = (packet: Buffer, last: number): Buffer => {
  packet[packet.length - 1] = last;
  return packet;
};

describe('a peer that sends what it must not', () => {
  let server: RunningTacet;
  const strangers: Socket[] = [];
  beforeAll(async () => {
    server = await RunningTacet.start({
      limits: { messagesPerSecond: MESSAGES_PER_SECOND, messageBytes: MESSAGE_BYTES },
    });
    // They have the whole file's time to be found out.
    for (let i = 0; i < 200; i++)
      strangers.push(connect(server.port, '127.0.0.1').on('error', () => undefined));
  });
  afterAll(async () => {
    for (const socket of strangers) socket.destroy();
    await RunningTacet.stopAll();
  });

  it('is told when its linear audio comes in the other byte order: nobody could hear a number in it', async () => {
    const call = await server.call({ callerQuery: 'codec=L16&rate=8000' });
    const speech = Int16Array.from({ length: 100 * FRAME_BYTES }, (_, i) => 9_000 * Math.sin(i * 0.3));
    for (let at = 0; at < speech.length; at += FRAME_BYTES) {
      const bytes = Buffer.from(speech.slice(at, at + FRAME_BYTES).buffer);
      // The machine's own order, which is not the network's.
      call.caller.send(bytes, { payloadType: 96 });
    }

    const { code, reason } = await within(call.caller.closed, 'the leg to be closed');
    expect([code, reason]).toEqual([1007, 'TACET_BYTE_ORDER']);
  });

  const MALFORMED: readonly { readonly name: string; readonly message: Buffer }[] = [
    { name: 'nothing', message: Buffer.alloc(0) },
    { name: '3 bytes', message: Buffer.from([0x80, 0, 0]) },
    { name: '11 bytes', message: header(0x80).subarray(0, 11) },
    { name: 'version 0', message: header(0x00) },
    { name: 'version 1', message: header(0x40) },
    { name: 'version 3', message: header(0xc0) },
    { name: 'more CSRCs than bytes', message: header(0x8f) },
    { name: 'an extension that has no room for its length', message: header(0x90).subarray(0, 14) },
    {
      name: 'an extension longer than the packet',
      message: ((p) => (p.writeUInt16BE(0xffff, 14), p))(header(0x90)),
    },
    { name: 'padding of 0', message: ending(header(0xa0), 0) },
    { name: 'padding longer than the payload', message: ending(header(0xa0), 21) },
  ];

  it.each([
    ...MALFORMED.map(({ name, message }) => ({ name, message, code: 'TACET_RTP_MALFORMED' as const })),
    { name: 'text', message: 'hello', code: 'TACET_TEXT_MESSAGE' as const },
    {
      name: 'one byte too many',
      message: Buffer.alloc(MESSAGE_BYTES + 1, 0x80),
      code: 'TACET_MESSAGE_TOO_BIG' as const,
    },
    { name: 'a megabyte', message: Buffer.alloc(1_048_576, 0x80), code: 'TACET_MESSAGE_TOO_BIG' as const },
  ])('$name: closed with $code; the other leg is told that its peer left', async ({ message, code }) => {
    await beside(server, async () => {
      const { call, said } = await talkedIn(server);

      call.caller.socket.send(message);

      expect(await within(call.caller.closed, 'the closing')).toEqual(closing(code));
      expect(await within(call.agent.closed, 'the closing')).toEqual(closing('TACET_PEER_LEFT'));
      expect(await call.ended).toBe(code);
      await expectSealed(server, call, said);
    });
  });

  it('too many messages a second: closed with TACET_MESSAGE_RATE', async () => {
    await beside(server, async () => {
      const { call, said } = await talkedIn(server);

      // All in one moment, however long the machine takes to read them.
      server.clock.stop();
      for (let i = 0; i <= 2 * MESSAGES_PER_SECOND; i++)
        call.caller.socket.send(Buffer.from([0x80, 200, 0, 0]));
      const told = await within(call.caller.closed, 'the closing');
      server.clock.go();

      expect(told).toEqual(closing('TACET_MESSAGE_RATE'));
      expect(await within(call.agent.closed, 'the closing')).toEqual(closing('TACET_PEER_LEFT'));
      await expectSealed(server, call, said);
    });
  });

  it('any bytes: closed with TACET_RTP_MALFORMED where they are no RTP, else carried on', async () => {
    /** Written from RFC 3550, not from our reader. */
    const isRtp = (b: Uint8Array): boolean => {
      const at = (i: number): number => b[i] ?? 0;
      if (b.length < 4 || at(0) >> 6 !== 2) return false;
      if (at(1) >= 192 && at(1) <= 223) return true;
      let start = 12 + 4 * (at(0) & 15);
      if (b.length < start) return false;
      if ((at(0) & 0x10) !== 0)
        start += start + 4 > b.length ? Infinity : 4 + 4 * (at(start + 2) * 256 + at(start + 3));
      const padding = (at(0) & 0x20) === 0 ? 0 : at(b.length - 1);
      return b.length >= start + padding && ((at(0) & 0x20) === 0 || padding > 0);
    };
    const anything = fc.uint8Array({ maxLength: 200 });
    const likely = fc
      .tuple(fc.integer({ min: 0x80, max: 0xbf }), fc.uint8Array({ minLength: 11, maxLength: 300 }))
      .map(([first, rest]) => Uint8Array.from([first, ...rest]));
    await beside(server, () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 1, arbitrary: anything }, { weight: 9, arbitrary: likely }), {
            minLength: 1,
            maxLength: 12,
          }),
          async (messages) => {
            const call = await server.call();

            for (const message of messages) call.caller.socket.send(message);
            await settled(call.caller);

            if (messages.every(isRtp)) {
              expect(call.caller.socket.readyState).toBe(WebSocket.OPEN);
              await call.caller.close();
            } else {
              expect(await within(call.caller.closed, 'the closing')).toEqual(closing('TACET_RTP_MALFORMED'));
            }
            await within(call.ended, 'the end of the call');
          },
        ),
        { numRuns: 60 },
      ),
    );
  });

  it('any Opus payload: concealed at its place, and what comes after it is heard', async () => {
    await beside(server, async () => {
      const start = { payloadType: 111, step: 960 };
      const call = await server.call({ query: 'codec=OPUS&rate=48000', caller: start, agent: start });
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (payload) => {
          call.caller.send(payload);
          call.caller.send(Buffer.from([0xf8, 0xff, 0xfe]));
          sent += 2;
          if (sent % 20 === 0) await settled(call.caller);
        }),
        { numRuns: 400 },
      );
      await settled(call.caller);

      expect(call.caller.socket.readyState).toBe(WebSocket.OPEN);
      expect(call.call.direction('caller')?.pipeline.counters.badPayloads).toBeGreaterThan(50);
      expect(call.agent.received.length).toBeGreaterThan(sent / 2);
      await call.hangUp();
    });
  });

  it.each<{ path: string; query: string; code: ErrorCode }>([
    { path: 'x/caller', query: 'codec=G729', code: 'TACET_CODEC_UNKNOWN' },
    { path: 'x/caller', query: 'rate=11025', code: 'TACET_RATE_UNSUPPORTED' },
    { path: 'x/caller', query: 'rate=fast', code: 'TACET_RATE_UNSUPPORTED' },
    { path: 'x/caller', query: 'codec=PCMU&rate=16000', code: 'TACET_RATE_UNSUPPORTED' },
    { path: 'x/caller', query: 'codec=L16&rate=44100', code: 'TACET_RATE_UNSUPPORTED' },
    { path: 'x/caller', query: 'ptime=25', code: 'TACET_PTIME_UNSUPPORTED' },
    { path: 'x/caller', query: 'ptime=-20', code: 'TACET_PTIME_UNSUPPORTED' },
    { path: 'x/caller', query: 'codec=OPUS&rate=48000&ptime=30', code: 'TACET_PTIME_UNSUPPORTED' },
    { path: 'x/caller', query: 'te=50', code: 'TACET_PAYLOAD_TYPE' },
    { path: 'x/caller', query: 'te=128', code: 'TACET_PAYLOAD_TYPE' },
    { path: 'x/caller', query: 'lang=en%3Bdrop', code: 'TACET_LANGUAGE' },
    { path: 'x/supervisor', query: '', code: 'TACET_LEG_UNKNOWN' },
    { path: 'x/', query: '', code: 'TACET_LEG_UNKNOWN' },
    { path: 'a%2Fb/caller', query: '', code: 'TACET_CALL_ID' },
    { path: '%E0%A4%A/caller', query: '', code: 'TACET_CALL_ID' },
    { path: `${'x'.repeat(129)}/caller`, query: '', code: 'TACET_CALL_ID' },
    { path: 'x/caller/more', query: '', code: 'TACET_PATH_UNKNOWN' },
  ])('$path?$query is turned away with $code', async ({ path, query, code }) => {
    const client = await server.connect(path, query);

    expect(await within(client.closed, 'the closing')).toEqual(closing(code));
    expect(server.tacet.calls.calls.map((call) => call.id as string)).not.toContain('x');
  });

  it('a second caller is turned away, and the first talks on', async () => {
    const { call, said } = await talkedIn(server);

    const second = await server.connect(`${call.id}/caller`);

    expect(await within(second.closed, 'the closing')).toEqual(closing('TACET_LEG_TAKEN'));
    const more = voice(50, 6);
    await call.say({ caller: more });
    await call.agent.receivedAtLeast(100);
    expect(heardBy(call.agent).equals(Buffer.concat([...said, ...more]))).toBe(true);
    await call.hangUp();
  });

  it.each(['/v1/other', '/', '/v1', '/v1/rtp/../../caller'])(
    'an upgrade at %s is refused with 404',
    async (path) => {
      const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}${path}`);
      const [, response] = (await within(once(socket, 'unexpected-response'), 'a refusal')) as [
        unknown,
        { statusCode: number },
      ];

      expect(response.statusCode).toBe(404);
      socket.on('error', () => undefined).terminate();
    },
  );

  it('a request at an unknown path is answered with 404 and the code', async () => {
    const answer = await server.get('/v1/nothing');

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      code: 'TACET_PATH_UNKNOWN',
      message: ERRORS.TACET_PATH_UNKNOWN.message,
    });
  });

  it('a plain request for a path of a bridge is told that it takes WebSockets', async () => {
    const answer = await server.get('/v1/twilio');

    expect(answer.status).toBe(426);
    expect(answer.headers.get('upgrade')).toBe('websocket');
    expect(await answer.json()).toEqual({
      code: 'TACET_WEBSOCKET_ONLY',
      message: ERRORS.TACET_WEBSOCKET_ONLY.message,
    });
  });

  it('the log says which protocol somebody was refused at, and nothing of the path', async () => {
    const client = await server.connect('someone/caller/more', '');
    await within(client.closed, 'the closing');

    const told = server.lines.filter((line) => line.includes('somebody was refused')).at(-1) ?? '{}';
    expect(JSON.parse(told)).toMatchObject({ code: 'TACET_PATH_UNKNOWN', protocol: 'rtp' });
    expect(told).not.toContain('someone');
  });

  it('a peer that vanishes without a word ends its call', async () => {
    await beside(server, async () => {
      const { call, said } = await talkedIn(server);

      call.caller.terminate();

      expect(await within(call.agent.closed, 'the closing')).toEqual(closing('TACET_PEER_LEFT'));
      expect(await call.ended).toBe('TACET_PEER_LEFT');
      await expectSealed(server, call, said);
    });
  });

  it('a peer that does not read loses frames, then its leg, with TACET_SLOW_READER', async () => {
    await beside(server, async () => {
      const format = { payloadType: 96, step: 960 };
      // However fast the machine is, the reader is what ends this call.
      const patient = await RunningTacet.start({ limits: { messagesPerSecond: 100_000 } });
      const call = await patient.call({ query: 'codec=L16&rate=48000', caller: format, agent: format });
      const frame = Buffer.alloc(1_920, 0x11);
      const leg = call.call.leg('agent');
      call.agent.socket.pause();

      const isOpen = (): boolean => call.caller.socket.readyState === WebSocket.OPEN;
      while (isOpen()) {
        for (let i = 0; i < 40 && isOpen(); i++) call.caller.send(frame);
        await settled(call.caller);
      }
      call.agent.socket.resume();

      expect(await within(call.caller.closed, 'the closing')).toEqual(closing('TACET_PEER_LEFT'));
      expect(await within(call.agent.closed, 'the closing')).toEqual(closing('TACET_SLOW_READER'));
      expect(leg?.egress.counters.dropped).toBeGreaterThan(0);
      await within(call.ended, 'the end of the call');
    });
  }, 40_000);

  it('two hundred connections that never ask for anything are dropped', async () => {
    await beside(server, async () => {
      const isGone = (socket: Socket): boolean => socket.destroyed;

      for (const socket of strangers) {
        if (!isGone(socket))
          await within(once(socket.resume(), 'close'), 'a connection to be dropped', 25_000);
      }

      expect(strangers.every(isGone)).toBe(true);
    });
  }, 40_000);
});

describe('a server with its own limits', () => {
  afterEach(() => RunningTacet.stopAll());

  it('closes legs that never send, two hundred of them, with TACET_IDLE', async () => {
    const server = await RunningTacet.start({ limits: { idleMs: 1_000 } });
    // It goes as the other call talks, which so is never taken for idle, however long that takes.
    server.clock.pace();
    await beside(server, async () => {
      const idle = await Promise.all(
        Array.from({ length: 200 }, (_, i) => server.connect(`idle-${String(i)}/caller`)),
      );

      const closings = await Promise.all(idle.map((client) => within(client.closed, 'the closing')));

      expect(closings).toEqual(idle.map(() => closing('TACET_IDLE')));
    });
    expect(server.tacet.calls.calls).toEqual([]);
  });

  it('refuses with 503 what goes beyond its calls, and says so', async () => {
    const server = await RunningTacet.start({ limits: { calls: 2 } });
    await beside(server, async () => {
      await server.connect('second/caller');
      const third = new WebSocket(server.url('third/caller'));
      const [, response] = (await within(once(third, 'unexpected-response'), 'a refusal')) as [
        unknown,
        { statusCode: number; headers: Record<string, string> },
      ];

      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('5');
      third.on('error', () => undefined).terminate();
    });
  });

  it('keeps what a peer said before it hung up amid its number, and nothing of the number', async () => {
    const script = [
      ...words('my card number is', 2_000, 200, 20),
      ...words('four five three six nine two seven one', 3_000, 150, 50),
    ];
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: script, finalDelayMs: 500 }) },
    });
    await beside(server, async () => {
      const call = await server.call({ query: 'lang=en' });
      const said = voice(200, 9);
      await call.say({ caller: said }, 120);
      await call.agent.receivedAtLeast(200);

      call.caller.terminate();

      expect(await within(call.agent.closed, 'the closing')).toEqual(closing('TACET_PEER_LEFT'));
      await expectSealed(server, call, said.slice(0, 2_000 / 20));
      const { caller } = await call.recording();
      expect(caller).toHaveLength(4_000 * SAMPLES_PER_MS);
      expect(levelOf(caller.subarray(3_000 * SAMPLES_PER_MS))).toBeLessThan(-50);
    });
  });
});
