/**
 * A configuration's policy, looked at and not applied.
 */
import type { Config } from './config.js';
import { checkConfig } from './policy/check.js';
import { Policies } from './policy/policies.js';
import type { CheckPolicy, PolicyVerdict } from '../control/api/check-policy.js';
import { AUDIENCES } from '../core/audience.js';
import { codeOf, TacetError } from '../core/errors.js';

const wrong = (error: unknown): PolicyVerdict => ({
  valid: false,
  code: codeOf(error),
  problem: error instanceof TacetError ? error.message : null,
  hash: null,
  masked: null,
  isCurrent: false,
});

/** @throws TacetError TACET_CONFIG with every problem; what stands elsewhere is not fetched and not missed */
const configOf = (input: unknown): Config => {
  const checked = checkConfig(typeof input === 'string' ? input : JSON.stringify(input));
  if ('config' in checked) return checked.config;
  throw new TacetError('TACET_CONFIG', checked.problems.map(({ message }) => message).join('; '));
};

/** @param current the hash of the policy that calls without a tenant have now */
export const checkPolicyAgainst =
  (current: () => string): CheckPolicy =>
  (input) => {
    try {
      const { wanted: masked, evidence } = new Policies(configOf(input)).default;
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
