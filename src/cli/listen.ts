/**
 * `tacet listen`: the microphone is the caller of a call on a server of its own; nobody is the agent.
 *
 *     microphone -> buffer -> peer "caller" -> Tacet -> peer "agent" (silent)
 *
 * Meant for speaking a test card number and seeing it masked. What the microphone heard is kept in memory until
 * the call is over, for the picture's outline, and then zeroed; only what Tacet masked is written.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { v7 } from 'uuid';

import { tellKey } from './key-told.js';
import { openMicrophone, recorderHere, type Microphone } from './microphone.js';
import { modelProgress } from './models.js';
import { printResults } from './results.js';
import { followCall, showsColour } from './timeline.js';
import { Tacet } from '../app/compose.js';
import { loadConfig, parseConfig } from '../app/config.js';
import { createLogger } from '../app/logger.js';
import { pictureOf } from '../app/picture/call-picture.js';
import { Peer } from '../app/replay/peer.js';
import { PTIME_MS } from '../app/replay/peer-voice.js';
import { openShelf } from '../app/replay/shelf.js';
import { writeWav } from '../app/replay/wav.js';
import type { Call } from '../call/call.js';
import { codeOf, TacetError } from '../core/errors.js';
import { LEG_ROLES, type CallId, type LegRole } from '../core/ids.js';
import { rtp } from '../protocol/rtp.js';
import { systemClock } from '../core/clock.js';
import { millisToTicks, ticksToSamples } from '../core/units.js';

interface ListenFlags {
  readonly out: string;
  readonly seconds: string;
  readonly lookahead: string;
  readonly lang: string;
  readonly device?: string;
  readonly config?: string;
}

const RATE_HZ = 16_000;
/** Silence after the last word, so that it is heard out. */
const TAIL_MS = 1_000;
const write = (line: string): void => console.log(line);

export const listen = async (flags: ListenFlags): Promise<void> => {
  const seconds = wholeNumber('--seconds', flags.seconds);
  if (seconds < 1 || seconds > 600) throw new TacetError('TACET_USAGE', '--seconds is 1 to 600');
  recorderHere();
  const base = await loadConfig(flags.config);
  const directory = resolve(flags.out);
  await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new TacetError('TACET_STORE_FAILED', directory, { cause: error });
  });
  const shelf = await openShelf(base.recording, directory);
  if (shelf.key?.isNew === true) tellKey(shelf.key.path);
  const config = parseConfig({
    ...base,
    listen: { host: '127.0.0.1', port: 0 },
    auth: {},
    live: { ...base.live, lookAheadMs: wholeNumber('--lookahead', flags.lookahead) },
    recording: shelf.recording,
  });
  const progress = modelProgress();
  let resolveCall: (call: Call) => void = () => undefined;
  const call = new Promise<Call>((found) => (resolveCall = found));
  const tacet = await Tacet.create({
    config,
    log: createLogger('error'),
    onModelProgress: progress.onProgress,
    onCall: (begun) => {
      followCall(begun.events, { write, colour: showsColour(process.stdout) });
      resolveCall(begun);
    },
  }).finally(() => progress.stop());
  const spoken = new Int16Array((seconds + TAIL_MS / 1_000) * RATE_HZ);
  const id = v7() as CallId;
  const folder = join(directory, id);
  try {
    const url = `ws://127.0.0.1:${String(await tacet.listen())}`;
    const silence = new Int16Array(0);
    const peer = (role: LegRole): Peer =>
      new Peer({
        url,
        protocol: rtp,
        callId: id,
        roles: [role],
        rateHz: RATE_HZ,
        language: flags.lang,
        pcm: { caller: spoken, agent: silence },
        keep: spoken.length,
      });
    const peers = { caller: peer('caller'), agent: peer('agent') };
    await Promise.all(LEG_ROLES.map((role) => peers[role].open()));
    const begun = await call;
    const ended = new Promise<void>((over) => begun.events.on('ended', () => over()));
    const samples = await speak(peers, spoken, seconds, flags.device);
    await Promise.all(LEG_ROLES.map((role) => peers[role].close()));
    await ended;
    await shelf.collect(id, folder);
    const heard = (peers.agent.heard('agent') ?? silence).subarray(0, samples);
    await writeWav(join(folder, 'agent-heard.wav'), { rateHz: RATE_HZ, channels: [heard] });
    const channels = [spoken.subarray(0, samples)];
    const picture = await pictureOf(folder, { rateHz: RATE_HZ, channels }, 'Your call through Tacet');
    await printResults(folder, picture, write);
  } catch (error) {
    await tacet.close();
    // A call in which nobody could speak is not worth keeping.
    if (codeOf(error) === 'TACET_MICROPHONE') {
      await rm(folder, { recursive: true, force: true });
      await shelf.prepare(id);
    }
    throw error;
  } finally {
    spoken.fill(0);
    await tacet.close();
  }
};

/**
 * Hands the microphone's audio on as it comes, and a little silence after it.
 * @returns how many samples were spoken
 */
const speak = async (
  peers: Readonly<Record<LegRole, Peer>>,
  spoken: Int16Array,
  seconds: number,
  device: string | undefined,
): Promise<number> => {
  const frame = ticksToSamples(millisToTicks(PTIME_MS), RATE_HZ);
  const limit = seconds * RATE_HZ;
  let came = 0;
  let said = 0;
  const sayUpTo = (to: number): void => {
    for (; said + frame <= to; said += frame) for (const role of LEG_ROLES) peers[role].say();
  };
  let announced = false;
  const microphone: Microphone = openMicrophone({
    rateHz: RATE_HZ,
    device,
    onAudio: (pcm) => {
      if (!announced) write('Speak: a test card number, say 4242 four times. Ctrl-C hangs up.');
      announced = true;
      const part = pcm.subarray(0, limit - came);
      spoken.set(part, came);
      came += part.length;
      pcm.fill(0);
      sayUpTo(came);
      if (came === limit || peers.caller.refusal !== undefined) microphone.stop();
    },
  });
  const onSignal = (): void => microphone.stop();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await microphone.done;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
  const refusal = peers.caller.refusal ?? peers.agent.refusal;
  if (refusal !== undefined) throw new TacetError('TACET_PEER_LEFT');
  await new Promise<void>((resolve) => {
    const until = said + (TAIL_MS * RATE_HZ) / 1_000;
    const tail = systemClock.every(PTIME_MS, () => {
      sayUpTo(said + frame);
      if (said < until) return;
      tail.cancel();
      resolve();
    });
  });
  return came;
};

const wholeNumber = (flag: string, text: string): number => {
  if (!/^\d{1,4}$/.test(text)) throw new TacetError('TACET_USAGE', `${flag} is a whole number`);
  return Number(text);
};
