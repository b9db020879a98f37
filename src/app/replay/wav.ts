/**
 * WAV files for replay: whole files, read and written by `wavefile`. Never on the media path.
 */
import { readFile, writeFile } from 'node:fs/promises';
import wavefile from 'wavefile';

import { TacetError } from '../../core/errors.js';
import { isSampleRate, type SampleRate } from '../../core/units.js';

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
    const samples = wav.getSamples(false, Int16Array) as unknown as Int16Array | Int16Array[];
    const channels = numChannels === 1 ? [samples as Int16Array] : (samples as Int16Array[]);
    if ((channels[0]?.length ?? 0) === 0) throw new TacetError('TACET_WAV_UNREADABLE', `${path}: no audio`);
    return { rateHz: sampleRate, channels };
  } catch (error) {
    if (error instanceof TacetError) throw error;
    throw new TacetError('TACET_WAV_UNREADABLE', path, { cause: error });
  }
};

export const writeWav = async (path: string, { rateHz, channels }: Pcm): Promise<void> => {
  const wav = new wavefile.WaveFile();
  const [first] = channels;
  wav.fromScratch(
    channels.length,
    rateHz,
    '16',
    channels.length === 1 && first !== undefined ? first : [...channels],
  );
  await writeFile(path, wav.toBuffer());
};
