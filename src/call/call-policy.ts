/**
 * What one call is treated by, from its beginning to its end: a policy that is reloaded meanwhile is for later calls.
 */
import type { DetectorOptions } from '../detect/detector.js';
import type { MaskedFor } from '../core/audience.js';
import type { Policy } from '../gate/policy.js';
import type { FillKind } from '../media/fill.js';
import type { PolicyFact } from '../sink/ledger/fact.js';

/** How consent may be told, and taken back; keys are events of RFC 4733. */
export interface ConsentRules {
  /** Nothing is kept before it is given. */
  readonly isRequired: boolean;
  readonly byParameter: boolean;
  readonly byApi: boolean;
  readonly byKey: number | undefined;
  readonly optOutByApi: boolean;
  readonly optOutByKey: number | undefined;
}

export interface CallPolicy {
  readonly gate: Policy;
  readonly fill: { readonly kind: FillKind; readonly levelDbov: number | undefined };
  /** Goes to the call's detector in the speech worker. */
  readonly detection: Omit<DetectorOptions, 'tells'>;
  readonly recording: {
    readonly enabled: boolean;
    /** Age recipients. */
    readonly recipients: readonly string[];
  };
  /** What is to be masked for whom. */
  readonly wanted: MaskedFor;
  /** What is masked for whom in the end: less than the gates decide, where the policy is a shadow. */
  readonly spared: MaskedFor;
  readonly consent: ConsentRules;
  /** What the ledger says of it. */
  readonly evidence: PolicyFact;
}
