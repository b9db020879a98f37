/**
 * Base64 (RFC 4648, section 4) between bytes and bytes: audio never becomes a string.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const INVALID = 0xff;

const CHARACTERS = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const VALUES = new Uint8Array(256).fill(INVALID);
CHARACTERS.forEach((character, value) => {
  VALUES[character] = value;
});

/** Characters that this many bytes take, padding included. */
export const encodedLength = (bytes: number): number => 4 * Math.ceil(bytes / 3);

/** Most bytes that this many characters may hold. */
export const decodedLength = (characters: number): number => Math.floor((characters * 3) / 4);

/**
 * Decodes the characters in `[from, to)`, with padding or without.
 * @returns bytes written to the front of `out`, or -1 where they are no base64 or do not fit
 */
export const decodeBase64 = (text: Uint8Array, from: number, to: number, out: Uint8Array): number => {
  let end = to;
  if ((to - from) % 4 === 0) for (let i = 0; i < 2 && end > from && text[end - 1] === PAD; i++) end--;
  const count = end - from;
  const rest = count % 4;
  const bytes = (count - rest) * 0.75 + (rest === 0 ? 0 : rest - 1);
  if (rest === 1 || bytes > out.length) return -1;
  let seen = 0;
  let at = 0;
  let i = from;
  for (; i + 4 <= end; i += 4) {
    const a = VALUES[text[i] as number] as number;
    const b = VALUES[text[i + 1] as number] as number;
    const c = VALUES[text[i + 2] as number] as number;
    const d = VALUES[text[i + 3] as number] as number;
    seen |= a | b | c | d;
    out[at] = (a << 2) | (b >> 4);
    out[at + 1] = (b << 4) | (c >> 2);
    out[at + 2] = (c << 6) | d;
    at += 3;
  }
  if (rest > 1) {
    const a = VALUES[text[i] as number] as number;
    const b = VALUES[text[i + 1] as number] as number;
    const c = rest === 3 ? (VALUES[text[i + 2] as number] as number) : 0;
    seen |= a | b | c;
    out[at++] = (a << 2) | (b >> 4);
    if (rest === 3) out[at++] = (b << 4) | (c >> 2);
  }
  // Values take six bits; what is no character has all eight.
  return seen > 0x3f ? -1 : at;
};

/**
 * Encodes with padding into `out`, from `at` on; there must be room.
 * @returns the position behind the last character
 */
export const encodeBase64 = (bytes: Uint8Array, out: Uint8Array, at: number): number => {
  let to = at;
  const whole = bytes.length - (bytes.length % 3);
  for (let i = 0; i < whole; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    out[to] = CHARACTERS[group >> 18] as number;
    out[to + 1] = CHARACTERS[(group >> 12) & 0x3f] as number;
    out[to + 2] = CHARACTERS[(group >> 6) & 0x3f] as number;
    out[to + 3] = CHARACTERS[group & 0x3f] as number;
    to += 4;
  }
  const rest = bytes.length - whole;
  if (rest === 0) return to;
  const group = ((bytes[whole] as number) << 16) | (rest === 2 ? (bytes[whole + 1] as number) << 8 : 0);
  out[to] = CHARACTERS[group >> 18] as number;
  out[to + 1] = CHARACTERS[(group >> 12) & 0x3f] as number;
  out[to + 2] = rest === 2 ? (CHARACTERS[(group >> 6) & 0x3f] as number) : PAD;
  out[to + 3] = PAD;
  return to + 4;
};
