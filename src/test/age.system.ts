/**
 * With programs of the system: what is sealed opens with Debian's `age`, and keys of `age-keygen` open it here.
 *
 * `npm run test:system`. Needs the package `age`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { RunningTacet } from './bridges/running-tacet.js';
import { fromPcmu, voice } from './bridges/signals.js';
import { exportCall } from '../app/recordings/export.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { FolderStore } from '../sink/stores/folder.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-age-'));
  try {
    execFileSync('age', ['--version']);
  } catch {
    throw new Error('the program age is not here: apt-get install age');
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => RunningTacet.stopAll());

const said = voice(100, 91);
const record = async (recipients: string[]): Promise<RunningTacet> => {
  const server = await RunningTacet.start({
    recording: { unencrypted: false, recipients },
    ledger: { keyFile: join(folder, 'ledger.key') },
  });
  const call = await server.call({ id: 'call' });
  await call.say({ caller: said });
  await call.hangUp();
  return server;
};

/** As a person would: the key of the call first, with it the parts. */
const byAge = async (directory: string, identity: string, part: string): Promise<Buffer> => {
  const key = execFileSync('age', ['-d', '-i', identity, join(directory, 'call', 'key.age')]);
  await writeFile(join(folder, 'call.key'), key);
  return execFileSync('age', ['-d', '-i', join(folder, 'call.key'), join(directory, 'call', part)]);
};

describe('a sealed call', () => {
  it('opens with age and a key of ours', async () => {
    const identity = join(folder, 'ours.key');
    const { directory } = await record([await writeIdentity(identity, new Date(0))]);

    const wav = await byAge(directory, identity, 'recording.wav.000001.age');

    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    const source = fromPcmu(said);
    const caller = Int16Array.from({ length: source.length }, (_, i) => wav.readInt16LE(44 + i * 4));
    expect(caller).toEqual(source);
    expect((await byAge(directory, identity, 'report.json.000001.age')).toString()).toContain(
      '"call": "call"',
    );
  });

  it('opens with either of two keys that age-keygen made, here and there', async () => {
    const identities = ['a.key', 'b.key'].map((name) => join(folder, name));
    const recipients = identities.map((path) => {
      execFileSync('age-keygen', ['-o', path], { stdio: 'ignore' });
      return execFileSync('age-keygen', ['-y', path]).toString().trim();
    });
    const { directory } = await record(recipients);

    for (const identity of identities) {
      const out = await exportCall(
        await new FolderStore(directory).find('call'),
        await readIdentities(identity),
        join(folder, 'out'),
      );
      expect(out.faults).toEqual([]);
      const report = await byAge(directory, identity, 'report.json.000001.age');
      expect(report.equals(await readFile(join(folder, 'out', 'report.json')))).toBe(true);
    }
  });
});
