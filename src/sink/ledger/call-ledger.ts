/**
 * Turns what happens in a call into entries of its ledger.
 *
 * What is kept out of the recording comes in small stretches; those that follow each other become one entry, which
 * is noted before the parts of the recording that hold them are.
 */
import type { FillFact, LedgerFact, PolicyFact, ShadowFact } from './fact.js';
import { Ledger, type LedgerOptions } from './ledger.js';
import { fingerprintOf } from './ledger-key.js';
import type { Audience } from '../../core/audience.js';
import type { Finding, MaskReason } from '../../core/finding.js';
import { LEG_ROLES, type CallId, type FindingId, type LegRole } from '../../core/ids.js';
import type { EndedPause, Pause } from '../../core/pause.js';
import type { Span } from '../../core/span.js';
import { ticksToSamples, type SampleRate, type Ticks } from '../../core/units.js';
import type { SealedPart } from '../sealing/sealed-file.js';
import { parseSegmentName } from '../sealing/segment-name.js';

export interface CallLedgerFacts extends PolicyFact {
  readonly tenant: string | null;
  readonly fill: FillFact;
}

interface Withheld {
  readonly reason: MaskReason;
  readonly rateHz: SampleRate;
  readonly from: Ticks;
  to: Ticks;
}

export class CallLedger {
  readonly #options: LedgerOptions;
  readonly #facts: CallLedgerFacts;
  readonly #ledger: Ledger;
  readonly #withheld: Record<LegRole, Withheld | undefined> = { caller: undefined, agent: undefined };
  readonly #firstDecided = new Map<FindingId, Ticks>();
  readonly #parts: Record<string, number> = {};

  constructor(options: LedgerOptions, facts: CallLedgerFacts) {
    this.#options = options;
    this.#facts = facts;
    this.#ledger = new Ledger(options);
  }

  get entries(): number {
    return this.#ledger.entries;
  }

  get broken(): boolean {
    return this.#ledger.broken;
  }

  opened(facts: {
    readonly call: CallId;
    readonly language: string;
    readonly startedAt: Date;
    readonly recordingRateHz: SampleRate;
    readonly lookAhead: Ticks;
  }): void {
    const { folder, key } = this.#options;
    this.#ledger.note({
      kind: 'opened',
      ...facts,
      startedAt: facts.startedAt.toISOString(),
      folder: folder.name,
      ...this.#facts,
      ledgerKey: fingerprintOf(key.publicKey),
    });
  }

  consent(fact: Omit<Extract<LedgerFact, { readonly kind: 'consent' }>, 'kind'>): void {
    for (const leg of LEG_ROLES) this.#note(leg);
    this.#ledger.note({ kind: 'consent', ...fact });
  }

  subject(subject: string): void {
    this.#ledger.note({ kind: 'subject', subject });
  }

  leg(leg: LegRole, origin: Ticks): void {
    this.#ledger.note({ kind: 'leg', leg, origin });
  }

  /** A stretch of the recording, in order. */
  recorded(leg: LegRole, rateHz: SampleRate, span: Span, mask: MaskReason | undefined): void {
    const open = this.#withheld[leg];
    if (open !== undefined && open.reason === mask && open.to === span.from) {
      open.to = span.to;
      return;
    }
    this.#note(leg);
    if (mask !== undefined) this.#withheld[leg] = { reason: mask, rateHz, from: span.from, to: span.to };
  }

  /**
   * @param audiences who is spared such a finding
   * @param shadow who would be, where they are not
   */
  finding(finding: Finding, leaked: number, audiences: readonly Audience[], shadow?: ShadowFact): void {
    const { id, leg, entity, cause, span, settled, belief } = finding;
    const decidedAt = this.#firstDecided.get(id) ?? finding.decidedAt;
    this.#firstDecided.set(id, decidedAt);
    if (!settled) return;
    this.#firstDecided.delete(id);
    const isMasked = belief !== 'withdrawn';
    this.#ledger.note({
      kind: 'mask',
      leg,
      entity,
      cause,
      span: [span.from, span.to],
      decidedAt,
      verdict: isMasked ? 'masked' : 'withdrawn',
      for: isMasked ? audiences : [],
      leaked: isMasked ? leaked : 0,
      ...(isMasked && shadow !== undefined ? { shadow } : {}),
    });
  }

  paused({ id, scope, from, to, by, reason }: Pause): void {
    this.#ledger.note({
      kind: 'paused',
      pause: id,
      for: [...scope],
      from: { caller: from.caller ?? null, agent: from.agent ?? null },
      until: to,
      by,
      reason: reason ?? null,
    });
  }

  resumed({ id, to, trigger, endedBy }: EndedPause): void {
    this.#ledger.note({ kind: 'resumed', pause: id, to, trigger, by: endedBy ?? null });
  }

  blind(leg: LegRole, span: Span): void {
    this.#ledger.note({ kind: 'blind', leg, span: [span.from, span.to] });
  }

  engine(leg: LegRole, state: string, head: Ticks): void {
    this.#ledger.note({ kind: 'engine', leg, state, head });
  }

  /** Lasts once it resolves. */
  async sealed(part: SealedPart): Promise<void> {
    for (const leg of LEG_ROLES) this.#note(leg);
    const file = parseSegmentName(part.name)?.file;
    if (file !== undefined) this.#parts[file] = (this.#parts[file] ?? 0) + 1;
    this.#ledger.note({ kind: 'sealed', file: part.name, sha256: part.sha256, plainBytes: part.plainBytes });
    await this.#ledger.flush();
  }

  /** The last entry. */
  async closed(
    code: string | undefined,
    ends: Readonly<Record<LegRole, Ticks>>,
    broken: readonly string[],
  ): Promise<void> {
    for (const leg of LEG_ROLES) this.#note(leg);
    this.#ledger.note({ kind: 'closed', code: code ?? null, ends: { ...ends }, parts: this.#parts, broken });
    await this.#ledger.flush();
  }

  /** Ends the entry that is open. */
  #note(leg: LegRole): void {
    const open = this.#withheld[leg];
    if (open === undefined) return;
    this.#withheld[leg] = undefined;
    const { reason, rateHz, from, to } = open;
    const samples = ticksToSamples(to, rateHz) - ticksToSamples(from, rateHz);
    this.#ledger.note({ kind: 'withheld', leg, reason, span: [from, to], samples, rateHz });
  }
}
