/**
 * One replay of a pack and its scores: through the same server, sockets and recogniser as `tacet replay`.
 *
 * At fast pace the recording is exact and nothing else is; what the agent heard is scored at real-time pace.
 * The folder keeps one folder a call, with the audio that the scores are of.
 */
import { join } from 'node:path';

import type { Call } from '#tacet/call/call.js';
import type { Config } from '#tacet/app/config.js';
import type { Logger } from '#tacet/app/logger.js';
import { replay } from '#tacet/app/replay/replay.js';
import { readWav } from '#tacet/app/replay/wav.js';
import { ticksToMillis } from '#tacet/core/units.js';

import { maskLatencyMs, readCallReport, unheardMs } from './call-report.js';
import { heardFrames } from './frames.js';
import type { Clip } from './pack.js';
import { score, type ClipScore } from './score.js';

export type Branch = 'recording' | 'agent-heard';

export interface RunRequest {
  readonly branch: Branch;
  readonly clips: readonly Clip[];
  readonly config: Config;
  readonly concurrency: number;
  readonly directory: string;
  readonly log: Logger;
}

export interface ScoredClip extends ClipScore {
  readonly clip: Clip;
  /** Whether its language has a recogniser; without one the whole call is masked. */
  readonly hasRecogniser: boolean;
  readonly durationMs: number;
  /** For each label. */
  readonly latencyMs: readonly (number | undefined)[];
  /** Masked because it was not heard in time: such a mask says nothing of the detector. */
  readonly unheardMs: number;
}

export interface BranchRun {
  readonly branch: Branch;
  readonly lookAheadMs: number;
  readonly concurrency: number;
  readonly wallMs: number;
  readonly clips: readonly ScoredClip[];
  readonly failed: readonly { readonly id: string; readonly code: string }[];
  /** How far the recogniser was behind the caller at most, each time before it told how far it had heard. */
  readonly lagMs: readonly number[];
}

const TELL_EVERY = 20;

export const run = async (request: RunRequest): Promise<BranchRun> => {
  const { branch, clips, config, concurrency, directory, log } = request;
  const started = performance.now();
  const lagMs: number[] = [];
  let done = 0;
  const outcomes = await replay({
    config,
    items: clips.map((clip) => clip.replay),
    directory,
    pace: branch === 'recording' ? 'fast' : 'realtime',
    concurrency,
    log,
    onCall: (call) => watchLag(call, lagMs),
    onDone: () => {
      if (++done % TELL_EVERY === 0 || done === clips.length)
        console.error(`  ${done} of ${clips.length} calls`);
    },
  });
  const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [{ id: outcome.id, code: outcome.code }]));
  const failedIds = new Set(failed.map(({ id }) => id));
  const scored: ScoredClip[] = [];
  for (const clip of clips) {
    if (!failedIds.has(clip.id)) scored.push(await scoreClip(clip, branch, config, join(directory, clip.id)));
  }
  return {
    branch,
    lookAheadMs: config.live.lookAheadMs,
    concurrency,
    wallMs: Math.round(performance.now() - started),
    clips: scored,
    failed,
    lagMs,
  };
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

const scoreClip = async (clip: Clip, branch: Branch, config: Config, folder: string): Promise<ScoredClip> => {
  const said = await readWav(clip.replay.callerFile);
  const heard = await readWav(join(folder, `${branch}.wav`));
  if (said.rateHz !== heard.rateHz) {
    throw new Error(`${clip.id}: the ${branch} has ${heard.rateHz} Hz, the clip ${said.rateHz}`);
  }
  const caller = said.channels[0] ?? new Int16Array(0);
  const output = heard.channels[0] ?? new Int16Array(0);
  const report = await readCallReport(join(folder, 'report.json'));
  const durationMs = Math.floor((caller.length * 1_000) / said.rateHz);
  return {
    clip,
    hasRecogniser: Object.hasOwn(config.engines, clip.language),
    durationMs,
    ...score(clip.labels, heardFrames(caller, output, said.rateHz)),
    latencyMs: clip.labels.map((label) => maskLatencyMs(label, report)),
    unheardMs: unheardMs(report, branch === 'recording' ? 'unverified' : 'blind', durationMs),
  };
};
