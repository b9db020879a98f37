/** One call, carried by every protocol, alone and in pairs, copies included: what is masked is the same. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../app/config.js';
import { createLogger } from '../app/logger.js';
import { replay } from '../app/replay/replay.js';
import { writeWav } from '../app/replay/wav.js';
import type { Call } from '../call/call.js';
import { ticksToMillis } from '../core/units.js';
import type { Protocol } from '../protocol/protocol.js';
import { PROTOCOLS } from '../protocol/registry.js';
import { readRecording, scripted, words, type Report } from './bridges/running-tacet.js';
import type { ReportSpan } from '../sink/report.js';
import { FRAME_MS, fromPcmu, voice } from './bridges/signals.js';

const SECONDS = 5.5;
const CARD_FROM_MS = 1_400;
const CARD_TO_MS = CARD_FROM_MS + 16 * 200 - 50;
const SPOKEN = [
  ...words('my card number is', 500, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', CARD_FROM_MS, 150, 50),
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

/** Protocols without timestamps. */
const BY_ARRIVAL = ['vonage', 'asterisk', 'freeswitch', 'jambonz'];
/** Samples of 20 ms. */
const FRAME = 160;
/** What mu-law can say, linear PCM can say, too: whatever the wire, the samples are the same. */
const SAID = [1, 2].map((seed) => fromPcmu(voice(50 * SECONDS, seed)));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-test-'));
  await writeWav(join(folder, 'call.wav'), { rateHz: 8_000, channels: SAID });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Carried {
  /** What the caller said, as it was recorded. */
  readonly caller: Int16Array;
  readonly masked: readonly ReportSpan[];
  /**
   * How long the caller is taken to have paused. Nobody has; but where positions go by arrival, a machine that stalls
   * for longer than a replay runs ahead is a pause. What is said after it then lies later.
   */
  readonly pausedMs: number;
}

const carry = async (caller: Protocol, agent: Protocol): Promise<Carried> => {
  const directory = join(folder, `${caller.name}-${agent.name}`);
  const calls: Call[] = [];
  const outcomes = await replay({
    config: parseConfig({ engines: { en: scripted({ words: SPOKEN }) } }),
    items: [{ id: 'call', callerFile: join(folder, 'call.wav'), agentFile: undefined, language: 'en' }],
    directory,
    pace: 'fast',
    concurrency: 1,
    protocols: { caller, agent },
    log: createLogger('silent'),
    onCall: (call) => calls.push(call),
  });
  expect(outcomes).toMatchObject([{ ok: true }]);
  const report = JSON.parse(await readFile(join(directory, 'call', 'report.json'), 'utf8')) as Report;
  const { dtxTicks = 0 } = calls[0]?.direction('caller')?.pipeline.timeline ?? {};
  return {
    pausedMs: ticksToMillis(dtxTicks),
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
    expect(wanted.pausedMs).toBe(0);
    expect(wanted.masked.map(({ kind }) => kind)).toEqual(['pan']);
    expect(wanted.masked[0]?.startMs).toBeLessThanOrEqual(CARD_FROM_MS);
    expect(wanted.masked[0]?.endMs).toBeGreaterThanOrEqual(CARD_TO_MS);
  });

  it.each(pairs)(
    'leaves the same recording over %s and %s, sample by sample',
    async (_a, _b, caller, agent) => {
      const carried = await carry(caller, agent);

      const kinds = ({ masked }: Carried): unknown => masked.map(({ kind }) => kind);
      const places = ({ masked }: Carried): unknown => masked.map(({ startMs, endMs }) => [startMs, endMs]);
      expect(kinds(carried)).toEqual(kinds(wanted));
      if (carried.pausedMs === 0) {
        expect(places(carried)).toEqual(places(wanted));
        expect(bytesOf(carried.caller).equals(bytesOf(wanted.caller))).toBe(true);
      } else {
        // The script is heard by the clock of the recording: so much of what was said there is the number.
        expect(BY_ARRIVAL).toContain(caller.name);
        const recorded = new Set(framesOf(carried.caller));
        const number = framesOf(SAID[0] ?? new Int16Array(0)).slice(
          CARD_FROM_MS / FRAME_MS,
          (CARD_TO_MS - carried.pausedMs) / FRAME_MS,
        );
        expect(number.filter((frame) => recorded.has(frame))).toEqual([]);
      }
    },
  );

  it('leaves what a party heard where its bridge takes audio, and nothing where it sends a copy', async () => {
    const heard = async (caller: Protocol, agent: Protocol): Promise<string[]> => {
      await carry(caller, agent);
      const files = await readdir(join(folder, `${caller.name}-${agent.name}`, 'call'));
      return files.filter((name) => name.endsWith('-heard.wav'));
    };
    const { freeswitch, audiohook, twilio } = PROTOCOLS;
    expect(await heard(audiohook, audiohook)).toEqual([]);
    expect(await heard(twilio, freeswitch)).toEqual(['caller-heard.wav']);
  });
});

const bytesOf = (pcm: Int16Array): Buffer => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);

const framesOf = (pcm: Int16Array): string[] =>
  Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, i) =>
    bytesOf(pcm.subarray(i * FRAME, (i + 1) * FRAME)).toString('latin1'),
  );
