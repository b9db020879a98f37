/** Pauses of copies: nobody is spoken to there, so only what is kept can be paused; whom it names decides. */
import { afterEach, describe, expect, it } from '@jest/globals';

import type { Audience } from '../core/audience.js';
import { millisToTicks } from '../core/units.js';
import { API_KEY, AudiohookBridge, CLIENT_SECRET } from './bridges/audiohook-bridge.js';
import { FreeswitchFork } from './bridges/freeswitch-fork.js';
import { Pace } from './bridges/pace.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_BYTES, FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';
import { TwilioBridge } from './bridges/twilio-bridge.js';
import { until } from './bridges/until.js';

const SCRIPT = { words: [...words('hello', 200), ...words('secret', 1_200), ...words('goodbye', 2_600)] };
const PAUSE_AT = 50;
const RESUME_AT = 100;
const FRAMES = 170;
/** 200 ms that were on their way when somebody asked to go on. */
const GUARD = 200 / FRAME_MS;

/** A bridge that copies a call: both parties, or the caller alone. */
interface Copy {
  readonly call: string;
  /** Its audio says where it belongs; otherwise it lies where it came. */
  readonly isExact: boolean;
  say(caller: Buffer, agent: Buffer): void;
  end(): Promise<unknown>;
}
type Open = (server: RunningTacet) => Promise<Copy>;

const copies: Readonly<Record<string, Open>> = {
  'the AudioHook monitor': async (server) => {
    const bridge = await AudiohookBridge.open(`ws://127.0.0.1:${String(server.port)}/v1/audiohook`);
    server.adopt(bridge);
    return {
      call: bridge.conversationId,
      isExact: true,
      say: (external, internal) => bridge.say({ external, internal }),
      end: () => bridge.close(),
    };
  },
  'a unidirectional stream of both tracks': async (server) => {
    const bridge = await server
      .adopt(
        new TwilioBridge({
          url: `ws://127.0.0.1:${String(server.port)}/v1/twilio`,
          parameters: { call: 't' },
          tracks: ['inbound', 'outbound'],
          now: () => server.clock.now(),
        }),
      )
      .join();
    const say = (caller: Buffer, agent: Buffer): void => {
      bridge.send(caller);
      bridge.sendOutbound(agent);
    };
    return { call: 't', isExact: true, say, end: () => bridge.close() };
  },
  'a fork of one party': async (server) => {
    const fork = await FreeswitchFork.start({
      url: `ws://127.0.0.1:${String(server.port)}/v1/freeswitch/f/caller?rate=8000`,
      module: 'mod_audio_stream',
      metadata: '{}',
    });
    const say = (caller: Buffer): void => fork.say(fromPcmu([caller]));
    return { call: 'f', isExact: false, say, end: () => fork.close() };
  },
};

afterEach(() => RunningTacet.stopAll());

const post = async (server: RunningTacet, path: string, body: object = {}): Promise<void> => {
  const answer = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  await answer.body?.cancel();
};

const hasCome = (server: RunningTacet, id: string, frames: number): Promise<void> =>
  until(
    () => (server.callNamed(id).direction('caller')?.pipeline.head ?? 0) >= millisToTicks(frames * FRAME_MS),
    'the audio',
  );

/** Pauses half-way, and goes on; what was kept of it. */
const paused = async (open: Open, scope: readonly Audience[]) => {
  const server = await RunningTacet.start({
    engines: { en: scripted(SCRIPT) },
    bridges: { audiohook: { keys: { [API_KEY]: CLIENT_SECRET } } },
  });
  const copy = await open(server);
  const [caller, agent] = [voice(FRAMES, 31), voice(FRAMES, 32)];
  const pace = new Pace(server.callNamed(copy.call));
  const say = async (from: number, to: number): Promise<void> => {
    await pace.say('caller', to - from, (i) =>
      copy.say(caller[from + i] as Buffer, agent[from + i] as Buffer),
    );
    await hasCome(server, copy.call, to);
  };
  await say(0, PAUSE_AT);
  await post(server, `${copy.call}/pause`, { scope });
  await say(PAUSE_AT, RESUME_AT);
  await post(server, `${copy.call}/resume`);
  await say(RESUME_AT, FRAMES);
  await copy.end();
  await pace.ended();
  const recording = await server.recording(copy.call);
  const transcript = await server.transcript(copy.call);
  const { pauses } = await server.report(copy.call);
  return { recording, said: fromPcmu(caller), transcript, isExact: copy.isExact, pauses };
};

const frames = (pcm: Int16Array, from: number, to: number): Int16Array =>
  pcm.subarray(from * FRAME_BYTES, to * FRAME_BYTES);

const isWhole = (kept: Int16Array, said: Int16Array, isExact: boolean): void => {
  if (isExact) expect(frames(kept, 0, FRAMES - 1)).toEqual(frames(said, 0, FRAMES - 1));
  for (let from = 0; from < FRAMES - 30; from += 20)
    expect(levelOf(frames(kept, from, from + 20))).toBeGreaterThan(-40);
};

describe.each(Object.entries(copies))('a pause of %s', (_name, open) => {
  it('keeps both recording and transcript from what is said in it, and nothing else', async () => {
    const { recording, said, transcript, isExact, pauses } = await paused(open, ['recording', 'transcript']);

    const { caller, agent } = recording;
    if (isExact) expect(frames(caller, 0, PAUSE_AT)).toEqual(frames(said, 0, PAUSE_AT));
    expect(levelOf(frames(caller, 10, PAUSE_AT - 10))).toBeGreaterThan(-40);
    const [from, to] = [PAUSE_AT, RESUME_AT + GUARD];
    expect(levelOf(frames(said, from, to))).toBeGreaterThan(-40);
    expect(levelOf(frames(caller, from, to))).toBeLessThan(-50);
    expect(levelOf(frames(agent, from, to))).toBeLessThan(-50);
    expect(levelOf(frames(caller, to + 10, FRAMES - 20))).toBeGreaterThan(-40);
    // On a busy machine a party is thought silent while the request to go on is on its way: it ends a little later.
    const end = Math.max(to, Math.ceil((pauses[0]?.endMs ?? Infinity) / FRAME_MS));
    expect(end).toBeLessThan(to + 10);
    if (isExact) expect(frames(caller, end, FRAMES - 1)).toEqual(frames(said, end, FRAMES - 1));
    expect(transcript).toContain('hello');
    expect(transcript).toContain('[PAUSED]');
    expect(transcript).not.toContain('secret');
    expect(transcript).toContain('goodbye');
  });

  it('for the transcript alone leaves the recording whole', async () => {
    const { recording, said, transcript, isExact } = await paused(open, ['transcript']);

    isWhole(recording.caller, said, isExact);
    expect(transcript).not.toContain('secret');
    expect(transcript).toContain('goodbye');
  });

  it('for the agent alone, who hears the call elsewhere, takes nothing from what is kept', async () => {
    const { recording, said, transcript, isExact } = await paused(open, ['agent']);

    isWhole(recording.caller, said, isExact);
    expect(transcript).toContain('secret');
    expect(transcript).not.toContain('[PAUSED]');
  });
});
