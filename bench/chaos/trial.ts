/**
 * One call with one fault, and what came of it.
 */
import { cardCall, FRAME_MS, type CallFrame } from './card-call.js';
import type { Fault } from './fault.js';
import type { Stand } from './stand.js';
import { Voice, type Heard } from './voice.js';
import type { Random } from '../dialogues/random.js';
import { within } from '#tacet/test/bridges/rtp-client.js';

export interface Outcome {
  readonly fault: string;
  readonly trial: number;
  /** Secret frames that the agent got, whole or in part, and samples of them. */
  readonly leakedFrames: number;
  readonly leakedSamples: number;
  /** Secret samples in what was sealed. */
  readonly recordedSamples: number;
  /** The call ended though nobody had hung up. */
  readonly isLost: boolean;
  /** What it was closed with. */
  readonly closedBy: string;
  /** Parts that were sealed and do not open, or evidence that does not hold. */
  readonly broken: readonly string[];
  /** Innocent audio that the agent did not get between the fault and the next second in which all came; undefined where
   * the call was to end. */
  readonly recoveryMs: number | undefined;
  /** Part of the innocent frames that the agent got. */
  readonly passed: number;
}

/** So many innocent frames in a row make a recovery. */
const RUN_FRAMES = 18;

export const runTrial = async (
  stand: Stand,
  fault: Fault,
  trial: number,
  random: Random,
): Promise<Outcome> => {
  const at = random.between(0.05, 0.9);
  const frames = cardCall(random, fault.trouble ?? 'none', at);
  const struck = Math.floor(at * (frames.length - 150));
  const id = `t${String(trial)}`;
  const caller = await stand.connect(id, 'caller');
  const agent = await stand.connect(id, 'agent');
  const call = stand.callNamed(id);
  const ended = new Promise<void>((resolve) => call.events.on('ended', () => resolve()));
  const voice = new Voice({ caller, agent }, call, frames, stand.clock, random);
  await voice.play(struck, () => fault.strike?.({ stand, voice, random }));
  const isLost = !voice.isOpen && fault.endsCall !== true;
  caller.socket.resume();
  agent.socket.resume();
  const { reason } = await caller.close();
  await within(ended, `the end of the call of "${fault.name}"`);
  await within(agent.closed, 'the agent to be told');
  const heard = voice.heard();
  const sealed = await stand.sealed(id, fault.breaksRecord !== true);
  return {
    fault: fault.name,
    trial,
    leakedFrames: heard.secretFrames,
    leakedSamples: heard.secretSamples,
    recordedSamples: sealed.secretSamples,
    isLost,
    closedBy: reason,
    broken: sealed.faults,
    recoveryMs: fault.endsCall === true ? undefined : recoveryMs(frames, struck, heard),
    passed: share(frames, heard),
  };
};

const share = (frames: readonly CallFrame[], { serials }: Heard): number => {
  const innocent = frames.flatMap(({ kind }, i) => (kind === 'innocent' ? [i] : []));
  return innocent.filter((i) => serials.has(i)).length / innocent.length;
};

const recoveryMs = (frames: readonly CallFrame[], struck: number, { serials }: Heard): number => {
  let lost = 0;
  let run = 0;
  for (let i = struck; i < frames.length && run < RUN_FRAMES; i++) {
    if (frames[i]?.kind !== 'innocent') continue;
    run = serials.has(i) ? run + 1 : 0;
    if (run === 0) lost++;
  }
  return lost * FRAME_MS;
};
