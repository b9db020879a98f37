/**
 * A payment by voice over any two bridges: the caller announces a card number and reads it out. Published test
 * number, scripted recogniser, a clock that goes as fast as the audio.
 */
import type { BridgeClient } from './bridge-client.js';
import { scripted, TestCall, words, type RunningTacet } from './running-tacet.js';
import { FRAME_MS, levelOf, voice } from './signals.js';

const FROM_MS = 3_000;
const TO_MS = 6_140;
const FRAMES = 700;
const STEP = 5;
/** The agent says something before the caller does. */
const GREETING_FRAMES = 75;

/** The recogniser of a server that hears the number. */
export const PAYMENT = scripted({
  words: [
    ...words('my card number is', 2_000, 200, 20),
    ...words(`four ${'one '.repeat(15).trim()}`, FROM_MS, 150, 50),
  ],
  finalDelayMs: 500,
});

export interface Payment {
  /** Frames of the agent that the caller did not hear as they were. */
  readonly agentLost: number;
  /** Frames from before the announcement that the agent did not hear as they were. */
  readonly beforeLost: number;
  /** Frames of the number that the agent heard. */
  readonly digitsHeard: number;
  /** Frames of the last second that the agent did not hear as they were. */
  readonly afterLost: number;
  /** Of the number in the recording, and of all before its announcement: dB to full scale. */
  readonly recordedDigitsDb: number;
  readonly recordedBeforeDb: number;
  readonly transcript: string;
  readonly complaints: readonly string[];
}

/** Frames of 16-bit PCM, least significant byte first, no two alike. */
export const linearVoice = (frames: number, rateHz: number, seed = 1): Buffer[] => {
  const perFrame = (2 * rateHz * FRAME_MS) / 1_000;
  // Bytes of mu-law are as good as any noise.
  return voice(frames, seed).map((bytes, frame) => {
    const peak = frame % 25 < 15 ? 6_000 : 150;
    const out = Buffer.alloc(perFrame);
    for (let i = 0; i < perFrame / 2; i++) {
      const a = bytes[i % bytes.length] ?? 0;
      const b = bytes[(i * 7 + 3) % bytes.length] ?? 0;
      out.writeInt16LE(Math.round((((a * 31 + b * 17 + i * 101) % 256) / 128 - 1) * peak), 2 * i);
    }
    return out;
  });
};

/** How many of these frames are not where they were sent. */
const lost = (sent: readonly Buffer[], came: readonly Buffer[], from: number, to: number): number =>
  sent.slice(from, to).filter((frame, i) => came[from + i]?.equals(frame) !== true).length;

/** @param speak makes so many frames in the format of both legs */
export const payByVoice = async (
  server: RunningTacet,
  callId: string,
  { caller, agent }: { readonly caller: BridgeClient; readonly agent: BridgeClient },
  speak: (frames: number, seed: number) => readonly Buffer[],
): Promise<Payment> => {
  const call = new TestCall<BridgeClient>(server, server.callNamed(callId), caller, agent);
  const said = speak(FRAMES, 101);
  const greeting = speak(GREETING_FRAMES, 102);
  for (let i = 0; i < FRAMES; i += STEP) {
    await call.say({ caller: said.slice(i, i + STEP), agent: greeting.slice(i, i + STEP) }, 120);
    // Whatever has left by now has come, so that the clock says how fast it came.
    await caller.settled();
    await agent.settled();
  }
  await agent.receivedAtLeast(FRAMES);
  await caller.receivedAtLeast(GREETING_FRAMES);
  await call.hangUp();

  const recording = await call.recording();
  const at = (ms: number): number => Math.floor((ms * recording.rateHz) / 1_000);
  return {
    agentLost: lost(greeting, caller.received, 0, GREETING_FRAMES),
    beforeLost: lost(said, agent.received, 0, 1_900 / FRAME_MS),
    digitsHeard:
      (TO_MS - FROM_MS) / FRAME_MS - lost(said, agent.received, FROM_MS / FRAME_MS, TO_MS / FRAME_MS),
    afterLost: lost(said, agent.received, FRAMES - 50, FRAMES),
    recordedDigitsDb: levelOf(recording.caller.subarray(at(FROM_MS), at(TO_MS - 50))),
    recordedBeforeDb: levelOf(recording.caller.subarray(at(200), at(1_900))),
    transcript: await server.transcript(callId),
    complaints: [...caller.complaints, ...agent.complaints],
  };
};

/** What must have come of it. */
export const MASKED = {
  agentLost: 0,
  beforeLost: 0,
  digitsHeard: 0,
  afterLost: 0,
  complaints: [],
} satisfies Partial<Payment>;
