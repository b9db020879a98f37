/**
 * English calls in which a payment card is given.
 */
import { scenario, type Scenario } from './template.js';

export const englishPayments: readonly Scenario[] = [
  scenario(
    'asked for, in one go',
    `A: can i take the long card number please | what is the card number | can you read me the sixteen digit number on the front
     C: {pan} | yes it is {pan} | sure, {pan}
     A: and the expiry date | when does it expire
     C: {expiry} | it is {expiry}
     A: and the three digits on the back | and the security code please
     C: {cvv} | that is {cvv}
     A: thank you that has gone through`,
  ),
  scenario(
    'asked for, payment named late',
    `A: how would you like to pay today
     C: can i pay by card | with my visa please
     A: of course, go ahead whenever you are ready | sure, i am ready when you are
     C: {pan}
     A: expiry
     C: {expiry}
     A: and the c v v
     C: {cvv}`,
  ),
  scenario(
    'announced, in one go',
    `C: hi i would like to pay by card the number is {pan announced} | my card number is {pan announced} | okay the card number is {pan announced}
     C: expiry date {expiry announced} | and it expires {expiry announced} | valid until {expiry announced}
     C: and the code on the back is {cvv announced} | the security code is {cvv announced} | c v v {cvv announced}
     A: thank you`,
  ),
  scenario(
    'announced, rest without a word',
    `C: my card number is {pan announced} ... {expiry bare} ... {cvv bare} | it is a visa card {pan announced}, {expiry bare}, {cvv bare}
     A: thank you`,
  ),
  scenario(
    'unannounced',
    `C: {pan bare} | yeah sure, {pan bare} | okay so it is {pan bare} | right, {pan bare} that is it
     A: thank you
     A: and what is the expiry | and the expiry date
     C: {expiry}
     A: and the last three digits on the back
     C: {cvv}`,
  ),
  scenario(
    'unannounced, all at once',
    `C: {pan bare} ... {expiry bare} ... {cvv bare} | okay {pan bare}, {expiry bare}, {cvv bare}
     A: okay thank you`,
  ),
  scenario(
    'over several turns, asked for',
    `A: what is the card number please | can i take the long card number
     C: {pan turns} | it is {pan turns}
     A: okay and the expiry
     C: {expiry}
     A: and the code on the back
     C: {cvv}`,
  ),
  scenario(
    'over several turns, unannounced',
    `A: okay go ahead | ready when you are
     C: {pan turns bare}
     A: thanks and the expiry date please
     C: {expiry}
     A: and the security code
     C: {cvv}`,
  ),
  scenario(
    'agent repeats each group',
    `A: can i take the card number
     C: {pan echo}
     A: and the expiry date
     C: {expiry}
     A: {expiry back} thank you and the security code
     C: {cvv}
     A: {cvv back} okay`,
  ),
  scenario(
    'agent reads it all back',
    `A: card number please | what is the number on the front of your card
     C: {pan}
     A: so that is {pan back}, is that right | let me read that back {pan back}
     C: yes
     A: and the expiry date
     C: {expiry}
     A: and the security code
     C: {cvv}`,
  ),
  scenario(
    'agent reads the last four back',
    `A: what is the card number
     C: {pan}
     A: okay so ending in {last4} | thank you {last4} yes
     C: that is right
     A: when does it expire
     C: {expiry}`,
  ),
  scenario(
    'long pauses and fillers',
    `A: can i take your card number
     C: yes, it is {pan pauses} | uh {pan pauses}
     A: no rush, and the expiry date
     C: uh, {expiry}
     A: and the three digits on the back
     C: let me see (3s) {cvv}`,
  ),
  scenario(
    'search before the number',
    `A: what is your card number please
     C: let me get my glasses (10s) okay here we go {pan} | hang on i need to find my purse (10s) right {pan} | it is in the other room (10s) {pan}
     A: and the expiry date
     C: oh i put it away again (10s) {expiry}
     A: and the code on the back
     C: (4s) {cvv}`,
  ),
  scenario(
    'correction',
    `A: the card number please | can i have the card number
     C: {pan fixed} | it is {pan fixed}
     A: and the expiry
     C: {expiry}
     A: security code
     C: {cvv}`,
  ),
  scenario(
    'asked in two halves',
    `A: can you give me the first half of the card number | what are the first digits of the card
     C: {pan first}
     A: okay | thank you
     A: and the rest please | go on
     C: {pan rest}
     A: what is the expiry date
     C: {expiry}`,
  ),
  scenario(
    'not heard, said again',
    `A: what is the card number
     C: {pan}
     A: sorry i did not catch that could you repeat it | sorry the line broke up can you say it again
     C: sure, {pan} | {pan}
     A: and the expiry
     C: {expiry}
     A: and the code
     C: {cvv}`,
  ),
  scenario(
    'second card after a declined one',
    `A: can i take your card number
     C: {pan}
     A: expiry date
     C: {expiry}
     A: and the security code
     C: {cvv}
     A: i am afraid that was declined, do you have another card | it says declined, is there another one
     C: yes try this one, {pan second announced} | okay, {pan second bare}
     A: and the expiry date on that one
     C: {expiry second}
     A: security code
     C: {cvv second}`,
  ),
  scenario(
    'order number before the card',
    `A: what is your order number
     C: {n7-10}
     A: thank you and how would you like to pay
     C: by card
     A: what is the card number
     C: {pan}
     A: expiry date
     C: {expiry}
     A: and the security code
     C: {cvv}`,
  ),
  scenario(
    'order number after the card',
    `A: what is your card number
     C: {pan}
     A: and the expiry date
     C: {expiry}
     A: and the security code
     C: {cvv}
     A: that is all paid, your order number is {n8} and it arrives on {date}
     C: thank you`,
  ),
  scenario(
    'phone number before, unannounced card after',
    `A: can i take your phone number
     C: {phone}
     A: and then we can do the payment | and for the payment please
     C: {pan bare} | it is {pan bare}
     A: expiry
     C: {expiry}`,
  ),
  scenario(
    'security code alone',
    `A: i have your card on file i only need the three digits on the back | your card is saved can you confirm the security code
     C: {cvv} | sure it is {cvv}
     A: thank you`,
  ),
  scenario(
    'expiry and code after a while',
    `A: can i take the card number please
     C: {pan}
     A: thank you one moment while the system takes that
     chat
     chat
     A: sorry for the wait, now the expiry date please
     C: {expiry}
     chat
     A: and the security code | and the last three on the back
     C: {cvv}`,
  ),
  scenario(
    'code before the number',
    `A: can you read me the three digits on the back first
     C: {cvv}
     A: and the expiry date
     C: {expiry}
     A: and the long number on the front
     C: {pan}`,
  ),
  scenario(
    'all in one sentence',
    `A: can i have your card details please | card details
     C: {pan} expires {expiry announced} and the security code is {cvv announced} | it is {pan} expiry {expiry announced} code {cvv announced}
     A: perfect`,
  ),
  scenario(
    'details asked in other words',
    `A: i am ready to take your payment details | whenever you are ready with the details | go ahead with the payment please
     C: {pan bare} | okay {pan bare}
     A: and when does it run out
     C: {expiry}
     A: and the little number on the back
     C: {cvv}`,
  ),
  scenario(
    'interrupted',
    `A: what is the card number
     C: {pan first}
     A: sorry one moment, my screen froze, did you say you wanted the grey one
     C: yes the grey one please
     A: okay it works again, go on from there | right carry on
     C: {pan rest}
     A: and the expiry
     C: {expiry}`,
  ),
];
