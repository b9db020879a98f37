/** What `recording-child.ts` records, so that a test knows what should be there. */
import type { LegRole } from '../core/ids.js';
import type { SampleRate } from '../core/units.js';

export const RATE_HZ: SampleRate = 8_000;
/** Samples of a leg that are given at a time. */
export const PIECE = 2_000;
export const SEEDS: Readonly<Record<LegRole, number>> = { caller: 1, agent: 2 };

/** No stretch of it looks like another. */
export const sampleAt = (leg: LegRole, n: number): number =>
  ((Math.imul(n + (leg === 'caller' ? 0 : 500_000_000), 0x9e3779b1) >>> 16) % 60_000) - 30_000;

export const isMaskedPiece = (leg: LegRole, piece: number): boolean =>
  piece % 7 === (leg === 'caller' ? 3 : 5) || piece % 11 === 4;
