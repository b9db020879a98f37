/**
 * Unseen: English calls in which a payment card is given, part one: travel, tickets, health, home, the state.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenPaymentsEnglish: readonly Scenario[] = numbered(
  'p',
  1,
  `C: hi, i'd like to book the ferry for {date}, two adults, a dog and the car
   chat 9
   A: how long is the car with the roof box
   C: about {size}
   A: okay the {time} sailing is {amount} return
   C: yeah go on then
   A: lovely, whenever you're ready i'll take the long number off the front of your card
   C: okay it's {pan} | right, {pan blocks turns} | it's {pan pauses}
   A: and the expiry
   C: {expiry}
   A: and the last three on the back
   C: {cvv}
   A: thank you, that's gone through, your reference is {bookref}
   chat 6

   A: so for the two nights with breakfast that comes to {amount}, and we do need a card to hold the room
   C: sure, is anything taken now
   A: not until you arrive
   chat 6
   C: okay give me a sec, it's in my other coat (7s) right, you ready
   A: ready
   C: {pan blocks} | {pan}
   A: let me read that back, {pan back}
   C: that's it
   A: and when does it run out
   C: {expiry}
   A: perfect, check in is from {time}
   chat 6

   C: i got a letter about a parking ticket and i just want it gone
   A: no problem, have you got the notice number
   C: {pcn}
   A: and the registration
   C: {plate}
   A: so it's {small} if you pay by {date}, otherwise it goes up to {amount}
   C: yes i'll pay it now, card please
   chat 3
   A: what's the card number
   C: {pan} | um, {pan slow}
   A: expiry date
   C: {expiry}
   A: security code
   C: {cvv}
   A: all paid, i can give you a receipt number, {n8 plain}

   C: it's about my cat, she's due her booster, and i still owe you from last time
   A: let me have a look, yes there's {amount} from {date}
   chat 12
   A: did you want to settle that now while you're on
   C: may as well, it's a debit card
   A: go ahead
   C: {pan} | {pan turns}
   A: and the date on it
   C: {expiry}
   A: and the three numbers on the back
   C: {cvv}
   A: okay that's done, and i've put her in for {date} at {time}
   chat 6

   A: and how would you like to pay the excess, it's {amount}
   C: can i do that over the phone
   A: you can, i'm just going to stop the recording
   C: okay
   A: so that's the card number please
   C: {pan echo} | {pan blocks echo}
   A: expiry
   C: {expiry}
   A: last three digits on the signature strip
   C: {cvv}
   A: that's been authorised, your claim number again is {n10 plain}
   chat 9

   C: hiya, we're in a cottage of yours next month and i need to pay the balance
   A: what name's it under
   C: whittaker
   chat 6
   A: okay so you've got {amount} outstanding, due on {date}
   C: is it alright if i use a different card this time
   A: of course
   C: so it's {pan announced} | the number on this one is {pan announced blocks}
   A: lovely, and what's the expiry on that one
   C: {expiry}
   A: and the c v v
   C: {cvv}
   chat 9

   A: you've got {mins} minutes left on that booking before it lets the seats go
   C: okay okay, er, it's an american express is that alright
   A: amex is fine
   C: {pan amex blocks} | {pan amex blocks turns}
   A: expiry
   C: {expiry amex}
   A: and it's the four digits on the front for amex
   C: {cvv amex}
   A: brilliant, you're in row {count}, seats {one} and {one}

   C: i want to renew my driving licence, i was told i could pay it here
   A: yes that's {small} for the ten years
   chat 6
   A: date of birth first please
   C: {birthDate}
   A: and the postcode
   C: {ukpostcode}
   chat 3
   A: okay what's the sixteen digit number across the middle of your card
   C: {pan} | {pan fixed}
   A: sorry did you say the expiry already
   C: no it's {expiry}
   A: and the security number
   C: {cvv}
   A: it'll be with you within {count} working days

   A: hello boiler care
   C: my heating's packed in and the man said i can pay the call out over the phone
   chat 12
   A: the call out's {amount} and then it's {small} for every half hour after that
   C: fine, fine, my card is {pan bare} | okay so {pan bare}
   A: hold on hold on, my screen hadn't come up, can you say that again for me
   C: {pan}
   A: got it, and the expiry
   C: {expiry}
   A: and from the back, just the last three
   C: {cvv}
   A: he'll be there between {slot}

   C: hi i'm ringing to pay my water bill
   A: is it the full balance or part of it
   C: what is it at the minute
   A: it's {amount}
   C: i'll pay {amount} today and the rest on {date}
   A: that's fine, i'll just open the payment screen (4s) and your card number please
   C: {pan halting} | {pan} | {pan turns}
   A: start date or just expiry
   C: just expiry, {expiry}
   A: and the three digit code
   C: {cvv}
   chat 6

   A: that's saying declined i'm afraid
   C: declined, there should be plenty in there
   A: do you want to try it again or have you got another one
   chat 3
   C: i'll try my husband's, hang on (6s) {pan second announced} | use this one then, {pan second announced turns}
   A: and the expiry on his
   C: {expiry second}
   A: and security
   C: {cvv second}
   A: that one's gone through, so it's {amount} on the card ending {last4 second}
   C: thank goodness for that

   C: it's for my dad, he's having his cataract done privately and wants to pay the deposit
   A: what's his hospital number
   C: {n7=hosp}
   A: {n7=hosp}, thank you, and his date of birth
   C: {birthDate}
   A: the deposit is {bill}, and the surgery is on {date}
   chat 9
   C: he's got the card here, he'll tell me and i'll tell you, {pan third announced}
   A: and the expiry date
   C: {expiry}
   A: and the numbers on the back
   C: {cvv}
   A: i'll post a receipt to {house} church lane

   C: we hired a van off you on {date} and i've got a bill for the scratch
   A: can you give me the agreement number
   C: {n8 plain}
   chat 9
   A: it is {amount} and it'd come off the card you left, the one ending {last4}
   C: no that one's been cancelled, can you use this, {pan second announced}
   A: okay and that one's good till when
   C: {expiry second}
   A: c v c
   C: {cvv second}

   A: and to become a friend of the museum it's {amount} a year
   C: okay sign me up
   chat 6
   A: would you like to do that by direct debit or on a card
   C: card please
   A: okay so when you're ready, the long card number
   C: yep, sorry my hands are full (5s) {pan} | {pan blocks}
   A: and expiry
   C: {expiry}
   A: perfect, your membership number is {n6}
   chat 6

   C: i need to change the name on a flight, i put my maiden name
   A: okay what's the reference
   C: {bookref}
   chat 6
   A: so the airline charges {amount} for that, and there's our fee of {small}
   C: right, well, i've not got a lot of choice have i
   A: i can take that on any card
   C: okay, card number {pan announced} expiry {expiry announced} and the code is {cvv announced}
   A: oh you've done this before, bear with me
   chat 6
   A: okay that's all changed, {flight} on {date}`,
);
