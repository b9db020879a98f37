/**
 * Sealed: German calls in which a payment card is given. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const sealedPaymentsGerman: readonly Scenario[] = [
  scenario(
    'p01',
    `A: das wären {amount}, wollen wir das gleich am telefon machen
     C: ja, kann's losgehen | ja (3s) so
     A: jederzeit
     C: {pan}
     A: gültig bis
     C: {expiry}
     A: und hinten die drei kleinen
     C: {cvv}`,
  ),
  scenario(
    'p02',
    `C: ich möchte {amount} im monat für die esel spenden
     A: wie lieb, was ist denn die lange nummer in der mitte
     C: {pan turns} | {pan slow}
     A: und wann läuft die ab
     C: {expiry}`,
  ),
  scenario(
    'p03',
    `A: der beitrag ist {amount} im jahr, ab {date}
     C: nehmen sie's von der mastercard, {pan announced}
     A: ablauf
     C: {expiry}
     A: sicherheitsnummer
     C: {cvv}
     A: sie sind mitglied {n7}`,
  ),
  scenario(
    'p04',
    `C: zwei karten für {date}, reihe {n2}
     A: {amount}, und sie zahlen
     C: mit kreditkarte, {pan bare} gültig bis {expiry announced} prüfnummer {cvv announced}
     A: fertig, abholen mit {n6}`,
  ),
  scenario(
    'p05',
    `A: sagen sie mir bitte die sechzehn stellen
     C: klar {pan fixed} | {pan echo}
     A: und welches datum steht drauf
     C: {expiry}
     A: die letzten drei auf dem unterschriftsfeld
     C: {cvv}`,
  ),
  scenario(
    'p06',
    `C: die alte ging letzte woche nicht, also diese, {pan announced}
     A: danke, wie lange gilt die
     C: {expiry}
     A: anschrift wie gehabt, hausnummer {house}
     C: ja
     A: prüfziffer
     C: {cvv}`,
  ),
  scenario(
    'p07',
    `A: mir fehlt nur noch mal der c v v, der rest ist gespeichert
     C: {cvv} | das ist die {cvv}
     A: {amount} abgebucht, danke`,
  ),
  scenario(
    'p08',
    `C: ich hab eine american express, geht die
     A: geht, lesen sie ruhig
     C: {pan amex}
     A: gültig
     C: {expiry amex}
     A: und die vier vorne
     C: {cvv amex}`,
  ),
  scenario(
    'p09',
    `A: die anzahlung fürs haus ist {amount}, der rest von {amount} bis {date}
     C: dann die anzahlung, wo fang ich an
     A: die nummer vorne drauf
     C: {pan pauses} | {pan halting}
     A: monat und jahr
     C: {expiry}`,
  ),
  scenario(
    'p10',
    `C: kundenkonto {n8}, ich will {amount} ausgleichen
     A: schön, lesen sie mir ihre karte vor
     C: {pan}
     A: ich wiederhole, {pan back}
     C: genau
     A: ablauf und die drei hinten
     C: {expiry}, {cvv}`,
  ),
  scenario(
    'p11',
    `A: blumen am {date}, {amount} mit lieferung an den parkweg {house}
     C: auf meine visa
     A: bitte
     C: {pan first announced}
     A: mhm und weiter
     C: {pan rest announced}
     A: bis
     C: {expiry}`,
  ),
  scenario(
    'p12',
    `C: also {pan bare}
     A: entschuldigung, ich war noch nicht so weit, noch mal
     C: {pan}
     A: und ablaufdatum
     C: {expiry}
     A: c v c
     C: {cvv}`,
  ),
  scenario(
    'p13',
    `A: ihr vertrag {n9 plain} verlängert sich für {amount}, gleiche karte
     C: nein eine neue
     A: dann die bitte
     C: {pan query} | {pan turns}
     A: die läuft ab
     C: {expiry}
     A: und den sicherheitscode bitte
     C: {cvv}`,
  ),
  scenario(
    'p14',
    `C: ich bestelle artikel {n6}, {count} stück
     A: macht {amount}, die kartendaten bitte
     C: sekunde das portemonnaie liegt im flur (9s) so {pan}
     A: darunter das datum
     C: {expiry}
     A: und auf der rückseite
     C: {cvv}`,
  ),
  scenario(
    'p15',
    `A: zuerst die drei ziffern von hinten
     C: {cvv}
     A: dann das ablaufdatum
     C: {expiry}
     A: und zuletzt die lange nummer
     C: {pan}`,
  ),
  scenario(
    'p16',
    `C: diesmal die karte meiner tochter, sie liest sie vor (2s) {pan third} | {pan slow}
     A: bis wann geht die
     C: {expiry}
     A: und der code
     C: {cvv}`,
  ),
  scenario(
    'p17',
    `A: kasse, ihr aktenzeichen
     C: {n10 plain}
     A: {amount}, möchten sie gleich zahlen
     C: ja gern
     A: kartennummer
     C: {pan}
     A: ablauf, erst der monat
     C: {expiry}
     A: dreistellige prüfnummer
     C: {cvv}
     A: beleg {n8}`,
  ),
  scenario(
    'p18',
    `C: ein zimmer für {count} nächte, {date}
     A: ich halte es mit einer karte fest, abgebucht wird nichts
     C: {pan announced}
     A: wann läuft die aus
     C: {expiry}
     A: ihre buchung ist die {n7}, anreise ab {time}`,
  ),
  scenario(
    'p19',
    `A: stand da abgelehnt
     C: ja, nehmen sie die andere, {pan second announced}
     A: ablauf davon
     C: {expiry second}
     A: sicherheitscode
     C: {cvv second}`,
  ),
  scenario(
    'p20',
    `C: {amount} aufladen auf die {phone}
     A: die nummer ihrer kreditkarte
     C: {pan restart announced} | {pan}
     A: gültig bis
     C: {expiry}
     A: und die ziffern neben der unterschrift
     C: {cvv}`,
  ),
  scenario(
    'p21',
    `A: und wie möchten sie die {amount} begleichen
     C: mit der firmenkreditkarte, {pan announced} und die gilt bis {expiry announced}
     A: c v v
     C: {cvv}`,
  ),
  scenario(
    'p22',
    `A: ich lese ihnen die hinterlegte karte vor, {pan bare} gültig bis {expiry bare}, stimmt die noch
     C: ja genau
     A: {amount} abgebucht am {date}`,
  ),
  scenario(
    'p23',
    `C: pizza, zweimal die {n2} und einmal die {n2}
     A: {amount}, {n2} minuten
     C: ich zahl gleich, {pan bare}
     A: ablaufdatum
     C: {expiry}
     A: und sicherheitscode
     C: {cvv}`,
  ),
  scenario(
    'p24',
    `A: fangen sie mit den ersten vier an
     C: {pan turns} | {pan echo}
     A: prima, jetzt gültig bis
     C: {expiry}
     A: und hinten die letzten drei
     C: {cvv}
     A: die quittung geht an {phone}`,
  ),
  scenario(
    'p25',
    `C: die rechnung {n8} über {amount} zahl ich mit karte
     A: ich höre
     C: {pan} | so, {pan pauses}
     A: datum
     C: {expiry}
     A: prüfzahl
     C: {cvv}`,
  ),
  scenario(
    'p26',
    `A: versuchen wir die karte noch mal, da fehlte eine stelle
     C: {pan}
     A: jetzt ging's, und die ist gültig bis
     C: {expiry}
     A: hinten die nummer, drei stellen
     C: {cvv}`,
  ),
];
