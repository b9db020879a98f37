/**
 * `tacet demo`: a call with a card number in it, played through a server of its own, told as it happens.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { tellKey } from './key-told.js';
import { modelProgress } from './models.js';
import { printResults } from './results.js';
import { followCall, showsColour } from './timeline.js';
import { parseConfig } from '../app/config.js';
import { createLogger } from '../app/logger.js';
import { pictureOf } from '../app/picture/call-picture.js';
import { PACES } from '../app/replay/pace.js';
import { replay } from '../app/replay/replay.js';
import { readWav } from '../app/replay/wav.js';
import type { Call } from '../call/call.js';
import { TacetError } from '../core/errors.js';
import { FILL_KINDS } from '../media/fill.js';

interface DemoFlags {
  readonly out: string;
  readonly lookahead: string;
  readonly fill: string;
  readonly pace: string;
}

const CALL = 'demo-call';

export const demo = async (flags: DemoFlags): Promise<void> => {
  const pace = PACES.find((known) => known === flags.pace);
  if (pace === undefined) throw new TacetError('TACET_USAGE', `--pace is ${PACES.join(' or ')}`);
  const fill = FILL_KINDS.find((known) => known === flags.fill);
  if (fill === undefined) throw new TacetError('TACET_USAGE', `--fill is one of ${FILL_KINDS.join(', ')}`);
  if (!/^\d{1,4}$/.test(flags.lookahead)) throw new TacetError('TACET_USAGE', '--lookahead is in ms');
  const config = parseConfig({ live: { lookAheadMs: Number(flags.lookahead) }, fill: { kind: fill } });
  const write = (line: string): void => console.log(line);
  const callerFile = fixture(`${CALL}.wav`);
  const directory = resolve(flags.out);

  const progress = modelProgress();
  const stop = new AbortController();
  let call: Call | undefined;
  const onSignal = (): void => {
    stop.abort();
    void call?.end('TACET_DRAINING');
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const [outcome] = await replay({
      config,
      items: [{ id: CALL, callerFile, agentFile: undefined, language: 'en' }],
      directory,
      pace,
      concurrency: 1,
      log: createLogger('error'),
      signal: stop.signal,
      onModelProgress: progress.onProgress,
      onNewKey: tellKey,
      onCall: (begun) => {
        progress.stop();
        call = begun;
        followCall(begun.events, { write, colour: showsColour(process.stdout) });
      },
    });
    if (stop.signal.aborted) {
      console.error('stopped');
      process.exitCode = 1;
      return;
    }
    if (outcome === undefined) throw new TacetError('TACET_INTERNAL');
    if (!outcome.ok) throw new TacetError(outcome.code);
    const folder = join(directory, CALL);
    const picture = await pictureOf(folder, await readWav(callerFile), 'A call through Tacet');
    await printResults(folder, picture, write);
  } finally {
    progress.stop();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
};

/** The package's own file: beside the build, however deep that lies. */
const fixture = (name: string): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const path = join(folder, 'fixtures', 'audio', name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) throw new TacetError('TACET_WAV_UNREADABLE', name);
    folder = dirname(folder);
  }
};
