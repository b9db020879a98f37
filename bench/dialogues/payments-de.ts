/**
 * German calls in which a payment card is given.
 */
import { scenario, type Scenario } from './template.js';

export const germanPayments: readonly Scenario[] = [
  scenario(
    'asked for, in one go',
    `A: nennen sie mir bitte die kartennummer | wie lautet die kreditkartennummer | lesen sie mir die lange nummer auf der karte vor
     C: {pan} | ja die ist {pan} | gern, {pan}
     A: und das ablaufdatum | und bis wann ist sie gültig
     C: {expiry} | das ist {expiry}
     A: und die drei ziffern auf der rückseite | und die prüfnummer bitte
     C: {cvv} | das ist die {cvv}
     A: danke das hat geklappt`,
  ),
  scenario(
    'asked for, payment named late',
    `A: wie möchten sie zahlen
     C: mit karte bitte | mit meiner visa
     A: gern, wenn sie soweit sind | ja dann legen sie los
     C: {pan}
     A: gültig bis
     C: {expiry}
     A: und der sicherheitscode
     C: {cvv}`,
  ),
  scenario(
    'announced, in one go',
    `C: ich möchte mit karte zahlen die nummer ist {pan announced} | meine kartennummer ist {pan announced} | ja also die kreditkartennummer lautet {pan announced}
     C: ablaufdatum {expiry announced} | gültig bis {expiry announced} | und sie läuft ab {expiry announced}
     C: und die prüfnummer ist {cvv announced} | sicherheitscode {cvv announced} | c v c {cvv announced}
     A: danke`,
  ),
  scenario(
    'announced, rest without a word',
    `C: meine kartennummer ist {pan announced} ... {expiry bare} ... {cvv bare} | das ist eine visa {pan announced}, {expiry bare}, {cvv bare}
     A: danke`,
  ),
  scenario(
    'unannounced',
    `C: {pan bare} | ja gern, {pan bare} | also das ist die {pan bare} | so, {pan bare} das war es
     A: danke
     A: und das ablaufdatum | und gültig bis
     C: {expiry}
     A: und die letzten drei ziffern auf der rückseite
     C: {cvv}`,
  ),
  scenario(
    'unannounced, all at once',
    `C: {pan bare} ... {expiry bare} ... {cvv bare} | okay {pan bare}, {expiry bare}, {cvv bare}
     A: danke`,
  ),
  scenario(
    'over several turns, asked for',
    `A: wie ist die kartennummer bitte | die kreditkartennummer bitte
     C: {pan turns} | das ist die {pan turns}
     A: gut und das ablaufdatum
     C: {expiry}
     A: und der code auf der rückseite
     C: {cvv}`,
  ),
  scenario(
    'over several turns, unannounced',
    `A: dann legen sie los | ja bitte ich höre
     C: {pan turns bare}
     A: danke und das ablaufdatum
     C: {expiry}
     A: und die prüfziffer
     C: {cvv}`,
  ),
  scenario(
    'agent repeats each group',
    `A: die kartennummer bitte
     C: {pan echo}
     A: und das ablaufdatum
     C: {expiry}
     A: {expiry back} danke und die prüfnummer
     C: {cvv}
     A: {cvv back} gut`,
  ),
  scenario(
    'agent reads it all back',
    `A: die kartennummer bitte | wie ist die nummer auf der vorderseite der karte
     C: {pan}
     A: also {pan back}, richtig | ich wiederhole {pan back}
     C: ja
     A: und das ablaufdatum
     C: {expiry}
     A: und der sicherheitscode
     C: {cvv}`,
  ),
  scenario(
    'agent reads the last four back',
    `A: wie lautet die kartennummer
     C: {pan}
     A: gut die endet auf {last4} | danke {last4} ja
     C: genau
     A: gültig bis wann
     C: {expiry}`,
  ),
  scenario(
    'long pauses and fillers',
    `A: ihre kartennummer bitte
     C: ja, die ist {pan pauses} | äh {pan pauses}
     A: kein stress, und das ablaufdatum
     C: äh, {expiry}
     A: und die drei ziffern auf der rückseite
     C: warten sie (3s) {cvv}`,
  ),
  scenario(
    'search before the number',
    `A: wie lautet ihre kartennummer
     C: ich hole meine brille (10s) so jetzt {pan} | moment ich muss meine tasche suchen (10s) so {pan} | die ist im anderen zimmer (10s) {pan}
     A: und das ablaufdatum
     C: jetzt habe ich sie wieder weggelegt (10s) {expiry}
     A: und die prüfnummer
     C: (4s) {cvv}`,
  ),
  scenario(
    'correction',
    `A: die kartennummer bitte | sagen sie mir die kartennummer
     C: {pan fixed} | das ist {pan fixed}
     A: und gültig bis
     C: {expiry}
     A: sicherheitscode
     C: {cvv}`,
  ),
  scenario(
    'asked in two halves',
    `A: sagen sie mir die erste hälfte der kartennummer | wie sind die ersten ziffern der karte
     C: {pan first}
     A: gut | danke
     A: und der rest | und weiter
     C: {pan rest}
     A: wie ist das ablaufdatum
     C: {expiry}`,
  ),
  scenario(
    'not heard, said again',
    `A: wie lautet die kartennummer
     C: {pan}
     A: das habe ich nicht verstanden können sie es wiederholen | die leitung war weg sagen sie es bitte noch einmal
     C: gern, {pan} | {pan}
     A: und das ablaufdatum
     C: {expiry}
     A: und der code
     C: {cvv}`,
  ),
  scenario(
    'second card after a declined one',
    `A: ihre kartennummer bitte
     C: {pan}
     A: ablaufdatum
     C: {expiry}
     A: und die prüfnummer
     C: {cvv}
     A: die wurde leider abgelehnt, haben sie eine andere karte | das ging nicht, haben sie noch eine
     C: ja nehmen sie diese, {pan second announced} | gut, {pan second bare}
     A: und das ablaufdatum
     C: {expiry second}
     A: prüfnummer
     C: {cvv second}`,
  ),
  scenario(
    'order number before the card',
    `A: wie ist ihre bestellnummer
     C: {n7-10}
     A: danke und wie möchten sie zahlen
     C: mit karte
     A: wie ist die kartennummer
     C: {pan}
     A: ablaufdatum
     C: {expiry}
     A: und der sicherheitscode
     C: {cvv}`,
  ),
  scenario(
    'order number after the card',
    `A: wie ist die kartennummer
     C: {pan}
     A: und das ablaufdatum
     C: {expiry}
     A: und der sicherheitscode
     C: {cvv}
     A: alles bezahlt, ihre bestellnummer ist {n8} und es kommt am {date}
     C: danke`,
  ),
  scenario(
    'phone number before, unannounced card after',
    `A: wie ist ihre telefonnummer
     C: {phone}
     A: dann kommen wir zur zahlung | und für die zahlung bitte
     C: {pan bare} | das ist die {pan bare}
     A: gültig bis
     C: {expiry}`,
  ),
  scenario(
    'security code alone',
    `A: ihre karte habe ich gespeichert ich brauche nur die drei ziffern auf der rückseite | die karte ist hinterlegt wie ist der sicherheitscode
     C: {cvv} | ja das ist die {cvv}
     A: danke`,
  ),
  scenario(
    'expiry and code after a while',
    `A: die kartennummer bitte
     C: {pan}
     A: danke einen moment das system arbeitet
     chat
     chat
     A: entschuldigung für die wartezeit jetzt das ablaufdatum bitte
     C: {expiry}
     chat
     A: und die prüfnummer | und die letzten drei ziffern auf der rückseite
     C: {cvv}`,
  ),
  scenario(
    'code before the number',
    `A: sagen sie mir zuerst die drei ziffern auf der rückseite
     C: {cvv}
     A: und das ablaufdatum
     C: {expiry}
     A: und die lange nummer auf der vorderseite
     C: {pan}`,
  ),
  scenario(
    'all in one sentence',
    `A: ihre kartendaten bitte | die kartendaten bitte
     C: {pan} gültig bis {expiry announced} und der sicherheitscode ist {cvv announced} | das ist {pan} ablaufdatum {expiry announced} prüfnummer {cvv announced}
     A: perfekt`,
  ),
  scenario(
    'details asked in other words',
    `A: dann nehme ich jetzt ihre zahlungsdaten auf | sie können mir die daten jetzt nennen
     C: {pan bare} | okay {pan bare}
     A: und wie lange gilt sie
     C: {expiry}
     A: und die kleine nummer hinten
     C: {cvv}`,
  ),
  scenario(
    'interrupted',
    `A: wie ist die kartennummer
     C: {pan first}
     A: entschuldigung mein bildschirm hängt, wollten sie die graue
     C: ja die graue bitte
     A: jetzt geht es wieder, bitte weiter | gut weiter
     C: {pan rest}
     A: und das ablaufdatum
     C: {expiry}`,
  ),
];
