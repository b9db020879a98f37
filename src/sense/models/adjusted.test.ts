import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adjustModel, withSettings } from './adjusted.js';

let model = '';
beforeEach(async () => {
  model = await mkdtemp(join(tmpdir(), 'tacet-adjust-test-'));
  await mkdir(join(model, 'conf'));
  await mkdir(join(model, 'am'));
  await writeFile(join(model, 'am/final.mdl'), 'weights');
  await writeFile(join(model, 'conf/mfcc.conf'), '--sample-frequency=16000\n--allow-downsample=true');
  await writeFile(join(model, 'conf/model.conf'), '--beam=10.0\n--endpoint.rule2.min-trailing-silence=0.5\n');
  await writeFile(join(model, 'conf/own.conf'), 'kept');
});
afterEach(() => rm(model, { recursive: true, force: true }));

describe('an adjusted model', () => {
  it('has the settings of Tacet in place of its own and links to everything else', async () => {
    const adjusted = await adjustModel(model);

    const conf = join(adjusted.folder, 'conf');
    expect(await readFile(join(conf, 'mfcc.conf'), 'utf8')).toBe(
      '--sample-frequency=16000\n--allow-downsample=true\n--allow-upsample=true\n',
    );
    expect(await readFile(join(conf, 'model.conf'), 'utf8')).toBe(
      [
        '--beam=10.0',
        '--frames-per-chunk=12',
        '--acoustic-scale=1.3',
        '--endpoint.rule2.min-trailing-silence=0.8',
        '--endpoint.rule3.min-trailing-silence=1.0',
        '--endpoint.rule4.min-trailing-silence=2.0',
        '--endpoint.rule5.min-utterance-length=30',
        '',
      ].join('\n'),
    );
    expect(await readFile(join(conf, 'own.conf'), 'utf8')).toBe('kept');
    expect((await lstat(join(adjusted.folder, 'am'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(adjusted.folder, 'am/final.mdl'), 'utf8')).toBe('weights');
    await adjusted.dispose();
  });

  it('leaves the model as it was, also when it is disposed of', async () => {
    const adjusted = await adjustModel(model);

    await adjusted.dispose();

    expect((await readdir(model, { recursive: true })).sort()).toEqual([
      'am',
      'am/final.mdl',
      'conf',
      'conf/mfcc.conf',
      'conf/model.conf',
      'conf/own.conf',
    ]);
    expect(await readFile(join(model, 'conf/mfcc.conf'), 'utf8')).not.toContain('upsample');
    await expect(readdir(adjusted.folder)).rejects.toThrow();
  });

  it('is refused where there is no folder', async () => {
    await expect(adjustModel(join(model, 'nowhere'))).rejects.toMatchObject({
      code: 'TACET_MODEL_UNAVAILABLE',
    });
  });
});

describe('settings', () => {
  it('are added once, however often they are applied', () => {
    const once = withSettings('--a=1\r\n\r\n--b=2', { b: '3' });

    expect(once).toBe('--a=1\n--b=3\n');
    expect(withSettings(once, { b: '3' })).toBe(once);
  });
});
