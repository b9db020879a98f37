/**
 * Unseen German; see phrases-en.ts.
 */
import type { Phrases, Sayer } from '../phrases.js';
import { germanPhrases } from '../phrases-de.js';
import { germanSpelling } from '../spelling.js';
import { coded } from './coded.js';
import { unseenHomeGerman } from './innocent-home-de.js';
import { unseenShopsGerman } from './innocent-shops-de.js';
import { unseenTravelGerman } from './innocent-travel-de.js';
import { unseenPaymentsGerman } from './payments-de.js';
import { unseenMorePaymentsGerman } from './payments-more-de.js';
import { talkGerman } from './talk-de.js';

const { months } = germanPhrases;
const LETTERS = Array.from('abcdhklmprt');
const DAYS = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag'];

const nominative = (ordinal: string): string => ordinal.replace(/n$/, 'r');

/** Two or three figures at a time as numbers, or one by one. */
const grouped = (say: Sayer, ...sizes: readonly number[]): string =>
  sizes
    .map((size) =>
      say.whole(1, 3) === 1
        ? say.cardinal(say.whole(10 ** (size - 1), 10 ** size - 1))
        : say.single(Array.from({ length: size }, () => say.whole(0, 9))),
    )
    .join(' , ');

const sayings: Phrases['sayings'] = {
  ...germanPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(4, 99))} euro`,
      `${say.cardinal(say.whole(4, 99))} euro ${say.cardinal(say.whole(10, 99))}`,
      `${say.cardinal(say.whole(11, 99))} ${say.pick(['fünfzig', 'neunundneunzig', 'neunzig', 'zwanzig'])}`,
      `${say.cardinal(say.whole(101, 980))} euro`,
      `${say.cardinal(say.whole(101, 980))} euro und ${say.cardinal(say.whole(2, 99))} cent`,
      `${say.cardinal(say.whole(2, 19) * 10)} euro`,
    ]),
  bigsum: (say) => `${say.cardinal(say.whole(41, 390))}tausend euro`,
  small: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 48))} euro`,
      `${say.cardinal(say.whole(3, 48))} euro ${say.pick(['fünfzig', 'neunzig', 'zwanzig'])}`,
      `${say.cardinal(say.whole(3, 48))} ${say.pick(['fünfzig', 'neunundneunzig'])}`,
    ]),
  percent: (say) => `${say.cardinal(say.whole(2, 6))} komma ${say.single([say.whole(1, 9)])} prozent`,
  mins: (say) => say.cardinal(5 * say.whole(2, 12)),
  bought: (say) =>
    say.pick([
      `letzten ${say.pick(months)}`,
      `im ${say.pick(months)} irgendwann`,
      `vor ${say.cardinal(say.whole(2, 6))} jahren`,
    ]),
  slot: (say) =>
    say.pick(['acht und zwölf', 'acht und dreizehn uhr', 'zwölf und sechzehn uhr', 'zehn und zwölf']),
  bill: (say) =>
    say.pick([
      `${say.cardinal(say.whole(210, 990))} euro`,
      `${say.cardinal(say.whole(12, 19) * 100)} euro`,
      `${say.cardinal(say.whole(1_050, 3_900))} euro`,
      `${say.cardinal(say.whole(1_050, 3_900))} euro und ${say.cardinal(say.whole(2, 99))} cent`,
    ]),
  one: (say) => say.single([say.whole(1, 9)]),
  two: (say) => say.cardinal(say.whole(11, 95)),
  three: (say) => say.cardinal(say.whole(130, 320)),
  thisYear: (say) => say.cardinal(say.whole(2024, 2026)),
  birthYear: (say) =>
    say.pick([`neunzehnhundert${say.cardinal(say.whole(41, 99))}`, say.cardinal(say.whole(41, 99))]),
  points: (say) => `${say.cardinal(say.whole(220, 9800))} punkte`,
  cents: (say) => `${say.cardinal(say.whole(24, 48))} komma ${say.single([say.whole(1, 9)])} cent`,
  mileage: (say) =>
    say.pick([
      `${say.cardinal(say.whole(18, 190))}tausend kilometer`,
      `knapp ${say.cardinal(say.whole(18, 190))}tausend`,
      `${say.cardinal(say.whole(18, 98))}tausend${say.cardinal(say.whole(2, 9) * 100)}`,
    ]),
  day: (say) => say.pick(DAYS),
  date: (say) =>
    say.pick([
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `${say.ordinal(say.whole(1, 31))} ${say.ordinal(say.whole(1, 12))}`,
      say.ordinal(say.whole(1, 31)),
      `${say.pick(DAYS)} dem ${say.ordinal(say.whole(1, 31))}`,
    ]),
  birthDate: (say) => {
    const [day, month] = [say.ordinal(say.whole(1, 31)), say.ordinal(say.whole(1, 12))];
    const year = say.pick(['neunzehnhundert', '', '']) + say.cardinal(say.whole(41, 99));
    return say.pick([
      `${nominative(day)} ${nominative(month)} ${year}`,
      `am ${day} ${month} ${year}`,
      `${nominative(day)} ${say.pick(months)} ${year}`,
      `null ${say.cardinal(say.whole(2, 9))} null ${say.cardinal(say.whole(2, 9))} ${year}`,
    ]);
  },
  birthDay: (say) => `${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(7, 20))} uhr`,
      `${say.cardinal(say.whole(7, 20))} uhr ${say.pick(['fünfzehn', 'dreißig', 'fünfundvierzig', 'zehn'])}`,
      `halb ${say.cardinal(say.whole(2, 12))}`,
      `viertel ${say.pick(['nach', 'vor'])} ${say.cardinal(say.whole(2, 12))}`,
      `dreiviertel ${say.cardinal(say.whole(2, 12))}`,
    ]),
  count: (say) => say.cardinal(say.whole(2, 14)),
  house: (say) => say.cardinal(say.whole(2, 180)),
  decimal: (say) => `${say.cardinal(say.whole(2, 8))} komma ${say.single([say.whole(1, 9)])}`,
  weight: (say) => `${say.cardinal(say.whole(2, 4))} komma ${say.single([say.whole(1, 9)])} kilo`,
  size: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 5))} meter auf ${say.cardinal(say.whole(2, 5))} meter`,
      `${say.cardinal(say.whole(2, 7))} meter ${say.cardinal(say.whole(11, 90))}`,
      `${say.cardinal(say.whole(40, 220))} mal ${say.cardinal(say.whole(40, 99))}`,
    ]),
  dose: (say) => `${say.pick(['fünf', 'zehn', 'zwei komma fünf', 'vierzig', 'fünfundsiebzig'])} milligramm`,
  letter: (say) => say.pick(LETTERS),
  model: (say) => coded(say, say.pick(['??? XXXX', '?? XX ?XX', '? XXXX']), germanSpelling),
  serialno: (say) =>
    coded(say, say.pick(['? XXX XXX XXX', '?? XXXX XXXX', 'XXXX ? XXXXX', '??? XXXXXX']), germanSpelling),
  meterno: (say) =>
    coded(say, say.pick(['1?? XX XXXX XXXX', '1 ??? XX XXX XXX', 'XXXX XXXX', 'XX XXX XXX']), germanSpelling),
  tracking: (say) =>
    coded(say, say.pick(['?? XXX XXX XXX DE', 'JJD XXX XXX XXX XXX', 'H XXXX XXXX XXXX']), germanSpelling),
  policy: (say) => coded(say, say.pick(['?? XXX XXX XXX', 'XX X?? XXXXXX']), germanSpelling),
  bookref: (say) =>
    coded(say, say.pick(['??????', '??X ?X?', '??? XXX', 'X?? ?X?', '?????X']), germanSpelling),
  aktenzeichen: (say) =>
    grouped(
      say,
      ...say.pick([
        [3, 2, 6, 1],
        [2, 4, 6],
        [4, 4, 4],
      ]),
    ),
  steuernummer: (say) =>
    grouped(
      say,
      ...say.pick([
        [3, 3, 5],
        [2, 3, 5],
        [3, 4, 4],
      ]),
    ),
  rentennummer: (say) => coded(say, say.pick(['XX XXXXXX ? XXX', 'XX XX XX XX ? XXX']), germanSpelling),
  plate: (say) =>
    coded(
      say,
      `${say.pick(['M', 'KA', 'HD', 'B', 'FR', 'WÜ'])} ?? ${say.pick(['#X', '#XX', '#XXX'])}`,
      germanSpelling,
    ),
  vin: (say) =>
    coded(
      say,
      say.pick(['WVWZZZ 1KZ XW XXX XXX', 'WDD XXX XXX 1? XXXXXX', 'WBA XX XXX X? XXXXX']),
      germanSpelling,
    ),
  plz: (say) =>
    say.pick([
      say.single([say.whole(0, 9), say.whole(1, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)]),
      `${say.cardinal(say.whole(10, 99))} ${say.cardinal(say.whole(100, 999))}`,
      `${say.cardinal(say.whole(10, 99))} ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])}`,
    ]),
};

/** "neunter achtundzwanzig": the month as a date is said. */
const ORDINAL_MONTHS =
  'erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter'.split(' ');

export const unseenGerman: Phrases = {
  ...germanPhrases,
  family: 'unseen',
  sayings,
  talk: talkGerman,
  styles: [
    ...Array<'single'>(5).fill('single'),
    ...Array<'grouped'>(5).fill('grouped'),
    ...Array<'pairs'>(5).fill('pairs'),
    'doubles',
    'hundreds',
  ],
  expiries: (month, year, say) => [
    ...germanPhrases.expiries(month, year, say),
    [
      {
        words: [ORDINAL_MONTHS[month - 1] ?? ''],
        digits: month > 9 ? [1, month - 10] : [month],
      },
      { words: [say.cardinal(year)], digits: [Math.floor(year / 10), year % 10] },
    ],
  ],
  opensAtOnce: true,
  usualCards: true,
  backchannels: ['ja', 'mhm', 'okay', 'hab ich', 'ja', 'gut', 'weiter', 'mhm ja', 'und weiter', 'genau'],
  fillers: ['ähm', 'äh', 'also', 'und dann', 'wie heißt das', 'öh', 'okay', 'sorry', 'wait', 'şey'],
  waits: [
    'moment die ist im geldbeutel',
    'ich mach nur schnell das licht an',
    'das portemonnaie liegt im auto augenblick',
    'sekunde falsche brille',
    'ich dreh sie gerade um',
    'wo ist sie denn jetzt die war doch eben noch da',
    'bleiben sie kurz dran',
  ],
  corrections: [
    'nein entschuldigung',
    'sorry',
    'ach nee',
    'falsch',
    'noch mal von vorn',
    'stopp das war falsch',
  ],
  thirdParty: [
    'nein mama die blaue',
    'jetzt nicht schatz ich telefonier',
    'ich bin am telefon',
    'macht mal bitte leiser',
    'in der schublade in der anderen',
  ],
  queries: ['war das jetzt', 'sagten sie', 'das letzte war', 'moment ich hab'],
  yes: ['ja', 'genau', 'richtig', 'ja stimmt', 'so ist es'],
  greetings: [
    'schönen guten tag mein name ist sabine wie kann ich helfen',
    'hallo danke fürs warten was kann ich für sie tun',
    'grüß gott sie sind verbunden mit der zentrale',
    'guten morgen entschuldigen sie die wartezeit',
    'moin',
  ],
  farewells: [
    'gerne dann einen schönen tag noch tschüss',
    'alles klar wiederhören',
    'kann ich sonst noch was für sie tun',
    'super dann haben wir es tschüss',
    'servus',
  ],
  innocent: [...unseenTravelGerman, ...unseenHomeGerman, ...unseenShopsGerman],
  payments: [...unseenPaymentsGerman, ...unseenMorePaymentsGerman],
};
