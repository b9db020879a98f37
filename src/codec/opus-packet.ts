/**
 * How an Opus packet is packed (RFC 6716, section 3): its length in time, or that it is malformed.
 *
 *      0 1 2 3 4 5 6 7            code 0: one frame            code 1: two of equal size
 *     +-+-+-+-+-+-+-+-+           code 2: two, with a length   code 3: a count byte, then
 *     | config  |s| c |  TOC      up to 48, equal or with lengths, perhaps padded
 *     +-+-+-+-+-+-+-+-+
 *
 * The native decoder must never see a packet that this file has not accepted: the binding may abort the
 * whole process on one. Reads the packing only, never the audio; allocates nothing and never throws.
 */

/** The Opus clock, whatever the bandwidth (RFC 7587, section 4.1). */
export const OPUS_CLOCK_HZ = 48_000;

/** [R5] No packet lasts longer than 120 ms. */
const MAX_PACKET_TICKS = 5_760;
/** [R2] No frame is longer than this. */
const MAX_FRAME_BYTES = 1_275;
/** From here on, a frame length takes a second byte (section 3.2.1). */
const TWO_BYTE_LENGTH = 252;

const CODE = { one: 0, twoEqual: 1, twoUnequal: 2 } as const;
const COUNT_MASK = 0x3f;
const PADDING_FLAG = 0x40;
const VBR_FLAG = 0x80;

/** Frame length in 1/48 000 s of each of the 32 configurations (section 3.1, table 2). */
const FRAME_TICKS = Uint16Array.from([
  ...[480, 960, 1_920, 2_880], // SILK, narrowband
  ...[480, 960, 1_920, 2_880], // SILK, mediumband
  ...[480, 960, 1_920, 2_880], // SILK, wideband
  ...[480, 960], // hybrid, super-wideband
  ...[480, 960], // hybrid, fullband
  ...[120, 240, 480, 960], // CELT, narrowband
  ...[120, 240, 480, 960], // CELT, wideband
  ...[120, 240, 480, 960], // CELT, super-wideband
  ...[120, 240, 480, 960], // CELT, fullband
]);

/**
 * @returns how long the packet lasts in 1/48 000 s; undefined where it breaks one of the rules [R1] to [R7]
 * of RFC 6716, section 3.4.
 */
export const opusPacketTicks = (packet: Uint8Array): number | undefined => {
  const end = packet.length;
  // [R1]
  if (end < 1) return undefined;
  const toc = packet[0] as number;
  const frameTicks = FRAME_TICKS[toc >> 3] as number;

  switch (toc & 0x03) {
    case CODE.one:
      return end - 1 <= MAX_FRAME_BYTES ? frameTicks : undefined;
    case CODE.twoEqual:
      // [R3] With the TOC byte, two frames of equal size make an odd length.
      return end % 2 === 1 && (end - 1) / 2 <= MAX_FRAME_BYTES ? 2 * frameTicks : undefined;
    case CODE.twoUnequal:
      // [R4]
      return lengthsFit(packet, 1, end, 2) ? 2 * frameTicks : undefined;
    default:
      return manyFramesTicks(packet, frameTicks);
  }
};

/** Code 3 (section 3.2.5). */
const manyFramesTicks = (packet: Uint8Array, frameTicks: number): number | undefined => {
  // [R6], [R7] The count byte must be there.
  if (packet.length < 2) return undefined;
  const counts = packet[1] as number;
  const count = counts & COUNT_MASK;
  // [R5]
  if (count === 0 || count * frameTicks > MAX_PACKET_TICKS) return undefined;

  let at = 2;
  let end = packet.length;
  if ((counts & PADDING_FLAG) !== 0) {
    for (;;) {
      if (at >= end) return undefined;
      const padding = packet[at++] as number;
      // 255 stands for 254 bytes of padding and one more length byte.
      end -= padding === 255 ? 254 : padding;
      if (padding !== 255) break;
    }
    if (at > end) return undefined;
  }

  if ((counts & VBR_FLAG) === 0) {
    // [R6] Equal frames must fill what is left exactly.
    const frameBytes = (end - at) / count;
    return Number.isInteger(frameBytes) && frameBytes <= MAX_FRAME_BYTES ? count * frameTicks : undefined;
  }
  // [R7]
  return lengthsFit(packet, at, end, count) ? count * frameTicks : undefined;
};

/** Whether `count - 1` frame lengths at `at`, all the frames they name and the last frame fit before `end`. */
const lengthsFit = (packet: Uint8Array, at: number, end: number, count: number): boolean => {
  let named = 0;
  for (let i = 1; i < count; i++) {
    if (at >= end) return false;
    let bytes = packet[at++] as number;
    if (bytes >= TWO_BYTE_LENGTH) {
      if (at >= end) return false;
      bytes += 4 * (packet[at++] as number);
    }
    named += bytes;
  }
  const last = end - at - named;
  return last >= 0 && last <= MAX_FRAME_BYTES;
};
