import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { argumentsIn } from './listening.js';
import { RunningTacet } from '../test/bridges/running-tacet.js';

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
}

const run = async (...args: string[]): Promise<Outcome> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, stdout };
  }
};

const health = (...args: string[]): Promise<Outcome> => run(at('./main.js'), 'health', ...args);

/** The compiled test lies deeper or less deep, as it was built. */
const tls = ['../../fixtures/tls/', '../../../fixtures/tls/'].map(at).find((path) => existsSync(path)) ?? '';
const pair = { cert: join(tls, 'server.pem'), key: join(tls, 'server.key') };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-health-'));
});
afterEach(async () => {
  await RunningTacet.stopAll();
  await rm(folder, { recursive: true });
});

/** A server, and the file that `serve` would have been given. */
const configured = async (
  listen: object,
): Promise<{ readonly server: RunningTacet; readonly config: string }> => {
  const server = await RunningTacet.start({ engines: {}, listen });
  const config = join(folder, 'tacet.yaml');
  await writeFile(config, JSON.stringify({ listen: { host: '0.0.0.0', ...listen, port: server.port } }));
  return { server, config };
};

describe('tacet health', () => {
  it('exits 0 where calls are taken, and 1 where they are not, or nobody answers', async () => {
    const server = await RunningTacet.start();
    const url = `http://127.0.0.1:${String(server.port)}`;

    expect(await health('--url', url)).toEqual({ code: 0, stdout: 'ready\n' });

    // A call that goes on keeps it from stopping: it drains.
    const call = await server.call();
    const drained = server.tacet.calls.drain(60_000);
    expect(await health('--url', url)).toEqual({ code: 1, stdout: 'draining\n' });
    expect(await health('--url', url, '--live')).toEqual({ code: 0, stdout: 'ok\n' });

    await call.hangUp();
    await drained;
    await server.stop();
    expect(await health('--url', url)).toEqual({ code: 1, stdout: 'no answer\n' });
  });

  it('exits 2 where it is asked in a way that it does not understand', async () => {
    for (const wrong of [
      ['--url', 'nonsense'],
      ['--url', 'ftp://127.0.0.1'],
      ['--timeout', 'soon'],
      ['--cert', 'alone.pem'],
      ['--pid', 'init'],
      // No server: this test.
      ['--pid', String(process.pid)],
    ])
      expect([wrong, (await health(...wrong)).code]).toEqual([wrong, 2]);
  });
});

describe('tacet health of the server of a configuration', () => {
  it('asks it by the address and the port that stand there', async () => {
    const { config } = await configured({});

    expect(await health('--config', config)).toEqual({ code: 0, stdout: 'ready\n' });
  });

  it('speaks TLS to one that does, whatever names its certificate has', async () => {
    const { config, server } = await configured({ tls: pair });

    expect(await health('--config', config)).toEqual({ code: 0, stdout: 'ready\n' });
    const url = `https://127.0.0.1:${String(server.port)}`;
    expect(await health('--url', url)).toEqual({ code: 0, stdout: 'ready\n' });
    expect((await health('--url', url.replace('https', 'http'))).code).toBe(1);
  });

  it("shows one that asks for certificates the server's own, or the one that it is given", async () => {
    const asks = { ca: join(tls, 'ca.pem'), clientCertificates: 'require' };
    const { config, server } = await configured({ tls: { ...pair, ...asks } });
    const url = `https://127.0.0.1:${String(server.port)}`;
    const shown = (name: string): string[] => [
      ...['--cert', join(tls, `${name}.pem`)],
      ...['--key', join(tls, `${name}.key`)],
    ];

    expect(await health('--config', config)).toEqual({ code: 0, stdout: 'ready\n' });
    expect(await health('--url', url, ...shown('bridge'))).toEqual({ code: 0, stdout: 'ready\n' });
    expect((await health('--url', url, ...shown('stranger'))).code).toBe(1);
    expect(await health('--url', url)).toEqual({
      code: 1,
      stdout: 'asks for a client certificate: --cert, --key\n',
    });
  });

  it('finds the configuration of a serve that runs by its process id', async () => {
    const { config, server } = await configured({ tls: pair });
    const idle = spawn(process.execPath, [
      '-e',
      'setInterval(() => 0, 1000)',
      'x',
      'serve',
      '--config',
      config,
    ]);
    await once(idle, 'spawn');
    try {
      expect(await health('--pid', String(idle.pid))).toEqual({ code: 0, stdout: 'ready\n' });
      await server.stop();
      expect(await health('--pid', String(idle.pid))).toEqual({ code: 1, stdout: 'no answer\n' });
    } finally {
      idle.kill('SIGKILL');
      await once(idle, 'close');
    }
  });
});

describe('the arguments of a serve', () => {
  const none = { config: undefined, host: undefined, port: undefined };

  it.each([
    [
      ['--config', '/a.yaml', '--host', '0.0.0.0', '--port', '80'],
      { config: '/a.yaml', host: '0.0.0.0', port: '80' },
    ],
    [['--config=/a.yaml', '--port=80'], { ...none, config: '/a.yaml', port: '80' }],
    [['-c', '/a.yaml', '-p', '80'], { ...none, config: '/a.yaml', port: '80' }],
    [['-c/a.yaml', '-p80'], { ...none, config: '/a.yaml', port: '80' }],
    [['-r', 'age1', '--port', '1', '--port', '2', ''], { ...none, port: '2' }],
    [['--config'], none],
    [[], none],
  ])('are read from %j', (list, expected) => {
    expect(argumentsIn(list)).toEqual(expected);
  });
});
