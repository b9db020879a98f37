/**
 * Unseen: German calls without a payment card: travel, cars, health, animals.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenTravelGerman: readonly Scenario[] = numbered(
  'i',
  1,
  `C: unser flug ist gestrichen und am schalter steht eine riesenschlange
   A: das tut mir leid, haben sie den buchungscode
   C: {bookref}
   chat 12
   A: ich könnte sie auf die {flight} um {time} setzen
   C: geht gar nichts früher
   A: erst wieder am {date}
   chat 9

   C: ich hab heute früh meine jacke im zug liegen lassen
   A: in welchem denn
   C: im i c e {three} nach münchen, wagen {two}, platz {two}
   chat 9
   A: ich leg eine suchanfrage an, die nummer wäre {n8 plain} | ihre anfrage hat die {n4} {n4}
   C: noch mal bitte
   A: ich schick's ihnen auch aufs handy, wie ist die nummer
   C: {phone}
   chat 6

   A: autovermietung, guten tag
   C: ich hab für den {birthDay} reserviert und möchte noch einen fahrer eintragen
   A: die reservierungsnummer
   C: {n9=res plain} | das ist die {n9=res plain}
   A: {n9=res plain}, genau, für {count} tage
   A: der zweite fahrer kostet {small} am tag
   chat 12

   C: ich war letzte woche bei ihnen in zimmer {n3}, da liegt bestimmt noch mein ladekabel
   A: wann sind sie denn abgereist
   C: {day}
   chat 12
   A: gefunden wurde was, ein schwarzes
   C: das ist es
   A: dann schick ich's ihnen, wohin
   C: rosenweg {house}, {plz}

   C: mein koffer ist nicht angekommen
   A: die nummer auf dem gepäckabschnitt, zehn stellen
   C: {#0XXXXXXXXX} | warten sie (4s) {n10 plain}
   A: und welcher flug
   C: {flight}
   chat 9
   A: ihr vorgang ist {bookref}, schreiben sie sich das bitte auf
   chat 6

   C: wie lange dauert denn ein reisepass gerade
   A: so {count} wochen, haben sie schon beantragt
   C: ja, am {date}, auf dem abholschein steht {n9 plain} | ja, auf dem zettel steht {n10 plain}
   chat 12
   A: der ist da, sie können ihn abholen
   C: sehr schön, bis wann haben sie auf
   A: bis {time}

   C: wann fährt denn sonntags der letzte bus nach freiburg
   A: um {time}, und davor einer um {time}
   chat 6
   C: und was kostet hin und zurück
   A: {small}, mit bahncard {small}
   chat 9

   C: ich bräuchte einen termin für den tüv
   A: das kennzeichen bitte
   C: {plate}
   A: ist das noch der graue kombi
   C: genau der
   A: und wie viel hat er runter
   C: {mileage}
   chat 9
   A: am {date} um {time} hätte ich was

   A: teiledienst
   C: ich such einen außenspiegel, brauchen sie die schlüsselnummern
   A: die fahrgestellnummer ist mir lieber
   C: moment, fahrzeugschein, da (5s) {vin}
   chat 9
   A: der kostet {amount}, teilenummer {n3} {n3} {n3}
   C: bestellen sie ihn

   C: ich steh mit einer panne auf der autobahn
   A: sind sie in sicherheit
   C: ja, hinter der leitplanke
   chat 9
   A: was steht auf dem kleinen blauen schild am rand
   C: kilometer {three} komma {one}
   A: und ihre mitgliedsnummer
   C: {n9 plain} | die hab ich auf der app, {#20XXXXXXX}
   A: der kollege ist in {mins} minuten da

   C: ich kann den termin bei ihnen nicht wahrnehmen
   A: ihre fallnummer, die steht oben rechts
   C: {n8=fall} | ist das die hier, {n8=fall}
   A: {n8=fall}, und das geburtsdatum
   C: {birthDate}
   chat 9
   A: der nächste wäre am {date} um {time}, station {one}
   chat 6

   C: sind meine laborwerte da
   A: darf ich ihre versichertennummer haben, die mit dem buchstaben vorne
   C: {letter} {n9} | {letter} {n3} {n3} {n3}
   A: und das geburtsjahr
   C: {birthYear}
   chat 9
   A: cholesterin {three}, langzeitzucker {decimal}
   C: ist das schlimm
   A: der doktor hat nichts dazu geschrieben
   chat 6

   A: apotheke am markt
   C: sind meine tabletten da
   A: welche waren das
   C: {dose} vom ramipril und die anderen mit {dose}
   chat 9
   A: ab {time} sind sie da
   C: dankeschön

   C: ich hab so zahnweh, ich muss heute noch kommen
   A: waren sie schon mal bei uns
   C: ja, ist aber jahre her
   chat 12
   A: ich schieb sie um {time} dazwischen
   C: super
   A: und ihre nummer, falls was ist
   C: {phone}

   C: ich muss beim haustierregister meine neue nummer angeben
   A: die chipnummer bitte, fünfzehn stellen
   C: {#2760XXXXXXXXXXX} | {#2761XXXXXXXXXXX}
   A: ist das die luna
   C: die luna, ja
   chat 6
   A: und die neue telefonnummer
   C: {phone}
   A: eingetragen
   chat 6

   C: unser kaninchen frisst nicht mehr
   A: seit wann denn
   C: seit {day}, und bei ihnen hat's noch {weight} gewogen
   chat 15
   A: schaffen sie es bis {time}
   C: ja wir fahren gleich los

   A: optik am dom
   C: meine brille ist hin, haben sie noch die werte
   A: name und geburtsdatum
   C: hartmann, {birthDate}
   chat 6
   A: rechts minus {decimal}, achse {two}, und links minus {decimal}
   C: können sie mir das mailen
   A: mach ich
   chat 6

   C: meine mutter ist gestürzt, sie hat so einen notrufknopf von ihnen
   A: die gerätenummer steht unten drunter
   C: {n6} | {n5}
   chat 12
   A: ich seh, dass er um {time} ausgelöst hat und wir mit ihr gesprochen haben
   C: ach gut
   chat 9

   C: es geht um meine krankengymnastik
   A: wollen sie verschieben
   C: ja, {day} geht bei mir nicht
   chat 15
   A: und {time} am {date}
   C: das passt

   C: brauch ich für zwei wochen ein visum
   A: welchen pass haben sie denn
   C: den deutschen
   chat 18
   A: der muss noch {count} monate gültig sein
   C: ist er

   A: ihre versicherungsscheinnummer für die reisekranken
   C: {n9 plain} | {n3} {n3} {n3}
   A: und wann sind sie zurückgekommen
   C: am {date}
   chat 12
   A: wie hoch war die rechnung vom krankenhaus
   C: {bill} und noch mal {small} fürs taxi
   A: die schadennummer ist {n8 plain}, bitte immer mit angeben
   chat 6`,
);
