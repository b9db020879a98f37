/**
 * Sealed: German calls full of numbers without a payment card. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const sealedInnocentGerman: readonly Scenario[] = [
  scenario(
    'i01',
    `A: tierarztpraxis, geht's um den hund
     C: ja, der chip hat die {n15 plain} | auf dem ausweis steht {n15 plain}
     A: gewogen haben wir ihn am {date} mit {decimal} kilo
     C: er kriegt {n2} milligramm
     A: das sind {count} tabletten, macht {amount}`,
  ),
  scenario(
    'i02',
    `C: ich wollte meinen gaszähler durchgeben
     A: gern, nur die schwarzen stellen
     C: {n5} | moment, {n5}
     A: und unten am gerät der strichcode
     C: {n11 plain} | {n13 plain}
     A: am {date} waren es {n5}, also {amount} nach`,
  ),
  scenario(
    'i03',
    `A: bußgeldstelle, das aktenzeichen bitte
     C: {n10 plain} | zwei buchstaben und dann {n8}
     A: gemessen am {date} um {time}, erlaubt waren {n2}
     C: ich hab {amount} schon bezahlt, beleg {n6}
     A: dann fehlen {amount} bis {date}`,
  ),
  scenario(
    'i04',
    `C: mein büchereiausweis geht in der app nicht
     A: lesen sie mir mal vor was unterm strichcode steht
     C: {n14 plain}
     A: und wo erreiche ich sie
     C: {phone}
     A: sie haben {count} bücher, gebühr {amount}, zurück am {date}`,
  ),
  scenario(
    'i05',
    `A: finanzkasse, ihre steuernummer
     C: {n11 plain} | das ist die {n3} und dann {n8}
     A: {amount} in {count} raten, die nächste am {date}
     C: letztes jahr waren das {amount}
     A: nein {amount}, quittung {n7}`,
  ),
  scenario(
    'i06',
    `C: ein taxi für {count} leute vom mühlweg {house}
     A: um wie viel uhr
     C: {time}, dann weiter zum gleis {n1} für den zug {time}
     A: etwa {amount}, wagen {n3}, funkname {n4}
     C: meine nummer ist {phone}`,
  ),
  scenario(
    'i07',
    `A: so, und jetzt tippen sie ein was auf dem schlüsselanhänger steht
     C: {n6}
     A: das ist abgelaufen, die nächsten
     C: {n6}, ne, {n6}
     A: passt, ihre personalnummer noch
     C: {n8 plain}, durchwahl {n4}`,
  ),
  scenario(
    'i08',
    `C: ich brauch farbe, ton {n5=paint}, {count} liter
     A: {n5=paint} in matt macht {amount}
     C: dann {n5}, und {n4} in glanz, je {count}
     A: zusammen {amount}, ihre kundennummer
     C: {n8}`,
  ),
  scenario(
    'i09',
    `A: rentenberatung, ihre versicherungsnummer
     C: {n8} b {n3}
     A: und der vertrag
     C: {n10 plain} | {n12 plain}
     A: stand {amount}, eingezahlt seit {year}, noch {count} jahre
     C: meine frau ist am {birthDate} geboren`,
  ),
  scenario(
    'i10',
    `C: der monteur hat einen zettel da gelassen, auftrag {n7=job}
     A: {n7=job}, ja, das teil {n10 plain} ist bestellt
     C: er sagte {n8}
     A: nein, {n10 plain}, kommt am {date} zwischen {time} und {time}
     C: für {amount}, meinte er`,
  ),
  scenario(
    'i11',
    `A: fundbüro am busbahnhof
     C: eine blaue tasche, {time} ab steig {n2}, platz {n2}, am {date}
     A: auf der quittung die marke
     C: {n10} | {n12 plain}
     A: eine mit {n4} hinten hab ich, schalter {n1} bis {time}`,
  ),
  scenario(
    'i12',
    `C: es geht um unsere tippgemeinschaft, getippt war {n2} {n2} {n2} {n2} {n2} und {n2}
     A: ziehung vom {date}
     C: ja, auf dem schein steht {n16 plain} | auf dem schein steht {n14 plain}
     A: {count} richtige, das sind {amount}`,
  ),
  scenario(
    'i13',
    `A: röntgen, haben sie die fallnummer
     C: {n7=hosp} | die mit {n10 plain}
     A: die {n7=hosp}, gut, termin {date} um {time}, ebene {n1}, raum {n3}
     C: größe {n3} gewicht {n2}
     A: geboren
     C: {birthDate}`,
  ),
  scenario(
    'i14',
    `C: ich bräuchte die teile {n8}, {n8} und {n8}
     A: langsam, das erste
     C: {n8=first}
     A: {n8=first}, davon sind {count} da, {amount} das stück
     C: unsere bestellung ist die {n10 plain}`,
  ),
  scenario(
    'i15',
    `A: hafenmeisterei
     C: wir laufen ein, box {n2}, länge {n2} fuß, funk {n9 plain}
     A: {n9 plain} ja
     C: vierundfünfzig komma {n4} nord
     A: der code am tor ist {n4}, die nacht macht {amount}`,
  ),
  scenario(
    'i16',
    `C: mir ist die bankkarte weg
     A: nicht deren nummer sagen, mir reicht die kundennummer
     C: {n8=cust} | das wäre die {n8=cust}
     A: {n8=cust}, zuletzt benutzt am {date} um {time} für {amount}
     C: das war ich
     A: neue in {count} tagen, vorgang {n10 plain}`,
  ),
  scenario(
    'i17',
    `A: liefern könnten wir {time}, {time} oder {time} am {date}
     C: {time}
     A: kühlschrank modell {n6}, seriennummer {n12 plain} | seriennummer {n16 plain}
     C: bei mir steht {n12 plain}
     A: altgerät mit für {amount}, auftrag {n9}`,
  ),
  scenario(
    'i18',
    `C: der name auf dem flug ist falsch, buchung {booking}
     A: die ticketnummer, die ist länger
     C: {n13 plain}
     A: {flight} am {date} um {time}, ändern kostet {amount} plus {amount} steuer
     C: mein pass ist {n9 plain}`,
  ),
  scenario(
    'i19',
    `A: umfrage, wie viel fahren sie im jahr
     C: so {n5}
     A: und von eins bis {count}
     C: {count}, die bremsen {count}, komfort {count}
     A: baujahr
     C: {year}, gekauft mit {n5}, jetzt {n6}`,
  ),
  scenario(
    'i20',
    `C: können sie einen gutschein prüfen
     A: klar, was steht unter dem silbernen feld
     C: {n16 plain} | {n14 plain}
     A: und daneben die kurze
     C: {n4}
     A: da sind {amount} drauf bis {date}`,
  ),
  scenario(
    'i21',
    `A: buchhaltung, welche rechnung
     C: {n8=inv} vom {date} über {amount}, und {n8} über {amount}
     A: {n8=inv} ist bezahlt, die andere aufs konto {n10 plain}
     C: mit welchem zweck
     A: {n10 plain}`,
  ),
  scenario(
    'i22',
    `C: die alarmanlage zeigt fehler {n3}, zone {n2}
     A: geben sie ihren code ein, nicht sagen, und dann {n2} und raute
     C: jetzt steht da {n4}
     A: auf dem gerät ist eine anlagennummer
     C: {n9 plain} | {n7}
     A: techniker am {date}, {time}`,
  ),
  scenario(
    'i23',
    `A: schulsekretariat
     C: mein sohn ist in der {count}, seine schülernummer {n5=cand}, schule {n5}
     A: {n5=cand}, prüfung am {date} um {time} in raum {n3}
     C: und seine ausweisnummer, {n13 plain} | {n10 plain}
     A: danke, und im notfall
     C: {phone} oder {phone}`,
  ),
  scenario(
    'i24',
    `C: ich bin im ausland, mein handy hat kein netz
     A: ihre rufnummer mit vorwahl
     C: {internationalPhone} | also {internationalPhone}
     A: und was steht auf der sim, das lange
     C: {n19 plain} | {n12 plain}
     A: aufladen geht ab {amount} für {count} gigabyte`,
  ),
  scenario(
    'i25',
    `A: reifendienst, welche größe
     C: {n3} {n2} r {n2}, last {n2}
     A: die hab ich für {amount}, {count} da, luftdruck {n2}
     C: kennzeichen {plate}
     A: {time} am {date}, bühne {n1}, termin {n6}`,
  ),
  scenario(
    'i26',
    `C: das rezept von heute morgen hab ich verpasst
     A: {n3} gramm mehl, {n2} butter, {count} eier, ofen auf {n3} für {n2} minuten
     C: und die soße
     A: {n3} milliliter, seite {n3} im buch, isbn {n13 plain}
     C: was kostet das
     A: {amount}, zu bestellen unter {phone}`,
  ),
];
