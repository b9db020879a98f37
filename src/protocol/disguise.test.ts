/** What passes between bridge and voice bot as neither audio nor keys, and is one of them. */
import { describe, expect, it } from '@jest/globals';

import type { CallId } from '../core/ids.js';
import { requestTo } from '../test/bridges/requests.js';
import { mayHide, mayKey, maySpeak } from './disguise.js';
import { Heard, requestOf, WIRE_CASES } from '../test/bridges/wire.js';
import { findProtocol } from './registry.js';

const AUDIO = Buffer.alloc(160, 0x5a).toString('base64');

const SPOKEN = [
  { event: 'Media', media: { payload: AUDIO } },
  { event: 'media2', media: { track: 'inbound', payload: AUDIO } },
  { event: 'mark', media: { payload: AUDIO }, mark: { name: 'x' } },
  { event: 'PLAYAUDIO', audio: AUDIO },
  { type: 'playaudio', data: { audioContent: AUDIO } },
  { type: 'speak', data: { audioContent: AUDIO } },
];
const KEYED = [
  { event: 'DTMF', dtmf: { digit: '4' } },
  { event: 'dtmf_end', key: '4' },
  { event: 'websocket:DTMF', digit: '4' },
  { event: 'notify', digits: '4111111111111111' },
  { type: 'dtmf', value: '4' },
];
const HARMLESS = [
  { event: 'mark', mark: { name: 'media' } },
  { event: 'something', new: [1, { two: '☎' }] },
  { event: 'clear', streamSid: 'MZ1' },
  { action: 'notify', payload: { media: 'x' } },
  { event: 'playedStream', name: 'greeting' },
];

describe('a message that is neither audio nor a key by its name', () => {
  it.each(SPOKEN)('may speak: %j', (message) => {
    expect([maySpeak(message), mayHide(message)]).toEqual([true, true]);
  });

  it.each(KEYED)('may tell a key: %j', (message) => {
    expect([mayKey(message), mayHide(message)]).toEqual([true, true]);
  });

  it.each(HARMLESS)('may be what it says it is: %j', (message) => {
    expect([maySpeak(message), mayKey(message), mayHide(message)]).toEqual([false, false, false]);
  });

  it('may be anything where nobody can read it', () => {
    for (const unread of [undefined, null, 'text', 7, []]) expect(mayHide(unread)).toBe(true);
  });
});

const LIVE = WIRE_CASES.filter(({ protocol, expect: { isCopy } }) => !isCopy && findProtocol(protocol)?.dial);
/** Asterisk and RTP pass no messages at all. */
const PASSING = LIVE.filter(({ protocol }) => !['asterisk', 'rtp'].includes(protocol));

describe.each(PASSING.map((wire) => [wire.protocol, wire.name, wire] as const))(
  'a bridge, %s, %s',
  (_protocol, _name, wire) => {
    it('passes no audio and no key under another name, and goes on', () => {
      const { protocol, request } = requestOf(wire);
      const heard = new Heard(protocol, request);
      const said = wire.messages.filter(({ from }) => from === 'bridge');
      const start = said.findIndex((_, i) => {
        heard.receive(said[i]?.data ?? Buffer.alloc(0), said[i]?.isBinary ?? false);
        return heard.joining !== undefined;
      });
      const passed = heard.others.length;
      for (const message of [...SPOKEN, ...KEYED])
        heard.receive(Buffer.from(JSON.stringify({ event: 'x', ...message })), false);

      expect(start).toBeGreaterThanOrEqual(0);
      expect(heard.others.slice(passed)).toEqual([]);
    });
  },
);

describe.each([...new Set(PASSING.map(({ protocol }) => protocol))])('a bot that takes us for %s', (name) => {
  it('passes no audio under another name', () => {
    const protocol = findProtocol(name);
    const dialling = protocol?.dial?.({
      callId: 'c-1' as CallId,
      role: 'agent',
      encoding: 'PCMU',
      rateHz: 8_000,
      ptimeMs: 20,
      language: undefined,
      called: undefined,
      isTransparent: true,
    });
    if (protocol === undefined || dialling === undefined || typeof dialling === 'string')
      throw new Error('cannot be dialled');
    const heard = new Heard({ ...protocol, open: () => dialling.opening }, requestTo(`/v1/${name}`));
    for (const message of SPOKEN) {
      const named = { event: 'x', type: 'x', action: 'x', ...message };
      heard.receive(Buffer.from(JSON.stringify(named)), false);
    }

    expect(heard.others).toEqual([]);
  });
});
