/**
 * `tacet replay`: plays audio files as real calls through a real server and keeps what came out.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';

import { tellKey } from './key-told.js';
import { modelProgress } from './models.js';
import { loadConfig, parseConfig, type Config } from '../app/config.js';
import { createLogger } from '../app/logger.js';
import { pictureOf } from '../app/picture/call-picture.js';
import { readManifest } from '../app/replay/manifest.js';
import { PACES, type Pace } from '../app/replay/pace.js';
import type { ReplayItem } from '../app/replay/replay-call.js';
import { replay, type ReplayOutcome } from '../app/replay/replay.js';
import { readWav } from '../app/replay/wav.js';
import { TacetError } from '../core/errors.js';
import { LEG_ROLES, type LegRole } from '../core/ids.js';
import type { Protocol } from '../protocol/protocol.js';
import { findProtocol, PROTOCOL_NAMES } from '../protocol/registry.js';
import type { NamedEngine } from '../sense/engines/arrangement.js';

interface ReplayFlags {
  readonly caller?: string;
  readonly agent?: string;
  readonly manifest?: string;
  readonly match?: string;
  readonly out: string;
  readonly pace: string;
  readonly protocol?: string;
  readonly lookahead?: string;
  readonly lang?: string;
  readonly config?: string;
  readonly concurrency?: string;
  readonly stt?: string;
  readonly sttEngine?: string;
  readonly sttKeyEnv?: string;
  readonly picture?: boolean;
}

export const replayFiles = async (flags: ReplayFlags): Promise<void> => {
  const pace = PACES.find((known) => known === flags.pace);
  if (pace === undefined) throw new TacetError('TACET_USAGE', `--pace is ${PACES.join(' or ')}`);
  const protocols = protocolsOf(flags.protocol ?? 'rtp');
  const base = await loadConfig(flags.config);
  const lookAheadMs = wholeNumber('--lookahead', flags.lookahead) ?? base.live.lookAheadMs;
  const items = await itemsOf(flags, base.defaultLanguage);
  const engines = { ...base.engines, ...heardBy(flags, base, items) };
  const config = parseConfig({ ...base, live: { ...base.live, lookAheadMs }, engines });
  const concurrency = wholeNumber('--concurrency', flags.concurrency) ?? defaultConcurrency(pace);
  if (concurrency < 1) throw new TacetError('TACET_USAGE', '--concurrency is at least 1');

  const progress = modelProgress();
  const bar =
    process.stderr.isTTY && items.length > 1
      ? new SingleBar({ format: ' {bar} {value}/{total} calls | {eta_formatted} left' })
      : undefined;
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    bar?.start(items.length, 0);
    const outcomes = await replay({
      config,
      items,
      directory: resolve(flags.out),
      pace,
      protocols,
      concurrency,
      log: createLogger(flags.config === undefined ? 'error' : config.log.level),
      signal: stop.signal,
      onModelProgress: progress.onProgress,
      onNewKey: tellKey,
      onDone: (outcome) => {
        bar?.increment();
        if (!outcome.ok) console.error(`${outcome.id}: ${outcome.code}: ${outcome.message}`);
      },
    });
    bar?.stop();
    if (flags.picture === true) await drawPictures(items, outcomes, resolve(flags.out));
    const completed = outcomes.filter((outcome) => outcome.ok).length;
    const deaf = LEG_ROLES.filter((role) => outcomes.some((each) => each.ok && !each.heard.includes(role)));
    for (const role of deaf)
      console.log(`what the ${role} heard is not known: a copy has no way back (no ${role}-heard.wav)`);
    console.log(`${completed} of ${items.length} calls completed; results in ${resolve(flags.out)}`);
    if (completed < items.length && !stop.signal.aborted) process.exitCode = 1;
  } finally {
    bar?.stop();
    progress.stop();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
};

/** @throws TacetError TACET_USAGE where a name is none of a protocol */
const protocolsOf = (names: string): Record<LegRole, Protocol> => {
  const [caller = '', agent = caller, ...rest] = names.split(',');
  const found = { caller: findProtocol(caller), agent: findProtocol(agent) };
  if (found.caller === undefined || found.agent === undefined || rest.length > 0)
    throw new TacetError('TACET_USAGE', `--protocol is one or two of ${PROTOCOL_NAMES.join(', ')}`);
  return { caller: found.caller, agent: found.agent };
};

/** The server named on the command line hears every language of these calls. */
const heardBy = (
  flags: ReplayFlags,
  { engines }: Config,
  items: readonly ReplayItem[],
): Config['engines'] => {
  const { stt: url, sttEngine: engine = 'hook', sttKeyEnv } = flags;
  if (url === undefined) {
    if (flags.sttEngine === undefined && sttKeyEnv === undefined) return {};
    throw new TacetError('TACET_USAGE', '--stt-engine and --stt-key-env go with --stt');
  }
  const key = sttKeyEnv === undefined ? {} : { apiKeyEnv: sttKeyEnv };
  const heard = (language: string): NamedEngine => {
    const set = engines[language];
    const known = set !== undefined && 'engine' in set && set.engine === engine ? set.options : {};
    return { engine, options: { ...known, url, ...key } };
  };
  return Object.fromEntries(items.map(({ language }) => [language, heard(language)]));
};

const drawPictures = async (
  items: readonly ReplayItem[],
  outcomes: readonly ReplayOutcome[],
  directory: string,
): Promise<void> => {
  for (const { id, callerFile } of items) {
    // The picture shows what the agent heard.
    if (outcomes.some((outcome) => outcome.id === id && outcome.ok && outcome.heard.includes('agent')))
      await pictureOf(join(directory, id), await readWav(callerFile), id);
  }
};

/** Realtime calls wait most of the time; fast ones keep a core busy each. */
const defaultConcurrency = (pace: Pace): number => (pace === 'fast' ? availableParallelism() : 4);

const itemsOf = async (flags: ReplayFlags, defaultLanguage: string): Promise<ReplayItem[]> => {
  const language = flags.lang ?? defaultLanguage;
  if ((flags.caller === undefined) === (flags.manifest === undefined)) {
    throw new TacetError('TACET_USAGE', 'give either --caller or --manifest');
  }
  if (flags.caller !== undefined) {
    const id = basename(flags.caller, extname(flags.caller));
    const agentFile = flags.agent === undefined ? undefined : resolve(flags.agent);
    // Before models are fetched. Of a pack each item tells its own.
    for (const file of [flags.caller, flags.agent])
      if (file !== undefined && !existsSync(file))
        throw new TacetError('TACET_WAV_UNREADABLE', `${file} is not there`);
    return [{ id, callerFile: resolve(flags.caller), agentFile, language }];
  }
  const all = await readManifest(resolve(flags.manifest ?? ''), language);
  const matching = matcher(flags.match);
  const items = all.filter((item) => matching(item.id));
  if (items.length === 0) throw new TacetError('TACET_USAGE', 'no item of the manifest matches');
  return items;
};

const matcher = (pattern: string | undefined): ((id: string) => boolean) => {
  if (pattern === undefined) return () => true;
  try {
    const regexp = new RegExp(pattern, 'u');
    return (id) => regexp.test(id);
  } catch {
    throw new TacetError('TACET_USAGE', '--match is not a regular expression');
  }
};

const wholeNumber = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new TacetError('TACET_USAGE', `${flag} is a whole number`);
  return Number(text);
};
