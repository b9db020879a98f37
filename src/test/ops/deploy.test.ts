/** The files under deploy/ and the Dockerfile, as far as they can be read here. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';

import { parseConfig } from '../../app/config.js';

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
  }[];
}
const pod = (ofKind('StatefulSet').spec as { readonly template: { readonly spec: Pod } }).template.spec;
const settings = parse(ofKind('ConfigMap').data?.['tacet.yaml'] ?? '') as unknown;
const dockerfile = readFileSync('Dockerfile', 'utf8');

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
    const config = parseConfig(settings);

    expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(config.limits.shutdownMs + 10_000);
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
