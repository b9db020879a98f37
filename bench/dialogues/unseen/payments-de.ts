/**
 * Unseen: German calls in which a payment card is given, part one: travel, tickets, health, home, the state.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenPaymentsGerman: readonly Scenario[] = numbered(
  'p',
  1,
  `C: grüß gott, ich hätt gern ein doppelzimmer vom {birthDay} bis zum {birthDay}
   A: mit frühstück oder mit halbpension
   C: halbpension bitte
   chat 9
   A: das macht dann {amount} für die {count} nächte, zur sicherheit bräuchte ich noch eine kreditkarte
   C: ja, moment, ich muss schnell die tasche holen (6s) so, da bin ich
   A: dann sagen sie mir bitte mal die kartennummer
   C: {pan blocks turns} | {pan turns} | also {pan}
   A: und gültig bis
   C: {expiry}
   A: wunderbar, ihre reservierung hat die nummer {n6}
   chat 6

   C: ich hab hier einen strafzettel und würd den gern gleich bezahlen
   A: haben sie das aktenzeichen da, das steht oben rechts
   C: {aktenzeichen}
   A: und das kennzeichen
   C: {plate}
   A: also das wären {amount}, das geht per überweisung oder mit karte
   C: dann mit karte
   chat 3
   A: gut, die kartennummer bitte
   C: {pan} | {pan slow}
   A: ablaufdatum
   C: {expiry}
   A: und die prüfziffer hinten drauf
   C: {cvv}
   A: ist durch, sie kriegen noch einen bescheid

   A: möchten sie die selbstbeteiligung direkt begleichen, das sind {amount}
   C: geht das am telefon
   A: ja, mit kreditkarte schon, mit der girocard leider nicht
   C: kreditkarte hab ich
   A: das geht, dann bitte die nummer vorne drauf
   C: {pan} | {pan echo}
   A: bis wann ist die gültig
   C: {expiry}
   A: und die drei ziffern auf der rückseite
   C: {cvv}
   A: die schadennummer haben sie ja, {n10 plain}
   chat 9

   C: wir waren am {date} mit unserem kater bei ihnen, da ist noch eine rechnung offen
   A: stimmt, da steht noch was über {amount}
   chat 12
   A: wenn sie möchten können wir das gleich mit karte machen
   C: ja gerne, also {pan announced}
   A: nicht so schnell, ich bin noch bei den ersten
   C: entschuldigung, noch mal, {pan turns} | ach so, ja, {pan blocks turns}
   A: und das ablaufdatum
   C: {expiry}
   A: die drei zahlen hinten
   C: {cvv}
   A: gut, und der kontrolltermin bleibt am {date} um {time}

   A: die fähre um {time} hätte noch platz, wie lang ist denn ihr wohnmobil
   C: {size}
   chat 9
   A: dann sind wir bei {amount} mit zwei erwachsenen
   C: passt, zahlen würde ich mit kreditkarte
   A: jederzeit
   C: {pan blocks} | {pan}
   A: ich lese noch mal vor, {pan back}
   C: ja stimmt
   A: wann läuft die ab
   C: {expiry}
   A: und die kartenprüfnummer
   C: {cvv}
   A: die buchung ist {bookref}, geht auch gleich per mail raus

   C: guten morgen, meine mutter wird bei ihnen operiert, ich soll die anzahlung machen
   A: die patientennummer haben sie
   C: {n7=pat} | das müsste die {n7=pat} sein
   A: {n7=pat}, und ihr geburtsdatum
   C: {birthDate}
   chat 9
   A: dann wären das {bill}
   C: ich hab ihre karte hier, die nummer ist {pan announced}
   A: gültig bis
   C: {expiry}
   A: dankeschön, und die prüfnummer
   C: {cvv}
   chat 3

   A: ihre buchung verfällt leider in {count} minuten, wollen wir die karten fest machen
   C: ja, unbedingt, geht american express
   A: geht auch
   C: also {pan amex blocks} | {pan amex blocks turns}
   A: und gültig bis
   C: {expiry amex}
   A: bei amex sind es die vier ziffern vorne
   C: {cvv amex}
   A: super, parkett reihe {count}, platz {two} und {two}

   C: bei uns ist die heizung ausgefallen und ich hab gehört ich muss den notdienst gleich zahlen
   A: ja, die anfahrt kostet {amount}, alles andere kommt auf die rechnung
   chat 12
   C: von mir aus, {pan bare} | gut, {pan bare}
   A: moment, ich muss erst die maske aufmachen, jetzt bitte noch mal
   C: {pan}
   A: und das datum
   C: {expiry}
   A: und hinten die letzten drei
   C: {cvv}
   A: der kollege ist zwischen {slot} bei ihnen

   C: ich müsste den flug auf meinen mädchennamen umschreiben lassen
   A: den buchungscode bitte
   C: {bookref}
   chat 6
   A: die airline nimmt dafür {amount} und wir noch mal {small}
   C: ganz schön happig, na gut, mit kreditkarte
   A: dann lesen sie mir die mal vor
   C: {pan} | {pan pauses}
   A: monat und jahr
   C: {expiry}
   A: c v c
   C: {cvv}
   A: {flight} am {date}, ist geändert

   A: das wurde jetzt leider abgelehnt
   C: wie abgelehnt, da ist doch genug drauf
   A: soll ich es noch mal probieren oder haben sie eine andere
   chat 3
   C: nehmen wir die von meinem mann, warten sie (7s) {pan second announced} | dann die hier, {pan second announced turns}
   A: und die ist gültig bis
   C: {expiry second}
   A: prüfziffer
   C: {cvv second}
   A: die ging durch, {amount} auf die mit den endziffern {last4 second}
   C: gott sei dank

   C: ich ruf an wegen dem mietwagen, da war so ein kratzer
   A: die mietvertragsnummer
   C: {n9 plain}
   chat 12
   A: wir würden die {amount} von der hinterlegten karte abbuchen, endet auf {last4}
   C: die gibt's nicht mehr, ich geb ihnen die neue, {pan second announced} | nein die hab ich sperren lassen, jetzt ist es die {pan second announced}
   A: bis wann gültig
   C: {expiry second}
   A: und der sicherheitscode
   C: {cvv second}

   C: einmal die beglaubigte urkunde, meldeamt hat gesagt ich kann das bei ihnen zahlen
   A: ja, das kostet {small} plus porto
   C: gut, was brauchen sie
   A: ihr geburtsdatum und dann die kreditkarte
   C: {birthDate}
   chat 3
   A: und jetzt die karte, immer in vierergruppen bitte
   C: {pan blocks turns} | {pan blocks echo}
   A: gültig
   C: {expiry}
   A: und die drei hinten
   C: {cvv}
   A: kommt per post in den mühlenweg {house}

   C: für die ferienwohnung fehlt noch die restzahlung, stimmt's
   A: ich schau mal, auf welchen namen
   C: hofstetter
   chat 6
   A: genau, {amount} bis zum {birthDay}
   C: würd ich gern jetzt machen
   A: mit derselben karte wie bei der anzahlung
   C: nee mit der hier, {pan announced blocks} | nein, ich geb ihnen eine andere, {pan announced}
   A: und gültig bis
   C: {expiry}
   A: und noch die prüfnummer
   C: {cvv}
   chat 6

   A: für die jahreskarte im zoo nehmen wir {small}, für die ganze familie {amount}
   C: die familie bitte, wir sind zu fünft
   chat 9
   A: lastschrift oder kreditkarte
   C: kreditkarte, sekunde, der kleine hat mein portemonnaie (9s) so, {pan} | kreditkarte, {pan fixed}
   A: ablauf
   C: {expiry}
   A: sicherheitsnummer
   C: {cvv}
   A: ihre kundennummer ist die {n7}

   C: ich wollte die gasrechnung zahlen, bevor's eine mahnung gibt
   A: ihre vertragsnummer
   C: {n10 plain}
   A: offen sind {amount}
   C: kann ich die hälfte jetzt und den rest am {date}
   A: machen wir, ich öffne mal das fenster (4s) so jetzt die kartennummer
   C: {pan halting} | {pan}
   A: und gültig bis
   C: {expiry}
   A: dann noch der dreistellige code
   C: {cvv}
   chat 6`,
);
