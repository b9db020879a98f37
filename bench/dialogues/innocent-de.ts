/**
 * German calls without a payment secret, full of numbers.
 */
import { scenario, type Scenario } from './template.js';

export const innocentGerman: readonly Scenario[] = [
  scenario(
    'order number',
    `A: wie ist die bestellnummer | haben sie die bestellnummer da | ihre auftragsnummer bitte
     C: ja die ist {n6-11} | meine bestellnummer ist {n6-11} | {n6-11} | bestellnummer {n7-10}
     A: danke | wunderbar ich sehe es hier
     chat`,
  ),
  scenario(
    'order number, announced by the caller',
    `C: ich rufe wegen meiner bestellung an, die nummer ist {n6-10} | es geht um die bestellung {n6-9} | die bestellnummer lautet {n8-11}
     A: ich schaue mal nach
     chat`,
  ),
  scenario(
    'reference number',
    `A: steht auf dem brief ein aktenzeichen | wie lautet die vorgangsnummer
     C: ja das aktenzeichen ist {n7-11} | da steht {n7-11} | vorgangsnummer {n8} ... wenn das hilft
     A: danke | ich habe es gefunden`,
  ),
  scenario(
    'reference, asked for in other words',
    `A: was steht denn oben auf dem brief | können sie mir vorlesen was auf dem etikett steht
     C: da steht {n6-10} | {n7-10} | das wäre {n8-11}
     A: gut danke`,
  ),
  scenario(
    'customer number',
    `A: nennen sie mir bitte ihre kundennummer | und ihre kundennummer
     C: die kundennummer lautet {n6-10} | {n8-12 plain} | das ist die {n6-10}
     A: danke | alles klar
     chat`,
  ),
  scenario(
    'long customer number',
    `C: meine kundennummer ist {n13-16 plain} | die kundennummer lautet {n14 plain}
     A: danke ich schaue nach
     chat`,
  ),
  scenario(
    'phone number, asked for',
    `A: unter welcher telefonnummer erreichen wir sie | wie ist ihre telefonnummer | haben sie eine handynummer
     C: das ist die {phone} | {phone} | meine handynummer ist {phone}
     A: gut | also {phone} | danke`,
  ),
  scenario(
    'phone number, announced',
    `C: sie erreichen mich unter {phone} | meine telefonnummer ist {phone} danke | rufen sie mich zurück unter der {phone}
     A: danke | ich wiederhole {phone}`,
  ),
  scenario(
    'phone number, unannounced',
    `A: wie können wir uns bei ihnen melden | und wie sagen wir ihnen bescheid
     C: {phone} | am besten {phone} | na ja {phone} geht immer`,
  ),
  scenario(
    'phone number with country code',
    `C: meine nummer ist {internationalPhone} | die telefonnummer ist {internationalPhone}
     A: ist das ein handy
     C: ja genau`,
  ),
  scenario(
    'dates',
    `A: wann haben sie bestellt
     C: am {date} | das war der {date}
     A: und wann sollte es kommen
     C: am {date} oder spätestens am {date}
     chat`,
  ),
  scenario(
    'birth date',
    `A: ihr geburtsdatum bitte | wann sind sie geboren | sagen sie mir noch ihr geburtsdatum
     C: {birthDate} | am {birthDate}
     A: vielen dank`,
  ),
  scenario(
    'appointment',
    `A: ich kann ihnen den {date} um {time} anbieten oder den {date} um {time}
     C: geht auch der {date} um {time} | {time} wäre gut
     A: gut dann am {date} um {time}`,
  ),
  scenario(
    'amounts',
    `C: mir wurden {amount} doppelt abgebucht | der betrag war {amount} aber ich habe {amount} bezahlt | auf der rechnung stehen {amount}
     A: dann erstatten wir {amount}, es bleiben {amount}
     chat`,
  ),
  scenario(
    'address',
    `A: wie ist die lieferadresse | und die anschrift bitte
     C: parkstraße {house} in {postcode} köln | gartenweg {house} | postleitzahl {postcode}, bahnhofstraße {house}
     A: danke`,
  ),
  scenario(
    'postcode',
    `A: wie ist ihre postleitzahl | und die postleitzahl
     C: {postcode} | die {postcode} | die postleitzahl ist {postcode}
     A: und die hausnummer
     C: {house} | nummer {house}`,
  ),
  scenario(
    'meter reading',
    `A: wie ist der zählerstand | was zeigt der zähler an
     C: der zähler steht auf {meter} | {meter} | {meter} komma {count} | gas ist {meter} und strom {meter}
     A: {meter} gut | danke`,
  ),
  scenario(
    'tracking number',
    `A: haben sie die sendungsnummer
     C: die sendungsnummer ist {n10-12 plain} | ja {n10-12 plain} | paketnummer {n9-11}
     A: ich schaue nach`,
  ),
  scenario(
    'long tracking number',
    `C: die sendungsnummer ist {n14-18 plain} | meine paketnummer ist {n13-16 plain}
     A: ich schaue nach`,
  ),
  scenario(
    'quantities',
    `C: ich hätte gern {count} von den kleinen und {count} von den großen | kann ich {count} kisten mit je {count} flaschen bestellen
     A: {count} und {count} das sind {count}, das dauert {count} bis {count} tage
     C: ja bitte`,
  ),
  scenario(
    'flight',
    `C: mein flug ist {flight} am {date} | ich bin gebucht auf {flight} um {time}
     A: und der buchungscode
     C: {booking} | das ist {booking}`,
  ),
  scenario(
    'years and percentages',
    `C: wir sind seit {year} kunde | ich habe es {year} gekauft und {year} noch einmal
     A: dann bekommen sie {percent} statt {percent}
     C: {year} waren es {percent}`,
  ),
  scenario(
    'account talk',
    `C: ich möchte meinen kontostand wissen | ich habe eine frage zu meinem konto
     A: ihr kontostand ist {amount} und {amount} sind seit dem {date} vorgemerkt
     C: aber ich habe am {date} {amount} überwiesen
     A: ich sehe {count} zahlungen, {amount} und {amount}`,
  ),
  scenario(
    'bank account number',
    `A: auf welches konto soll die erstattung
     C: die kontonummer ist {n8-10} | kontonummer {n8} bankleitzahl {n8}
     A: danke`,
  ),
  scenario(
    'lost card',
    `C: ich habe gestern um {time} meine karte verloren und möchte sie sperren | meine kreditkarte wurde am {date} gestohlen
     A: das tut mir leid, wann haben sie sie zuletzt benutzt
     C: am {date} um {time}, da habe ich {amount} bezahlt | vor {count} tagen
     A: eine neue dauert {count} bis {count} tage`,
  ),
  scenario(
    'lost card, then birth date',
    `C: hallo ich habe meine kreditkarte verloren | ich muss meine karte sperren lassen
     A: sagen sie mir zur sicherheit ihr geburtsdatum | gut wie ist ihr geburtsdatum
     C: {birthDate} | am {birthDate}
     A: danke sie ist jetzt gesperrt`,
  ),
  scenario(
    'lost card, then phone number',
    `C: ich habe meine girokarte verloren und brauche eine neue
     A: wie ist ihre telefonnummer | sagen sie mir bitte ihre handynummer
     C: {phone} | das ist die {phone}
     A: und die adresse
     C: parkstraße {house}`,
  ),
  scenario(
    'card ending in',
    `A: ist das die karte die auf {n4=last} endet | ich sehe die karte endend auf {n4=last}
     C: ja die mit {n4=last} am ende | ja genau
     A: gut die ist noch gültig`,
  ),
  scenario(
    'card talk',
    `C: kann ich mit karte zahlen | nehmen sie american express | kostet es etwas wenn ich mit kreditkarte zahle
     A: ja ab {amount} nehmen wir alle karten | das kostet {percent}
     C: und wie lange dauert es
     A: {count} bis {count} tage`,
  ),
  scenario(
    'card charged twice',
    `C: meine karte wurde doppelt belastet, {amount} am {date} und {amount} am {date}
     A: ich sehe {amount} am {date}
     C: und die bestellnummer ist {n8} | das war die bestellung {n7-9}`,
  ),
  scenario(
    'order number, read back',
    `A: wie ist ihre bestellnummer
     C: {n8-10=order}
     A: also {n8-10=order} | ich wiederhole {n8-10=order} richtig
     C: ja richtig`,
  ),
  scenario(
    'two numbers in one breath',
    `C: meine bestellnummer ist {n8} und meine telefonnummer {phone} | kundennummer {n7} bestellnummer {n9} | das ist die {n8} und die rechnung ist {n7}
     A: danke ich habe beides`,
  ),
  scenario(
    'many numbers',
    `A: wie ist ihre kundennummer
     C: {n7-9}
     A: und die postleitzahl
     C: {postcode}
     A: wann sind sie geboren
     C: {birthDate}
     A: und die telefonnummer
     C: {phone}
     A: es sind noch {amount} offen seit {date}`,
  ),
  scenario(
    'menu',
    `A: drücken sie die eins für verkauf die zwei für service oder die drei für retouren
     C: okay
     A: sie sind anrufer nummer {count}, die wartezeit beträgt {count} minuten`,
  ),
  scenario(
    'counting',
    `C: hallo hören sie mich eins zwei drei test | eins zwei drei vier fünf sechs sieben acht neun zehn
     A: ja ich höre sie
     chat`,
  ),
  scenario(
    'discount code',
    `C: ich habe einen gutschein, der code ist sommer {count} | auf dem gutschein steht {n6}
     A: damit bekommen sie {percent}
     C: also {amount}`,
  ),
  scenario(
    'serial number',
    `A: lesen sie mir bitte die seriennummer vor | welches modell ist es
     C: die seriennummer ist {serial} | da steht {serial}, modell {n4}
     A: danke`,
  ),
  scenario(
    'extension and room',
    `C: können sie mich mit der durchwahl {n4} verbinden | ich bin in zimmer {n3} im stock {count}
     A: die durchwahl {n4} ist besetzt, versuchen sie die {n4}`,
  ),
  scenario(
    'payment by transfer',
    `A: wie möchten sie zahlen
     C: per überweisung bitte | schicken sie mir eine rechnung
     A: die rechnungsnummer ist {n8-10} und der betrag ist {amount} | bitte geben sie die referenz {n8-10} an, fällig am {date}`,
  ),
  scenario(
    'loyalty number',
    `A: haben sie eine mitgliedsnummer | wie ist ihre mitgliedsnummer
     C: meine mitgliedsnummer ist {n8-10} | ja {n8-10}
     A: sie haben {n4} punkte`,
  ),
  scenario(
    'insurance claim',
    `C: es geht um meinen schaden, die versicherungsnummer ist {n9-11} und die schadennummer {n8}
     A: der unfall war am {date} um {time} richtig
     C: ja und die reparatur kostet {amount}`,
  ),
];
