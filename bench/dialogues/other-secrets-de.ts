/**
 * German calls in which a secret is given that is no payment card.
 */
import type { Phrases } from './phrases.js';
import { germanPhrases } from './phrases-de.js';
import { scenario, type Scenario } from './template.js';

const scenarios: readonly Scenario[] = [
  scenario(
    'iban, asked for',
    `A: auf welches konto sollen wir das überweisen | nennen sie mir bitte ihre iban | wie ist die iban für den einzug
     C: die iban ist {secret iban} | {secret iban} | ja das ist die {secret iban} | ich lese mal vor {secret iban}
     A: danke, das dauert {count} tage`,
  ),
  scenario(
    'iban, announced',
    `C: ich habe eine neue bankverbindung die iban lautet {secret iban announced} | überweisen sie es auf mein konto iban {secret iban announced}
     A: danke das habe ich geändert
     chat`,
  ),
  scenario(
    'iban and bic, read back',
    `A: und die iban
     C: {secret iban}
     A: ich wiederhole {secret iban back}
     C: richtig
     A: haben sie auch die bic | und den swift code bitte
     C: das ist {secret bic} | {secret bic}`,
  ),
  scenario(
    'bic alone',
    `A: wie lautet die bic ihrer bank | buchstabieren sie mir bitte die bic
     C: das wäre {secret bic} | ja {secret bic} | moment ... {secret bic}
     A: wunderbar`,
  ),
  scenario(
    'tax id, asked for',
    `A: ich brauche noch ihre steuer id | wie lautet ihre steueridentifikationsnummer | und die steuernummer bitte
     C: {secret tax-id} | die ist {secret tax-id} | steht hier {secret tax-id}
     A: danke`,
  ),
  scenario(
    'tax id, announced',
    `C: meine steuer id ist {secret tax-id announced} | die identifikationsnummer vom finanzamt lautet {secret tax-id announced}
     A: gut das trage ich ein`,
  ),
  scenario(
    'account number and bank code',
    `A: welche bankverbindung soll ich eintragen | nennen sie mir kontonummer und bankleitzahl
     C: kontonummer {secret bank-account} und die bankleitzahl ist {secret sort-code} | bankleitzahl {secret sort-code}, konto {secret bank-account}
     A: also bankleitzahl {secret sort-code back}
     C: genau | ja richtig`,
  ),
  scenario(
    'account number alone',
    `A: und die kontonummer
     C: {secret bank-account} | das ist die {secret bank-account} | kontonummer {secret bank-account}
     A: und wer ist der inhaber
     C: kim berger`,
  ),
  scenario(
    'pin, asked for',
    `A: nennen sie mir bitte ihre telefon pin | wie ist ihre pin | ihre geheimzahl bitte
     C: {secret pin} | meine pin ist {secret pin} | das ist glaube ich {secret pin}
     A: danke sie sind angemeldet`,
  ),
  scenario(
    'pin, announced',
    `C: ich habe meine pin auf {secret pin announced} geändert und jetzt geht sie nicht | meine geheimzahl ist {secret pin announced}
     A: bitte sagen sie mir die nicht
     C: ach so entschuldigung`,
  ),
  scenario(
    'tan, asked for',
    `A: sie haben gerade eine s m s bekommen lesen sie mir bitte den code vor | wie lautet die tan | und jetzt die tan bitte
     C: {secret one-time-code} | da steht {secret one-time-code} | moment ... die tan ist {secret one-time-code}
     A: perfekt das hat geklappt`,
  ),
  scenario(
    'tan, announced',
    `C: die tan ist {secret one-time-code announced} | der code den sie geschickt haben ist {secret one-time-code announced} | mein bestätigungscode lautet {secret one-time-code announced}
     A: ich gebe das ein`,
  ),
  scenario(
    'password, asked for',
    `A: wie lautet ihr kennwort | nennen sie mir bitte ihr telefonpasswort | und das codewort
     C: {secret password} | das ist {secret password} | das passwort ist {secret password}
     A: prima danke`,
  ),
  scenario(
    'password, announced',
    `C: ich komme nicht rein mein passwort ist {secret password announced} | ich habe als kennwort {secret password announced}
     A: ich setze es zurück`,
  ),
  scenario(
    'phone number, asked for',
    `A: unter welcher nummer kann ich sie erreichen | haben sie eine mobilnummer | und eine rückrufnummer bitte
     C: {secret phone} | das ist die {secret phone} | nehmen sie die {secret phone}
     A: also {secret phone back} | danke`,
  ),
  scenario(
    'phone number, announced',
    `C: rufen sie mich bitte zurück unter {secret phone announced} | meine nummer ist {secret phone announced} falls wir getrennt werden
     A: mache ich`,
  ),
  scenario(
    'e-mail, asked for',
    `A: wie ist ihre e mail adresse | wohin soll ich die bestätigung schicken | buchstabieren sie mir bitte ihre mailadresse
     C: {secret email} | das ist {secret email} | gern {secret email}
     A: also {secret email back} | danke die kommt in ein paar minuten`,
  ),
  scenario(
    'e-mail, announced',
    `C: schicken sie es an meine mailadresse {secret email announced} | meine e mail ist {secret email announced}
     A: ist raus`,
  ),
  scenario(
    'date of birth, asked for',
    `A: sagen sie mir bitte ihr geburtsdatum | wann sind sie geboren | und ihr geburtstag
     C: {secret birth-date} | das ist der {secret birth-date} | am {secret birth-date}
     A: danke`,
  ),
  scenario(
    'date of birth, announced',
    `C: mein geburtsdatum ist der {secret birth-date announced} | ich bin geboren am {secret birth-date announced}
     A: danke ich habe sie gefunden
     chat`,
  ),
  scenario(
    'through security',
    `A: zur sicherheit bitte ihren namen und das geburtsdatum
     C: kim berger {secret birth-date}
     A: und die telefonnummer die bei uns hinterlegt ist
     C: {secret phone}
     A: und das kennwort
     C: {secret password}
     A: was kann ich für sie tun`,
  ),
];

export const otherSecretsGerman: Phrases = {
  ...germanPhrases,
  family: 'other-secrets',
  secrets: {
    words:
      'sonnenschein drache sommer katze fußball keks schloss garten winter rakete laterne himbeere'.split(
        ' ',
      ),
    names: 'kim robin alex sascha toni jona mika'.split(' '),
    surnames: 'berger weber schulz huber krause vogel'.split(' '),
    hosts: ['example', 'beispiel mail', 'testpost'],
  },
  innocent: [],
  payments: scenarios,
};
