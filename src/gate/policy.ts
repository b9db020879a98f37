/**
 * The policy: what is done with a stretch of time, given what the detector believes about it.
 *
 * The live branch masks on suspicion, because what has left cannot be taken back. The clearance branch
 * (recording, transcript) can wait, so it masks what is confirmed, or still suspected when it may wait no
 * longer. Doubt always masks; passing in doubt needs a named setting.
 */
import type { MaskedFor } from '../core/audience.js';
import type { Entity, Finding } from '../core/finding.js';
import type { Ticks } from '../core/units.js';

export interface Policy {
  /** Added delay of the live branch. */
  readonly lookAhead: Ticks;
  /** A required tap that is this far behind the audio makes the live gate blind. */
  readonly blindAfter: Ticks;
  /** `cadence` masks what sounds like digits being read out, and passes the rest. */
  readonly whenBlind: 'mask' | 'cadence' | 'pass';
  /** A recogniser this far behind is late: where a card was asked for, nobody waits for it to become blind. */
  readonly lateAfter: Ticks;
  /** Audio that no watermark has cleared after this long is written masked, as unverified. */
  readonly clearanceLimit: Ticks;
  /** What is masked for whom; the live gate masks for the party that hears its leg. */
  readonly masked: MaskedFor;
  /** The live branch decides as ever, and everything passes. */
  readonly isShadow?: boolean;
}

/** Whether the finding masks what it spans for who is spared these entities: unless it is withdrawn. */
export const masks = (finding: Finding, entities: ReadonlySet<Entity>): boolean => {
  if (!entities.has(finding.entity)) return false;
  switch (finding.belief) {
    case 'suspected':
    case 'confirmed':
      return true;
    case 'withdrawn':
      return false;
  }
};
