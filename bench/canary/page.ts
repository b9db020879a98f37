/** The page of `npm run canary`. */
import { FORMS, KINDS, type Kind } from './finder.js';
import type { Found, Searched } from './search.js';
import { wilson } from '../detect/statistics.js';
import type { Figures } from '../publish.js';

export interface Run {
  readonly pack: string;
  readonly calls: number;
  readonly secrets: number;
  /** Of that many the search finds all where it is shown the labels themselves, plain and as words. */
  readonly control: { readonly shown: number; readonly found: number };
  readonly searched: readonly Searched[];
}

/** What a recogniser has not recognised it cannot keep out of its own words: `npm run bench:detect` counts that. */
export const TRANSCRIPT = 'opened: transcript.jsonl';

/** What must not be, anywhere. */
export const leaks = (searched: readonly Searched[]): Found[] =>
  searched.flatMap(({ output, found }) => (output === TRANSCRIPT ? [] : found));

const callsIn = (found: readonly Found[]): number => new Set(found.map(({ call }) => call ?? '')).size;

interface Row {
  readonly output: string;
  readonly pieces: number;
  readonly bytes: number;
  /** How often each kind of secret was found. */
  readonly found: Readonly<Record<Kind, number>>;
  readonly calls: number;
  readonly forms: readonly string[];
}

const rowOf = ({ output, pieces, bytes, found }: Searched): Row => {
  const count = (kind: Kind): number => found.filter((hit) => hit.kind === kind).length;
  return {
    output,
    pieces,
    bytes,
    found: { pan: count('pan'), expiry: count('expiry'), cvv: count('cvv') },
    calls: callsIn(found),
    forms: FORMS.filter((form) => found.some((hit) => hit.form === form)),
  };
};

export const canaryFigures = ({
  pack,
  calls,
  secrets,
  control,
  searched,
}: Run): Omit<Figures, 'circumstances'> => {
  const rows = searched.map(rowOf).sort((a, b) => a.output.localeCompare(b.output));
  const leaked = leaks(searched);
  const inCalls = callsIn(leaked);
  const interval = wilson(inCalls, calls);
  const transcripts = rows.find(({ output }) => output === TRANSCRIPT)?.calls ?? 0;
  return {
    title: 'Where card numbers are not',
    source: 'bench/canary/page.ts',
    data: { pack, calls, secrets, control, leaked: leaked.length, inCalls, interval, rows },
    body: [
      `Pack ${pack}: ${String(calls)} calls with ${String(secrets)} numbers, dates and codes.`,
      '',
      'Each call is spoken to a running Tacet, and then its numbers are keyed as well. Everything is switched on: encrypted recording,',
      'transcript, ledger, access log, webhooks (taken, refused, unanswered), events, metrics, traces, the log at debug. Somebody',
      'asks the API about each call meanwhile, with the card number in paths, reasons, ids and bodies. Then all of it is searched,',
      'files as they lie on the disk and opened with the key, for each number: eight digits in a row however they are',
      'separated, also in hex, base64 of any beginning, and packed; four in a row in words of English and German, singly, in pairs,',
      'as "double four". Dates and codes: as words, and as figures that stand alone in a text.',
      '',
      '| where | pieces | MB | card numbers | dates | codes | calls | as |',
      '| - | -: | -: | -: | -: | -: | -: | - |',
      ...rows.map(
        ({ output, pieces, bytes, found, calls: own, forms }) =>
          `| ${[output, pieces, (bytes / 1_000_000).toFixed(2), ...KINDS.map((kind) => found[kind]), own, forms.join(', ')].join(' | ')} |`,
      ),
      '',
      `**${String(leaked.length)} found outside of transcripts** (asked: none): ${leaked.length === 0 ? 'pass' : '**fail**'}. In ${String(inCalls)} of ${String(calls)} calls (95 %: ${interval === undefined ? '' : `${(100 * interval.low).toFixed(1)}..${(100 * interval.high).toFixed(1)} %`} of such calls).`,
      '',
      `Transcripts, which only the key opens, hold something of ${String(transcripts)} of ${String(calls)} calls: a digit that no recogniser has heard as one is`,
      'no finding, and what is then written is what it heard instead. How often that is, in speech and in noise, is what',
      '[the figures of detection](detect.md) are about.',
      '',
      `Control: the search was shown the labels of the pack, plain and in words, and found ${String(control.found)} of ${String(control.shown)}.`,
    ],
  };
};
