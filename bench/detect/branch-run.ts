/**
 * One replay of a pack and its scores: through the same server, sockets and recogniser as `tacet replay`.
 *
 * At fast pace the recording is exact and nothing else is; what the agent heard is scored at real-time pace.
 * The folder keeps one folder a call, with the audio that the scores are of.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Call } from '#tacet/call/call.js';
import type { Config } from '#tacet/app/config.js';
import type { Logger } from '#tacet/app/logger.js';
import { replay } from '#tacet/app/replay/replay.js';
import { readWav } from '#tacet/app/replay/wav.js';
import { ticksToMillis } from '#tacet/core/units.js';

import { circumstances } from '../circumstances.js';
import { maskLatencyMs, readCallReport, unheardMs, type CallReport } from './call-report.js';
import { heardFrames } from './frames.js';
import { expectedMs } from './overload.js';
import type { Clip, Label, Pack } from './pack.js';
import type { Branch, ClipRecord, NumberRecord, Percentiles, RunRecord } from './record.js';
import { score } from './score.js';
import { percentile } from './statistics.js';

export interface RunRequest {
  readonly branch: Branch;
  readonly pack: Pack;
  readonly clips: readonly Clip[];
  readonly config: Config;
  readonly concurrency: number;
  readonly directory: string;
  readonly log: Logger;
  /** To say in the documents how it was started. */
  readonly command: string;
}

const TELL_EVERY = 20;
/** The tail of silence behind a call, and its end. */
const CALL_OVERHEAD_MS = 1_600;
const TIMER_RESOLUTION_MS = 10;
const NANOS = 1e6;

export const run = async (request: RunRequest): Promise<RunRecord> => {
  const { branch, clips, config, concurrency, directory, log, pack } = request;
  const about = circumstances(request.command);
  const isRealTime = branch === 'agent-heard';
  const expected = isRealTime ? await expectation(clips, concurrency, config.live.lookAheadMs) : null;
  if (expected !== null) console.error(`  takes about ${Math.ceil(expected / 60_000)} min`);
  const timers = monitorEventLoopDelay({ resolution: TIMER_RESOLUTION_MS });
  timers.enable();
  // The first call begins once the server is up and its recogniser loaded: that is not part of the pace.
  let started: number | undefined;
  const lagMs: number[] = [];
  let done = 0;
  const outcomes = await replay({
    config,
    items: clips.map((clip) => clip.replay),
    directory,
    pace: isRealTime ? 'realtime' : 'fast',
    concurrency,
    log,
    onCall: (call) => {
      started ??= performance.now();
      watchLag(call, lagMs);
    },
    onDone: () => {
      if (++done % TELL_EVERY === 0 || done === clips.length)
        console.error(`  ${done} of ${clips.length} calls`);
    },
  });
  const wallMs = Math.round(performance.now() - (started ?? performance.now()));
  timers.disable();
  const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [{ id: outcome.id, code: outcome.code }]));
  const failedIds = new Set(failed.map(({ id }) => id));
  const scored: ClipRecord[] = [];
  for (const clip of clips) {
    if (!failedIds.has(clip.id)) scored.push(await scoreClip(clip, branch, config, join(directory, clip.id)));
  }
  return {
    circumstances: {
      ...about,
      pack: pack.name,
      packDigest: pack.digest,
      ambiguous: pack.ambiguous,
      loadAverageAfter: loadavg()[0] ?? 0,
    },
    branch,
    lookAheadMs: config.live.lookAheadMs,
    concurrency,
    wallMs,
    expectedMs: expected,
    failed,
    lagMs: percentilesOf(lagMs),
    timerLateMs: Math.max(0, timers.percentile(99) / NANOS - TIMER_RESOLUTION_MS),
    clips: scored,
  };
};

const expectation = async (
  clips: readonly Clip[],
  concurrency: number,
  lookAheadMs: number,
): Promise<number> => {
  const durationsMs: number[] = [];
  for (const { replay: item } of clips) {
    const { channels, rateHz } = await readWav(item.callerFile);
    durationsMs.push(((channels[0]?.length ?? 0) * 1_000) / rateHz);
  }
  return Math.round(expectedMs(durationsMs, concurrency, CALL_OVERHEAD_MS + lookAheadMs));
};

/**
 * Just before the recogniser tells anew, which is when it is furthest behind. The caller's only: the agent of these
 * packs says little, and the recogniser is not asked about silence.
 */
const watchLag = (call: Call, lagMs: number[]): void => {
  let told = 0;
  call.events.on('heard', ({ leg, heardTo, head }) => {
    if (leg !== 'caller') return;
    lagMs.push(Math.max(0, ticksToMillis(head) - told));
    told = ticksToMillis(heardTo);
  });
};

const percentilesOf = (values: readonly number[]): Percentiles => {
  const of = (share: number): number | null => {
    const found = percentile(values, share);
    return found === undefined ? null : Math.round(found);
  };
  return { p50: of(0.5), p90: of(0.9), p99: of(0.99), most: of(1) };
};

const scoreClip = async (clip: Clip, branch: Branch, config: Config, folder: string): Promise<ClipRecord> => {
  const said = await readWav(clip.replay.callerFile);
  const heard = await readWav(join(folder, `${branch}.wav`));
  if (said.rateHz !== heard.rateHz) {
    throw new Error(`${clip.id}: the ${branch} has ${heard.rateHz} Hz, the clip ${said.rateHz}`);
  }
  const caller = said.channels[0] ?? new Int16Array(0);
  const output = heard.channels[0] ?? new Int16Array(0);
  const report = await readCallReport(join(folder, 'report.json'));
  const durationMs = Math.floor((caller.length * 1_000) / said.rateHz);
  const { audible, isExposed, wronglyMutedMs } = score(clip.labels, heardFrames(caller, output, said.rateHz));
  const { id, language, kind, condition, opening, style } = clip;
  return {
    id,
    language,
    kind,
    condition,
    opening,
    style,
    hasRecogniser: Object.hasOwn(config.engines, language),
    durationMs,
    isExposed,
    wronglyMutedMs,
    unheardMs: Math.round(unheardMs(report, branch === 'recording' ? 'unverified' : 'blind', durationMs)),
    numbers: clip.labels.map((label, i) => numberOf(label, audible[i] ?? [], report)),
  };
};

const numberOf = (label: Label, audible: readonly boolean[], report: CallReport): NumberRecord => {
  const latencyMs = maskLatencyMs(label, report);
  return {
    kind: label.kind,
    entry: label.entry,
    digits: audible.length,
    audible: audible.flatMap((isAudible, position) => (isAudible ? [position + 1] : [])),
    latencyMs: latencyMs === undefined ? null : Math.round(latencyMs),
  };
};
