/**
 * Held back: German calls full of numbers without a payment card. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const heldBackInnocentGerman: readonly Scenario[] = [
  scenario(
    'i01',
    `C: meine heizung ist ausgefallen, da blinkt {letterCode} und der druck ist bei {decimal} bar
     A: von wann ist die anlage
     C: von {year} | gewartet wurde sie am {date}
     A: hinter der klappe ist ein typenschild mit einer gerätenummer
     C: ich knie schon, {serial} | {n12 plain}
     A: ich kann am {date} zwischen {time} und {time} jemanden schicken, die anfahrt kostet {amount}`,
  ),
  scenario(
    'i02',
    `C: haben sie das buch da, ich hätte die isbn
     A: lesen sie vor
     C: neun sieben acht, {n10} | {n13 plain} heißt die
     A: davon sind {count} da, regal {n3}, als taschenbuch {amount}
     C: mein leseausweis ist die {n8}
     A: abgeben müssen sie es am {date}`,
  ),
  scenario(
    'i03',
    `A: bitte nicht die ganze karte vorlesen, das ende reicht mir
     C: hinten ist {n4=end}
     A: {n4=end}, und weg ist sie seit wann
     C: seit dem {date}, so um {time}, ich hatte {amount} abgehoben
     A: gesperrt ist sie, die neue braucht {count} werktage, die pin kommt mit eigener post, ihr vorgang ist die {n9 plain}
     C: ich bin aber bis zum {date} verreist`,
  ),
  scenario(
    'i04',
    `A: vom wasserzähler nur die schwarzen stellen bitte, die roten nicht
     C: {meter=water} | schwarz, das ist {meter=water}, und rot {n3}
     A: {meter=water}, im frühjahr hatten wir {meter}, also {count} kubikmeter zu {decimal}
     C: was macht das zusammen
     A: {amount} und dazu {amount} grundpreis, davon {percent} steuer`,
  ),
  scenario(
    'i05',
    `C: mein paket liegt beim fahrer im auto und ich sitze hier seit {time}
     A: was steht auf dem zettel den er eingeworfen hat
     C: {n14 plain} | da ist so eine lange, {n16 plain} | {n4 plain} dann {n4} und {n4}
     A: vor ihnen sind noch {count} halte, also gegen {time}, sie wohnen noch am steinbruch {house}
     C: nein am steinbruch {house}, {postcode}
     A: dann soll er sie besser anrufen
     C: unter {phone}`,
  ),
  scenario(
    'i06',
    `A: ergebnisdienst, um welches spiel geht es
     C: um die jugend und die erste mannschaft
     A: {score} und {score}, die nummer {count} hat in minute {count} getroffen und die {count} ist vom platz geflogen
     C: und karten für {date}
     A: block {count}, reihe {count}, platz {count} bis {count}, je {amount}`,
  ),
  scenario(
    'i07',
    `C: der blutdruck war heute früh {pressure}, gestern abend {pressure}, puls {n2}
     A: und der zucker
     C: {decimal}, nach dem essen {decimal} | {decimal}
     A: gewicht
     C: {n2} kilo
     A: ihr geburtsdatum damit ich es richtig eintrage
     C: {birthDate}
     A: die ärztin hätte {time} am {date} oder {time} am {date}`,
  ),
  scenario(
    'i08',
    `A: drehen sie die box mal um, da klebt ein schild, was steht hinter seriennummer
     C: {n11 plain} | {serial}
     A: und das vertragskonto von der rechnung, zehn stellen
     C: {n10} | wäre das die {n10}
     A: sie haben {count} megabit, es müssten {n2} sein, tippen sie jetzt oben {ipAddress} ein
     C: {ipAddress=router} meinen sie
     A: nein entschuldigung, {ipAddress}`,
  ),
  scenario(
    'i09',
    `C: die wochenbestellung fürs café, artikel {n5=item} mal {count}, {n5} mal {count}, {n5} ein dutzend und {n5} bloß {count}
     A: die {n5=item} ist aus, ich kann ihnen die {n5} geben
     C: was kosten die
     A: {amount} der karton, {count} im karton
     C: dann {count} davon, unser kundenkürzel ist {n6}`,
  ),
  scenario(
    'i10',
    `A: für die passagierliste bitte die nummer vom reisepass
     C: c {n9 plain} | der pass hat die {n9 plain}
     A: und der läuft ab
     C: am {date} | bis zum {date}
     A: und die mitreisende
     C: {n9 plain}, ihrer geht bis zum {date}
     A: sie fliegen {flight} um {time}, schalter {count} bis {count}, steig {n2}, buchung {booking}`,
  ),
  scenario(
    'i11',
    `A: nach dem gespräch noch eine umfrage, von eins bis zehn, wie wahrscheinlich empfehlen sie uns weiter
     C: {mark} | sagen wir {mark} von zehn
     A: und wie zufrieden waren sie mit mir
     C: {mark}
     A: wie viele personen leben in ihrem haushalt
     C: {count}, die sind {count}, {count} und {count}
     A: und was geben sie im monat ungefähr aus
     C: {amount}, im winter eher {amount}`,
  ),
  scenario(
    'i12',
    `C: ich hab bei ihnen im netz mit kreditkarte bezahlt und nichts ist gekommen, weg sind {amount} seit dem {date}
     A: die karte brauche ich nicht, was steht in der mail als buchungsnummer
     C: {n9=booking plain} | {n8=booking}
     A: ich hab also {n9=booking plain}, reihe {count}, die vorstellung um {time} am {date}
     C: ja, {count} erwachsene und {count} kinder
     A: ist neu verschickt, der abholcode ist {n6}`,
  ),
  scenario(
    'i13',
    `A: und ihr versicherungsschein, die nummer steht oben rechts
     C: {n10 plain} | oh, {n11 plain}
     A: was stand auf dem tacho als es passiert ist
     C: {n5} ungefähr
     A: die selbstbeteiligung ist {amount}, die werkstatt will {amount} plus {percent}, ihr schaden hat die {n8=claim}
     C: {n8=claim} ich schreib mit, und versichert ist er bis
     A: {date}`,
  ),
  scenario(
    'i14',
    `A: warenannahme
     C: ich hab einen container für tor {count}, nummer {n7}, plombe {n6}, brutto {n5} kilo, {count} paletten mit {size}
     A: bestellnummer
     C: {n10 plain} | zwei stück, {n8} und {n8}
     A: ihr zeitfenster ist {time} am {date}, melden sie sich an rampe {n2}
     C: mein handy ist {phone} falls es staut`,
  ),
  scenario(
    'i15',
    `A: zum mitschreiben, meine durchwahl ist {phone=line}, nebenstelle {n4=ext}, und sagen sie vorgang {n9=case plain}
     C: noch mal langsam
     A: {phone=line}, dann {n4=ext}
     C: {n4=ext}, und der vorgang
     A: {n9=case plain}
     C: {n9=case plain}, und wann haben sie auf
     A: von {time} bis {time}, am {date} nur bis {time}`,
  ),
];
