/**
 * The certificate of a call: one HTML page for an auditor, from its ledger and what was checked.
 */
import type { Verification } from './verify.js';
import { drawPicture, type PictureSpan } from '../picture/picture.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';
import { ticksToMillis } from '../../core/units.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { factsOf } from '../../sink/ledger/read-ledger.js';

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const seconds = (at: number): string => `${(ticksToMillis(at) / 1_000).toFixed(2)} s`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return '<p>None.</p>';
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('\n')}</table>`;
};

/** @param checkedAt when it was verified */
export const certificateOf = (name: string, verification: Verification, checkedAt: Date): string => {
  const { entries, faults } = verification;
  const [erased] = factsOf(entries, 'erased');
  const [opened] = factsOf(entries, 'opened');
  const [closed] = factsOf(entries, 'closed');
  const endsAt = closed === undefined ? 0 : Math.max(closed.ends.caller, closed.ends.agent);
  const facts: readonly (readonly [string, string])[] = [
    ['Call', name],
    ['Began', opened?.startedAt ?? 'unknown'],
    ['Length', closed === undefined ? 'unknown: the ledger has no end' : seconds(endsAt)],
    ['Language', opened?.language ?? 'unknown'],
    ['Tenant', opened?.tenant ?? 'none'],
    ['Policy (SHA-256)', opened?.policy ?? 'unknown'],
    ['Policy version', opened?.policyVersion ?? 'none'],
    ['Mode', opened?.mode === 'shadow' ? 'SHADOW: nothing was masked of what the parties heard' : 'enforced'],
    ['Consent', opened?.consentRequired === true ? 'required before anything is kept' : 'not required'],
    ...(erased === undefined ? [] : [['Erased', `${erased.at}: none of the files below is left`] as const]),
    ['Ledger key (SHA-256)', opened?.ledgerKey ?? 'unknown'],
    ['Checked', checkedAt.toISOString()],
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Certificate of ${escape(name)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #0f172a }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid #e2e8f0 }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere } .holds { color: #15803d } .broken { color: #b91c1c } svg { width: 100%; height: auto }
</style></head><body>
<h1>What was cut from call ${escape(name)}</h1>
${verdict(verification)}
${table(['', ''], facts)}
${
  faults.length === 0
    ? ''
    : `<h2>What does not hold</h2>${table(
        ['Entry', 'What'],
        faults.map((f) => [f.entry === undefined ? '' : String(f.entry), f.what]),
      )}`
}
<h2>The call</h2>
${picture(name, verification, endsAt)}
<h2>Withheld from the recording</h2>
${table(
  ['Leg', 'Why', 'From', 'To', 'Samples'],
  factsOf(entries, 'withheld').map((w) => [
    w.leg,
    w.reason,
    seconds(w.span[0]),
    seconds(w.span[1]),
    String(w.samples),
  ]),
)}
<h2>What was decided</h2>
${table(
  ['Leg', 'Kind', 'Cause', 'From', 'To', 'Decided at', 'Verdict', 'Spared', 'Heard live'],
  factsOf(entries, 'mask').map((m) => [
    m.leg,
    m.entity,
    m.cause,
    seconds(m.span[0]),
    seconds(m.span[1]),
    seconds(m.decidedAt),
    m.verdict,
    m.for.join(', '),
    seconds(m.leaked),
  ]),
)}
<h2>Consent</h2>
${table(
  ['What', 'By', 'From, caller', 'From, agent'],
  factsOf(entries, 'consent').map((c) => [c.state, c.by, seconds(c.from.caller), seconds(c.from.agent)]),
)}
<h2>Pauses that were asked for</h2>
${table(['By', 'Why', 'Spared', 'From', 'To', 'Ended'], pauses(entries))}
<h2>When nobody listened</h2>
${table(['Leg', 'What', 'From', 'To'], unheard(entries))}
<h2>Files</h2>
${table(
  ['File', 'SHA-256'],
  factsOf(entries, 'sealed').map((s) => [s.file, s.sha256]),
)}
</body></html>
`;
};

const verdict = ({ entries, faults, lines, recording, compared }: Verification): string => {
  if (faults.length > 0)
    return `<p class="broken"><strong>Does not hold</strong>: ${faults.length} faults.</p>`;
  const isErased = factsOf(entries, 'erased').length > 0;
  const files = isErased ? 'and that no file is left' : 'and the hash of every file that is kept';
  const heard =
    recording === undefined
      ? 'The recording itself was not opened.'
      : `In the recording, ${compared} withheld samples were compared with what replaces them: they hold nothing else.`;
  return `<p class="holds"><strong>Holds</strong>: ${lines} entries, their chain and signatures, ${files}. ${heard}</p>`;
};

const pauses = (entries: readonly LedgerEntry[]): string[][] =>
  factsOf(entries, 'paused').map((pause) => {
    const end = factsOf(entries, 'resumed').find((fact) => fact.pause === pause.pause);
    const starts = LEG_ROLES.flatMap((leg) => pause.from[leg] ?? []);
    return [
      pause.by,
      pause.reason ?? '',
      pause.for.join(', '),
      starts.length === 0 ? 'before the first packet' : seconds(Math.min(...starts)),
      end === undefined ? '' : seconds(end.to),
      end === undefined ? 'never noted' : (end.by ?? end.trigger),
    ];
  });

const unheard = (entries: readonly LedgerEntry[]): string[][] => [
  ...factsOf(entries, 'blind').map((b) => [
    b.leg,
    'the other party heard fill',
    seconds(b.span[0]),
    seconds(b.span[1]),
  ]),
  ...factsOf(entries, 'engine').map((e) => [e.leg, `recogniser ${e.state}`, seconds(e.head), '']),
];

/** Without a key there is nothing to draw of the audio: the spans alone. */
const picture = (name: string, { entries, recording }: Verification, endsAt: number): string => {
  const rateHz = factsOf(entries, 'opened')[0]?.recordingRateHz ?? 8_000;
  const spansOf = (leg: LegRole): PictureSpan[] =>
    factsOf(entries, 'withheld')
      .filter((fact) => fact.leg === leg)
      .map(({ reason, span: [from, to] }) => ({
        kind: reason,
        startMs: ticksToMillis(from),
        endMs: ticksToMillis(to),
        verdict: 'masked',
      }));
  return drawPicture({
    title: name,
    subtitle: recording === undefined ? 'as the ledger has it' : 'as recorded',
    durationMs: ticksToMillis(endsAt),
    rows: LEG_ROLES.map((leg) => ({
      label: `Recording, ${leg}`,
      note: recording === undefined ? 'not opened' : '',
      pcm: recording?.samples[leg] ?? new Int16Array(0),
      rateHz,
      spans: spansOf(leg),
    })),
  });
};
