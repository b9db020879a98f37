/**
 * The microphone in a process of its own, because the recorder is looked for on that process's PATH.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const MICROPHONE = new URL('./microphone.js', import.meta.url).href;
const SYSTEM = '/usr/bin:/bin';

/** Records until so many samples have come, and prints them, or the code of what went wrong. */
const PROGRAM = `
const { openMicrophone } = await import(process.argv[1]);
const wanted = Number(process.argv[2]);
const heard = [];
try {
  const onAudio = (pcm) => { heard.push(...pcm); if (heard.length >= wanted) microphone.stop(); };
  const microphone = openMicrophone({ rateHz: 16000, device: undefined, onAudio });
  if (wanted === 0) microphone.stop();
  await microphone.done;
  console.log(JSON.stringify(heard));
} catch (error) {
  console.log(JSON.stringify(error.code));
}
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-microphone-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (wanted: number, path = `${folder}:${SYSTEM}`): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const args = ['--input-type=module', '-e', PROGRAM, MICROPHONE, String(wanted)];
    execFile(process.execPath, args, { env: { PATH: path } }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error('the process failed', { cause: error }));
    });
  });

/** A program called `rec` that does this. */
const recorder = async (script: string): Promise<void> => {
  const program = join(folder, 'rec');
  await writeFile(program, script);
  await chmod(program, 0o755);
};

describe('the microphone', () => {
  test('is missing where no program records', async () => {
    expect(await record(1, folder)).toBe('TACET_MICROPHONE');
  });

  test('is missing where the program finds no device', async () => {
    await recorder('#!/bin/sh\nexit 2\n');

    expect(await record(1)).toBe('TACET_MICROPHONE');
  });

  test('is missing where the program cannot be started', async () => {
    await recorder('#!/nowhere/sh\n');

    expect(await record(1)).toBe('TACET_MICROPHONE');
  });

  test('hands on whole samples, whatever the pieces are', async () => {
    // 1, -2 and 256, in pieces of three bytes.
    const pieces = "printf '\\001\\000\\376'; sleep 0.2; printf '\\377\\000\\001'";
    await recorder(`#!/bin/sh\n${pieces}; exec sleep 30\n`);

    expect(await record(3)).toEqual([1, -2, 256]);
  });

  test('stops without a complaint', async () => {
    await recorder('#!/bin/sh\nexec sleep 30\n');

    expect(await record(0)).toEqual([]);
  });
});
