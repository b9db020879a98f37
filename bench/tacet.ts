/**
 * The relay under test: Tacet as `tacet serve` runs it, with everything but a recogniser switched on.
 *
 *     node tacet.js LOOK_AHEAD_MS [sealed | traced URL | workers N]
 *
 * It records into a folder of its own and, when stopped, looks whether every call was sealed there.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { Front } from '#tacet/app/processes/front.js';
import { exportCall } from '#tacet/app/recordings/export.js';
import { clearanceRingSamples } from '#tacet/call/pipeline.js';
import { millisToTicks } from '#tacet/core/units.js';
import { identitiesOf, newIdentityFile } from '#tacet/sink/sealing/keys.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { cpuOfTree } from './cpu-of-tree.js';
import type { RecordCheck } from './messages.js';
import { answer } from './relay-under-test.js';

const RATE_HZ = 8_000;
const SEALED = ['recording.wav', 'report.json', 'transcript.jsonl'];
/** Sealing a thousand calls takes a disk some time. */
const SEAL_MS = 20_000;

interface LegCounts {
  readonly lost: number;
  readonly egressDropped: number;
  readonly maskedFrames: number;
  readonly concealedFrames: number;
  readonly forwarded: number;
  readonly encoded: number;
}

interface CallReport {
  readonly durationMs: number;
  readonly legs: { readonly caller: LegCounts; readonly agent: LegCounts };
}

const directory = await mkdtemp(join(tmpdir(), 'tacet-bench-'));
const elsewhere = await mkdtemp(join(tmpdir(), 'tacet-bench-'));
const isSealed = process.argv[3] === 'sealed';
const otlp = process.argv[3] === 'traced' ? process.argv[4] : undefined;
const workers = process.argv[3] === 'workers' ? Number(process.argv[4]) : 1;
const identity = await newIdentityFile(new Date());
const config = parseConfig({
  listen: { port: 0 },
  workers,
  engines: {},
  live: { lookAheadMs: Number(process.argv[2] ?? 0) },
  recording: isSealed ? { directory, recipients: [identity.recipient] } : { directory, unencrypted: true },
  ledger: { keyFile: join(elsewhere, 'ledger.key') },
  // All legs come from one address and at once, and no call may be refused for what the machine is short of.
  limits: { calls: 10_000, loopDelayMs: 600_000, loopUse: 1, backlogMs: 600_000, deafMs: 600_000 },
  auth: { upgradesPerSecond: 100_000, requestsPerMinute: 1_000_000 },
  ...(otlp === undefined ? {} : { tracing: { otlp } }),
  log: { level: 'error' },
});
const options = { config, log: createLogger(config.log.level) };
const tacet = await (workers > 1 ? Front.create(options) : Tacet.create(options));

/** Where the plain files of a call are; an exported one with faults has none of them. */
const plainFolder = async (call: string): Promise<string> => {
  if (!isSealed) return join(directory, call);
  const into = join(elsewhere, call);
  const { faults } = await exportCall(new FolderStore(directory).at(call), identitiesOf(identity.text), into);
  if (faults.length > 0) await rm(join(into, 'report.json'), { force: true });
  return into;
};

const reports = async (): Promise<CallReport[]> => {
  const found: CallReport[] = [];
  for (const call of await readdir(directory)) {
    const folder = await plainFolder(call);
    const names = await readdir(folder);
    if (names.sort().join() !== SEALED.join()) continue;
    found.push(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as CallReport);
  }
  return found;
};

const check = async (calls: number): Promise<RecordCheck> => {
  const found = await reports();
  const legs = found.flatMap((report) => [report.legs.caller, report.legs.agent]);
  const sum = (field: keyof LegCounts): number => legs.reduce((total, leg) => total + leg[field], 0);
  return {
    calls,
    sealed: found.length,
    lost: sum('lost'),
    egressDropped: sum('egressDropped'),
    maskedFrames: sum('maskedFrames'),
    concealedFrames: sum('concealedFrames'),
    forwarded: sum('forwarded'),
    encoded: sum('encoded'),
    shortestMs: Math.min(...found.map((report) => report.durationMs)),
  };
};

const port = await tacet.listen();
const ring = clearanceRingSamples(
  {
    lookAhead: millisToTicks(config.live.lookAheadMs),
    clearanceLimit: millisToTicks(config.clearance.limitMs),
  },
  RATE_HZ,
);
answer({
  port,
  ...(workers > 1 ? { cpu: () => cpuOfTree(process.pid) } : {}),
  clearanceBytesPerCall: 2 * ring * Int16Array.BYTES_PER_ELEMENT,
  stop: async (calls) => {
    await tacet.close(SEAL_MS);
    const records = await check(calls);
    for (const folder of [directory, elsewhere]) await rm(folder, { recursive: true, force: true });
    return records;
  },
});
