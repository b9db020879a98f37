/**
 * Held-back English: its own small phrases and ways to say amounts, dates and addresses. The detector is never tuned
 * on it, so do not read it while working on the detector.
 */
import type { ExpiryPart, Phrases } from '../phrases.js';
import { englishPhrases } from '../phrases-en.js';
import { heldBackInnocentEnglish } from './innocent-en.js';
import { heldBackPaymentsEnglish } from './payments-en.js';

const { months } = englishPhrases;

const sayings: Phrases['sayings'] = {
  ...englishPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 80))} pounds odd`,
      `${say.cardinal(say.whole(4, 60))} pounds twenty five`,
      `${say.cardinal(say.whole(2, 9))} hundred and ${say.cardinal(say.whole(11, 99))}`,
      `${say.cardinal(say.whole(20, 99))} euros exactly`,
      `${say.cardinal(say.whole(2, 9))} hundred pounds`,
      `${say.cardinal(say.whole(6, 95))} dollars and ${say.cardinal(say.whole(11, 99))} cents`,
    ]),
  date: (say) =>
    say.pick([
      `${say.ordinal(say.whole(1, 31))} of ${say.pick(months)}`,
      `${say.pick(['tuesday', 'thursday', 'sunday'])} ${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `${say.pick(months)} the ${say.ordinal(say.whole(1, 31))} twenty ${say.cardinal(say.whole(24, 31))}`,
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)} this year`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(7, 12))} in the morning`,
      `${say.cardinal(say.whole(1, 9))} ${say.pick(['ten', 'twenty', 'thirty', 'fifty five'])}`,
      `quarter to ${say.cardinal(say.whole(1, 12))}`,
      `${say.cardinal(say.whole(13, 21))} ${say.pick(['hundred', 'fifteen', 'forty'])}`,
    ]),
  house: (say) =>
    say.pick([
      `number ${say.cardinal(say.whole(1, 180))}`,
      `${say.cardinal(say.whole(1, 40))} a`,
      `the top flat at ${say.cardinal(say.whole(2, 90))}`,
    ]),
  decimal: (say) =>
    `${say.cardinal(say.whole(0, 9))} point ${say.single([say.whole(0, 9), ...(say.pick([true, false]) ? [say.whole(1, 9)] : [])])}`,
  pressure: (say) => `${say.cardinal(say.whole(105, 165))} over ${say.cardinal(say.whole(62, 98))}`,
  score: (say) =>
    `${say.cardinal(say.whole(1, 5))} ${say.pick(['one', 'nil', 'each', 'to two'])} ${say.pick(['at half time', 'full time', 'in the end'])}`,
  size: (say) =>
    `${say.cardinal(say.whole(80, 120))} by ${say.cardinal(say.whole(80, 120))} and ${say.cardinal(say.whole(130, 190))} high`,
  mark: (say) => say.cardinal(say.whole(2, 10)),
  letterCode: (say) => `${say.pick(['e', 'f', 'l'])} ${say.single([say.whole(0, 9), say.whole(1, 9)])}`,
  ipAddress: (say) =>
    `one nine two dot one six eight dot ${say.cardinal(say.whole(0, 9))} dot ${say.cardinal(say.whole(1, 254))}`,
};

/** Words between the parts of the date, besides the usual ways. */
const expiries: Phrases['expiries'] = (month, year, say) => {
  const words = (text: string): ExpiryPart => ({ words: text.split(' '), digits: [] });
  const two = [Math.floor(year / 10), year % 10];
  const named: ExpiryPart = { words: [months[month - 1] ?? ''], digits: [], isMonth: true };
  const short: ExpiryPart = { words: say.cardinal(year).split(' '), digits: two };
  const full: ExpiryPart = { words: ['twenty', ...short.words], digits: [2, 0, ...two] };
  return [
    ...englishPhrases.expiries(month, year, say),
    [words('the end of'), named, short],
    [named, words('of'), full],
    [words('month'), named, words('year'), full],
  ];
};

export const heldBackEnglish: Phrases = {
  ...englishPhrases,
  family: 'held-back',
  sayings,
  expiries,
  backchannels: [
    'aha',
    'yeah',
    'mm hm',
    'fire on',
    'got those',
    'still here',
    'okay yeah',
    'good',
    'and',
    'ta',
  ],
  fillers: ['ehm', 'right', 'uh hang on', 'then it goes', 'ooh', 'after that', 'like', 'is it'],
  waits: [
    'two ticks my thumb was over it',
    'let me hold it nearer the window',
    'oh it has slipped down the sofa bear with me',
    'someone is at the door i will be right back',
    'where was i let me find my place again',
  ],
  corrections: [
    'nope wrong line',
    'beg your pardon',
    'i have misread that',
    'strike that',
    'hold on no',
    'that is not right',
    'my mistake',
  ],
  thirdParty: [
    'turn the telly down would you',
    'yes i am giving it to her now',
    'no the dog has already been fed',
    'put the kettle on while you are up',
    'stop pulling at my sleeve sweetheart',
  ],
  queries: ['did i hear', 'that last bit was', 'sorry i make that', 'let me check i wrote'],
  yes: ['you did', 'right yes', 'that is what it says', 'aye'],
  greetings: [
    'hello you have reached the front desk',
    'morning this is dana on the order line',
    'thank you for your patience who have i got there',
    'good evening how may i direct your call',
  ],
  farewells: ['cheers bye for now', 'that is you all sorted', 'mind how you go'],
  chat: [
    ['it is being slow on me today', 'mine is the same at work'],
    ['have you had your tea yet', 'i was about to when i remembered to ring you'],
    ['how did you get on with the last lot', 'very happy with them to be fair'],
    ['i am new so i may have to ask someone', 'you are doing grand'],
    ['was it you i spoke to before', 'no that will have been my husband'],
    ['could you speak up a little', 'is that better i was on the loudspeaker'],
    ['i can hear a baby there', 'she has just woken up she will settle'],
    ['are you happy for us to write to you', 'by email yes not by post'],
  ],
  innocent: heldBackInnocentEnglish,
  payments: heldBackPaymentsEnglish,
};
