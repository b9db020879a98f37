/**
 * Makes the dialogue of a seed. Even seeds hold no payment secret, odd ones do.
 */
import type { LegRole } from '#tacet/core/ids.js';
import type { Dialogue } from './dialogue.js';
import { sayInnocent } from './innocent-slots.js';
import { SECRET_SLOTS } from './payment-slots.js';
import type { Phrases } from './phrases.js';
import { englishPhrases } from './phrases-en.js';
import { germanPhrases } from './phrases-de.js';
import { Random } from './random.js';
import { isNumberWord } from './number-words.js';
import { Stage } from './stage.js';
import type { Part, Scenario } from './template.js';
import { Timeline } from './timeline.js';

const ENGLISH_SHARE = 0.55;
const MOST_CHAT = 3;
const TAIL_MS = 1_200;

export const PHRASES: readonly Phrases[] = [englishPhrases, germanPhrases];

export const generate = (seed: number): Dialogue => {
  const random = new Random(seed);
  const phrases = random.chance(ENGLISH_SHARE) ? englishPhrases : germanPhrases;
  const hasSecret = seed % 2 === 1;
  return perform(seed, phrases, random.pick(hasSecret ? phrases.payments : phrases.innocent), random);
};

/** Plays a scenario. */
export const perform = (seed: number, phrases: Phrases, scenario: Scenario, random: Random): Dialogue => {
  const timeline = new Timeline(random, (word) => isNumberWord(word, phrases.language));
  const stage = new Stage(random, phrases, timeline);
  if (random.chance(0.6)) {
    stage.phrase('agent', phrases.greetings);
    pauseBetweenTurns(stage);
    chat(stage);
  }
  for (const turn of scenario.turns) {
    if (turn.kind === 'chat') chat(stage);
    else if (!turn.isOptional || random.chance(0.5)) {
      for (const part of random.pick(turn.ways)) play(stage, turn.leg, part);
      pauseBetweenTurns(stage);
    }
  }
  if (random.chance(0.5)) stage.phrase('agent', phrases.farewells);

  const words = timeline.words.toSorted((a, b) => a.fromMs - b.fromMs);
  const { secrets } = timeline;
  return {
    seed,
    language: phrases.language.tag,
    scenario: scenario.name,
    style: secrets.some((secret) => secret.entity === 'pan') ? stage.style : undefined,
    words,
    secrets,
    durationMs: Math.ceil(Math.max(0, ...words.map((word) => word.toMs)) + TAIL_MS),
  };
};

const play = (stage: Stage, leg: LegRole, part: Part): void => {
  switch (part.kind) {
    case 'words':
      stage.words(leg, part.words);
      return;
    case 'pause':
      stage.pause(part.fromMs, part.toMs);
      return;
    case 'slot': {
      // Nobody runs a number into the words around it.
      stage.pause(20, 350);
      const secret = SECRET_SLOTS[part.name];
      if (secret === undefined) sayInnocent(stage, leg, part.name, part.options);
      else secret(stage, leg, part.options);
      stage.pause(20, 250);
    }
  }
};

const chat = (stage: Stage): void => {
  for (let left = stage.random.whole(0, MOST_CHAT); left > 0; left--) {
    const turns = stage.smallTalk();
    if (turns === undefined) return;
    const [agent, caller] = turns;
    stage.words('agent', agent.split(' '));
    pauseBetweenTurns(stage);
    stage.words('caller', caller.split(' '));
    pauseBetweenTurns(stage);
  }
};

const pauseBetweenTurns = (stage: Stage): void => stage.pause(200, 1_300);
