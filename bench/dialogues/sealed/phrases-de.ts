/**
 * Sealed German; see phrases-en.ts.
 */
import type { Phrases } from '../phrases.js';
import { germanPhrases } from '../phrases-de.js';
import { sealedInnocentGerman } from './innocent-de.js';
import { sealedPaymentsGerman } from './payments-de.js';

const { months } = germanPhrases;

const sayings: Phrases['sayings'] = {
  ...germanPhrases.sayings,
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 99))} euro`,
      `${say.cardinal(say.whole(2, 99))} euro und ${say.cardinal(say.whole(5, 99))} cent`,
      `${say.cardinal(say.whole(2, 90))} fünfzig`,
      `so ${say.cardinal(say.whole(2, 19) * 10)} euro`,
      `${say.cardinal(say.whole(105, 990))} franken`,
      `${say.cardinal(say.whole(1100, 4800))} euro`,
    ]),
  date: (say) =>
    say.pick([
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `dem ${say.ordinal(say.whole(1, 31))}`,
      `${say.pick(['mittwoch', 'freitag', 'samstag'])} dem ${say.ordinal(say.whole(1, 31))} ${say.pick(months)}`,
      `${say.ordinal(say.whole(1, 31))} ${say.pick(months)} ${say.cardinal(say.whole(2024, 2029))}`,
      `${say.ordinal(say.whole(1, 28))} ${say.ordinal(say.whole(1, 12))}`,
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(6, 22))} uhr ${say.pick(['zehn', 'fünfundzwanzig', 'vierzig'])}`,
      `${say.cardinal(say.whole(6, 22))} uhr`,
      `${say.pick(['viertel', 'zehn', 'fünf'])} ${say.pick(['nach', 'vor'])} ${say.cardinal(say.whole(1, 12))}`,
      `halb ${say.cardinal(say.whole(1, 12))}`,
    ]),
  decimal: (say) => `${say.cardinal(say.whole(0, 60))} komma ${say.single([say.whole(0, 9)])}`,
  plate: (say) =>
    `${say.pick(['b', 'd o', 'h b'])} ${say.pick(['k l', 't z', 'w m'])} ${say.cardinal(say.whole(12, 980))}`,
};

export const sealedGerman: Phrases = {
  ...germanPhrases,
  family: 'sealed',
  sayings,
  backchannels: ['schön', 'ja', 'nächste', 'aha', 'machen sie weiter', 'okay', 'notiert', 'und', 'hab ich'],
  fillers: ['ähm', 'jetzt kommt', 'äh', 'und danach', 'so', 'hm', 'mal überlegen'],
  waits: [
    'entschuldigung der wasserkocher ich mach ihn aus',
    'warten sie die ist verkehrt rum',
    'mein bildschirm ist schwarz einen augenblick',
    'die katze liegt drauf sekunde',
    'da muss ich erst den dreck abkratzen',
  ],
  corrections: [
    'ups nein',
    'nein verlesen',
    'tschuldigung noch mal',
    'falsch',
    'ach nein da steht',
    'streichen sie das',
  ],
  thirdParty: [
    'mach mal die tür zu schatz',
    'ja gleich',
    'sag ihm ich telefoniere',
    'lass den hund in ruhe',
    'das liegt auf der anrichte',
  ],
  queries: ['war das', 'sie sagten', 'ich hörte', 'ich prüfe mal'],
  yes: ['genau so', 'korrekt', 'stimmt', 'jap'],
  greetings: [
    'guten nachmittag hier ist robin',
    'hallo danke für den rückruf',
    'schönen guten tag mit wem spreche ich',
    'servus hier ist die buchhaltung',
  ],
  farewells: ['machen sie es gut', 'alles liebe', 'danke und tschüss', 'bis bald'],
  chat: [
    ['mein kollege hat mir gerade von ihnen erzählt', 'nur gutes hoffe ich'],
    ['warm ist das heute hier drin', 'wir heizen auch schon wieder'],
    ['entschuldigung die leitung knackt', 'ich hör sie gut'],
    ['haben sie gleich zu uns gefunden', 'ihr zettel lag im flur'],
    ['der drucker denkt noch nach', 'unserer auch immer'],
    ['buchstabieren sie mir den nachnamen', 'einfach wie man es spricht'],
    ['haben sie was vor in den ferien', 'ans meer wenn das wetter hält'],
    ['das schreib ich in ihre akte', 'sehr freundlich'],
  ],
  innocent: sealedInnocentGerman,
  payments: sealedPaymentsGerman,
};
