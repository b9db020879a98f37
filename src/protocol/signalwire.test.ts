/** What only SignalWire promises; the rest is in the conformance suite. */
import { describe, expect, it } from '@jest/globals';

import { requestTo } from '../test/bridges/requests.js';
import { Heard } from '../test/bridges/wire.js';
import { ignoringSink } from './ignoring-sink.js';
import { signalwire } from './signalwire.js';
import type { CallId } from '../core/ids.js';
import { millis } from '../core/units.js';

const start = (encoding: string, rate: number, parameters: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      event: 'start',
      sequenceNumber: '1',
      streamSid: 's-1',
      start: {
        streamSid: 's-1',
        callSid: 'c-1',
        tracks: ['inbound'],
        mediaFormat: { encoding, sampleRate: rate, channels: 1 },
        customParameters: parameters,
      },
    }),
  );

describe('a stream of SignalWire', () => {
  it.each([
    ['audio/x-mulaw', 8_000, {}, 'PCMU'],
    ['audio/x-L16', 16_000, {}, 'L16LE'],
    ['audio/x-L16', 24_000, {}, 'L16LE'],
    ['audio/x-L16', 16_000, { order: 'be' }, 'L16'],
    ['audio/x-opus', 48_000, {}, undefined],
  ])('of %s at %d Hz, %j, is %s', (encoding, rate, parameters, wanted) => {
    const heard = new Heard(signalwire, requestTo('/v1/signalwire'));
    heard.receive(start(encoding, rate, parameters), false);
    expect(heard.joining?.tracks[0]?.encoding).toBe(wanted);
    expect(heard.faults).toEqual(wanted === undefined ? ['TACET_CODEC_UNKNOWN'] : []);
  });

  it('has keys as long as they were held, on both sides', () => {
    const lengths: unknown[] = [];
    const opening = signalwire.open(requestTo('/v1/signalwire'));
    const dialled = signalwire.dial?.({
      callId: 'c-1' as CallId,
      role: 'agent',
      encoding: 'PCMU',
      rateHz: 8_000,
      ptimeMs: 20,
      language: undefined,
      called: undefined,
      isTransparent: false,
    });
    if (typeof opening === 'string' || dialled === undefined || typeof dialled === 'string')
      throw new Error();
    const sink = ignoringSink({ key: (_track, event, durationMs) => lengths.push([event, durationMs]) });
    const app = opening.start(sink);
    app.receive(start('audio/x-mulaw', 8_000), false, millis(0));
    app.receive(Buffer.from('{"event":"dtmf","dtmf":{"digit":"D","duration":2000}}'), false, millis(0));
    app.receive(Buffer.from('{"event":"dtmf","dtmf":{"digit":"d"}}'), false, millis(0));
    const bridge = dialled.opening.start(sink);
    bridge.receive(Buffer.from('{"event":"dtmf","streamSid":"c-1","dtmf":{"digit":"5"}}'), false, millis(0));
    expect(lengths).toEqual([
      [15, 2_000],
      [15, undefined],
      [5, undefined],
    ]);
  });

  it('needs its bearer token where one is configured', () => {
    const credentials = { bearerTokens: ['t-1'] };
    const given = (authorization?: string): string | undefined =>
      signalwire.authenticate(requestTo('/v1/signalwire', { authorization }), credentials);
    expect(given('Bearer t-1')).toBeUndefined();
    for (const wrong of [undefined, '', 't-1', 'Bearer t-2', 'Basic t-1'])
      expect(given(wrong)).toBe('TACET_UNAUTHORISED');
    expect(signalwire.authenticate(requestTo('/v1/signalwire'), undefined)).toBeUndefined();
  });
});
