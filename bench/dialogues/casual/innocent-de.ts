/**
 * Casual German calls full of numbers without a payment card.
 */
import { scenario, type Scenario } from '../template.js';

export const casualInnocentGerman: readonly Scenario[] = [
  scenario(
    'prescription and health number',
    `A: um welches rezept geht es denn
     C: das mit der {n4} am ende, {dose}, und das andere ist {dose}
     A: und die versichertennummer von der kassenkarte
     C: k {n9 plain} | die fängt mit m an und dann {n9 plain}
     A: ab {time} können sie es abholen`,
  ),
  scenario(
    'measured walls',
    `C: ich habe nachgemessen es sind {size} und die andere wand hat {size}
     A: für {size} brauchen sie {count} rollen zu je {amount}
     C: nehmen wir lieber {count}`,
  ),
  scenario(
    'number of a telephone set',
    `A: geben sie mir mal die imei durch das sind fünfzehn ziffern in den einstellungen
     C: {n15 plain} | moment, {n7 plain} ... {n8 plain}
     A: und welches modell
     C: da steht {n4}`,
  ),
  scenario(
    'lottery',
    `C: was kam denn am samstag für zahlen
     A: ich schaue nach, {lotto} und die superzahl war {count}
     C: ich hatte {lotto}
     A: {count} davon stimmen, das sind {amount}`,
  ),
  scenario(
    'number plate and mileage',
    `A: und das kennzeichen
     C: {plate} | das ist {plate}, das alte war {plate}
     A: und der kilometerstand
     C: {n5} | ungefähr {n5}
     A: versichert ist er bis zum {date}`,
  ),
  scenario(
    'membership card',
    `C: ich habe meine mitgliedskarte verlegt, steht die nummer auch in der mail
     A: ja die steht da drin, zehn stellen
     C: {n10} | gefunden, {n10}
     A: und der nachname
     C: yilmaz`,
  ),
  scenario(
    'breakdown by the road',
    `A: pannenhilfe wissen sie wo sie stehen
     C: kurz hinter der ausfahrt {count} auf der a {count}, das handy sagt {coordinates}
     A: {coordinates} also
     C: ja, am pfosten steht {n4}
     A: in {count} minuten ist jemand da`,
  ),
  scenario(
    'conference call',
    `C: zur telefonkonferenz, die einwahl war {internationalPhone=dial} und dann ein code {n7=code} und raute
     A: {n7=code}, nein der ist alt, jetzt ist es {n7}
     C: aber noch die {internationalPhone=dial}
     A: die ist geblieben`,
  ),
  scenario(
    'two meter readings',
    `A: was zeigen die zähler, erst tag dann nacht
     C: tag ist {n5} und nacht ist {n6} | {n5} und {n5}
     A: im letzten jahr waren es {n5} und {n5} das macht {amount}`,
  ),
  scenario(
    'gift voucher',
    `C: mein gutschein geht nicht
     A: lesen sie mir den langen code unter dem rubbelfeld vor
     C: {n16 plain} | {n4 plain} {n4} {n4} {n3}
     A: und wert war er {amount}
     C: ja, ich habe ihn am {date} im laden mit karte bezahlt`,
  ),
  scenario(
    'card that came late',
    `A: es geht um die karte die wir ihnen geschickt haben ist die angekommen
     C: ja aber erst am {date} und nicht am {date}
     A: und haben sie sie in der app schon freigeschaltet
     C: noch nicht da stand es dauert {count} stunden
     A: wir haben ihnen {amount} gutgeschrieben`,
  ),
  scenario(
    'train, seats and collection code',
    `C: also gleis {count} um {time}, umsteigen in fulda um {time} und dann der um {time}
     A: richtig, wagen {count} plätze {n2} und {n2}, hin und zurück {amount}
     C: und die auftragsnummer für den automaten
     A: {n8} | ich sage sie langsam, {n8}`,
  ),
  scenario(
    'squad numbers and scores',
    `A: die rückennummern bitte
     C: {count} {count} {count} {count} und die {count}, ausgegangen ist es {score}
     A: {score} glückwunsch, und das nächste beginnt um {time}
     C: in der mühlgasse {house}`,
  ),
  scenario(
    'invoices and tax number',
    `C: rechnung {n6}, bestellung {n8}, bezahlt haben wir {amount} am {date}, und dann noch eine, {n6}, über {amount}
     A: {n6} sagten sie
     C: nein, {n6}, dazu die steuer mit {percent}
     A: unsere umsatzsteuernummer ist d e {n9 plain}`,
  ),
  scenario(
    'last four of a telephone number',
    `A: das handy das wir haben endet auf {n4=tail}, stimmt das noch
     C: nein jetzt ist es die {phone=new}
     A: {phone=new}
     C: ja und das festnetz ist {phone}`,
  ),
];
