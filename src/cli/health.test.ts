import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterEach, describe, expect, it } from '@jest/globals';

import { RunningTacet } from '../test/bridges/running-tacet.js';

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
}

const run = async (...args: string[]): Promise<Outcome> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, stdout };
  }
};

const health = (...args: string[]): Promise<Outcome> => run(at('./main.js'), 'health', ...args);
/** What the container runs. */
const check = (url: string): Promise<Outcome> => run(at('./health-check.js'), url);

afterEach(() => RunningTacet.stopAll());

describe('tacet health', () => {
  it('exits 0 where calls are taken, and 1 where they are not, or nobody answers', async () => {
    const server = await RunningTacet.start();
    const url = `http://127.0.0.1:${String(server.port)}`;

    expect(await health('--url', url)).toEqual({ code: 0, stdout: 'ready\n' });

    expect(await check(url)).toEqual({ code: 0, stdout: 'ready\n' });

    // A call that goes on keeps it from stopping: it drains.
    const call = await server.call();
    const drained = server.tacet.calls.drain(60_000);
    expect(await health('--url', url)).toEqual({ code: 1, stdout: 'draining\n' });
    expect(await health('--url', url, '--live')).toEqual({ code: 0, stdout: 'ok\n' });

    await call.hangUp();
    await drained;
    await server.stop();
    expect(await check(url)).toEqual({ code: 1, stdout: 'no answer\n' });
  });

  it('exits 2 where it is asked in a way that it does not understand', async () => {
    expect((await health('--url', 'nonsense')).code).toBe(2);
  });
});
