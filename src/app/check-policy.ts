/**
 * A configuration's policy, looked at and not applied.
 */
import { parse } from 'yaml';

import { parseConfig, type Config } from './config.js';
import { policyHash } from './records.js';
import type { CheckPolicy, PolicyVerdict } from '../control/api/check-policy.js';
import { AUDIENCES, maskedFor } from '../core/audience.js';
import { codeOf, TacetError } from '../core/errors.js';

/** Text that asks for more than its own length in return is none of ours. */
const MOST_ALIASES = 50;

const wrong = (error: unknown): PolicyVerdict => ({
  valid: false,
  code: codeOf(error),
  problem: error instanceof TacetError ? error.message : null,
  hash: null,
  masked: null,
  isCurrent: false,
});

const read = (input: unknown): unknown => {
  if (typeof input !== 'string') return input;
  try {
    return parse(input, { maxAliasCount: MOST_ALIASES, logLevel: 'error' });
  } catch {
    throw new TacetError('TACET_CONFIG', 'it cannot be read as YAML or JSON');
  }
};

export const checkPolicyAgainst =
  (current: Config): CheckPolicy =>
  (input) => {
    try {
      const config = parseConfig(read(input));
      const masked = maskedFor(config.entities);
      const hash = policyHash(config);
      return {
        valid: true,
        code: null,
        problem: null,
        hash,
        masked: Object.fromEntries(AUDIENCES.map((audience) => [audience, [...masked[audience]]])),
        isCurrent: hash === policyHash(current),
      };
    } catch (error) {
      return wrong(error);
    }
  };
