/** The object store of one call: what becomes of its next objects, or of all until it ends. */
import type { Strike } from '../fault.js';
import { Random } from '../../dialogues/random.js';
import type { Gatekeeper } from '#tacet/test/s3/s3-server.js';

const MOST_REQUESTS = 4;

/** @param answerOf chosen anew for each request */
export const objectsMeet =
  (answerOf: (random: Random) => Gatekeeper) =>
  ({ stand, voice, random }: Strike): void => {
    // When objects come is the machine's, and must not change what the caller says.
    const own = new Random(random.whole(0, 2 ** 31));
    const answer: Gatekeeper = (request, response) => answerOf(own)(request, response);
    if (random.chance(0.5)) stand.bucket.ailUntilEnd(voice.call, answer);
    else stand.bucket.ail(voice.call, random.whole(1, MOST_REQUESTS), answer);
  };
