/** An audit as a table for people. */
import { leakedIn, type AuditReport } from './report.js';

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

export const tableOf = (report: AuditReport): string => {
  const { bounds, recall, confidence } = report;
  const rows = report.calls.map(({ call, heardMs, unheardMs, cards, digits }) => [
    call,
    seconds(heardMs),
    seconds(unheardMs),
    String(cards),
    String(digits['in-number']),
    String(digits['beside-mask']),
    String(digits.elsewhere),
  ]);
  const head = ['call', 'heard, s', 'unheard, s', 'cards', 'in a number', 'beside a mask', 'elsewhere'];
  const places = report.calls.flatMap(({ call, remaining }) =>
    remaining
      .filter(({ position }) => position !== 'elsewhere')
      .map(
        ({ leg, position, kind, startMs, endMs, digits }) =>
          `  ${call}  ${leg}  ${seconds(startMs)} to ${seconds(endMs)} s  ${String(digits)} digits  ${position}  ${kind ?? ''}`,
      ),
  );
  const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
  const at = `(${percent(confidence)} confidence; the engine hears ${percent(recall.share)} of audible digits${
    recall.source === 'assumed' ? ', which nobody has measured: --engine-recall' : ''
  })`;
  return [
    ...aligned([head, ...rows]),
    ...report.failed.map(({ call, code }) => `${call}  could not be audited: ${code}`),
    ...(places.length === 0 ? [] : ['', 'digits that should not be there:', ...places]),
    '',
    `heard      ${report.hours.toFixed(2)} h of a party's time in ${String(report.calls.length)} calls, by ${report.engine}`,
    `left       ${String(leakedIn(report))} digits in numbers and beside masks; ${String(report.digits.elsewhere)} in other talk`,
    `cards      ${String(report.cardsWithDigits)} of ${String(report.cards)} masked ones have digits left`,
    ...(bounds.digitsAnHour === null
      ? []
      : [`at most    ${bounds.digitsAnHour.toFixed(2)} digits an hour ${at}`]),
    ...(bounds.cardsWithDigits === null
      ? []
      : [`at most    ${percent(bounds.cardsWithDigits)} of masked cards ${at}`]),
  ].join('\n');
};

/** The first column to the left, the others to the right. */
const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
};
