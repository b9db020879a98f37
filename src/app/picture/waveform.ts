/**
 * The outline of a waveform: for each column of a picture the lowest and the highest sample under it.
 *
 *     samples  . .|. . .|. . .|. .
 *     columns   0 |  1  |  2  | 3
 *
 * An outline shows where somebody spoke and how loudly; what was said cannot be got back from it.
 */

export interface Column {
  /** -1..1 */
  readonly low: number;
  readonly high: number;
}

const FULL_SCALE = 32_768;

/**
 * @param samplesWide how many samples the whole picture is wide; missing ones are silence
 */
export const outline = (pcm: Int16Array, samplesWide: number, columns: number): Column[] =>
  Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * samplesWide) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * samplesWide) / columns));
    let low = 0;
    let high = 0;
    for (const sample of pcm.subarray(from, to)) {
      if (sample < low) low = sample;
      else if (sample > high) high = sample;
    }
    return { low: low / FULL_SCALE, high: high / FULL_SCALE };
  });

/** The largest distance from silence, at least a little, so that silence is not blown up. */
export const peakOf = (columns: readonly Column[]): number =>
  columns.reduce((peak, { low, high }) => Math.max(peak, -low, high), 0.02);

/** An SVG path around the columns: along the top, and back along the bottom. */
export const pathOf = (
  columns: readonly Column[],
  place: { readonly x: number; readonly y: number; readonly width: number; readonly halfHeight: number },
  peak: number,
): string => {
  const step = place.width / columns.length;
  const at = (column: number, level: number): string => {
    const x = place.x + (column + 0.5) * step;
    // Half a pixel at least, so that silence is a line.
    return `${short(x)} ${short(place.y - (level / peak) * place.halfHeight)}`;
  };
  const quiet = (0.5 * peak) / place.halfHeight;
  const top = columns.map(({ high }, i) => at(i, Math.max(high, quiet)));
  const bottom = columns.map(({ low }, i) => at(i, Math.min(low, -quiet))).reverse();
  return `M${[...top, ...bottom].join('L')}Z`;
};

export const short = (value: number): string => String(Math.round(value * 10) / 10);
