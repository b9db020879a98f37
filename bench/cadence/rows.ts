/**
 * What one clip came to, and the rows that tables and picture have in common.
 */
import { MODES, type Mode } from './guarded.js';
import { shareOf, type Part, type Share } from './share.js';
import { HALVES, type Half } from './voices.js';

export interface ClipOutcome {
  readonly half: Half;
  readonly language: string;
  readonly kind: string;
  readonly condition: string;
  readonly voice: string;
  readonly durationMs: number;
  /** Whether each digit of each card number was masked, in order. */
  readonly digits: Readonly<Record<Mode, readonly (readonly boolean[])[]>>;
  /** Of all frames of the clip. */
  readonly masked: Readonly<Record<Mode, Part>>;
  /** Digits of the same voice, said again with pauses of so many milliseconds: by pause. */
  readonly respaced: ReadonlyMap<number, readonly boolean[]>;
}

/** A row of a table and of the picture: a share a series. */
export interface ShareRow {
  readonly label: string;
  readonly clips: number;
  readonly shares: readonly (Share | undefined)[];
}

/** The fourth digit is the first of which it may be said. */
export const NOTICED_AFTER = 3;
/** What is masked of several numbers from a digit on, counted from 0. */
export const from = (first: number, runs: readonly (readonly boolean[])[]): Part => {
  const counted = runs.flatMap((run) => run.slice(first));
  return { hits: counted.filter((isMasked) => isMasked).length, of: counted.length };
};

export const withDigits = (clips: readonly ClipOutcome[]): ClipOutcome[] =>
  clips.filter(({ digits }) => digits.cadence.length > 0);

export const withoutCard = (clips: readonly ClipOutcome[]): ClipOutcome[] =>
  clips.filter(({ digits }) => digits.cadence.length === 0);

export const byCondition = (clips: readonly ClipOutcome[]): ShareRow[] => {
  const own = withDigits(clips);
  const conditions = [...new Set(own.map(({ condition }) => condition))].sort();
  return conditions.map((condition) => {
    const these = own.filter((c) => c.condition === condition);
    return {
      label: condition,
      clips: these.length,
      shares: [
        shareOf(these.map(({ digits }) => from(NOTICED_AFTER, digits.cadence))),
        shareOf(these.map(({ digits }) => from(0, digits.voice))),
      ],
    };
  });
};

export const byPause = (clips: readonly ClipOutcome[]): ShareRow[] => {
  const pauses = [...new Set(clips.flatMap(({ respaced }) => [...respaced.keys()]))].sort((a, b) => a - b);
  const own = clips.filter(({ respaced }) => respaced.size > 0);
  return pauses.map((pause) => ({
    label: String(pause),
    clips: own.length,
    shares: HALVES.map((half) =>
      shareOf(
        own
          .filter((c) => c.half === half)
          .map(({ respaced }) => from(NOTICED_AFTER, [respaced.get(pause) ?? []])),
      ),
    ),
  }));
};

export const byKind = (clips: readonly ClipOutcome[]): ShareRow[] => {
  const own = withoutCard(clips);
  const kinds = [...new Set(own.map(({ kind }) => kind))].sort();
  return kinds.flatMap((kind) =>
    HALVES.map((half) => {
      const these = own.filter((c) => c.kind === kind && c.half === half);
      return {
        label: `${kind}, ${half}`,
        clips: these.length,
        shares: MODES.map((mode) => shareOf(these.map(({ masked }) => masked[mode]))),
      };
    }),
  );
};
