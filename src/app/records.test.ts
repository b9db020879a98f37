import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { parseConfig } from './config.js';
import { createLogger } from './logger.js';
import { Policies } from './policy/policies.js';
import { Records } from './records.js';
import { systemClock } from '../core/clock.js';

describe('recordings that nobody could read', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are not made, and the log says what is missing', async () => {
    const lines: string[] = [];
    const log = createLogger('warn', { write: (line) => lines.push(line) });
    const directory = join(folder, 'calls');

    const config = parseConfig({ recording: { directory } });
    const records = await Records.open(config, new Policies(config).all, log, systemClock);

    expect(records).toBeUndefined();
    expect(lines.join()).toMatch(/nothing is recorded.*recording\.recipients.*tacet keygen/);
    expect(existsSync(directory)).toBe(false);
  });
});
