/**
 * German for a German model, which somebody has to fetch: none comes with an npm package. Words that a model
 * does not know are left out by libvosk. Not measured yet; the English grammar's shape was carried over.
 */
import { list, type Vocabulary } from './vocabulary.js';

const DIGITS = list('null, eins, zwei, drei, vier, fünf, sechs, sieben, acht, neun');
const TENS = list('zwanzig, dreißig, vierzig, fünfzig, sechzig, siebzig, achtzig, neunzig');
const STEMS = list('ein, zwei, drei, vier, fünf, sechs, sieben, acht, neun');
/** 21 to 99: German says them in one word. */
const COMPOUNDS = TENS.flatMap((ten) => STEMS.map((stem) => `${stem}und${ten}`));

export const GERMAN: Vocabulary = {
  digits: DIGITS,
  otherDigits: ['zwo'],
  numbers: [
    ...list('zehn, elf, zwölf, dreizehn, vierzehn, fünfzehn, sechzehn, siebzehn, achtzehn, neunzehn'),
    ...TENS,
    ...COMPOUNDS,
    ...list('hundert, tausend, doppel, zweimal, dreimal'),
  ],
  weights: [],
  phrases: list(
    'meine kartennummer ist, die kartennummer lautet, kreditkartennummer, die nummer auf der karte ist, kreditkarte, ' +
      'ec karte, visa karte, mastercard, american express, amex, girokarte, gültig bis, ablaufdatum, läuft ab, ' +
      'sicherheitscode, prüfnummer, prüfziffer, kartenprüfnummer, drei ziffern auf der rückseite, c v c, c v v, ' +
      'telefonnummer, handynummer, vorwahl, kundennummer, bestellnummer, rechnungsnummer, auftragsnummer, ' +
      'vertragsnummer, sendungsnummer, kontonummer, iban, postleitzahl, hausnummer, geburtsdatum, endet auf, ' +
      'letzten vier ziffern, euro, cent, prozent, uhr, minuten, januar, februar, märz, april, mai, juni, juli, august, ' +
      'september, oktober, november, dezember, danke, entschuldigung, nein, einen moment, okay, und',
  ),
};
