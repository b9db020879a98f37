/**
 * What the record of one call costs by itself: the same audio into plain files and into sealed ones.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Policies } from '#tacet/app/policy/policies.js';
import { Records } from '#tacet/app/records.js';
import { parseConfig } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';
import { systemClock } from '#tacet/core/clock.js';
import { LEG_ROLES, newTraceId, parseCallId, type CallId } from '#tacet/core/ids.js';
import { span } from '#tacet/core/span.js';
import { samplesToTicks, ticks } from '#tacet/core/units.js';
import { newIdentityFile } from '#tacet/sink/sealing/keys.js';
import type { Turns } from './turns.js';

const RATE_HZ = 8_000;
const SECONDS = 120;
const ROUNDS = 15;
/** As audio is released: every 100 ms. */
const PIECE = 800;
/** Parts are cut by time, which here the audio moves. */
const SEGMENT_SECONDS = 10;

/** CPU milliseconds a second of a call, plain and sealed. */
export interface RecordCost extends Turns {
  readonly seconds: number;
  readonly segmentSeconds: number;
}

export const costOfRecords = async (): Promise<RecordCost> => {
  const plain: number[] = [];
  const sealed: number[] = [];
  // The first pair warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = { plain: await costOf(false), sealed: await costOf(true) };
    if (round === 0) continue;
    plain.push(costs.plain);
    sealed.push(costs.sealed);
  }
  return { before: plain, after: sealed, seconds: SECONDS, segmentSeconds: SEGMENT_SECONDS };
};

const costOf = async (isSealed: boolean): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-bench-'));
  const { recipient } = await newIdentityFile(new Date());
  const directory = join(folder, 'calls');
  const config = parseConfig({
    recording: isSealed ? { directory, recipients: [recipient] } : { directory, unencrypted: true },
    ledger: { keyFile: join(folder, 'ledger.key') },
  });
  const due: (() => void)[] = [];
  const clock = {
    ...systemClock,
    after: (_delayMs: number, run: () => void) => {
      due.push(run);
      return { cancel: () => void due.splice(0, due.length, ...due.filter((other) => other !== run)) };
    },
  };
  const policies = new Policies(config);
  const records = await Records.open(config, policies.all, createLogger('silent'), clock);
  const call = { id: parseCallId('call') as CallId, traceId: newTraceId(), policy: policies.default };
  const record = records?.record(call, RATE_HZ);
  record?.begin({ language: 'en', startedAt: new Date() });
  for (const leg of LEG_ROLES) record?.origin(leg, ticks(0));
  const noise = Int16Array.from({ length: PIECE }, (_, i) => ((i * 7_919) % 20_000) - 10_000);
  const before = process.cpuUsage();
  for (let from = 0; from < SECONDS * RATE_HZ; from += PIECE) {
    const place = span(samplesToTicks(from, RATE_HZ), samplesToTicks(from + PIECE, RATE_HZ));
    for (const leg of LEG_ROLES) record?.audio(leg, RATE_HZ, { span: place, mask: undefined }, noise.slice());
    if (from % (SEGMENT_SECONDS * RATE_HZ) === 0) {
      for (const cut of due.splice(0)) cut();
      // The disk has its turn, as between the seconds of a real call.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  await record?.seal({ caller: {}, agent: {} });
  const { user, system } = process.cpuUsage(before);
  await records?.close(0);
  await rm(folder, { recursive: true, force: true });
  return (user + system) / 1_000 / SECONDS;
};
