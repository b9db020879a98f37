/**
 * The 44-byte header of a 16-bit PCM WAV file (RIFF, format tag 1), so that a recording can be streamed.
 */
export const WAV_HEADER_BYTES = 44;
const UNKNOWN_SIZE = 0xffff_ffff;

/** @param dataBytes undefined while the length is not known yet: players then read to the end of the file */
export const wavHeader = (rateHz: number, channels: number, dataBytes?: number): Uint8Array => {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  const blockBytes = channels * 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(dataBytes === undefined ? UNKNOWN_SIZE : dataBytes + WAV_HEADER_BYTES - 8, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * blockBytes, 28);
  header.writeUInt16LE(blockBytes, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes ?? UNKNOWN_SIZE, 40);
  return header;
};

/** What a header of this shape says; undefined where it is another. */
export const readWavHeader = (
  bytes: Buffer,
): { readonly rateHz: number; readonly channels: number } | undefined => {
  if (bytes.length < WAV_HEADER_BYTES || bytes.toString('latin1', 8, 16) !== 'WAVEfmt ') return undefined;
  return { rateHz: bytes.readUInt32LE(24), channels: bytes.readUInt16LE(22) };
};
