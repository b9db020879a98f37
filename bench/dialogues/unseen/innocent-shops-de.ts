/**
 * Unseen: German calls without a payment card: shops, parcels, banks, insurers, clubs, schools, charities.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenShopsGerman: readonly Scenario[] = numbered(
  'i',
  43,
  `C: wo bleibt mein paket
   A: haben sie die sendungsnummer
   C: {tracking} | ja, {#003404XXXXXXXXXXXXXX}
   chat 6
   A: das liegt bei ihrem nachbarn in der {house}
   C: da war ich schon, der hat nichts
   chat 9
   A: abgegeben um {time} am {date}

   C: bei dem tisch fehlt ein bein
   A: die auftragsnummer bitte
   C: {n9=ord plain} | {n8=ord plain}
   A: {n8=ord plain}, ja
   chat 12
   A: und die chargennummer vom karton
   C: {n6} | {n4} {letter}
   A: ein neues bein kommt in {count} tagen

   C: mein gutschein geht im internet nicht
   A: lesen sie mir mal vor, was unter dem rubbelfeld steht
   C: {#6036XXXXXXXXXXXX} | {#9280XXXXXXXXXXXX}
   A: und was soll drauf sein
   C: {small}
   chat 9
   A: der ist an der kasse nicht freigeschaltet worden, wann war das
   C: am {date}

   A: ihre punkte, gern, die nummer von der kundenkarte bitte
   C: {#9276XXXXXXXXX} | {n10 plain}
   A: danke, da sind {points} drauf
   C: und was ist das in euro
   A: {small}
   chat 12

   C: haben sie die da, ich hab die artikelnummer
   A: ja bitte
   C: {n3} {n3} {n2} | {n8}
   A: die weißen, davon hätten wir {count}
   C: und wie groß sind die
   A: {size}
   chat 9

   C: ich hab was im laden gekauft und will's zurückgeben
   A: haben sie den bon
   C: ja
   A: unten steht unter dem strichcode eine nummer
   C: die ist ja lang, {n16 plain} | {n4} {n4} {n4} {n2}
   A: das geld geht dann auf die karte zurück, die mit {n4} am ende
   C: ja gut
   chat 9

   C: da ist eine komische abbuchung auf meinem konto
   A: was steht denn da
   C: {amount} am {date}, von irgendeiner firma
   chat 12
   A: haben sie ihre karte noch
   C: ja
   A: die nummer brauch ich nicht, ich sperr sie und in {count} tagen haben sie eine neue
   chat 6

   C: ich krieg die app nicht eingerichtet
   A: ich kann ihnen eine anmeldenummer schicken oder vorlesen
   C: vorlesen bitte
   A: {n10=reg plain}
   C: {n10=reg plain}
   A: genau
   chat 12

   A: hausrat, ist es ein neuer vertrag
   C: nein, es geht um die erhöhung
   A: die vertragsnummer
   C: {policy} | {n9 plain}
   chat 12
   A: wie viel quadratmeter haben sie
   C: {two}
   A: und keine schäden seit {count} jahren
   chat 9
   A: dann bleib ich bei {amount}

   C: mir ist einer reingefahren
   A: sind alle wohlauf
   C: ja, nur der schreck
   chat 12
   A: haben sie das kennzeichen von dem anderen
   C: {plate}, und seine versicherungsnummer ist {n9 plain}
   A: wann war das
   C: am {date}, so um {time}
   A: die schadennummer ist {n10 plain}
   chat 9

   C: wie viel rente krieg ich denn mal
   A: die versicherungsnummer
   C: {rentennummer}
   chat 12
   A: nach heutigem stand {bill} im monat
   C: letztes jahr war das mehr

   C: ich hätt gern jemanden wegen unserem baukredit
   A: die darlehensnummer
   C: {n10 plain} | {n9 plain} und {one}
   chat 15
   A: offen sind noch {bigsum} bei {percent}
   chat 6

   A: stadtbücherei
   C: ich komm nicht rein, es sagt die nummer ist falsch
   A: lesen sie mal vor, was unterm strichcode steht
   C: {#002XXXXXXXX} | {n11 plain}
   A: da gehört noch ein buchstabe hinten dran
   chat 9
   C: und was hab ich ausgeliehen
   A: {count} bücher, bis zum {birthDay}

   C: hier ist der kassier vom kegelverein
   A: was kann ich für sie tun
   C: ich brauch unsere registernummer für den briefkopf, v r {n5}, stimmt das
   chat 15
   A: die ist richtig, und der freistellungsbescheid ist vom {birthDay}
   C: danke

   C: spielt mein sohn in der e oder der d jugend
   A: wann hat er denn geburtstag
   C: am {birthDay}
   chat 15
   A: training ist {day} um {time}
   C: super

   C: mein chip macht die tür im studio nicht auf
   A: was steht drauf
   C: {n10 plain} | {n8}
   chat 12
   A: probieren sie's jetzt mal
   C: gut (6s) ja

   A: prüfungsamt
   C: mein zeugnis ist nie gekommen
   A: die matrikelnummer
   C: {n7} | {n6}
   chat 12
   A: und die prüfungsnummer
   C: {n5}
   A: eine zweitschrift kostet {small}, das geht online
   chat 6

   C: kann ich bei ihnen das bürgerhaus mieten
   A: für wann
   C: am {date} von {time} bis {time}
   chat 12
   A: {small} die stunde
   C: ich red mal mit den anderen

   C: nehmen sie auch alte möbel
   A: wenn sie noch gut sind schon
   chat 18
   A: am {date} könnten wir kommen
   C: hauptstraße {house}

   C: mein drucker erkennt die patrone nicht
   A: was steht auf der patrone
   C: {n3} x l | {n4}
   A: und die seriennummer vom drucker
   C: {serialno}
   chat 12
   A: ihre fallnummer ist {n10 plain}, falls sie noch mal anrufen

   A: wie zufrieden waren sie mit uns, von eins bis zehn
   C: hm, acht
   chat 15
   A: und wie lange haben sie gewartet
   C: so {mins} minuten
   chat 6

   C: ich ruf wegen der stelle an
   A: welche denn
   C: kennziffer {n5}, im lager
   chat 18
   A: könnten sie am {date} um {time}
   C: ja kann ich
   A: dann melden sie sich an tor {one}`,
);
