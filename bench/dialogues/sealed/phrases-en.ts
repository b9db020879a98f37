/**
 * Sealed English: its own small phrases. Written by somebody who had seen why `held-back` alarms, before the last of the
 * detector's rules, and measured only to compare two detectors as wholes: no rule was made or changed for what it shows.
 */
import type { Phrases } from '../phrases.js';
import { englishPhrases } from '../phrases-en.js';
import { sealedInnocentEnglish } from './innocent-en.js';
import { sealedPaymentsEnglish } from './payments-en.js';

const { months } = englishPhrases;

const sayings: Phrases['sayings'] = {
  ...englishPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 99))} pounds`,
      `${say.cardinal(say.whole(2, 99))} pounds and ${say.cardinal(say.whole(5, 99))} pence`,
      `${say.cardinal(say.whole(2, 90))} fifty`,
      `about ${say.cardinal(say.whole(2, 19) * 10)} quid`,
      `${say.cardinal(say.whole(105, 990))} dollars`,
      `${say.cardinal(say.whole(1, 9))} thousand ${say.cardinal(say.whole(2, 9))} hundred pounds`,
    ]),
  date: (say) =>
    say.pick([
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `the ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(['wednesday', 'friday', 'saturday'])} the ${say.ordinal(say.whole(1, 31))} of ${say.pick(months)}`,
      `${say.pick(months)} ${say.ordinal(say.whole(1, 31))} twenty twenty ${say.cardinal(say.whole(4, 9))}`,
      `the ${say.ordinal(say.whole(1, 28))} of the ${say.ordinal(say.whole(1, 12))}`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(6, 12))} ${say.pick(['ten', 'twenty five', 'forty', 'fifty'])}`,
      `${say.cardinal(say.whole(1, 11))} ${say.pick(["o'clock", 'p m', 'a m'])}`,
      `${say.pick(['quarter', 'ten', 'five'])} ${say.pick(['past', 'to'])} ${say.cardinal(say.whole(1, 12))}`,
      `${say.cardinal(say.whole(13, 22))} thirty`,
    ]),
  decimal: (say) => `${say.cardinal(say.whole(0, 60))} point ${say.single([say.whole(0, 9)])}`,
  mark: (say) => say.cardinal(say.whole(1, 10)),
  plate: (say) =>
    `${say.pick(['a k', 'y d', 'l f'])} ${say.cardinal(say.whole(51, 74))} ${say.pick(['x u v', 'h j t', 'o p w'])}`,
};

export const sealedEnglish: Phrases = {
  ...englishPhrases,
  family: 'sealed',
  sayings,
  backchannels: ['lovely', 'yes', 'next', 'uh huh', 'keep going', 'okay', 'noted', 'and', 'got it'],
  fillers: ['erm', 'now then', 'uh', 'and after that', 'so', 'hm', 'let me think'],
  waits: [
    'sorry the kettle is going let me turn it off',
    'wait it is upside down',
    'my screen went dark one moment',
    'hang on the cat is on it',
    'i need to scratch the dirt off',
  ],
  corrections: ['oops no', 'no i misread', 'sorry again', 'wrong', 'ah no it says', 'scrap that'],
  thirdParty: [
    'shut the door love',
    'yes in a minute',
    'tell him i am on the phone',
    'leave the dog alone',
    'it is on the worktop',
  ],
  queries: ['was that', 'you said', 'i heard', 'can i check'],
  yes: ['that is it', 'correct', 'spot on', 'yep'],
  greetings: [
    'afternoon you are through to robin',
    'hello thanks for ringing us back',
    'good day who am i speaking with',
    'hiya accounts here',
  ],
  farewells: ['take care then', 'all the best', 'thank you bye', 'speak soon'],
  chat: [
    ['my colleague was just telling me about you', 'only good things i hope'],
    ['it is warm in here today', 'we have the heating on already'],
    ['sorry the line crackles', 'i hear you fine'],
    ['did you find us all right', 'your leaflet was on the mat'],
    ['the printer is thinking about it', 'ours is the same'],
    ['could you spell the surname', 'just like it sounds really'],
    ['any plans for the holidays', 'the coast if the weather holds'],
    ['i will put that on your file', 'thank you kindly'],
  ],
  innocent: sealedInnocentEnglish,
  payments: sealedPaymentsEnglish,
};
