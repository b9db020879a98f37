/**
 * The microphone, through node-record-lpcm16: `rec` (sox) or `arecord` in a process of its own, raw 16-bit PCM.
 *
 * Whatever keeps it from recording is one error, TACET_MICROPHONE; the library would throw on a program that
 * is not there, and call an ordinary stop an error.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import lpcm16 from 'node-record-lpcm16';

import { TacetError } from '../core/errors.js';
import type { SampleRate } from '../core/units.js';

const RECORDERS = ['rec', 'arecord'] as const;
/** A device that is there gives its first audio within this. */
const FIRST_AUDIO_MS = 5_000;
const SAMPLE_BYTES = 2;

export interface MicrophoneOptions {
  readonly rateHz: SampleRate;
  /** As the recorder names it; the default device otherwise. */
  readonly device: string | undefined;
  /** The samples are the receiver's. */
  readonly onAudio: (pcm: Int16Array) => void;
}

export interface Microphone {
  /** Rejects with TACET_MICROPHONE when it fails; resolves when it was stopped. */
  readonly done: Promise<void>;
  stop(): void;
}

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));

/**
 * The program that will record.
 * @throws TacetError TACET_MICROPHONE where none is installed
 */
export const recorderHere = (): (typeof RECORDERS)[number] => {
  const recorder = RECORDERS.find(onPath);
  if (recorder !== undefined) return recorder;
  throw new TacetError('TACET_MICROPHONE', 'install sox, or arecord of alsa-utils');
};

/** @throws TacetError TACET_MICROPHONE where no program that records is installed */
export const openMicrophone = ({ rateHz, device, onAudio }: MicrophoneOptions): Microphone => {
  const recorder = recorderHere();
  const named = device === undefined ? {} : { device };
  const recording = lpcm16.record({ recorder, sampleRate: rateHz, channels: 1, audioType: 'raw', ...named });
  let stopped = false;
  let odd = Buffer.alloc(0);
  const done = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      if (stopped) resolve();
      else reject(new TacetError('TACET_MICROPHONE', why));
      if (recording.process.exitCode === null) recording.process.kill();
    };
    const timer = setTimeout(() => fail(`${recorder} gives no audio`), FIRST_AUDIO_MS);
    recording.process.on('error', () => fail(`${recorder} cannot be started`));
    recording.process.on('close', () => fail(`${recorder} finds no device to record from`));
    recording
      .stream()
      .on('error', () => fail(`${recorder} finds no device to record from`))
      .on('data', (chunk: Buffer) => {
        clearTimeout(timer);
        const bytes = odd.length === 0 ? chunk : Buffer.concat([odd, chunk]);
        const whole = bytes.length - (bytes.length % SAMPLE_BYTES);
        odd = Buffer.from(bytes.subarray(whole));
        const pcm = new Int16Array(whole / SAMPLE_BYTES);
        for (let i = 0; i < pcm.length; i++) pcm[i] = bytes.readInt16LE(i * SAMPLE_BYTES);
        bytes.fill(0);
        if (pcm.length > 0) onAudio(pcm);
      });
  });
  return {
    done,
    stop: () => {
      stopped = true;
      recording.stop();
    },
  };
};
