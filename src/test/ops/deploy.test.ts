/** The files under deploy/ and the Dockerfile, as far as they can be read here. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments, stringify } from 'yaml';

import { parseConfig } from '../../app/config.js';
import { RtpClient } from '../bridges/rtp-client.js';
import { Child, killChildren } from '../bridges/tacet-process.js';

interface Manifest {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: unknown;
}

const manifests = parseAllDocuments(readFileSync('deploy/kubernetes/tacet.yaml', 'utf8')).map(
  (document) => document.toJS() as Manifest,
);
const ofKind = (kind: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
};

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly containers: readonly {
    readonly securityContext: object;
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    readonly livenessProbe: { readonly httpGet: { readonly path: string } };
    readonly readinessProbe: { readonly httpGet: { readonly path: string } };
    readonly startupProbe: { readonly httpGet: { readonly path: string } };
    readonly lifecycle: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
    readonly args: readonly string[];
  }[];
}
const pod = (ofKind('StatefulSet').spec as { readonly template: { readonly spec: Pod } }).template.spec;
const settings = parse(ofKind('ConfigMap').data?.['tacet.yaml'] ?? '') as unknown;
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** How long the hook holds the pod back, as it says. */
const preStopMs = (): number => {
  const [, , script = ''] = pod.containers[0]?.lifecycle.preStop.exec.command ?? [];
  return Number(/, (\d+)\)$/.exec(script)?.[1]);
};

describe('the health check of the image', () => {
  it('is a command that there is, about the process that the image starts', async () => {
    const [, list = '[]'] = /^HEALTHCHECK [^[]*CMD (\[.*\])$/m.exec(dockerfile.replace(/\\\n/g, '')) ?? [];
    const [program, file, command, ...flags] = JSON.parse(list) as string[];

    expect([program, file, command]).toEqual(['node', '/tacet/dist/cli/main.js', 'health']);
    expect(dockerfile).toContain('exec node /tacet/dist/cli/main.js');
    const { stdout } = await promisify(execFile)(process.execPath, [
      fileURLToPath(new URL('../../cli/main.js', import.meta.url)),
      ...['health', '--help'],
    ]);
    for (const flag of flags.filter((each) => each.startsWith('--'))) expect(stdout).toContain(`${flag} <`);
    expect(flags[flags.indexOf('--pid') + 1]).toBe('1');
  });
});

describe('the Kubernetes manifests', () => {
  it('have a configuration that Tacet takes, and time for calls to end', () => {
    const { drainDelayMs, shutdownMs, drainMs } = parseConfig(settings).limits;
    const needMs = preStopMs() + drainDelayMs + shutdownMs + drainMs;

    expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(needMs);
  });

  it('give the container nothing that it does not need', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.containers[0]?.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('do not kill a pod that only takes no calls', () => {
    expect(pod.containers[0]?.livenessProbe.httpGet.path).toBe('/healthz');
    expect(pod.containers[0]?.readinessProbe.httpGet.path).toBe('/readyz');
  });

  it('run as the user and with the volumes that the image has', () => {
    const { runAsUser } = pod.securityContext as { readonly runAsUser: number };

    expect(dockerfile).toContain(`USER ${String(runAsUser)}:`);
    const mounts = pod.containers[0]?.volumeMounts.map(({ mountPath }) => mountPath);
    expect(mounts).toEqual(expect.arrayContaining(['/home/tacet', '/recordings', '/tmp']));
    expect(dockerfile).toContain('VOLUME ["/home/tacet", "/recordings"]');
  });

  it('limit who talks to it, and keep one pod while nodes are emptied', () => {
    expect(ofKind('NetworkPolicy').spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(ofKind('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  });
});

describe('a pod, as processes', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-pod-'));
  });
  afterAll(async () => {
    killChildren();
    await rm(folder, { recursive: true });
  });

  it('is alive and ready by its probes, takes calls while preStop runs, and then goes with status 0', async () => {
    const [container] = pod.containers;
    if (container === undefined) throw new Error('there is no container');
    const path = join(folder, 'tacet.yaml');
    const { limits } = settings as { readonly limits: object };
    const own = {
      engines: { en: { engine: 'scripted' } },
      listen: { port: 0 },
      recording: { enabled: false },
      // A machine under test is no overloaded machine.
      limits: { ...limits, loopDelayMs: 60_000, loopUse: 1, backlogMs: 60_000 },
    };
    await writeFile(path, stringify({ ...(settings as object), ...own }));
    const args = container.args.map((arg) => (arg === '/config/tacet.yaml' ? path : arg));
    const server = new Child(args);
    const { port } = await server.logged('listening');
    const asked = async ({ httpGet }: { readonly httpGet: { readonly path: string } }): Promise<number> =>
      (await fetch(`http://127.0.0.1:${String(port)}${httpGet.path}`)).status;
    const { startupProbe, livenessProbe, readinessProbe, lifecycle } = container;
    const all = async (): Promise<number[]> =>
      Promise.all([startupProbe, livenessProbe, readinessProbe].map(asked));
    expect(await all()).toEqual([200, 200, 200]);

    // The hook, but for its time.
    const [program, flag = '', script = ''] = lifecycle.preStop.exec.command;
    expect(program).toBe('node');
    const hook = promisify(execFile)(process.execPath, [flag, script.replace(String(preStopMs()), '0')]);
    const legs = ['caller', 'agent'].map((leg) => `ws://127.0.0.1:${String(port)}/v1/rtp/call/${leg}`);
    const [caller, agent] = await Promise.all(legs.map((leg) => RtpClient.open(leg)));
    await hook;
    server.process.kill('SIGTERM');
    await server.logged('stopping');
    expect(await all()).toEqual([200, 200, 503]);
    caller?.terminate();
    agent?.terminate();

    expect((await server.finished()).status).toBe(0);
  });
});
