/**
 * The few SVG elements that the pictures of the benchmarks are made of. They bring a white ground with them: what shows
 * them may be dark, and does not say so.
 */
const INK = '#202020';
const GRID = '#d0d0d0';
/** Told apart by the colour-blind too (after Okabe and Ito). */
const COLOURS = ['#5b6770', '#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#000000'];

export const colourOf = (i: number): string => COLOURS[i % COLOURS.length] ?? INK;

export const picture = (width: number, height: number, elements: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...elements,
    '</svg>',
    '',
  ].join('\n');

const MOST_TICKS = 6;
const ROUND = [1, 2, 2.5, 5, 10];

/** Round marks of an axis from 0 to `most` or a little more. */
export const ticksTo = (most: number): number[] => {
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = power * (ROUND.find((round) => most / (power * round) <= MOST_TICKS) ?? 1);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
};

export const bar = (x: number, y: number, width: number, height: number, colour: string): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(0, width))}" height="${at(Math.max(0, height))}" fill="${colour}"/>`;

export const rule = (x1: number, y1: number, x2: number, y2: number, colour = GRID): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${colour}"/>`;

export const whisker = (from: number, to: number, y: number): string => rule(from, y, to, y, INK);

export const upright = (x: number, from: number, to: number, colour: string): string =>
  rule(x, from, x, to, colour);

export const text = (
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  weight: 'normal' | 'bold' = 'normal',
): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-weight="${weight}" fill="${INK}">${escaped(content)}</text>`;

export const line = (points: readonly (readonly [x: number, y: number])[], colour: string): string =>
  `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`;

export const dot = (x: number, y: number, colour: string, radius = 4): string =>
  `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" fill="${colour}"/>`;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const at = (value: number): string => value.toFixed(1);
