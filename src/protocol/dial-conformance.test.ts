/**
 * What every protocol must do that Tacet can speak as a bridge, dialling or played, and what one must that Tacet dials
 * a bridge in: the two ends, joined in memory.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { codecNamed } from '../codec/registry.js';
import type { ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';
import { millis } from '../core/units.js';
import { requestTo } from '../test/bridges/requests.js';
import { Heard, requestOf, WIRE_CASES } from '../test/bridges/wire.js';
import { ignoringSink } from './ignoring-sink.js';
import { playBridge, playTarget } from './play.js';
import type { Dialling, DialRequest, Joining, Opening, Protocol, ProtocolSession } from './protocol.js';
import { findProtocol, PROTOCOL_NAMES, PROTOCOLS } from './registry.js';

const USUAL: DialRequest = {
  callId: 'c-1' as CallId,
  role: 'agent',
  encoding: 'PCMU',
  rateHz: 8_000,
  ptimeMs: 20,
  language: 'de',
  called: '+15550100',
  isTransparent: false,
};

const dialling = (protocol: Protocol, request: DialRequest): Dialling => {
  const answer = protocol.dial?.(request);
  if (answer === undefined || typeof answer === 'string') throw new Error(answer ?? 'cannot be dialled');
  return answer;
};

/** Where the bridge itself is dialled, Tacet is the same application as ever. */
const dialled = PROTOCOL_NAMES.flatMap((name) => {
  const protocol = findProtocol(name);
  const isBridge = protocol?.dial !== undefined && dialling(protocol, USUAL).end === 'bridge';
  return isBridge ? [[name, protocol] as const] : [];
});
/** Their bridges just close. */
const STOP_WITHOUT_A_WORD = ['rtp', 'vonage', 'jambonz', 'asterisk', 'freeswitch'];

interface Piece {
  readonly track: number;
  readonly bytes: Buffer;
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/** One end, with what it has heard of the other. */
class End {
  readonly heard: Piece[] = [];
  readonly wrong: string[] = [];
  readonly keys: number[] = [];
  joining: Joining | undefined;
  clears = 0;
  hasLeft = false;
  session: ProtocolSession | undefined;
  readonly isText: boolean;
  readonly #waiting: string[] = [];
  other: End | undefined;

  constructor(opening: Dialling['opening']) {
    this.isText = opening.isText;
    this.joining = opening.joining;
    this.session = opening.start(
      ignoringSink({
        joined: (who) => {
          this.joining = who;
        },
        audio: (track, { payload, sequenceNumber, timestamp }) =>
          this.heard.push({ track, bytes: Buffer.from(payload), sequenceNumber, timestamp }),
        key: (_track, event) => this.keys.push(event),
        dropped: (_track, code) => this.wrong.push(code),
        fault: (code) => this.wrong.push(code),
        send: (message) => this.say(message),
        clear: () => this.clears++,
        left: () => {
          this.hasLeft = true;
        },
      }),
    );
  }

  say(message: string): void {
    if (this.other === undefined) this.#waiting.push(message);
    else this.other.session?.receive(Buffer.from(message), false, millis(0));
  }

  connect(other: End): void {
    this.other = other;
    for (const message of this.#waiting) this.say(message);
  }

  /** One frame of each party, which lasts so long. */
  play(payloads: readonly Uint8Array[], durationClock: number, nowMs: number): void {
    const messages = payloads.map((payload, i) =>
      this.session?.tracks[i]?.wrap(payload, false, durationClock),
    );
    const sent = messages.flatMap((message) => message ?? []);
    // Both parties are in one message, or each is in its own.
    if (sent.length === 0) throw new Error('nothing can be sent');
    for (const message of sent)
      this.other?.session?.receive(Buffer.from(message), !this.isText, millis(nowMs));
  }
}

type Format = Pick<DialRequest, 'encoding' | 'rateHz'>;
interface Ends {
  readonly bridge: End;
  readonly app: End;
}

const joined = (bridge: End, opening: Opening | ErrorCode): Ends => {
  if (typeof opening === 'string') throw new Error(opening);
  const app = new End(opening);
  app.connect(bridge);
  bridge.connect(app);
  return { bridge, app };
};

/** Tacet dials an application. */
const dials = (protocol: Protocol, format: Format): Ends => {
  const bridge = new End(dialling(protocol, { ...USUAL, ...format }).opening);
  const { encoding = '', rateHz = 0 } = bridge.joining?.tracks[0] ?? {};
  const inQuery = protocol.name === 'rtp' ? `?codec=${encoding}&rate=${String(rateHz)}&lang=de` : '';
  return joined(bridge, protocol.open(requestTo(`/v1/${protocol.name}/c-1/caller${inQuery}`)));
};

/** A bridge is played, which dials Tacet, or is dialled. */
const plays =
  (roles: readonly LegRole[], isDialled = false) =>
  (protocol: Protocol, format: Format): Ends => {
    const request = { ...USUAL, ...format, roles };
    const playing = playBridge(protocol, request);
    if (typeof playing === 'string') throw new Error(playing);
    const target = playTarget(protocol, request, playing);
    const opening = isDialled
      ? dialling(protocol, { ...USUAL, ...format }).opening
      : protocol.open(requestTo(target, playing.headers));
    return joined(new End(playing.opening), opening);
  };

const { asterisk, audiohook, freeswitch, rtp } = PROTOCOLS;
const ENDS: readonly (readonly [string, Protocol, (protocol: Protocol, format: Format) => Ends])[] = [
  ...dialled.map(([name, protocol]) => [`${name}, dialled`, protocol, dials] as const),
  ['rtp, played', rtp, plays(['caller'])],
  ['asterisk, played', asterisk, plays(['caller'])],
  ['asterisk, dialled', asterisk, plays(['agent'], true)],
  ['freeswitch, played for one party', freeswitch, plays(['agent'])],
  ['freeswitch, played for both', freeswitch, plays(['caller', 'agent'])],
  ['audiohook, played for one party', audiohook, plays(['agent'])],
  ['audiohook, played for both', audiohook, plays(['caller', 'agent'])],
];
const PCMU = { encoding: 'PCMU', rateHz: 8_000 };

const FORMATS = [
  ['PCMU', 8_000],
  ['PCMA', 8_000],
  ['L16', 8_000],
  ['L16', 16_000],
  ['L16LE', 8_000],
  ['L16LE', 16_000],
  ['L16LE', 24_000],
  ['L16LE', 48_000],
  ['OPUS', 48_000],
] as const;

/** Everything that was heard goes on where the last piece ended. */
const expectContinuous = (pieces: readonly Piece[], clockOf: (bytes: Buffer) => number): void => {
  pieces.slice(1).forEach((piece, i) => {
    const before = pieces[i] as Piece;
    expect((piece.sequenceNumber - before.sequenceNumber) & 0xffff).toBe(1);
    expect((piece.timestamp - before.timestamp) >>> 0).toBe(clockOf(before.bytes));
  });
};

describe.each(ENDS)('%s', (_name, protocol, join) => {
  it.each(FORMATS)('is one format at both ends: %s at %d Hz', (encoding, rateHz) => {
    const { bridge, app } = join(protocol, { encoding, rateHz });

    const [here, there] = [bridge, app].map(({ joining }) =>
      joining?.tracks.map((track) => [track.encoding, track.rateHz, track.ptimeMs, track.isCopy]),
    );
    expect(there).toEqual(here);
    const [track] = bridge.joining?.tracks ?? [];
    expect(codecNamed(track?.encoding ?? '')?.rates).toContain(track?.rateHz);
    expect(app.joining).toMatchObject({ callId: 'c-1', language: 'de' });
    expect([...bridge.wrong, ...app.wrong]).toEqual([]);
  });

  it('brings payloads across both ways, byte for byte, with numbers and times that go on', () => {
    const frames = fc.array(fc.infiniteStream(fc.nat(255)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...FORMATS), frames, ([encoding, rateHz], streams) => {
        const { bridge, app } = join(protocol, { encoding, rateHz });
        const { joining } = bridge;
        const format = joining?.tracks[0];
        const codec = codecNamed(format?.encoding ?? '');
        if (format?.rateHz === undefined || codec === undefined) throw new Error('no format');
        const session = codec.open(format.rateHz as 8_000);
        const samples = (format.rateHz * format.ptimeMs) / 1_000;
        const bytes = codec.name === 'OPUS' ? 60 : codec.name.startsWith('L16') ? 2 * samples : samples;
        const clock = (samples * codec.clockRateHz(format.rateHz as 8_000)) / format.rateHz;
        const payloads = streams.map((stream) => {
          const payload = Buffer.from([...stream.take(bytes)]);
          // CELT, 20 ms, one frame.
          if (codec.name === 'OPUS') payload[0] = 0xf8;
          return payload;
        });

        // The second party says something else.
        const parties = (joining?.tracks ?? []).map((_, i) =>
          payloads.map((payload) => (i === 0 ? payload : payload.map((byte) => byte ^ 0x55))),
        );
        payloads.forEach((_, i) => {
          const frames = parties.flatMap((party) => party[i] ?? []);
          bridge.play(frames, clock, i * format.ptimeMs);
          if (!format.isCopy) app.play(frames, clock, i * format.ptimeMs);
        });

        for (const end of format.isCopy ? [app] : [bridge, app]) {
          const perSample = codec.clockRateHz(format.rateHz as 8_000) / format.rateHz;
          parties.forEach((party, track) => {
            const heard = end.heard.filter((piece) => piece.track === track);
            expect(Buffer.concat(heard.map((piece) => piece.bytes))).toEqual(Buffer.concat(party));
            expectContinuous(heard, (piece) => (session.samplesIn(piece) ?? NaN) * perSample);
          });
          expect(end.wrong).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('drops what was not played when the application asks for it', () => {
    const { bridge, app } = join(protocol, PCMU);
    const clear = app.session?.tracks[0]?.clear();
    if (clear !== undefined) app.say(clear);

    expect(bridge.clears).toBe(clear === undefined ? 0 : 1);
    expect(bridge.wrong).toEqual([]);
  });

  it('says that it stops, once, where the protocol has a word for it', () => {
    const { bridge, app } = join(protocol, PCMU);

    bridge.session?.farewell?.(undefined);
    bridge.session?.farewell?.(undefined);

    expect(app.hasLeft).toBe(!STOP_WITHOUT_A_WORD.includes(protocol.name));
    expect(app.wrong).toEqual([]);
  });

  it('keeps nothing of the last message when it is closed', () => {
    const { bridge } = join(protocol, PCMU);
    const message = bridge.session?.tracks
      .map((track) => track.wrap(new Uint8Array(320).fill(0x55), false, 160))
      .at(-1);

    bridge.session?.close();

    expect(message?.length).toBeGreaterThan(0);
    expect(message?.every((byte) => byte === 0)).toBe(true);
  });
});

/** Credentials of which this is the secret. */
const CREDENTIALS: Readonly<Record<string, unknown>> = {
  twilio: { authTokens: ['user:secret'] },
  telnyx: { authTokens: ['user:secret'] },
  plivo: { authTokens: ['user:secret'] },
  signalwire: { bearerTokens: ['user:secret'] },
  exotel: { logins: ['user:secret'] },
  vonage: { signatureSecrets: ['user:secret'] },
};
const signing = dialled.filter(([, { sign }]) => sign !== undefined);

describe.each(signing)('%s, dialled with a secret', (name, protocol) => {
  it('shows that it has it, as the bridge would, and nobody else can', () => {
    const target = `/v1/${name}/c-1/agent?lang=de&called=1`;
    const publicUrl = 'wss://proxy.example.com';
    const answer = (secret: string): unknown => {
      const headers = protocol.sign?.(`${publicUrl}${target}`, secret, 1_700_000_000) ?? {};
      const request = requestTo(target, headers, { publicUrl, unixTime: 1_700_000_001 });
      return protocol.authenticate(request, CREDENTIALS[name]);
    };
    expect(answer('user:secret')).toBeUndefined();
    expect(answer('user:guess')).toBe('TACET_UNAUTHORISED');
  });
});

const live = WIRE_CASES.filter(
  ({ protocol, expect: wanted }) =>
    protocol !== 'rtp' && !wanted.isCopy && dialled.some(([n]) => n === protocol),
).map((wire) => [wire.protocol, wire.name, wire] as const);

describe.each(live)('between the bridge and its application: %s, %s', (_protocol, _name, wire) => {
  it('hands on what the bridge says as if nobody stood between them', () => {
    const { protocol, request } = requestOf(wire);
    const direct = new Heard(protocol, request);
    const relayed = new Heard(protocol, request);
    let bridge: ProtocolSession | undefined;
    const opening = protocol.open(request);
    if (typeof opening === 'string') throw new Error(opening);
    const hasStop = !STOP_WITHOUT_A_WORD.includes(protocol.name);
    const pass = (message: Uint8Array): void => {
      bridge?.passing?.(message);
      relayed.receive(Buffer.from(message), false);
    };
    const early: Buffer[] = [];
    const inbound = opening.start(
      ignoringSink({
        joined: ({ callId, language, called, tracks }) => {
          const [track] = tracks;
          if (track === undefined) return;
          const dial = { callId, language, called, ...track, rateHz: track.rateHz ?? 8_000 };
          bridge = dialling(protocol, { ...dial, isTransparent: true }).opening.start(
            ignoringSink({ send: (message) => relayed.receive(Buffer.from(message), false) }),
          );
          for (const message of early.splice(0)) pass(message);
        },
        other: (message) => {
          if (bridge === undefined) early.push(Buffer.from(message));
          else pass(message);
        },
        key: (_track, _event, _durationMs, message) => pass(message),
        audio: (_track, { payload }) => {
          const message = bridge?.tracks[0]?.wrap(payload, false, 160);
          if (message !== undefined) relayed.receive(Buffer.from(message), !opening.isText);
        },
      }),
    );

    wire.messages.forEach(({ data, isBinary }, i) => {
      direct.receive(data, isBinary);
      inbound.receive(Buffer.from(data), isBinary, millis(1_000 + 20 * i));
    });
    bridge?.farewell?.(undefined);

    expect(relayed.joining).toEqual(direct.joining);
    expect(relayed.keys).toEqual(direct.keys);
    // Where the bridge has just gone, Tacet says that it stops.
    expect(relayed.others.slice(0, direct.others.length)).toEqual(direct.others);
    expect(relayed.others.length - direct.others.length).toBe(hasStop && !direct.hasLeft ? 1 : 0);
    const bytes = ({ audio }: Heard): Buffer => Buffer.concat(audio.map((each) => each.bytes));
    expect(bytes(relayed)).toEqual(bytes(direct));
    expect(bytes(direct).length).toBeGreaterThan(0);
    expect(relayed.codes).toEqual([]);
    expect(relayed.hasLeft).toBe(direct.hasLeft || hasStop);
  });
});
