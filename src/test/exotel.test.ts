/** Exotel end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { ExotelBridge, type ExotelOptions } from './bridges/exotel-bridge.js';
import { linearVoice, MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { exotel: { logins: ['user:pass'] } },
  });
  server.clock.pace();
  return server;
};

const dial = (server: RunningTacet, path: string, options: Partial<ExotelOptions> = {}): ExotelBridge =>
  server.adopt(
    new ExotelBridge({
      url: `ws://127.0.0.1:${String(server.port)}/v1/exotel${path}`,
      login: 'user:pass',
      now: () => server.clock.now(),
      ...options,
    }),
  );

describe('two streams of Exotel', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call in messages of 100 ms, and a number is masked', async () => {
    const server = await startServer();
    const caller = await dial(server, '?call=s-81&leg=caller').join();
    const agent = await dial(server, '', { parameters: { call: 's-81', leg: 'agent' } }).join();

    const payment = await payByVoice(server, 's-81', { caller, agent }, (frames, seed) =>
      linearVoice(frames, 8_000, seed),
    );

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
  });

  it('need the login', async () => {
    const server = await startServer();
    const stranger = dial(server, '/s-82/caller', { login: 'user:guess' });
    await within(stranger.closed, 'the refusal');
    expect(stranger.refusal).toBe(401);
  });
});
