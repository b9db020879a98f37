/**
 * Casual English calls in which a payment card is given.
 */
import { scenario, type Scenario } from '../template.js';

export const casualPaymentsEnglish: readonly Scenario[] = [
  scenario(
    'american express, offered by the caller',
    `C: i've got my amex here is that any good to you
     A: amex is fine, fire away | we do take those, off you go
     C: (3s) {pan amex announced} | right then {pan amex slow announced}
     A: and what does it say under valid thru
     C: {expiry amex}
     A: there are four little ones above the number on those
     C: {cvv amex} | oh yes {cvv amex}`,
  ),
  scenario(
    'expiry first, number and code after',
    `A: when you are ready i will take payment, start with the expiry for me
     C: the expiry, {expiry} | {expiry} is what it says
     A: now the big number across the middle
     C: {pan} | okay {pan turns}
     A: last thing is the three on the signature strip
     C: {cvv}`,
  ),
  scenario(
    'wrong start, then all of it',
    `A: what are we putting it on
     C: put it on the debit, {pan restart announced} | my debit card, that is {pan restart announced}
     A: okay got all of that, good till when
     C: {expiry}
     A: and security digits
     C: {cvv}`,
  ),
  scenario(
    'offered by the caller, somebody else talks',
    `C: do you want the number now
     A: yes please
     C: {pan third} | it goes {pan third}
     A: bless, and the end date
     C: {expiry}`,
  ),
  scenario(
    'listener asks about a group',
    `A: whenever you like with the sixteen digits
     C: {pan query} | so {pan query}
     A: super and the end date on it
     C: {expiry}
     A: and c v c
     C: {cvv}`,
  ),
  scenario(
    'a new card in place of a stolen one',
    `A: that comes to {amount} altogether, is it the same card as before
     C: no that one was nicked, i have a new one, {pan halting announced} | no a different one, um {pan halting announced}
     A: expires
     C: {expiry}
     A: and what is on the reverse
     C: {cvv}`,
  ),
  scenario(
    'all in the first sentence, not heard',
    `C: hiya it is about the gym membership, i want to pay what i owe, it is mastercard {pan bare} expiring {expiry announced} three digits {cvv announced}
     A: woah slow down, i did not get any of that
     C: sorry, {pan slow}
     A: better, and expiring
     C: {expiry}`,
  ),
  scenario(
    'postcode and house before the card',
    `A: could you confirm the postcode first
     C: {postcode}
     A: and the house number
     C: {house} oak avenue
     A: ta, over to you for the card
     C: {pan} | okey doke {pan fixed}
     A: until when
     C: {expiry}
     A: and the last bit on the back
     C: {cvv}
     A: that is {amount} taken, confirmation {n6}`,
  ),
  scenario(
    'somebody else reads the number out',
    `C: my mum will give you the number, mum, tell her the number off your card
     C: what all of it (2s) {pan announced}
     A: thank you, and the date it runs to
     C: {expiry}`,
  ),
  scenario(
    'payment that bounced, another card',
    `A: we had a problem with the payment, it bounced
     C: try it again then, {pan bare} | well it is the right one, look, {pan bare}
     A: and the security number
     C: {cvv}
     A: no it is still not happy, anything else you could use
     C: my partner's, {pan second slow announced} | the business one, {pan second announced}
     A: expiry on the business one
     C: {expiry second}`,
  ),
  scenario(
    'agent reads out the stored card',
    `A: i will read what i have and you stop me if it is wrong, {pan back}
     C: no that is all fine
     A: and that runs out {expiry back}
     C: yes
     A: then i only need the number from the back from you
     C: {cvv}`,
  ),
  scenario(
    'long search in the kitchen',
    `C: can you take it over the phone
     A: we can, pop the long one in for me or say it out loud
     C: i will say it, {pan pauses} | how do i, never mind, {pan pauses}
     A: month and year
     C: {expiry}
     A: signature strip
     C: (6s) {cvv}`,
  ),
  scenario(
    'line dropped after the first half',
    `A: you can give me the card when you like, front side first
     C: ready, {pan first}
     A: sorry you dropped out, all i heard was the start
     C: {pan} | from the top, {pan}
     A: clear as a bell, good thru
     C: {expiry}`,
  ),
  scenario(
    'deposit for a table, groups repeated',
    `A: booking for {count} people on {date} at {time}, the deposit is {amount}
     C: sure the visa is {pan echo announced} | lemme grab the visa (9s) {pan echo announced}
     A: and through to
     C: {expiry}
     A: code
     C: {cvv}
     A: your booking number is {n7} and the table is {n3}`,
  ),
  scenario(
    'stored card, only the code',
    `A: your card is still on our system, all i need is what's on the back of it
     C: is it the whole strip or only the end
     A: only the end three
     C: {cvv} | alright {cvv}
     A: brilliant that has taken {amount}`,
  ),
];
