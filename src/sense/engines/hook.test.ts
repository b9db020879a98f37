/** The example server of fixtures/examples, as a process of its own, through the engine that users have. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ticksToMillis } from '../../core/units.js';
import { Listening } from '../../test/stt-servers/listening.js';
import { say } from '../../test/stt-servers/tone-ear.js';
import { openEngine } from './registry.js';

const EXAMPLE = fileURLToPath(new URL('../../../fixtures/examples/hook-engine.mjs', import.meta.url));

let url = '';
let example: ReturnType<typeof spawn> | undefined;
beforeAll(async () => {
  const child = spawn(process.execPath, [EXAMPLE, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  example = child;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  url = line.toString().trim();
});
afterAll(() => void example?.kill());

describe('the example of a hook', () => {
  it('hears bursts in their place, before and after a flush', async () => {
    const listening = new Listening(await openEngine('hook', { url }));
    const clip = say(
      [
        { text: 'four', fromMs: 120, toMs: 300 },
        { text: 'one', fromMs: 480, toMs: 660 },
      ],
      900,
    );

    await listening.play(clip);
    await listening.stream.flush();
    await listening.play(clip);
    await listening.stream.flush();
    await listening.stream.close();

    const places = listening.finalWords.map(({ span }) => [span.from, span.to].map(ticksToMillis));
    expect(places).toEqual([
      [120, 300],
      [480, 660],
      [1_020, 1_200],
      [1_380, 1_560],
    ]);
    expect(listening.heardTo).toBe(listening.pushedTo);
  });
});
