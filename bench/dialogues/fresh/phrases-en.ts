/**
 * Fresh English: its own small phrases and ways to say numbers.
 */
import { englishPhrases } from '../phrases-en.js';
import type { ExpiryPart, Phrases } from '../phrases.js';
import { englishSpelling } from '../spelling.js';
import { freshInnocentEnglish } from './innocent-en.js';
import { freshPaymentsEnglish } from './payments-en.js';
import { saidIn, spelledOf } from './ways.js';

const { months } = englishPhrases;
const NAMES = ['okafor', 'lindqvist', 'mcbride', 'patel', 'szymanski', 'hughes', 'nakamura'];
const SHORT: Readonly<Record<string, string>> = { january: 'jan', february: 'feb', august: 'aug' };

const part = (words: string, digits: readonly number[]): ExpiryPart => ({ words: words.split(' '), digits });

const expiries: Phrases['expiries'] = (month, year, say) => {
  const two = [Math.floor(year / 10), year % 10];
  const full = [2, 0, ...two];
  const name = months[month - 1] ?? '';
  const named: ExpiryPart = {
    words: [say.whole(1, 4) === 1 ? (SHORT[name] ?? name) : name],
    digits: [],
    isMonth: true,
  };
  const ownDigits = month < 10 ? [month] : [1, month % 10];
  const bare = part(say.cardinal(month), ownDigits);
  const padded =
    month < 10
      ? part(say.pick([`oh ${say.cardinal(month)}`, `zero ${say.cardinal(month)}`]), [0, month])
      : bare;
  const short = part(say.cardinal(year), two);
  const twice = part(`twenty ${say.cardinal(year)}`, full);
  const thousand = part(`two thousand ${say.cardinal(year)}`, full);
  const singles = part(say.single(two), two);
  const between = part(say.pick(['slash', 'of', 'stroke', 'and', 'dash', 'the year', 'forward slash']), []);
  const anyYear = say.pick([short, short, twice, thousand, singles]);
  return [
    [padded, short],
    [padded, twice],
    [padded, singles],
    [bare, between, anyYear],
    [padded, between, anyYear],
    [named, anyYear],
    [named, part('of', []), anyYear],
    [part('end of', []), named, anyYear],
    [part('the end of', []), named, part('um', []), anyYear],
    [part('the', []), part(say.ordinal(month), ownDigits), part('of', []), anyYear],
    [part('month', []), padded, part('year', []), anyYear],
    [named, part('that is', []), padded, part('and the year is', []), anyYear],
  ];
};

export const freshEnglish: Phrases = {
  ...englishPhrases,
  family: 'fresh',
  usualCards: true,
  said: saidIn({
    repeats: (count) =>
      count === 2
        ? [
            ['double', ''],
            ['double', ''],
            ['two', '', 'plural'],
            ['', 'twice'],
          ]
        : [
            ['triple', ''],
            ['treble', ''],
            ['three', '', 'plural'],
            ['', 'three times'],
          ],
    hundreds: (pair, { speech }) => `${speech.cardinal(pair, false).join(' ')} hundred`,
    joints: [
      'then',
      'and then',
      'um',
      'space',
      'next',
      'then it goes',
      'after that',
      'dash',
      'erm next four',
      'got that',
    ],
  }),
  sayings: {
    ...englishPhrases.sayings,
    plate: (say) =>
      `${say.pick(['b d', 'l k', 'm v'])} ${say.cardinal(say.whole(10, 74))} ${say.pick(['f g h', 'o p t', 'z z e'])}`,
    spelled: spelledOf(NAMES, englishSpelling, 'for'),
  },
  expiries,
  backchannels: [
    'uh huh',
    'okay',
    'yeah',
    'go on then',
    'i have that',
    'right you are',
    'mm',
    'and',
    'thanks',
  ],
  fillers: ['er', 'um', 'let me see', 'hang on', 'what is that', 'i think', 'so'],
  waits: [
    'oh it has gone dark in here',
    'sorry the dog',
    'let me put my bag down',
    'one sec somebody is at the door',
  ],
  corrections: [
    'no wait',
    'sorry i mean',
    'i tell a lie',
    'actually no',
    'scratch that',
    'ah that was wrong',
  ],
  thirdParty: ['get down from there', 'not now darling', 'mum is on the phone', 'yes i am coming'],
  queries: ['sorry was that', 'did you say', 'so that is'],
  yes: ['yes', 'yeah', 'that is right', 'correct'],
  greetings: [
    'hello you are speaking with dana',
    'good morning how may i help',
    'hi there what can i do for you',
  ],
  farewells: ['bye now', 'thanks for calling', 'have a good one'],
  chat: [
    ['and have you had far to travel', 'no just up the road'],
    ['the system is slow this morning', 'no rush at all'],
    ['are you still at the same address', 'yes we are'],
    ['lovely weather for it', 'we could do with some rain'],
    ['i will just open your account', 'okay'],
    ['how did you hear about us', 'a friend told me'],
  ],
  innocent: freshInnocentEnglish,
  payments: freshPaymentsEnglish,
};
