/** Keys, refusals and certificates as users of the command line meet them: a process each. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { within } from '../bridges/rtp-client.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const fixture = (name: string): string => {
  const found = ['../../../', '../../../../', '../../../../../']
    .map((up) => fileURLToPath(new URL(`${up}fixtures/tls/${name}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('no such fixture');
  return found;
};

let folder = '';
const at = (name: string): string => join(folder, name);
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-auth-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Child {
  readonly process: ChildProcess;
  readonly done: { stdout: string; stderr: string };
  readonly status: Promise<number | null>;
  /** Its standard error holds this text. */
  readonly said: (text: string) => Promise<void>;
}

const tacet = (...args: string[]): Child => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, TACET_HOME: at('home') },
  });
  running.add(child);
  const done = { stdout: '', stderr: '' };
  let wake = (): void => undefined;
  child.stdout.on('data', (data: Buffer) => (done.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    done.stderr += data.toString();
    wake();
  });
  const said = async (text: string): Promise<void> => {
    while (!done.stderr.includes(text)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const status = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { process: child, done, status, said: (text) => within(said(text), text, 30_000) };
};

const portOf = ({ done }: Child): number => Number(/"port":(\d+)/.exec(done.stderr)?.[1]);

describe('tacet serve', () => {
  it('does not start beyond loopback where nobody would be asked, and says what to do', async () => {
    await writeFile(at('none.yaml'), 'engines: {}\n');

    const child = tacet('serve', '--config', at('none.yaml'), '--host', '0.0.0.0', '--port', '0');

    expect(await within(child.status, 'the process to exit')).toBe(1);
    expect(child.done.stderr).toMatch(/TACET_EXPOSED.*tacet token create.*auth\.anonymous/);
  });

  it('takes the key that tacet token create has made, by the lines that it printed', async () => {
    const made = tacet('token', 'create', '--role', 'operator', '--name', 'ops');
    expect(await within(made.status, 'the process to exit')).toBe(0);
    const key = made.done.stdout.trim();
    const lines = made.done.stderr.split('\n').filter((line) => /^(auth| )/.test(line));
    await writeFile(at('key.yaml'), ['engines: {}', ...lines].join('\n'));
    expect(key).toMatch(/^tacet_[A-Za-z0-9_-]{43}$/);
    expect(made.done.stderr).not.toContain(key);

    const server = tacet('serve', '--config', at('key.yaml'), '--port', '0');
    await server.said('listening');
    const url = `http://127.0.0.1:${String(portOf(server))}/metrics`;
    const statuses = [
      (await fetch(url)).status,
      (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status,
    ];
    server.process.kill('SIGTERM');

    expect(statuses).toEqual([401, 200]);
    expect(await within(server.status, 'the process to exit')).toBe(0);
    expect(server.done.stderr).not.toContain(key);
  });

  it('takes up a new certificate on SIGHUP', async () => {
    await copyFile(fixture('server.pem'), at('cert.pem'));
    await copyFile(fixture('server.key'), at('key.pem'));
    await writeFile(at('tls.yaml'), `engines: {}\nlisten: { tls: { cert: cert.pem, key: key.pem } }\n`);
    const server = tacet('serve', '--config', at('tls.yaml'), '--port', '0');
    await server.said('listening');

    await copyFile(fixture('server-new.pem'), at('cert.pem'));
    await copyFile(fixture('server-new.key'), at('key.pem'));
    server.process.kill('SIGHUP');
    await server.said('taken up anew');

    server.process.kill('SIGTERM');
    expect(await within(server.status, 'the process to exit')).toBe(0);
  });
});

describe('tacet token create', () => {
  it.each([
    [['--role', 'king'], 'king'],
    [[], 'role'],
    [['--role', 'agent', '--tenant', '../x'], 'TACET_USAGE'],
    [['--role', 'agent', '--days', 'soon'], 'TACET_USAGE'],
  ])('refuses %j', async (args, told) => {
    const child = tacet('token', 'create', ...args);

    expect(await within(child.status, 'the process to exit')).toBe(2);
    expect(child.done.stderr).toContain(told);
    expect(child.done.stdout).toBe('');
  });
});
