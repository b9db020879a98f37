/** Plivo end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { plivoSignature } from '../protocol/plivo-signature.js';
import { MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { PlivoBridge, type PlivoOptions } from './bridges/plivo-bridge.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';

const TOKEN = 'test_token';
const NONCE = '12345';
const PUBLIC_URL = 'wss://proxy.example.com';

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { publicUrl: PUBLIC_URL, plivo: { authTokens: [TOKEN] } },
  });
  server.clock.pace();
  return server;
};

const dial = (
  server: RunningTacet,
  path: string,
  options: Partial<PlivoOptions> & { readonly signature?: string } = {},
): PlivoBridge => {
  const { signature = plivoSignature(TOKEN, `${PUBLIC_URL}${path}`, NONCE), ...rest } = options;
  return server.adopt(
    new PlivoBridge({
      url: `ws://127.0.0.1:${String(server.port)}${path}`,
      headers: { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': NONCE },
      now: () => server.clock.now(),
      ...rest,
    }),
  );
};

describe('two streams of Plivo', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call, times that wander tear nothing, and a number is masked', async () => {
    const server = await startServer();
    const extraHeaders = '{call: s-61, leg: caller, lang: en}';
    const caller = await dial(server, '/v1/plivo', { extraHeaders }).join();
    const agent = await dial(server, '/v1/plivo/s-61/agent').join();

    const payment = await payByVoice(server, 's-61', { caller, agent }, voice);

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
  });

  it('need the signature', async () => {
    const server = await startServer();
    const signature = plivoSignature(TOKEN, `${PUBLIC_URL}/v1/plivo/s-62/agent`, NONCE);
    const stranger = dial(server, '/v1/plivo/s-62/caller', { signature });
    await within(stranger.closed, 'the refusal');
    expect(stranger.refusal).toBe(401);
  });
});
