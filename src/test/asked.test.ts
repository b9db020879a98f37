/** A secret that is no card's and that the other party has asked for: nothing of it is heard, without look-ahead. */
import { afterEach, describe, expect, it } from '@jest/globals';

import type { ConfigInput } from '../app/config.js';
import { RunningTacet, scripted, words } from './bridges/running-tacet.js';
import { FRAME_MS, hush, voice } from './bridges/signals.js';

/** Both legs hear by one script: each says its part while the other is quiet for long. */
const QUESTION = words('your iban please', 1_700, 200, 20);
const ANSWER_FROM_MS = 3_500;
const ANSWER = words(
  'eight nine three seven oh four oh oh four four oh five three two',
  ANSWER_FROM_MS,
  150,
  50,
);
const ANSWER_TO_MS = ANSWER.at(-1)?.toMs ?? 0;

afterEach(() => RunningTacet.stopAll());

/** Whether the agent heard each frame of the answer. */
const answered = async (entities: ConfigInput['entities']): Promise<boolean[]> => {
  const server = await RunningTacet.start({
    engines: { en: scripted({ words: [...QUESTION, ...ANSWER], finalDelayMs: 500 }) },
    entities,
  });
  const call = await server.call();
  const quiet = hush(3_200 / FRAME_MS, 61);
  const said = voice((ANSWER_TO_MS - 3_200) / FRAME_MS + 50, 62);

  await call.say({ caller: quiet.slice(0, 130), agent: voice(130, 63) }, 480);
  await call.say({ caller: [...quiet.slice(130), ...said] }, 480);
  await call.agent.receivedAtLeast(quiet.length + said.length);
  await call.hangUp();

  const frames = [...quiet, ...said].map((p, i) => call.agent.received[i]?.payload.equals(p) === true);
  return frames.slice(ANSWER_FROM_MS / FRAME_MS, ANSWER_TO_MS / FRAME_MS);
};

describe('an IBAN that the agent asked for', () => {
  it('is not heard by the agent, from its first digit on, where the agent is to be spared it', async () => {
    expect(await answered({ agent: ['payment', 'iban'] })).not.toContain(true);
  });

  it('begins to be heard where only the recording is to be spared it', async () => {
    const [first] = await answered({ recording: ['payment', 'iban'] });

    expect(first).toBe(true);
  });
});
