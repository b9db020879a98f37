/**
 * Digits of real voices without a pause, and a quiet line: payloads of 20 ms of PCMU (160 bytes).
 */
import { readWav } from '#tacet/app/replay/wav.js';
import { pcmu } from '#tacet/codec/pcmu.js';

const VOICE = 'fixtures/audio/human-digits-8k.wav';
const FRAME_SAMPLES = 160;
/** The quietest samples, as a line has them. */
const QUIET_CODES = [0xff, 0xfe, 0x7e, 0x7f];

/** @throws TacetError TACET_WAV_UNREADABLE outside of the root of the repository */
export const spokenFrames = async (): Promise<Uint8Array[]> => {
  const { channels } = await readWav(VOICE);
  const pcm = Int16Array.from(channels[0] ?? []);
  const codec = pcmu.open(8_000);
  return Array.from({ length: Math.floor(pcm.length / FRAME_SAMPLES) }, (_, i) => {
    const payload = new Uint8Array(FRAME_SAMPLES);
    codec.encode(pcm.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES), payload);
    return payload;
  });
};

export const quietFrame = Uint8Array.from(
  { length: FRAME_SAMPLES },
  (_, i) => QUIET_CODES[(i * 7 + (i >> 2)) % QUIET_CODES.length] as number,
);
