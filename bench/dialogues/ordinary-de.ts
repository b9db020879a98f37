/**
 * Ordinary German calls: minutes of talk, few numbers, no secret. What an agent does all day.
 *
 * Talk is made up of openings, matters and endings; it is full of words that sound like digits and are none ("ein",
 * "nein", "für", "acht geben", "bei") and has the odd small number.
 */
import type { Phrases, Sayer } from './phrases.js';
import { germanPhrases } from './phrases-de.js';
import { scenario, type Scenario } from './template.js';

const THINGS = [
  'die waschmaschine',
  'das abo',
  'das sofa',
  'der router',
  'die versicherung',
  'die buchung',
  'der vertrag',
  'die kaffeemaschine',
  'die rechnung',
  'das internet',
  'der ersatz',
  'die heizung',
  'das konto',
  'das paket',
];
const ASKS = [
  'und was passiert genau wenn sie das versuchen',
  'können sie mir ein bisschen mehr dazu sagen',
  'haben sie es seitdem noch einmal probiert',
  'war denn sonst jemand zu hause der es hätte annehmen können',
  'haben sie den brief noch der dabei war',
  'ist das der mit der blauen front oder der andere',
  'verstehe und mit wem haben sie beim letzten mal gesprochen',
  'ich frage kurz einen kollegen bleiben sie bitte einen augenblick dran',
  'das schreibe ich mir auf damit sie nicht alles noch einmal erzählen müssen',
  'und möchten sie lieber einen ersatz oder das geld zurück',
  'haben sie es schon einmal ab und wieder dran gemacht',
  'gut und macht es irgendein geräusch',
  'also ich kann für sie einen neuen vorgang aufmachen und den an die andere abteilung geben',
  'ich sehe hier dass jemand sie zurückrufen wollte und es tut mir leid dass das nicht geklappt hat',
  'wäre es ihnen recht wenn jemand bei ihnen vorbei kommt und sich das ansieht',
  'und darf ich fragen wie sie auf uns gekommen sind',
];
const NUMBERED: readonly ((say: Sayer) => string)[] = [
  (say) => `das dauert meistens so ${say.cardinal(say.whole(2, 10))} werktage bis es bei ihnen ist`,
  (say) =>
    `wir könnten um ${say.cardinal(say.whole(8, 12))} uhr kommen oder nach ${say.cardinal(say.whole(13, 18))} uhr wenn ihnen das besser passt`,
  (say) => `da sind noch ${say.cardinal(say.whole(2, 6))} leute vor ihnen`,
  (say) =>
    `sie sind ja schon seit ${say.cardinal(say.whole(2, 20))} jahren bei uns da schaue ich was ich machen kann`,
  (say) => `dafür müsste ich leider ${say.cardinal(say.whole(5, 60))} euro berechnen`,
  (say) => `warten sie ${say.cardinal(say.whole(5, 30))} minuten und versuchen sie es dann noch einmal`,
];
const STARTS = [
  'na ja ehrlich gesagt',
  'ja also die sache ist die',
  'nein ich meine',
  'gut dass sie fragen',
  'also gut',
  'da bin ich mir nicht sicher',
  'das ist eine gute frage',
  'warten sie mal',
  'hm ja',
  'die dame von neulich hat gesagt',
];
const MATTERS: readonly ((say: Sayer) => string)[] = [
  (say) => `${say.pick(THINGS)} geht schon wieder nicht und ich musste alles von hand machen`,
  () => 'mein mann wollte sie wegen so einer sache schon anrufen aber er ist nie dazu gekommen',
  (say) => `man hat mir gesagt ${say.pick(THINGS)} kommt mit einem für die kinder dazu`,
  () => 'wir waren über das wochenende bei meiner schwester da war niemand da',
  () => 'ich habe extra acht gegeben damit ich sie nicht verpasse und es kam keiner',
  () => 'der erste war in ordnung und der zweite auch aber dieser ist viel zu groß für uns',
  (say) => `ich wollte kein theater machen aber ${say.pick(THINGS)} ist wirklich nicht das was ich wollte`,
  () => 'das hat mein sohn in der schule gewonnen da habe ich gar nichts dazu',
  () => 'das geht schon eine ewigkeit so und jedes mal habe ich einen anderen dran',
  () => 'ich möchte nur wissen ob ich es zurückschicken kann oder ob ich es behalten muss',
  (say) => `wir haben ${say.cardinal(say.whole(2, 4))} davon und nur der eine in der küche macht das`,
  (say) => `es war so gegen ${say.cardinal(say.whole(2, 11))} uhr und er ist nur eine minute geblieben`,
  (say) => `mir gefällt es ja nur passt ${say.pick(THINGS)} bei uns nicht unter die treppe`,
  () => 'ich hatte es schon aufgegeben bis meine nachbarin gesagt hat rufen sie doch mal an',
];
const ENDS = [
  'so ist das',
  'wissen sie was ich meine',
  'wenn das irgendwie sinn ergibt',
  'und ich möchte das nicht alles noch einmal machen',
  'aber egal',
  'da dachte ich ich rufe lieber mal an',
  'mehr wollte ich dazu gar nicht sagen',
  '',
];

const talk = (say: Sayer): readonly [string, string] => {
  const agent = say.whole(1, 6) === 1 ? say.pick(NUMBERED)(say) : say.pick(ASKS);
  const caller = [say.pick(STARTS), say.pick(MATTERS)(say), say.pick(ENDS)];
  const more = say.whole(1, 3) === 1 ? [`und ${say.pick(MATTERS)(say)}`] : [];
  return [agent, [...caller, ...more].filter((part) => part !== '').join(' ')];
};

const scenarios: readonly Scenario[] = [
  scenario(
    'a complaint',
    `C: guten tag ich möchte mich beschweren\n chat 9\n A: ich kümmere mich darum dass sie jemand anruft\n chat 4`,
  ),
  scenario(
    'a question',
    `C: hallo ich habe nur eine kurze frage\n chat 7\n A: ist ihre frage damit beantwortet\n C: ja vielen dank`,
  ),
  scenario(
    'an appointment',
    `C: ich möchte meinen termin verschieben
     chat 5
     A: ich hätte am {date} um {time} oder am {date}
     C: am {date} würde mir passen
     chat 5`,
  ),
  scenario(
    'where is it',
    `C: ich wollte fragen wo meine bestellung bleibt
     A: haben sie die bestellnummer zur hand
     C: moment ... {n7} | die habe ich hier irgendwo (4s) {n8}
     chat 9
     A: sie kommt bis zum {date}`,
  ),
  scenario(
    'technical help',
    `C: es geht schon wieder nicht | das internet ist diese woche zum dritten mal weg
     chat 6
     A: schalten sie ihn bitte aus, zählen sie bis zehn und schalten sie ihn wieder ein
     C: gut (8s) ja da ist ein grünes licht und ein rotes
     chat 8`,
  ),
  scenario(
    'moving house',
    `C: wir ziehen um und ich möchte die neue anschrift durchgeben
     chat 3
     A: wie ist denn die neue anschrift
     C: parkstraße {house} in {postcode}
     chat 8`,
  ),
  scenario('a chat with a regular', `C: hallo ich bin es wieder\n chat 12`),
  scenario(
    'cancelling',
    `C: ich möchte kündigen
     chat 6
     A: und wenn ich ihnen {percent} rabatt für die nächsten {count} monate gebe
     C: nein danke ich habe mich entschieden
     chat 4`,
  ),
  scenario(
    'talk of cards without one',
    `C: ich wollte fragen ob ich bei ihnen im laden mit karte zahlen kann
     A: ja natürlich wir nehmen alle karten
     chat 8
     C: und brauche ich die karte wenn ich es zurückbringe
     A: das wäre gut ja aber es muss nicht sein
     chat 3`,
  ),
  scenario(
    'the bill',
    `C: meine rechnung ist höher als sonst
     A: ich schaue nach, die letzte war {amount}
     C: und diese ist {amount}
     chat 8`,
  ),
];

export const ordinaryGerman: Phrases = {
  ...germanPhrases,
  family: 'ordinary',
  talk,
  innocent: scenarios,
  payments: [],
};
