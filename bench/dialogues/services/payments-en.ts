/**
 * English calls to service lines in which a payment card is given.
 */
import { scenario, type Scenario } from '../template.js';

export const servicesPaymentsEnglish: readonly Scenario[] = [
  scenario(
    'hotel, card to hold the room',
    `A: so that is {count} nights from {date}, {amount} altogether, i just need something to hold the room
     C: sure is visa okay
     A: visa's great
     C: {pan announced} | right so {pan turns announced}
     A: and that's good through
     C: {expiry}
     A: thanks, your confirmation is {n9}`,
  ),
  scenario(
    'hotel, card guarantee asked politely',
    `A: in order to guarantee the booking could i trouble you for your credit card details
     C: yes of course, let me find it (4s) okay {pan}
     A: thank you and the expiry on that
     C: {expiry}
     A: and finally the security code, that's the three digits on the signature strip
     C: {cvv}
     A: wonderful, cancellation is free until {time} on {date}`,
  ),
  scenario(
    'energy bill, overdue',
    `A: there is an outstanding balance of {amount} on the account, would you like to clear that today
     C: yeah go on then
     A: what's the long number across the front
     C: {pan turns} | {pan}
     A: and the start
     C: it hasn't got one, it's just expires {expiry announced}
     A: and the last three on the back
     C: {cvv}
     A: that's gone through, authorisation {n6}, the next bill is {date}`,
  ),
  scenario(
    'car insurance renewal',
    `A: policy {n9=pol} is due on {date}, the renewal's {amount}
     C: is that with the no claims
     A: with {count} years yes, so shall i take it from the same card as last year, ending {last4}
     C: no that got cancelled i've got a new one
     A: pop the new one over when you're ready
     C: {pan} | so it's {pan}
     A: brilliant and when does that one run out
     C: {expiry}
     A: and c v v
     C: {cvv}`,
  ),
  scenario(
    'theatre, two seats',
    `C: two for the {date} please
     A: i have got row {count} seats {n2} and {n2} at {amount} each
     C: fab i'll take them
     A: and how would you like to pay
     C: by card, shall i just read it out
     A: please
     C: {pan} | {pan pauses}
     A: and the date underneath
     C: {expiry}
     A: then turn it over for me and give me the little number at the end
     C: {cvv}
     A: order {n8}, doors {time}`,
  ),
  scenario(
    'airline, extra bag',
    `A: the extra bag is {amount}, i can take that now
     C: okay it's a mastercard
     A: go ahead
     C: {pan slow} | {pan echo}
     A: exp date
     C: {expiry}
     A: security code
     C: {cvv}
     A: okay you're all set, {flight} gate opens at {time}`,
  ),
  scenario(
    'parcel, customs charge',
    `C: i've had a text about a customs fee on {n12 plain}
     A: it's {amount} to release it, have you a card there
     C: i do, {pan bare} | yes hang on, {pan bare}
     A: great, end date
     C: {expiry}
     A: and three on the back
     C: {cvv}
     A: it'll be out for delivery {date}`,
  ),
  scenario(
    'broadband, payment failed',
    `A: your payment of {amount} on {date} didn't go through
     C: that'll be because the card expired, i've got the new one in my hand
     A: that would explain it, let's update it then
     C: {pan announced} | okay so it's {pan fixed announced}
     A: so that's {pan back}
     C: correct
     A: and it's valid to
     C: {expiry}`,
  ),
  scenario(
    'council tax, wants to be quick',
    `C: hi i want to pay my council tax, account {n8}, {amount}, and the card is {pan bare} {expiry bare} {cvv bare}
     A: oh slow down please, the card again
     C: {pan turns}
     A: and the expiry
     C: {expiry}
     A: and the security
     C: {cvv}
     A: reference {n7}`,
  ),
  scenario(
    'taxi account, agent has it on file',
    `A: do you want it on the one we have on file
     C: which one is that
     A: ending {last4}
     C: no use my husband's, it's {pan announced}
     A: hold on my screen's gone, sorry go from the beginning
     C: {pan}
     A: got it, month and year
     C: {expiry}`,
  ),
  scenario(
    'restaurant, no show deposit',
    `A: for parties over {count} we take a card, nothing is charged
     C: okay
     A: what's the number on it
     C: {pan} | it's {pan halting}
     A: expiring
     C: {expiry}
     A: lovely, so that's {count} people {date} at {time}, my number here is {phone} if you're late`,
  ),
  scenario(
    'dentist, number from another room',
    `A: that'll be {amount} for the hygienist
     C: let me go and get my purse (8s) right
     A: whenever you're ready
     C: {pan pauses} | {pan turns}
     A: and the expiry
     C: (2s) {expiry}
     A: and the c v c
     C: {cvv}
     A: next one's {date} at {time}`,
  ),
  scenario(
    'catalogue, old lady with long waits',
    `C: now then i've got it here, do i start with the top row
     A: yes the big numbers
     C: {pan slow} | {pan pauses}
     A: you're doing fine, and what does it say for valid until
     C: {expiry}
     A: and on the back there's a strip with a few numbers, just the last three
     C: {cvv}
     A: that's {amount}, and your order number's {n7}`,
  ),
  scenario(
    'amex by phone',
    `A: what kind of card is it
     C: amex
     A: that'll be fifteen digits then
     C: {pan amex} | {pan amex turns}
     A: and the four on the front
     C: {cvv amex}
     A: expiry
     C: {expiry amex}`,
  ),
];
