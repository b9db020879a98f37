import { describe, expect, it } from '@jest/globals';

import { parseConfig } from './config.js';
import { openDoors } from './open-doors.js';
import { PROTOCOL_NAMES } from '../protocol/registry.js';

const { bridges: none } = parseConfig({});
const TWILIO = { authTokens: ['abc'] };
const RTP = { bearerTokens: ['abc'] };

describe('a server that asks some who they are', () => {
  it('knows which protocols take anybody all the same', () => {
    const { bridges } = parseConfig({ bridges: { twilio: TWILIO, rtp: RTP, asterisk: { answer: true } } });

    expect(openDoors(bridges)).toEqual(PROTOCOL_NAMES.filter((name) => !['twilio', 'rtp'].includes(name)));
  });

  it('has nothing to say where it asks nobody: that is what the default is', () => {
    expect(openDoors(none)).toEqual([]);
  });
});
