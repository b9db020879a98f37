/**
 * Makes the dialogue of a seed and a family. Even seeds hold no secret, odd ones do, where the family has both.
 */
import type { LegRole } from '#tacet/core/ids.js';
import { casualEnglish } from './casual/phrases-en.js';
import { casualGerman } from './casual/phrases-de.js';
import type { Dialogue, Family } from './dialogue.js';
import { freshEnglish } from './fresh/phrases-en.js';
import { freshGerman } from './fresh/phrases-de.js';
import { heldBackEnglish } from './held-back/phrases-en.js';
import { heldBackGerman } from './held-back/phrases-de.js';
import { sayInnocent, sayerOf } from './innocent-slots.js';
import { ordinaryEnglish } from './ordinary-en.js';
import { ordinaryGerman } from './ordinary-de.js';
import { otherSecretsEnglish } from './other-secrets-en.js';
import { otherSecretsGerman } from './other-secrets-de.js';
import { sayOtherSecret } from './other-slots.js';
import { SECRET_SLOTS } from './payment-slots.js';
import type { Phrases } from './phrases.js';
import { englishPhrases } from './phrases-en.js';
import { germanPhrases } from './phrases-de.js';
import { Random } from './random.js';
import { sealedEnglish } from './sealed/phrases-en.js';
import { sealedGerman } from './sealed/phrases-de.js';
import { servicesEnglish } from './services/phrases-en.js';
import { servicesGerman } from './services/phrases-de.js';
import { unseenEnglish } from './unseen/phrases-en.js';
import { unseenGerman } from './unseen/phrases-de.js';
import { isNumberWord } from './number-words.js';
import { Stage } from './stage.js';
import type { Part, Scenario } from './template.js';
import { Timeline } from './timeline.js';

const ENGLISH_SHARE = 0.55;
const MOST_CHAT = 3;
const TALK_TRIES = 6;
const TAIL_MS = 1_200;

/** Several of one language share its dialogues by how many scenarios each has. */
export const PHRASES: Readonly<Record<Family, readonly Phrases[]>> = {
  tune: [englishPhrases, germanPhrases, casualEnglish, casualGerman],
  'held-back': [heldBackEnglish, heldBackGerman],
  services: [servicesEnglish, servicesGerman],
  sealed: [sealedEnglish, sealedGerman],
  unseen: [unseenEnglish, unseenGerman],
  fresh: [freshEnglish, freshGerman],
  ordinary: [ordinaryEnglish, ordinaryGerman],
  'other-secrets': [otherSecretsEnglish, otherSecretsGerman],
};
/** So that the families do not share their chances. */
const SEED_OFFSETS: Readonly<Record<Family, number>> = {
  tune: 0,
  'held-back': 100_000_000,
  ordinary: 200_000_000,
  'other-secrets': 300_000_000,
  services: 400_000_000,
  sealed: 500_000_000,
  unseen: 600_000_000,
  fresh: 700_000_000,
};

export const generate = (seed: number, family: Family = 'tune'): Dialogue => {
  const random = new Random(seed + SEED_OFFSETS[family]);
  const tag = random.chance(ENGLISH_SHARE) ? 'en' : 'de';
  const choices = PHRASES[family]
    .filter(({ language }) => language.tag === tag)
    .flatMap((phrases) => scenariosOf(phrases, seed).map((scenario) => ({ phrases, scenario })));
  const { phrases, scenario } = random.pick(choices);
  return perform(seed, phrases, scenario, random);
};

const scenariosOf = ({ payments, innocent }: Phrases, seed: number): readonly Scenario[] => {
  if (payments.length === 0) return innocent;
  return innocent.length === 0 || seed % 2 === 1 ? payments : innocent;
};

/** Plays a scenario. */
export const perform = (seed: number, phrases: Phrases, scenario: Scenario, random: Random): Dialogue => {
  const timeline = new Timeline(random, (word) => isNumberWord(word, phrases.language));
  const stage = new Stage(random, phrases, timeline);
  if (random.chance(0.6) && mayGreet(phrases, scenario)) {
    stage.phrase('agent', phrases.greetings);
    pauseBetweenTurns(stage);
    if (phrases.opensAtOnce !== true) chat(stage);
  }
  for (const turn of scenario.turns) {
    if (turn.kind === 'chat') chat(stage, turn.count);
    else if (!turn.isOptional || random.chance(0.5)) {
      for (const part of random.pick(turn.ways)) play(stage, turn.leg, part);
      pauseBetweenTurns(stage);
    }
  }
  if (random.chance(0.5)) stage.phrase('agent', phrases.farewells);

  const words = timeline.words.toSorted((a, b) => a.fromMs - b.fromMs);
  const { secrets, tolerated } = timeline;
  return {
    family: phrases.family,
    seed,
    language: phrases.language.tag,
    scenario: scenario.name,
    style: secrets.some((secret) => secret.entity === 'pan') ? stage.style : undefined,
    words,
    secrets,
    tolerated,
    durationMs: Math.ceil(Math.max(0, ...words.map((word) => word.toMs)) + TAIL_MS),
  };
};

const mayGreet = ({ opensAtOnce }: Phrases, { turns: [first] }: Scenario): boolean =>
  opensAtOnce !== true || (first?.kind === 'say' && first.leg === 'caller');

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
      if (part.name === 'secret') sayOtherSecret(stage, leg, part.options);
      else if (secret === undefined) sayInnocent(stage, leg, part.name, part.options);
      else secret(stage, leg, part.options);
      stage.pause(20, 250);
    }
  }
};

const chat = (stage: Stage, count = stage.random.whole(0, MOST_CHAT)): void => {
  for (let left = count; left > 0; left--) {
    const turns = madeUpTalk(stage) ?? stage.smallTalk();
    if (turns === undefined) return;
    const [agent, caller] = turns;
    stage.words('agent', agent.split(' '));
    pauseBetweenTurns(stage);
    stage.words('caller', caller.split(' '));
    pauseBetweenTurns(stage);
  }
};

/** Nobody asks the same again at once, as far as there is something else to ask. */
const madeUpTalk = (stage: Stage): readonly [agent: string, caller: string] | undefined => {
  const { talk } = stage.phrases;
  if (talk === undefined) return undefined;
  let turns = talk(sayerOf(stage));
  for (let tries = 0; tries < TALK_TRIES && !stage.isNews(turns[0]); tries++) turns = talk(sayerOf(stage));
  return turns;
};

const pauseBetweenTurns = (stage: Stage): void => stage.pause(200, 1_300);
