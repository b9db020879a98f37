/** SignalWire end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { linearVoice, MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { SignalWireBridge, type SignalWireOptions } from './bridges/signalwire-bridge.js';

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { signalwire: { bearerTokens: ['tok'] } },
  });
  server.clock.pace();
  return server;
};

const dial = (server: RunningTacet, options: Partial<SignalWireOptions> = {}): SignalWireBridge =>
  server.adopt(
    new SignalWireBridge({
      url: `ws://127.0.0.1:${String(server.port)}/v1/signalwire`,
      token: 'tok',
      now: () => server.clock.now(),
      ...options,
    }),
  );

describe('two streams of SignalWire', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call at 16 kHz, and a number is masked', async () => {
    const server = await startServer();
    const caller = await dial(server, { parameters: { call: 's-71', leg: 'caller' } }).join();
    const agent = await dial(server, { parameters: { call: 's-71', leg: 'agent' } }).join();

    const payment = await payByVoice(server, 's-71', { caller, agent }, (frames, seed) =>
      linearVoice(frames, 16_000, seed),
    );

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
  });

  it('need the bearer token', async () => {
    const server = await startServer();
    const stranger = dial(server, { token: 'other' });
    await within(stranger.closed, 'the refusal');
    expect(stranger.refusal).toBe(401);
  });
});
