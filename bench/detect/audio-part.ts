/**
 * The audio part of the benchmark: a labelled pack through a real server, once for the recording at fast pace and once
 * for each look-ahead at real-time pace.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { loadConfig, parseConfig, type Config } from '#tacet/app/config.js';
import { createLogger } from '#tacet/app/logger.js';

import { run } from './branch-run.js';
import type { Clip, Pack } from './pack.js';
import { readPack } from './pack.js';
import type { RunRecord } from './record.js';

export interface AudioRequest {
  readonly pack: string;
  readonly match: RegExp | undefined;
  /** Which of them are replayed in real time: all where undefined. */
  readonly agentMatch: RegExp | undefined;
  /** Of the agent; none for the recording alone. */
  readonly lookAheadsMs: readonly number[];
  readonly withRecording: boolean;
  readonly concurrency: number;
  readonly config: string | undefined;
  /** Where the audio of all replays stays; nowhere where undefined. */
  readonly keep: string | undefined;
  readonly command: string;
}

/** @throws Error where no item matches */
export const measureAudio = async (request: AudioRequest): Promise<RunRecord[]> => {
  const pack = await readPack(request.pack, request.match);
  if (pack.clips.length === 0) throw new Error('no item of the pack matches');
  const folder = request.keep ?? (await mkdtemp(join(tmpdir(), 'tacet-bench-')));
  try {
    return await replays(request, pack, resolve(folder));
  } finally {
    if (request.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
};

const replays = async (request: AudioRequest, pack: Pack, folder: string): Promise<RunRecord[]> => {
  const base = await loadConfig(request.config);
  const common = { pack, log: createLogger('error'), command: request.command };
  const runs: RunRecord[] = [];
  if (request.withRecording) {
    console.error('recording, fast pace');
    runs.push(
      await run({
        ...common,
        clips: pack.clips,
        branch: 'recording',
        config: configOf(base, pack.clips, 0),
        concurrency: availableParallelism(),
        directory: join(folder, 'recording'),
      }),
    );
  }
  const { agentMatch } = request;
  const clips = pack.clips.filter(({ id }) => agentMatch === undefined || agentMatch.test(id));
  for (const lookAheadMs of clips.length === 0 ? [] : request.lookAheadsMs) {
    console.error(
      `agent, look-ahead ${lookAheadMs} ms, real-time pace, ${request.concurrency} calls at a time`,
    );
    runs.push(
      await run({
        ...common,
        clips,
        branch: 'agent-heard',
        config: configOf(base, clips, lookAheadMs),
        concurrency: request.concurrency,
        directory: join(folder, `agent-${lookAheadMs}`),
      }),
    );
  }
  return runs;
};

/** As the server would run, less the recognisers of languages that the pack does not speak. */
const configOf = (base: Config, clips: readonly Clip[], lookAheadMs: number): Config => {
  const spoken = new Set(clips.map(({ language }) => language));
  const engines = Object.entries(base.engines).filter(([language]) => spoken.has(language));
  return parseConfig({
    ...base,
    engines: engines.length === 0 ? base.engines : Object.fromEntries(engines),
    live: { ...base.live, lookAheadMs },
    // What is scored is there to be read.
    recording: { ...base.recording, unencrypted: true },
  });
};
