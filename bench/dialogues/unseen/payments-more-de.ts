/**
 * Unseen: German calls in which a payment card is given, part two: shops, food, clubs, charity, work, and mishaps.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenMorePaymentsGerman: readonly Scenario[] = numbered(
  'p',
  16,
  `C: ich möcht meiner oma blumen schicken, zum {birthDay}
   A: an was haben sie denn gedacht
   chat 9
   A: der mittlere strauß wär {amount}, lieferung {small}, wo soll er hin
   C: lindenstraße {house}, {plz}
   A: und was soll auf dem kärtchen stehen
   C: alles liebe zum neunzigsten
   A: schön, und dann ihre kreditkarte
   C: {pan} | also {pan blocks}
   A: gültig bis
   C: {expiry}
   A: und die prüfziffer
   C: {cvv}

   A: darf ich fragen, wie sie auf uns gekommen sind
   C: durch den bericht über die seenotretter
   chat 9
   C: ich will einmalig {small} spenden
   A: vielen herzlichen dank, brauchen sie eine spendenquittung
   C: ja bitte, an den ahornweg {house}
   A: und dann bräucht ich die karte
   C: {pan} | {pan slow}
   A: und das ablaufdatum
   C: {expiry}
   A: und hinten die drei ziffern
   C: {cvv}
   A: ich wiederhole zur sicherheit die nummer, {pan back}
   C: richtig

   C: eine große salami, zweimal tiramisu und eine cola zum liefern
   A: wohin
   C: bahnhofstraße {house}, dritter stock
   A: {small}, bar oder karte
   C: karte, {pan announced}
   A: und gültig bis
   C: {expiry}
   A: die drei hinten noch
   C: {cvv}
   A: so {mins} minuten

   A: für so viele leute nehmen wir eine anzahlung, {small} pro kopf
   C: ja das ist in ordnung
   chat 6
   A: unter welcher nummer erreich ich sie
   C: {phone}
   A: und die karte
   C: {pan turns} | {pan}
   A: ablauf
   C: {expiry}
   A: dann bis {day} um {time}

   C: ich hab ihren katalog vor mir, seite {two}
   A: die bestellnummer bitte
   C: {n3} {n3} | {n6}, ach nein, {n6}
   chat 6
   A: in welcher größe
   C: zweiundvierzig, und die hose auch gleich
   A: zusammen {amount} mit versand, auf rechnung
   C: nein von der kreditkarte, die haben sie doch
   A: ich seh hier eine mit {last4} am ende
   C: die neue ist anders, {pan second announced} | das ist noch die alte, {pan second announced blocks}
   A: und gültig bis
   C: {expiry second}
   A: und die sicherheitsnummer
   C: {cvv second}

   C: das auto ist fertig, hat mir jemand auf band gesprochen
   A: das kennzeichen bitte
   C: {plate}
   A: ja genau, bremsen und inspektion, {bill}
   C: uff, kann ich das jetzt zahlen, meine frau holt's ab
   chat 3
   A: klar, schießen sie los
   C: {pan} | so, {pan pauses}
   A: ablaufdatum
   C: {expiry}
   A: und die drei kleinen
   C: {cvv}
   A: bis {time} sind wir da

   C: hallo, es geht um die klassenfahrt von meiner tochter
   A: welche klasse denn
   C: die siebte
   chat 6
   A: da fehlen noch {amount} und das bis zum {birthDay}
   C: dann mach ich das jetzt, ich sitz im zug, hören sie mich
   A: halbwegs
   C: {pan bare} | ich red leise, {pan bare turns}
   A: jetzt waren sie kurz weg, das ganze bitte noch mal
   C: {pan}
   A: und gültig bis
   C: {expiry}

   A: buchhaltung
   C: ich hab hier ihre rechnung {n6} und würd die mit der firmenkarte zahlen
   A: {amount}, seh ich das richtig
   C: genau
   chat 6
   A: ich bin so weit
   C: {pan} | {pan turns}
   A: ablauf
   C: {expiry}
   A: und der code
   C: {cvv}
   A: beleg wie immer an die zentrale

   C: ich will mein handy aufladen
   A: die nummer, von der sie anrufen
   C: nee die andere, {phone}
   A: und welcher betrag
   C: {small}
   A: und die kreditkarte dazu
   C: {pan restart} | {pan fixed}
   A: gültig bis
   C: {expiry}
   A: prüfnummer
   C: {cvv}
   chat 3

   C: bei mir ist die abbuchung für den kurs zurückgekommen
   A: ja, da war wohl eine ziffer falsch
   chat 6
   A: dann gehen wir sie noch mal langsam durch
   C: {pan slow} | gern, {pan query}
   A: monat und jahr
   C: {expiry}
   A: und hinten
   C: {cvv}
   A: jetzt hat's geklappt, {amount} am {date}

   A: gutscheine für {amount}, kommt noch was dazu
   C: nein das war's
   A: dann fangen wir an, die ersten vier
   C: {pan blocks turns} | okay, {pan blocks turns}
   A: zum schluss hatte ich {last4}, ja
   C: ja
   A: und gültig bis
   C: {expiry}
   A: und die drei vom unterschriftsfeld
   C: {cvv}
   chat 6

   C: meine tochter hat sich ausgesperrt, können sie kommen
   A: wo ist das
   C: schillerstraße {house} in {plz}
   A: um die uhrzeit sind das {amount} und wir kassieren vorab
   C: ja gut
   chat 3
   A: die kartennummer
   C: {pan} | {pan third}
   A: gültig
   C: {expiry}
   A: und hinten
   C: {cvv}
   A: er ist in {mins} minuten da

   A: mir ist das fenster zugegangen, ich brauch den sicherheitscode noch mal
   C: den von hinten
   A: genau, die drei ziffern
   C: {cvv} | schlecht lesbar, {cvv}
   chat 6
   A: so, {amount} sind abgebucht, auftrag {n9 plain}

   C: mein streaming geht nicht, sie haben wohl noch das alte ablaufdatum
   A: ja die karte mit der {last4} ist abgelaufen
   chat 6
   A: was steht auf der neuen
   C: {expiry}
   A: und die nummer ist gleich geblieben
   C: leider nicht, {pan second announced} | nee, die ist auch neu, {pan second announced blocks}
   A: gut und der c v v
   C: {cvv second}

   C: ich zahl das heim für meine mutter, bewohnernummer {n5}
   chat 9
   A: für den monat sind das {bill}
   C: die karte ist {pan announced} und gültig bis {expiry announced}
   A: ich komm gar nicht mit, also {pan back}
   C: ja
   A: und die prüfziffer
   C: {cvv}
   chat 6

   C: ich geb ihnen gleich mal die kreditkarte, {pan first bare}
   A: stopp, stopp, die darf ich am telefon nicht annehmen, ich schick ihnen einen link
   C: ach so, das wusst ich nicht
   A: auf welches handy
   C: {phone}
   chat 9

   C: ich möchte im verein bleiben, nur von der neuen karte abbuchen lassen
   A: kein problem, der beitrag sind {amount} im jahr
   chat 9
   A: dann die neue bitte
   C: {pan blocks} | {pan}
   A: gültig ab oder bis, was steht da
   C: bis {expiry}
   A: passt, die braucht keinen code bei uns`,
);
