/**
 * What is counted about findings: how soon they were told, what had got out by then, what was kept back in vain.
 */
import { leakedDigits, type LeakedDigit } from './leaked-digits.js';
import type { Pipeline } from './pipeline.js';
import type { Finding } from '../core/finding.js';
import { otherRole, type FindingId } from '../core/ids.js';
import { span } from '../core/span.js';
import type { Audience, MaskedFor } from '../core/audience.js';

export interface Measured {
  readonly finding: Finding;
  /** Of one that is settled and confirmed. */
  readonly leakedDigits: readonly LeakedDigit[];
  /** Of one told for the first time: Ticks since its first digit's end; undefined where that is not known. */
  readonly delayTicks: number | undefined;
  /** Of one that was withdrawn: Ticks that the other party was kept from hearing. */
  readonly withheldTicks: number;
}

/** What a call keeps, and what of a span it has kept as it was; undefined where nothing is recorded. */
export interface Kept {
  leakedToTranscript(leg: Finding['leg'], of: Finding['span']): number;
}

export class FindingMeasures {
  readonly #masked: MaskedFor;
  /** Told and not settled. */
  readonly #told = new Set<FindingId>();

  constructor(masked: MaskedFor) {
    this.#masked = masked;
  }

  /** To be asked for every finding, in order, after the gates have been told. */
  of(finding: Finding, pipeline: Pipeline, kept: Kept | undefined): Measured {
    return {
      finding,
      leakedDigits: this.#leaked(finding, pipeline, kept),
      delayTicks: this.#delay(finding, pipeline.head),
      withheldTicks: withheldInVain(finding, pipeline),
    };
  }

  #delay({ id, belief, settled, digits }: Finding, head: number): number | undefined {
    const isFirst = belief !== 'withdrawn' && !this.#told.has(id);
    if (settled) this.#told.delete(id);
    else this.#told.add(id);
    const first = digits?.at[0];
    return isFirst && first !== undefined ? Math.max(0, head - first.to) : undefined;
  }

  #leaked(finding: Finding, { live, clearance }: Pipeline, kept: Kept | undefined): readonly LeakedDigit[] {
    const { leg, entity, settled, belief } = finding;
    if (!settled || belief !== 'confirmed') return [];
    const isSpared = (audience: Audience): boolean => this.#masked[audience].has(entity);
    return leakedDigits(finding, {
      // In a shadow nobody is to be spared anything.
      live: isSpared(otherRole(leg)) ? (of) => live.leaked(of) : undefined,
      recording: kept !== undefined && isSpared('recording') ? (of) => clearance.leaked(of) : undefined,
      transcript:
        kept !== undefined && isSpared('transcript') ? (of) => kept.leakedToTranscript(leg, of) : undefined,
    });
  }
}

/** A suspicion that came to nothing: what the other party missed for it. */
const withheldInVain = ({ settled, belief, span: { from, to } }: Finding, { live }: Pipeline): number => {
  if (!settled || belief !== 'withdrawn') return 0;
  const masked = span(from, Math.min(to, live.decidedTo));
  return Math.max(0, masked.to - masked.from - live.leaked(masked));
};
