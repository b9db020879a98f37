/** What an audit of several calls comes to, with how much may have been missed; and the same for people and for Prometheus. */
import type { KeyObject } from 'node:crypto';
import { Gauge, Registry } from 'prom-client';

import type { CallAudit } from './audit-call.js';
import { POSITIONS, type Position } from './judge.js';
import { countAtMost, shareAtMost } from '../../core/exact-bounds.js';
import { fingerprintOf, type LedgerKey } from '../../sink/ledger/ledger-key.js';
import { isSignedBy, signatureOf } from '../../sink/ledger/line.js';

/** A call that could not be audited. */
export interface Failure {
  readonly call: string;
  readonly code: string;
}

export interface Recall {
  /** Share of audible digits that the engine hears, 0..1. */
  readonly share: number;
  /** `assumed`: nobody has said, so bounds are those of an engine that misses nothing. */
  readonly source: 'given' | 'assumed';
}

export interface AuditReport {
  readonly kind: 'tacet-audit';
  readonly version: 1;
  readonly at: string;
  readonly engine: string;
  readonly recall: Recall;
  readonly confidence: number;
  readonly calls: readonly CallAudit[];
  readonly failed: readonly Failure[];
  readonly hours: number;
  readonly unheardHours: number;
  readonly digits: Readonly<Record<Position, number>>;
  readonly cards: number;
  readonly cardsWithDigits: number;
  /** One-sided upper bounds; null where nothing was heard, or no card was masked. */
  readonly bounds: { readonly digitsAnHour: number | null; readonly cardsWithDigits: number | null };
  /** SHA-256 of the public key that it is signed with. */
  readonly signedBy: string;
}

export const CONFIDENCE = 0.95;
const MS_PER_HOUR = 3_600_000;

export const reportOf = (
  calls: readonly CallAudit[],
  failed: readonly Failure[],
  {
    engine,
    recall,
    at,
    key,
  }: { readonly engine: string; readonly recall: Recall; readonly at: Date; readonly key: LedgerKey },
): AuditReport => {
  const sum = (of: (call: CallAudit) => number): number => calls.reduce((total, call) => total + of(call), 0);
  const hours = sum(({ heardMs }) => heardMs) / MS_PER_HOUR;
  const digits = Object.fromEntries(
    POSITIONS.map((position) => [position, sum((call) => call.digits[position])]),
  ) as Record<Position, number>;
  const cards = sum((call) => call.cards);
  const cardsWithDigits = sum((call) => call.cardsWithDigits);
  const leaked = leakedIn({ digits });
  return {
    kind: 'tacet-audit',
    version: 1,
    at: at.toISOString(),
    engine,
    recall,
    confidence: CONFIDENCE,
    calls,
    failed,
    hours,
    unheardHours: sum(({ unheardMs }) => unheardMs) / MS_PER_HOUR,
    digits,
    cards,
    cardsWithDigits,
    bounds: {
      // What is there is heard with that chance each, so the number heard has this share of the true mean.
      digitsAnHour: hours === 0 ? null : countAtMost(leaked, CONFIDENCE) / hours / recall.share,
      // A card with one digit left is found as often as that digit is heard; one with more, more often.
      cardsWithDigits:
        cards === 0 ? null : Math.min(1, shareAtMost(cardsWithDigits, cards, CONFIDENCE) / recall.share),
    },
    signedBy: fingerprintOf(key.publicKey),
  };
};

/** Digits that should not be there. */
export const leakedIn = ({ digits }: Pick<AuditReport, 'digits'>): number =>
  digits['in-number'] + digits['beside-mask'];

const SIGNED = /^\{"report":(\{.*\}),"sig":"([A-Za-z0-9+/]{86}==)"\}\n?$/s;

/** One JSON object; the signature (Ed25519) is over the bytes of the report as they stand in it. */
export const signedText = (report: AuditReport, key: LedgerKey): string => {
  const text = JSON.stringify(report);
  return `{"report":${text},"sig":"${signatureOf(text, key)}"}\n`;
};

/** @returns the report; undefined where it is none or its signature does not hold */
export const readReport = (text: string, publicKey: KeyObject): AuditReport | undefined => {
  const [, report, sig] = SIGNED.exec(text) ?? [];
  if (report === undefined || sig === undefined) return undefined;
  if (!isSignedBy(publicKey, report, sig)) return undefined;
  return JSON.parse(report) as AuditReport;
};

/** For node_exporter's textfile collector: about the last audit, without a call's name. */
export const textfileOf = async (report: AuditReport): Promise<string> => {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number): void =>
    new Gauge({ name, help, registers: [registry] }).set(value);
  const digits = new Gauge({
    name: 'tacet_audit_remaining_digits',
    help: 'Digits that the last audit heard outside of masked stretches, by where they stand',
    labelNames: ['position'],
    registers: [registry],
  });
  for (const position of POSITIONS) digits.set({ position }, report.digits[position]);
  gauge('tacet_audit_calls', 'Calls that the last audit heard', report.calls.length);
  gauge('tacet_audit_failed_calls', 'Calls that the last audit could not hear', report.failed.length);
  gauge('tacet_audit_hours', 'Hours of speech of one party that the last audit heard', report.hours);
  gauge('tacet_audit_unheard_hours', 'Hours of them that no recogniser heard', report.unheardHours);
  gauge('tacet_audit_cards', 'Masked card numbers in those calls', report.cards);
  gauge('tacet_audit_cards_with_digits', 'Those of them with digits left', report.cardsWithDigits);
  if (report.bounds.digitsAnHour !== null)
    gauge(
      'tacet_audit_digits_per_hour_upper_bound',
      'Leaked digits an hour, at most (95 %)',
      report.bounds.digitsAnHour,
    );
  if (report.bounds.cardsWithDigits !== null)
    gauge(
      'tacet_audit_card_leak_upper_bound',
      'Share of masked cards with digits left, at most (95 %)',
      report.bounds.cardsWithDigits,
    );
  gauge('tacet_audit_last_run_timestamp_seconds', 'When the last audit was', Date.parse(report.at) / 1_000);
  return registry.metrics();
};
