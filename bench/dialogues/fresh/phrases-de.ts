/**
 * Fresh German: its own small phrases and ways to say numbers.
 */
import { germanPhrases } from '../phrases-de.js';
import type { ExpiryPart, Phrases } from '../phrases.js';
import { germanSpelling } from '../spelling.js';
import { freshInnocentGerman } from './innocent-de.js';
import { freshPaymentsGerman } from './payments-de.js';
import { saidIn, spelledOf } from './ways.js';

const { months } = germanPhrases;
const NAMES = ['krüger', 'yilmaz', 'wojcik', 'bergmann', 'schuster', 'hofer', 'nguyen'].map((name) =>
  name.replaceAll('ü', 'ue'),
);
/** As they end where the day or month is said: "fünfter siebter". */
const ORDINALS =
  'erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter'.split(' ');
const DECEMBER = 12;

const part = (words: string, digits: readonly number[]): ExpiryPart => ({ words: words.split(' '), digits });

const expiries: Phrases['expiries'] = (month, year, say) => {
  const two = [Math.floor(year / 10), year % 10];
  const full = [2, 0, ...two];
  const named: ExpiryPart = { words: [months[month - 1] ?? ''], digits: [], isMonth: true };
  const ownDigits = month < 10 ? [month] : [1, month % 10];
  const bare = part(say.cardinal(month), ownDigits);
  const padded = month < 10 ? part(`null ${say.cardinal(month)}`, [0, month]) : bare;
  const short = part(say.cardinal(year), two);
  const twice = part(`zwanzig ${say.cardinal(year)}`, full);
  const thousand = part(`zweitausend${say.cardinal(year)}`, full);
  const singles = part(say.single(two), two);
  const between = part(say.pick(['strich', 'schrägstrich', 'slash', 'punkt', 'und', 'vom jahr']), []);
  const anyYear = say.pick([short, short, twice, thousand, singles]);
  const ordinal = part(ORDINALS[month - 1] ?? '', ownDigits);
  return [
    [padded, short],
    [padded, thousand],
    [padded, singles],
    [bare, short],
    [bare, between, anyYear],
    [padded, between, anyYear],
    [named, anyYear],
    [part('ende', []), named, anyYear],
    [part('im', []), named, anyYear],
    [ordinal, anyYear],
    [part('monat', []), padded, part('jahr', []), anyYear],
    [named, part('also', []), padded, part('und dann', []), anyYear],
    ...(month === DECEMBER ? [[part('ende', []), say.pick([short, thousand])]] : []),
  ];
};

export const freshGerman: Phrases = {
  ...germanPhrases,
  family: 'fresh',
  usualCards: true,
  said: saidIn({
    repeats: (count) =>
      count === 2
        ? [
            ['doppel', ''],
            ['zwei mal die', ''],
            ['zweimal die', ''],
            ['zweimal', ''],
            ['', 'zweimal'],
          ]
        : [
            ['drei mal die', ''],
            ['dreimal die', ''],
            ['dreimal', ''],
            ['', 'dreimal'],
          ],
    hundreds: (pair, { speech }) => `${speech.cardinal(pair, false).join(' ')}hundert`,
    joints: [
      'dann',
      'und dann',
      'ähm',
      'leerzeichen',
      'weiter',
      'dann kommt',
      'danach',
      'strich',
      'pause',
      'haben sie das',
    ],
  }),
  sayings: {
    ...germanPhrases.sayings,
    spelled: spelledOf(NAMES, germanSpelling, 'wie'),
  },
  expiries,
  backchannels: ['mhm', 'ja', 'okay', 'hab ich', 'gut', 'weiter', 'ja bitte', 'und', 'notiert'],
  fillers: ['äh', 'ähm', 'warten sie', 'moment', 'was steht da', 'ich glaub', 'so'],
  waits: [
    'oh jetzt ist das licht aus',
    'entschuldigung der hund',
    'ich stell kurz die tasche ab',
    'es klingelt gerade',
  ],
  corrections: ['nein halt', 'entschuldigung ich meine', 'quatsch', 'stimmt nicht', 'anders', 'ach falsch'],
  thirdParty: ['geh da runter', 'jetzt nicht schatz', 'mama telefoniert', 'ja ich komm gleich'],
  queries: ['war das', 'sagten sie', 'also'],
  yes: ['ja', 'genau', 'richtig', 'stimmt'],
  greetings: [
    'guten tag sie sprechen mit frau sommer',
    'schönen guten morgen was kann ich tun',
    'hallo worum geht es',
  ],
  farewells: ['tschüss', 'danke für den anruf', 'schönen tag noch'],
  chat: [
    ['haben sie es weit zu uns', 'nein gleich um die ecke'],
    ['das system ist heute langsam', 'macht nichts'],
    ['stimmt die anschrift noch', 'ja die stimmt'],
    ['schönes wetter dafür', 'regen wäre auch mal gut'],
    ['ich mach mal ihr konto auf', 'gut'],
    ['wie sind sie auf uns gekommen', 'über bekannte'],
  ],
  innocent: freshInnocentGerman,
  payments: freshPaymentsGerman,
};
