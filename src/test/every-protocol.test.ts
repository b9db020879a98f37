/** One call, carried by every protocol, alone and in pairs, copies included: what is masked is the same. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../app/config.js';
import { createLogger } from '../app/logger.js';
import { replay } from '../app/replay/replay.js';
import { writeWav } from '../app/replay/wav.js';
import type { Protocol } from '../protocol/protocol.js';
import { PROTOCOLS } from '../protocol/registry.js';
import { readRecording, scripted, words, type Report } from './bridges/running-tacet.js';
import type { ReportSpan } from '../sink/report.js';
import { fromPcmu, voice } from './bridges/signals.js';

const SECONDS = 8;
const SPOKEN = [
  ...words('my card number is', 1_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 2_000, 150, 50),
];
const played: readonly Protocol[] = Object.values(PROTOCOLS);
const { rtp } = PROTOCOLS;
/** Every protocol on both legs, and each beside the next one, so that all meet two others. */
const pairs = played.flatMap((protocol, i) => {
  const next = played[(i + 1) % played.length] ?? protocol;
  return [
    [protocol.name, protocol.name, protocol, protocol] as const,
    [protocol.name, next.name, protocol, next] as const,
  ];
});

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-test-'));
  // What mu-law can say, linear PCM can say, too: whatever the wire, the samples are the same.
  const channels = [1, 2].map((seed) => fromPcmu(voice(50 * SECONDS, seed)));
  await writeWav(join(folder, 'call.wav'), { rateHz: 8_000, channels });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Carried {
  /** What the caller said, as it was recorded. */
  readonly caller: Int16Array;
  readonly masked: readonly ReportSpan[];
}

const carry = async (caller: Protocol, agent: Protocol): Promise<Carried> => {
  const directory = join(folder, `${caller.name}-${agent.name}`);
  const outcomes = await replay({
    config: parseConfig({ engines: { en: scripted({ words: SPOKEN }) } }),
    items: [{ id: 'call', callerFile: join(folder, 'call.wav'), agentFile: undefined, language: 'en' }],
    directory,
    pace: 'fast',
    concurrency: 1,
    protocols: { caller, agent },
    log: createLogger('silent'),
  });
  expect(outcomes).toMatchObject([{ ok: true }]);
  const report = JSON.parse(await readFile(join(directory, 'call', 'report.json'), 'utf8')) as Report;
  return {
    caller: (await readRecording(join(directory, 'call', 'recording.wav'))).caller,
    // One script is heard on both legs; only the caller's leg has its place fixed by the caller's first packet.
    masked: report.spans.filter(({ verdict, leg }) => verdict === 'masked' && leg === 'caller'),
  };
};

describe('the same call', () => {
  let wanted: Carried;
  beforeAll(async () => {
    wanted = await carry(rtp, rtp);
  });

  it('is masked over RTP where the number was said', () => {
    expect(wanted.masked.map(({ kind }) => kind)).toEqual(['pan']);
    expect(wanted.masked[0]?.startMs).toBeLessThanOrEqual(2_000);
    expect(wanted.masked[0]?.endMs).toBeGreaterThanOrEqual(5_150);
  });

  it.each(pairs)(
    'leaves the same recording over %s and %s, sample by sample',
    async (_a, _b, caller, agent) => {
      const carried = await carry(caller, agent);

      expect(carried.masked.map(({ kind, startMs, endMs }) => [kind, startMs, endMs])).toEqual(
        wanted.masked.map(({ kind, startMs, endMs }) => [kind, startMs, endMs]),
      );
      expect(Buffer.from(carried.caller.buffer).equals(Buffer.from(wanted.caller.buffer))).toBe(true);
    },
  );
});
