/**
 * Unseen: what German callers and agents say when it is not about a number, which is most of the time.
 */
import type { Sayer } from '../phrases.js';
import { talkOf, type Exchange } from './talk.js';

const EXCHANGES: readonly Exchange[] = [
  ['und war das jetzt das erste mal', 'nee an weihnachten hatten wir das schon mal', 'ja das erste mal'],
  ['da schau ich mal eben rein', 'gern', 'lassen sie sich ruhig zeit', 'ja bitte'],
  [
    'hat sich nach ihrem letzten anruf jemand gemeldet',
    'nein niemand',
    'es hieß da ruft wer zurück und dann kam nichts',
  ],
  ['ach so dann ist es nicht der sondern der andere', 'genau der andere', 'ja richtig'],
  [
    'einen kleinen moment der rechner ist heute etwas langsam',
    'das kenn ich',
    'meiner ist auch nicht besser',
  ],
  [
    'haben sie von uns schon eine mail bekommen',
    'kann sein vielleicht im spam',
    'also gesehen hab ich keine',
  ],
  ['und was wäre ihnen am liebsten', 'dass es einfach wieder geht', 'was können sie denn anbieten'],
  ['das klingt für mich auch komisch ehrlich gesagt', 'das hab ich meiner frau auch gesagt', 'ja gell'],
  [
    'ich mach eine notiz dazu dann weiß der nächste bescheid',
    'ja bitte ich muss es jedes mal neu erzählen',
    'sehr gut',
  ],
  ['läuft das nur auf sie oder auch auf ihren partner', 'auf uns beide', 'nur auf mich seit letztem jahr'],
  [
    'haben sie es vor sich liegen',
    'das liegt auf dem küchentisch unter der ganzen post',
    'ja hab ich',
    'irgendwo',
  ],
  [
    'tut mir leid dass es so lang gedauert hat heute rufen alle an',
    'da können sie ja nichts dafür',
    'ich hab mir einen kaffee gemacht',
  ],
  ['jetzt waren sie kurz weg', 'ist es so besser', 'ja in der küche ist der empfang so schlecht'],
  [
    'da hab ich früher auch gewohnt gibt es das eiscafé noch',
    'ja immer noch dieselben leute',
    'nee da ist jetzt ein friseur drin',
  ],
  ['darf ich sie kurz in die warteschleife legen', 'ja klar', 'wenn ich sie danach wieder dran hab'],
  [
    'so danke fürs warten die kollegin meint bis heute abend sollte es gehen',
    'na wunderbar',
    'da bin ich mal gespannt',
  ],
  ['wie sie möchten das eilt ja nicht', 'lieber gleich', 'dann überleg ich es mir noch mal'],
  [
    'waren sie denn sonst zufrieden',
    'ja ich bin seit jahren bei ihnen und hatte nie ärger',
    'doch sonst schon',
  ],
  [
    'wissen sie noch mit wem sie gesprochen haben',
    'den namen hab ich nicht verstanden ein junger mann',
    'mit einer frau krüger glaub ich',
  ],
  ['das hab ich jetzt nur noch eine seite', 'gut', 'danke'],
  [
    'haben sie es mal übers internet versucht da ist es ein bisschen günstiger',
    'ich red lieber mit einem menschen',
    'ja aber da kam ich nicht rein',
  ],
  ['war das vor oder nach dem feiertag', 'am tag danach', 'davor glaub ich'],
  ['das hatten wir diese woche schon öfter', 'dann liegt es also nicht an mir', 'ach so'],
  ['versprechen kann ich nichts aber ich red mal mit denen', 'das wär nett', 'machen sie das danke'],
  [
    'kann man sie da gut erreichen oder arbeiten sie da',
    'ich bin auf arbeit aber ich geh dann kurz raus',
    'immer ich bin in rente',
  ],
  ['so bei mir ist es jetzt durch', 'sehr schön', 'das ging ja schnell'],
  [
    'sollen wir ihnen das mailen oder per post schicken',
    'mailen bitte',
    'per post ich hab gern was in der hand',
  ],
  ['da hat meine tochter auch geburtstag', 'ach wirklich', 'schöner tag'],
  ['das lässt er mich nicht ich probier mal was anderes', 'ja gut', 'die technik'],
  ['und welche farbe hatte das', 'so ein graugrün', 'das dunkelblaue'],
  ['könnte sonst jemand aufmachen', 'die nachbarin vielleicht', 'nein ich bin ja allein'],
  ['haben sie den karton noch', 'nein der ist im altpapier', 'ja mein mann hebt alles auf'],
  ['die anschrift für die post ist noch dieselbe', 'ja die stimmt', 'da hat sich nichts geändert'],
  ['wie ist denn das wetter bei ihnen', 'es schüttet', 'herrlich wir waren gerade im garten'],
  ['ist das ihr hund im hintergrund', 'ja entschuldigung der will sein futter', 'der mag das telefon nicht'],
  ['können sie es so lange noch benutzen', 'gerade so', 'eigentlich nicht nein'],
  ['hier hat jemand geschrieben kunde meldet sich', 'ja und hier bin ich', 'hab ich ja sogar schon öfter'],
  ['wer hat uns denn empfohlen', 'eine kollegin', 'mein schwager der war letztes jahr bei ihnen'],
  ['das schreib ich ihnen gleich mit dazu', 'danke', 'das ist lieb'],
  [
    'und kam das schon so an',
    'ich glaub schon ich hab es nicht gleich aufgemacht',
    'ja direkt aus der schachtel',
  ],
  ['wenn bis zum wochenende nichts da ist melden sie sich noch mal', 'mach ich', 'und dann verlang ich sie'],
  ['danke dass sie so geduldig sind', 'ich hab ja zeit', 'kein problem'],
];
const NUMBERED: readonly ((say: Sayer) => Exchange)[] = [
  (say) => [
    `ich bin jetzt ${say.cardinal(say.whole(2, 20))} jahre hier und so was hatte ich noch nie`,
    'das passiert auch nur mir',
    'echt',
  ],
  (say) => [
    `normalerweise dauert das so ${say.cardinal(say.whole(2, 14))} tage`,
    'geht das nicht schneller',
    'na das geht ja noch',
  ],
  (say) => [
    `bis ${say.cardinal(say.whole(16, 20))} uhr können sie auch vorbeikommen`,
    'das ist mir zu weit',
    'vielleicht mach ich das',
  ],
  (say) => [
    `drücken sie nächstes mal die ${say.cardinal(say.whole(2, 5))} dann landen sie gleich bei uns`,
    'das merk ich mir',
    'bis dahin hab ich das vergessen',
  ],
  (say) => [
    `auf der seite steht was von ${say.cardinal(say.whole(24, 72))} stunden`,
    'so lang ist das aber schon her',
    'na gut',
  ],
  (say) => [
    `wir haben da gerade ${say.cardinal(say.whole(2, 9))} leute krank`,
    'oje',
    'das ist bei uns auch so',
  ],
];
const STORIES: readonly string[] = [
  'mir ist das nur aufgefallen weil meine frau was gesagt hat',
  'erst wollt ich es lassen aber dann dachte ich nein warum eigentlich',
  'meine augen sind nicht mehr die besten ich kann das kaum lesen',
  'der junge mann war wirklich freundlich der kann ja nichts dafür',
  'das ist für meine mutter die telefoniert nicht so gern',
  'das hatten wir in der firma auch da war es das kabel',
  'es geht mir nicht ums geld es geht ums prinzip',
  'die tochter studiert jetzt wir sind nur noch zu zweit',
  'ich hatte erst jemand anderen dran der hat mich zu ihnen durchgestellt',
  'wir haben es nicht eilig ich wollt nur wissen woran wir sind',
  'ich dachte das wär dabei so stand es jedenfalls da',
  'wir haben den ganzen vormittag gewartet und dann kam keiner',
  'ich glaub das ging eine weile alles an die alte adresse',
  'er hat natürlich selber dran rumgeschraubt und dann ging gar nichts mehr',
];

export const talkGerman = talkOf(EXCHANGES, NUMBERED, STORIES);
