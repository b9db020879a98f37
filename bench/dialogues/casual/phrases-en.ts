/**
 * Casual English, part of the family `tune`: its own small phrases and ways to say amounts, dates and addresses.
 */
import type { Phrases } from '../phrases.js';
import { englishPhrases } from '../phrases-en.js';
import { casualInnocentEnglish } from './innocent-en.js';
import { casualPaymentsEnglish } from './payments-en.js';

const sayings: Phrases['sayings'] = {
  ...englishPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(5, 90))} quid`,
      `${say.cardinal(say.whole(2, 90))} fifty`,
      `${say.cardinal(say.whole(110, 990))} and change`,
      `just under ${say.cardinal(say.whole(2, 9))} hundred`,
      `${say.cardinal(say.whole(1, 9))} thousand ${say.cardinal(say.whole(1, 9))} hundred dollars`,
      `${say.cardinal(say.whole(10, 99))} point ${say.single([say.whole(0, 9), say.whole(0, 9)])}`,
      `${say.cardinal(say.whole(100, 999))} pounds ${say.cardinal(say.whole(11, 99))} p`,
    ]),
  date: (say) =>
    say.pick([
      `${say.cardinal(say.whole(1, 12))} slash ${say.cardinal(say.whole(1, 28))} slash ${say.cardinal(say.whole(24, 27))}`,
      `the ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(['monday', 'wednesday', 'friday', 'saturday'])} week that is the ${say.ordinal(say.whole(1, 31))}`,
      `the ${say.ordinal(say.whole(1, 31))} of the ${say.ordinal(say.whole(1, 12))}`,
      `${say.pick(['late', 'early', 'mid'])} ${say.pick(['march', 'june', 'october', 'november'])} twenty ${say.cardinal(say.whole(20, 27))}`,
    ]),
  time: (say) =>
    say.pick([
      `quarter past ${say.cardinal(say.whole(1, 12))}`,
      `ten to ${say.cardinal(say.whole(1, 12))}`,
      `${say.cardinal(say.whole(1, 11))} forty`,
      `fourteen hundred hours`,
      `${say.cardinal(say.whole(1, 11))} ish`,
    ]),
  house: (say) =>
    say.pick([
      `flat ${say.cardinal(say.whole(1, 30))} b ${say.cardinal(say.whole(2, 120))}`,
      `${say.cardinal(say.whole(11, 99))} ${say.single([say.whole(0, 9), say.whole(1, 9)])}`,
      `unit ${say.cardinal(say.whole(1, 9))} ${say.cardinal(say.whole(100, 900))}`,
    ]),
  dose: (say) =>
    `${say.cardinal(say.whole(1, 4))} ${say.pick(['tablets', 'drops', 'capsules'])} of ${say.cardinal(say.whole(1, 8) * 50)} milligrams ${say.pick(['twice', 'three times'])} a day`,
  size: (say) =>
    `${say.cardinal(say.whole(60, 240))} by ${say.cardinal(say.whole(60, 240))} by ${say.cardinal(say.whole(20, 90))}`,
  score: (say) => `${say.cardinal(say.whole(0, 6))} ${say.pick(['nil', 'to one', 'all'])}`,
  lotto: (say) => Array.from({ length: 6 }, () => say.cardinal(say.whole(1, 49))).join(' '),
  plate: (say) =>
    `${say.pick(['k', 'l', 'd', 'r'])} ${say.pick(['v', 'p', 't'])} ${say.cardinal(say.whole(11, 74))} ${say.pick(['x', 'z'])} o ${say.pick(['g', 'u'])}`,
  coordinates: (say) =>
    `${say.cardinal(say.whole(50, 58))} point ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} north and ${say.cardinal(say.whole(0, 3))} point ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} west`,
};

export const casualEnglish: Phrases = {
  ...englishPhrases,
  family: 'tune',
  sayings,
  backchannels: [
    'mm',
    'yup',
    'i am with you',
    'next',
    'gotcha',
    'sure',
    'mm hm yeah',
    'keep going',
    'lovely',
    'next lot',
  ],
  fillers: ['erm', 'so', 'you know', 'hmm', 'what is that', 'is that a', 'okay', 'oh'],
  waits: [
    'give me a tick',
    'sorry the dog is at the door',
    'bear with me i am walking to the kitchen',
    'it is all rubbed off here let me tilt it',
    'my reading specs are upstairs hold the line',
  ],
  corrections: [
    'no hang on',
    'oops',
    'scrap that',
    'sorry sorry',
    'wait no',
    'i tell a lie',
    'let me start over',
    'no no no',
  ],
  thirdParty: [
    'mum can i have a biscuit',
    'who is that on the phone love',
    'no not now darling i am on the phone to the shop',
    'is it the white one or the one in your purse',
    'can somebody get the door please',
    'have you seen my keys anywhere',
  ],
  queries: ['sorry was that', 'just to check that was', 'did you say', 'can i confirm', 'so i have'],
  yes: ['yes', 'yep spot on', 'that is it', 'correct', 'uh huh'],
  greetings: [
    'welcome to the booking line my name is priya',
    'you are through to accounts',
    'hello hello can you hear me alright',
    'afternoon thanks for your patience',
  ],
  farewells: ['lovely speaking to you bye now', 'all done take care', 'you are all set'],
  chat: [
    ["awful weather again isn't it", 'tell me about it we got soaked'],
    ['are you near a computer by any chance', 'no i am in the car but i have pulled over'],
    ['sorry it is so loud in here today', 'that is alright i can hear you just about'],
    ['did you get our letter last week', 'i might have done i get so many of them'],
    ['is it a present for someone', 'yes for my niece she is getting married'],
    ['have you been to us before', 'once or twice but that was ages ago'],
    ['i am just waiting for the page to come up', 'is it one of those days'],
    ['do you want me to pop you on the mailing list', 'no you are alright thanks'],
  ],
  innocent: casualInnocentEnglish,
  payments: casualPaymentsEnglish,
};
