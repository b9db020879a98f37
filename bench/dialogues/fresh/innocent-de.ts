/**
 * Fresh: German calls full of numbers, none of them of a payment card.
 */
import { numbered } from '../unseen/numbered.js';

export const freshInnocentGerman = numbered(
  'i',
  1,
  `A: wie ist der stand vom gaszähler
   C: {n5}, und nach dem komma {n3}
   A: und die zählernummer darüber
   C: {serial} | {n10 plain}
   A: das sind {n4} kubikmeter seit dem {date}, ungefähr {amount}

   C: ich suche mein paket, die sendungsnummer ist {n16} | das ist {n20}
   A: sagen sie mir mal die letzten acht
   C: {n8}
   A: das ist um {time} aus dem depot, tour {n2}, halt {n3}
   C: und wann kommt es
   A: zwischen {time} und {time}

   A: sie haben zimmer {n3} ab dem {date}, abreise bis {time}
   C: und der türcode
   A: steht in der mail, parkplatz {n2}, w lan kostet {amount}
   C: was war das insgesamt
   A: {amount}, bezahlt mit der karte mit der endung {last4}

   C: für die erstattung, bankleitzahl {n8}
   A: ja
   C: kontonummer {n9}
   A: und es geht um {amount}
   C: wann ist das da
   A: drei bis fünf werktage, also bis zum {date}

   A: praxis, ihr geburtsdatum bitte
   C: {birthDate}
   A: und die nummer auf der gesundheitskarte
   C: a {n9 plain}
   A: also {n3} milligramm zweimal täglich für {count} wochen, der nächste termin ist am {date} um {time}

   C: ich hab ein los bei ihnen, nummer {n7 plain}
   A: seit wann spielen sie
   C: seit {date}, zwei mal die woche
   A: ihre postleitzahl
   C: {postcode}, hausnummer {house}
   A: sie haben fünf euro gewonnen, ziehung {n4}

   A: sie haben den fixtarif mit {n2} cent pro kilowattstunde bis {date}
   C: und die grundgebühr
   A: {n2} euro im jahr, und verbraucht haben sie {n4} kilowattstunden
   C: also im jahr
   A: so {amount}, im april kommen {percent} dazu

   C: zwei mal nach leipzig hin und zurück, {date} um {time}
   A: gleis {n2}, umsteigen in halle, ankunft {time}
   C: was kostet das mit bahncard
   A: {amount}, die nummer der bahncard bitte
   C: {#7081XXXXXXXXXXXX} | {n11 plain}

   A: technik, lesen sie mir mal die seriennummer vom router vor
   C: {n12 plain} | {serial}
   A: und die i m e i vom handy
   C: {n15 plain}
   A: drücken sie zehn sekunden bis zwei lampen leuchten
   C: da steht fehler {n3}

   A: für bestellungen drücken sie die eins, für rückgaben die zwei, für alles andere die neun
   C: zwei
   A: sie sind auf platz {count}, die wartezeit beträgt {n2} minuten
   C: mitarbeiter
   A: bitte nennen sie ihre bestellnummer
   C: {n9=order plain}
   A: ich habe {n9=order} verstanden, stimmt das

   C: es geht um meinen vertrag, nummer {n10 plain}
   A: und der kilometerstand
   C: {n5}
   A: kennzeichen
   C: k a {n3}
   A: verlängert sich am {date}, beitrag {amount}, selbstbeteiligung {amount}

   A: haben sie eine kundenkarte
   C: ja, {#6335XXXXXXXXXXXX} | die nummer ist {#9826XXXXXXXXXXXX}
   A: da sind {n4} punkte drauf, also {amount} rabatt
   C: gilt das auch im laden
   A: ja bis {date}

   C: ich möchte die abbuchung auf den {date} legen
   A: gern, wie ist ihre kundennummer
   C: {n8=acct plain}
   A: {n8=acct}, und es sind {amount} jeden monat
   C: zwölf monate lang
   A: achtzehn, bis {date}

   A: ihre neue karte kommt in fünf bis sieben tagen, die pin zwei tage später
   C: und wenn nicht
   A: rufen sie uns an unter {phone}, von {time} bis {time}
   C: gut, {phone}
   A: und die alte karte geht ab {date} nicht mehr

   C: kann ich bei ihnen im laden mit karte zahlen
   A: ja ab zehn euro, mit allen
   C: und wann haben sie auf
   A: von {time} bis {time}, samstags ab neun
   C: artikel {n6}, ist der da
   A: davon haben wir {count}, je {amount}

   A: die adresse ist bahnhofstraße {house}, {postcode}
   C: und welcher stock
   A: wohnung {n2}, dritter stock, rufen sie {phone} an wenn sie da sind
   C: bis um {time}

   C: ich hab einen flug bei ihnen, {flight}, ticketnummer {n13 plain}
   A: abflug {time}, gate {n2}, sitz {n2} a
   C: und gepäck
   A: dreiundzwanzig kilo, mehr kostet {amount}

   A: gewicht vom baby {n1} komma {n1} kilo, länge {n2} zentimeter
   C: letztes mal waren es {n1} komma {n1}
   A: temperatur {n2} komma {n1}, geben sie zwei komma fünf milliliter alle sechs stunden
   C: also vier mal am tag
   A: ja höchstens fünf tage

   C: finanzamt, meine steuernummer ist {n11 plain}
   A: für das jahr {year}, nachzahlung {amount}
   C: und das kassenzeichen
   A: {n13 plain}, fällig am {date}

   A: lesen sie mir die ziffern unter dem strichcode vor
   C: {n13} | {n12}
   A: und die charge am boden
   C: {n6} haltbar bis {date}
   A: wir schicken {count} neue dosen und einen gutschein über {amount}

   C: wie ist mein kontostand
   A: ihre kontonummer
   C: {n10 plain}
   A: und die erste und dritte stelle vom kennwort
   C: vier und neun
   A: {amount}, die letzten buchungen waren {amount}, {amount} und {amount}

   A: wo sind sie rentenversichert
   C: nummer {n8 plain}, seit {year}
   A: ab {year} wären das bei {percent} {amount}
   C: und zwei jahre früher
   A: ab {year} dann {amount}

   C: ich bin in gruppe {n2}, start um {time}, was ist meine startnummer
   A: {n4}, welle {n1}, und der chip ist {n7}
   C: wie lang ist das
   A: zehn kilometer, zeitlimit eine stunde fünfzig

   A: ich lese die maße vor, {n3} mal {n3} mal {n2}, und die platte {n4} millimeter
   C: nein {n4}
   A: also {n4}, lieferung am {date}, {amount}
   C: mein handy ist {phone}

   C: mein vorgang ist {n9 plain}, ich hab am {date} angerufen
   A: sehe ich, ticket {n7}, priorität {n1}, kollege {n4}
   C: und welche rückrufnummer haben sie
   A: {phone}
   C: nein {internationalPhone}

   A: elternabend ist am {date}, um {time}, raum {n2}
   C: er ist in der sieben b, schülernummer {n6}
   A: und das essen kostet {amount} am tag, {count} tage sind offen
   C: das hab ich am {date} überwiesen, verwendungszweck {n8}`,
);
