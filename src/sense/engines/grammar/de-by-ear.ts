/**
 * German as the English model hears it: English words that sound like German ones, and what they stand for.
 *
 *     said    null    eins  vier  neun   | Ablauf-  datum    | Telefon-       nummer
 *     heard   newell  ions  fia   moyne  | ablow    statham  | vili           fogelman
 *
 * No German model can be had offline, so the English one listens to its own vocabulary of 152 000 words. The
 * words were not invented: four people's recorded German digits were decoded with that whole vocabulary, and
 * what came out is listed; later pruning also used two further people. Cues and larger numbers come from two
 * synthesisers in the same way. Kept is what fires on the right word and hardly on other German speech.
 *
 * On the labelled calls, `tacet replay --manifest <pack> --match '^de_' --pace fast`, recording scored: none of
 * 300 digits audible in 14 clean calls, nothing muted in 65 s of calls without a card: a development figure, of the
 * same six people. Babble at 10 dB drowns it, and synthetic voices that it was not made with lose digits; so the
 * digit spotter (sense/spotter/) hears beside it.
 *
 * Most cues count only as a pair of words: single ones fire in any talk and would make every digit after it
 * suspicious. Words heard out of place become `[unk]`, never themselves.
 */
import { list } from './vocabulary.js';

type Sounds = Readonly<Record<string, readonly string[]>>;

export const DIGIT_SOUNDS: Sounds = {
  null: list('neuer, newell, noi, norrell, nowell, noll, noyer'),
  eins: list('ions, imf, ive, ime, ion'),
  zwei: list('sly, fly, zvi, vy, spy, dvi'),
  drei: list('dye, thy, bri, deny, bely, tye, pyi, ply, drye'),
  vier: list('fia, phear, thea, veja, feo, theo'),
  fünf: list('ferns, poon, ferne, freund, prunes, thune, funston'),
  sechs: list('vex, zags, zech, takes, sakes, vik, vicks, sex'),
  sieben: list('seaborn, zubin, zebulon, veba, lieber'),
  acht: list('ohh, ast, aft, asked, asp, oft'),
  neun: list('moyne, noirin, noynoy, nine'),
};

export const WORD_SOUNDS: Sounds = {
  zehn: ['payne'],
  elf: ['aly'],
  zwölf: list('swirly, cineworld'),
  dreizehn: ['bipin'],
  fünfzehn: ['sinfin'],
  sechzehn: ['mersin'],
  achtzehn: list('oxiclean, obscene'),
  zwanzig: list('monkfish, monthly, swankiest, sunfish'),
  dreißig: ['vivee'],
  vierzig: ['selsey'],
  fünfzig: list('pinfish, filthy'),
  sechzig: ['nyquist'],
  achtzig: ['affluent'],
  neunzig: list('annoyances, noisy'),
  tausend: ['howland'],
  // zweiund-
  zwei: list('livens, smiled, violent'),
  karte: list('carter, osteopathy'),
  kartennummer: list('cockatiel, carcinoma, capitola'),
  nummer: list('dimona, middlemen, umarov, nilmar, lumet'),
  sicherheitscode: ['highschool'],
  mastercard: ['mastercard'],
  euro: list('foible, boyko'),
  september: list('september, femip'),
  oktober: ['october'],
  dezember: ['december'],
  nein: list('beinn, nein'),
  // Say nothing, but would be taken for digits.
  danke: list('nandan, nanga, uncut, banquette'),
  lautet: list('melted, malouda'),
  viel: ['feeble'],
};

const NUMMER = list('lumet, vilma, yamana, filmer, fiamma, nilmar');
const DATUM = list('statham, methuen, mattoon, fatou');
const KREDIT = list('created, colluded, klieg, plead');

/** What is said, and what is heard: any of the first words, then any of the second. */
export const PAIR_SOUNDS: readonly (readonly [
  said: string,
  first: readonly string[],
  second: readonly string[],
])[] = [
  ['kreditkartennummer', KREDIT, list('khaldun, carcinoma, capitola, capdevila, cockatiel')],
  ['kreditkarte', KREDIT, list('carter, cotter, cultish')],
  ['kartennummer', list('dimona, umarov, nilmar'), list('osteopathy, carter, cotter')],
  ['kartennummer', ['carter'], ['yamana']],
  ['gültig bis', ['guilty'], list('dismiss, fleece, space')],
  ['läuft ab', ['moist'], ['up']],
  ['verfallsdatum', ['fells'], ['methuen']],
  ['ablaufdatum', list('ablow, aflow'), DATUM],
  ['sicherheitscode', list('meteorites, neophyte, kneehigh'), list('slotted, scolded, floodlit, plaudit')],
  ['sicherheitscode', ['visa'], ['highschool']],
  ['prüfnummer', ['bp'], [...NUMMER, 'vilmain', 'broun']],
  ['prüfnummer', ['plead'], list('lumet, vilma, yamana')],
  ['prüfnummer', list('please, police, proof, poof'), list('norma, noma, luma')],
  ['prüfziffer', list('poof, proof, plead'), list('fifa, safer, sousa')],
  ['telefonnummer', list('vili, leelee, telephone'), ['fogelman', 'fornell', ...NUMMER]],
  ['kundennummer', list('cloonan, biechele'), ['middlemen', ...NUMMER]],
  ['bestellnummer', list('westphalia, fishtail'), NUMMER],
  ['rechnungsnummer', list('mayfield, moviedom'), NUMMER],
  ['auftragsnummer', ['olfaction'], NUMMER],
  ['handynummer', list('humdinger, humbly, hundley'), NUMMER],
  ['sendungsnummer', list('mendel, mendelssohn, lindell'), NUMMER],
  ['postleitzahl', ['popfly'], list('thali, karly, kahle')],
];
