/**
 * Held back: German calls in which a payment card is given. Numbered, not named, so that tables give nothing away.
 */
import { scenario, type Scenario } from '../template.js';

export const heldBackPaymentsGerman: readonly Scenario[] = [
  scenario(
    'p01',
    `C: ich hab hier ihre zweite mahnung liegen, {amount} und kundennummer {n9 plain}, das will ich heute vom tisch haben, schreiben sie mit, auf meiner mastercard steht {pan announced} | kundennummer {n9 plain}, sie kriegen noch {amount} von mir, das machen wir über die visakarte und die hat die {pan restart announced}
     A: ist mitgeschrieben
     C: die gilt noch bis {expiry announced}, und wenn ich sie umdrehe kommt {cvv announced}
     A: sie nehmen mir ja die arbeit ab`,
  ),
  scenario(
    'p02',
    `A: dreierlei bräuchte ich von der karte, was vorne lang draufsteht, den monat bis zu dem sie gilt, und das kürzel neben der unterschrift
     C: ich fang mit dem kürzel an die liegt grad auf dem bauch, {cvv} | erst hinten, {cvv}
     A: mir recht
     C: so und vorne (2s) {pan} | jetzt drehe ich sie um, {pan halting}
     A: und der monat
     C: {expiry}`,
  ),
  scenario(
    'p03',
    `A: auf wen geht die rechnung
     C: keine rechnung bitte, ziehen sie es von meiner kreditkarte ein, der goldenen, {pan announced}
     A: bei mir wird das feld rot, da muss eine daneben sein, noch einmal bitte
     C: ach du liebe zeit, {pan fixed} | ich seh das kaum, {pan restart}
     A: jetzt ist es grün, und wie lange hat die noch
     C: noch bis {expiry} | {expiry}`,
  ),
  scenario(
    'p04',
    `A: das wären {count} nächte ab dem {date}, anreise ab {time}, und um das zimmer festzuhalten hinterlegen wir eine kreditkarte
     C: wird da gleich was abgebucht
     A: nur wenn sie nicht kommen, dann {amount}
     C: na schön ich krame sie raus (4s) {pan} | na schön, {pan restart turns}
     A: und die gilt bis
     C: {expiry}
     A: ihre bestätigung ist die {n8}, zimmer {n3}`,
  ),
  scenario(
    'p05',
    `A: welches aktenzeichen steht auf dem knöllchen
     C: {n10 plain} | auf dem zettel steht {n10 plain}
     A: das macht {amount}, sie können das auch gleich am telefon begleichen
     C: dann gleich, mit der debitkarte
     A: lesen sie mir die obere zeile vor so weit wie sie kommen
     C: {pan first}
     A: die hälfte haben wir | das war die erste hälfte
     C: und dann {pan rest} | {pan rest}
     A: fertig, und in welchem monat ist schluss mit ihr
     C: {expiry}
     A: und das zahlenkürzel hintendrauf
     C: {cvv}`,
  ),
  scenario(
    'p06',
    `A: das ist lieb dass sie wieder spenden, wieder {amount} so wie zu weihnachten
     C: diesmal {amount}
     A: vergelts gott, dann diktieren sie mir bitte was auf ihrer karte eingeprägt ist
     C: gern doch, {pan slow restart} | wenn ich das licht finde, {pan pauses}
     A: da steht ein von und ein bis, ich brauche nur das bis
     C: bis {expiry}
     A: und für die quittung noch hausnummer und postleitzahl
     C: {house}, {postcode}`,
  ),
  scenario(
    'p07',
    `A: die karte die wir von ihnen haben, hinten mit {last4}, ist seit einem monat abgelaufen, haben sie schon die nachfolgerin
     C: ja, die lange nummer ist gleich geblieben nur das datum ist neu
     A: dann sagen sie mir das neue datum
     C: {expiry} | jetzt steht da {expiry}
     A: und hinten das hat sich bestimmt auch geändert
     C: stimmt, {cvv} | oh ja, {cvv}`,
  ),
  scenario(
    'p08',
    `C: können wir das teilen, halb auf meine karte und halb auf seine
     A: klar, jeder {amount=half}, wer fängt an
     C: meine ist {pan announced}, {expiry bare} | ich, also {pan announced} und die geht bis {expiry announced}
     A: und seine
     C: seine (3s) {pan second} | gib mal her, so, {pan second}
     A: und die läuft bis wann
     C: {expiry second}
     A: also zweimal {amount=half}, beides ist durch`,
  ),
  scenario(
    'p09',
    `A: unter welcher nummer erreicht sie der fahrer
     C: {phone=driver}
     A: und weil sie neu bei uns sind noch die kreditkarte bitte
     C: {pan echo} | na klar, {pan echo}
     A: haltbar bis
     C: {expiry}
     A: {expiry back}, und was steht hinten ganz für sich allein
     C: {cvv}
     A: es kommt wagen {n3}, in {count} minuten, er klingelt unter der {phone=driver} durch`,
  ),
  scenario(
    'p10',
    `C: wollen wir das mit dem bezahlen hinter uns bringen
     A: ich habe alles offen, wann immer sie mögen
     C: {pan bare} | na denn, {pan restart halting bare} | auf gehts, {pan turns bare}
     A: das wäre die vorderseite, was ist noch für ein datum drauf
     C: eins von irgendwann früher, und das andere ist {expiry}
     A: jetzt bitte wenden
     C: {cvv} | gewendet, {cvv}`,
  ),
  scenario(
    'p11',
    `A: ich bin nur der auftragsdienst, sagen sie mir alles ich gebe es an den verkauf weiter
     C: also krüger, rückruf an {phone}, es geht um auftrag {n7}, die {amount} sollen sie von der visa nehmen, die lautet {pan announced}, gültig {expiry announced}, prüfzahl {cvv announced}, und liefern am {date} | für den verkauf, auftrag {n7}, bitte die firmenkreditkarte belasten, {pan announced}, die ist gut bis {expiry announced}, die drei hinten sind {cvv announced}, bei fragen {phone}
     A: ich lese meinen zettel vor, karte {pan back}, bis {expiry back}
     C: so hab ich es gesagt`,
  ),
  scenario(
    'p12',
    `A: das gas steht also auf {meter} und bei uns steht {meter}, dann fehlen {amount}
     C: kann ich das gleich loswerden, ich hab die kreditkarte schon draußen
     A: das können sie
     chat 2
     A: so jetzt ist die maske da, was steht denn vorne drauf
     C: {pan} | vorne, {pan third}
     A: und wann verfällt sie
     C: {expiry}
     chat 1
     A: zu guter letzt die sicherheitszahl
     C: {cvv}`,
  ),
  scenario(
    'p13',
    `A: ihre mitgliedsnummer ist {n8} sie sind dabei seit {year}, und sie zahlen für das ganze jahr
     C: genau, über meine american express
     A: dann mal los, das sind ja die mit fünfzehn stellen
     C: ja, {pan amex} | fünfzehn, {pan amex query}
     A: verfallsdatum
     C: {expiry amex}
     A: und die vierstellige, bei denen ist die vorne und nicht hinten
     C: {cvv amex} | die kleine flache, {cvv amex}`,
  ),
  scenario(
    'p14',
    `C: mein vater ist neunzig und hört nicht mehr gut drum rede ich
     A: kein problem, möchte er mit seiner karte zahlen
     C: papa, die dame braucht deine karte, die blaue, gib mal, gut, {pan third} | ja, er reicht sie mir gerade, {pan third}
     A: und das datum unten
     C: welches papa, das rechte, {expiry} | da steht {expiry}
     A: und die seite mit der unterschrift
     C: da hat er drübergemalt (3s) {cvv}`,
  ),
  scenario(
    'p15',
    `A: ich habe am {date} und noch mal am {date} versucht die {amount} abzubuchen, ihre bank hat beide male abgelehnt
     C: ja weil die mir eine andere karte geschickt haben
     A: wie sind denn da die daten
     C: die neuen daten sind {pan} | also {pan}, {expiry}
     A: und die kartenprüfnummer
     C: auch noch, {cvv}
     A: verzeihung noch mal das erste, mir fehlt eine stelle
     C: von anfang an, {pan slow}
     A: jetzt hat er es genommen, beleg {n6}`,
  ),
];
