/** What only AudioHook promises: its states, its clock, its counters and its pauses. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millis } from '../core/units.js';
import { requestOf, WIRE_CASES, type WireCase } from '../test/bridges/wire.js';
import { audiohook, AudiohookSettings } from './audiohook.js';
import { NIL_UUID, seconds } from './audiohook-messages.js';
import { ignoringSink } from './ignoring-sink.js';
import type { Joining, ProtocolSession } from './protocol.js';

const wire = WIRE_CASES.find(
  ({ protocol, name }) => protocol === 'audiohook' && name === 'stereo',
) as WireCase;
const { request } = requestOf(wire);
const ORGANIZATION = String(request.headers['audiohook-organization-id']);
const SESSION = String(request.headers['audiohook-session-id']);
const CONVERSATION = wire.expect.callId;
const pcmu = (...channels: string[]): object => ({ type: 'audio', format: 'PCMU', channels, rate: 8_000 });
const STEREO = pcmu('external', 'internal');

interface Sent {
  readonly type: string;
  readonly seq: number;
  readonly clientseq: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A client that keeps every rule, unless told otherwise. */
class Client {
  readonly sent: Sent[] = [];
  readonly order: string[] = [];
  readonly keys: [number, number][] = [];
  readonly dropped: string[] = [];
  readonly faults: string[] = [];
  readonly audio: { readonly track: number; readonly timestamp: number; readonly length: number }[] = [];
  readonly session: ProtocolSession;
  joining: Joining | undefined;
  nowMs = 1_000;
  #seq = 0;

  constructor(settings: object = {}, headers = request.headers) {
    const opening = audiohook.open({ ...request, headers }, AudiohookSettings.parse(settings));
    if (typeof opening === 'string') throw new Error(opening);
    this.session = opening.start(
      ignoringSink({
        send: (message) => {
          this.sent.push(JSON.parse(message) as Sent);
          this.order.push(this.sent.at(-1)?.type ?? '');
        },
        joined: (joining) => {
          this.joining = joining;
          this.order.push('joined');
        },
        left: () => this.order.push('left'),
        key: (track, event) => this.keys.push([track, event]),
        dropped: (_track, code) => this.dropped.push(code),
        // As the connection does it.
        fault: (code) => {
          this.faults.push(code);
          this.session.farewell?.(code);
        },
        audio: (track, { timestamp, payload }) =>
          this.audio.push({ track, timestamp, length: payload.length }),
      }),
    );
  }

  static opened(settings: object = {}): Client {
    return new Client(settings).open();
  }

  get last(): Sent | undefined {
    return this.sent.at(-1);
  }

  open(parameters: object = {}): this {
    return this.say('open', {
      organizationId: ORGANIZATION,
      conversationId: CONVERSATION,
      participant: { id: SESSION, ani: '', aniName: '', dnis: '' },
      media: [STEREO],
      ...parameters,
    });
  }

  say(type: string, parameters: object = {}, envelope: object = {}): this {
    const seq = ++this.#seq;
    const message = { version: '2', type, id: SESSION, seq, serverseq: 0, position: 'PT0S', parameters };
    return this.write({ ...message, ...envelope });
  }

  write(message: unknown): this {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.session.receive(Buffer.from(text), false, millis(this.nowMs));
    return this;
  }

  hear(samples: number): this {
    this.session.receive(Buffer.alloc(2 * samples), true, millis(this.nowMs));
    return this;
  }

  /** As the call's ticker does it. */
  wait(ms: number): this {
    const to = this.nowMs + ms;
    while (this.nowMs < to) {
      this.nowMs = Math.min(to, this.nowMs + 100);
      this.session.tick?.(millis(this.nowMs));
    }
    return this;
  }

  reason(): unknown[] {
    const { type, parameters } = this.last ?? {};
    const info = parameters?.['info'];
    return [type, parameters?.['reason'], typeof info === 'string' ? info.slice(0, 3) : ''];
  }
}

describe('opening', () => {
  it('is refused where what it offers is too deep to be written back', () => {
    const client = new Client();
    const offer = JSON.stringify(STEREO).replace('}', `,"x":${'['.repeat(9_000)}${']'.repeat(9_000)}}`);
    const open = {
      version: '2',
      type: 'open',
      id: SESSION,
      seq: 1,
      serverseq: 0,
      position: 'PT0S',
      parameters: { organizationId: ORGANIZATION, conversationId: CONVERSATION, participant: {}, media: 0 },
    };
    client.write(JSON.stringify(open).replace('"media":0', `"media":[${offer}]`));

    expect(client.faults).toEqual(['TACET_MESSAGE_MALFORMED']);
    expect(client.joining).toBeUndefined();
  });

  it('is answered before anything else is done', () => {
    expect(Client.opened().order).toEqual(['opened', 'joined']);
  });

  it.each([
    ['both parties', [pcmu('external'), pcmu('internal'), STEREO], 2, ['caller', 'agent']],
    ['both, inverted', [pcmu('internal', 'external')], 0, ['agent', 'caller']],
    ['the customer', [pcmu('internal'), pcmu('external')], 1, ['caller']],
    ['the agent, where there is nobody else', [pcmu('internal')], 0, ['agent']],
    [
      'what it knows',
      [
        { ...STEREO, rate: 16_000 },
        { ...STEREO, format: 'OPUS' },
        pcmu('internal', 'internal'),
        7,
        pcmu('external'),
      ],
      4,
      ['caller'],
    ],
  ])('takes %s, exactly as offered', (_what, media, chosen, roles) => {
    const client = new Client().open({ media });

    expect(client.last?.parameters['media']).toEqual([media[chosen]]);
    expect(client.joining?.tracks.map(({ role }) => role)).toEqual(roles);
    expect(client.joining?.tracks.every(({ isCopy }) => isCopy)).toBe(true);
  });

  it.each([
    ['no media that it knows', { media: [pcmu('music')] }, 'error', '415'],
    ['no media at all', { media: [] }, 'error', '415'],
    ['no participant', { participant: undefined }, 'error', '400'],
    ['a conversation without an id', { conversationId: 'x' }, 'error', '400'],
    ['a call that has no name', { customConfig: { call: '..' } }, 'error', '400'],
    ['another organization', { organizationId: SESSION }, 'unauthorized', '401'],
  ])('is refused with %s', (_what, parameters, reason, status) => {
    const client = new Client().open(parameters);

    expect(client.reason()).toEqual(['disconnect', reason, status]);
    expect(client.joining).toBeUndefined();
  });

  it('is refused where the session is not that of the headers, or there are none', () => {
    expect(new Client().say('open', {}, { id: ORGANIZATION }).reason()).toEqual([
      'disconnect',
      'unauthorized',
      '401',
    ]);
    expect(new Client({}, {}).open().reason()).toEqual(['disconnect', 'unauthorized', '401']);
  });

  it('a second time is ignored', () => {
    const client = Client.opened().open({ media: [] });

    expect(client.order).toEqual(['opened', 'joined']);
    expect(client.faults).toEqual([]);
  });

  it('with nil ids is a probe: no audio, no call, and no error when nobody joins', () => {
    const client = new Client().open({
      conversationId: NIL_UUID,
      participant: { id: NIL_UUID, ani: '', aniName: '', dnis: '' },
    });

    expect(client.last?.parameters['media']).toEqual([]);
    expect(client.joining).toBeUndefined();
    client.session.farewell?.('TACET_JOIN_TIMEOUT');
    expect(client.reason()).toEqual(['disconnect', 'completed', '']);
  });

  it('reads call and language from the integration, and the number that was called', () => {
    const participant = { id: SESSION, ani: '+1-555-555-1234', aniName: '', dnis: '+1-800-555-6789' };
    const own = new Client().open({ customConfig: { call: 'own' }, language: 'de-DE', participant });
    const lang = new Client().open({ customConfig: { lang: 'en' }, language: 'de-DE' });

    expect([own.joining?.callId, own.joining?.language, own.joining?.called]).toEqual([
      'own',
      'de',
      '+1-800-555-6789',
    ]);
    expect([lang.joining?.callId, lang.joining?.language]).toEqual([CONVERSATION, 'en']);
  });
});

describe('messages', () => {
  it.each([
    ['before the session is open', (c: Client) => c.say('paused'), '409'],
    ['of another version', (c: Client) => c.open().say('ping', {}, { version: '1' }), '400'],
    ['with a gap', (c: Client) => c.open().say('ping', {}, { seq: 3 }), '400'],
    ['that comes twice', (c: Client) => c.open().say('ping', {}, { seq: 1 }), '400'],
    ['that knows what was not sent', (c: Client) => c.open().say('ping', {}, { serverseq: 2 }), '400'],
    ['with an odd position', (c: Client) => c.open().say('ping', {}, { position: '1s' }), '400'],
    ['without parameters', (c: Client) => c.open().say('ping', {}, { parameters: [] }), '400'],
    ['that is too long', (c: Client) => c.open().say('ping', { rtt: 'x'.repeat(65_536) }), '413'],
    ['that left out no time', (c: Client) => c.open().say('discarded', { start: 'PT1S' }), '400'],
    ['that resumes at no time', (c: Client) => c.open().say('resumed', { discarded: 'PT1S' }), '400'],
  ])('%s end the session', (_what, send, status) => {
    const client = new Client();
    send(client);

    expect(client.reason()).toEqual(['disconnect', 'error', status]);
    const before = client.sent.length;
    client.say('ping').hear(160).say('open');
    expect(client.sent.length).toBe(before);
    expect(client.audio).toEqual([]);
    client.say('close', { reason: 'disconnect' });
    expect(client.last?.type).toBe('closed');
  });

  it('that nobody knows are dropped, and the session goes on', () => {
    const client = Client.opened().say('novelty').say('playback_started').say('ping');

    expect(client.dropped).toEqual(['TACET_MESSAGE_MALFORMED']);
    expect(client.last?.type).toBe('pong');
  });

  it('are answered in order, counted without gap, each pong with the number of its ping', () => {
    const client = Client.opened();
    for (let i = 0; i < 60; i++) client.say('ping').wait(10);
    client.wait(20_000);

    expect(client.sent.map(({ seq }) => seq)).toEqual(client.sent.map((_, i) => i + 1));
    const pongs = client.sent.filter(({ type }) => type === 'pong');
    expect(pongs.map(({ clientseq }) => clientseq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2));
  });

  it('are never sent faster than Genesys takes them; a flood ends the session', () => {
    const client = Client.opened();
    for (let i = 0; i < 60; i++) client.say('ping');

    expect(client.sent.length).toBeLessThanOrEqual(25);
    for (let i = 0; i < 100; i++) client.say('ping');
    expect(client.faults).toEqual(['TACET_MESSAGE_RATE']);
    expect(client.reason()).toEqual(['disconnect', 'error', '429']);
    expect(client.sent.map(({ seq }) => seq)).toEqual(client.sent.map((_, i) => i + 1));
  });

  it('tell keys of the customer', () => {
    const client = new Client().open({ media: [pcmu('internal', 'external')] });
    for (const digit of ['4', '#', 'd', '10', '', 7, undefined]) client.say('dtmf', { digit });

    expect(client.keys).toEqual([
      [1, 4],
      [1, 11],
      [1, 15],
    ]);
    expect(client.dropped.length).toBe(4);
  });

  it('with durations are read to the sample', () => {
    expect(['PT0S', 'PT1S', 'PT1.25S', 'PT.5S', 'PT12.000125S'].map(seconds)).toEqual([
      0, 1, 1.25, 0.5, 12.000125,
    ]);
    expect(['', '1S', 'PT1M', 'PT-1S', 'PT1e9S', 'PT1.S', 'PT', 1, null].map(seconds)).toEqual(
      Array(9).fill(undefined),
    );
    expect(seconds(`PT${'9'.repeat(39)}S`)).toBeUndefined();
  });
});

describe('audio', () => {
  it('has its place on a clock that goes on over everything that was left out', () => {
    const client = Client.opened().hear(400).say('paused').say('paused');
    client.say('resumed', { start: 'PT0.05S', discarded: 'PT1S' });
    client.say('resumed', { start: 'PT1.05S', discarded: 'PT0S' });
    client.hear(160).say('discarded', { start: 'PT1.07S', discarded: 'PT0.5S' }).hear(160);

    const caller = client.audio.filter(({ track }) => track === 0);
    expect(caller.map(({ timestamp, length }) => [timestamp, length])).toEqual([
      [0, 160],
      [160, 160],
      [320, 80],
      [8_400, 160],
      [12_560, 160],
    ]);
    expect(client.audio.filter(({ track }) => track === 1).map(({ timestamp }) => timestamp)).toEqual(
      caller.map(({ timestamp }) => timestamp),
    );
  });

  it('is dropped after the client has said that it paused', () => {
    const client = Client.opened().say('paused').hear(160);

    expect([client.audio, client.dropped.length, client.faults]).toEqual([[], 1, []]);
  });

  it.each([
    ['before the session is open', new Client(), '409'],
    ['that nobody asked for', new Client().open({ conversationId: NIL_UUID }), '415'],
  ])('%s ends the session', (_what, client, status) => {
    client.hear(160);

    expect(client.reason()).toEqual(['disconnect', 'error', status]);
  });

  it('is never answered with audio', () => {
    const { session } = Client.opened();

    expect(session.tracks.length).toBe(2);
    for (const track of session.tracks) expect(track.wrap(new Uint8Array(160), true, 160)).toBeUndefined();
  });
});

describe('the end', () => {
  it('is answered by closed, and the client closes the connection', () => {
    const client = Client.opened().say('close', { reason: 'end' });

    expect(client.order).toEqual(['opened', 'joined', 'closed', 'left']);
    expect(client.session.farewell?.(undefined)).toBe(true);
    expect(client.order).toHaveLength(4);
  });

  it('is granted at any time', () => {
    expect(new Client().say('close', { reason: 'end' }).order).toEqual(['closed', 'left']);
    expect(Client.opened().say('paused').say('close', { reason: 'end' }).last?.type).toBe('closed');
  });

  it.each([
    [undefined, 'completed', ''],
    ['TACET_DRAINING', 'completed', ''],
    ['TACET_PEER_LEFT', 'completed', ''],
    ['TACET_LEG_TAKEN', 'error', '409'],
    ['TACET_INTERNAL', 'error', '500'],
    ['TACET_UNAUTHORISED', 'unauthorized', '401'],
  ] as const)('for %s is asked for as %s %s', (code, reason, status) => {
    const client = Client.opened();

    expect(client.session.farewell?.(code)).toBe(true);
    expect(client.reason()).toEqual(['disconnect', reason, status]);
    client.session.farewell?.(code);
    expect(client.sent).toHaveLength(2);
  });
});

describe('a mask', () => {
  const types = (client: Client): string[] => client.sent.slice(1).map(({ type }) => type);

  it('is nothing that Genesys hears of, unless it is configured', () => {
    const client = Client.opened();
    client.session.masked?.(true);
    client.wait(60_000);
    client.session.masked?.(false);

    expect(types(client.wait(1_000))).toEqual([]);
  });

  it('has Genesys pause, once, and resume when the time is over, whatever is masked then', () => {
    const client = Client.opened({ pauseOnMask: true, pauseSeconds: 5 });
    for (const isMasked of [true, true, false, true]) client.session.masked?.(isMasked);
    expect(types(client)).toEqual(['pause']);
    client.say('paused').wait(4_900);
    expect(types(client)).toEqual(['pause']);
    client.wait(100).say('resumed', { start: 'PT0S', discarded: 'PT5S' });
    expect(types(client)).toEqual(['pause', 'resume']);

    client.session.masked?.(true);
    expect(types(client.wait(20_000))).toEqual(['pause', 'resume']);
    client.session.masked?.(false);
    client.session.masked?.(true);
    expect(types(client)).toEqual(['pause', 'resume', 'pause']);
  });

  it('is told as it starts and ends, never more than twice a second, and never left open', () => {
    const flips = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 900 })), { maxLength: 40 });
    fc.assert(
      fc.property(flips, (all) => {
        const client = Client.opened({ maskEvents: true });
        const started = client.nowMs;
        for (const [isMasked, ms] of all) {
          client.session.masked?.(isMasked);
          client.wait(ms);
        }
        client.say('close', { reason: 'end' });
        const states = client.sent
          .filter(({ type }) => type === 'event')
          .map(({ parameters }) => JSON.stringify(parameters['entities']));
        const words = ['started', 'ended'].map((state) =>
          JSON.stringify([{ type: 'tacet', data: { kind: 'masking', state } }]),
        );
        expect(states).toEqual(states.map((_, i) => words[i % 2]));
        expect(states.length % 2).toBe(0);
        expect(states.length).toBeLessThanOrEqual(2 + (client.nowMs - started) / 500);
      }),
      { numRuns: 50 },
    );
  });
});
