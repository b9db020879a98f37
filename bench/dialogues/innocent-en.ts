/**
 * English calls without a payment secret, full of numbers.
 */
import { scenario, type Scenario } from './template.js';

export const innocentEnglish: readonly Scenario[] = [
  scenario(
    'order number',
    `A: can i have your order number please | what is the order number | do you have your order number there
     C: yes it is {n6-11} | my order number is {n6-11} | {n6-11} | order number {n7-10}
     A: okay thank you | perfect i can see it here
     chat`,
  ),
  scenario(
    'order number, announced by the caller',
    `C: hi i am calling about my order, the number is {n6-10} | it is about order {n6-9} | the order number is {n8-11}
     A: let me have a look
     chat`,
  ),
  scenario(
    'reference number',
    `A: is there a reference on the letter | can you give me the reference number
     C: yes the reference is {n7-11} | it says {n7-11} | reference {n8} ... if that helps
     A: thank you | i found it`,
  ),
  scenario(
    'reference, asked for in other words',
    `A: what does it say at the top of the letter | can you read me what is on the label
     C: it says {n6-10} | {n7-10} | that would be {n8-11}
     A: okay great`,
  ),
  scenario(
    'customer number',
    `A: could i take your customer number | and your customer number please
     C: my customer number is {n6-10} | {n8-12 plain} | it is {n6-10}
     A: thanks | lovely thank you
     chat`,
  ),
  scenario(
    'long customer number',
    `C: my customer number is {n13-16 plain} | the customer number is {n14 plain}
     A: thank you let me check
     chat`,
  ),
  scenario(
    'phone number, asked for',
    `A: what is the best phone number to reach you | can i take a contact number please | what is your telephone number
     C: it is {phone} | {phone} | my mobile is {phone}
     A: okay | so that is {phone} | lovely`,
  ),
  scenario(
    'phone number, announced',
    `C: you can call me back on {phone} | my mobile is {phone} thanks | my phone number is {phone}
     A: thank you | let me just read that back {phone}`,
  ),
  scenario(
    'phone number, unannounced',
    `A: how can we get hold of you | and how do we let you know
     C: {phone} | just use {phone} | well {phone} should do`,
  ),
  scenario(
    'phone number with country code',
    `C: my number is {internationalPhone} | the phone number is {internationalPhone}
     A: is that a mobile
     C: yes it is`,
  ),
  scenario(
    'dates',
    `A: when did you place it
     C: on {date} | it was {date}
     A: and when was it supposed to arrive
     C: {date} or {date} at the latest
     chat`,
  ),
  scenario(
    'birth date',
    `A: can you confirm your date of birth for me | what is your date of birth please | and your birthday
     C: {birthDate} | yes it is {birthDate}
     A: thank you for that`,
  ),
  scenario(
    'appointment',
    `A: i can offer you {date} at {time} or {date} at {time}
     C: can we make it {date} at {time} | {time} would be fine
     A: okay {date} at {time} then`,
  ),
  scenario(
    'amounts',
    `C: i was charged {amount} twice in april | the total came to {amount} but i paid {amount} | the bill says {amount}
     A: so we refund {amount}, that leaves {amount}
     chat`,
  ),
  scenario(
    'address',
    `A: what is the address | and the delivery address please
     C: {house} park street, the zip code is {zip} | it is {house} station road | {house} elm avenue apartment {count} zip {zip}
     A: thank you`,
  ),
  scenario(
    'postcode',
    `A: what is the postcode | and your postcode please
     C: {postcode} | it is {postcode} | the postcode is {postcode}
     A: and the house number
     C: {house} | number {house}`,
  ),
  scenario(
    'meter reading',
    `A: can i take the meter reading | what does the meter say
     C: the meter says {meter} | {meter} | it reads {meter} point {count} | gas is {meter} and electricity {meter}
     A: {meter} okay | thank you`,
  ),
  scenario(
    'tracking number',
    `A: do you have the tracking number
     C: the parcel tracking number is {n10-12 plain} | yes {n10-12 plain} | tracking number {n9-11}
     A: okay let me look that up`,
  ),
  scenario(
    'long tracking number',
    `C: the tracking number is {n14-18 plain} | my parcel number is {n13-16 plain}
     A: okay let me look that up`,
  ),
  scenario(
    'quantities',
    `C: i would like {count} of the small ones and {count} of the large | can i order {count} boxes with {count} each
     A: {count} and {count} so {count} in all, that takes {count} to {count} days
     C: yes please`,
  ),
  scenario(
    'flight',
    `C: my flight is {flight} on {date} | i am booked on {flight} at {time}
     A: and the booking reference
     C: {booking} | it is {booking}`,
  ),
  scenario(
    'years and percentages',
    `C: we have been customers since {year} | i bought it in {year} and again in {year}
     A: then you get {percent} off instead of {percent}
     C: it was {percent} in {year}`,
  ),
  scenario(
    'account talk',
    `C: i would like to know the balance of my account | i have a question about my account
     A: your balance is {amount} and {amount} is pending since {date}
     C: but i transferred {amount} on {date}
     A: i can see {count} payments, {amount} and {amount}`,
  ),
  scenario(
    'bank account number',
    `A: which account should the refund go to
     C: sort code {n6} and the account number is {n8} | account number {n8}, sort code {n6}
     A: thank you`,
  ),
  scenario(
    'lost card',
    `C: i lost my card yesterday at {time} and i would like to block it | my credit card was stolen on {date}
     A: i am sorry to hear that, when did you last use it
     C: on {date} at {time}, i paid {amount} | about {count} days ago
     A: a new one takes {count} to {count} days`,
  ),
  scenario(
    'lost card, then birth date',
    `C: hello i lost my credit card | i need to report my card stolen
     A: for security can you tell me your date of birth | okay what is your date of birth please
     C: {birthDate} | it is {birthDate}
     A: thank you it is blocked now`,
  ),
  scenario(
    'lost card, then phone number',
    `C: i have lost my debit card and want a new one
     A: can i take a phone number | what is your mobile number
     C: {phone} | it is {phone}
     A: and the address
     C: {house} park street`,
  ),
  scenario(
    'card ending in',
    `A: is that the card ending in {n4=last} | i can see the card ending {n4=last}
     C: yes the one ending in {n4=last} | yes that is right
     A: okay that one is valid`,
  ),
  scenario(
    'card talk',
    `C: can i pay by card when they come | do you take american express | is there a fee if i pay by credit card
     A: yes we take all cards from {amount} on | there is a fee of {percent}
     C: and how long does it take
     A: {count} to {count} days`,
  ),
  scenario(
    'card charged twice',
    `C: my card was charged twice, {amount} on {date} and {amount} on {date}
     A: i see {amount} on {date}
     C: and the order number is {n8} | it was order {n7-9}`,
  ),
  scenario(
    'order number, read back',
    `A: what is your order number
     C: {n8-10=order}
     A: so that is {n8-10=order} | let me repeat {n8-10=order} is that right
     C: yes that is right`,
  ),
  scenario(
    'two numbers in one breath',
    `C: my order number is {n8} and my phone number is {phone} | customer number {n7} order number {n9} | it is {n8} and the invoice is {n7}
     A: thank you i have both`,
  ),
  scenario(
    'many numbers',
    `A: what is your customer number
     C: {n7-9}
     A: and your postcode
     C: {postcode}
     A: when were you born
     C: {birthDate}
     A: and the phone number
     C: {phone}
     A: you owe us {amount} since {date}`,
  ),
  scenario(
    'menu',
    `A: press one for sales two for service or three for returns, press nine to hear this again
     C: okay
     A: you are caller number {count}, the estimated waiting time is {count} minutes`,
  ),
  scenario(
    'counting',
    `C: hello can you hear me testing one two three | one two three four five six seven eight nine ten
     A: yes i can hear you
     chat`,
  ),
  scenario(
    'discount code',
    `C: i have a discount code, it is summer {count} | the voucher says {n6}
     A: that gives you {percent} off
     C: so {amount}`,
  ),
  scenario(
    'serial number',
    `A: can you read me the serial number | what model is it
     C: the serial number is {serial} | it says {serial}, model {n4}
     A: thank you`,
  ),
  scenario(
    'extension and room',
    `C: can you put me through to extension {n4} | i am in room {n3} on floor {count}
     A: extension {n4} is busy, try {n4}`,
  ),
  scenario(
    'payment by transfer',
    `A: how would you like to pay
     C: by bank transfer please | can you send me an invoice
     A: the invoice number is {n8-10} and the amount is {amount} | please quote the reference {n8-10}, it is due by {date}`,
  ),
  scenario(
    'loyalty number',
    `A: do you have a membership number | what is your loyalty number
     C: my membership number is {n8-10} | yes {n8-10}
     A: you have {n4} points`,
  ),
  scenario(
    'insurance claim',
    `C: it is about my claim, the policy is {n9-11} and the claim number {n8}
     A: the accident was on {date} at {time} right
     C: yes and the repair costs {amount}`,
  ),
];
