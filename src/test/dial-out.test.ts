/** Calls whose other party Tacet dials: voice bots that take it for the bridge, and other protocols. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { untilLive } from '../app/replay/replay-call.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';
import { TextPeer, type Json } from './bridges/text-peer.js';
import { VoiceBot } from './bridges/voice-bot.js';
import { within } from './bridges/rtp-client.js';
import { twilioSignature } from '../protocol/twilio-signature.js';

const STREAM = 'MZ0123';
const CARD = [
  ...words('my card number is', 1_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 2_000, 150, 50),
];
/** Less than lies between the announcement and the number: it is masked from its first digit on. */
const ANNOUNCED_MS = 100;
const CARD_FROM_MS = 2_000;
const CARD_TO_MS = 2_000 + 16 * 200;

afterEach(async () => {
  await RunningTacet.stopAll();
  await VoiceBot.stopAll();
});

const connected = { event: 'connected', protocol: 'Call', version: '1.0.0' };
const startOf = (call: string): Json => ({
  event: 'start',
  sequenceNumber: '1',
  streamSid: STREAM,
  start: {
    streamSid: STREAM,
    callSid: call,
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
    customParameters: { called: '+4930123', aFieldNobodyKnows: 'ü' },
  },
  another: { deep: [1, null] },
});

class Caller extends TextPeer {
  #sequence = 1;
  #chunk = 0;

  say(payload: Uint8Array): void {
    this.send({
      event: 'media',
      sequenceNumber: String(++this.#sequence),
      streamSid: STREAM,
      media: {
        track: 'inbound',
        chunk: String(this.#chunk + 1),
        timestamp: String(FRAME_MS * this.#chunk++),
        payload: Buffer.from(payload).toString('base64'),
      },
    });
  }

  key(digit: string): string {
    return this.send({
      event: 'dtmf',
      sequenceNumber: String(++this.#sequence),
      streamSid: STREAM,
      dtmf: { track: 'inbound_track', digit },
    });
  }
}

const dial = async (server: RunningTacet, path = '/v1/twilio'): Promise<Caller> => {
  const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}${path}`);
  const caller = new Caller(socket);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return caller;
};

const ring = async (server: RunningTacet, bot: VoiceBot, call: string) => {
  const caller = await dial(server);
  const greeting = [caller.send(connected), caller.send(startOf(call))];
  const { socket, request } = await bot.dialled();
  return { caller, greeting, app: new TextPeer(socket), request };
};

const routeTo = (bot: VoiceBot, more: object = {}) => ({ to: { url: `${bot.url}/media/{callId}`, ...more } });

describe('a voice bot behind a route, in the bridge’s own protocol', () => {
  it('gets the bridge’s messages unchanged and in order, and the audio byte for byte', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({ routes: [routeTo(bot)] });
    const { caller, greeting, app, request } = await ring(server, bot, 'c-1');
    const said = voice(40, 5);
    await app.until(() => app.messages.length >= 2, 'the greeting');

    for (const payload of said.slice(0, 20)) caller.say(payload);
    const odd = caller.send({ event: 'something', new: [1, { two: '☎' }] });
    for (const payload of said.slice(20)) caller.say(payload);
    await app.media(40);

    expect(request.url).toBe('/media/c-1');
    expect(app.messages.slice(0, 2).map(({ text }) => text)).toEqual(greeting);
    expect(app.audio).toEqual(said);
    expect(app.messages[22]?.text).toBe(odd);
    const media = app.events('media').map(({ json }) => json);
    expect(media[0]).toMatchObject({
      sequenceNumber: '2',
      streamSid: STREAM,
      media: { track: 'inbound', chunk: '1', timestamp: '0' },
    });
    expect(media[39]).toMatchObject({ media: { chunk: '40', timestamp: String(39 * FRAME_MS) } });
  });

  it('never hears the card number, and the bridge’s stop reaches it', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: CARD }) },
      // What another route would tell does not leave the speech worker for this one.
      routes: [routeTo(bot, { tells: 'masks' }), routeTo(bot, { tells: 'last-four' })],
    });
    const { caller, app } = await ring(server, bot, 'c-2');
    await app.until(() => app.messages.length >= 2, 'the greeting');
    const call = server.callNamed('c-2');
    const taken: unknown[] = [];
    call.speech?.events.on('taken', (each) => taken.push(each));
    let heardMs = 0;
    let wake = (): void => undefined;
    call.events.on('heard', ({ heardTo }) => {
      heardMs = heardTo / 48;
      wake();
    });
    const said = voice(320, 7);
    for (const [i, payload] of said.entries()) {
      caller.say(payload);
      while (i * FRAME_MS - heardMs > ANNOUNCED_MS) await new Promise<void>((resolve) => (wake = resolve));
    }
    await app.media(320);
    caller.send({ event: 'stop', streamSid: STREAM, stop: {} });
    await app.closed;

    const frames = app.audio;
    const passed = frames.map((frame, i) => frame.equals(said[i] as Buffer));
    // Without look-ahead the caller's first digit is out before anybody knows of it.
    const from = (CARD_FROM_MS + 400) / FRAME_MS;
    const to = CARD_TO_MS / FRAME_MS;
    expect(passed.slice(0, 1_000 / FRAME_MS)).not.toContain(false);
    expect(passed.slice(from, to)).not.toContain(true);
    expect(levelOf(fromPcmu(frames.slice(from, to)))).toBeLessThan(-50);
    expect(app.events('stop')).toHaveLength(1);
    const told = app.events('tacet').map(({ json }) => json);
    expect(told[0]).toEqual({ event: 'tacet', leg: 'caller', masked: true });
    expect(JSON.stringify(told)).not.toMatch(/\d/);
    expect(taken).toEqual([]);
  });

  it.each([
    ['count', { entity: 'pan', digits: 16, valid: true }],
    ['last-four', { entity: 'pan', digits: 16, valid: true, lastFour: '1111' }],
  ])('is told of the numbers that were said and keyed, once each: %s', async (tells, number) => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({
      engines: { en: scripted({ words: CARD }) },
      routes: [routeTo(bot, { tells })],
      log: { level: 'trace' },
    });
    const { caller, app } = await ring(server, bot, 'c-9');
    await app.until(() => app.messages.length >= 2, 'the greeting');
    const call = server.callNamed('c-9');
    const findings: unknown[] = [];
    const ended = new Promise<void>((resolve) => call.events.on('ended', () => resolve()));
    call.events.on('finding', (finding) => findings.push(finding));
    let heardMs = 0;
    let wake = (): void => undefined;
    call.events.on('heard', ({ heardTo }) => {
      heardMs = heardTo / 48;
      wake();
    });
    const frames = voice(900, 7);
    for (const [i, payload] of frames.entries()) {
      if (i === 700) for (const digit of '4111111111111111') caller.key(digit);
      caller.say(payload);
      while (i * FRAME_MS - heardMs > 900) await new Promise<void>((resolve) => (wake = resolve));
    }
    await app.media(frames.length);
    const news = (): Json[] => app.events('tacet').map(({ json }) => json);
    await app.until(() => news().filter((each) => 'number' in each).length >= 2, 'the second number');
    caller.send({ event: 'stop', streamSid: STREAM, stop: {} });
    await within(ended, 'the end of the call');

    expect(news().flatMap((each) => each['number'] ?? [])).toEqual([number, number]);
    // A keyed one is many findings; how many there are is told where it is allowed, and once.
    expect(news().filter((each) => each['taken'] === 'pan').length).toBeLessThanOrEqual(3);
    const elsewhere = JSON.stringify([findings, server.lines, await server.report('c-9')]);
    expect(elsewhere).not.toContain('1111');
    expect(elsewhere).not.toContain('lastFour');
  });

  it('has the keys of a menu, and none of a card number that is keyed', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({ routes: [routeTo(bot)] });
    const { caller, app } = await ring(server, bot, 'c-3');
    caller.say(voice(1)[0] as Buffer);
    const menu = caller.key('1');
    for (const digit of '4111111111111111') caller.key(digit);
    const after = caller.send({ event: 'mark', streamSid: STREAM, mark: { name: 'after' } });
    await app.until(() => app.messages.some(({ text }) => text === after), 'the mark');

    const keys = app.events('dtmf').map(({ text }) => text);
    expect(keys[0]).toBe(menu);
    expect(keys.length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['agent', ['3']],
    ['recording', ['1', '2', '3']],
  ])(
    'is told keys again after a pause of what the %s gets, and in it only where that is not itself',
    async (scope, told) => {
      const bot = await VoiceBot.start();
      const server = await RunningTacet.start({ routes: [routeTo(bot)], engines: {} });
      const { caller, app } = await ring(server, bot, 'c-11');
      const said = voice(80, 4);
      caller.say(said[0] as Buffer);
      await app.media(1);
      const post = (what: string, body: object): Promise<Response> =>
        fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/c-11/${what}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });

      await post('pause', { scope: [scope] });
      caller.key('1');
      for (const payload of said.slice(1, 10)) caller.say(payload);
      caller.key('2');
      await app.media(10);
      await post('resume', {});
      // The pause ends 200 ms behind the request, and a key may have begun some time before it is told of.
      for (const payload of said.slice(10)) caller.say(payload);
      caller.key('3');
      const after = caller.send({ event: 'mark', streamSid: STREAM, mark: { name: 'after' } });
      await app.until(() => app.messages.some(({ text }) => text === after), 'the mark');

      const keys = app.events('dtmf').map(({ json }) => (json['dtmf'] as { digit: string }).digit);
      expect(keys).toEqual(told);
    },
  );

  it('may say a sentence at once: it is paced, its marks keep their place, and clear drops the rest', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({ routes: [routeTo(bot)] });
    const { caller, app } = await ring(server, bot, 'c-4');
    await app.until(() => app.messages.length >= 2, 'the greeting');
    const sentence = Buffer.concat(voice(500, 9));
    app.send({ event: 'media', streamSid: STREAM, media: { payload: sentence.toString('base64') } });
    const mark = app.send({ event: 'mark', streamSid: STREAM, mark: { name: 'end' } });
    await caller.media(20);
    const clear = app.send({ event: 'clear', streamSid: STREAM });
    await caller.until(() => caller.events('clear').length > 0, 'the clear');

    // Ten seconds were said at once; what was heard before the clear is far less, and in order.
    const heard = Buffer.concat(caller.audio);
    expect(heard.length).toBeLessThan(sentence.length);
    expect(heard.equals(sentence.subarray(0, heard.length))).toBe(true);
    expect(caller.messages.slice(-2).map(({ text }) => text)).toEqual([mark, clear]);
    for (const { json } of caller.events('media')) {
      expect(Object.keys(json)).toEqual(['event', 'streamSid', 'media']);
    }
  });

  it('is dialled with the headers and the signature that the route gives', async () => {
    const bot = await VoiceBot.start();
    const route = routeTo(bot, { secret: '12345', headers: { authorization: 'Bearer abc' } });
    const server = await RunningTacet.start({ routes: [route] });
    const { request } = await ring(server, bot, 'c-5');

    expect(request.headers['authorization']).toBe('Bearer abc');
    expect(request.headers['x-twilio-signature']).toBe(twilioSignature('12345', `${bot.url}/media/c-5`));
  });
});

describe('a voice bot in another protocol than the caller’s', () => {
  const said = Buffer.concat(voice(50, 13));
  const ringOverRtp = async (call: string) => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({ routes: [routeTo(bot, { protocol: 'twilio' })] });
    const caller = await server.connect(`${call}/caller`);
    const { socket } = await bot.dialled();
    const app = new TextPeer(socket);
    await app.until(() => app.events('start').length > 0, 'the greeting');
    const [start] = app.events('start').map(({ json }) => json['streamSid']);
    await untilLive(server.callNamed(call));
    /** Everything that was sent to the caller until now. */
    const heard = async (): Promise<Buffer> => {
      caller.socket.ping();
      await new Promise((resolve) => caller.socket.once('pong', resolve));
      return Buffer.concat(caller.received.map(({ payload }) => payload));
    };
    const speak = (sentences: number): void => {
      for (let i = 0; i < sentences; i++)
        app.send({ event: 'media', streamSid: start, media: { payload: said.toString('base64') } });
      app.send({ event: 'mark', streamSid: start, mark: { name: 'end' } });
    };
    return { caller, app, start, heard, speak };
  };

  it('is told by its mark when the caller has been sent all of what it said', async () => {
    const { caller, app, start, heard, speak } = await ringOverRtp('c-12');

    speak(1);
    await app.until(() => app.events('mark').length > 0, 'the mark');

    expect((await heard()).equals(said)).toBe(true);
    caller.send(voice(1, 14)[0] as Buffer);
    await app.media(1);
    // The mark is counted among the bridge's messages, after the start.
    expect(app.events('mark').map(({ json }) => json)).toEqual([
      { event: 'mark', sequenceNumber: '2', streamSid: start, mark: { name: 'end' } },
    ]);
    expect(app.events('media')[0]?.json).toMatchObject({ sequenceNumber: '3' });
  });

  it('has its marks back at once where it drops what was not heard', async () => {
    const { app, start, heard, speak } = await ringOverRtp('c-13');

    speak(20);
    app.send({ event: 'clear', streamSid: start });
    await app.until(() => app.events('mark').length > 0, 'the mark');

    expect((await heard()).length).toBeLessThan(20 * said.length);
  });
});

describe('a call whose number fits no URL', () => {
  it.each([['\\ud800'], ['..'], ['.']])(
    'is refused, its place is free again, and others go on: %s',
    async (called) => {
      const bot = await VoiceBot.start();
      const server = await RunningTacet.start({ routes: [{ to: { url: `${bot.url}/a/{called}/b` } }] });
      const caller = await dial(server);
      caller.socket.send(JSON.stringify(startOf('c-20')).replace('+4930123', called));

      expect(await caller.closed).toEqual({ code: 1014, reason: 'TACET_DIAL_FAILED' });
      const { request } = await ring(server, bot, 'c-20');
      expect(request.url).toBe('/a/%2B4930123/b');
    },
  );
});

describe('a bot that cannot be reached', () => {
  it('ends the bridge’s connection where it hangs up before it has said what it is', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({ routes: [{ to: { url: bot.url, protocol: 'asterisk' } }] });
    const caller = await dial(server);
    caller.send(startOf('c-22'));
    const { socket } = await bot.dialled();
    socket.close(1_000);

    expect(await caller.closed).toEqual({ code: 1014, reason: 'TACET_DIAL_FAILED' });
  });

  it('is dialled no more once the bridge has left', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Takes the connection and never answers.
    const dialled = once(server, 'connection') as Promise<[Socket]>;
    const url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const tacet = await RunningTacet.start({ routes: [{ to: { url, timeoutMs: 30_000 } }] });
    const caller = await dial(tacet);
    caller.send(startOf('c-21'));
    const [socket] = await dialled;
    const gone = once(socket.on('error', () => undefined).resume(), 'close');
    caller.socket.terminate();

    await within(gone, 'the attempt to be given up');
    server.close();
    expect(tacet.lines.filter((line) => line.includes('could not be reached'))).toEqual([]);
  });

  it('is dialled again while it is busy', async () => {
    const bot = await VoiceBot.start((nth) => (nth < 2 ? 503 : undefined));
    const server = await RunningTacet.start({ routes: [routeTo(bot)] });
    const { app } = await ring(server, bot, 'c-6');
    await app.until(() => app.messages.length >= 2, 'the greeting');

    expect(bot.refusals).toBe(2);
  });

  it('ends the bridge’s connection where it refuses for good', async () => {
    const bot = await VoiceBot.start(() => 403);
    const server = await RunningTacet.start({ routes: [routeTo(bot, { attempts: 10 })] });
    const caller = await dial(server);
    caller.send(startOf('c-7'));

    expect(await caller.closed).toEqual({ code: 1014, reason: 'TACET_DIAL_FAILED' });
    expect(bot.refusals).toBe(1);
  });

  it('ends it where nobody listens, after the attempts it has', async () => {
    const bot = await VoiceBot.start();
    await VoiceBot.stopAll();
    const server = await RunningTacet.start({ routes: [routeTo(bot, { attempts: 2 })] });
    const caller = await dial(server);
    caller.send(startOf('c-8'));

    expect(await caller.closed).toEqual({ code: 1014, reason: 'TACET_DIAL_FAILED' });
    const told = server.lines.filter((line) => line.includes('could not be reached'));
    expect(told.map((line) => (JSON.parse(line) as { readonly cause?: string }).cause)).toEqual([
      'ECONNREFUSED',
      'ECONNREFUSED',
    ]);
  });
});

describe('a route', () => {
  it('is chosen by what was called; a call that none matches waits for its other leg', async () => {
    const bot = await VoiceBot.start();
    const server = await RunningTacet.start({
      routes: [
        { match: { called: '+1*' }, to: { url: `${bot.url}/one` } },
        { match: { called: '+4930*' }, to: { url: `${bot.url}/two` } },
      ],
    });
    const { request } = await ring(server, bot, 'c-9');
    expect(request.url).toBe('/two');

    const waiting = await server.connect('c-10/caller');
    expect(waiting.socket.readyState).toBe(waiting.socket.OPEN);
    expect(server.callNamed('c-10').state).toBe('bridging');
  });

  it('may lead to another protocol: the caller speaks Twilio’s, the agent RTP', async () => {
    const bot = await VoiceBot.start();
    const to = { url: `${bot.url}/v1/rtp/{callId}/{leg}?codec={codec}`, protocol: 'rtp' as const };
    const server = await RunningTacet.start({ routes: [{ to }] });
    const caller = await dial(server);
    caller.send(startOf('c-11'));
    const { socket, request } = await bot.dialled();
    const packets: Buffer[] = [];
    const enough = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer, isBinary) => {
        expect(isBinary).toBe(true);
        if (packets.push(Buffer.from(data)) === 20) resolve();
      });
    });
    const said = voice(20, 3);
    // The agent's side is there once the call is; what was said before is nobody's.
    const live = server.callNamed('c-11');
    if (live.state !== 'live')
      await new Promise<void>((resolve) => {
        live.events.on('state', ({ to: state }) => {
          if (state === 'live') resolve();
        });
      });
    for (const payload of said) caller.say(payload);
    await enough;

    expect(request.url).toBe('/v1/rtp/c-11/agent?codec=PCMU');
    expect(packets.map((packet) => packet.subarray(12))).toEqual(said);
  });
});
