/**
 * Casual German, part of the family `tune`: its own small phrases and ways to say amounts, dates and addresses.
 */
import type { Phrases } from '../phrases.js';
import { germanPhrases } from '../phrases-de.js';
import { casualInnocentGerman } from './innocent-de.js';
import { casualPaymentsGerman } from './payments-de.js';

const sayings: Phrases['sayings'] = {
  ...germanPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 90))} fünfzig`,
      `knapp ${say.cardinal(say.whole(2, 9) * 100)}`,
      `${say.cardinal(say.whole(110, 990))} und ein paar zerquetschte`,
      `${say.cardinal(say.whole(2, 9))} tausend ${say.cardinal(say.whole(100, 900))} euro`,
      `${say.cardinal(say.whole(10, 99))} komma ${say.single([say.whole(0, 9), say.whole(0, 9)])}`,
      `${say.cardinal(say.whole(100, 999))} euro ${say.cardinal(say.whole(11, 99))} cent`,
    ]),
  date: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 28))} punkt ${say.cardinal(say.whole(2, 12))} punkt ${say.cardinal(say.whole(24, 27))}`,
      say.ordinal(say.whole(1, 31)),
      `${say.pick(['montag', 'mittwoch', 'freitag', 'samstag'])} in einer woche also dem ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(['anfang', 'mitte', 'ende'])} ${say.pick(['märz', 'juni', 'oktober', 'november'])} ${say.cardinal(say.whole(2020, 2027))}`,
    ]),
  time: (say) =>
    say.pick([
      `viertel vor ${say.cardinal(say.whole(2, 12))}`,
      `dreiviertel ${say.cardinal(say.whole(2, 12))}`,
      `zehn nach ${say.cardinal(say.whole(2, 12))}`,
      `${say.cardinal(say.whole(8, 20))} uhr ${say.cardinal(say.whole(11, 59))}`,
    ]),
  house: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 150))} b`,
      `${say.cardinal(say.whole(2, 30))} bis ${say.cardinal(say.whole(31, 60))} im ${say.ordinal(say.whole(1, 6))} stock`,
      `hausnummer ${say.cardinal(say.whole(2, 150))} hinterhaus`,
    ]),
  dose: (say) =>
    `${say.cardinal(say.whole(2, 4))} ${say.pick(['tabletten', 'tropfen', 'kapseln'])} zu ${say.cardinal(say.whole(1, 8) * 50)} milligramm ${say.pick(['zweimal', 'dreimal'])} am tag`,
  size: (say) =>
    `${say.cardinal(say.whole(60, 240))} mal ${say.cardinal(say.whole(60, 240))} mal ${say.cardinal(say.whole(20, 90))}`,
  score: (say) => `${say.cardinal(say.whole(2, 6))} zu ${say.cardinal(say.whole(2, 4))}`,
  lotto: (say) => Array.from({ length: 6 }, () => say.cardinal(say.whole(2, 49))).join(' '),
  plate: (say) =>
    `${say.pick(['k', 'l', 'd', 'b'])} ${say.pick(['a', 'm', 't'])} ${say.pick(['x', 'p'])} ${say.cardinal(say.whole(100, 999))}`,
  coordinates: (say) =>
    `${say.cardinal(say.whole(48, 54))} komma ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} nord und ${say.cardinal(say.whole(7, 13))} komma ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} ost`,
};

export const casualGerman: Phrases = {
  ...germanPhrases,
  family: 'tune',
  sayings,
  backchannels: [
    'hm',
    'jawohl',
    'bin dabei',
    'weiter gehts',
    'mitgeschrieben',
    'ja bitte',
    'jo',
    'notiert',
    'und',
    'prima',
  ],
  fillers: ['hm', 'tja', 'öhm', 'was ist das', 'so', 'wie heißt das', 'ach so', 'genau'],
  waits: [
    'kleinen moment der hund bellt',
    'bleiben sie kurz dran ich gehe eben in die küche',
    'das ist hier ganz abgerieben ich halte es mal ins licht',
    'meine lesebrille liegt oben bin gleich wieder da',
    'sekunde ich muss kurz abstellen',
  ],
  corrections: [
    'nee halt',
    'hoppla',
    'streichen sie das',
    'pardon pardon',
    'stopp nein',
    'da habe ich mich verlesen',
    'noch mal von vorn',
    'nein nein nein',
  ],
  thirdParty: [
    'mama darf ich einen keks',
    'wer ist denn da am telefon',
    'nicht jetzt schatz ich telefoniere gerade mit dem laden',
    'ist das die weiße oder die aus deinem geldbeutel',
    'macht mal bitte jemand die tür auf',
    'hast du meinen schlüssel gesehen',
  ],
  queries: ['war das', 'noch mal zur kontrolle das war', 'sagten sie', 'ich habe jetzt', 'stimmt'],
  yes: ['ja', 'ja passt', 'genau so', 'korrekt', 'mhm'],
  greetings: [
    'willkommen bei der buchungshotline mein name ist aylin',
    'buchhaltung guten tag',
    'hallo hallo hören sie mich gut',
    'servus danke dass sie gewartet haben',
  ],
  farewells: [
    'schön mit ihnen zu sprechen tschüss',
    'alles erledigt machen sie es gut',
    'dann wären wir fertig',
  ],
  chat: [
    ['schon wieder so ein wetter', 'hören sie bloß auf wir sind klatschnass geworden'],
    ['sitzen sie gerade am rechner', 'nein im auto aber ich bin rechts rangefahren'],
    ['es ist leider ziemlich laut hier heute', 'geht schon ich verstehe sie'],
    ['haben sie unser schreiben bekommen', 'kann sein ich kriege so viel post'],
    ['soll es ein geschenk werden', 'ja für meine nichte die heiratet'],
    ['waren sie schon mal bei uns', 'ja aber das ist ewig her'],
    ['die seite baut sich gerade auf', 'so tage gibt es'],
    ['darf ich sie in den verteiler aufnehmen', 'ach lassen sie mal'],
  ],
  innocent: casualInnocentGerman,
  payments: casualPaymentsGerman,
};
