/**
 * German calls to service lines, full of numbers, without a payment card.
 */
import { scenario, type Scenario } from '../template.js';

export const servicesInnocentGerman: readonly Scenario[] = [
  scenario(
    'hotel, change of dates',
    `A: reservierung guten tag haben sie ihre buchungsnummer zur hand
     C: ja das ist die {n9=conf} | sekunde, {n9=conf}
     A: {n9=conf} prima, auf welchen namen läuft das
     C: wiedemann, ich würde gern vom {date} auf den {date} verschieben
     A: da schaue ich mal was wir noch frei haben
     chat 1
     A: das wären dann {amount} pro nacht, und sie hätten die {n3} statt der {n3}
     C: alles klar, frühstück ist ab {time}
     A: am wochenende ab {time}, und der code für die tür nach elf ist {n4}`,
  ),
  scenario(
    'energy, two registers',
    `A: dann nehme ich mal ihre zählerstände auf, fangen wir mit dem nachttarif an
     C: nacht ist {n5}
     A: und der normale
     C: {n5} komma {n1} | da steht {n6}
     A: und die zählernummer vorn auf dem gerät bitte
     C: eins e m h {n10 plain} | die ist lang, {n14 plain}
     A: wunderbar, das waren {n4} kilowattstunden, also rund {amount}
     C: und wie hoch wird jetzt mein abschlag
     A: der steigt auf {amount} ab {date}`,
  ),
  scenario(
    'energy, moving house',
    `C: wir ziehen zum {date} aus und ich wollte den endstand durchgeben
     A: gern, wie lautet die vertragskontonummer
     C: {n10=acc} | {n12=acc plain}
     A: {n10=acc} habe ich, und die marktlokation, die steht auf der rechnung
     C: was ist das denn
     A: das ist die elfstellige im kasten oben rechts
     C: ach die, {n11 plain}
     A: super und die neue postleitzahl
     C: {postcode}`,
  ),
  scenario(
    'car insurance, new vehicle',
    `C: ich habe ein neues auto und müsste das umschreiben lassen
     A: sagen sie mir bitte ihre versicherungsscheinnummer
     C: k f {n8=pol} | {n9=pol}
     A: und die postleitzahl und hausnummer zum abgleich
     C: {postcode}, nummer {house}
     A: wie ist das neue kennzeichen
     C: {plate}
     A: und die evb brauchen sie auch gleich, die ist a {n2} b c {n2}
     C: und der kilometerstand ist {n5} | der tacho steht auf {n5}
     A: dann kostet das {amount} im jahr, selbstbeteiligung {amount}`,
  ),
  scenario(
    'home insurance claim',
    `A: schadenabteilung was kann ich für sie tun
     C: ich habe eine schadennummer bekommen, {n8=claim}
     A: {n8=claim}, gut, und passiert ist das wann
     C: am {date} so gegen {time}
     A: der gutachter kommt am {date} zwischen {time} und {time}, der meldet sich vorher bei ihnen, stimmt die mit der {n3} am ende
     C: nee nehmen sie bitte die andere, {phone}
     A: also {phone}
     C: genau
     A: haben sie schon einen kostenvoranschlag
     C: {amount} und netto wären es {amount}, die rechnung hat die nummer {n6}`,
  ),
  scenario(
    'theatre tickets, lost mail',
    `C: ich habe die mail mit den karten nie bekommen
     A: kein problem haben sie die auftragsnummer
     C: {n11 plain} | {n4} und dann {n7}
     A: das war für den {date} nachmittags
     C: ja vier plätze, reihe {n2} von {n2} bis {n2}
     A: ich sehe sie, {n2} {n2} {n2} und {n2}, einlass {time} beginn {time}
     C: und was haben die noch gekostet
     A: {amount} das stück plus {amount} gebühr, ich schicke sie noch mal raus`,
  ),
  scenario(
    'airline, seats and bags',
    `A: geben sie mir mal den sechsstelligen buchungscode
     C: {booking}
     A: das ist der {flight} am {date}
     C: richtig der um {time}
     A: ich habe sie auf {n2} a und {n2} b, möchten sie weiter nach vorn
     C: was wäre denn da
     A: {n2} c für {amount}
     C: ach nee, mein koffer hat {n2} kilo geht das
     A: {n2} sind frei, darüber {amount} pro kilo
     C: tragen sie noch meine meilen ein, {n9} | und die vielfliegernummer ist {n10 plain}`,
  ),
  scenario(
    'rail, delay compensation',
    `C: mein zug am {date} hatte {count} minuten verspätung und ich hätte gern was zurück
     A: welcher war das
     C: der um {time} aus kassel, zugnummer {n3}
     A: und die auftragsnummer vom ticket
     C: {n12 plain} | {n6} {n6}
     A: was haben sie bezahlt
     C: {amount} hin und zurück
     A: da bekommen sie {percent}, das sind {amount}, das dauert {count} tage`,
  ),
  scenario(
    'help desk, ticket and asset tag',
    `A: it hotline haben sie schon ein ticket
     C: ja {n7=inc} | i n c {n7=inc}
     A: okay {n7=inc}, was klebt denn für eine inventarnummer auf dem laptop
     C: {n6} | unten drauf, {n6}
     A: welche adresse hat der, tippen sie mal i p config
     C: da steht {ipAddress}
     A: und der fehler
     C: fehlercode {n4} | null x acht null {n6}
     A: ihre sitzungsnummer für die fernwartung ist {n9}, ich verbinde mich
     C: welche durchwahl haben sie falls wir getrennt werden
     A: die {n4}`,
  ),
  scenario(
    'help desk, licence key',
    `C: das programm will einen lizenzschlüssel und sagt immer ungültig
     A: lesen sie mir mal vor was auf dem aufkleber steht
     C: {n5} strich {n5} strich {n5} strich {n5}
     A: und welche version
     C: {n2} punkt {n1} punkt {n4}
     A: ich maile ihnen einen neuen, sonst melden sie sich unter {phone}
     C: das schreib ich mit, {phone}`,
  ),
  scenario(
    'parcel, missed delivery',
    `A: was steht denn auf der benachrichtigung
     C: {n14=track plain} | da steht {n14=track plain}
     A: ich wiederhole, {n14=track plain}
     C: stimmt
     A: er war um {time} am {date} da und hat es bei hausnummer {house} abgegeben
     C: die haben aber nichts
     A: ich mache eine nachforschung auf, vorgang {n8}, das dauert {count} werktage`,
  ),
  scenario(
    'parcel abroad',
    `C: ich habe das am {date} nach england geschickt, die sendung ist {n12 plain} | r r {n9 plain} d e
     A: was hat das gewogen
     C: {n1} komma {n2} kilo, hat {amount} gekostet
     A: und wohin genau
     C: {house} king street, und die telefonnummer dort ist {internationalPhone}`,
  ),
  scenario(
    'broadband, speeds',
    `A: was kommt denn bei ihnen an
     C: {n2} komma {n1}, und hoch {n1} komma {n1}
     A: es müssten {n3} sein
     C: ich zahl ja auch {amount} im monat
     A: was steht unten auf dem router, die lange mit den zwölf stellen
     C: {n12 plain} | da steht {n6} {n6}
     A: ein techniker kann am {date} zwischen {time} und {time}, auftrag {n7}
     C: brauchen sie meine kundennummer, {n8}
     A: hab ich, sonst rufen sie an unter {phone}`,
  ),
  scenario(
    'doctor, appointment',
    `A: ihr geburtsdatum bitte
     C: {birthDate}
     A: und straße und hausnummer
     C: kirchweg {house}
     A: wie erreichen wir sie
     C: {phone=p}
     A: {phone=p} gut, ich hätte {date} um {time} oder {date} um {time}
     C: das erste, und mein blutdruck war heute früh {pressure} ist das viel
     A: das sieht sich der doktor an, ab {pressure} melden sie sich bitte bei eins eins sechs eins eins sieben`,
  ),
  scenario(
    'store, order and refund',
    `C: ich habe vor {count} tagen eine jacke zurückgeschickt und das geld ist noch nicht auf der karte
     A: haben sie die bestellnummer für mich
     C: {n9} | {n4} {n5}
     A: die kam am {date} an, {amount}, das dauert bis zu {count} tage
     C: letztes mal waren es {count}
     A: das geht auf die karte mit der sie bezahlt haben, die mit {n4} am schluss
     C: ja das ist meine`,
  ),
  scenario(
    'bank, balances',
    `A: ihr kontostand ist heute {amount}, und am {date} gehen {amount} ab
     C: und auf dem tagesgeld
     A: da sind {amount} drauf, zu {percent}
     C: bitte {amount} rüberbuchen
     A: erledigt, ihre vorgangsnummer ist {n8}
     C: wann kommt denn die neue karte
     A: in {count} werktagen, an die mühlenstraße {house}`,
  ),
  scenario(
    'registry office, appointment',
    `C: ich wollte meinen anwohnerparkausweis verlängern
     A: welche nummer hat der alte
     C: {n8=permit} | {n7=permit}
     A: und ihr kennzeichen
     C: {plate}
     A: das kostet {amount} für {count} monate oder {amount} fürs jahr
     C: und wann wird bei uns die gelbe tonne geholt
     A: am {date} und dann wieder am {date}`,
  ),
];
