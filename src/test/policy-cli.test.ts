/** The commands about policies, retention and subjects as their users meet them: exit status and what they print. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { within } from './bridges/rtp-client.js';
import { RunningTacet } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));

let folder: string;
const at = (name: string): string => join(folder, name);
const tacet = async (
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> => {
  const env = { ...process.env, TACET_HOME: at('home') };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env });
  const done = { status: null as number | null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (done.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (done.stderr += data.toString()));
  const [status] = (await within(once(child, 'close'), `tacet ${args[0] ?? ''}`)) as [number | null];
  return { ...done, status };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-cli-'));
  await writeFile(
    at('a.yaml'),
    'retention: { days: 30 }\ntenants:\n  acme: { entities: { agent: [all] } }\n',
  );
  await writeFile(
    at('b.yaml'),
    'retention: { days: 60 }\ntenants:\n  acme: { entities: { agent: [all] } }\n',
  );
  await writeFile(at('bad.yaml'), 'live:\n  lookAheadMs: 9000\nfoo: 1\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('tacet policy', () => {
  it('check prints the hash of each policy, or each problem with its line', async () => {
    const [good, bad] = await Promise.all([
      tacet('policy', 'check', 'a.yaml'),
      tacet('policy', 'check', 'bad.yaml'),
    ]);

    expect(good).toMatchObject({ status: 0, stderr: '' });
    expect(good.stdout).toMatch(/^valid +default +[0-9a-f]{64}\nvalid +acme +[0-9a-f]{64}\n$/);
    expect(bad.status).toBe(1);
    expect(bad.stderr).toMatch(
      /^bad\.yaml:2:3: live\.lookAheadMs: .*\nbad\.yaml:3:1: .*"foo"\nTACET_CONFIG: /,
    );
  });

  it('diff exits with 1 where a change makes anything less strict, and with 0 otherwise', async () => {
    const [looser, stricter] = await Promise.all([
      tacet('policy', 'diff', 'a.yaml', 'b.yaml'),
      tacet('policy', 'diff', 'b.yaml', 'a.yaml'),
    ]);

    expect([looser.status, stricter.status]).toEqual([1, 0]);
    expect(looser.stdout).toMatch(
      /^less strict {2}recordings are kept 30 days -> 60 days {2}\[default, acme\]$/m,
    );
  });

  it('explain says in words what a tenant gets', async () => {
    const { status, stdout } = await tacet('policy', 'explain', 'a.yaml', '--tenant', 'acme');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Policy of calls of the tenant acme$/m);
    expect(stdout).toMatch(/the agent does not hear: payment .*contact/);
  });

  it('schema is JSON', async () => {
    const { stdout } = await tacet('policy', 'schema');

    expect(JSON.parse(stdout)).toMatchObject({ title: 'Tacet configuration', type: 'object' });
  });
});

describe('what is kept of a caller', () => {
  it('is listed, exported, and erased with a receipt that can be checked', async () => {
    const { stdout: recipient } = await tacet('keygen', '--out', 'tacet.key');
    const server = await RunningTacet.start({
      recording: { unencrypted: false, recipients: [recipient.trim()], directory: at('calls') },
      ledger: { keyFile: at('home/ledger.key') },
    });
    const call = await server.call({ id: 'one', callerQuery: 'subject=customer-17' });
    await call.say({ caller: voice(20, 3) });
    await call.hangUp();
    await RunningTacet.stopAll();
    const subject = (command: string, ...more: string[]) =>
      tacet('subject', command, 'customer-17', '--store', 'calls', ...more);

    expect((await tacet('recordings', 'sweep', '--store', 'calls', '-c', 'a.yaml')).stdout).toBe('');
    expect(await tacet('subject', 'list', 'somebody-else', '--store', 'calls')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('no call of this id is known') as unknown,
    });
    expect((await subject('list')).stdout).toMatch(/^\S+ +held +one\n$/);
    expect(await subject('export', '-i', 'tacet.key', '--out', 'out')).toMatchObject({ status: 0 });
    expect((await readFile(at('out/one/recording.wav'))).subarray(0, 4).toString()).toBe('RIFF');
    expect(await subject('erase', '--receipt', 'receipt.json')).toMatchObject({ status: 0 });
    const receipt = await tacet('verify-receipt', 'receipt.json');
    expect(receipt).toMatchObject({ status: 0 });
    expect(receipt.stdout).toMatch(/^holds .*\nerased .* one\n$/);
    const text = await readFile(at('receipt.json'), 'utf8');
    await writeFile(at('forged.json'), text.replace('"one"', '"two"'));
    expect(await tacet('verify-receipt', 'forged.json')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^TACET_RECEIPT_BROKEN: /) as unknown,
    });
    expect((await subject('list')).stdout).toMatch(/^\S+ +erased +one\n$/);
  });
});
