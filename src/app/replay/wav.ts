/**
 * WAV files for replay: whole files. `wavefile` reads every kind of file and makes it 16-bit PCM; the samples themselves are
 * moved here, because it takes a generic path for each of them. Never on the media path.
 */
import { open, readFile } from 'node:fs/promises';
import wavefile from 'wavefile';

import { TacetError } from '../../core/errors.js';
import { isSampleRate, type SampleRate } from '../../core/units.js';
import { wavHeader } from '../../sink/wav-header.js';

export interface Pcm {
  readonly rateHz: SampleRate;
  /** One array a channel, of equal length. */
  readonly channels: readonly Int16Array[];
}

/** @throws TacetError TACET_WAV_UNREADABLE, TACET_WAV_RATE */
export const readWav = async (path: string): Promise<Pcm> => {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new TacetError('TACET_WAV_UNREADABLE', `${path}: cannot be opened`, { cause: error });
  }
  try {
    const wav = new wavefile.WaveFile(bytes);
    const { sampleRate, numChannels } = wav.fmt as { sampleRate: number; numChannels: number };
    if (!isSampleRate(sampleRate))
      throw new TacetError('TACET_WAV_RATE', `${path}: ${String(sampleRate)} Hz`);
    if (wav.bitDepth === '8m') wav.fromMuLaw();
    else if (wav.bitDepth === '8a') wav.fromALaw();
    if (wav.bitDepth !== '16') wav.toBitDepth('16');
    const channels = deinterleaved((wav.data as { samples: Uint8Array }).samples, numChannels);
    if ((channels[0]?.length ?? 0) === 0) throw new TacetError('TACET_WAV_UNREADABLE', `${path}: no audio`);
    return { rateHz: sampleRate, channels };
  } catch (error) {
    if (error instanceof TacetError) throw error;
    throw new TacetError('TACET_WAV_UNREADABLE', path, { cause: error });
  }
};

export const writeWav = async (path: string, { rateHz, channels }: Pcm): Promise<void> => {
  const data = interleaved(channels);
  const file = await open(path, 'w');
  try {
    await file.writeFile(wavHeader(rateHz, channels.length, data.length));
    await file.writeFile(data);
  } finally {
    await file.close();
  }
};

/** @param data 16-bit little-endian samples, those of one moment side by side */
const deinterleaved = (data: Uint8Array, count: number): Int16Array[] => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const length = Math.floor(data.byteLength / 2 / count);
  return Array.from({ length: count }, (_, channel) => {
    const samples = new Int16Array(length);
    for (let i = 0; i < length; i++) samples[i] = view.getInt16((i * count + channel) * 2, true);
    return samples;
  });
};

const interleaved = (channels: readonly Int16Array[]): Uint8Array => {
  const count = channels.length;
  const data = new Uint8Array((channels[0]?.length ?? 0) * count * 2);
  const view = new DataView(data.buffer);
  channels.forEach((samples, channel) => {
    samples.forEach((sample, i) => view.setInt16((i * count + channel) * 2, sample, true));
  });
  return data;
};
