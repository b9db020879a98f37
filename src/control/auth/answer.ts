/** What a refused request is asked for. */
import { TacetError } from '../../core/errors.js';

/** RFC 6750, section 3. */
export const challengeOf = (error: unknown): string =>
  error instanceof TacetError && error.code === 'TACET_TOKEN'
    ? `Bearer realm="tacet", error="invalid_token", error_description="${error.detail ?? ''}"`
    : 'Bearer realm="tacet"';
