/**
 * With Debian's real `prometheus`: faults are done to Tacets that run, and the alerts for them fire. Those that are done to
 * whole processes are in process-alerts.system.ts.
 *
 * `npm run test:system`. Needs the package `prometheus`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { RunningTacet, scripted, words, type TestCall } from '../bridges/running-tacet.js';
import { Pace } from '../bridges/pace.js';
import type { RtpClient } from '../bridges/rtp-client.js';
import { hush, voice } from '../bridges/signals.js';
import { S3Server } from '../s3/s3-server.js';
import { RunningPrometheus } from './prometheus.js';
import { parseConfig, type ConfigInput } from '../../app/config.js';
import { writeIdentity } from '../../app/recordings/key-files.js';

let keys: string;
let recipient: string;
let prometheus: RunningPrometheus | undefined;
beforeAll(() => {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Error('the program prometheus is not here: apt-get install prometheus');
  }
});
beforeEach(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-alerts-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
});
afterEach(async () => {
  await prometheus?.stop();
  await RunningTacet.stopAll();
  await S3Server.stopAll();
  await rm(keys, { recursive: true });
});
afterAll(() => {
  prometheus = undefined;
});

const CARD = words('four one one one one one one one one one one one one one one one', 1_000, 150, 50);
const LAG_MS = 2_500;
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9/';
const SECRET = `whsec_${'A'.repeat(44)}`;

/** What is done, to a Tacet of which kind, and what fires. */
interface Fault {
  readonly config: () => ConfigInput | Promise<ConfigInput>;
  /** What is so already when Prometheus first looks. */
  readonly before?: (server: RunningTacet) => Promise<void>;
  readonly inject: (server: RunningTacet) => Promise<TestCall | undefined>;
  readonly alerts: readonly string[];
}

/** Sealed, and kept in a bucket. */
const inBucket = (store: object, name: string): ConfigInput => ({
  recording: {
    unencrypted: false,
    recipients: [recipient],
    directory: join(keys, name),
    segmentSeconds: 1,
    store: {
      ...{ kind: 's3', bucket: 'calls', region: 'local', accessKeyId: 'a', secretAccessKey: 'b' },
      ...{ endpoint: NOBODY, spoolDirectory: join(keys, `${name}.spool`) },
      ...store,
    },
  },
  ledger: { keyFile: join(keys, `${name}.key`) },
});
/** Each answer of the object store comes so late. */
const LATE_MS = 5_000;
/** 64 kB of recording a second. */
const LINEAR_16 = { query: 'codec=L16&rate=16000', start: { payloadType: 96, step: 320 }, frameBytes: 640 };
/** What fills the smallest spool there may be: 16 MiB, but for the twentieth that is kept for ledgers. */
const FILLS_SPOOL_FRAMES = 13_000;

/** An RFC 4733 event for each of these keys, as of so long ago. */
const keysOfLongAgo = (client: RtpClient, count: number, agoMs: number): void => {
  const now = client.timestamp;
  for (let key = 0; key < count; key++) {
    const timestamp = now - agoMs * 8 + key * 1_600;
    for (const end of [0, 0x80])
      client.send(Buffer.from([key, end | 10, 3, 0x20]), { payloadType: 101, timestamp, marker: end === 0 });
  }
  client.skip(0, (now - client.timestamp) / 160);
};

const refused = async (server: RunningTacet, path: string): Promise<void> => {
  await expect(server.connect(path)).rejects.toThrow();
};

const FAULTS: Readonly<Record<string, Fault>> = {
  'a recogniser far behind lets a whole number pass': {
    config: () => ({
      engines: { en: scripted({ words: CARD, lagMs: LAG_MS }) },
      live: { blindAfterMs: 10_000, lateAfterMs: 10_000 },
    }),
    inject: async (server) => {
      const call = await server.call();
      await call.shoutAsAnswered(voice(450, 3));
      await call.hangUp();
      return undefined;
    },
    alerts: ['TacetLeakLive', 'TacetSttLag'],
  },
  'nobody listens to a language': {
    config: () => ({}),
    inject: async (server) => {
      const call = await server.call({ query: 'lang=fr' });
      await call.shout(voice(50, 4));
      return call;
    },
    alerts: ['TacetGateBlind'],
  },
  'nobody has listened to a call': {
    config: () => ({}),
    inject: async (server) => {
      const call = await server.call({ query: 'lang=fr' });
      await call.shout(voice(50, 4));
      await call.hangUp();
      return undefined;
    },
    alerts: ['TacetUnverified'],
  },
  'the speech worker dies with every call': {
    config: () => ({ engines: { en: scripted({ trouble: [{ atMs: 20, kind: 'crash' }] }) } }),
    inject: async (server) => {
      for (let crashes = 1; crashes <= 4; crashes++) {
        const call = await server.call();
        await call.shout(voice(60, crashes));
        while ((server.tacet.pool?.counts.restarts ?? 0) < crashes) await new Promise(setImmediate);
        await call.hangUp();
      }
      return undefined;
    },
    alerts: ['TacetSttCrashLoop'],
  },
  'the store is gone': {
    config: () => ({
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile: join(keys, 'ledger.key') },
    }),
    inject: async (server) => {
      await rm(server.directory, { recursive: true });
      await writeFile(server.directory, '');
      const call = await server.call();
      await call.say({ caller: voice(20, 5) });
      await call.hangUp();
      return undefined;
    },
    alerts: ['TacetStoreFailing', 'TacetRecordingBroken', 'TacetLedgerBroken'],
  },
  'nobody may read recordings': {
    config: () => ({ recording: { unencrypted: false, recipients: [] } }),
    inject: async (server) => {
      await (await server.call()).hangUp();
      return undefined;
    },
    alerts: ['TacetUnrecordedCalls'],
  },
  'the recogniser does not come back from a call': {
    config: () => ({ engines: { en: scripted({ trouble: [{ atMs: 20, kind: 'hang' }] }) } }),
    inject: async (server) => {
      const call = await server.call();
      await call.shout(voice(200, 8));
      return call;
    },
    alerts: ['TacetSttStalls'],
  },
  'there is no speech worker': {
    config: () => ({}),
    inject: async (server) => {
      await server.tacet.pool?.close();
      return undefined;
    },
    alerts: ['TacetSttDown'],
  },
  'the store elsewhere is away': {
    config: () => inBucket({}, 'away'),
    inject: () => Promise.resolve(undefined),
    alerts: ['TacetStoreAway'],
  },
  'the store elsewhere answers late': {
    config: async () => {
      const store = await S3Server.start();
      store.gatekeeper = () => new Promise((resolve) => setTimeout(() => resolve(true), LATE_MS).unref());
      return inBucket(store.input(join(keys, 'late.spool')), 'late');
    },
    before: async (server) => {
      const call = await server.call({ id: 'call' });
      await call.say({ caller: voice(20, 13) });
    },
    inject: async (server) => {
      const call = await server.call();
      await call.say({ caller: voice(200, 14), agent: voice(200, 15) });
      return call;
    },
    alerts: ['TacetSpoolGrowing'],
  },
  'the store elsewhere is away for longer than there is room': {
    config: () => inBucket({ spoolMaxBytes: 16 * 1024 * 1024 }, 'full'),
    inject: async (server) => {
      const { query, start, frameBytes } = LINEAR_16;
      const call = await server.call({ query, caller: start, agent: start });
      const quiet = Array<Buffer>(FILLS_SPOOL_FRAMES).fill(Buffer.alloc(frameBytes));
      await call.say({ caller: quiet, agent: quiet });
      await call.hangUp();
      return undefined;
    },
    alerts: ['TacetSpoolFull'],
  },
  'its changed configuration is not valid': {
    config: () => ({}),
    inject: async (server) => {
      await server.tacet.reload(() => Promise.resolve(parseConfig({ mode: 'nonsense' })));
      return undefined;
    },
    alerts: ['TacetReloadRefused'],
  },
  'somebody opens connections and asks for nothing': {
    config: () => ({ limits: { connections: 10, connectionsPerAddress: 100 } }),
    inject: async (server) => {
      const idle = Array.from({ length: 20 }, () => connect(server.port, '127.0.0.1'));
      const ends = idle.map((socket) => once(socket.on('error', () => undefined).resume(), 'close'));
      await Promise.race(ends);
      for (const socket of idle) socket.destroy();
      return undefined;
    },
    alerts: ['TacetConnectionsDropped'],
  },
  'one address opens connections and asks for nothing': {
    config: () => ({ limits: { connectionsPerAddress: 10 } }),
    inject: async (server) => {
      // Prometheus comes from another.
      const idle = Array.from({ length: 20 }, () =>
        connect({ port: server.port, host: '127.0.0.1', localAddress: '127.0.0.2' }),
      );
      const ends = idle.map((socket) => once(socket.on('error', () => undefined).resume(), 'close'));
      await Promise.race(ends);
      for (const socket of idle) socket.destroy();
      return undefined;
    },
    alerts: ['TacetAddressDropped'],
  },
  'there is no room': {
    config: () => ({ limits: { calls: 1 } }),
    inject: async (server) => {
      const call = await server.call({ id: 'first' });
      await refused(server, 'second/caller');
      return call;
    },
    alerts: ['TacetRefusesCalls', 'TacetNotReady'],
  },
  'somebody tries credentials': {
    config: () => ({ bridges: { rtp: { bearerTokens: ['a-token-of-some-length'] } } }),
    inject: async (server) => {
      for (let tries = 0; tries < 12; tries++) await refused(server, `call-${String(tries)}/caller`);
      return undefined;
    },
    alerts: ['TacetAuthFailures'],
  },
  'the other party is not there': {
    config: () => ({ routes: [{ to: { url: 'ws://127.0.0.1:9/nowhere', attempts: 4 } }] }),
    inject: async (server) => {
      await (
        await server.connect('call/caller')
      ).closed;
      await (
        await server.connect('again/caller')
      ).closed;
      return undefined;
    },
    alerts: ['TacetDialFailing'],
  },
  'a receiver of webhooks refuses what it is sent, and one gives them up at once': {
    config: () => ({
      webhooks: {
        endpoints: [1, 20].map((attempts) => ({ url: NOBODY, secret: SECRET, attempts })),
        deadLetterFile: join(keys, 'dead.jsonl'),
        spoolDirectory: join(keys, 'webhooks.spool'),
      },
    }),
    inject: async (server) => {
      await (await server.call()).hangUp();
      return undefined;
    },
    alerts: ['TacetWebhooksWaiting', 'TacetWebhooksDead'],
  },
  'the receiver of spans is away': {
    config: () => ({ tracing: { otlp: NOBODY, timeoutMs: 100 } }),
    inject: async (server) => {
      await (await server.call()).hangUp();
      return undefined;
    },
    alerts: ['TacetSpansLost'],
  },
  'packets are lost': {
    config: () => ({}),
    inject: async (server) => {
      const call = await server.call({ caller: { sequenceNumber: 100, timestamp: 0 } });
      await call.say({ caller: voice(20, 6) });
      const [payload] = voice(1, 7);
      if (payload === undefined) throw new Error('no voice');
      call.caller.send(payload, { sequenceNumber: 140, timestamp: 40 * 160 });
      return call;
    },
    alerts: ['TacetPacketLoss'],
  },
  'each packet waits for one that never comes': {
    config: () => ({}),
    inject: async (server) => {
      const { caller } = await server.call();
      const frames = voice(100, 16);
      await new Pace(server.callNamed('call-1')).inRealTime('caller', frames.length, (i) => {
        caller.skip(1, 1);
        caller.send(frames[i] ?? Buffer.alloc(160));
      });
      return undefined;
    },
    alerts: ['TacetSlow'],
  },
  'the recogniser is half a minute behind': {
    config: () => ({
      engines: { en: scripted({ lagMs: 40_000 }) },
      live: { blindAfterMs: 10_000, lateAfterMs: 10_000 },
    }),
    inject: async (server) => {
      const call = await server.call();
      await call.shoutAsAnswered(voice(1_700, 17));
      return call;
    },
    alerts: ['TacetClearanceBehind'],
  },
  'a bridge tells of keys when what it sent meanwhile has been recorded': {
    config: () => ({}),
    inject: async (server) => {
      const call = await server.call();
      await call.say({ caller: hush(900) });
      keysOfLongAgo(call.caller, 6, 12_000);
      await call.hangUp();
      return undefined;
    },
    alerts: ['TacetLeakRecorded'],
  },
  'it has stopped': {
    config: () => ({}),
    inject: async (server) => {
      await server.stop();
      return undefined;
    },
    alerts: ['TacetDown'],
  },
};

/** Starting a dozen Tacets and a Prometheus on a busy machine, and waiting for scrapes. */
const LIMIT_MS = 400_000;

describe('a fault', () => {
  it(
    'fires its alerts on the Tacet that has it, and none on one that works',
    async () => {
      const healthy = await RunningTacet.start({
        engines: { en: scripted({ words: CARD }) },
        live: { lookAheadMs: 1_000 },
      });
      const faults = [];
      for (const fault of Object.values(FAULTS))
        faults.push({ ...fault, server: await RunningTacet.start(await fault.config()) });
      for (const { server, before } of faults) await before?.(server);
      prometheus = await RunningPrometheus.start(
        [healthy, ...faults.map(({ server }) => server)].map(({ port }) => port),
      );

      const call = await healthy.call();
      // Its recogniser is in time.
      await call.say({ caller: voice(450, 2) }, 300);
      const expected: string[] = [];
      for (const { server, inject, alerts } of faults) {
        await inject(server);
        expected.push(...alerts.map((alert) => `${alert}@${String(server.port)}`));
      }
      await prometheus.untilFired(expected);

      // What concerns the process concerns all Tacets in it, and here it is this test.
      const ofTheProcess = ['TacetEventLoopBusy', 'TacetSlow'].map(
        (alert) => `${alert}@${String(healthy.port)}`,
      );
      const onHealthy = [...prometheus.fired].filter((name) => name.endsWith(`@${String(healthy.port)}`));
      expect(onHealthy.filter((name) => !ofTheProcess.includes(name))).toEqual([]);
      expect(await prometheus.exemplars('tacet_leaked_digits_total')).toContainEqual({
        trace_id: expect.stringMatching(/^[a-f]{32}$/),
      });
      expect(await prometheus.query('sum(tacet_calls{state="live"})')).toHaveLength(1);
    },
    LIMIT_MS,
  );

  it(
    'in a certificate is told before it ends',
    async () => {
      const [key, cert] = [join(keys, 'tls.key'), join(keys, 'tls.pem')];
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-days',
          '1',
        ].concat(['-subj', '/CN=localhost', '-keyout', key, '-out', cert]),
        { stdio: 'ignore' },
      );
      const server = await RunningTacet.start({ listen: { tls: { cert, key } } });
      prometheus = await RunningPrometheus.start([server.port], 'https');

      await prometheus.untilFired(
        ['TacetCertificateExpires', 'TacetCertificateExpiresSoon'].map((a) => `${a}@${String(server.port)}`),
      );
    },
    LIMIT_MS,
  );

  it(
    'that lets innocent speech be masked is told as the budget burns',
    async () => {
      const server = await RunningTacet.start({
        engines: { en: scripted({ words: words('four one one one one one', 1_000, 150, 50) }) },
        live: { lookAheadMs: 1_000 },
      });
      prometheus = await RunningPrometheus.start([server.port]);
      const call = await server.call();
      await call.say({ caller: voice(450, 9) });
      await call.hangUp();

      await prometheus.untilFired(['TacetWrongMuteFast', 'TacetWrongMuteSlow']);
    },
    LIMIT_MS,
  );

  it(
    'that lets the first digits of each number pass is told as the budget burns',
    async () => {
      const server = await RunningTacet.start({
        engines: { en: scripted({ words: CARD, lagMs: 700 }) },
        live: { blindAfterMs: 10_000, lateAfterMs: 10_000 },
      });
      prometheus = await RunningPrometheus.start([server.port]);
      const play = async (): Promise<void> => {
        const call = await server.call();
        await call.shoutAsAnswered(voice(450, 10));
        await call.hangUp();
      };
      await play();
      // A rate is of what has been seen before.
      await prometheus.untilAbove('sum(tacet_masks_total{branch="live"})', 0);
      await play();

      await prometheus.untilFired(['TacetLeakBudget']);
    },
    LIMIT_MS,
  );

  it(
    'in what Prometheus is told to scrape is told',
    async () => {
      prometheus = await RunningPrometheus.start([]);

      await prometheus.untilFired(['TacetAbsent']);
    },
    LIMIT_MS,
  );
});
