/** Telnyx end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';
import { TelnyxBridge, type TelnyxOptions } from './bridges/telnyx-bridge.js';

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { telnyx: { authTokens: ['tok'] } },
  });
  server.clock.pace();
  return server;
};

const dial = (server: RunningTacet, path: string, options: Partial<TelnyxOptions> = {}): TelnyxBridge =>
  server.adopt(
    new TelnyxBridge({
      url: `ws://127.0.0.1:${String(server.port)}/v1/telnyx${path}`,
      token: 'tok',
      now: () => server.clock.now(),
      ...options,
    }),
  );

describe('two streams of Telnyx', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call, audio that comes out of order is whole, and a number is masked', async () => {
    const server = await startServer();
    const caller = await dial(server, '?call=s-51&leg=caller').join();
    const agent = await dial(server, '', { parameters: { call: 's-51', leg: 'agent' } }).join();

    const payment = await payByVoice(server, 's-51', { caller, agent }, voice);

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
  });

  it('need the token', async () => {
    const server = await startServer();
    const stranger = dial(server, '/s-52/caller', { token: 'other' });
    await within(stranger.closed, 'the refusal');
    expect(stranger.refusal).toBe(401);
  });
});
