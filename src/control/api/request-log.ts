/**
 * Requests that were answered, by the id that the client gave them: one that comes again gets the same answer.
 *
 * Of one call; bounded, the oldest are forgotten.
 */
import { TacetError } from '../../core/errors.js';

interface Answered {
  readonly request: string;
  readonly answer: unknown;
}

const MOST = 200;

export class RequestLog {
  readonly #answered = new Map<string, Answered>();

  /**
   * @param id of the request; undefined: it is new
   * @param request what was asked for, to tell whether it is the same
   * @throws TacetError TACET_REQUEST_REUSED
   */
  once<Answer>(subject: string, id: string | undefined, request: unknown, act: () => Answer): Answer {
    if (id === undefined) return act();
    const key = JSON.stringify([subject, id]);
    const text = JSON.stringify(request);
    const known = this.#answered.get(key);
    if (known !== undefined) {
      if (known.request !== text) throw new TacetError('TACET_REQUEST_REUSED');
      return known.answer as Answer;
    }
    const answer = act();
    this.#answered.set(key, { request: text, answer });
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= MOST) break;
      this.#answered.delete(oldest);
    }
    return answer;
  }
}
