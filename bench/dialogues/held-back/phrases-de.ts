/**
 * Held-back German: its own small phrases and ways to say amounts, dates and addresses. The detector is never tuned
 * on it, so do not read it while working on the detector.
 */
import type { ExpiryPart, Phrases } from '../phrases.js';
import { germanPhrases } from '../phrases-de.js';
import { heldBackInnocentGerman } from './innocent-de.js';
import { heldBackPaymentsGerman } from './payments-de.js';

const { months } = germanPhrases;

const sayings: Phrases['sayings'] = {
  ...germanPhrases.sayings,
  amount: (say) =>
    say.pick([
      `gut ${say.cardinal(say.whole(3, 80))} euro`,
      `${say.cardinal(say.whole(4, 60))} euro fünfundzwanzig`,
      `${say.cardinal(say.whole(110, 990))} euro glatt`,
      `${say.cardinal(say.whole(1100, 4900))} euro`,
      `${say.cardinal(say.whole(6, 95))} euro und ${say.cardinal(say.whole(11, 99))} cent`,
      `rund ${say.cardinal(say.whole(3, 90) * 10)} euro`,
    ]),
  date: (say) =>
    say.pick([
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)} diesen jahres`,
      `${say.ordinal(say.whole(1, 31))} ${say.ordinal(say.whole(1, 12))} ${say.cardinal(say.whole(24, 31))}`,
      `${say.pick(['dienstag', 'donnerstag', 'sonntag'])} den ${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)} ${say.cardinal(say.whole(2024, 2031))}`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(7, 12))} uhr früh`,
      `${say.cardinal(say.whole(8, 20))} uhr ${say.pick(['zehn', 'zwanzig', 'vierzig'])}`,
      `fünf vor ${say.cardinal(say.whole(2, 12))}`,
      `kurz nach ${say.cardinal(say.whole(2, 12))}`,
    ]),
  house: (say) =>
    say.pick([
      say.cardinal(say.whole(2, 180)),
      `${say.cardinal(say.whole(2, 40))} a`,
      `${say.cardinal(say.whole(2, 90))} ganz oben`,
    ]),
  decimal: (say) =>
    `${say.cardinal(say.whole(2, 9))} komma ${say.single([say.whole(0, 9), ...(say.pick([true, false]) ? [say.whole(1, 9)] : [])])}`,
  pressure: (say) => `${say.cardinal(say.whole(105, 165))} zu ${say.cardinal(say.whole(62, 98))}`,
  score: (say) =>
    `${say.cardinal(say.whole(2, 5))} zu ${say.pick(['null', 'eins', 'zwei'])} ${say.pick(['zur pause', 'nach abpfiff', 'am ende'])}`,
  size: (say) =>
    `${say.cardinal(say.whole(80, 120))} auf ${say.cardinal(say.whole(80, 120))} und ${say.cardinal(say.whole(130, 190))} hoch`,
  mark: (say) => say.cardinal(say.whole(2, 10)),
  letterCode: (say) => `${say.pick(['e', 'f', 'l'])} ${say.single([say.whole(0, 9), say.whole(1, 9)])}`,
  ipAddress: (say) =>
    `hundertzweiundneunzig punkt hundertachtundsechzig punkt ${say.single([say.whole(0, 9)])} punkt ${say.cardinal(say.whole(2, 254))}`,
};

/** Words between the parts of the date, besides the usual ways. */
const expiries: Phrases['expiries'] = (month, year, say) => {
  const words = (text: string): ExpiryPart => ({ words: text.split(' '), digits: [] });
  const two = [Math.floor(year / 10), year % 10];
  const named: ExpiryPart = { words: [months[month - 1] ?? ''], digits: [], isMonth: true };
  const short: ExpiryPart = { words: say.cardinal(year).split(' '), digits: two };
  const full: ExpiryPart = { words: say.cardinal(2000 + year).split(' '), digits: [2, 0, ...two] };
  return [
    ...germanPhrases.expiries(month, year, say),
    [words('ende'), named, short],
    [named, words('im jahr'), full],
    [words('monat'), named, words('jahr'), full],
  ];
};

export const heldBackGerman: Phrases = {
  ...germanPhrases,
  family: 'held-back',
  sayings,
  expiries,
  backchannels: [
    'aha',
    'joa',
    'ja gut',
    'bin noch da',
    'hab sie',
    'und dann',
    'passt',
    'schön',
    'okay ja',
    'geht klar',
  ],
  fillers: ['ähm ja', 'moment mal', 'dann kommt', 'na', 'danach', 'sozusagen', 'ist das', 'uff'],
  waits: [
    'mein daumen war drauf einen augenblick',
    'ich geh mal näher ans fenster',
    'jetzt ist sie mir runtergefallen warten sie',
    'es klingelt ich bin sofort zurück',
    'wo war ich jetzt ich muss die stelle suchen',
  ],
  corrections: [
    'nö falsche zeile',
    'verzeihung',
    'das hab ich falsch gelesen',
    'vergessen sie das',
    'moment nein',
    'das war nicht richtig',
    'mein fehler',
  ],
  thirdParty: [
    'mach doch mal den fernseher leiser',
    'ja ich sag es ihr ja gerade',
    'nein der hund hat schon gefressen',
    'stellst du mal wasser auf',
    'zieh nicht an meinem ärmel schätzchen',
  ],
  queries: ['habe ich richtig gehört', 'das letzte war', 'bei mir steht jetzt', 'ich prüfe mal'],
  yes: ['haben sie', 'ja richtig', 'so steht es da', 'jo stimmt'],
  greetings: [
    'guten tag sie sprechen mit der rezeption',
    'moin hier ist die bestellannahme jansen am apparat',
    'danke für ihre geduld wen habe ich denn dran',
    'schönen guten abend wohin darf ich sie verbinden',
  ],
  farewells: ['danke tschüss', 'damit ist alles geregelt', 'kommen sie gut durch den tag'],
  chat: [
    ['der rechner ist heute langsam', 'bei uns auf arbeit ist das genauso'],
    ['haben sie schon gegessen', 'ich wollte gerade da fiel mir ein dass ich sie noch anrufen muss'],
    ['wie waren sie denn mit der letzten lieferung zufrieden', 'sehr ehrlich gesagt'],
    ['ich bin neu hier da muss ich vielleicht nachfragen', 'sie machen das prima'],
    ['hatten wir vorhin schon miteinander gesprochen', 'nein das war dann wohl mein mann'],
    ['könnten sie etwas lauter sprechen', 'geht es so besser ich hatte den lautsprecher an'],
    ['da höre ich doch ein baby', 'sie ist gerade aufgewacht das legt sich gleich'],
    ['dürfen wir ihnen schreiben', 'per mail gern aber nicht per post'],
  ],
  innocent: heldBackInnocentGerman,
  payments: heldBackPaymentsGerman,
};
