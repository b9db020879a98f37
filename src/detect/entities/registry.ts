/**
 * The entities the detector tells apart. Adding one is a file beside this one and a line here.
 */
import type { SecretDigits } from '../../core/secret.js';
import { cvv } from './cvv.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { expiry } from './expiry.js';
import { pan } from './pan.js';

export const ENTITY_RECOGNISERS: readonly EntityRecogniser[] = [pan, expiry, cvv];

/** The best match of all recognisers; undefined where the digits can be none of them. */
export const recognise = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined =>
  ENTITY_RECOGNISERS.map(({ match }) => match(digits, context))
    .filter((found) => found !== undefined)
    .reduce<EntityMatch | undefined>(
      (best, found) => (best === undefined || found.score > best.score ? found : best),
      undefined,
    );
