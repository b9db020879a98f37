/**
 * Unseen: English calls without a payment card: energy, telephone, houses, councils, taxes, the law.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenHomeEnglish: readonly Scenario[] = numbered(
  'i',
  22,
  `C: i've got a meter reading for you
   A: brilliant, what's your account number
   C: {n10 plain} | a dash, {n8 plain}
   A: and the reading
   C: it's {n5} | the top one's {n5} and the bottom one's {n5}
   chat 9
   A: that brings you to {amount} in credit
   C: oh nice

   C: i've moved in and i don't know who my electric's with
   A: is there a long number on the meter, or on an old bill, it'll be in a box with an s
   C: yes there's a number with an s, {#10XXXXXXXXXXX} | yeah, {#20XXXXXXXXXXX}
   A: and the postcode
   C: {ukpostcode}
   chat 12
   A: and when did you get the keys
   C: {date}

   A: broadband faults
   C: it keeps dropping out
   chat 9
   A: can you see a sticker on the back of the router with a serial number
   C: hang on i'm under the desk (6s) {serialno}
   A: and the lights, what colour
   C: two green, one orange
   chat 9
   A: i'll send an engineer {date} between {slot}

   C: my new sim's arrived and it says ring to activate it
   A: okay there's a long number printed on the card the sim came in
   C: all of it
   A: all of it please
   C: {#8944XXXXXXXXXXXXXX luhn} | it's {#894411XXXXXXXXXXXX luhn}
   A: and the mobile number you want to keep
   C: {phone}
   chat 9
   A: give it {count} minutes and turn it off and on

   C: somebody's nicked my phone
   A: i'm sorry to hear that, i can block it, if you've got the i m e i
   C: is that the one on the box
   A: yes fifteen digits
   C: {#35XXXXXXXXXXXX luhn} | {#86XXXXXXXXXXXX luhn}
   chat 6
   A: and when did it happen
   C: {date}, about {time}
   A: you'll need a crime number as well for the insurance
   chat 6

   C: my bins weren't done
   A: what's the postcode
   C: {ukpostcode}
   A: and the house number
   C: {house}
   chat 12
   A: they'll come back by {date}
   C: lovely

   A: council tax
   C: i think you've got us on the wrong band
   A: what's your account reference
   C: {n8=acc plain} | {#77XXXXXXX=acc}
   A: thanks, that's {house} mill lane
   C: yes
   chat 9
   A: band d is {bill} for the year, so {amount} over ten months
   chat 6

   C: i want to query my tax code
   A: what code have they given you
   C: {taxcode}, it was {taxcode} last year
   chat 9
   A: and the employer's reference, it's on your payslip
   C: {n3} stroke {letter} {n4}
   A: so your allowance has gone down by {amount}
   chat 9

   C: hi i'm calling to register for v a t
   A: have you already had a number through
   C: they gave me one, g b {#2XXXXXXXX} | yes, {#3XXXXXXXX}
   chat 12
   A: the first return's due on {date}
   C: okay

   C: i'm selling my house and i need to know where the searches are
   A: do you have the case number
   C: {n6} stroke {n2} | yes it's {n6}
   chat 18
   A: we're aiming for {date}
   C: everyone keeps saying that

   A: police non emergency
   C: i want to add something to a report
   A: have you got the crime reference
   C: {n2} stroke {n6} stroke {n2}
   chat 9
   C: it was a white van, the plate was {plate}
   A: and that was what time
   C: {time}

   C: i've had jury service through
   A: what's the juror number
   C: {#1XXXXXXXX} | {n9 plain}
   chat 9
   A: and you'd like to defer it
   C: yes, we're away till {date}
   chat 6

   C: the lift's stuck again at {house} park court
   A: what's the number on the plate inside, by the buttons
   C: {n2} {n4} | {n6}
   A: anyone in it
   C: no thank god
   chat 9
   A: i've got someone {mins} minutes away, job number {n7 plain}

   C: i'd like some carpet measured
   A: what room is it
   C: the bedroom, it's about {size}
   chat 12
   A: that'd be around {bill} fitted
   C: okay
   A: what's the address
   C: {house} wellington road, {ukpostcode}

   C: the washing machine's showing an error
   A: which one
   C: e {two}
   A: and the model and serial number, inside the door
   C: hold on (5s) model {model}, and the serial is {n11 plain} | model {model}, serial {n4} {n8}
   chat 9
   A: when did you buy it
   C: {bought}
   chat 6

   C: can you tell me when my fixed deal ends
   A: security question first, what's the first line of your address
   C: {house} queens road
   chat 12
   A: it ends on {date}, you're on {pence} a unit and it'd go to {pence}
   C: blimey

   A: you need to send it by bank transfer, have you got a pen
   C: go on
   A: sort code {n2} {n2} {n2}, account {n8 plain}, and use your invoice as the reference
   C: which is {n6}
   A: that's it
   chat 9

   C: our alarm's going off and i can't stop it
   A: is there a fault number on the keypad
   C: it says zone {two}
   chat 9
   A: hold the hash key for {count} seconds
   C: okay (8s) it's stopped
   A: what's your contract number
   C: {n7}
   chat 6

   C: i'd like to complain about a neighbour's building work
   A: is there a planning number on the notice
   C: {n2} stroke {n5}
   chat 18
   A: you've got until {date} to comment

   C: hello i've had a missed call from this number
   A: okay, what's your number and i'll see
   C: {phone}
   chat 15
   A: it was only about your survey

   C: how do i get a skip
   A: what size do you want, a six yard or an eight
   C: what's the difference
   chat 12
   A: the eight's {bill} for {count} days, and a permit's {small}
   C: leave it with me`,
);
