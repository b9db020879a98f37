/**
 * German calls to service lines in which a payment card is given.
 */
import { scenario, type Scenario } from '../template.js';

export const servicesPaymentsGerman: readonly Scenario[] = [
  scenario(
    'hotel, card to hold the room',
    `A: das wären {count} nächte ab {date}, zusammen {amount}, ich bräuchte nur noch was zur absicherung
     C: geht auch eine visa
     A: visa ist prima
     C: {pan announced} | also {pan turns announced}
     A: und gültig ist die bis
     C: {expiry}
     A: danke, ihre bestätigung hat die nummer {n9}`,
  ),
  scenario(
    'hotel, card guarantee asked politely',
    `A: um die buchung zu garantieren bräuchte ich noch ihre kreditkartendaten wenn es ihnen recht ist
     C: ja natürlich, da muss ich kurz suchen (4s) so {pan}
     A: vielen dank und das ablaufdatum
     C: {expiry}
     A: und zum schluss die prüfziffer, das sind die drei zahlen auf der rückseite
     C: {cvv}
     A: wunderbar, stornieren können sie bis {time} am {date}`,
  ),
  scenario(
    'energy bill, overdue',
    `A: auf ihrem vertrag sind noch {amount} offen, möchten sie das gleich begleichen
     C: ja machen wir das
     A: dann bräuchte ich die lange nummer von der vorderseite
     C: {pan turns} | {pan}
     A: und bis wann gilt die karte
     C: {expiry}
     A: und die letzten drei hinten
     C: {cvv}
     A: hat geklappt, beleg {n6}, die nächste rechnung kommt am {date}`,
  ),
  scenario(
    'car insurance renewal',
    `A: ihr vertrag {n9=pol} läuft zum {date} aus, die verlängerung macht {amount}
     C: ist da der rabatt schon drin
     A: mit {count} jahren ja, soll ich wieder die karte vom letzten jahr nehmen, die mit {last4} am ende
     C: nee die ist gesperrt ich hab eine neue
     A: dann geben sie mir die neue durch
     C: {pan} | also {pan}
     A: super und die läuft wann ab
     C: {expiry}
     A: und der c v c
     C: {cvv}`,
  ),
  scenario(
    'theatre, two seats',
    `C: zweimal für den {date} bitte
     A: ich hätte reihe {count} platz {n2} und {n2} zu {amount}
     C: die nehm ich
     A: wie möchten sie zahlen
     C: mit karte, soll ich einfach vorlesen
     A: ja bitte
     C: {pan} | {pan pauses}
     A: und was steht da drunter für ein datum
     C: {expiry}
     A: und jetzt drehen sie sie um, da ist hinten eine kleine zahl
     C: {cvv}
     A: ihr auftrag hat die {n8}, einlass ist {time}`,
  ),
  scenario(
    'airline, extra bag',
    `A: der zusätzliche koffer kostet {amount}, das kann ich gleich abrechnen
     C: okay es ist eine mastercard
     A: ich höre
     C: {pan slow} | {pan echo}
     A: verfallsdatum
     C: {expiry}
     A: sicherheitscode
     C: {cvv}
     A: so das war es, der {flight} und boarding ist {time}`,
  ),
  scenario(
    'parcel, customs charge',
    `C: ich hab eine nachricht wegen zoll bekommen zu {n12 plain}
     A: das sind {amount}, haben sie eine karte da
     C: ja, {pan bare} | moment, {pan bare}
     A: prima, gültig bis
     C: {expiry}
     A: und die drei auf der rückseite
     C: {cvv}
     A: dann kommt es am {date}`,
  ),
  scenario(
    'broadband, payment failed',
    `A: die abbuchung über {amount} am {date} ist zurückgekommen
     C: das liegt bestimmt an der karte die ist abgelaufen, ich hab hier die neue
     A: dann ändern wir das gleich
     C: {pan announced} | so das wäre {pan fixed announced}
     A: ich wiederhole {pan back}
     C: stimmt
     A: und die ist gültig bis
     C: {expiry}`,
  ),
  scenario(
    'fine, wants to be quick',
    `C: tag ich will mein bußgeld zahlen, aktenzeichen {n8}, {amount}, und die karte ist {pan bare} {expiry bare} {cvv bare}
     A: langsam langsam, die karte bitte noch mal
     C: {pan turns}
     A: und das ablaufdatum
     C: {expiry}
     A: und die prüfnummer
     C: {cvv}
     A: die quittung hat die nummer {n7}`,
  ),
  scenario(
    'taxi account, agent has it on file',
    `A: soll das wieder auf die hinterlegte gehen
     C: welche ist das denn
     A: die mit {last4}
     C: nein nehmen sie die von meinem mann, das ist {pan announced}
     A: entschuldigung mir ist der rechner hängen geblieben, bitte noch mal von vorn
     C: {pan}
     A: jetzt hab ich sie, monat und jahr
     C: {expiry}`,
  ),
  scenario(
    'restaurant, no show deposit',
    `A: ab {count} personen brauchen wir eine karte, abgebucht wird da nichts
     C: okay
     A: was steht vorn drauf
     C: {pan} | {pan halting}
     A: und läuft ab
     C: {expiry}
     A: dann bis {date} um {time} mit {count} leuten, wenn es später wird rufen sie an, {phone}`,
  ),
  scenario(
    'dentist, number from another room',
    `A: das macht {amount} für die reinigung
     C: da hol ich mal mein portemonnaie (8s) so
     A: wann immer sie so weit sind
     C: {pan pauses} | {pan turns}
     A: ablaufdatum
     C: (2s) {expiry}
     A: und der c v v
     C: {cvv}
     A: der nächste termin ist {date} um {time}`,
  ),
  scenario(
    'catalogue, old lady with long waits',
    `C: so ich hab sie vor mir, fang ich oben an
     A: ja die großen zahlen
     C: {pan slow} | {pan pauses}
     A: das machen sie gut, und was steht da bei gültig bis
     C: {expiry}
     A: hinten ist ein streifen mit ein paar zahlen, davon nur die letzten drei
     C: {cvv}
     A: das sind {amount}, die bestellnummer ist {n7}`,
  ),
  scenario(
    'amex by phone',
    `A: was für eine karte ist es denn
     C: amex
     A: die hat fünfzehn stellen, ich bin so weit
     C: {pan amex} | {pan amex turns}
     A: und die vier vorn drauf
     C: {cvv amex}
     A: ablaufdatum
     C: {expiry amex}`,
  ),
];
