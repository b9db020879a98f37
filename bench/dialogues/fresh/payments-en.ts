/**
 * Fresh: English calls in which a payment card is given.
 */
import { numbered } from '../unseen/numbered.js';

export const freshPaymentsEnglish = numbered(
  'p',
  1,
  `A: hartley house, reception speaking
   C: hi, we've a double from the {date} and the email says you want a card to hold it
   A: that's right, nothing comes off it today, whenever you're ready
   C: it's a visa, {pan blocks turns} | okay it's {pan blocks slow} | {pan}
   A: and when does it run out
   C: {expiry}
   A: and i'll need the three on the back as well, sorry
   C: {cvv}
   A: super, {count} nights at {amount}, your reference is {n6}

   C: i saw the appeal last night and i want to give {amount}
   A: oh that's so kind, would you like to do it over the phone
   C: yes i've it in my hand, the bit on the back says {cvv announced}
   A: thank you, and now the long one on the front
   C: {pan} | {pan halting}
   A: lovely and it's good until
   C: {expiry}
   A: can i claim gift aid, what's the postcode
   C: {postcode} number {house}

   A: thank you for calling the payment line, please say your twelve digit customer reference
   C: {n12=ref plain}
   A: i heard {n12=ref}, is that correct
   C: yes
   A: please say your sixteen digit card number now
   C: {pan} | {pan blocks slow} | {pan blocks}
   A: thank you, now say the expiry date, month first
   C: {expiry}
   A: lastly say the three digit security code
   C: {cvv}
   A: your payment of {amount} was accepted, your authorisation number is {n6}

   A: hi, i'm the virtual assistant for northway energy, i can take a payment for you, shall we begin
   C: yeah go on
   A: great, what's the number on your card
   C: {pan} | um {pan pauses}
   A: just to make sure i've got it, that's {pan back}, right
   C: no, the last four are {last4} | yeah that's it
   A: got it, and the expiry
   C: {expiry}
   A: so {expiry back}, and the security code
   C: {cvv}
   A: thanks, you've paid {amount}

   A: so that's the two jackets and the boots, {amount} with postage
   C: do you take mastercard
   A: we do, fire away
   C: {pan blocks}
   A: sorry love you're breaking up, say it again after {head}
   C: {pan after}
   A: perfect, and the end date
   C: {expiry}
   A: security digits
   C: {cvv}
   A: that's order {n8}, with you by {date}

   A: i've got {pan back} is that it
   C: no you've swapped two, after the first four it's {pan after}
   A: {pan after back}, okay, and the date
   C: {expiry}

   C: i'm ringing to settle the bill for my mother's chair
   A: of course, account number please
   C: {n9 plain}
   A: {amount} outstanding, and how would you like to pay
   C: with this one, {pan announced}
   A: hmm that one's come back declined
   C: oh it's the old one sorry, try this, {pan second announced}
   A: and its expiry
   C: {expiry second}
   A: and the last three
   C: {cvv second}

   A: and who's paying today
   C: my husband, i'll hand you over (5s) hello, yes
   A: hello sir, could i just have the card number from you
   C: yep, {pan} | right you are, {pan blocks turns}
   A: expiry date
   C: {expiry}
   A: and the signature strip number
   C: {cvv}

   A: name as it's shown on the card
   C: it's mrs {spelled}
   A: is that {spelled}
   C: no no, {spelled}
   A: thanks, and the number
   C: {pan}
   A: date of birth for our records
   C: {birthDate}
   A: and the expiry on that card
   C: {expiry}
   A: and postcode
   C: {postcode}
   A: then just the c v v
   C: {cvv}

   C: can i use american express
   A: you can
   C: {pan amex blocks announced} | {pan amex}
   A: and that's valid to
   C: {expiry amex}
   A: there are four little digits on the front, above the number
   C: {cvv amex} | oh yes, {cvv amex}
   A: brilliant, {amount} all paid

   A: riverside dental, are you calling about the invoice
   C: yes it's number {n6}, {amount}
   A: is it still the card ending {last4 second}
   C: no that got stolen, i've a new one
   A: okay read it to me slowly then
   C: {pan slow} | {pan halting} | {pan echo}
   A: from when till when
   C: it just says {expiry}
   A: flip it over for me, what are the last three
   C: {cvv}

   C: so i've got the reference off the ticket, it's {n10 plain}
   A: yes, the {date} at {time}, {amount} if you pay now
   C: fine, debit card
   A: hold on, i'll stop the recording (4s) okay go ahead
   C: {pan third} | {pan restart}
   A: what's it good to
   C: {expiry}
   A: and the code
   C: {cvv}

   A: can you read me the long number dear
   C: is it {n6}
   A: no that's your sort code, the long one in the middle
   C: oh i need my other glasses (8s) here we are, {pan halting} | right, {pan pauses} | now then, {pan fixed}
   A: you're doing great, and it says valid thru something
   C: {expiry}
   A: and on the back at the end of the white strip
   C: {cvv} | {cvv same}

   A: it's {amount} in total, did you want to split it
   C: yes please, half on mine, {pan announced}
   A: expiry and security
   C: {expiry}, and {cvv}
   A: and the other half
   C: that's {pan second announced}, {expiry second}, and {cvv second}
   A: all gone through, bon voyage

   A: city gym, joining is {amount} and then {amount} a month
   C: my card's a bancontact one from belgium, does it work | it's a maestro, is that alright
   A: try it, what does it say across the front
   C: {pan}
   A: and the date underneath
   C: {expiry}
   A: i'm not seeing a code, is there one
   C: there's {cvv} on the back

   C: yeah just stick it on this, {pan bare}, {expiry bare}, {cvv bare}
   A: okay give me a second, that's {amount}
   C: cheers

   C: right it's a visa debit, the number is {pan announced}, expires {expiry announced}, the three on the back are {cvv announced}, name of {spelled}
   A: wow you've done this before, paid, receipt {n7}

   A: to confirm it's you can i take your date of birth
   C: {birthDate}
   A: first line of the address
   C: {house}, {postcode}
   A: and now the full card number, that's the one you've lost yes
   C: i've a photo of it, {pan} | {pan first} hang on it's gone dark ... {pan rest}
   A: thank you i've blocked that, a new one comes by {date}

   A: we'd pay you with a virtual card, have you got a pen
   C: go for it
   A: so it's {pan announced blocks} | {pan announced slow}
   C: {pan back}
   A: yes, and it expires {expiry announced}
   C: and the code
   A: {cvv announced}

   A: okay and the number
   C: {pan turns} | {pan}
   A: and the date
   C: {expiry}
   A: and the last bit
   C: {cvv}
   A: and how many of you
   C: {count}

   A: please speak your card number after the tone
   C: {pan}
   A: sorry, i did not get that, please try again
   C: {pan}
   A: thank you, please speak the month and year of expiry
   C: {expiry}
   A: i heard {expiry back}, say yes or no
   C: yes

   C: i'd like to top up {phone}
   A: sure, by how much
   C: twenty | {amount}
   A: and the card you're topping up with
   C: {pan first} ... you still there
   A: yes i am, carry on
   C: {pan rest}
   A: when does it expire
   C: {expiry}
   A: and the number on the reverse
   C: {cvv}

   A: before the number, when does the card expire
   C: it's {expiry}
   A: and now the number itself
   C: {pan}
   A: and what's the c v c
   C: {cvv}
   A: i'll read that back, {pan back}, {expiry back}
   C: that's right

   C: i've to pay the vet for the dog, {amount}
   A: have you got your card to hand
   C: i do but the kids are shouting, {pan third} | {pan blocks third}
   A: it's alright, and the start, oh no sorry i mean the end date
   C: {expiry}
   A: security number please
   C: sorry which one's that
   A: three digits, signature side
   C: got you, {cvv}

   A: could you repeat the third group for me
   C: {pan part announced}
   A: {pan part back}, okay so altogether {pan back}
   C: correct
   A: and the c v v two
   C: {cvv}

   C: it's a diners card, do you take those, or there's a j c b | i only have a union pay
   A: we take them all, what's the number
   C: {pan query} | {pan blocks query}
   A: month and year
   C: {expiry}
   A: then i just need the c i d or security code
   C: {cvv} that's all it says`,
);
