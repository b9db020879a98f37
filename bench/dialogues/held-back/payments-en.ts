/**
 * Held back: English calls in which a payment card is given. Numbered, not named, so that tables give nothing away.
 */
import { scenario, type Scenario } from '../template.js';

export const heldBackPaymentsEnglish: readonly Scenario[] = [
  scenario(
    'p01',
    `C: i've your red reminder in my hand, {amount} it says, account {n9 plain}, and i want it off my conscience, so have you got a pen, my barclaycard reads {pan announced} | right, account {n9 plain}, i owe you {amount}, i'm doing it on my barclaycard and that one is {pan restart announced}
     A: lovely, i have typed all of that
     C: it stops being any use on {expiry announced} and turning it over there's {cvv announced}
     A: you have done my job for me`,
  ),
  scenario(
    'p02',
    `A: three things off the plastic for me then, what is along the front, when it stops working, and the tiny figure by your signature
     C: i'll do the tiny one as that's facing up, {cvv} | back first, {cvv}
     A: fine by me
     C: and along the front (2s) {pan} | flip it over, {pan halting}
     A: and it stops working
     C: {expiry}`,
  ),
  scenario(
    'p03',
    `A: who should i bill this to
     C: bill it to my mastercard, the silver one, {pan announced}
     A: hm it has gone red, there must be one out somewhere, try me again
     C: oh for heaven's sake, {pan fixed} | i can barely see it, {pan restart}
     A: green this time, and how long has it got left
     C: it's got until {expiry} | {expiry}`,
  ),
  scenario(
    'p04',
    `A: so {count} nights from {date}, checking in any time after {time}, and to keep the room for you i put a card against it
     C: okay, do you charge it
     A: only if you don't turn up, then it's {amount}
     C: alright let me fish it out (4s) {pan} | alright, {pan restart turns}
     A: and it is valid through
     C: {expiry}
     A: your confirmation is {n8}, room {n3}`,
  ),
  scenario(
    'p05',
    `A: what is the notice number on the ticket
     C: {n10 plain} | the ticket, {n10 plain}
     A: that is {amount}, or half if you settle today
     C: then i'll settle, on my debit
     A: pass me the top line of it, as far as you can see
     C: {pan first}
     A: halfway there | that is the first half
     C: and then {pan rest} | {pan rest}
     A: end of the line, and the month it dies
     C: {expiry}
     A: and the wee one behind
     C: {cvv}`,
  ),
  scenario(
    'p06',
    `A: it is awfully good of you to give again, was it {amount} like at christmas
     C: make it {amount} this year
     A: bless you, would you mind reading me what is embossed on your card then
     C: not at all, {pan slow restart} | if i can find the light, {pan pauses}
     A: there is a from and an until, i only want the until
     C: until {expiry}
     A: and for the tax bit, your house and postcode
     C: {house}, {postcode}`,
  ),
  scenario(
    'p07',
    `A: the one we keep for you, ending {last4}, ran out last month, have they sent you another
     C: they have, it's the same long one only the date is different
     A: then give me the fresh date
     C: {expiry} | it now says {expiry}
     A: and they will have changed the figure on the reverse as well
     C: they did, {cvv} | oh, {cvv}`,
  ),
  scenario(
    'p08',
    `C: could we go halves, half on mine and half on his
     A: of course, {amount=half} each, whose is first
     C: mine is {pan announced}, {expiry bare} | me first, so {pan announced} and it goes to {expiry announced}
     A: and his
     C: his (3s) {pan second} | pass it here, right, {pan second}
     A: and that one goes until
     C: {expiry second}
     A: so twice {amount=half}, both went through`,
  ),
  scenario(
    'p09',
    `A: what number do i ring if the driver gets lost
     C: {phone=driver}
     A: and then i would need your card as it is a new account
     C: {pan echo} | sure thing, {pan echo}
     A: valid to
     C: {expiry}
     A: {expiry back}, and what's printed on its own at the back
     C: {cvv}
     A: your car is number {n3}, it is there in {count} minutes and he rings you on {phone=driver}`,
  ),
  scenario(
    'p10',
    `C: shall we get the paying bit over with
     A: i am all set this end, in your own time
     C: {pan bare} | okie dokie, {pan restart halting bare} | here we go then, {pan turns bare}
     A: that is the front done, what's the other date on there
     C: other, oh, it began in some other year, it ends {expiry}
     A: and now turn it round
     C: {cvv} | turned, {cvv}`,
  ),
  scenario(
    'p11',
    `A: i only take messages here, say what they need and i will write it down for the sales people
     C: okay so it's marwick, ring me on {phone}, it is about order {n7}, they can charge the {amount} to my visa, that is {pan announced}, exp {expiry announced}, c v v {cvv announced}, and delivery on {date} | message for sales, order {n7}, use the company credit card please, {pan announced}, that's good until {expiry announced}, three figures behind are {cvv announced}, any trouble ring {phone}
     A: let me read my note, card {pan back}, ends {expiry back}
     C: that is what i said`,
  ),
  scenario(
    'p12',
    `A: the gas one is {meter} you say and we have you at {meter}, so you are {amount} behind
     C: can i clear that now, i have got the credit card out
     A: you can indeed
     chat 2
     A: here is the screen, sorry about that, so what does it say on the front
     C: {pan} | the front, {pan third}
     A: i am going to need when it goes off, like milk
     C: {expiry}
     chat 1
     A: last of all the security bit
     C: {cvv}`,
  ),
  scenario(
    'p13',
    `A: membership is {n8}, you joined in {year}, and you are paying for all of this one
     C: yes, off my amex
     A: go for it, they are the fifteen digit ones aren't they
     C: yes, {pan amex} | fifteen, {pan amex query}
     A: expiration
     C: {expiry amex}
     A: and the four on the face of it, not the back
     C: {cvv amex} | the little flat ones, {cvv amex}`,
  ),
  scenario(
    'p14',
    `C: dad's ninety and he hasn't got his hearing aid in, i'm doing the talking
     A: that is fine, does he want to pay with his card
     C: dad, the lady wants your card, the blue one, give it here, okay, {pan third} | yes, he's handing it over now, {pan third}
     A: and the date at the bottom
     C: which one dad, the right hand one, {expiry} | {expiry} it says
     A: and the signature side
     C: he's scribbled on it (3s) {cvv}`,
  ),
  scenario(
    'p15',
    `A: i tried to take your {amount} on {date} and again on {date}, both times your bank said no
     C: that's because they swapped my card
     A: so what are the new details
     C: new details are {pan} | well it's {pan}, {expiry}
     A: was there a c v two with it
     C: there was, {cvv}
     A: sorry, the first part again, i dropped a digit
     C: from the beginning, {pan slow}
     A: that has taken it, receipt {n6}`,
  ),
];
