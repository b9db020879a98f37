/** Twilio end to end: a strict bridge of its kind, real sockets, real speech workers, a scripted recogniser. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { twilioSignature } from '../protocol/twilio-signature.js';
import { MASKED, PAYMENT, payByVoice } from './bridges/payment.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { levelOf, voice } from './bridges/signals.js';
import { TwilioBridge, type TwilioOptions } from './bridges/twilio-bridge.js';

const TOKEN = '12345';
const PUBLIC_URL = 'wss://proxy.example.com';

const startServer = async (): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    engines: { en: PAYMENT },
    bridges: { publicUrl: PUBLIC_URL, twilio: { authTokens: [TOKEN] } },
  });
  server.clock.pace();
  return server;
};

const dial = (
  server: RunningTacet,
  options: Partial<TwilioOptions> & { signature?: string } = {},
): TwilioBridge => {
  const { signature = twilioSignature(TOKEN, `${PUBLIC_URL}/v1/twilio`), ...rest } = options;
  return server.adopt(
    new TwilioBridge({
      url: `ws://127.0.0.1:${String(server.port)}/v1/twilio?call=lost`,
      headers: { 'x-twilio-signature': signature },
      now: () => server.clock.now(),
      ...rest,
    }),
  );
};

describe('two bidirectional streams of Twilio', () => {
  afterEach(() => RunningTacet.stopAll());

  it('are one call, by their parameters, and a number is heard by neither the agent nor the recording', async () => {
    const server = await startServer();
    const caller = await dial(server, { parameters: { call: 's-42', leg: 'caller', lang: 'en' } }).join();
    const agent = await dial(server, { parameters: { call: 's-42', leg: 'agent' } }).join();

    const payment = await payByVoice(server, 's-42', { caller, agent }, voice);

    expect(payment).toMatchObject(MASKED);
    expect(payment.recordedDigitsDb).toBeLessThan(-50);
    expect(payment.recordedBeforeDb).toBeGreaterThan(-30);
    expect(payment.transcript).toContain('my card number [PAN]');
    expect(await within(agent.closed, 'the close')).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
  });

  it('pass no key on', async () => {
    const server = await startServer();
    const caller = await dial(server, { parameters: { call: 's-43', leg: 'caller' } }).join();
    const agent = await dial(server, { parameters: { call: 's-43', leg: 'agent' } }).join();
    for (const frame of voice(10)) caller.send(frame);
    for (const digit of '4111111111111111') caller.key(digit);
    await caller.settled();
    await agent.settled();
    await caller.close();

    await within(agent.closed, 'the close');
    expect([agent.complaints, agent.received.length]).toEqual([[], 10]);
    expect(server.lines.join('\n')).not.toContain('"digit"');
  });
});

describe('a copy of both tracks', () => {
  afterEach(() => RunningTacet.stopAll());

  it('is recorded without the number, and nothing is sent back', async () => {
    const server = await startServer();
    const copy = await dial(server, { parameters: { call: 's-44' }, tracks: ['inbound', 'outbound'] }).join();
    const call = server.callNamed('s-44');
    const heard = { caller: 0 };
    let wake = (): void => undefined;
    call.events.on('heard', ({ leg, heardTo }) => {
      if (leg === 'caller') heard.caller = heardTo / 48;
      wake();
    });
    const ended = new Promise((resolve) => call.events.on('ended', resolve));
    const [inbound, outbound] = [voice(700, 1), voice(700, 2)];
    for (let i = 0; i < 700; i++) {
      copy.send(inbound[i] ?? Buffer.alloc(0));
      if (i < 75) copy.sendOutbound(outbound[i] ?? Buffer.alloc(0));
      server.clock.advance(20);
      while (heard.caller + 500 < 20 * i) {
        await within(new Promise<void>((resolve) => (wake = resolve)), 'the recogniser');
      }
    }
    await copy.close();
    await within(ended, 'the end of the call');

    const { rateHz, caller, agent } = await server.recording('s-44');
    const part = (pcm: Int16Array, fromMs: number, toMs: number): number =>
      levelOf(pcm.subarray((fromMs * rateHz) / 1_000, (toMs * rateHz) / 1_000));
    expect(part(caller, 3_000, 6_100)).toBeLessThan(-50);
    expect(part(caller, 200, 1_900)).toBeGreaterThan(-30);
    expect(part(agent, 200, 1_400)).toBeGreaterThan(-30);
    expect([copy.received, copy.complaints]).toEqual([[], []]);
  });
});

describe("Twilio's signature", () => {
  afterEach(() => RunningTacet.stopAll());

  it('is asked for before the upgrade', async () => {
    const server = await startServer();
    const right = twilioSignature(TOKEN, `${PUBLIC_URL}/v1/twilio`);
    for (const signature of ['', right.toLowerCase(), twilioSignature('54321', `${PUBLIC_URL}/v1/twilio`)]) {
      const stranger = dial(server, { signature });
      await within(stranger.closed, 'the refusal');
      expect(stranger.refusal).toBe(401);
    }
    const friend = await dial(server, { parameters: { call: 's-45' } }).join();
    expect(friend.refusal).toBeUndefined();
  });
});
