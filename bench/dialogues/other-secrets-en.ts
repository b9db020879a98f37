/**
 * English calls in which a secret is given that is no payment card.
 */
import type { Phrases } from './phrases.js';
import { englishPhrases } from './phrases-en.js';
import { scenario, type Scenario } from './template.js';

const scenarios: readonly Scenario[] = [
  scenario(
    'iban, asked for',
    `A: which account should we pay it into | can i take the iban for the transfer | what is your iban please
     C: the iban is {secret iban} | {secret iban} | yes that is {secret iban} | okay i have it here {secret iban}
     A: thank you, the money takes {count} days`,
  ),
  scenario(
    'iban, announced',
    `C: i want to change the account for my direct debit, my new iban is {secret iban announced} | you can transfer it to my account, iban {secret iban announced}
     A: thank you i have changed that
     chat`,
  ),
  scenario(
    'iban and bic, read back',
    `A: and the iban
     C: {secret iban}
     A: let me repeat that {secret iban back}
     C: correct
     A: and do you have the bic | the swift code as well please
     C: it is {secret bic} | {secret bic}`,
  ),
  scenario(
    'bic alone',
    `A: what is the bank identifier code | can you spell the swift code for me
     C: that would be {secret bic} | yes {secret bic} | hang on ... {secret bic}
     A: lovely`,
  ),
  scenario(
    'social security number, asked for',
    `A: can i have your social security number please | for the credit check i need your full social | your social please
     C: {secret ssn} | sure it is {secret ssn} | my social is {secret ssn}
     A: thank you`,
  ),
  scenario(
    'social security number, announced',
    `C: my social security number is {secret ssn announced} if you need that | i can give you my social it is {secret ssn announced}
     A: yes that helps, one moment`,
  ),
  scenario(
    'account number and sort code',
    `A: can i take the account number and sort code | which bank details should i put in
     C: the sort code is {secret sort-code} and the account number is {secret bank-account} | account number {secret bank-account}, sort code {secret sort-code}
     A: so sort code {secret sort-code back}
     C: yes | that is right`,
  ),
  scenario(
    'account number alone',
    `A: and the account number | what is the number of the account
     C: {secret bank-account} | it is {secret bank-account} | account number {secret bank-account}
     A: and the name on the account
     C: jordan miller`,
  ),
  scenario(
    'pin, asked for',
    `A: please tell me your telephone banking pin | what is your pin | can you enter or say your pin
     C: {secret pin} | my pin is {secret pin} | it is {secret pin} i think
     A: thank you you are through security`,
  ),
  scenario(
    'pin, announced',
    `C: i changed my pin to {secret pin announced} and now it does not work | the pin i use is {secret pin announced}
     A: please do not tell me your pin
     C: oh sorry`,
  ),
  scenario(
    'one time code, asked for',
    `A: i have just sent you a text with a code can you read it to me | what is the verification code | please read me the one time passcode
     C: {secret one-time-code} | it says {secret one-time-code} | just a second ... the code is {secret one-time-code}
     A: perfect that worked`,
  ),
  scenario(
    'one time code, announced',
    `C: the code you sent me is {secret one-time-code announced} | i got a text, the security number in it is {secret one-time-code announced} | my verification code is {secret one-time-code announced}
     A: let me type that in`,
  ),
  scenario(
    'password, asked for',
    `A: what is the password on the account | can you give me your telephone password | and your memorable word
     C: {secret password} | it is {secret password} | the password is {secret password}
     A: great thank you`,
  ),
  scenario(
    'password, announced',
    `C: i cannot log in, my password is {secret password announced} | i set the password to {secret password announced}
     A: i will reset it for you`,
  ),
  scenario(
    'phone number, asked for',
    `A: what number can i reach you on | can i take a mobile number | and a contact number please
     C: {secret phone} | it is {secret phone} | you can use {secret phone}
     A: okay that is {secret phone back} | thanks`,
  ),
  scenario(
    'phone number, announced',
    `C: please call me back on {secret phone announced} | my number is {secret phone announced} if we get cut off
     A: will do`,
  ),
  scenario(
    'e-mail, asked for',
    `A: what is your email address | where should i send the confirmation | can you spell your email for me
     C: {secret email} | it is {secret email} | sure {secret email}
     A: was that {secret email back} | thank you you will get it in a few minutes`,
  ),
  scenario(
    'e-mail, announced',
    `C: can you send it to my email, that is {secret email announced} | my email is {secret email announced}
     A: sent`,
  ),
  scenario(
    'date of birth, asked for',
    `A: can you confirm your date of birth | when were you born | and your birthday please
     C: {secret birth-date} | it is {secret birth-date} | sure {secret birth-date}
     A: thank you for that`,
  ),
  scenario(
    'date of birth, announced',
    `C: my date of birth is {secret birth-date announced} | i was born on {secret birth-date announced}
     A: thanks i have found you
     chat`,
  ),
  scenario(
    'through security',
    `A: for security can i take your full name and date of birth
     C: jordan miller {secret birth-date}
     A: and the phone number on the account
     C: {secret phone}
     A: and the password
     C: {secret password}
     A: how can i help`,
  ),
];

export const otherSecretsEnglish: Phrases = {
  ...englishPhrases,
  family: 'other-secrets',
  secrets: {
    words: 'sunshine dragon summer monkey football chelsea cookie purple castle rocket garden winter'.split(
      ' ',
    ),
    names: 'jordan alex sam robin taylor morgan jamie casey'.split(' '),
    surnames: 'miller smith baker walker turner hughes foster'.split(' '),
    hosts: ['example', 'example mail', 'test mail'],
  },
  innocent: [],
  payments: scenarios,
};
