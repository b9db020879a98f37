/**
 * German for made-up dialogues.
 */
import { german } from '#tacet/detect/numbers/de.js';
import { innocentGerman } from './innocent-de.js';
import { germanPayments } from './payments-de.js';
import type { ExpiryPart, Phrases, Sayer } from './phrases.js';

const MONTHS = 'januar februar märz april mai juni juli august september oktober november dezember'.split(
  ' ',
);
const ORDINALS = (
  'ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften dreizehnten ' +
  'vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten'
).split(' ');
const ONES = ['', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'] as const;

const ordinal = (value: number): string => {
  if (value <= 20) return ORDINALS[value - 1] ?? '';
  if (value === 30) return 'dreißigsten';
  return `${ONES[value % 10] ?? ''}und${value < 30 ? 'zwanzigsten' : 'dreißigsten'}`;
};

const year = (say: Sayer, value: number): string => {
  if (value >= 2000) return say.cardinal(value);
  const rest = value % 100;
  return `neunzehnhundert${rest === 0 ? '' : say.cardinal(rest)}`;
};

const sayings: Phrases['sayings'] = {
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 99))} euro`,
      `${say.cardinal(say.whole(3, 99))} euro ${say.cardinal(say.whole(10, 99))}`,
      `${say.cardinal(say.whole(3, 99))} euro und ${say.cardinal(say.whole(10, 99))} cent`,
      `${say.cardinal(say.whole(11, 99))} neunundneunzig`,
      `${say.cardinal(say.whole(100, 999))} euro`,
      `${say.cardinal(say.whole(1001, 4999))} euro`,
    ]),
  date: (say) =>
    say.pick([
      `${ordinal(say.whole(1, 31))} ${say.pick(MONTHS)}`,
      `${ordinal(say.whole(1, 31))} ${ordinal(say.whole(1, 12))}`,
      `${say.pick(['montag', 'dienstag', 'donnerstag'])} dem ${ordinal(say.whole(1, 31))}`,
      `${ordinal(say.whole(1, 31))} ${say.pick(MONTHS)} ${year(say, say.whole(2024, 2027))}`,
    ]),
  birthDate: (say) =>
    say.pick([
      `${ordinal(say.whole(1, 31))} ${say.pick(MONTHS)} ${year(say, say.whole(1941, 2004))}`,
      `${ordinal(say.whole(1, 31))} ${ordinal(say.whole(1, 12))} ${year(say, say.whole(1941, 2004))}`,
      `${ordinal(say.whole(1, 31))} ${ordinal(say.whole(1, 12))} ${say.cardinal(say.whole(41, 99))}`,
      say.single([0, say.whole(1, 9), 1, say.whole(0, 2), 1, 9, say.whole(4, 9), say.whole(0, 9)]),
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 19))} uhr`,
      `${say.cardinal(say.whole(8, 19))} uhr ${say.pick(['fünfzehn', 'dreißig', 'fünfundvierzig'])}`,
      `halb ${say.cardinal(say.whole(2, 12))}`,
      `viertel nach ${say.cardinal(say.whole(2, 12))}`,
    ]),
  year: (say) => year(say, say.whole(1985, 2027)),
  percent: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 95))} prozent`,
      `${say.cardinal(say.whole(2, 9))} komma ${say.cardinal(say.whole(1, 9))} prozent`,
    ]),
  count: (say) => say.cardinal(say.whole(2, 30)),
  house: (say) => say.cardinal(say.whole(2, 250)),
  postcode: (say) =>
    say.pick([
      say.single([say.whole(0, 9), say.whole(1, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)]),
      `${say.cardinal(say.whole(10, 99))} ${say.cardinal(say.whole(100, 999))}`,
    ]),
  flight: (say) => `l h ${say.single([say.whole(1, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])}`,
  booking: (say) =>
    `x ${say.cardinal(say.whole(2, 9))} ${say.cardinal(say.whole(2, 9))} kaufmann ${say.cardinal(say.whole(2, 9))} berta`,
  meter: (say) =>
    say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)]),
  serial: (say) =>
    `s n ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} d ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])}`,
};

const digitsOf = (value: number): readonly number[] => [Math.floor(value / 10), value % 10];
const part = (words: string, digits: readonly number[]): ExpiryPart => ({ words: words.split(' '), digits });

const expiries: Phrases['expiries'] = (month, yearDigits, say) => {
  const two = digitsOf(yearDigits);
  const full = [2, 0, ...two];
  const named: ExpiryPart = { words: [MONTHS[month - 1] ?? ''], digits: [], isMonth: true };
  const number = part(say.cardinal(month), month > 9 ? digitsOf(month) : [month]);
  const padded = month > 9 ? number : part(say.single(digitsOf(month)), digitsOf(month));
  const plainYear = part(say.single(two), two);
  const yearNumber = part(say.cardinal(yearDigits), two);
  const fullYear = part(say.cardinal(2000 + yearDigits), full);
  const slash: ExpiryPart = { words: [say.pick(['schrägstrich', 'strich'])], digits: [] };
  return [
    [padded, plainYear],
    [part(say.single([...digitsOf(month), ...two]), [...digitsOf(month), ...two])],
    [padded, yearNumber],
    [number, yearNumber],
    [padded, slash, yearNumber],
    [padded, fullYear],
    [number, fullYear],
    [named, yearNumber],
    [named, fullYear],
  ];
};

export const germanPhrases: Phrases = {
  family: 'tune',
  language: german,
  backchannels: [
    'okay',
    'ja',
    'mhm',
    'gut',
    'genau',
    'ja weiter',
    'hab ich',
    'und weiter',
    'bitte weiter',
    'alles klar',
  ],
  fillers: ['äh', 'ähm', 'und dann', 'moment', 'also', 'dann'],
  waits: [
    'einen moment bitte',
    'ich hole nur meine brille',
    'warten sie ich muss die karte suchen',
    'das ist so klein gedruckt einen augenblick',
    'ich brauche mehr licht moment',
  ],
  corrections: [
    'nein entschuldigung',
    'nein',
    'ach nein',
    'falsch',
    'entschuldigung ich meine',
    'stimmt nicht',
    'quatsch',
  ],
  greetings: [
    'guten tag was kann ich für sie tun',
    'hallo kundenservice wie kann ich ihnen helfen',
    'schönen guten morgen sie sprechen mit frau weber',
    'danke für ihre geduld worum geht es',
  ],
  farewells: [
    'vielen dank auf wiederhören',
    'kann ich sonst noch etwas für sie tun',
    'einen schönen tag noch',
  ],
  chat: [
    ['wie geht es ihnen heute', 'ganz gut danke und ihnen'],
    ['einen augenblick das system lädt noch', 'kein problem lassen sie sich zeit'],
    ['meinen sie die lampe aus dem katalog', 'ja genau die meine ich'],
    ['möchten sie die blaue oder die graue', 'die graue bitte'],
    ['danke fürs warten jetzt habe ich es hier', 'sehr schön danke'],
    ['darf ich kurz ihren namen haben', 'ja mein name ist kim berger'],
    ['stimmt die anschrift noch', 'ja da hat sich nichts geändert'],
    ['das tut mir leid', 'na ja das kann passieren'],
    ['was ist denn das problem', 'es geht einfach nicht mehr an'],
    ['haben sie es einmal aus und wieder ein geschaltet', 'ja mehr als einmal'],
  ],
  months: MONTHS,
  ordinal,
  sayings,
  phones: ['03023125XXX', '04066969XXX', '02214710XXX', '0171392XXXX', '08999998XXX', '06990009XXX'],
  internationalPhones: ['00493023125XXX', '004917139200XX', '493023125XXX'],
  expiries,
  innocent: innocentGerman,
  payments: germanPayments,
};
