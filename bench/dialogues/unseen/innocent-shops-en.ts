/**
 * Unseen: English calls without a payment card: shops, parcels, banks, insurers, clubs, schools, charities.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenShopsEnglish: readonly Scenario[] = numbered(
  'i',
  43,
  `C: where's my parcel please
   A: have you got the tracking number
   C: {tracking} | it's {#1550XXXXXXXXXX}
   chat 6
   A: it was left with number {house}
   C: i've been there, they haven't got it
   chat 9
   A: the driver's marked it at {time} on {date}

   C: i ordered a table and it's come with a leg missing
   A: what's the order number
   C: {n9=ord plain} | {n8=ord plain}
   A: {n9=ord plain} | {n8=ord plain}
   chat 12
   A: and the batch number on the box
   C: {n6} | {n4} {letter}
   A: i'll send a leg out, {count} days

   C: i've a gift card and it won't go through on the website
   A: can you read me the number under the scratch panel
   C: it's {#6335XXXXXXXXXXXXXXX} | {#9826XXXXXXXXXXXX}
   A: and how much should be on it
   C: {small}
   chat 9
   A: it hasn't been activated at the till, when did you get it
   C: {date}

   A: so your points, can you read me your loyalty number
   C: {#9826XXXXXXXXXXXXXXX} | {#308XXXXXXXX}
   A: thanks, you've got {points}
   C: what's that in money
   A: {small}
   chat 12

   C: do you have these in stock, i've got the product code
   A: yes go on
   C: {n3} {n4} | {n7}
   A: that's the white one, we've got {count}
   C: and how big is it
   A: {size}
   chat 9

   C: i want to return something i bought in the shop
   A: have you got the receipt
   C: i have
   A: there's a number at the bottom, under the bar code
   C: gosh that's long, {n16 plain} | {n4} {n4} {n4} {n2}
   chat 9
   A: that'll go back on the card you used, ending {n4}
   C: okay great

   C: i've got a strange payment on my account
   A: i'll help you with that, what's it say
   C: {amount} on {date}, some company i've never heard of
   chat 12
   A: have you still got the card on you
   C: yes
   A: i don't need the number, i'll block it and send another, {count} days
   chat 6

   C: how do i set up the app
   A: i'll send you a registration number by post, or i can read it
   C: read it please
   A: {n10=reg plain}
   C: {n10=reg plain}
   A: that's it
   chat 12

   A: home insurance, is it a new quote
   C: it's a renewal, it's gone up
   A: what's the policy number
   C: {policy} | it's {n9 plain}
   chat 12
   A: what's the rebuild cost
   C: {bigsum}
   A: and you've had no claims for {count} years
   chat 9
   A: i can do {amount}

   C: somebody's driven into me
   A: is everyone okay
   C: yes just shaken up
   chat 12
   A: did you get their registration
   C: {plate}, and their insurance is {n8 plain}
   A: and when was it
   C: {date}, about {time}
   A: your claim number is {n10 plain}
   chat 9

   C: i want to know what my pension's worth
   A: what's the plan number
   C: {n8 plain} | {n7} {letter}
   A: and your date of birth
   C: {birthDate}
   chat 12
   A: it's {bigsum} as of {date}
   C: it was more than that last year

   C: can i speak to somebody about my mortgage
   A: what's the account number
   C: {n8 plain} stroke {n2}
   chat 15
   A: so it's {bigsum} left over {count} years
   chat 6

   A: library
   C: i can't log in, it says my number's wrong
   A: read me the number under the bar code
   C: {#200XXXXXXXXXXX} | {n14 plain}
   A: oh there's a letter at the end of yours now
   chat 9
   C: and what have i got out
   A: {count} books, all back on {date}

   C: hello i'm the treasurer of the bowls club
   A: how can i help
   C: we need the charity number on our letters, it's {#1XXXXXX}, is that right
   chat 15
   A: and the year end's still {date}
   C: it is

   C: is my son in the under nines or the tens this year
   A: when's his birthday
   C: {birthDay}
   chat 15
   A: training's {time} on {date}
   C: great

   C: my gym pass won't open the gate
   A: what's the number on the fob
   C: {n10 plain} | {n8}
   chat 12
   A: try it now
   C: okay (6s) yes

   A: exams office
   C: i never got my certificate
   A: what was your candidate number
   C: {n4}, and the centre was {n5}
   chat 12
   A: and the unique number, thirteen digits
   C: {#XXXXX0XXXXXXX}
   A: it's {small} for a copy, you can do it online
   chat 6

   C: could i book the village hall
   A: when for
   C: {date}, from {time} till {time}
   chat 12
   A: it's {small} an hour
   C: okay let me talk to the others

   C: i wanted to ask whether you take old furniture
   A: we do as long as it's got the fire label
   chat 18
   A: we could be there on {date}
   C: {house} prospect place

   C: the printer says the ink's not recognised
   A: what's the number on the cartridge
   C: {n3} x l | {n4}
   A: and the serial number of the printer
   C: {serialno}
   chat 12
   A: your case is {n10 plain}, if you need to ring again

   A: how was your experience with us, on a scale of one to ten
   C: ooh, an eight
   chat 15
   A: and how long did you wait
   C: about {mins} minutes
   chat 6

   C: hi, i'm ringing about the job
   A: oh yes, which one
   C: reference {n5}, the warehouse one
   chat 18
   A: could you do {date} at {time}
   C: i can yes
   A: ask for dave at gate {one}`,
);
