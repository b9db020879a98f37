/** The commands about recordings as their users meet them: a process each, its exit status, what it prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { list, runExport } from '../cli/recordings.js';
import { verify } from '../cli/verify.js';
import { within } from './bridges/rtp-client.js';
import { readRecording, RunningTacet } from './bridges/running-tacet.js';
import { fromPcmu, voice } from './bridges/signals.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));

let folder: string;
let directory: string;
const at = (name: string): string => join(folder, name);
const tacet = async (
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, TACET_HOME: at('home') },
  });
  const done = { status: null as number | null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (done.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (done.stderr += data.toString()));
  const [status] = (await within(once(child, 'close'), `tacet ${args[0] ?? ''}`)) as [number | null];
  return { ...done, status };
};

const said = voice(100, 81);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-cli-'));
  const made = await tacet('keygen', '--out', at('tacet.key'));
  expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^age1[a-z0-9]{58}\n$/) });
  const server = await RunningTacet.start({
    recording: { unencrypted: false, recipients: [made.stdout.trim()], directory: at('calls') },
    ledger: { keyFile: at('home/ledger.key') },
  });
  directory = at('calls');
  for (const id of ['one', 'two', 'tampered', 'erased']) {
    const call = await server.call({ id });
    await call.say({ caller: said });
    await call.hangUp();
  }
  await RunningTacet.stopAll();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('tacet keygen', () => {
  it('makes a key that its owner alone can read, as age-keygen writes it, and never overwrites one', async () => {
    const first = await readFile(at('tacet.key'), 'utf8');

    const again = await tacet('keygen', '--out', at('tacet.key'));

    expect(first).toMatch(/^# created: .*\n# public key: age1.*\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n$/);
    expect((await stat(at('tacet.key'))).mode & 0o777).toBe(0o600);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('TACET_KEY_EXISTS');
    expect(await readFile(at('tacet.key'), 'utf8')).toBe(first);
  });

  it('prints the public key of ledgers', async () => {
    const { status, stdout } = await tacet('keygen', '--ledger');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    await writeFile(at('ledger.pub'), stdout);
    expect((await stat(at('home/ledger.key'))).mode & 0o777).toBe(0o600);
  });
});

describe('a sealed call', () => {
  const store = (): string[] => ['--store', directory];

  it('is listed and shown without a key', async () => {
    const [list, show] = await Promise.all([
      tacet('recordings', 'list', ...store()),
      tacet('recordings', 'show', 'one', ...store()),
    ]);

    const lines = list.stdout.trim().split('\n');
    expect(lines.filter((line) => /(one|two)$/.test(line))).toEqual(
      ['one', 'two'].map((id) => expect.stringMatching(new RegExp(`^\\d{4}-.*2\\.\\d s .*complete +${id}$`))),
    );
    expect(show.stdout).toMatch(/recording\.wav {2}\d+ parts?/);
  });

  it('is exported as files that any player reads', async () => {
    const { status, stdout } = await tacet(
      'export',
      'one',
      '-i',
      at('tacet.key'),
      '--out',
      at('out'),
      ...store(),
    );

    expect({ status, lines: stdout.trim().split('\n') }).toEqual({
      status: 0,
      lines: ['out/recording.wav', 'out/transcript.jsonl', 'out/report.json'],
    });
    const source = fromPcmu(said);
    expect((await readRecording(at('out/recording.wav'))).caller.subarray(0, source.length)).toEqual(source);
  });

  it('is in the access log, with whoever looked, and no line of that can be changed', async () => {
    await tacet('export', 'two', '-i', at('tacet.key'), '--out', at('seen'), ...store());

    const shown = await tacet('access-log', 'show', '--call', 'two', '--json');
    const entry = shown.stdout.trim().split('\n').at(-1);
    expect(shown.status).toBe(0);
    expect(JSON.parse(entry ?? '')).toMatchObject({
      kind: 'read',
      what: ['recording', 'transcript', 'report'],
      call: 'two',
      who: userInfo().username,
      via: 'cli',
    });
    expect(await tacet('access-log', 'verify')).toMatchObject({ status: 0 });

    // One a month: there are two where the month ends while this runs.
    const files = await readdir(at('home/access-log'));
    const texts = await Promise.all(files.map((name) => readFile(at(`home/access-log/${name}`), 'utf8')));
    const place = texts.findIndex((text) => text.includes('"two"'));
    const path = at(`home/access-log/${files[place] ?? ''}`);
    const whole = texts[place] ?? '';
    await writeFile(path, whole.replace('"two"', '"one"'));
    const broken = await tacet('access-log', 'verify');
    await writeFile(path, whole);
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain('its signature does not fit');
  });

  it('is not exported where that cannot be noted', async () => {
    await writeFile(at('log.yaml'), `accessLog: { directory: ${at('tacet.key')} }\n`);

    const refused = await tacet(
      ...['export', 'one', '-i', at('tacet.key'), '--out', at('unseen'), '-c', at('log.yaml')],
      ...store(),
    );

    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('TACET_ACCESS_LOG');
    await expect(stat(at('unseen'))).rejects.toThrow();
  });

  it('holds, by its own key and by the public one given by hand, and gives a certificate', async () => {
    await writeFile(at('ledger.pub'), (await tacet('keygen', '--ledger')).stdout);

    const own = await tacet('verify', 'one', ...store());
    const auditor = await tacet(
      ...['verify', 'one', '-i', at('tacet.key'), '-k', at('ledger.pub'), '--certificate', at('one.html')],
      ...store(),
    );

    expect([own.status, auditor.status]).toEqual([0, 0]);
    expect(auditor.stdout).toContain('chain and signatures hold');
    expect(await readFile(at('one.html'), 'utf8')).toContain('Holds');
  });

  it.each([
    {
      name: 'an unknown call',
      run: () => runExport('nobody', { identity: at('tacet.key'), store: directory }),
      code: 'TACET_CALL_UNKNOWN',
    },
    {
      name: 'a key file that is none',
      run: () => runExport('one', { identity: at('calls/one/key.age'), store: directory }),
      code: 'TACET_KEY_UNREADABLE',
    },
    {
      name: 'a ledger key that is none',
      run: () => verify('one', { ledgerKey: at('tacet.key'), store: directory }),
      code: 'TACET_KEY_UNREADABLE',
    },
    { name: 'no such folder', run: () => list({ store: at('none') }), code: 'TACET_CALL_UNKNOWN' },
  ])('is refused for $name, with a code', async ({ run, code }) => {
    await expect(run()).rejects.toMatchObject({ code });
  });

  it('is refused as every command refuses: one line with a code, and exit status 1', async () => {
    const { status, stderr } = await tacet('export', 'one', '-i', 'none.key', ...store());

    expect(stderr).toMatch(/^TACET_KEY_UNREADABLE: /);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(1);
  });

  it('is not erased together with one that is not there, and that one is named', async () => {
    const { status, stderr } = await tacet('recordings', 'erase', 'one', 'nobody', ...store());

    expect(status).toBe(1);
    expect(stderr).toContain('(nobody: ');
    expect((await tacet('recordings', 'list', ...store())).stdout).toMatch(/complete +one$/m);
  });

  it('that was tampered with is named by entry, and what opens is exported', async () => {
    const path = join(directory, 'tampered', 'ledger.jsonl');
    const ledger = await readFile(path, 'utf8');
    await writeFile(path, ledger.replace('"language":"en"', '"language":"de"'));
    await rm(join(directory, 'tampered', 'transcript.jsonl.000001.age'));

    const [verified, exported] = await Promise.all([
      tacet('verify', 'tampered', ...store()),
      tacet('export', 'tampered', '-i', at('tacet.key'), '--out', at('damaged'), ...store()),
    ]);

    expect(verified.status).toBe(1);
    expect(verified.stderr).toMatch(/^entry 0 was changed/m);
    expect(verified.stderr).toMatch(/^entry \d+ transcript\.jsonl\.000001\.age is missing/m);
    expect(verified.stderr).toContain('TACET_LEDGER_BROKEN');
    expect(exported.status).toBe(1);
    expect(exported.stderr).toContain('damaged: transcript.jsonl.000001.age is missing or damaged');
    expect(exported.stderr).toContain('TACET_SEALED_DAMAGED');
    expect((await readRecording(at('damaged/recording.wav'))).caller.length).toBeGreaterThanOrEqual(16_000);
  });

  it('is erased: its key first, then its files', async () => {
    const erased = await tacet('recordings', 'erase', 'erased', ...store());
    const [list, exported, verified] = await Promise.all([
      tacet('recordings', 'list', '--json', ...store()),
      tacet('export', 'erased', '-i', at('tacet.key'), ...store()),
      tacet('verify', 'erased', '--certificate', at('erased.html'), ...store()),
    ]);

    expect(erased).toMatchObject({ status: 0, stdout: 'erased 1 of 1\n' });
    const states = list.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly name: string; readonly state: string })
      .filter(({ name }) => ['one', 'erased'].includes(name));
    expect(states).toMatchObject([
      { name: 'erased', state: 'erased' },
      { name: 'one', state: 'complete' },
    ]);
    expect(exported.stderr).toMatch(/^TACET_CALL_ERASED: /);
    expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('none is left') as unknown });
    expect(await readFile(at('erased.html'), 'utf8')).toContain('no file is left');
  });
});

describe('tacet serve', () => {
  it('refuses a recipient that is none', async () => {
    const { status, stderr } = await tacet('serve', '--port', '0', '--recipient', 'age1nobody');

    expect(stderr).toMatch(/^TACET_CONFIG: .*recording\.recipients\.0: is no age recipient/);
    expect(status).toBe(1);
  });
});
