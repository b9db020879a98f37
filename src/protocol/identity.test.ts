import { describe, expect, it } from '@jest/globals';

import type { CallId } from '../core/ids.js';
import { identityOf } from './identity.js';
import type { BridgeRequest } from './protocol.js';

const request = (given: Partial<BridgeRequest> = {}): BridgeRequest => ({
  callId: undefined,
  role: undefined,
  language: undefined,
  tenant: undefined,
  query: new URLSearchParams(),
  headers: {},
  target: '/',
  publicUrl: undefined,
  unixTime: 0,
  ...given,
});

describe('who a bridge says it is', () => {
  it('is what the request says before what its parameters say', () => {
    const parameters = { call: 'p-1', leg: 'agent', lang: 'de-AT', called: '+15550100', copy: 'true' };
    expect(identityOf(request(), parameters, 'v-1')).toEqual({
      callId: 'p-1',
      role: 'agent',
      language: 'de',
      called: '+15550100',
      isCopy: true,
    });
    const own = request({ callId: 'r-1' as CallId, role: 'caller', language: 'en' });
    expect(identityOf(own, parameters, 'v-1')).toMatchObject({
      callId: 'r-1',
      role: 'caller',
      language: 'en',
    });
  });

  it('is the caller of the call that the vendor names, where nobody says more', () => {
    expect(identityOf(request(), {}, 'v2:T02/x')).toMatchObject({
      callId: 'v2-T02-x',
      role: 'caller',
      isCopy: false,
    });
    expect(identityOf(request(), { callId: 'c' }, 'v')).toMatchObject({ callId: 'c' });
  });

  it('is refused where it is no call, leg or language', () => {
    expect(identityOf(request(), {}, undefined)).toBe('TACET_CALL_ID');
    expect(identityOf(request(), { call: '../etc' }, 'v')).toBe('TACET_CALL_ID');
    expect(identityOf(request(), { call: '..' }, 'v')).toBe('TACET_CALL_ID');
    expect(identityOf(request(), { leg: 'boss' }, 'v')).toBe('TACET_LEG_UNKNOWN');
    expect(identityOf(request(), { lang: '%' }, 'v')).toBe('TACET_LANGUAGE');
    expect(identityOf(request(), { call: 7, leg: {}, lang: [] }, 'v')).toMatchObject({
      callId: 'v',
      role: 'caller',
    });
  });
});
