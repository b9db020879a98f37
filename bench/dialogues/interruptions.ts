/**
 * What comes between the digits of a number: the listener, somebody else, a slip of the tongue, a search for the card.
 */
import { otherRole, type LegRole } from '#tacet/core/ids.js';
import { piecesOf, type Stage } from './stage.js';

const MOST_FALSE_START = 6;
const WAIT_MS = [4_000, 12_000] as const;

export const backchannel = (stage: Stage, speaker: LegRole): void => {
  const listener = otherRole(speaker);
  if (stage.random.chance(0.3)) {
    stage.timeline.aside(listener, stage.random.pick(stage.phrases.backchannels).split(' '), 100);
    return;
  }
  stage.pause(100, 500);
  stage.phrase(listener, stage.phrases.backchannels);
  stage.pause(200, 900);
};

/** "four three ... no sorry" before the right group. */
export const mistake = (stage: Stage, leg: LegRole, digits: readonly number[]): void => {
  const { random } = stage;
  const wrong = digits.map((digit, i) =>
    i === digits.length - 1 ? (digit + random.whole(1, 9)) % 10 : digit,
  );
  for (const piece of piecesOf(stage, wrong, 'single')) stage.timeline.say(leg, piece);
  stage.pause(200, 900);
  stage.phrase(leg, stage.phrases.corrections);
  stage.pause(100, 700);
};

/** "four two ... no wait": what was begun wrong need not be masked, and may be. */
export const falseStart = (stage: Stage, leg: LegRole, digits: readonly number[]): void => {
  const { random, timeline } = stage;
  const begun = digits.slice(0, random.whole(2, MOST_FALSE_START));
  const last = begun.length - 1;
  const wrong = begun.map((digit, i) => (i === last ? (digit + random.whole(1, 9)) % 10 : digit));
  for (const piece of piecesOf(stage, wrong, 'single')) timeline.tolerate(leg, piece);
  stage.pause(200, 1_200);
  stage.phrase(leg, stage.phrases.corrections);
  stage.pause(100, 900);
};

export const thirdParty = (stage: Stage, leg: LegRole): void => {
  stage.pause(200, 900);
  stage.phrase(leg, stage.phrases.thirdParty ?? stage.phrases.waits);
  stage.pause(300, 2_000);
};

export const search = (stage: Stage, leg: LegRole): void => {
  stage.pause(200, 600);
  stage.phrase(leg, stage.phrases.waits);
  stage.pause(...WAIT_MS);
};
