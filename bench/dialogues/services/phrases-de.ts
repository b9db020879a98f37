/**
 * German of service lines; see phrases-en.ts.
 */
import type { Phrases } from '../phrases.js';
import { germanPhrases } from '../phrases-de.js';
import { servicesInnocentGerman } from './innocent-de.js';
import { servicesPaymentsGerman } from './payments-de.js';

const { months } = germanPhrases;

const sayings: Phrases['sayings'] = {
  ...germanPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 95))} euro ${say.cardinal(say.whole(11, 99))}`,
      `${say.cardinal(say.whole(3, 95))} euro`,
      `${say.cardinal(say.whole(101, 980))} euro`,
      `${say.cardinal(say.whole(1001, 2900))} euro und ${say.cardinal(say.whole(11, 99))} cent`,
      `${say.cardinal(say.whole(12, 99))} fünfundneunzig`,
      `ungefähr ${say.cardinal(say.whole(2, 90) * 10)} euro`,
    ]),
  date: (say) =>
    say.pick([
      say.ordinal(say.whole(1, 31)),
      `${say.pick(['montag', 'mittwoch', 'freitag'])} den ${say.ordinal(say.whole(1, 31))}`,
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `${say.ordinal(say.whole(1, 31))} ${say.ordinal(say.whole(1, 12))}`,
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)} ${say.cardinal(say.whole(2024, 2027))}`,
      `${say.pick(['nächsten', 'diesen'])} ${say.pick(['dienstag', 'donnerstag', 'samstag'])}`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(6, 22))} uhr`,
      `${say.cardinal(say.whole(6, 22))} uhr dreißig`,
      `viertel vor ${say.cardinal(say.whole(2, 12))}`,
      `halb ${say.cardinal(say.whole(2, 12))}`,
    ]),
  plate: (say) =>
    `${say.pick(['h h', 'm', 'k s', 'f'])} ${say.pick(['a b', 'x y', 'p k'])} ${say.cardinal(say.whole(11, 999))}`,
  pressure: (say) => `${say.cardinal(say.whole(105, 165))} zu ${say.cardinal(say.whole(62, 98))}`,
  ipAddress: (say) =>
    `eins neun zwei punkt eins sechs acht punkt ${say.single([say.whole(0, 9)])} punkt ${say.cardinal(say.whole(2, 254))}`,
};

export const servicesGerman: Phrases = {
  ...germanPhrases,
  family: 'services',
  sayings,
  backchannels: ['ja', 'mhm', 'okay', 'hab ich', 'danke', 'und weiter', 'die nächsten', 'gut'],
  fillers: ['ähm', 'und dann', 'warten sie', 'äh', 'was steht da', 'also', 'und'],
  waits: [
    'sekunde ich setz die brille auf',
    'moment es hat geklingelt',
    'ich halt sie mal ans licht',
    'wo ist sie denn die lag doch gerade noch hier',
    'ich stell sie mal auf laut',
  ],
  corrections: ['nein entschuldigung', 'ach nein', 'falsch', 'ich fang den teil noch mal an', 'nee moment'],
  greetings: [
    'guten morgen sie sprechen mit der buchung',
    'schönen guten tag der anruf wird aufgezeichnet',
    'hallo hier ist der kundenservice was darf ich für sie tun',
    'grüß gott entschuldigen sie die wartezeit',
  ],
  farewells: [
    'kann ich sonst noch was tun',
    'schönen tag noch',
    'danke für ihren anruf',
    'alles gute auf wiederhören',
  ],
  chat: [
    ['das lädt gerade noch tut mir leid', 'macht ja nichts'],
    ['regnet es bei ihnen auch so', 'seit tagen hört das nicht auf'],
    ['ich lege sie kurz in die warteschleife', 'ja ist gut'],
    ['ist die anschrift noch die gleiche', 'ja da hat sich nichts geändert'],
    ['nutzen sie auch unsere app', 'hab ich probiert ich kam nicht rein'],
    ['wie sind sie auf uns gekommen', 'meine schwester ist bei ihnen'],
    ['wie war ihr name bitte', 'pfeiffer mit drei f'],
    ['was genau ist denn das problem', 'der geht einfach nicht mehr an'],
  ],
  innocent: servicesInnocentGerman,
  payments: servicesPaymentsGerman,
};
