/**
 * English of service lines: hotels, utilities, insurers, ticket lines, help desks, parcels. Its scenarios are not tuned
 * on; what is mended by their causes (causes.ts) is mended by rules that hold elsewhere.
 */
import type { Phrases } from '../phrases.js';
import { casualEnglish } from '../casual/phrases-en.js';
import { englishPhrases } from '../phrases-en.js';
import { servicesInnocentEnglish } from './innocent-en.js';
import { servicesPaymentsEnglish } from './payments-en.js';

const { plate } = casualEnglish.sayings;

const sayings: Phrases['sayings'] = {
  ...englishPhrases.sayings,
  ...(plate === undefined ? {} : { plate }),
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 95))} pounds ${say.cardinal(say.whole(11, 99))}`,
      `${say.cardinal(say.whole(3, 95))} dollars even`,
      `a hundred and ${say.cardinal(say.whole(2, 98))} pounds`,
      `${say.cardinal(say.whole(101, 1900))} dollars and ${say.cardinal(say.whole(2, 99))} cents`,
      `${say.cardinal(say.whole(12, 99))} ninety five`,
      `about ${say.cardinal(say.whole(2, 90) * 10)} quid`,
    ]),
  date: (say) =>
    say.pick([
      `the ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(['monday', 'wednesday', 'friday'])} the ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(englishPhrases.months)} ${say.ordinal(say.whole(1, 31))}`,
      `the ${say.ordinal(say.whole(1, 31))} of ${say.pick(englishPhrases.months)} twenty ${say.cardinal(say.whole(24, 27))}`,
      `${say.pick(['next', 'this'])} ${say.pick(['tuesday', 'thursday', 'saturday'])}`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(1, 12))} thirty`,
      `${say.cardinal(say.whole(1, 12))} ${say.pick(['a m', 'p m', "o'clock"])}`,
      `quarter to ${say.cardinal(say.whole(2, 12))}`,
      `${say.cardinal(say.whole(13, 22))} hundred`,
      `${say.cardinal(say.whole(6, 11))} in the ${say.pick(['morning', 'evening'])}`,
    ]),
  pressure: (say) => `${say.cardinal(say.whole(105, 165))} over ${say.cardinal(say.whole(62, 98))}`,
  ipAddress: (say) =>
    `one nine two dot one six eight dot ${say.single([say.whole(0, 9)])} dot ${say.cardinal(say.whole(2, 254))}`,
};

export const servicesEnglish: Phrases = {
  ...englishPhrases,
  family: 'services',
  sayings,
  backchannels: ['okay', 'mm hmm', 'yep', 'got it', 'thank you', 'go on', 'and the next ones', 'right'],
  fillers: ['um', 'and then', 'let me see', 'er', 'what does that say', 'so', 'and'],
  waits: [
    'sorry just getting my glasses on',
    'one sec the kettle is boiling',
    'hang on i am turning it to the light',
    'where has it gone it was right here',
    'bear with me while i put you on speaker',
  ],
  corrections: ['no sorry', 'oh no', 'wait that is wrong', 'sorry start that bit again', 'no i mean'],
  greetings: [
    'good morning you are through to bookings',
    'thank you for calling your call is recorded for training',
    'hi this is dana on the service line what can i do for you',
    'hello and sorry for the wait',
  ],
  farewells: ['anything else today', 'have a lovely day', 'thanks for calling bye', 'you take care now'],
  chat: [
    ['it is just loading sorry', 'you are alright'],
    ['is it raining where you are as well', 'it has not stopped all week'],
    ['can i pop you on hold a second', 'yes no problem'],
    ['are you still at the same address', 'yes we are'],
    ['did you use the app at all', 'i tried but it would not let me in'],
    ['how did you hear about us', 'my sister uses you'],
    ['could i take your name', 'it is mrs pemberton'],
    ['what was the problem exactly', 'well it just will not turn on any more'],
  ],
  innocent: servicesInnocentEnglish,
  payments: servicesPaymentsEnglish,
};
