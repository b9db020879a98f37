/**
 * German: what words mean for numbers and payment talk, and how numbers are said.
 *
 * Numbers are one word of any length (zweitausenddreihundertzwölf), so they are parsed (de-compounds.ts),
 * not listed; so are the compounds of -nummer and ordinals. A recogniser that splits compounds (vier hundert
 * zwölf, zwei und vierzig) is read by counting.ts.
 */
import type { Cue, Language, Meaning, Speech } from '../language.js';
import { fold, numberOf, rowOf, wordOf } from './de-compounds.js';
import { CONFUSION_ROWS } from './de-confusions.js';
import { LETTER_ROWS, waysToSpell } from './de-letters.js';
import { lexicon, unitRows, type LexiconRow } from './lexicon.js';
import { DIGITS, TEENS, TENS } from '../../core/german-numbers.js';

const row = (meaning: Meaning, listed: string): LexiconRow => [meaning, listed];

const NUMBER_ROWS: readonly LexiconRow[] = [
  ...DIGITS.map((word, value) => row({ kind: 'digit', value }, word)),
  ...TEENS.map((word, i) => row({ kind: 'pair', value: 10 + i }, word)),
  ...TENS.map((word, i) => row({ kind: 'tens', value: 20 + 10 * i }, word)),
  row({ kind: 'plural', value: 0 }, 'nullen'),
  row({ kind: 'plural', value: 1 }, 'einsen'),
  row({ kind: 'plural', value: 2 }, 'zweien, zweier'),
  row({ kind: 'plural', value: 3 }, 'dreien, dreier'),
  row({ kind: 'plural', value: 4 }, 'vieren, vierer'),
  row({ kind: 'plural', value: 5 }, 'fünfen, fünfer'),
  row({ kind: 'plural', value: 6 }, 'sechsen, sechser'),
  row({ kind: 'plural', value: 7 }, 'siebenen, siebener'),
  row({ kind: 'plural', value: 8 }, 'achter'),
  row({ kind: 'plural', value: 9 }, 'neunen, neuner'),
  row({ kind: 'hundred' }, 'hundert'),
  row({ kind: 'thousand' }, 'tausend'),
  row(
    { kind: 'repeat', times: 2 },
    'doppel, doppelt, doppelte, zweimal, zweimal die, zweimal eine, zwei mal, zwei mal die, zwomal, zwomal die, zwo mal, zwo mal die',
  ),
  row(
    { kind: 'repeat', times: 3 },
    'dreifach, dreifache, dreimal, dreimal die, dreimal eine, drei mal, drei mal die',
  ),
  row(
    { kind: 'repeat', times: 4 },
    'vierfach, vierfache, viermal, viermal die, viermal eine, vier mal, vier mal die',
  ),
  row({ kind: 'repeat', times: 5 }, 'fünfmal, fünfmal die, fünfmal eine, fünf mal die'),
  row({ kind: 'repeat', times: 6 }, 'sechsmal, sechsmal die, sechsmal eine, sechs mal die'),
  row({ kind: 'joiner' }, 'und'),
  row({ kind: 'ordinal', value: 1 }, 'erste, ersten, erster, erstes'),
  row({ kind: 'ordinal', value: 3 }, 'dritte, dritten, dritter, drittes'),
  row({ kind: 'ordinal', value: 7 }, 'siebte, siebten, siebter, siebtes'),
  row({ kind: 'ordinal', value: 8 }, 'achte, achten'),
];

const TALK_ROWS: readonly LexiconRow[] = [
  row(
    { kind: 'filler' },
    'äh, ähm, eh, ehm, öh, öhm, hm, hmm, mhm, ah, ach, naja, na, ne, moment, also, ja, genau, okay, ok, dann, so, jetzt, nun, bitte, gut, richtig, ' +
      'warten, sekunde, halt, leerzeichen, einen moment, ein moment, eine sekunde, einen augenblick, augenblick, und dann, ' +
      'moment mal, warte mal, ich glaube, ich glaub, glaube ich, glaub ich, was steht da, was ist das, mal sehen, mal schauen, mal gucken, warten sie, ' +
      'warten sie mal, moment bitte, sekunde bitte, kleinen moment, einen kleinen moment, weiter, und weiter, dann kommt, und dann kommt, danach',
  ),
  row(
    { kind: 'correction' },
    'nein, nee, entschuldigung, korrektur, korrigiere, doch, falsch, verzeihung, sorry, quatsch, pardon, stimmt nicht, warte, tut mir leid, ' +
      'vielmehr, stattdessen, ups, hoppla, sondern, mein fehler, besser gesagt, ich wollte sagen, ich meine, ich meinte, noch mal, nochmal, ' +
      'noch einmal, von vorne, von vorn',
  ),
  row({ kind: 'correction', denies: true }, 'nicht'),
  row(
    { kind: 'other' },
    'am telefon, übers telefon, per telefon, ans telefon, für die, für den, für das, für eine, für einen, für sie, für mich, ein bisschen, eine frage, ' +
      'auf ihr handy, auf mein handy, an ihr handy, aufs handy, auf dem handy, per mail, per e mail, ' +
      'für ihr konto, für das konto, für mein konto, zu ihrem konto, zu meinem konto, zum konto',
  ),
];

const CUE_ROWS: readonly LexiconRow[] = [
  // "Karten" alone are tickets.
  row(
    { kind: 'cue', cue: 'card' },
    'karte, kreditkarte, kreditkarten, bankkarte, bankkarten, debitkarte, girokarte, girocard, visakarte, mastercard, visa, amex, maestro, ' +
      'diners, american express, master card, kartendaten, kreditkartendaten, zahlungsdaten, lange nummer, die lange, die ganz lange, nummer auf der vorderseite, ' +
      'sechzehn ziffern, sechzehn stellen, sechzehnstellige, sechzehnstelliger, vorderseite, nummer vorne, die zahlung, ihre zahlung, ' +
      'zahlung bitte, kartenzahlung, mit karte, lange zahl, große nummer, lange nummer vorne, vorne drauf, vorn drauf, sechzehn zahlen, carte bleue, ' +
      'bancontact, v pay, union pay, möchten sie zahlen, möchten sie bezahlen, wollen sie zahlen, wollen sie bezahlen, zahlen sie mit, bezahlen sie mit, zahle mit, jcb, barclaycard, karten nummer, kartenangaben',
  ),
  row(
    { kind: 'cue', cue: 'number', generic: true },
    'nummer, nummern, ziffer, ziffern, zahl, zahlen, stellen',
  ),
  row(
    { kind: 'cue', cue: 'number' },
    'ersten vier ziffern, ersten sechs ziffern, nächsten vier, nächsten vier ziffern, nächsten drei ziffern, nächsten sechs ziffern, ' +
      'nächsten ziffern, restlichen ziffern, restlichen vier ziffern, zweiten vier ziffern, rest der nummer',
  ),
  row(
    { kind: 'cue', cue: 'security-code' },
    'prüfziffer, prüfziffern, prüfnummer, prüfzahl, sicherheitscode, sicherheitsnummer, sicherheitszahl, kartenprüfnummer, kartenprüfziffer, ' +
      'kartensicherheitscode, prüfcode, sicherheitsziffern, cvv, cvc, cvn, c v v, c v c, drei ziffern, drei stellen, dreistellige, ' +
      'dreistelliger, letzten drei ziffern, vier ziffern, vierstellige, vierstelliger, ziffern auf der rückseite, nummer auf der rückseite, rückseite, letzten drei, letzten drei stellen, letzten drei zahlen, drei ziffern hinten, ziffern hinten, ' +
      'drei von hinten, drei hinten, drei auf der rückseite, drei zahlen, vier kleine ziffern, vier kleinen ziffern, drei kleine ziffern, drei kleinen ziffern, ' +
      'unterschriftsstreifen, unterschriftstreifen, sicherheits code, sicherheits nummer, prüf ziffer, prüf nummer, kontrollziffer, kontrollziffern, kontrollnummer, karten prüfnummer',
  ),
  row(
    { kind: 'cue', cue: 'security-code', generic: true },
    'code, sicherheit, hinten, hintendrauf, hinten drauf, kleine nummer, kleine zahl, kleine ziffern, kleinen ziffern, kleine zahlen, kleinen zahlen, unterschrift, unterschriftsfeld, unterschriftenfeld',
  ),
  row(
    { kind: 'cue', cue: 'expiry' },
    'gültig, gültigkeit, gültigkeitsdatum, ablaufdatum, verfallsdatum, verfalldatum, ablauf, verfall, läuft ab, gültig bis, abgelaufen, laufzeit, ' +
      'läuft bis, gilt bis, geht bis, bis wann, wie lange läuft, wie lange gilt, wie lange ist sie, läuft sie, läuft meine, monat und jahr, enddatum, ' +
      'läuft die, läuft ihre, läuft deine, gilt ihre, gilt deine, abläuft, ablaufen, ausläuft, läuft aus, gut bis, hält bis, gilt die, gilt sie, gültig ab, gültig von',
  ),
  row(
    { kind: 'cue', cue: 'other-number' },
    'kundenkarte, mitgliedskarte, fahrkarte, simkarte, speicherkarte, eintrittskarte, bahncard, versichertenkarte, gesundheitskarte, ' +
      'visitenkarte, imei, fahrgestell, kennzeichen, barcode, strichcode, artikel, lieferschein, mitglied, version, router, ' +
      'vertrag, kilometerstand, tachostand, ticket, bestellung, buchung, buchungscode, rechnung, referenz, aktenzeichen, ' +
      'vorgang, kunde, kunden, postleitzahl, plz, hausnummer, zählerstand, zähler, paket, sendung, sendungsverfolgung, ' +
      'gutschein, gutscheincode, aktionscode, personalausweis, reisepass, zimmer, modell, flug, endet, endet auf, endend auf, letzten vier, letzten vier ziffern, letzten vier stellen',
  ),
  row({ kind: 'cue', cue: 'other-number', generic: true }, 'datum'),
  row({ kind: 'cue', cue: 'pin' }, 'pin, p i n, geheimzahl, geheimnummer, kartenpin'),
  row({ kind: 'cue', cue: 'bank-account' }, 'konto, kontonummer, bankkonto, girokonto'),
  row({ kind: 'cue', cue: 'iban' }, 'iban, i b a n'),
  row({ kind: 'cue', cue: 'bic' }, 'bic, b i c, swift, swift code, bic code'),
  row({ kind: 'cue', cue: 'sort-code' }, 'bankleitzahl, blz, b l z'),
  row(
    { kind: 'cue', cue: 'tax-id' },
    'steuer id, steuer i d, steuerid, steuer identifikation, steuer nummer, steuerliche identifikationsnummer',
  ),
  row(
    { kind: 'cue', cue: 'ssn' },
    'sozialversicherung, rentenversicherung, sozialversicherungsausweis, sozialversicherungs nummer',
  ),
  row({ kind: 'cue', cue: 'birth-date' }, 'geburtsdatum, geburtstag, geboren, geburtsdaten, geburts datum'),
  row(
    { kind: 'cue', cue: 'password' },
    'passwort, passwort ist, passwort lautet, passwort war, passwort wäre, passwort heißt, passwort auf, als passwort, kennwort, kennwort ist, ' +
      'kennwort lautet, kennwort war, kennwort wäre, kennwort heißt, kennwort auf, als kennwort, codewort, codewort ist, codewort lautet, ' +
      'losungswort, losungswort ist, losungswort lautet, telefonpasswort, telefonpasswort ist, telefonpasswort lautet, ' +
      'kundenkennwort, sicherheitsfrage, mädchenname, geburtsname',
  ),
  row(
    { kind: 'cue', cue: 'one-time-code' },
    'tan, mtan, smstan, m tan, sms tan, push tan, tan nummer, einmalcode, einmalpasswort, einmalkennwort, einmal code, bestätigungscode, ' +
      'freigabecode, authentifizierungscode, verifizierungscode, zugangscode, sms, sms code, otp, o t p',
  ),
  row(
    { kind: 'cue', cue: 'phone' },
    'telefon, einwahl, einwahlnummer, handy, mobil, festnetz, fax, rückruf, rufen sie mich, erreichen sie mich, sie erreichen, mich erreichen, erreichbar, ' +
      'erreiche ich sie, erreichen wir sie, mich anrufen, zurückrufen, durchwahl, vorwahl, rufen sie uns, rufen sie uns an, rufen sie an, uns anrufen, uns erreichen, uns an unter',
  ),
  row(
    { kind: 'cue', cue: 'email' },
    'email, e mail, mail, mailadresse, emailadresse, e mail adresse, email adresse, mail adresse',
  ),
];

const UNIT_ROWS = unitRows(
  'euro, euros, cent, cents, dollar, franken, rappen, pfund, prozent, uhr, minute, minuten, sekunden, stunde, stunden, tag, tage, tagen, woche, ' +
    'wochen, monate, monaten, jahre, jahren, montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, grad, ' +
    'gramm, meter, kilometer, liter, stück, komma, million, millionen, milliarde, milliarden, allee, gasse, stock, etage, kilowattstunden, jahre alt',
  'macht, kostet, kosten, betrag, betrag ist, beträgt, summe, insgesamt, gesamt, preis, kontostand, halb, viertel vor, viertel nach',
  [
    'januar, jänner',
    'februar, feber',
    'märz',
    'april',
    'mai',
    'juni, juno',
    'juli',
    'august',
    'september',
    'oktober',
    'nov',
    'dezember',
  ],
  'monat, jahr',
);

const LEXICON = lexicon(
  [...NUMBER_ROWS, ...CONFUSION_ROWS, ...LETTER_ROWS, ...TALK_ROWS, ...CUE_ROWS, ...UNIT_ROWS],
  fold,
);

const OTHER: Meaning = { kind: 'other' };
const UNIT: Meaning = { kind: 'unit' };

const numberMeaning = (word: string): Meaning | undefined => {
  const value = numberOf(word);
  if (value === undefined) return undefined;
  if (value >= 100) return { kind: 'cardinal', value };
  if (value < 10) return { kind: 'digit', value };
  return value >= 20 && value % 10 === 0 ? { kind: 'tens', value } : { kind: 'pair', value };
};

const ORDINAL = /^(.+)te[nrsm]?$/;
const ordinalMeaning = (word: string): Meaning | undefined => {
  const stem = ORDINAL.exec(word)?.[1] ?? '';
  // Both sechs-te and zwanzig-ste.
  const value = numberOf(stem) ?? numberOf(stem.replace(/s$/, ''));
  return value === undefined ? undefined : { kind: 'ordinal', value };
};

const rowMeaning = (word: string): Meaning | undefined => {
  const digits = rowOf(word);
  return digits === undefined ? undefined : { kind: 'written', digits };
};

const DOUBLED = /^(?:doppel|zweimal)(.+)$/;
const doubledMeaning = (word: string): Meaning | undefined => {
  const part = DOUBLED.exec(word)?.[1];
  const meaning = part === undefined ? undefined : LEXICON.meaningOf(part);
  return meaning?.kind === 'digit'
    ? { kind: 'written', digits: `${meaning.value}${meaning.value}` }
    : undefined;
};

/** What the first part of a compound of -nummer says. */
const COMPOUND_CUES: readonly (readonly [part: RegExp, cue: Cue])[] = [
  [/sozialversicherung|rentenversicherung/, 'ssn'],
  [/geheim|^pin/, 'pin'],
  [/pruef|sicherheit/, 'security-code'],
  [/karte/, 'card'],
  [/telefon|handy|mobil|festnetz|fax|ruf|kontakt/, 'phone'],
  [/konto/, 'bank-account'],
  [/steuer|^identifikation/, 'tax-id'],
];

const cueOfNumber = (compound: string): Cue => {
  const named = COMPOUND_CUES.find(([part]) => part.test(compound));
  return named?.[1] ?? 'other-number';
};

const compoundMeaning = (word: string): Meaning | undefined => {
  if (/nummern?$/.test(word)) return { kind: 'cue', cue: cueOfNumber(word), named: true };
  return /strasse$/.test(word) ? UNIT : undefined;
};

const REPEATS: Readonly<Record<number, readonly (readonly string[])[]>> = {
  2: [['doppel'], ['zweimal'], ['zweimal', 'die']],
  3: [['dreimal'], ['dreimal', 'die']],
  4: [['viermal'], ['viermal', 'die']],
};

const speech: Speech = {
  digit: (value) => (value === 2 ? ['zwei', 'zwo'] : [DIGITS[value] ?? '']),
  letter: waysToSpell,
  cardinal: (value) => [wordOf(value)],
  repeat: (times) => REPEATS[times] ?? [],
};

export const german: Language = {
  tag: 'de',
  tensFirst: false,
  vocabulary: LEXICON.vocabulary,
  speech,
  meaningOf(word) {
    const folded = fold(word);
    return (
      LEXICON.meaningOf(word) ??
      numberMeaning(folded) ??
      ordinalMeaning(folded) ??
      rowMeaning(folded) ??
      doubledMeaning(folded) ??
      compoundMeaning(folded) ??
      OTHER
    );
  },
  phraseAt: LEXICON.phraseAt,
};
