import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { allCodecs } from '../codec/registry.js';
import { ERRORS } from '../core/errors.js';
import type { CallId } from '../core/ids.js';
import type { Joining, TrackOffer } from '../protocol/protocol.js';
import { legParameters } from './leg-parameters.js';

const OFFER: TrackOffer = {
  role: 'caller',
  encoding: 'PCMU',
  rateHz: undefined,
  ptimeMs: 20,
  telephoneEventPayloadType: 101,
  isCopy: false,
  isFramed: false,
  isQueued: true,
  isBursty: false,
  isTransparent: false,
};
const JOINING: Joining = { callId: 'c-1' as CallId, language: 'en', tracks: [OFFER], called: undefined };

const of = (offer: Partial<TrackOffer>): ReturnType<typeof legParameters> =>
  legParameters(JOINING, { ...OFFER, ...offer });

describe('the parameters of a leg', () => {
  it('are those of its track, its joining and a codec there is', () => {
    const flags = { isCopy: true, isFramed: true, isQueued: false, isTransparent: true };
    expect(of({ ...flags, encoding: 'l16le', rateHz: 16_000, ptimeMs: 100, role: 'agent' })).toMatchObject({
      ...flags,
      callId: 'c-1',
      role: 'agent',
      language: 'en',
      codec: { name: 'L16LE' },
      rateHz: 16_000,
      ptimeMs: 100,
      telephoneEventPayloadType: 101,
    });
  });

  it('have the lowest usual rate where none is said', () => {
    for (const codec of allCodecs)
      expect(of({ encoding: codec.name })).toMatchObject({
        rateHz: codec.rates.includes(8_000) ? 8_000 : codec.rates[0],
      });
  });

  it('are refused by name', () => {
    expect(of({ encoding: 'G722' })).toBe('TACET_CODEC_UNKNOWN');
    expect(of({ encoding: '__proto__' })).toBe('TACET_CODEC_UNKNOWN');
    expect(of({ rateHz: 16_000 })).toBe('TACET_RATE_UNSUPPORTED');
    expect(of({ encoding: 'L16LE', rateHz: 22_050 })).toBe('TACET_RATE_UNSUPPORTED');
    expect(of({ ptimeMs: 25 })).toBe('TACET_PTIME_UNSUPPORTED');
    expect(of({ encoding: 'OPUS', rateHz: 48_000, ptimeMs: 100 })).toBe('TACET_PTIME_UNSUPPORTED');
  });

  it('are parameters or a code of the table, whatever is offered', () => {
    const offer = fc.record({
      encoding: fc.oneof(fc.string(), fc.constantFrom('PCMU', 'PCMA', 'L16', 'L16LE', 'OPUS')),
      rateHz: fc.oneof(fc.double(), fc.constantFrom(undefined, 8_000, 16_000, 24_000, 48_000)),
      ptimeMs: fc.oneof(fc.double(), fc.constantFrom(10, 20, 30, 40, 60, 100)),
    });
    fc.assert(
      fc.property(offer, (offered) => {
        const answer = of(offered);
        if (typeof answer === 'string') expect(Object.keys(ERRORS)).toContain(answer);
        else {
          expect(answer.codec.rates).toContain(answer.rateHz);
          expect(Number.isInteger((answer.rateHz * answer.ptimeMs) / 1_000)).toBe(true);
        }
      }),
    );
  });
});
