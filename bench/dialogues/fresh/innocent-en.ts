/**
 * Fresh: English calls full of numbers, none of them of a payment card.
 */
import { numbered } from '../unseen/numbered.js';

export const freshInnocentEnglish = numbered(
  'i',
  1,
  `A: what's the reading on the gas meter
   C: it's {n5}, and the red ones are {n3}
   A: and the serial number above it
   C: {serial} | {n10 plain}
   A: so that's {n4} units since {date}, around {amount}

   C: i want to know where my parcel's gone, the tracking number is {n16} | it's {n18}
   A: can you read the last eight for me
   C: {n8}
   A: it left the depot at {time}, it's van {n2}, stop {n3}
   C: and when's it due
   A: between {time} and {time}

   A: i've got you in room {n3} from the {date}, checkout is {time}
   C: and the door code
   A: it's on your email, parking space {n2}, wifi costs {amount}
   C: how much was the total
   A: {amount}, you paid it with the card ending {last4}

   C: can i give you my details for the refund, sort code {n6}
   A: yep
   C: account number {n8}
   A: and the refund's {amount}
   C: when will i see it
   A: three to five working days, so by the {date}

   A: surgery, what's your date of birth
   C: {birthDate}
   A: and your n h s number if you have it
   C: {n10 plain}
   A: so that's {n3} milligrams twice a day for {count} weeks, next appointment {date} at {time}

   C: i've a lottery number with you, {n7 plain}
   A: when did you start playing
   C: {date}, two goes a week at a pound
   A: and can i take your postcode
   C: {postcode}, number {house}
   A: you won five pounds in draw {n4}

   A: you're on the fixed tariff at {n2} pence a unit until {date}
   C: and the standing charge
   A: {n2} pence a day, and you've used {n4} kilowatt hours
   C: so per year
   A: about {amount}, it goes up {percent} in april

   C: two returns to leeds, {date} at {time}
   A: platform {n2}, change at york, arrives {time}
   C: how much with a railcard
   A: {amount}, the railcard number please
   C: {n11 plain}

   A: tech support, could you read me the serial number on the router
   C: {n12 plain} | {serial}
   A: and the i m e i on the phone
   C: {n15 plain}
   A: and press the button for ten seconds until you see the two lights
   C: it says error {n3}

   A: thank you for calling, for new orders press one, for refunds press two, for anything else press nine
   C: two
   A: your call is important, you are number {count} in the queue, the wait is {n2} minutes
   C: agent please
   A: please say your order number
   C: {n9=order plain}
   A: i heard {n9=order}, say yes if that's right

   C: it's about my policy, number {n10 plain}
   A: and the mileage
   C: {n5}
   A: registration
   C: {plate}
   A: it renews on {date}, premium {amount}, excess {amount}

   A: do you have your loyalty card
   C: yes, {#6335XXXXXXXXXXXX} | the number is {#9826XXXXXXXXXXXX}
   A: you have {n4} points, that's {amount} off
   C: can i use them in store
   A: yes till {date}

   C: i need to change my direct debit to the {date}
   A: of the month, sure, what's your account with us
   C: {n8=acct plain}
   A: {n8=acct}, and it's {amount} every month
   C: for twelve months
   A: eighteen actually, until {date}

   A: your new card will arrive in five to seven days, the pin follows two days later
   C: and if it doesn't
   A: ring us back on {phone}, we're open {time} to {time}
   C: got it, {phone}
   A: and your old card stops working on {date}

   C: can i pay by card in the shop
   A: cards or cash, we take all of them, over ten pounds
   C: and what time are you open
   A: {time} till {time}, sundays from eleven
   C: item number {n6}, is it in stock
   A: we've {count}, {amount} each

   A: the address is {house} station road, {postcode}
   C: and the code for the gate
   A: it's flat {n2}, third floor, ring {phone} when you're there
   C: see you at {time}

   C: i've a flight with you, {flight}, ticket number {n13 plain}
   A: leaving at {time} from gate {n2}, seat {n2} a
   C: and the baggage
   A: twenty three kilos, extra is {amount}

   A: and the baby's weight, {n1} point {n1} kilos, length {n2} centimetres
   C: she was {n1} point {n1} last time
   A: temperature {n2} point {n1}, give her two point five mil every six hours
   C: four times a day then
   A: yes up to five days

   C: council tax, my reference is {n8 plain}
   A: band c, {amount} a year over ten months
   C: and the number of the bill
   A: {n12 plain}, due on the {date}

   A: read me the twelve digits under the barcode
   C: {n12} | {n13}
   A: and the batch on the bottom
   C: {n6} best before {date}
   A: we'll send {count} new tins and a voucher for {amount}

   C: what's my balance
   A: what's the account number
   C: {n8}
   A: and the first and third digit of your passcode
   C: four and nine
   A: {amount}, last payments were {amount}, {amount} and {amount}

   A: who's your pension with
   C: scheme number {n10 plain}, started in {year}
   A: retiring in {year}, at {count} percent growth that's {amount}
   C: and if i go two years earlier
   A: in {year} it'd be {amount}

   C: i'm in group {n2}, start time {time}, what's my bib
   A: bib {n4}, wave {n1}, and the chip is {n7}
   C: how long is it
   A: ten k, the cut off is one hour fifty

   A: let me read back the measurements, {n3} by {n3} by {n2}, and {n4} millimetres for the worktop
   C: no {n4}
   A: so {n4}, delivery on the {date}, {amount}
   C: my mobile is {phone}

   C: my case number's {n9 plain}, i rang on the {date}
   A: i see that, ticket {n7}, priority {n1}, agent {n4}
   C: and the callback number you have
   A: {phone}
   C: no it's {internationalPhone}

   A: parents evening is {date}, slot {time}, room {n2}
   C: he's in seven b, pupil number {n6}
   A: and dinners are {amount} a day, {count} days owed
   C: i paid it online on the {date}, reference {n8}`,
);
