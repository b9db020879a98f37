/**
 * Unseen English: calls of minutes to desks of many kinds, most turns without a number. Written by somebody who had read
 * nothing of the detector; it judges, and neither side is changed for what it shows.
 */
import type { Phrases } from '../phrases.js';
import { englishPhrases } from '../phrases-en.js';
import { englishSpelling } from '../spelling.js';
import { coded } from './coded.js';
import { unseenHomeEnglish } from './innocent-home-en.js';
import { unseenShopsEnglish } from './innocent-shops-en.js';
import { unseenTravelEnglish } from './innocent-travel-en.js';
import { unseenPaymentsEnglish } from './payments-en.js';
import { unseenMorePaymentsEnglish } from './payments-more-en.js';
import { talkEnglish } from './talk-en.js';

const { months } = englishPhrases;
const LETTERS = Array.from('abcdhklmprt');

const sayings: Phrases['sayings'] = {
  ...englishPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(4, 99))} pounds`,
      `${say.cardinal(say.whole(4, 99))} pounds ${say.cardinal(say.whole(10, 99))}`,
      `${say.cardinal(say.whole(11, 99))} ${say.pick(['fifty', 'ninety nine', 'ninety five', 'twenty'])}`,
      `${say.cardinal(say.whole(101, 980))} pounds`,
      `${say.cardinal(say.whole(101, 980))} pounds and ${say.cardinal(say.whole(2, 99))} pence`,
      `a hundred and ${say.cardinal(say.whole(2, 99))} pounds`,
      `${say.cardinal(say.whole(2, 9))} ${say.pick(['fifty', 'pounds'])}`,
    ]),
  bigsum: (say) => `${say.cardinal(say.whole(41, 390))} thousand ${say.pick(['', 'pounds', 'or so'])}`.trim(),
  small: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 48))} pounds`,
      `${say.cardinal(say.whole(3, 48))} ${say.pick(['fifty', 'ninety nine', 'ninety five'])}`,
      `${say.cardinal(say.whole(3, 48))} pounds ${say.cardinal(say.whole(11, 90))}`,
    ]),
  percent: (say) => `${say.cardinal(say.whole(2, 6))} point ${say.single([say.whole(1, 9)])} percent`,
  mins: (say) => say.cardinal(5 * say.whole(2, 12)),
  pence: (say) => `${say.cardinal(say.whole(22, 34))} point ${say.single([say.whole(1, 9)])} pence`,
  bought: (say) =>
    say.pick([
      `last ${say.pick(months)}`,
      `${say.pick(months)} time`,
      `about ${say.cardinal(say.whole(2, 6))} years ago`,
    ]),
  slot: (say) =>
    say.pick(['eight and one', 'eight and twelve', 'twelve and five', 'one and six', 'ten and two']),
  bill: (say) =>
    say.pick([
      `${say.cardinal(say.whole(210, 990))} pounds`,
      `${say.cardinal(say.whole(12, 28))} hundred pounds`,
      `${say.cardinal(say.whole(1_050, 3_900))} pounds`,
      `${say.cardinal(say.whole(1_050, 3_900))} pounds and ${say.cardinal(say.whole(2, 99))} pence`,
    ]),
  one: (say) => say.cardinal(say.whole(1, 9)),
  two: (say) => say.cardinal(say.whole(11, 95)),
  points: (say) => `${say.cardinal(say.whole(220, 9800))} points`,
  mileage: (say) =>
    say.pick([
      `${say.cardinal(say.whole(18, 120))} thousand`,
      `about ${say.cardinal(say.whole(11, 98))} and a half thousand`,
      `${say.cardinal(say.whole(18, 98))} thousand ${say.cardinal(say.whole(2, 9))} hundred`,
    ]),
  date: (say) =>
    say.pick([
      `the ${say.ordinal(say.whole(1, 31))}`,
      `the ${say.ordinal(say.whole(1, 31))} of ${say.pick(months)}`,
      say.pick(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
      `${say.pick(['monday', 'wednesday', 'saturday'])} the ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(months)} the ${say.ordinal(say.whole(1, 31))}`,
    ]),
  birthDay: (say) => `the ${say.ordinal(say.whole(1, 31))} of ${say.pick(months)}`,
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(1, 12))} ${say.pick(['fifteen', 'thirty', 'forty five', 'twenty'])}`,
      `${say.pick(['half', 'quarter'])} past ${say.cardinal(say.whole(1, 12))}`,
      `quarter to ${say.cardinal(say.whole(1, 12))}`,
      `${say.cardinal(say.whole(1, 12))} o'clock`,
      `ten to ${say.cardinal(say.whole(1, 12))}`,
    ]),
  count: (say) => say.cardinal(say.whole(2, 14)),
  house: (say) => say.cardinal(say.whole(1, 180)),
  decimal: (say) => `${say.cardinal(say.whole(1, 8))} point ${say.single([say.whole(1, 9)])}`,
  weight: (say) => `${say.cardinal(say.whole(1, 3))} point ${say.single([say.whole(1, 9)])} kilos`,
  size: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 5))} metres by ${say.cardinal(say.whole(2, 5))}`,
      `${say.cardinal(say.whole(2, 5))} metres ${say.cardinal(say.whole(11, 90))}`,
      `${say.cardinal(say.whole(40, 220))} by ${say.cardinal(say.whole(40, 99))} centimetres`,
    ]),
  dose: (say) => `${say.pick(['ten', 'five', 'two point five', 'forty', 'seventy five'])} milligrams`,
  letter: (say) => say.pick(LETTERS),
  taxcode: (say) => `${say.single([1, 2, say.whole(0, 9), say.whole(0, 9)])} l`,
  model: (say) => coded(say, say.pick(['?? XXX', '??? XXXX', '? XX ?']), englishSpelling),
  serialno: (say) =>
    coded(say, say.pick(['?? XXXX XXXX', '?XXXXXXXX', '??? XXXXXX', 'XXXX ?? XXXX']), englishSpelling),
  tracking: (say) =>
    coded(say, say.pick(['?? XXX XXX XXX GB', '? XXXX XXXX XXXX', 'H XXXXXXX XXXXXXXX']), englishSpelling),
  policy: (say) => coded(say, say.pick(['?? XXX XXX XXX', '??? XXXXXXXX']), englishSpelling),
  bookref: (say) =>
    coded(say, say.pick(['??????', '??X ?X?', '??? XXX', 'X?? ?X?', '?????X']), englishSpelling),
  pcn: (say) => coded(say, say.pick(['?? XXXX XXXX', '?? XXXXXXX ?']), englishSpelling),
  plate: (say) => coded(say, `?? ${say.pick(['1#', '2#', '6#', '7#'])} ???`, englishSpelling),
  vin: (say) =>
    coded(
      say,
      say.pick(['WVWZZZ 1KZ XW XXX XXX', 'SAJ AA XX ?X ?? XXXXX', 'WBA XX XXX X? XXXXX']),
      englishSpelling,
    ),
  ukpostcode: (say) =>
    coded(say, say.pick(['LS6 #??', 'BS1# #??', 'NG7 #??', 'EH1# #??', 'M2# #??']), englishSpelling),
};

export const unseenEnglish: Phrases = {
  ...englishPhrases,
  family: 'unseen',
  sayings,
  talk: talkEnglish,
  styles: [
    ...Array<'single'>(5).fill('single'),
    ...Array<'grouped'>(6).fill('grouped'),
    ...Array<'doubles'>(4).fill('doubles'),
    'pairs',
    'pairs',
    'hundreds',
  ],
  expiries: (month, year, say) => [
    ...englishPhrases.expiries(month, year, say),
    [
      { words: ['the', 'end', 'of'], digits: [] },
      { words: [months[month - 1] ?? ''], digits: [], isMonth: true },
      { words: say.cardinal(year).split(' '), digits: [Math.floor(year / 10), year % 10] },
    ],
  ],
  phones: ['02079460XXX', '01174960XXX', '01632960XXX', '07700900XXX', '07700900XXX', '07700900XXX'],
  opensAtOnce: true,
  usualCards: true,
  backchannels: [
    'yep',
    'okay',
    'mm',
    'uh huh',
    'yeah',
    'thank you',
    'lovely',
    'next',
    'go on',
    'right',
    'mm hm',
  ],
  fillers: ['um', 'er', 'so', 'and', 'what is it', 'uh', 'ehm', 'momento', 'alors', 'wait'],
  waits: [
    "hang on it's in my purse",
    'sorry i just need to put the light on',
    "let me get my wallet out it's in the car",
    "wait a minute i've got the wrong glasses on",
    "one second i'm just turning it over",
    "where's it gone it was here a minute ago",
    'sorry love can you hold on a tick',
  ],
  corrections: [
    'no sorry',
    'sorry',
    'oh no hang on',
    "no that's wrong",
    'let me start again',
    'i beg your pardon',
  ],
  thirdParty: [
    "no mum it's the blue one",
    'not now sweetheart mummy is on the phone',
    "i'm on the phone",
    'can you turn that down please',
    "it's in the drawer the other drawer",
  ],
  queries: ['sorry was that', 'did you say', 'so that bit was', 'can i just check that last bit'],
  yes: ['yes', 'yeah', "that's it", "that's right", 'yep'],
  greetings: [
    "good afternoon you're speaking to claire how can i help",
    'hello thanks for waiting what can i do for you',
    "hi there you're through to jamie",
    'good morning sorry to keep you',
    'hello how can i help',
  ],
  farewells: [
    'lovely thank you for your call bye now',
    'okay you take care bye bye',
    'is there anything else i can help with today',
    "brilliant you're all sorted bye",
    'cheers then bye',
  ],
  innocent: [...unseenTravelEnglish, ...unseenHomeEnglish, ...unseenShopsEnglish],
  payments: [...unseenPaymentsEnglish, ...unseenMorePaymentsEnglish],
};
