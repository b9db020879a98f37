/** A quick slice of `npm run soak`: a `tacet serve` of its own, calls of each kind, and what is held when they are over. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { cardCall, VOCABULARY } from '../chaos/card-call.js';
import { KINDS } from './kinds.js';
import { SoakedServer } from './soaked-server.js';
import { soak } from './soak-run.js';
import type { Random } from '../dialogues/random.js';

const ROUNDS = 2;
/** Connections that are kept go within seconds; the rest is for a busy machine. */
const SETTLE_MS = 90_000;

let server: SoakedServer | undefined;
afterEach(() => server?.kill());

const speech = (random: Random): readonly Uint8Array[] =>
  cardCall(random, 'none', 0).map(({ payload }) => payload);

describe('a server after calls of every kind', () => {
  it('holds no timer, handle, listener, descriptor or object that it did not hold before, and no unfinished file', async () => {
    server = await SoakedServer.start({ engine: 'written', options: { vocabulary: VOCABULARY } });
    const { inspector } = server;

    const soaked = await soak(server, {
      calls: KINDS.length,
      goesOn: (waves) => waves < 1,
      rounds: ROUNDS,
      isDeep: false,
      stage: { seconds: [0.5, 1], speech },
      settleMs: SETTLE_MS,
    });

    expect(soaked.failures).toEqual([]);
    expect(Object.values(soaked.played)).toEqual(KINDS.map(() => ROUNDS + 1));
    expect(soaked.samples.some(({ loaded }) => loaded.timers > soaked.before.vitals.timers)).toBe(true);
    expect(soaked.leaks).toEqual([]);
    expect(inspector.workers).toHaveLength(1);
    expect((await server.files()).unfinished).toBe(0);
    expect(server.errors).toEqual([]);
    expect(await server.stop()).toBe(0);
  }, 400_000);
});
