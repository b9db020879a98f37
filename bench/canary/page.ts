/** The page of `npm run canary`. */
import { FORMS, KINDS } from './finder.js';
import type { Found, Searched } from './search.js';
import { machineOf, type Circumstances } from '../circumstances.js';

export interface Run {
  readonly about: Circumstances;
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

const rowOf = ({ output, pieces, bytes, found }: Searched): string => {
  const kinds = KINDS.map((kind) => found.filter((hit) => hit.kind === kind).length);
  const forms = FORMS.filter((form) => found.some((hit) => hit.form === form)).join(', ');
  const cells = [output, pieces, (bytes / 1_000_000).toFixed(2), ...kinds, callsIn(found), forms];
  return `| ${cells.join(' | ')} |`;
};

export const pageOf = ({ about, pack, calls, secrets, control, searched }: Run): string => {
  const rows = [...searched].sort((a, b) => a.output.localeCompare(b.output));
  const leaked = leaks(searched).length;
  const transcripts = rows.find(({ output }) => output === TRANSCRIPT)?.found ?? [];
  return `# Where card numbers are not

<!-- Written by \`npm run canary\`: change bench/canary.ts, not this file. -->

- command: \`${about.command}\`
- date: ${about.date}, commit ${about.commit}
- machine: ${machineOf(about)}
- pack: ${pack}; ${String(calls)} calls with ${String(secrets)} numbers, dates and codes

Each call is spoken to a running Tacet, and then its numbers are keyed as well. Everything is switched on: encrypted recording,
transcript, ledger, access log, webhooks (taken, refused, unanswered), events, metrics, traces, the log at debug. Somebody
asks the API about each call meanwhile, with the card number in paths, reasons, ids and bodies. Then all of it is searched,
files as they lie on the disk and opened with the key, for each number: eight digits in a row however they are
separated, also in hex, base64 of any beginning, and packed; four in a row in words of English and German, singly, in pairs,
as "double four". Dates and codes: as words, and as figures that stand alone in a text.

| where | pieces | MB | card numbers | dates | codes | calls | as |
| - | -: | -: | -: | -: | -: | -: | - |
${rows.map(rowOf).join('\n')}

**${String(leaked)} found outside of transcripts** (asked: none): ${leaked === 0 ? 'pass' : '**fail**'}.

Transcripts, which only the key opens, hold something of ${String(callsIn(transcripts))} of ${String(calls)} calls: a digit that no recogniser has heard as one is
no finding, and what is then written is what it heard instead. How often that is, in speech and in noise, is what
[the figures of detection](detect.md) are about.

Control: the search was shown the labels of the pack, plain and in words, and found ${String(control.found)} of ${String(control.shown)}.
`;
};
