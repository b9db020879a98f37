/**
 * Talk that is not about a number: what one side says and what the other may answer to it, now and then with a story.
 */
import type { Phrases, Sayer } from '../phrases.js';

/** The agent's words, then ways to answer them. */
export type Exchange = readonly [agent: string, first: string, ...others: string[]];

/** One in so many holds a small number; one in so many answers goes on. */
const NUMBERED_ONE_IN = 10;
const STORY_ONE_IN = 3;

export const talkOf =
  (
    exchanges: readonly Exchange[],
    numbered: readonly ((say: Sayer) => Exchange)[],
    stories: readonly string[],
  ): NonNullable<Phrases['talk']> =>
  (say) => {
    const isNumbered = say.whole(1, NUMBERED_ONE_IN) === 1;
    const [agent, ...answers] = isNumbered ? say.pick(numbered)(say) : say.pick(exchanges);
    const answer = say.pick(answers);
    return [agent, say.whole(1, STORY_ONE_IN) === 1 ? `${answer} ${say.pick(stories)}` : answer];
  };
