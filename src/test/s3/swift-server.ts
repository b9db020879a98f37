/**
 * OpenStack Swift on loopback with its S3 interface, and a bucket `calls`: a real object store that keeps versions.
 *
 * Four programs of Debian's packages swift-proxy, swift-account, swift-container and swift-object; one device, one copy,
 * no memcached. They read the name of the cluster's file from nowhere but their own code, so a line of Python says it.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-s3';

import { freePort } from '../bridges/free-port.js';
import { within } from '../bridges/rtp-client.js';
import { s3, type S3Settings } from '../../sink/stores/s3.js';

const PYTHON = '/usr/bin/python3';
const PACKAGES = 'swift-proxy swift-account swift-container swift-object';
const BUCKET = 'calls';
const REGION = 'eu-central-1';
const KEYS = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };
/** Four programs in Python on a busy machine. */
const START_MS = 120_000;

const RUN = `
import sys, runpy, shutil, swift.common.utils as utils
utils.SWIFT_CONF_FILE = sys.argv[1]
sys.argv = sys.argv[2:]
runpy.run_path(shutil.which(sys.argv[0]), run_name='__main__')
`;
/** One device for each kind of server. */
const RINGS = `
import sys
from swift.common.ring import RingBuilder
folder = sys.argv[1]
for kind, port in zip(('account', 'container', 'object'), sys.argv[2:]):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1})
    builder.rebalance()
    builder.get_ring().save(f'{folder}/{kind}.ring.gz')
`;
const FILTERS = {
  catch_errors: '',
  gatekeeper: '',
  cache: 'memcache_servers = 127.0.0.1:1',
  listing_formats: '',
  s3api: `location = ${REGION}`,
  tempauth: 'user_test_tester = testing .admin',
  copy: '',
  slo: '',
  dlo: '',
  versioned_writes: 'allow_object_versioning = true',
  symlink: '',
} as const;
const filterOf = ([name, more]: readonly [string, string]): string =>
  `[filter:${name}]\nuse = egg:swift#${name === 'cache' ? 'memcache' : name}\n${more}\n`;

export interface KeptVersion {
  readonly key: string;
  readonly id: string;
  /** Says that the object is gone; the versions before it are there. */
  readonly isMarker: boolean;
}

export class SwiftServer {
  readonly #root: string;
  readonly #port: number;
  readonly #programs: readonly ChildProcess[];
  readonly #client: sdk.S3Client;

  private constructor(root: string, port: number, programs: readonly ChildProcess[]) {
    this.#root = root;
    this.#port = port;
    this.#programs = programs;
    this.#client = new sdk.S3Client({
      region: REGION,
      endpoint: this.#endpoint,
      credentials: { ...KEYS },
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** @throws Error where a package is missing */
  static async start(): Promise<SwiftServer> {
    try {
      for (const kind of ['proxy', 'account', 'container', 'object'])
        execFileSync('which', [`swift-${kind}-server`]);
    } catch {
      throw new Error(`Swift is not here: apt-get install ${PACKAGES}`);
    }
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const root = await mkdtemp(join(tmpdir(), 'tacet-swift-'));
    await mkdir(join(root, 'srv', 'd1'), { recursive: true });
    await writeFile(
      join(root, 'swift.conf'),
      '[swift-hash]\nswift_hash_path_suffix = tacet\nswift_hash_path_prefix = tacet\n',
    );
    const kinds = ['account', 'container', 'object'] as const;
    const ports = await Promise.all(kinds.map(freePort));
    execFileSync(PYTHON, ['-c', RINGS, root, ...ports.map(String)]);
    const common = (port: number): string =>
      `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\n` +
      `swift_dir = ${root}\ndevices = ${join(root, 'srv')}\nmount_check = false\nfallocate_reserve = 0\n` +
      'log_udp_host = 127.0.0.1\nlog_udp_port = 9\n';
    for (const [i, kind] of kinds.entries())
      await writeFile(
        join(root, `${kind}.conf`),
        `${common(ports[i] ?? 0)}[pipeline:main]\npipeline = ${kind}-server\n` +
          `[app:${kind}-server]\nuse = egg:swift#${kind}\n`,
      );
    const port = await freePort();
    await writeFile(
      join(root, 'proxy.conf'),
      `${common(port)}[pipeline:main]\npipeline = ${Object.keys(FILTERS).join(' ')} proxy-server\n` +
        `[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n` +
        Object.entries(FILTERS).map(filterOf).join(''),
    );
    const programs = [...kinds, 'proxy'].map((kind) =>
      spawn(
        PYTHON,
        ['-c', RUN, join(root, 'swift.conf'), `swift-${kind}-server`, join(root, `${kind}.conf`)],
        {
          stdio: 'ignore',
        },
      ),
    );
    const server = new SwiftServer(root, port, programs);
    try {
      await within(server.#up(), 'Swift', START_MS);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  settings(spoolDirectory: string): S3Settings {
    const place = { endpoint: this.#endpoint, region: REGION, forcePathStyle: true };
    const patient = { timeoutMs: 120_000, spoolDirectory };
    return s3.settings.parse({ kind: 's3', bucket: BUCKET, ...place, ...patient, ...KEYS });
  }

  async keepVersions(): Promise<void> {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await this.#client.send(new sdk.PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration }));
  }

  /** Of all objects whose keys begin so. */
  async versions(Prefix: string): Promise<KeptVersion[]> {
    const { Versions = [], DeleteMarkers = [] } = await this.#client.send(
      new sdk.ListObjectVersionsCommand({ Bucket: BUCKET, Prefix }),
    );
    return [
      ...Versions.map(({ Key = '', VersionId = '' }) => ({ key: Key, id: VersionId, isMarker: false })),
      ...DeleteMarkers.map(({ Key = '', VersionId = '' }) => ({ key: Key, id: VersionId, isMarker: true })),
    ];
  }

  /** @returns undefined where there is none */
  async read({ key, id }: KeptVersion): Promise<Uint8Array | undefined> {
    try {
      const command = new sdk.GetObjectCommand({ Bucket: BUCKET, Key: key, VersionId: id });
      return await (await this.#client.send(command)).Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof sdk.S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
      throw error;
    }
  }

  /** As any other tool would: what was there is hidden by it. */
  async put(Key: string, Body: string): Promise<void> {
    await this.#client.send(new sdk.PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }

  async delete(Key: string): Promise<void> {
    await this.#client.send(new sdk.DeleteObjectCommand({ Bucket: BUCKET, Key }));
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    for (const program of this.#programs) {
      if (program.exitCode !== null || program.signalCode !== null) continue;
      program.kill('SIGKILL');
      await once(program, 'exit');
    }
    await rm(this.#root, { recursive: true, force: true });
  }

  get #endpoint(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** The bucket can be made once all four answer each other. */
  async #up(): Promise<void> {
    for (;;) {
      try {
        await this.#client.send(new sdk.CreateBucketCommand({ Bucket: BUCKET }));
        return;
      } catch {
        if (this.#programs.some(({ exitCode }) => exitCode !== null))
          throw new Error('a program of Swift does not start');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }
}
