import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { addModelsCommand } from './commands/models.js';
import { modelProgress } from './models.js';

const homeBefore = process.env['TACET_HOME'];
let home = '';
let printed: string[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacet-models-test-'));
  process.env['TACET_HOME'] = home;
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(async () => {
  jest.restoreAllMocks();
  if (homeBefore === undefined) delete process.env['TACET_HOME'];
  else process.env['TACET_HOME'] = homeBefore;
  await rm(home, { recursive: true, force: true });
});

const run = async (...args: string[]): Promise<void> => {
  const program = new Command('tacet');
  addModelsCommand(program);
  await program.parseAsync(['models', ...args], { from: 'user' });
};

const sink = (isTTY: boolean): { readonly stream: WriteStream; readonly text: () => string } => {
  const through = new PassThrough();
  const stream = Object.assign(through, { isTTY, columns: 80, cursorTo: () => true, clearLine: () => true });
  return { stream: stream as unknown as WriteStream, text: () => String(through.read() ?? '') };
};

describe('tacet models', () => {
  it('lists what is known, where the cache is and what is in it', async () => {
    await run('list');

    expect(printed).toContain(`cache: ${home}`);
    expect(printed).toContain('vosk-model-small-en-us-0.15  [missing]');
    expect(printed).toContain('vosk-model-small-de-0.15  [by hand]');
  });

  it('finds an empty cache in order unless a model is named', async () => {
    await run('verify');
    expect(printed.every((line) => line.startsWith('missing'))).toBe(true);

    await expect(run('verify', 'libvosk-linux-x64')).rejects.toMatchObject({ code: 'TACET_MODEL_CORRUPT' });
  });

  it('refuses a name that it does not know, and tells those it knows', async () => {
    const pulling = run('pull', 'nonesuch');

    await expect(pulling).rejects.toMatchObject({ code: 'TACET_USAGE' });
    await expect(pulling).rejects.toThrow(/vosk-model-small-en-us-0\.15/);
  });

  it('says where to find what it cannot fetch', async () => {
    await expect(run('pull', 'vosk-model-small-de-0.15')).rejects.toMatchObject({
      code: 'TACET_MODEL_UNAVAILABLE',
    });
  });
});

describe('model progress', () => {
  const steps = [0, 50, 100].map(
    (doneBytes) => ({ name: 'm', phase: 'verifying', doneBytes, totalBytes: 100 }) as const,
  );

  it('is one line a step where there is no terminal', () => {
    const { stream, text } = sink(false);
    const view = modelProgress(stream);

    for (const step of steps) view.onProgress(step);
    view.onProgress({ name: 'm', phase: 'fetching', doneBytes: 0, totalBytes: 0 });
    view.stop();

    expect(text()).toBe('verifying m\nfetching m\n');
  });

  it('is a bar on a terminal', () => {
    const { stream, text } = sink(true);
    const view = modelProgress(stream);

    for (const step of steps) view.onProgress(step);
    view.stop();

    expect(text()).toMatch(/%/);
  });
});
