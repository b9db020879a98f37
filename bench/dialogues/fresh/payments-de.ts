/**
 * Fresh: German calls in which a payment card is given.
 */
import { numbered } from '../unseen/numbered.js';

export const freshPaymentsGerman = numbered(
  'p',
  1,
  `A: hotel zur alten mühle, guten tag
   C: guten tag, ich habe ab dem {date} ein doppelzimmer und sie wollten noch eine karte zur absicherung
   A: genau, da wird nichts abgebucht, sie können loslegen
   C: also visa, {pan blocks turns} | gut, {pan blocks slow} | {pan}
   A: und bis wann ist die gut
   C: {expiry}
   A: und noch die drei ziffern von hinten
   C: {cvv}
   A: super, macht {amount} für {count} nächte, ihre nummer ist die {n6}

   C: ich hab den spendenaufruf gesehen und möchte {amount} geben
   A: das ist ja lieb, wollen sie das gleich am telefon machen
   C: ja ich hab sie in der hand, hinten drauf steht {cvv announced}
   A: danke, und jetzt die lange nummer von vorne
   C: {pan} | {pan halting}
   A: und gültig ist sie bis
   C: {expiry}
   A: für die quittung noch ihre postleitzahl
   C: {postcode}, hausnummer {house}

   A: willkommen bei der zahlungshotline, bitte nennen sie ihre zwölfstellige kundennummer
   C: {n12=ref plain}
   A: ich habe verstanden {n12=ref}, ist das richtig
   C: ja
   A: bitte sprechen sie jetzt ihre sechzehnstellige kartennummer
   C: {pan} | {pan blocks slow} | {pan blocks}
   A: danke, nennen sie nun das ablaufdatum mit monat und jahr
   C: {expiry}
   A: zuletzt die dreistellige prüfziffer
   C: {cvv}
   A: ihre zahlung über {amount} ist eingegangen, die vorgangsnummer lautet {n6}

   A: hallo, ich bin der digitale assistent der stadtwerke, soll ich eine zahlung für sie aufnehmen
   C: ja bitte
   A: gerne, wie lautet die nummer auf ihrer karte
   C: {pan} | ähm {pan pauses}
   A: ich wiederhole, {pan back}, stimmt das
   C: nein, die letzten vier sind {last4} | ja passt
   A: alles klar, und wann läuft sie ab
   C: {expiry}
   A: also {expiry back}, und der sicherheitscode
   C: {cvv}
   A: vielen dank, {amount} sind bezahlt

   A: dann hätten wir die zwei jacken und die stiefel, mit versand {amount}
   C: nehmen sie auch mastercard
   A: ja klar, schießen sie los
   C: {pan blocks}
   A: entschuldigung, sie waren kurz weg, nach {head} bitte noch mal
   C: {pan after}
   A: wunderbar, und das enddatum
   C: {expiry}
   A: prüfnummer
   C: {cvv}
   A: das ist die bestellung {n8}, kommt am {date}

   A: ich hab jetzt {pan back}, richtig
   C: nee da ist ein dreher drin, nach den ersten vier kommt {pan after}
   A: {pan after back}, gut, und das datum
   C: {expiry}

   C: ich ruf an wegen der rechnung für den sessel meiner mutter
   A: gern, ihre kundennummer bitte
   C: {n9 plain}
   A: da sind {amount} offen, wie möchten sie zahlen
   C: mit der hier, {pan announced}
   A: hm die wird abgelehnt
   C: ach das ist die alte, nehmen sie die hier, {pan second announced}
   A: und deren ablauf
   C: {expiry second}
   A: und die letzten drei
   C: {cvv second}

   A: und wer zahlt heute
   C: mein mann, ich geb sie mal weiter (5s) ja hallo
   A: guten tag, ich bräuchte nur die kartennummer von ihnen
   C: ja, {pan} | so, {pan blocks turns}
   A: ablaufdatum
   C: {expiry}
   A: und die zahl auf dem unterschriftsfeld
   C: {cvv}

   A: wie steht der name auf der karte
   C: {spelled}
   A: ist das {spelled}
   C: nein, {spelled}
   A: danke, und die nummer dazu
   C: {pan}
   A: ihr geburtsdatum für die akte
   C: {birthDate}
   A: und das ablaufdatum der karte
   C: {expiry}
   A: postleitzahl
   C: {postcode}
   A: dann fehlt nur noch der c v c
   C: {cvv}

   C: geht bei ihnen auch american express
   A: geht
   C: {pan amex blocks announced} | {pan amex}
   A: und gültig bis
   C: {expiry amex}
   A: da stehen vorne vier kleine ziffern über der nummer
   C: {cvv amex} | ah ja, {cvv amex}
   A: prima, {amount} sind durch

   A: zahnarztpraxis am markt, geht es um die rechnung
   C: ja, nummer {n6}, {amount}
   A: ist es noch die karte mit der endung {last4 second}
   C: nein die wurde mir geklaut, ich hab eine neue
   A: dann lesen sie mal langsam vor
   C: {pan slow} | {pan halting} | {pan echo}
   A: und wie lange gilt die
   C: da steht {expiry}
   A: einmal umdrehen bitte, was sind die letzten drei
   C: {cvv}

   C: auf dem knöllchen steht das aktenzeichen {n10 plain}
   A: ja, vom {date} um {time}, {amount} wenn sie gleich zahlen
   C: gut, dann mit karte
   A: moment, ich halte die aufnahme an (4s) so bitte
   C: {pan third} | {pan restart}
   A: gilt bis wann
   C: {expiry}
   A: und der code
   C: {cvv}

   A: lesen sie mir mal die lange nummer vor
   C: ist das {n8}
   A: nein das ist ihre bankleitzahl, die lange in der mitte
   C: da brauch ich die andere brille (8s) so jetzt, {pan halting} | also, {pan pauses} | so, {pan fixed}
   A: das machen sie sehr gut, und da steht irgendwo gültig bis
   C: {expiry}
   A: und hinten am ende vom weißen streifen
   C: {cvv} | {cvv same}

   A: insgesamt {amount}, wollen sie das aufteilen
   C: ja, die hälfte von meiner, {pan announced}
   A: ablauf und prüfziffer
   C: {expiry}, und {cvv}
   A: und die andere hälfte
   C: das ist {pan second announced}, {expiry second}, und {cvv second}
   A: alles durchgegangen, gute reise

   A: fitness am see, die aufnahme kostet {amount} und dann {amount} im monat
   C: ich hab eine aus österreich, so eine maestro | das ist eine carte bleue, geht die
   A: probieren wir es, was steht denn vorne drauf
   C: {pan}
   A: und das datum darunter
   C: {expiry}
   A: gibt es da auch einen code
   C: hinten steht {cvv}

   C: ja buchen sie es einfach hier ab, {pan bare}, {expiry bare}, {cvv bare}
   A: sekunde, das sind {amount}
   C: danke

   C: also das ist eine visa debit, die nummer ist {pan announced}, läuft ab {expiry announced}, hinten die drei sind {cvv announced}, auf den namen {spelled}
   A: sie machen das nicht zum ersten mal, bezahlt, beleg {n7}

   A: zur prüfung bräuchte ich ihr geburtsdatum
   C: {birthDate}
   A: und die anschrift
   C: hausnummer {house}, {postcode}
   A: und jetzt die ganze kartennummer, die haben sie verloren ja
   C: ich hab ein foto, {pan} | {pan first} warten sie das display ist aus ... {pan rest}
   A: danke ist gesperrt, die neue kommt bis {date}

   A: wir bezahlen sie mit einer virtuellen karte, haben sie was zu schreiben
   C: ja bitte
   A: das wäre {pan announced blocks} | {pan announced slow}
   C: {pan back}
   A: ja, und sie läuft ab {expiry announced}
   C: und der code
   A: {cvv announced}

   A: okay und die nummer
   C: {pan turns} | {pan}
   A: und das datum
   C: {expiry}
   A: und das letzte noch
   C: {cvv}
   A: und zu wievielt kommen sie
   C: zu {count}

   A: bitte sprechen sie die kartennummer nach dem signalton
   C: {pan}
   A: das habe ich leider nicht verstanden, bitte wiederholen sie
   C: {pan}
   A: danke, sprechen sie nun monat und jahr des ablaufs
   C: {expiry}
   A: ich habe verstanden {expiry back}, sagen sie ja oder nein
   C: ja

   C: ich will die {phone} aufladen
   A: gern, um wie viel
   C: zwanzig | {amount}
   A: und mit welcher karte
   C: {pan first} ... sind sie noch da
   A: ja bin ich, weiter
   C: {pan rest}
   A: wann läuft die ab
   C: {expiry}
   A: und die zahl auf der rückseite
   C: {cvv}

   A: bevor sie die nummer sagen, wann läuft die karte denn ab
   C: die geht bis {expiry}
   A: und jetzt die nummer selbst
   C: {pan}
   A: und wie ist die c v v
   C: {cvv}
   A: ich lese noch mal vor, {pan back}, {expiry back}
   C: stimmt so

   C: ich muss beim tierarzt noch {amount} zahlen
   A: haben sie die karte zur hand
   C: ja aber die kinder sind laut, {pan third} | {pan blocks third}
   A: kein problem, und das datum
   C: {expiry}
   A: sicherheitsnummer bitte
   C: welche ist das denn
   A: drei ziffern auf der seite mit der unterschrift
   C: ach so, {cvv}

   A: sagen sie mir die dritte gruppe noch mal
   C: {pan part announced}
   A: {pan part back}, gut also insgesamt {pan back}
   C: richtig
   A: und die kartenprüfnummer
   C: {cvv}

   C: ich hab nur eine diners, nehmen sie die, sonst eine j c b | ich hätte nur union pay
   A: wir nehmen alle, wie lautet die nummer
   C: {pan query} | {pan blocks query}
   A: monat und jahr
   C: {expiry}
   A: dann bräuchte ich noch den sicherheitscode
   C: {cvv} mehr steht da nicht`,
);
