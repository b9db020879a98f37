/**
 * Unseen: German calls without a payment card: energy, telephone, houses, offices, taxes, the law.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenHomeGerman: readonly Scenario[] = numbered(
  'i',
  22,
  `C: ich möchte den zählerstand durchgeben
   A: gerne, ihre kundennummer
   C: {n10 plain} | {n4} {n4}
   A: und was steht auf dem zähler
   C: {n5} komma {one} | {n6}
   chat 9
   A: dann haben sie ein guthaben von {amount}
   C: das hört man gern

   C: ich bin umgezogen und weiß nicht, wer da den strom liefert
   A: am zähler ist eine zählernummer, die fängt oft mit einer eins an
   C: {meterno} | da steht {meterno}
   A: und die postleitzahl
   C: {plz}
   chat 12
   A: seit wann wohnen sie da
   C: seit dem {birthDay}

   A: störungsstelle
   C: unser internet bricht ständig ab
   chat 9
   A: unter dem router ist ein aufkleber mit der seriennummer
   C: ich kriech mal runter (6s) {serialno}
   A: und welche lampen leuchten
   C: zwei grün, eine blinkt rot
   chat 9
   A: der techniker kommt am {date} zwischen {slot}

   C: meine neue sim ist da und ich soll zum freischalten anrufen
   A: auf der plastikkarte steht eine ganz lange nummer
   C: die ganze
   A: ja bitte die ganze
   C: {#8949XXXXXXXXXXXXXX luhn} | {#894920XXXXXXXXXXXX luhn}
   A: und ihre rufnummer
   C: {phone}
   chat 9
   A: in {count} minuten einmal aus und wieder an

   C: mein handy ist geklaut worden
   A: das tut mir leid, ich kann's sperren, haben sie die imei
   C: ist das die auf der schachtel
   A: ja, fünfzehn ziffern
   C: {#35XXXXXXXXXXXX luhn} | {#86XXXXXXXXXXXX luhn}
   chat 6
   A: und wann war das
   C: am {date}, so gegen {time}
   A: für die versicherung brauchen sie noch die vorgangsnummer von der polizei
   chat 6

   C: bei uns ist die tonne nicht geleert worden
   A: welche adresse denn
   C: birkenallee {house}
   chat 12
   A: die kommen {day} noch mal
   C: wunderbar

   A: finanzamt, guten tag
   C: ich ruf wegen dem einspruch an
   A: die steuernummer bitte, nicht die lange
   C: {steuernummer}
   chat 12
   A: der bescheid vom {birthDay}, da ging es um {amount}
   C: genau der
   chat 9

   C: ich bräuchte ein neues formular für die grundsteuer
   A: haben sie das aktenzeichen
   C: {n3} {n3} {n4} | ja, das ist lang, {n13 plain}
   chat 12
   A: und wie viele quadratmeter hat das grundstück
   C: {three}
   A: der bodenrichtwert liegt bei {amount}
   chat 6

   C: ich hab eine frage zu einer rechnung von ihnen, ich brauch die umsatzsteuernummer
   A: das ist d e {n9 plain} | gern, d e {#2XXXXXXXX}
   C: d e und dann die neun ziffern, hab ich
   chat 12
   A: und der betrag war {amount}
   C: ja

   C: wie weit ist es denn mit dem grundbuch
   A: haben sie das blatt
   C: blatt {n4}, flurstück {n3} schrägstrich {one}
   chat 18
   A: wir rechnen mit dem {birthDay}
   C: das heißt es seit monaten

   A: polizeirevier
   C: ich möchte was zu einer anzeige ergänzen
   A: die vorgangsnummer
   C: {n6} schrägstrich {thisYear}
   chat 9
   C: es war ein weißer transporter, {plate}
   A: und um wie viel uhr
   C: so {time}

   C: ich bin als schöffe geladen und an dem tag im urlaub
   A: das geschäftszeichen steht links oben
   C: {n3} js {n5} schrägstrich {n2}
   chat 9
   A: bis wann sind sie denn weg
   C: bis zum {birthDay}
   chat 6

   C: der aufzug steckt schon wieder, parkstraße {house}
   A: auf dem schild innen steht eine anlagennummer
   C: {n3} {n3} | {n6}
   A: ist jemand drin
   C: nein, zum glück nicht
   chat 9
   A: in {mins} minuten ist einer da, auftrag {n7 plain}

   C: ich möchte einen teppich ausmessen lassen
   A: für welches zimmer
   C: das schlafzimmer, so {size}
   chat 12
   A: verlegt wären das um die {bill}
   C: okay
   A: wie ist die adresse
   C: goethestraße {house}, {plz}

   C: meine waschmaschine zeigt einen fehler
   A: welchen denn
   C: f {two}
   A: dann bräucht ich vom typenschild die e nummer und die f d
   C: moment (5s) modell {model}, und f d {n4} und dann {n5} | das ist {model}, f d {n4} {n6}
   chat 9
   A: wann haben sie die gekauft
   C: {bought}
   chat 6

   C: wann läuft mein vertrag aus
   A: zur sicherheit ihre anschrift
   C: königstraße {house}
   chat 12
   A: am {date}, jetzt zahlen sie {cents} und dann wären es {cents}
   C: ach du liebe zeit

   A: am besten überweisen sie es, haben sie was zu schreiben
   C: ja
   A: iban d e {n2}, dann {n4} {n4} {n4} {n4} und {n2}
   C: und was schreib ich drunter
   A: die rechnungsnummer, {n6}
   chat 9

   C: unsere alarmanlage geht nicht mehr aus
   A: steht was im display
   C: linie {two}
   chat 9
   A: drücken sie {count} sekunden die raute
   C: gut (8s) jetzt ist ruhe
   A: und ihre vertragsnummer noch
   C: {n7}
   chat 6

   C: ich möchte mich über die baustelle nebenan beschweren
   A: steht auf dem schild eine nummer
   C: {n5} schrägstrich {n2}
   chat 18
   A: sie haben bis zum {birthDay} zeit

   C: ich hatte einen anruf von ihnen in abwesenheit
   A: wie ist denn ihre nummer
   C: {phone}
   chat 15
   A: das war nur wegen der umfrage

   C: wie komm ich an einen container
   A: wie groß, fünf kubik oder sieben
   C: was ist denn üblich
   chat 12
   A: der große ist {bill} für {count} tage, genehmigung {small}
   C: ich meld mich noch mal`,
);
