/**
 * Audits calls one after the other, and notes in each ledger that it was audited.
 *
 * A call that cannot be heard is named, and the others go on. The note is made where this machine's key is the one
 * that the ledger is signed with; from another machine the signed report is the evidence.
 */
import { auditCall, type AuditCallOptions, type CallAudit } from './audit-call.js';
import type { Ears } from './open-audit.js';
import { noteAfter } from '../recordings/note-after.js';
import { reportOf, signedText, type AuditReport, type Failure, type Recall } from './report.js';
import { PAYMENT } from '../../core/audience.js';
import type { Clock } from '../../core/clock.js';
import { codeOf } from '../../core/errors.js';
import type { LedgerFact } from '../../sink/ledger/fact.js';
import { fingerprintOf, type LedgerKey } from '../../sink/ledger/ledger-key.js';
import { hashOf } from '../../sink/ledger/line.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import type { CallFolder } from '../../sink/stores/store.js';

export interface AuditOptions extends Pick<AuditCallOptions, 'identities' | 'isRealTime'> {
  readonly ears: Ears;
  readonly engine: string;
  readonly recall: Recall;
  readonly key: LedgerKey;
  readonly clock: Clock;
  /** Before its recording is opened; what it throws ends the audit. */
  readonly onOpen: (call: string) => Promise<void>;
}

export interface Audited {
  readonly report: AuditReport;
  /** As it is written to a file. */
  readonly text: string;
  /** Calls whose ledgers say that they were audited. */
  readonly noted: readonly string[];
}

export const auditCalls = async (folders: readonly CallFolder[], options: AuditOptions): Promise<Audited> => {
  const { ears, engine, recall, key, clock, identities, isRealTime, onOpen } = options;
  const { pool, languages } = ears;
  // Whatever the policy says now, payment data are always looked for.
  const masked = new Set([...ears.masked, ...PAYMENT]);
  const calls: CallAudit[] = [];
  const failed: Failure[] = [];
  for (const folder of folders) {
    await onOpen(folder.name);
    try {
      calls.push(await auditCall(folder, { pool, languages, identities, isRealTime, masked }));
    } catch (error) {
      failed.push({ call: folder.name, code: codeOf(error) });
    }
  }
  const report = reportOf(calls, failed, { engine, recall, at: clock.wall(), key });
  const text = signedText(report, key);
  const hash = hashOf(text);
  const noted: string[] = [];
  for (const call of calls) {
    const folder = folders.find(({ name }) => name === call.call);
    if (folder !== undefined && (await note(folder, call, { engine, hash, key, clock })))
      noted.push(call.call);
  }
  return { report, text, noted };
};

/** @returns false where the ledger is another machine's, or not at its end, or cannot be written */
const note = async (
  folder: CallFolder,
  { heardMs, digits }: CallAudit,
  { engine, hash, key, clock }: { engine: string; hash: string; key: LedgerKey; clock: Clock },
): Promise<boolean> => {
  const text = (await ledgerText(folder)) ?? '';
  const entries = entriesOf(text);
  const isOwn = factsOf(entries, 'opened')[0]?.ledgerKey === fingerprintOf(key.publicKey);
  // One that is not closed may still be written by the relay.
  const isOver = factsOf(entries, 'closed').length > 0 && factsOf(entries, 'erased').length === 0;
  if (!isOwn || !isOver || !text.endsWith('\n')) return false;
  const { 'in-number': inNumber, 'beside-mask': besideMask, elsewhere } = digits;
  const fact: LedgerFact = {
    kind: 'audited',
    engine,
    digits: { inNumber, besideMask, elsewhere },
    heardMs,
    report: hash,
  };
  try {
    await noteAfter(folder, text, fact, { key, clock });
    await folder.done();
    return true;
  } catch {
    return false;
  }
};
