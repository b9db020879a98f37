import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { parseConfig, type Config } from './config.js';
import { createLogger } from './logger.js';
import { partsToRestartFor, Reloader, watchFile } from './reload.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';

const parts = (running: unknown, next: unknown): readonly string[] =>
  partsToRestartFor(parseConfig(running), parseConfig(next));

describe('a reloaded configuration', () => {
  it('needs no restart for the policy, its tenants, and who may read recordings', () => {
    const next = {
      mode: 'shadow',
      entities: { agent: ['all'] },
      retention: { days: 1 },
      tenants: { acme: {} },
      unknownTenant: 'refuse',
      recording: { enabled: false },
    };

    expect(parts({}, next)).toEqual([]);
  });

  it('names what needs a restart', () => {
    const next = { listen: { port: 1 }, engines: {}, recording: { directory: 'x' }, stt: { workers: 2 } };

    expect([...parts({}, next)].sort()).toEqual(['engines', 'listen', 'recording', 'stt']);
  });
});

describe('reloading', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => lines.push(line) });
  beforeEach(() => void lines.splice(0));

  it('takes one file after the other, in the order in which they came', async () => {
    const taken: Config[] = [];
    const reloader = new Reloader(async (config) => {
      await Promise.resolve();
      taken.push(config);
      return [];
    }, log);
    const [first, second] = [parseConfig({}), parseConfig({ mode: 'shadow' })];
    let release = (): void => undefined;
    const late = new Promise<void>((resolve) => (release = resolve));

    const both = Promise.all([
      reloader.reload(async () => {
        await late;
        return first;
      }),
      reloader.reload(() => Promise.resolve(second)),
    ]);
    release();

    expect(await both).toEqual([true, true]);
    expect(taken).toEqual([first, second]);
    expect(reloader.counts).toEqual({ done: 2, refused: 0 });
  });

  it('refuses a bad file with its code, counts it, and takes the next one', async () => {
    const reloader = new Reloader(() => Promise.resolve(['listen']), log);

    const bad = await reloader.reload(() =>
      Promise.reject(new TacetError('TACET_CONFIG', 'live.lookAheadMs')),
    );
    const good = await reloader.reload(() => Promise.resolve(parseConfig({})));

    expect([bad, good]).toEqual([false, true]);
    expect(reloader.counts).toEqual({ done: 1, refused: 1 });
    expect(lines[0]).toMatch(
      /stays as it was.*TACET_CONFIG.*live\.lookAheadMs|TACET_CONFIG.*stays as it was/,
    );
    expect(lines.at(-1)).toMatch(/not before a restart: listen/);
  });
});

describe('a watched file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is noticed when another is renamed over it, and not when it says the same as before', async () => {
    const path = join(folder, 'tacet.yaml');
    await writeFile(path, 'mode: enforce\n');
    let changes = 0;
    let changed = (): void => undefined;
    const next = (): Promise<void> => new Promise((resolve) => (changed = resolve));
    const stop = watchFile(path, systemClock, () => {
      changes++;
      changed();
    });
    const replace = async (text: string): Promise<void> => {
      await writeFile(`${path}.new`, text);
      await rename(`${path}.new`, path);
    };

    const first = next();
    await writeFile(path, 'mode: enforce\n');
    await replace('mode: shadow\n');
    await first;
    const second = next();
    await replace('mode: shadow\n');
    await replace('mode: enforce\n');
    await second;
    stop();

    expect(changes).toBe(2);
  });
});
