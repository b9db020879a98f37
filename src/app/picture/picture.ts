/**
 * The picture of one call, as SVG: what was spoken, what the other party heard, and what was recorded.
 *
 *     title                                                     legend
 *     caller, as spoken       ~~~|~~~~~|~~~~~
 *     what the agent heard    ~~~|-----|~~~~~      coloured spans: what was found there
 *     recording, caller       ~~~|-----|~~~~~
 *     recording, agent        ~~~~~~~~~~~~~~~
 *     seconds                 0    5    10
 *
 * Pure: text from numbers. It is given samples and spans, and draws outlines; nothing that was said is in it.
 */
import { MASK_REASONS, type MaskReason } from '../../core/finding.js';
import { outline, pathOf, peakOf, short, type Column } from './waveform.js';

export interface PictureSpan {
  readonly kind: MaskReason;
  readonly startMs: number;
  readonly endMs: number;
  readonly verdict: 'masked' | 'withdrawn';
}

export interface PictureRow {
  readonly label: string;
  /** A second, smaller line. */
  readonly note: string;
  readonly pcm: Int16Array;
  readonly rateHz: number;
  readonly spans: readonly PictureSpan[];
}

export interface PictureInput {
  readonly title: string;
  readonly subtitle: string;
  readonly durationMs: number;
  readonly rows: readonly PictureRow[];
}

interface Look {
  readonly colour: string;
  readonly tag: string;
  readonly legend: string;
}

const BANKING = '#9d174d';
const IDENTITY = '#4d7c0f';
const ACCESS = '#6b21a8';
const CONTACT = '#0369a1';

const LOOKS: Readonly<Record<MaskReason, Look>> = {
  pan: { colour: '#dc2626', tag: '[PAN]', legend: 'card number' },
  cvv: { colour: '#7c3aed', tag: '[CVV]', legend: 'security code' },
  expiry: { colour: '#b45309', tag: '[EXPIRY]', legend: 'expiry date' },
  pin: { colour: '#7c3aed', tag: '[PIN]', legend: 'PIN' },
  digits: { colour: '#1d4ed8', tag: '[DIGITS]', legend: 'other digits' },
  dtmf: { colour: '#0f766e', tag: '[KEYS]', legend: 'keypad' },
  iban: { colour: BANKING, tag: '[IBAN]', legend: 'IBAN' },
  bic: { colour: BANKING, tag: '[BIC]', legend: 'BIC' },
  'bank-account': { colour: BANKING, tag: '[ACCOUNT]', legend: 'bank account' },
  'sort-code': { colour: BANKING, tag: '[SORT CODE]', legend: 'sort code' },
  'tax-id': { colour: IDENTITY, tag: '[TAX ID]', legend: 'tax number' },
  ssn: { colour: IDENTITY, tag: '[SSN]', legend: 'social security number' },
  'birth-date': { colour: IDENTITY, tag: '[BIRTH DATE]', legend: 'date of birth' },
  password: { colour: ACCESS, tag: '[PASSWORD]', legend: 'password' },
  'one-time-code': { colour: ACCESS, tag: '[CODE]', legend: 'one-time code' },
  phone: { colour: CONTACT, tag: '[PHONE]', legend: 'phone number' },
  email: { colour: CONTACT, tag: '[EMAIL]', legend: 'e-mail address' },
  blind: { colour: '#475569', tag: 'not heard', legend: 'not heard in time, so masked' },
  unverified: { colour: '#475569', tag: 'unverified', legend: 'never heard, so masked' },
  paused: { colour: '#a16207', tag: 'paused', legend: 'paused on request' },
  'no-consent': { colour: '#94a3b8', tag: 'no consent', legend: 'not kept: no consent' },
};
const WITHDRAWN: Look = { colour: '#15803d', tag: 'withdrawn', legend: 'withdrawn: innocent, kept' };

const WIDTH = 1_200;
const GUTTER = 208;
const MARGIN = 24;
const HEAD = 92;
const ROW = 96;
const ROW_GAP = 12;
const AXIS = 44;
const PLOT = WIDTH - GUTTER - MARGIN;
const COLUMNS = 500;
/** Room in a row that the loudest sample leaves free. */
const AIR = 8;
/** Below this no tag fits into a span. */
const TAG_WIDTH_A_LETTER = 8.2;
const LEGEND_WIDTH_A_LETTER = 6.9;
const LEGEND_SWATCH = 46;
const INK = '#0f172a';
const FAINT = '#64748b';
const VOICE = '#334155';
const FONT = `font-family="system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif"`;
const TICK_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300];
const MOST_TICKS = 14;

export const drawPicture = (input: PictureInput): string => {
  const { durationMs } = input;
  const rows = input.rows.map((row) => ({
    ...row,
    spans: row.spans.filter((span) => span.startMs < durationMs && span.endMs > 0),
  }));
  const shown = { ...input, rows };
  const bottom = HEAD + rows.length * (ROW + ROW_GAP) - ROW_GAP;
  const height = bottom + AXIS;
  const outlines = rows.map((row) => outline(row.pcm, (durationMs * row.rateHz) / 1_000, COLUMNS));
  const peak = peakOf(outlines.flat());
  const x = (ms: number): number => GUTTER + (clamp(ms, 0, durationMs) / Math.max(1, durationMs)) * PLOT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc" ${FONT}>`,
    `<title id="title">${escape(input.title)}</title>`,
    `<desc id="desc">${escape(describe(shown))}</desc>`,
    patterns(),
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#ffffff"/>`,
    text(MARGIN, 36, input.title, `font-size="20" font-weight="600" fill="${INK}"`),
    text(MARGIN, 60, input.subtitle, `font-size="13.5" fill="${FAINT}"`),
    legend(shown),
    ...rows.map((_, i) => background(topOf(i))),
    ...grid(durationMs, bottom, x),
    ...rows.map((row, i) => drawRow(row, outlines[i] ?? [], topOf(i), peak, x)),
    '</svg>\n',
  ].join('\n');
};

const topOf = (row: number): number => HEAD + row * (ROW + ROW_GAP);

const background = (top: number): string =>
  `<rect x="${GUTTER}" y="${top}" width="${PLOT}" height="${ROW}" rx="6" fill="#f8fafc"/>`;

const drawRow = (
  row: PictureRow,
  columns: readonly Column[],
  top: number,
  peak: number,
  x: (ms: number) => number,
): string => {
  const middle = top + ROW / 2;
  const place = { x: GUTTER, y: middle, width: PLOT, halfHeight: ROW / 2 - AIR };
  return [
    '<g>',
    text(MARGIN, middle - 2, row.label, `font-size="14.5" font-weight="600" fill="${INK}"`),
    text(MARGIN, middle + 17, row.note, `font-size="12" fill="${FAINT}"`),
    ...row.spans.map((span) => ground(span, top, x)),
    `<path d="${pathOf(columns, place, peak)}" fill="${VOICE}"/>`,
    ...row.spans.map((span) => tag(span, top, x)),
    '</g>',
  ].join('\n');
};

const lookOf = (span: PictureSpan): Look => (span.verdict === 'withdrawn' ? WITHDRAWN : LOOKS[span.kind]);

const ground = (span: PictureSpan, top: number, x: (ms: number) => number): string => {
  const { colour } = lookOf(span);
  const from = x(span.startMs);
  const isHatched = span.kind === 'blind' || span.kind === 'unverified';
  const fill =
    span.verdict === 'withdrawn'
      ? 'fill="none"'
      : isHatched
        ? 'fill="url(#hatch)"'
        : `fill="${colour}" fill-opacity="0.13"`;
  const dash = span.verdict === 'withdrawn' ? ' stroke-dasharray="5 4"' : '';
  return (
    `<rect class="${span.verdict} ${span.kind}" x="${short(from)}" y="${top + 1}" ` +
    `width="${short(Math.max(1, x(span.endMs) - from))}" height="${ROW - 2}" rx="4" ${fill} ` +
    `stroke="${colour}" stroke-width="1.3"${dash}/>`
  );
};

/** The name of the span at its head, where it fits. */
const tag = (span: PictureSpan, top: number, x: (ms: number) => number): string => {
  const look = lookOf(span);
  const from = x(span.startMs);
  const width = look.tag.length * TAG_WIDTH_A_LETTER + 8;
  if (x(span.endMs) - from < width) return '';
  return (
    `<rect x="${short(from)}" y="${top + 1}" width="${short(width)}" height="18" rx="4" fill="${look.colour}"/>` +
    text(
      from + width / 2,
      top + 14.5,
      look.tag,
      'font-size="12" font-weight="600" fill="#ffffff" text-anchor="middle"',
    )
  );
};

/** Only what occurs, right-aligned beside the title. */
const legend = (input: PictureInput): string => {
  const spans = input.rows.flatMap((row) => row.spans);
  const looks: { readonly look: Look; readonly isDashed: boolean; readonly isHatched: boolean }[] =
    MASK_REASONS.filter((kind) => spans.some((s) => s.verdict === 'masked' && s.kind === kind)).map(
      (kind) => ({
        look: LOOKS[kind],
        isDashed: false,
        isHatched: kind === 'blind' || kind === 'unverified',
      }),
    );
  if (spans.some((s) => s.verdict === 'withdrawn'))
    looks.push({ look: WITHDRAWN, isDashed: true, isHatched: false });
  const widths = looks.map(({ look }) => LEGEND_SWATCH + look.legend.length * LEGEND_WIDTH_A_LETTER);
  let left = WIDTH - MARGIN - widths.reduce((sum, width) => sum + width, 0);
  const parts = looks.map(({ look, isDashed, isHatched }, i) => {
    const fill = isDashed
      ? 'fill="none" stroke-dasharray="4 3"'
      : isHatched
        ? 'fill="url(#hatch)"'
        : `fill="${look.colour}" fill-opacity="0.13"`;
    const swatch = `<rect x="${short(left)}" y="25" width="18" height="14" rx="3" ${fill} stroke="${look.colour}" stroke-width="1.3"/>`;
    const name = text(left + 25, 36.5, look.legend, `font-size="13" fill="${INK}"`);
    left += widths[i] ?? 0;
    return swatch + name;
  });
  return parts.join('\n');
};

const grid = (durationMs: number, bottom: number, x: (ms: number) => number): string[] => {
  const seconds = durationMs / 1_000;
  const step = TICK_STEPS_S.find((s) => seconds / s <= MOST_TICKS) ?? 600;
  const lines: string[] = [];
  for (let s = 0; s <= seconds; s += step) {
    const at = short(x(s * 1_000));
    lines.push(
      `<path d="M${at} ${HEAD}V${bottom + 5}" stroke="#e2e8f0" stroke-width="1"/>`,
      text(Number(at), bottom + 22, `${s} s`, `font-size="12" fill="${FAINT}" text-anchor="middle"`),
    );
  }
  return lines;
};

const patterns = (): string =>
  '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect width="7" height="7" fill="#e2e8f0"/><path d="M0 0V7" stroke="#94a3b8" stroke-width="3"/></pattern></defs>';

/** What the picture shows, for those who cannot see it. */
const describe = ({ rows, durationMs }: PictureInput): string => {
  const parts = rows.map(({ label, spans }) => {
    const named = spans.map(
      (s) => `${lookOf(s).tag} ${(s.startMs / 1_000).toFixed(1)} s to ${(s.endMs / 1_000).toFixed(1)} s`,
    );
    return `${label}: ${named.length === 0 ? 'nothing found' : named.join(', ')}`;
  });
  return `Waveforms of a call of ${(durationMs / 1_000).toFixed(1)} seconds. ${parts.join('. ')}.`;
};

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${short(x)}" y="${short(y)}" ${attributes}>${escape(content)}</text>`;

const escape = (content: string): string =>
  content.replace(
    /[<>&"']|[^\P{Cc}\n\t]/gu,
    (char) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' })[char] ?? '',
  );

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
