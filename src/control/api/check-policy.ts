/** What the API asks of whoever knows policies. */
import type { ErrorCode } from '../../core/errors.js';

/** What a configuration would do, told without doing it. */
export interface PolicyVerdict {
  readonly valid: boolean;
  readonly code: ErrorCode | null;
  /** The settings that are wrong, and the rules they break. */
  readonly problem: string | null;
  /** SHA-256 of what decides about masks, as ledgers have it. */
  readonly hash: string | null;
  /** What is masked for whom. */
  readonly masked: Readonly<Record<string, readonly string[]>> | null;
  /** Whether calls are masked by it now. */
  readonly isCurrent: boolean;
}

/** @param input YAML or JSON text, or what it stands for */
export type CheckPolicy = (input: unknown) => PolicyVerdict;
