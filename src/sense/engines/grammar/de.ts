/**
 * German for a German model, which somebody has to fetch: none comes with an npm package. Words that a model
 * does not know are left out by libvosk. Not measured yet; the English grammar's shape was carried over.
 */
import { belowHundred, DIGITS, TEENS, TENS } from '../../../core/german-numbers.js';
import { list, type Vocabulary } from './vocabulary.js';

/** 21 to 99: German says them in one word. */
const COMPOUNDS = Array.from({ length: 100 }, (_, value) => value)
  .filter((value) => value > 20 && value % 10 > 0)
  .map(belowHundred);

export const GERMAN: Vocabulary = {
  digits: DIGITS,
  otherDigits: ['zwo'],
  numbers: [...TEENS, ...TENS, ...COMPOUNDS, ...list('hundert, tausend, doppel, zweimal, dreimal')],
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
