/**
 * nginx as another floor: one process that passes each WebSocket on to the generator's own server and back.
 *
 *     node nginx.js UPSTREAM_PORT
 *
 * It joins no two connections that come in, so each call is one that it passes on: as many frames in and out as of a call
 * of the other relays. Its processor time is read from Linux, in steps of a hundredth of a second.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { freePort } from '#tacet/test/bridges/free-port.js';

import { answer } from './relay-under-test.js';

/** Not in everybody's PATH. */
const PLACES = ['nginx', '/usr/sbin/nginx'];
const TICK_MS = 10;
const PAGE_BYTES = 4_096;
const UP_TRIES = 200;
const UP_WAIT_MS = 25;

/** The program; undefined where it is not installed (Debian: `apt-get install nginx-light`). */
export const nginxProgram = (): string | undefined =>
  [process.env['TACET_BENCH_NGINX'] ?? [], PLACES]
    .flat()
    .find((place) => spawnSync(place, ['-v']).status === 0);

const configuration = (port: number, upstream: number): string => `
daemon off; master_process off; pid nginx.pid; error_log error.log error;
events { worker_connections 8192; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`).join(' ')}
  server {
    listen 127.0.0.1:${String(port)} backlog=4096;
    tcp_nodelay on;
    location / {
      proxy_pass http://127.0.0.1:${String(upstream)};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_read_timeout 600s;
      proxy_send_timeout 600s;
    }
  }
}
`;

const isUp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

const relay = async (program: string, upstream: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-nginx-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), configuration(port, upstream));
  const nginx = spawn(program, ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'inherit' });
  const exited = once(nginx, 'exit');
  const end = (): boolean => nginx.kill('SIGTERM');
  process.once('exit', end);
  for (let tries = 0; !(await isUp(port)); tries++) {
    if (tries === UP_TRIES || nginx.exitCode !== null) throw new Error('nginx does not start');
    await new Promise((resolve) => setTimeout(resolve, UP_WAIT_MS));
  }
  const field = (file: string, at: number): number => {
    const text = readFileSync(`/proc/${String(nginx.pid)}/${file}`, 'utf8');
    // The name in parentheses may hold spaces.
    return Number(
      text
        .slice(text.lastIndexOf(')') + 1)
        .trim()
        .split(' ')[at],
    );
  };
  answer({
    port,
    pid: nginx.pid,
    clearanceBytesPerCall: 0,
    cpu: () => {
      const systemMs = field('stat', 12) * TICK_MS;
      return { cpuMs: field('stat', 11) * TICK_MS + systemMs, systemMs };
    },
    memory: () => ({ rssBytes: field('statm', 1) * PAGE_BYTES, heapBytes: 0, arrayBufferBytes: 0 }),
    stop: async () => {
      end();
      await exited;
      await rm(folder, { recursive: true, force: true });
      return undefined;
    },
  });
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const program = nginxProgram();
  if (program === undefined) throw new Error('nginx is not installed');
  await relay(program, Number(process.argv[2]));
}
