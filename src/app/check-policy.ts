/**
 * A configuration's policy, looked at and not applied.
 */
import { parse } from 'yaml';

import { parseConfig } from './config.js';
import { Policies } from './policy/policies.js';
import type { CheckPolicy, PolicyVerdict } from '../control/api/check-policy.js';
import { AUDIENCES } from '../core/audience.js';
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

/** @param current the hash of the policy that calls without a tenant have now */
export const checkPolicyAgainst =
  (current: () => string): CheckPolicy =>
  (input) => {
    try {
      const { wanted: masked, evidence } = new Policies(parseConfig(read(input))).default;
      const { policy: hash } = evidence;
      return {
        valid: true,
        code: null,
        problem: null,
        hash,
        masked: Object.fromEntries(AUDIENCES.map((audience) => [audience, [...masked[audience]]])),
        isCurrent: hash === current(),
      };
    } catch (error) {
      return wrong(error);
    }
  };
