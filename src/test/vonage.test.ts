/** Vonage end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';

import { linearVoice, MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { VonageBridge, type VonageOptions } from './bridges/vonage-bridge.js';

const SECRET = 'topsecret';

const tokenOf = (iat: number, secret = SECRET): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iat, jti: 'j1', iss: 'Vonage', application_id: 'app-1', api_key: 'abcd1234' };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const unixTime = (): number => Math.floor(Date.now() / 1_000);

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { vonage: { signatureSecrets: [SECRET] } },
  });
  server.clock.pace();
  return server;
};

const dial = (server: RunningTacet, path: string, options: Partial<VonageOptions> = {}): VonageBridge =>
  server.adopt(
    new VonageBridge({
      url: `ws://127.0.0.1:${String(server.port)}/v1/vonage${path}`,
      token: tokenOf(unixTime()),
      now: () => server.clock.now(),
      ...options,
    }),
  );

describe('two WebSockets of Vonage', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call in frames of 20 ms, and a number is masked', async () => {
    const server = await startServer();
    const caller = await dial(server, '?call=s-91&leg=caller').join();
    const agent = await dial(server, '', { fields: { call: 's-91', leg: 'agent' } }).join();

    const payment = await payByVoice(server, 's-91', { caller, agent }, (frames, seed) =>
      linearVoice(frames, 16_000, seed),
    );

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
  });

  it('need a token that Vonage has signed, and lately', async () => {
    const server = await startServer();
    for (const token of [tokenOf(unixTime(), 'guess'), tokenOf(unixTime() - 3_600), 'x']) {
      const stranger = dial(server, '/s-92/caller', { token });
      await within(stranger.closed, 'the refusal');
      expect(stranger.refusal).toBe(401);
    }
  });
});
