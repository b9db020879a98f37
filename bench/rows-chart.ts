/**
 * Panels of labelled rows, each with a mark a series: how most benchmarks are drawn.
 *
 *     title                              title
 *     clean    --o--    |                pause    ====|-
 *              ----o----|                resume   =====|--
 *              0   50  asked             0    5    10
 *              axis, unit                axis, unit
 *              o a   o b
 *
 * Bars and dots begin at zero; only where values lie decades apart is a scale logarithmic, and then its axis has to say so.
 */
import { bar, colourOf, dot, line, picture, rule, text, ticksTo, upright } from './drawing.js';

export interface Mark {
  readonly value: number;
  /** 95 %, or a range: the panel says which. An end that is not known is not drawn. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Single runs. */
  readonly runs?: readonly number[];
  /** Beside the mark; default: nothing. */
  readonly told?: string;
}

export interface Panel {
  readonly title: string;
  /** What the axis shows, with its unit. */
  readonly axis: string;
  readonly shape: 'bar' | 'dot';
  readonly isLogarithmic?: boolean;
  /** The axis goes at least so far. */
  readonly atLeast?: number;
  /** And no farther: intervals of a few runs may reach anywhere, and are cut off there. */
  readonly atMost?: number;
  readonly series: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    /** One a series, undefined where there is nothing. */
    readonly marks: readonly (Mark | undefined)[];
  }[];
  readonly limits?: readonly { readonly value: number; readonly name: string }[];
}

const COLUMNS = 2;
const LABEL = 190;
const PLOT = 310;
/** What is told beside the longest mark goes there. */
const RIGHT = 60;
const WIDTH = LABEL + PLOT + RIGHT;
const TOP = 54;
const MARK = 14;
const GAP = 10;
const BELOW = 56;
const LEGEND_ROW = 20;
const LIMIT_COLOUR = '#b00020';

export const rowsChart = (panels: readonly Panel[]): string => {
  const heights: number[] = Array.from({ length: Math.min(COLUMNS, panels.length) }, () => 0);
  const elements = panels.flatMap((panel) => {
    // Below the shortest column, so that no part of the picture is left empty for one that is longer.
    const top = Math.min(...heights);
    const column = heights.indexOf(top);
    heights[column] = top + heightOf(panel);
    return drawn(panel, column * WIDTH, top);
  });
  return picture(heights.length * WIDTH, Math.max(...heights), elements);
};

const plotHeight = ({ rows, series }: Panel): number => rows.length * (series.length * MARK + GAP);
const heightOf = (panel: Panel): number =>
  TOP + plotHeight(panel) + BELOW + (panel.series.length < 2 ? 0 : LEGEND_ROW);

const drawn = (panel: Panel, left: number, top: number): string[] => {
  const { title, axis, rows, series, limits = [] } = panel;
  const [from, to] = [top + TOP, top + TOP + plotHeight(panel)];
  const { x, ticks } = scaleOf(panel, left + LABEL);
  const rowHeight = series.length * MARK + GAP;
  return [
    text(left + 12, top + 22, title, 'start', 'bold'),
    ...ticks.flatMap((tick) => [
      rule(x(tick), from, x(tick), to),
      text(x(tick), to + 16, String(Number(tick.toPrecision(3))), 'middle'),
    ]),
    text(left + LABEL + PLOT / 2, to + 36, axis, 'middle'),
    ...rows.flatMap(({ label, marks }, row) => {
      const middle = from + row * rowHeight + rowHeight / 2;
      return [
        text(left + LABEL - 8, middle + 4, label, 'end'),
        ...marks.flatMap((mark, i) =>
          mark === undefined
            ? []
            : marked(panel, mark, x, middle + (i - (marks.length - 1) / 2) * MARK, colourOf(i + 1)),
        ),
      ];
    }),
    ...limits.flatMap(({ value, name }) => [
      upright(x(value), from, to, LIMIT_COLOUR),
      text(x(value), from - 6, name, x(value) > left + LABEL + PLOT / 2 ? 'end' : 'start'),
    ]),
    ...(series.length < 2 ? [] : legend(series, left + LABEL, to + 58)),
  ];
};

const marked = (
  { shape }: Panel,
  { value, low, high, runs = [], told }: Mark,
  x: (value: number) => number,
  y: number,
  colour: string,
): string[] => {
  const end = Math.max(...[value, high ?? value, ...runs].map(x));
  const [from, to] = [x(low ?? value), x(high ?? value)];
  const isBar = shape === 'bar';
  return [
    ...(isBar
      ? [paled(bar(x(0), y - MARK / 2 + 1, x(value) - x(0), MARK - 2, colour), runs.length > 0)]
      : []),
    ...(from === to
      ? []
      : [
          isBar
            ? rule(from, y, to, y, '#202020')
            : line(
                [
                  [from, y],
                  [to, y],
                ],
                colour,
              ),
        ]),
    ...runs.map((one) => dot(x(one), y, isBar ? '#202020' : colour, 1.8)),
    ...(isBar ? [] : [dot(x(value), y, colour)]),
    ...(told === undefined ? [] : [text(end + 8, y + 4, told)]),
  ];
};

/** So that the runs on it are seen. */
const paled = (element: string, isPale: boolean): string =>
  isPale ? `<g opacity="0.4">${element}</g>` : element;

const DECADE = [1, 2, 5];

const scaleOf = (
  panel: Panel,
  left: number,
): { readonly x: (value: number) => number; readonly ticks: readonly number[] } => {
  const { rows, limits = [], isLogarithmic = false, atLeast = 0, atMost = Infinity } = panel;
  const values = rows.flatMap(({ marks }) =>
    marks.flatMap((mark) =>
      mark === undefined
        ? []
        : [mark.value, mark.low ?? mark.value, mark.high ?? mark.value, ...(mark.runs ?? [])],
    ),
  );
  const all = [...values, ...limits.map(({ value }) => value)].filter(Number.isFinite);
  if (!isLogarithmic) {
    const ticks = ticksTo(Math.min(atMost, Math.max(atLeast, ...all)) || 1);
    const most = ticks.at(-1) ?? 1;
    return { x: (value) => left + (Math.min(value, most) / most) * PLOT, ticks };
  }
  const [least, most] = [Math.min(...all.filter((value) => value > 0)), Math.max(...all)];
  const steps = Array.from({ length: 12 * DECADE.length }, (_, i) => {
    const exponent = Math.floor(i / DECADE.length) - 6;
    return (DECADE[i % DECADE.length] ?? 1) * 10 ** exponent;
  });
  const first = steps.findLastIndex((step) => step <= least);
  const last = steps.findIndex((step) => step >= most);
  const ticks = steps.slice(Math.max(0, first), last + 1);
  const [low, high] = [Math.log(ticks[0] ?? 1), Math.log(ticks.at(-1) ?? 10)];
  return {
    x: (value) => left + ((Math.log(Math.max(value, ticks[0] ?? 1)) - low) / (high - low)) * PLOT,
    ticks,
  };
};

const LEGEND_WIDTH = 8;

const legend = (series: readonly string[], left: number, y: number): string[] => {
  let x = left - LABEL / 2;
  return series.flatMap((name, i) => {
    const at = x;
    // Letters of a font that is not known: about so wide.
    x += 30 + name.length * LEGEND_WIDTH * 0.8;
    return [dot(at, y - 4, colourOf(i + 1)), text(at + 9, y, name)];
  });
};
