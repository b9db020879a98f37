/**
 * English calls to service lines, full of numbers, without a payment card.
 */
import { scenario, type Scenario } from '../template.js';

export const servicesInnocentEnglish: readonly Scenario[] = [
  scenario(
    'hotel, change of dates',
    `A: reservations good afternoon, do you have your confirmation handy
     C: i do it is {n9=conf} | yes bear with me, {n9=conf}
     A: {n9=conf} perfect, and that is under which name
     C: hargreaves, i need to move it from {date} to {date} if that is possible
     A: let me see what we have got on those nights
     chat 1
     A: so the rate goes up to {amount} a night, and you would be in {n3} instead of {n3}
     C: that is fine, is breakfast still from {time}
     A: from {time} at the weekend, and the door code after eleven is {n4}`,
  ),
  scenario(
    'energy, two registers',
    `A: i will just take your meter readings then, have you got the low rate one
     C: low is {n5}
     A: and the normal
     C: {n5} point {n1} | it says {n5}
     A: and the serial number off the front so i know it is the right one
     C: s for sugar {n2} l {n5} | it is quite long, {n10 plain}
     A: lovely, so from {n5} to {n5} that is {n4} units used, roughly {amount}
     C: and what is my direct debit going to be
     A: it goes up to {amount} from {date}`,
  ),
  scenario(
    'energy, moving house',
    `C: we are moving out on {date} and i wanted to give you the final reading
     A: of course, what is the account number
     C: {n10=acc} | a dash {n8=acc}
     A: {n10=acc} i have got that, and the supply number, it starts with an s on the bill
     C: which one is that
     A: it is the long one in the box, normally twenty one digits
     C: oh right {n13 plain} ... hang on {n8 plain}
     A: super, and a forwarding postcode
     C: {postcode}`,
  ),
  scenario(
    'car insurance, new vehicle',
    `C: i have changed my car and i need it putting on the policy
     A: can i start with your policy number
     C: m t r {n8=pol} | it's {n9=pol}
     A: and the first line of the address and postcode for me
     C: {house} station road {postcode}
     A: what is the new registration
     C: {plate}
     A: and the mileage roughly
     C: about {n5} | {n2} thousand
     A: any claims in the last five years
     C: one in {year}, it was {amount}
     A: okay the excess is {amount} and the premium goes from {amount} to {amount}`,
  ),
  scenario(
    'home insurance claim',
    `A: claims how can i help
     C: i was given a claim number, {n8=claim}
     A: {n8=claim}, right, and it happened when
     C: the {date}, about {time}
     A: the loss adjuster is coming {date} between {time} and {time}, he will ring you on the number we have, is that the one ending {n3}
     C: no use my other one, {phone}
     A: so {phone}
     C: yes
     A: and have you had a quote from the builder
     C: {amount} plus vat, his invoice number is {n6}`,
  ),
  scenario(
    'theatre tickets, lost mail',
    `C: i never got the email with my tickets
     A: no problem have you got the order number
     C: {n11 plain} | {n4} {n7}
     A: and it was for the matinee on {date}
     C: yes four seats, row g {n2} to {n2}
     A: i can see them, g {n2} {n2} {n2} and {n2}, doors at {time} curtain at {time}
     C: brilliant and how much were they again
     A: {amount} each with the {amount} fee, i will resend to the same address`,
  ),
  scenario(
    'airline, seats and bags',
    `A: can i have the six character reference
     C: {booking}
     A: and you are flying {date} on the {flight}
     C: that is right the {time} one
     A: i have you in {n2} a and {n2} b, would you like to move
     C: what have you got further up
     A: there is {n2} c at {amount}
     C: no leave it, my bag is {n2} kilos is that alright
     A: the allowance is {n2}, over that it is {amount} a kilo
     C: and my frequent flyer number is {n9} | can you add my miles number, {n10 plain}`,
  ),
  scenario(
    'rail, delay compensation',
    `C: my train on {date} was {count} minutes late and i want to claim
     A: which service was it
     C: the {time} from leeds
     A: what is the ticket number, it's on the orange one at the bottom
     C: {n5} {n6} | there's {n11 plain}
     A: and what did you pay
     C: {amount} return
     A: you will get {percent} of that, so {amount}, allow {count} days`,
  ),
  scenario(
    'help desk, ticket and asset tag',
    `A: service desk do you have an existing ticket
     C: yeah i n c {n7=inc} | {n7=inc}
     A: okay {n7=inc}, and what is the asset tag on the laptop
     C: {n6} | it's on the bottom, {n6}
     A: what is the address it's getting, type i p config
     C: it says {ipAddress}
     A: and the error
     C: error code {n4} | zero x eight zero {n6}
     A: your pin for remote support is {n6}, i'm connecting now
     C: what's your extension in case we get cut off
     A: {n5}`,
  ),
  scenario(
    'help desk, phone and licence key',
    `C: the software wants a product key and it keeps saying invalid
     A: read me what is on the sticker
     C: {n5} dash {n5} dash {n5} dash {n5}
     A: and the version
     C: {n2} point {n1} point {n4}
     A: right, i'll mail you a new one, ring back on {phone} if that does not work
     C: let me write that down, {phone}`,
  ),
  scenario(
    'parcel, missed delivery',
    `A: have you got the number on the red card
     C: it's {n14=track plain} | the one on the slip, {n14=track plain}
     A: let me read it back, {n14=track plain}
     C: correct
     A: he came at {time} on {date} and left it with {house}
     C: nobody at {house} has it
     A: i'll raise a query, your reference is {n8}, allow {count} working days`,
  ),
  scenario(
    'parcel abroad',
    `C: i sent it to germany on {date}, tracking {n12 plain} | two letters then {n9 plain} g b
     A: what did it weigh
     C: {n1} point {n2} kilos, cost me {amount}
     A: and the postcode it is going to
     C: {zip} berlin, house number {house}
     A: and their phone
     C: {internationalPhone}`,
  ),
  scenario(
    'broadband, speeds',
    `A: what download are you getting
     C: {n2} point {n1}, and upload {n1} point {n1}
     A: you should be getting {n3}
     C: i pay {amount} a month for that
     A: can you read me the number under the router
     C: {n12 plain} | it starts d a then {n10 plain}
     A: an engineer can come {date} between {time} and {time}, ref {n7}
     C: my customer number is {n8} if you need it
     A: got it, call us on {phone} if you need to change it`,
  ),
  scenario(
    'doctor, appointment',
    `A: date of birth please
     C: {birthDate}
     A: and the first line of your address
     C: {house} church lane
     A: and best number for you
     C: {phone=p}
     A: {phone=p} okay, i have got {date} at {time} or {date} at {time}
     C: the first one, and my blood pressure was {pressure} this morning is that high
     A: the nurse will have a look, if it goes over {pressure} ring one one one`,
  ),
  scenario(
    'store, order and refund',
    `C: i sent a jacket back {count} days ago and the money isn't back on my card
     A: do you have the order number, it starts with w
     C: w {n9} | w {n4} {n5}
     A: that went back on {date}, so {amount}, it can take {count} working days to show
     C: last time it was quicker, {count} days
     A: it went to the card you paid with, ending {n4}
     C: yes that is mine`,
  ),
  scenario(
    'bank, balances',
    `A: so your balance this morning is {amount}, and there is {amount} going out on {date}
     C: and the savings one
     A: that one has {amount} in it, at {percent}
     C: can you move {amount} across please
     A: done, your reference is {n8}
     C: and when does my new card come
     A: within {count} working days, to {house} mill street`,
  ),
  scenario(
    'council, bins and permit',
    `C: i want to renew my parking permit
     A: what is the current permit number
     C: {n8=permit} | p {n7=permit}
     A: and the vehicle
     C: {plate}
     A: it is {amount} for {count} months, or {amount} for the year
     C: and while i've got you, what day are the bins
     A: brown is {date}, green is {date}`,
  ),
];
