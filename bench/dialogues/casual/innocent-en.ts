/**
 * Casual English calls full of numbers without a payment card.
 */
import { scenario, type Scenario } from '../template.js';

export const casualInnocentEnglish: readonly Scenario[] = [
  scenario(
    'prescription and health number',
    `A: which prescription is this about
     C: the one ending {n4}, {dose}, and the other is {dose}
     A: and your n h s number, it has ten digits
     C: {n10 plain} | {n3} {n3} {n4}
     A: pick it up after {time}`,
  ),
  scenario(
    'measured walls',
    `C: i measured it up, it is {size} and the other wall is {size}
     A: so for {size} you want {count} rolls at {amount} each
     C: make it {count} to be safe`,
  ),
  scenario(
    'number of a telephone set',
    `A: can you give me the i m e i, that is the fifteen digits in your settings
     C: {n15 plain} | hang on, {n7 plain} ... {n8 plain}
     A: and the model
     C: it says {n4}`,
  ),
  scenario(
    'lottery',
    `C: what were the numbers on saturday
     A: let me look, {lotto} and the bonus ball was {count}
     C: i had {lotto}
     A: {count} of those match, so that is {amount}`,
  ),
  scenario(
    'number plate and mileage',
    `A: what's the registration
     C: {plate} | it's {plate}, the old one was {plate}
     A: and the mileage
     C: {n5} | about {n5} on the clock
     A: and it is insured until {date}`,
  ),
  scenario(
    'membership card',
    `C: i've put my membership card somewhere, is the number on the email
     A: yes it is on there, ten digits
     C: {n10} | found it, {n10}
     A: and the surname
     C: okafor`,
  ),
  scenario(
    'breakdown by the road',
    `A: roadside assistance, do you know where you are
     C: by the junction {count} sign on the m {count}, the phone says {coordinates}
     A: {coordinates} right
     C: yeah, marker post {n4}
     A: somebody is there in {count} minutes`,
  ),
  scenario(
    'conference call',
    `C: conference call, the dial in was {internationalPhone=dial} and then a code {n7=code} and hash
     A: {n7=code}, no that one is old, it is {n7} now
     C: {internationalPhone=dial} still
     A: still that one`,
  ),
  scenario(
    'two meter readings',
    `A: what is the reading on the dials, day first then night
     C: day is {n5} and night is {n6} | {n5} and {n5}
     A: last quarter you had {n5} and {n5} so that comes to {amount}`,
  ),
  scenario(
    'gift voucher',
    `C: my gift voucher won't scan
     A: read me the long code under the strip
     C: {n16 plain} | {n4 plain} {n4} {n4} {n3}
     A: and it was worth {amount}
     C: yes it was, i paid by card in the shop on {date}`,
  ),
  scenario(
    'card that came late',
    `A: this is about the card we sent you, did it arrive
     C: it did but it was on the {date} and not the {date}
     A: and have you switched it on in the app
     C: not yet, it said it takes {count} hours
     A: and we added {amount} credit`,
  ),
  scenario(
    'train, seats and collection code',
    `C: so platform {count} at {time} change at crewe {time} and then the {time}
     A: that is right, coach {count} seats {n2} and {n2}, it is {amount} return
     C: and the collection code
     A: {n8} | i will spell it, {n8}`,
  ),
  scenario(
    'squad numbers and scores',
    `A: squad numbers please
     C: {count} {count} {count} {count} and {count}, and it finished {score}
     A: {score}, well done, and the next one kicks off at {time}
     C: at {house} mill lane`,
  ),
  scenario(
    'invoices and tax number',
    `C: invoice {n6}, purchase order {n8}, we paid {amount} on {date}, and there is another, {n6}, for {amount}
     A: {n6} you said
     C: no, {n6}, then vat at {percent}
     A: our vat number is {n9 plain}`,
  ),
  scenario(
    'last four of a telephone number',
    `A: the last four of the phone we have is {n4=tail}, is that still the one
     C: no it is {phone=new} now
     A: {phone=new}
     C: yes and the landline is {phone}`,
  ),
];
