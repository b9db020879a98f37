/**
 * Unseen: English calls in which a payment card is given, part two: shops, food, clubs, charity, work, and mishaps.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenMorePaymentsEnglish: readonly Scenario[] = numbered(
  'p',
  16,
  `C: can i get some flowers sent to my nan for {date}
   A: course you can, what sort of thing are you after
   chat 9
   A: so that's the medium one at {amount} plus {small} delivery, what's the address
   C: {house} orchard close, {ukpostcode}
   A: and what would you like on the card, the little card i mean
   C: happy ninetieth nan, lots of love
   A: ah bless, okay and your payment card
   C: yep {pan} | okay it's {pan blocks}
   A: expiry
   C: {expiry}
   A: and c v v
   C: {cvv}

   C: table for {count} on saturday please
   A: for that size we take a deposit of {small} a head i'm afraid
   C: no that's fine
   chat 6
   A: can i take a number for you
   C: {phone}
   A: and then the card number
   C: {pan} | {pan turns}
   A: expiry date
   C: {expiry}
   A: great we'll see you at {time}

   A: thank you for wanting to give, may i ask what made you ring today
   C: i saw the film on the telly about the lifeboats
   chat 9
   C: i'd like to give {small}, just the once
   A: that's so kind, and are you a tax payer
   C: i am yes
   A: okay then the name as it is on the card, and the number
   C: mrs d okafor, and it's {pan} | d okafor, {pan slow}
   A: and the expiry date
   C: {expiry}
   A: and the last three digits on the back
   C: {cvv}
   A: i'll read you the number back if that's okay, {pan back}
   C: spot on

   C: large pepperoni, two garlic breads and a coke, it's for delivery
   A: what's the address
   C: flat {one}, {house} station road
   A: that's {small}, cash or card
   C: card, {pan announced}
   A: expiry
   C: {expiry}
   A: three on the back
   C: {cvv}
   A: about {mins} minutes

   C: i've got your catalogue in front of me, page {two}
   A: what's the item number
   C: {n3} {n4} | it's {n6}, no, {n6}
   chat 6
   A: and what size
   C: a fourteen please, and the same again in the navy
   A: that's {amount} with postage
   C: put it on my card, you should have it
   A: i've got one ending {last4}, is that still right
   C: no they sent me a new one, {pan second announced} | ooh no it's a new one, shall i read it, {pan second announced blocks}
   A: and expiry on the new one
   C: {expiry second}
   A: and security number
   C: {cvv second}

   A: your membership ran out on {date}, do you want to carry on
   C: yeah i do, what's it now
   A: {small} a month, or {bill} if you pay up front
   C: up front then
   chat 9
   A: shall i use the same card
   C: no, here's the joint one, {pan announced blocks} | no use my new one please, {pan announced}
   A: okay
   C: {expiry announced}
   A: and the c v v
   C: {cvv}
   A: that's you till next year

   C: i'm at the garage, the car's ready but my wife's picking it up, can i pay you now
   A: yeah course, what's the reg
   C: {plate}
   A: okay it was the brakes and the service, {bill} all in
   C: ouch, okay
   chat 3
   A: when you're ready
   C: {pan} | so it's {pan pauses}
   A: expiry
   C: {expiry}
   A: and the little three
   C: {cvv}
   A: tell her we're open until {time}

   C: hello, it's about my son's school trip
   A: which year's he in
   C: year nine
   chat 6
   A: there's {amount} left to pay and it needs to be in by {date}
   C: i'll do it now, can you hear me okay, i'm on the train
   A: just about
   C: right i'll whisper, {pan bare} | okay {pan bare turns}
   A: sorry you broke up after the first bit, could i have it again
   C: {pan}
   A: thank you and the expiry
   C: {expiry}

   A: accounts
   C: hi i've got an invoice from you, {n6=inv}, i'd like to pay it on the company card
   A: {n6=inv}, let me see, is that the one for {amount}
   C: yes that's the one
   chat 6
   A: fire away
   C: {pan} | {pan turns}
   A: valid until
   C: {expiry}
   A: and security
   C: {cvv}
   A: what email should the receipt go to
   C: accounts at our company dot com

   C: yeah i need to top up my phone
   A: okay is it for the number you're calling from
   C: no it's {phone}
   A: {phone}, and how much
   C: {small}
   A: and the card
   C: {pan restart} | {pan fixed}
   A: and expiry
   C: {expiry}
   A: c v v
   C: {cvv}
   chat 3

   C: i paid for a course and the payment bounced, they told me to ring
   A: yes i can see that, it looks like one digit of the card was wrong
   chat 6
   A: can we take it again slowly
   C: of course, {pan slow} | yes, {pan query}
   A: super, and the month and year
   C: {expiry}
   A: and the three on the back
   C: {cvv}
   A: it's gone through this time, {amount} on {date}

   A: so i've got the theatre tokens at {amount}, anything else
   C: no that's it
   A: and what's the first four of the card
   C: {pan blocks turns} | okay, {pan blocks turns}
   A: last one was {last4}, is that right
   C: yes
   A: and the expiry please
   C: {expiry}
   A: and the three on the strip
   C: {cvv}
   chat 6

   C: my daughter's locked out of her flat, can you send somebody
   A: where is she
   C: {house} albert street, {ukpostcode}
   A: it's {amount} at this time of night and we take payment up front
   C: okay
   chat 3
   A: card number
   C: {pan} | {pan third}
   A: expiry
   C: {expiry}
   A: c v v
   C: {cvv}
   A: he'll be {mins} minutes

   A: just so i've got everything, i need the security code again as it timed out
   C: the one on the back
   A: yes the three digits
   C: {cvv} | it's rubbed off a bit, {cvv}
   chat 6
   A: great, {amount} has been taken and your order is {n9 plain}

   C: i think you've got an old expiry date for me, my streaming's stopped
   A: let me check, yes the card ending {last4} expired
   chat 6
   A: what's the date on the new one
   C: {expiry}
   A: has the number changed
   C: yes it has, {pan second announced} | it has actually, {pan second announced blocks}
   A: lovely and the code
   C: {cvv second}

   C: i'd like to pay my mum's care home fees, resident number {n5}
   chat 9
   A: it's {bill} for the month
   C: the card number is {pan announced}, and it's {expiry announced} for the expiry
   A: hang on, let me just catch up, you said {pan back}
   C: yes
   A: and the security code
   C: {cvv}
   chat 6

   C: i'm just going to give you my card, it's {pan first bare}
   A: sorry can i stop you there, we don't take cards over the phone, i'll send you a link
   C: oh, okay, i didn't know
   A: what's the best number to text it to
   C: {phone}
   chat 9`,
);
