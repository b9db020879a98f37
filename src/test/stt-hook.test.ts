/**
 * A call heard by a recogniser elsewhere: what it says is masked, and while it is away the gate is blind, or another
 * recogniser hears.
 */
import { afterEach, describe, expect, it } from '@jest/globals';

import type { LiveState } from '../gate/live-gate.js';
import type { SttState } from '../sense/stt-stream.js';
import { within } from './bridges/rtp-client.js';
import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { FRAME_MS, voice } from './bridges/signals.js';
import { HookServer } from './stt-servers/hook-server.js';

/** A chunk is 60 ms: with this little ahead, what is said next is not said before the last word was heard. */
const CLOSE_MS = 120;
const DIGITS = 'four one one one one one one one one one one one one one one one'.split(' ');
const FRAMES_A_WORD = 10;

const hooks: HookServer[] = [];
afterEach(async () => {
  await RunningTacet.stopAll();
  await Promise.all(hooks.splice(0).map((hook) => hook.stop()));
});

const startHook = async (): Promise<HookServer> => {
  const hook = new HookServer();
  hook.hearsTones = false;
  hooks.push(hook);
  return hook.start();
};

const hookEngine = (hook: HookServer) => ({
  engine: 'hook',
  options: { url: hook.url, connectTimeoutMs: 2_500 },
});

const passed = (call: TestCall, said: readonly Buffer[]): boolean[] =>
  said.map((payload) => call.agent.received.some((packet) => packet.payload.equals(payload)));

const lost = (call: TestCall): Promise<SttState> =>
  within(
    new Promise((resolve) => {
      call.call.speech?.events.on('state', ({ leg, state }) => {
        if (leg === 'caller' && state === 'lost') resolve(state);
      });
    }),
    'the recogniser to be lost',
  );

const backAgain = (call: TestCall, hook: HookServer): Promise<void> =>
  within(
    hook.until(({ open }) => {
      const streams = Object.values(call.call.speech?.streams ?? {});
      return open >= streams.length && streams.every(({ state }) => state === 'hearing');
    }),
    'both legs to be heard again',
  );

const statesOf = (call: TestCall): LiveState[] => {
  const states: LiveState[] = [];
  call.call.events.on('gate', ({ leg, to }) => leg === 'caller' && states.push(to));
  return states;
};

/** Says that a card number comes, and the number; each word is heard before the next. @returns frames of the number */
const sayNumber = async (call: TestCall, hook: HookServer, said: readonly Buffer[]): Promise<Buffer[]> => {
  hook.claim(['my', 'card', 'number', 'is']);
  await call.say({ caller: said.slice(0, 25) }, CLOSE_MS);
  const number = said.slice(25, 25 + DIGITS.length * FRAMES_A_WORD);
  for (const [i, digit] of DIGITS.entries()) {
    hook.claim([digit]);
    await call.say({ caller: number.slice(i * FRAMES_A_WORD, (i + 1) * FRAMES_A_WORD) }, CLOSE_MS);
  }
  hook.endUtterance();
  return number;
};

describe('a call that a hook hears', () => {
  it('is masked where it says digits, blind while it is away, and heard again once it is back', async () => {
    const hook = await startHook();
    const server = await RunningTacet.start({ engines: { en: hookEngine(hook) } });
    const call = await server.call();
    const before = voice(100, 41);
    const first = voice(200, 42);
    const during = voice(120, 43);
    const between = voice(150, 44);
    const second = voice(200, 45);

    await call.say({ caller: before }, CLOSE_MS);
    const number = await sayNumber(call, hook, first);
    const gone = lost(call);
    const blind = call.event('gate', ({ leg, to }) => leg === 'caller' && to === 'blind');
    hook.goAway();
    await gone;
    await call.shout(during);
    await blind;

    hook.comeBack();
    await backAgain(call, hook);
    await call.shout(between.slice(0, 10));
    await call.say({ caller: between.slice(10) }, CLOSE_MS);
    const secondNumber = await sayNumber(call, hook, second);
    await call.hangUp();

    expect(passed(call, before)).not.toContain(false);
    // The first digit of an announced number is heard 60 to 120 ms after it was said.
    expect(passed(call, number.slice(FRAMES_A_WORD))).not.toContain(true);
    expect(passed(call, during.slice(5))).not.toContain(true);
    expect(passed(call, secondNumber.slice(FRAMES_A_WORD))).not.toContain(true);
    const { spans } = await call.report();
    const kinds = spans.filter(({ leg }) => leg === 'caller').map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['pan', 'blind', 'unverified']));
    const log = server.lines.join('');
    expect(log).toContain('TACET_STT_AWAY');
    expect(log).not.toContain('four');
    expect(hook.violations).toEqual([]);
  });

  it('passes what holds no number, once the hook is back', async () => {
    const hook = await startHook();
    const server = await RunningTacet.start({ engines: { en: hookEngine(hook) } });
    const call = await server.call();
    await call.say({ caller: voice(50, 51) }, CLOSE_MS);
    const gone = lost(call);
    hook.goAway();
    await gone;
    await call.shout(voice(100, 52));
    hook.comeBack();
    await backAgain(call, hook);
    // Without words it takes eight seconds to be sure that no number goes on.
    const after = voice(620, 53);

    await call.shout(after.slice(0, 10));
    await call.say({ caller: after.slice(10) }, CLOSE_MS);
    await call.hangUp();

    expect(passed(call, after.slice(-100))).not.toContain(false);
  });

  it('is never blind where another recogniser stands by, and masked by what that one hears', async () => {
    const hook = await startHook();
    const script = [
      ...words('my card number is', 4_000, 100, 10),
      ...words(DIGITS.join(' '), 4_600, 150, 50),
    ];
    const server = await RunningTacet.start({
      engines: { en: [hookEngine(hook), scripted({ words: script })] },
    });
    const call = await server.call();
    const states = statesOf(call);
    const before = voice(100, 61);
    const after = voice(300, 62);

    await call.say({ caller: before }, CLOSE_MS);
    await hook.stop();
    await call.say({ caller: after }, CLOSE_MS);
    await call.hangUp();

    const numberFrom = 4_600 / FRAME_MS - before.length;
    expect(states).not.toContain('blind');
    expect(passed(call, [...before, ...after.slice(0, 4_000 / FRAME_MS - before.length)])).not.toContain(
      false,
    );
    expect(
      passed(call, after.slice(numberFrom + FRAMES_A_WORD, numberFrom + DIGITS.length * FRAMES_A_WORD)),
    ).not.toContain(true);
    const { spans } = await call.report();
    expect(spans.filter(({ kind }) => kind === 'unverified')).toEqual([]);
  });
});

describe('at the start', () => {
  it('an engine that cannot serve the live gate stops it', async () => {
    const engines = {
      en: { engine: 'sherpa-onnx-server', options: { url: 'ws://127.0.0.1:9', server: 'python' } },
    };

    await expect(RunningTacet.start({ engines })).rejects.toMatchObject({ code: 'TACET_CONFIG' });
  });

  it('is told of servers that cannot be reached, by engine and reason, and goes on', async () => {
    const hook = await startHook();
    const nowhere = { engine: 'vosk-server', options: { url: 'ws://127.0.0.1:9/somewhere' } };
    const server = await RunningTacet.start({
      engines: { en: [hookEngine(hook), nowhere], de: scripted({}) },
    });

    const told = server.lines.filter((line) => line.includes('cannot be reached'));
    expect(told.map((line) => JSON.parse(line) as object)).toMatchObject([
      { engine: 'vosk-server', language: 'en', code: 'TACET_STT_AWAY' },
    ]);
    expect(told.join('')).not.toContain('somewhere');
  });
});
