/**
 * One call of a pack: its audio, then its card number once more on the keypad; meanwhile somebody asks the API about it.
 */
import type { Secret } from './finder.js';
import type { Call } from '#tacet/call/call.js';
import { pcmu } from '#tacet/codec/pcmu.js';
import { readWav } from '#tacet/app/replay/wav.js';
import { LEG_ROLES, type LegRole } from '#tacet/core/ids.js';
import { ticksToMillis } from '#tacet/core/units.js';
import { RtpClient, sendKey, within } from '#tacet/test/bridges/rtp-client.js';

export interface CardCall {
  /** Letters only: digits of a name would be found as digits of a number. */
  readonly id: string;
  readonly language: string;
  /** 8 kHz; of two channels the right one is the agent. */
  readonly file: string;
  readonly secrets: readonly Secret[];
}

const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
/** How far the call runs ahead of what the recogniser has heard. */
export const AHEAD_MS = 900;
/** Between two keys, and behind the last thing said or keyed. */
const KEY_MS = 200;
const TAIL_MS = 1_500;
const LONGEST_WAIT_MS = 300_000;

const framesOf = (pcm: Int16Array | undefined, count: number): Uint8Array[] => {
  const session = pcmu.open(8_000);
  return Array.from({ length: count }, (_, i) => {
    const frame = new Int16Array(FRAME_SAMPLES);
    frame.set(pcm?.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES) ?? []);
    const payload = new Uint8Array(FRAME_SAMPLES);
    session.encode(frame, payload);
    return payload;
  });
};

/**
 * @param url of the RTP endpoint, without call and leg
 * @param callOf once both legs are there
 * @param meanwhile asked once, when everything was said and keyed and the call still runs
 * @returns close reasons, as the bridges were told them
 */
export const playCall = async (
  { id, language, file, secrets }: CardCall,
  url: string,
  callOf: (id: string) => Call,
  meanwhile: () => Promise<void>,
): Promise<string> => {
  const { rateHz, channels } = await readWav(file);
  if (rateHz !== 8_000) throw new Error(`${file}: not 8 kHz`);
  const legs: Record<LegRole, RtpClient> = {
    caller: await RtpClient.open(`${url}/${id}/caller?lang=${language}`),
    agent: await RtpClient.open(`${url}/${id}/agent?lang=${language}`),
  };
  const call = callOf(id);
  const heardMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  let saidMs = 0;
  let wake = (): void => undefined;
  call.events.on('heard', ({ leg, heardTo }) => {
    heardMs[leg] = ticksToMillis(heardTo);
    wake();
  });
  const ended = new Promise<void>((resolve) => call.events.on('ended', () => resolve()));
  const caughtUp = async (): Promise<void> => {
    while (saidMs > Math.min(heardMs.caller, heardMs.agent) + AHEAD_MS)
      await new Promise<void>((resolve) => (wake = resolve));
  };
  const say = async (of: Readonly<Record<LegRole, readonly Uint8Array[]>>): Promise<void> => {
    for (const [i, payload] of of.caller.entries()) {
      legs.caller.send(payload);
      legs.agent.send(of.agent[i] ?? payload);
      saidMs += FRAME_MS;
      await within(caughtUp(), 'the recogniser', LONGEST_WAIT_MS);
    }
  };
  const hush = (ms: number): Record<LegRole, Uint8Array[]> => {
    const frames = framesOf(undefined, ms / FRAME_MS);
    return { caller: frames, agent: frames };
  };
  const frames = Math.ceil((channels[0]?.length ?? 0) / FRAME_SAMPLES);
  await say({ caller: framesOf(channels[0], frames), agent: framesOf(channels[1], frames) });
  await say(hush(TAIL_MS));
  for (const { digits } of secrets)
    for (const key of digits) {
      sendKey(legs.caller, Number(key));
      // What a key takes on the wire: its first packets stand for frames of the caller.
      await say(hush(KEY_MS));
    }
  await say(hush(TAIL_MS));
  await meanwhile();
  await legs.caller.close();
  await within(ended, 'the end of the call', LONGEST_WAIT_MS);
  const closings = await Promise.all(LEG_ROLES.map((role) => legs[role].closed));
  return JSON.stringify(closings);
};
