/** What an application is told when what it said was heard, where Tacet plays the bridge and no real one answers. */
import { describe, expect, it } from '@jest/globals';

import type { CallId } from '../core/ids.js';
import { millis } from '../core/units.js';
import { ignoringSink } from './ignoring-sink.js';
import type { Protocol, ProtocolSession } from './protocol.js';
import { PROTOCOLS } from './registry.js';

class Bridge {
  readonly session: ProtocolSession;
  readonly sent: unknown[] = [];
  readonly passed: unknown[] = [];
  /** What waits for the audio before it to be heard. */
  readonly waiting: (() => void)[] = [];

  constructor(protocol: Protocol, isTransparent = false) {
    const dialling = protocol.dial?.({
      callId: 'c-1' as CallId,
      role: 'agent',
      encoding: 'PCMU',
      rateHz: 8_000,
      ptimeMs: 20,
      language: undefined,
      called: undefined,
      isTransparent,
    });
    if (dialling === undefined || typeof dialling === 'string') throw new Error('cannot be dialled');
    this.session = dialling.opening.start(
      ignoringSink({
        send: (message) => this.sent.push(JSON.parse(message)),
        other: (message) => this.passed.push(JSON.parse(Buffer.from(message).toString())),
        echo: (_track, reply) => this.waiting.push(reply),
        clear: () => this.hear(),
      }),
    );
    this.sent.length = 0;
  }

  hears(message: object): void {
    this.session.receive(Buffer.from(JSON.stringify(message)), false, millis(0));
  }

  /** All audio before has left. */
  hear(): void {
    for (const reply of this.waiting.splice(0)) reply();
  }
}

const mark = { event: 'mark', mark: { name: 'm-7' } };
const { twilio, signalwire, telnyx, exotel, plivo, vonage, jambonz } = PROTOCOLS;
const CASES: readonly (readonly [string, Protocol, object, object])[] = [
  ['twilio', twilio, mark, { ...mark, sequenceNumber: '2', streamSid: 'MZc-1' }],
  ['signalwire', signalwire, mark, { ...mark, sequenceNumber: '2', streamSid: 'c-1' }],
  ['telnyx', telnyx, mark, { ...mark, sequence_number: '2', stream_id: 'c-1' }],
  ['exotel', exotel, mark, { ...mark, sequence_number: '2', stream_sid: 'c-1' }],
  [
    'plivo',
    plivo,
    { event: 'checkpoint', streamId: 'c-1', name: 'cp' },
    { event: 'playedStream', sequenceNumber: 1, streamId: 'c-1', name: 'cp' },
  ],
  [
    'vonage',
    vonage,
    { action: 'notify', payload: { id: ['x', 1] } },
    { event: 'websocket:notify', payload: { id: ['x', 1] } },
  ],
  [
    'jambonz',
    jambonz,
    { type: 'mark', data: { name: 'm' } },
    { type: 'mark', data: { name: 'm', event: 'playout' } },
  ],
];

describe.each(CASES)('an application of %s', (_name, protocol, message, answer) => {
  it('is answered when the audio before was heard, and not before', () => {
    const bridge = new Bridge(protocol);

    bridge.hears(message);
    expect(bridge.sent).toEqual([]);
    bridge.hear();

    expect(bridge.sent).toEqual([answer]);
    expect(bridge.passed).toEqual([]);
  });

  it('is answered by the real bridge where messages pass', () => {
    const bridge = new Bridge(protocol, true);

    bridge.hears(message);

    expect(bridge.passed).toEqual([message]);
    expect(bridge.waiting).toEqual([]);
    expect(bridge.sent).toEqual([]);
  });
});

describe('an application that drops what was not heard', () => {
  it('is told so by Plivo, after its checkpoints', () => {
    const bridge = new Bridge(plivo);
    bridge.hears({ event: 'checkpoint', name: 'cp' });

    bridge.hears({ event: 'clearAudio', streamId: 'c-1' });
    bridge.hear();

    expect(bridge.sent).toEqual([
      { event: 'playedStream', sequenceNumber: 1, streamId: 'c-1', name: 'cp' },
      { event: 'clearedAudio', sequenceNumber: 2, streamId: 'c-1' },
    ]);
  });

  it.each(['killAudio', 'clearMarks'])('has its marks back as cleared by jambonz: %s', (type) => {
    const bridge = new Bridge(jambonz);
    bridge.hears({ type: 'mark', data: { name: 'm' } });

    bridge.hears({ type });
    bridge.hear();

    expect(bridge.sent).toEqual([{ type: 'mark', data: { name: 'm', event: 'cleared' } }]);
  });

  it('has the real jambonz drop it, too, where messages pass', () => {
    const bridge = new Bridge(jambonz, true);

    bridge.hears({ type: 'killAudio' });

    expect(bridge.passed).toEqual([{ type: 'killAudio' }]);
  });
});

it('nothing is answered after the stop', () => {
  const bridge = new Bridge(twilio);
  bridge.hears(mark);
  bridge.session.farewell?.(undefined);
  bridge.sent.length = 0;

  bridge.hear();

  expect(bridge.sent).toEqual([]);
});
