/**
 * How long an Opus packet lasts by its first bytes (RFC 6716, section 3.1): for protocols that do not say.
 * Whether the packet is sound is the codec's business.
 */

/** Of one frame, in 1/48 000 s: SILK, hybrid, CELT. */
const SILK = [480, 960, 1_920, 2_880];
const HYBRID = [480, 960];
const CELT = [120, 240, 480, 960];
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;
const COUNT_MASK = 0x3f;

/** @returns 1/48 000 s; 0 for a packet that has none */
export const opusClock = (packet: Uint8Array): number => {
  const toc = packet[0];
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const lengths = config < FIRST_HYBRID ? SILK : config < FIRST_CELT ? HYBRID : CELT;
  const frame = lengths[config % lengths.length] ?? 0;
  const code = toc & 0x03;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & COUNT_MASK : 2;
  return frames * frame;
};
