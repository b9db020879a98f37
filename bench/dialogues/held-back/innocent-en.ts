/**
 * Held back: English calls full of numbers without a payment card. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const heldBackInnocentEnglish: readonly Scenario[] = [
  scenario(
    'i01',
    `C: my boiler has gone off, it is flashing {letterCode} and the dial's down at {decimal} bar
     A: when was it put in
     C: in {year} | it was serviced on {date}
     A: the plate inside the flap has a serial on it
     C: i'm kneeling down, {serial} | {n12 plain}
     A: i can send somebody {date} between {time} and {time}, call out is {amount}`,
  ),
  scenario(
    'i02',
    `C: do you have this book, i've the isbn
     A: go on then
     C: nine seven eight, {n10} | it is {n13 plain}
     A: we have {count} in, shelf {n3}, it's {amount} in paperback
     C: and my library ticket is {n8}
     A: due back {date}`,
  ),
  scenario(
    'i03',
    `A: please don't read the whole card out, just the end will do
     C: ends in {n4=end}
     A: {n4=end}, and that went missing when
     C: {date}, around {time}, i'd drawn out {amount}
     A: it is stopped, a new one takes {count} working days, the pin comes by itself, and your case is {n9 plain}
     C: and if i'm away until {date}`,
  ),
  scenario(
    'i04',
    `A: only the black figures from the water meter, not the red
     C: {meter=water} | black, that is {meter=water}, and red {n3}
     A: {meter=water}, and in the spring you had {meter}, so {count} cubic metres at {decimal} each
     C: what is that altogether
     A: {amount} and then {amount} standing charge, {percent} of it tax`,
  ),
  scenario(
    'i05',
    `C: my parcel is sat on his van and i have been in since {time}
     A: what is on the slip he left
     C: {n14 plain} | there is a long one, {n16 plain} | {n4 plain} then {n4} and {n4}
     A: that shows {count} stops before you, so about {time}, are you still at {house} quarry road
     C: no it's {house} quarry road, {postcode}
     A: then he'd best ring you
     C: on {phone}`,
  ),
  scenario(
    'i06',
    `A: results line, which match
     C: the youth game and the first team
     A: {score} and {score}, number {count} scored in minute {count} and number {count} got sent off
     C: and the tickets for {date}
     A: block {count}, row {count}, seats {count} to {count}, {amount} each`,
  ),
  scenario(
    'i07',
    `C: blood pressure this morning was {pressure}, last night {pressure}, pulse {n2}
     A: and the sugar
     C: {decimal}, then after lunch {decimal} | {decimal}
     A: weight
     C: {count} stone {count}
     A: date of birth so i put it on the right person
     C: {birthDate}
     A: doctor has {time} on {date} or {time} on {date}`,
  ),
  scenario(
    'i08',
    `A: turn the router over, there's a sticker, i want what it says by s slash n
     C: {n11 plain} | {serial}
     A: and your account number on the bill, ten digits
     C: {n10} | would that be {n10}
     A: your speed is {count} megabits, it should be {n2}, now type {ipAddress} into the browser
     C: {ipAddress=router} you mean
     A: no sorry, {ipAddress}`,
  ),
  scenario(
    'i09',
    `C: it is the weekly order for the cafe, item {n5=item} times {count}, {n5} times {count}, {n5} a dozen and {n5} just {count}
     A: {n5=item} is out, i can give you {n5}
     C: how much are they
     A: {amount} a case, {count} in a case
     C: put me down for {count}, our customer code is {n6}`,
  ),
  scenario(
    'i10',
    `A: passport number please for the manifest
     C: {n9 plain} | that is {n9 plain}
     A: and that expires
     C: it runs to {date} | on {date}
     A: and the other traveller
     C: {n9 plain}, hers expires {date}
     A: you are on {flight} at {time}, desk {count} to {count}, gate {n2}, reference {booking}`,
  ),
  scenario(
    'i11',
    `A: after the call there is a survey, from one to ten, how likely are you to recommend us
     C: {mark} | i'd say {mark} out of ten
     A: and how easy was it
     C: {mark}
     A: how many of you are in the household
     C: {count}, aged {count}, {count} and {count}
     A: and roughly what do you spend a month
     C: {amount}, maybe {amount} in the winter`,
  ),
  scenario(
    'i12',
    `C: i paid on your website with my credit card and nothing has come, it took {amount} on {date}
     A: no need for the card, what does the email say for a booking number
     C: {n9=booking plain} | {n8=booking}
     A: so i have {n9=booking plain}, row {count}, the {time} showing on {date}
     C: yes, {count} adults and {count} children
     A: i have sent it again, the pick up code is {n6}`,
  ),
  scenario(
    'i13',
    `A: and your policy number, it is top right on the letter
     C: {n10 plain} | oh, {n11 plain}
     A: mileage when it happened
     C: {n5} near enough
     A: the excess is {amount}, the garage wants {amount} plus {percent}, and your claim is {n8=claim}
     C: {n8=claim} let me write that, and it is covered until
     A: {date}`,
  ),
  scenario(
    'i14',
    `A: yard office
     C: i've a container for dock {count}, number {n7}, seal {n6}, gross weight {n5} kilos, {count} pallets at {size}
     A: purchase order
     C: {n10 plain} | two of them, {n8} and {n8}
     A: slot is {time}, {date}, ask for bay {n2}
     C: my mobile is {phone} if there is a queue`,
  ),
  scenario(
    'i15',
    `A: take this down, my direct line is {phone=line}, extension {n4=ext}, and quote case {n9=case plain}
     C: say it again slowly
     A: {phone=line}, then {n4=ext}
     C: {n4=ext}, and the case
     A: {n9=case plain}
     C: {n9=case plain}, and you are open
     A: {time} to {time}, on {date} only until {time}`,
  ),
];
