import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import wavefile from 'wavefile';

import { readWav, writeWav } from './wav.js';

const SAID = [1, 2].map((seed) =>
  Int16Array.from({ length: 400 }, (_, i) => ((i * 7_919 * seed) % 65_536) - 32_768),
);

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-wav-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  { name: 'one channel', channels: SAID.slice(0, 1) },
  { name: 'two channels', channels: SAID },
])('a file of $name', ({ channels }) => {
  it('is written so that another reader finds every sample', async () => {
    await writeWav(at('written.wav'), { rateHz: 16_000, channels });

    const file = new wavefile.WaveFile(await readFile(at('written.wav')));
    expect(file.fmt).toMatchObject({ audioFormat: 1, sampleRate: 16_000, numChannels: channels.length });
    expect([file.getSamples(false, Int16Array)].flat()).toEqual(channels);
  });

  it.each(['16', '24', '32f', '8m', '8a'])('of %s bits is read as another reader reads it', async (depth) => {
    const file = new wavefile.WaveFile();
    file.fromScratch(channels.length, 8_000, '16', channels.length === 1 ? (SAID[0] ?? []) : channels);
    if (depth === '8m') file.toMuLaw();
    else if (depth === '8a') file.toALaw();
    else file.toBitDepth(depth);
    await writeFile(at('read.wav'), file.toBuffer());

    const read = await readWav(at('read.wav'));

    if (depth === '8m') file.fromMuLaw();
    else if (depth === '8a') file.fromALaw();
    else file.toBitDepth('16');
    expect(read.rateHz).toBe(8_000);
    expect(read.channels).toEqual([file.getSamples(false, Int16Array)].flat());
  });
});
