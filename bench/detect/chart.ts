/**
 * The audio part as one picture: where the digits lie that can be heard, and how many there are by condition.
 *
 *     recording          #                       clean    ==|--
 *     agent, 0 ms      # ###                     gsm      =====|----
 *                      1 2 3 ... 19 E C                  0 %      10 %
 */
import { bar, colourOf, picture, rule, text, ticksTo, whisker } from '../drawing.js';
import { nameOf, type ClipRecord, type RunRecord } from './record.js';
import { LONGEST_PAN, positionCounts } from './report-latency.js';
import { groupBy, heard, isCard, tally } from './tally.js';

const MARGIN = 40;
const LABEL_WIDTH = 110;
const PANEL_WIDTH = 400;
const PANEL_HEIGHT = 110;
const TITLE_HEIGHT = 34;
const BAR_HEIGHT = 9;
const GROUP_GAP = 10;

const POSITIONS = [...Array.from({ length: LONGEST_PAN }, (_, i) => String(i + 1)), 'E', 'C'];

export const chart = (runs: readonly RunRecord[]): string => {
  const conditions = groupBy(cardsOf(runs), ({ condition }) => condition).map(([condition]) => condition);
  const left = histograms(runs);
  const right = leaks(runs, conditions);
  const width = 3 * MARGIN + 2 * PANEL_WIDTH + LABEL_WIDTH;
  return picture(width, Math.max(left.height, right.height) + MARGIN, [...left.elements, ...right.elements]);
};

interface Panel {
  readonly elements: readonly string[];
  readonly height: number;
}

const cardsOf = (runs: readonly RunRecord[]): ClipRecord[] =>
  runs.flatMap((run) => heard(run).filter(isCard));

const histograms = (runs: readonly RunRecord[]): Panel => {
  const counts = runs.map((run) => positionCounts(heard(run)));
  const most = Math.max(1, ...counts.flat());
  const step = PANEL_WIDTH / POSITIONS.length;
  const panels = runs.flatMap((run, i) => {
    const top = TITLE_HEIGHT + i * (PANEL_HEIGHT + TITLE_HEIGHT) + MARGIN / 2;
    const base = top + PANEL_HEIGHT - 16;
    const tallest = base - top - 28;
    return [
      text(MARGIN, top + 8, `${nameOf(run)}: ${tally(heard(run)).cards} card calls`),
      rule(MARGIN, base, MARGIN + PANEL_WIDTH, base),
      ...(counts[i]?.some((audible) => audible > 0) === true
        ? []
        : [text(MARGIN + PANEL_WIDTH / 2, base - 24, 'none', 'middle')]),
      ...(counts[i] ?? []).flatMap((audible, position) => {
        const x = MARGIN + position * step;
        const height = (audible / most) * tallest;
        return [
          bar(x + 2, base - height, step - 4, height, colourOf(i)),
          ...(audible > 0 ? [text(x + step / 2, base - height - 3, String(audible), 'middle')] : []),
          text(x + step / 2, base + 14, POSITIONS[position] ?? '', 'middle'),
        ];
      }),
    ];
  });
  return {
    elements: [
      text(
        MARGIN,
        TITLE_HEIGHT - 8,
        'Audible digits by position in the card number (E: expiry, C: CVV)',
        'start',
        'bold',
      ),
      ...panels,
    ],
    height: TITLE_HEIGHT + runs.length * (PANEL_HEIGHT + TITLE_HEIGHT) + MARGIN / 2,
  };
};

const leaks = (runs: readonly RunRecord[], conditions: readonly string[]): Panel => {
  const left = 2 * MARGIN + PANEL_WIDTH + LABEL_WIDTH;
  const top = TITLE_HEIGHT + MARGIN / 2;
  const groupHeight = runs.length * BAR_HEIGHT + GROUP_GAP;
  const bottom = top + conditions.length * groupHeight;
  const shares = conditions.map((condition) =>
    runs.map((run) => {
      const sums = tally(heard(run).filter((clip) => isCard(clip) && clip.condition === condition));
      return { share: sums.audible / sums.digits, interval: sums.audibleInterval };
    }),
  );
  const ticks = ticksTo(Math.max(0.02, ...shares.flat().map(({ interval }) => interval?.high ?? 0)));
  const x = (share: number): number => left + (share / Math.max(...ticks)) * PANEL_WIDTH;
  const bars = conditions.flatMap((condition, row) => [
    text(left - 8, top + row * groupHeight + (runs.length * BAR_HEIGHT) / 2 + 4, condition, 'end'),
    ...runs.flatMap((_, i) => {
      const { share, interval } = shares[row]?.[i] ?? {};
      if (share === undefined || interval === undefined) return [];
      const y = top + row * groupHeight + i * BAR_HEIGHT;
      return [
        bar(left, y, x(share) - left, BAR_HEIGHT - 2, colourOf(i)),
        whisker(x(interval.low), x(interval.high), y + BAR_HEIGHT / 2 - 1),
      ];
    }),
  ]);
  return {
    elements: [
      text(left, TITLE_HEIGHT - 8, 'Audible digits, by condition (lines: 95 %)', 'start', 'bold'),
      ...ticks.flatMap((share) => [
        rule(x(share), top - 6, x(share), bottom),
        text(x(share), bottom + 14, `${Number((100 * share).toFixed(1))} %`, 'middle'),
      ]),
      ...bars,
      ...runs.flatMap((run, i) => {
        const y = bottom + 38 + i * 16;
        return [bar(left, y - 9, 10, 10, colourOf(i)), text(left + 16, y, nameOf(run))];
      }),
    ],
    height: bottom + 38 + runs.length * 16,
  };
};
