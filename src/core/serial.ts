/**
 * Serial-number arithmetic (RFC 1982) for RTP's 16-bit sequence numbers and 32-bit timestamps.
 *
 * Both wrap, so `a < b` means nothing; only the signed distance between two of them does, and only while
 * they are less than half the range apart:
 *
 *     ... 65534  65535  0  1  2 ...        delta16(1, 65534) === 3
 */

/** How far `a` is ahead of `b`: -32768..32767. */
export const delta16 = (a: number, b: number): number => ((a - b) << 16) >> 16;
/** How far `a` is ahead of `b`: -2^31..2^31-1. */
export const delta32 = (a: number, b: number): number => (a - b) | 0;

/** `a` moved on by `by`, which may be negative. */
export const add16 = (a: number, by: number): number => (a + by) & 0xffff;
/** `a` moved on by `by`, which may be negative. */
export const add32 = (a: number, by: number): number => (a + by) >>> 0;
