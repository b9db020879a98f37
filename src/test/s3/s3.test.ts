/** A whole Tacet that keeps its calls in an object store, and the commands about recordings as their users meet them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../app/config.js';
import { writeIdentity } from '../../app/recordings/key-files.js';
import { within } from '../bridges/rtp-client.js';
import { readRecording, RunningTacet } from '../bridges/running-tacet.js';
import { fromPcmu, voice } from '../bridges/signals.js';
import { S3Server } from './s3-server.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

let folder: string;
let server: S3Server;
let tacet: RunningTacet;
const at = (name: string): string => join(folder, name);
const said = voice(150, 91);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-s3-cli-'));
  server = await S3Server.start();
  const recipient = await writeIdentity(at('tacet.key'), new Date(0));
  tacet = await RunningTacet.start({
    recording: {
      unencrypted: false,
      recipients: [recipient],
      segmentSeconds: 1,
      store: server.input(at('spool')),
    },
    ledger: { keyFile: at('ledger.key') },
  });
  const call = await tacet.call({ id: 'one' });
  await call.say({ caller: said.slice(0, 75) });
  server.down();
  await call.say({ caller: said.slice(75) });
  await call.hangUp();
  await within(
    until(() => tacet.tacet.storeCounters?.isAway === true),
    'the store to be away',
  );
  server.up();
  await within(
    until(() => tacet.tacet.storeCounters?.isAway === false && tacet.tacet.storeCounters.spooledBytes === 0),
    'the spool to be empty',
  );
  const { accessKeyId, secretAccessKey, ...store } = server.input(at('spool'));
  await writeFile(at('secret'), `${secretAccessKey}\n`);
  const secrets = { accessKeyId: { env: 'KEY_ID' }, secretAccessKey: { file: at('secret') } };
  await writeFile(
    at('tacet.yaml'),
    JSON.stringify({ recording: { store: { ...store, ...secrets } }, ledger: { keyFile: at('ledger.key') } }),
  );
  expect(accessKeyId).toBe('S3RVER');
});
afterAll(async () => {
  await RunningTacet.stopAll();
  await S3Server.stopAll();
  await rm(folder, { recursive: true, force: true });
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const run = async (...args: string[]) => {
  const child = spawn(process.execPath, [MAIN, ...args, '--config', at('tacet.yaml')], {
    cwd: folder,
    env: { ...process.env, TACET_HOME: at('home'), KEY_ID: 'S3RVER' },
  });
  const done = { status: null as number | null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (done.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (done.stderr += data.toString()));
  const [status] = (await within(once(child, 'close'), `tacet ${args[0] ?? ''}`)) as [number | null];
  return { ...done, status };
};

describe('a call in an object store', () => {
  it('was told of when the store went and came back, and nothing of it broke', () => {
    const lines = tacet.lines.join();

    expect(lines).toMatch(
      /does not take recordings.*TACET_STORE_AWAY|TACET_STORE_AWAY.*does not take recordings/,
    );
    expect(lines).toContain('takes recordings again');
    expect(lines).not.toContain('is broken');
    expect(lines).not.toContain('S3RVER');
  });

  it('is listed, shown and verified with the same configuration', async () => {
    const list = await run('recordings', 'list');
    const show = await run('recordings', 'show', 'one');
    const verify = await run('verify', 'one', '--identity', at('tacet.key'));

    expect(list).toMatchObject({ status: 0, stderr: '' });
    expect(list.stdout).toMatch(/complete\s+one\.[0-9a-f]{12}$/m);
    expect(show.stdout).toContain('recording.wav');
    expect(verify).toMatchObject({ status: 0, stderr: '' });
    expect(verify.stdout).toContain('chain and signatures hold');
  });

  it('is exported, whole', async () => {
    const { status } = await run('export', 'one', '--identity', at('tacet.key'), '--out', at('out'));

    expect(status).toBe(0);
    expect((await readRecording(at('out/recording.wav'))).caller).toEqual(fromPcmu(said));
    expect(JSON.parse(await readFile(at('out/report.json'), 'utf8'))).toMatchObject({ call: 'one' });
  });

  it('is erased, and the store says so', async () => {
    const call = await tacet.call({ id: 'gone' });
    await call.say({ caller: said.slice(0, 75) });
    await call.hangUp();
    await within(
      until(() => tacet.tacet.storeCounters?.spooledBytes === 0),
      'the spool to be empty',
    );

    const erase = await run('recordings', 'erase', 'gone');
    const exported = await run('export', 'gone', '--identity', at('tacet.key'), '--out', at('out'));
    const verify = await run('verify', 'gone');
    const list = await run('recordings', 'list');

    expect(erase).toMatchObject({ status: 0, stderr: '', stdout: 'erased 1 of 1\n' });
    expect(exported.status).toBe(1);
    expect(exported.stderr).toContain('TACET_CALL_ERASED');
    expect(verify.status).toBe(0);
    expect(list.stdout).toMatch(/erased\s+gone\./);
    const keys = [...(await server.objects()).keys()].filter((key) => key.startsWith('gone.'));
    expect(keys.map((key) => key.split('/').at(-1))).toEqual(['ledger.jsonl']);
  });

  it('is not erased while it runs, by its id or by its name in the store', async () => {
    const erase = async (name: string): Promise<unknown> => {
      const url = `http://127.0.0.1:${String(tacet.port)}/v1/recordings/${name}`;
      const answer = await fetch(url, { method: 'DELETE' });
      return [answer.status, ((await answer.json()) as { readonly code?: string }).code];
    };
    const call = await tacet.call({ id: 'two' });
    await call.say({ caller: said.slice(0, 75) });
    const listed = (await (await tacet.get('/v1/recordings')).json()) as { recordings: { name: string }[] };
    const name = listed.recordings.map((each) => each.name).find((each) => each.startsWith('two.')) ?? '';

    const running = [await erase('two'), await erase(name)];
    await call.hangUp();
    const ended = await erase(name);

    expect(name).toMatch(/^two\.[0-9a-f]{12}$/);
    expect(running).toEqual(Array(2).fill([409, 'TACET_CALL_RUNS']));
    expect(ended).toEqual([200, undefined]);
  });

  it('that is none, and a store that is none, are told apart', async () => {
    const unknown = await run('recordings', 'show', 'other');
    server.down();
    const away = await run('recordings', 'list');
    server.up();

    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('TACET_CALL_UNKNOWN');
    expect(away.status).toBe(1);
    expect(away.stderr).toContain('TACET_STORE_AWAY');
  });
});

describe('settings of an object store that cannot be', () => {
  it.each([
    [
      'unencrypted recordings',
      { unencrypted: true, store: { kind: 's3', bucket: 'b' } },
      /encrypted recordings only/,
    ],
    ['half of a pair of keys', { store: { kind: 's3', bucket: 'b', accessKeyId: 'a' } }, /go together/],
    ['a store of no known kind', { store: { kind: 'tape' } }, /recording\.store\.kind/],
    ['a setting that there is not', { store: { kind: 's3', bucket: 'b', buckets: 'c' } }, /buckets/],
    [
      'a prefix that is a path',
      { store: { kind: 's3', bucket: 'b', prefix: '/etc' } },
      /recording\.store\.prefix/,
    ],
  ])('are refused: %s', (_what, recording, message) => {
    expect(() => parseConfig({ recording })).toThrow(message);
  });

  it('are the same when they are read twice', () => {
    const once = parseConfig({ recording: { store: { kind: 's3', bucket: 'b', prefix: 'a/b' } } });

    expect(parseConfig(once)).toEqual(once);
    expect(once.recording.store).toMatchObject({ prefix: 'a/b/', timeoutMs: 30_000 });
  });
});
