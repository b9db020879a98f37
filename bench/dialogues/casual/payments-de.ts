/**
 * Casual German calls in which a payment card is given.
 */
import { scenario, type Scenario } from '../template.js';

export const casualPaymentsGerman: readonly Scenario[] = [
  scenario(
    'american express, offered by the caller',
    `C: ich hab meine amex hier geht die auch
     A: amex geht, schießen sie los | nehmen wir, bitte sehr
     C: (3s) {pan amex announced} | also dann {pan amex slow announced}
     A: und was steht bei gültig
     C: {expiry amex}
     A: vorne über der nummer stehen noch vier kleine
     C: {cvv amex} | ach ja {cvv amex}`,
  ),
  scenario(
    'expiry first, number and code after',
    `A: dann nehme ich die zahlung auf, fangen wir mit dem datum an das unten drauf steht
     C: {expiry} | da steht {expiry}
     A: und jetzt die ganz lange in der mitte
     C: {pan} | gut {pan turns}
     A: zum schluss die drei vom unterschriftsfeld
     C: {cvv}`,
  ),
  scenario(
    'wrong start, then all of it',
    `A: womit soll ich das abrechnen
     C: nehmen sie die bankkarte, {pan restart announced} | mit der debitkarte, das ist {pan restart announced}
     A: ist angekommen, bis wann geht die
     C: {expiry}
     A: und die sicherheitsziffern
     C: {cvv}`,
  ),
  scenario(
    'offered by the caller, somebody else talks',
    `C: wollen sie die nummer jetzt haben
     A: ja bitte
     C: {pan third} | die geht so {pan third}
     A: wunderbar und das enddatum
     C: {expiry}`,
  ),
  scenario(
    'listener asks about a group',
    `A: jetzt bräuchte ich die sechzehn ziffern
     C: {pan query} | also {pan query}
     A: super und wie lange läuft sie noch
     C: {expiry}
     A: und der c v c
     C: {cvv}`,
  ),
  scenario(
    'a new card in place of a stolen one',
    `A: das macht dann {amount}, ist das dieselbe karte wie beim letzten mal
     C: nee die ist geklaut worden ich hab eine neue, {pan halting announced} | nein eine andere, öhm {pan halting announced}
     A: läuft bis
     C: {expiry}
     A: und was steht hinten drauf
     C: {cvv}`,
  ),
  scenario(
    'all in the first sentence, not heard',
    `C: tach es geht ums fitnessstudio ich wollte bezahlen was offen ist, mastercard {pan bare} bis {expiry announced} und die drei ziffern {cvv announced}
     A: langsam langsam, ich habe nichts davon mitbekommen
     C: entschuldigung, {pan slow}
     A: besser, und bis wann
     C: {expiry}`,
  ),
  scenario(
    'postcode and house before the card',
    `A: sagen sie mir erst mal die postleitzahl
     C: {postcode}
     A: und die straße
     C: eichenallee {house}
     A: danke, dann sind sie mit der karte dran
     C: {pan} | alles klärchen {pan fixed}
     A: und bis
     C: {expiry}
     A: und das kleine hinten
     C: {cvv}
     A: {amount} sind gebucht, ihre bestätigung hat die {n6}`,
  ),
  scenario(
    'somebody else reads the number out',
    `C: meine mutter gibt ihnen die nummer, mama sag der frau mal was auf deiner karte steht
     C: was alles (2s) {pan announced}
     A: danke und das datum bis zu dem sie geht
     C: {expiry}`,
  ),
  scenario(
    'payment that bounced, another card',
    `A: bei der zahlung ist etwas schiefgegangen, sie ist zurückgekommen
     C: versuchen sie es noch mal, {pan bare} | die stimmt aber, schauen sie, {pan bare}
     A: und die prüfziffer
     C: {cvv}
     A: immer noch nicht, haben sie etwas anderes
     C: die von meinem mann, {pan second slow announced} | die von der firma, {pan second announced}
     A: und wie lange läuft die von der firma
     C: {expiry second}`,
  ),
  scenario(
    'agent reads out the stored card',
    `A: ich lese vor was ich habe und sie sagen stopp, {pan back}
     C: nein das stimmt so
     A: und die läuft bis {expiry back}
     C: ja
     A: dann fehlt mir nur noch die von hinten
     C: {cvv}`,
  ),
  scenario(
    'long search in the kitchen',
    `C: geht das auch am telefon
     A: geht, tippen sie die lange ein oder sagen sie sie mir
     C: ich sag sie ihnen, {pan pauses} | wie war das, egal, {pan pauses}
     A: monat und jahr
     C: {expiry}
     A: unterschriftsfeld
     C: (6s) {cvv}`,
  ),
  scenario(
    'line dropped after the first half',
    `A: dann geben sie mir mal die karte durch, erst die vorderseite
     C: so, {pan first}
     A: sie waren kurz weg ich habe nur den anfang
     C: {pan} | dann noch mal ganz, {pan}
     A: jetzt war es klar und deutlich, gültig bis wann
     C: {expiry}`,
  ),
  scenario(
    'deposit for a table, groups repeated',
    `A: also {count} personen am {date} um {time}, die anzahlung wären {amount}
     C: gut die visa ist die {pan echo announced} | ich hol eben die visa (9s) {pan echo announced}
     A: und bis
     C: {expiry}
     A: code
     C: {cvv}
     A: ihre buchung hat die {n7} und der tisch ist die {n3}`,
  ),
  scenario(
    'stored card, only the code',
    `A: ihre karte ist bei uns noch gespeichert, mir fehlt nur noch das was hinten steht
     C: den ganzen streifen oder nur das ende
     A: nur die letzten drei
     C: {cvv} | na gut {cvv}
     A: prima {amount} sind gebucht`,
  ),
];
