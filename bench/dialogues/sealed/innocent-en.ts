/**
 * Sealed: English calls full of numbers without a payment card. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const sealedInnocentEnglish: readonly Scenario[] = [
  scenario(
    'i01',
    `A: vet surgery, is this about the cat
     C: yes, her chip number is {n15 plain} | it says {n15 plain} on the form
     A: and the last weight we wrote down was {decimal} kilos on {date}
     C: she takes {n2} milligrams, twice
     A: then {count} tablets, that makes {amount}`,
  ),
  scenario(
    'i02',
    `C: i want to give you my gas reading
     A: go ahead, all the dials left to right
     C: {n5} | oh hang on, it's {n5}
     A: and the meter's own number, on the barcode
     C: {n11 plain} | {n13 plain}
     A: last time was {n5} on {date}, so you owe {amount}`,
  ),
  scenario(
    'i03',
    `A: parking appeals, your notice number please
     C: {n10 plain} | two letters then {n8}
     A: that was {date} at {time}, in bay {n3}
     C: i paid {amount} at the machine, ticket {n6}
     A: it is {amount} if you settle within {count} days`,
  ),
  scenario(
    'i04',
    `C: my library ticket doesn't work in the app
     A: read me what's under the barcode
     C: {n14 plain}
     A: and a number we can text
     C: {phone}
     A: you have {count} books out, fines of {amount}, due {date}`,
  ),
  scenario(
    'i05',
    `A: council tax, do you have your reference
     C: {n9 plain} | it starts {n3} then {n6}
     A: band d, {amount} a year in {count} instalments, the next on {date}
     C: you took {amount} last month
     A: no that was {amount}, receipt {n7}`,
  ),
  scenario(
    'i06',
    `C: taxi for {count} from {house} mill lane, {postcode}
     A: what time
     C: {time}, and then from there to platform {n1} for the {time}
     A: about {amount}, your driver is number {n3}, call sign {n4}
     C: my number is {phone}`,
  ),
  scenario(
    'i07',
    `A: good, when you see the login page put in the number from the key fob
     C: {n6}
     A: it has changed by now, the next one
     C: {n6}, wait, {n6}
     A: that took, now your staff number
     C: {n8 plain}, extension {n4}`,
  ),
  scenario(
    'i08',
    `C: i'd like to order paint, it's code {n5=paint}, {count} litres
     A: {n5=paint} in matt comes at {amount}
     C: and {n5}, and {n4} in gloss, {count} of each
     A: that is {amount} all in, your trade account
     C: {n8}`,
  ),
  scenario(
    'i09',
    `A: pension line, national insurance number first please
     C: q q {n6} c
     A: and your plan
     C: {n10 plain} | {n12 plain}
     A: it stands at {amount}, you paid in since {year}, retirement at {count} years more
     C: and my wife was born {birthDate}`,
  ),
  scenario(
    'i10',
    `C: the boiler engineer left a job sheet, job {n7=job}
     A: {n7=job} yes, part number {n10 plain} is on order
     C: he told me {n8}
     A: no, {n10 plain}, it comes {date} between {time} and {time}
     C: it was {amount} he said`,
  ),
  scenario(
    'i11',
    `A: coach station lost property
     C: a blue bag, the {time} from stand {n2}, seat {n2}, on {date}
     A: tag number on your receipt
     C: {n10} | {n12 plain}
     A: i've one with {n4} at the end, collect it at counter {n1} by {time}`,
  ),
  scenario(
    'i12',
    `C: i am ringing about a lottery syndicate, we had {n2} {n2} {n2} {n2} {n2} and {n2}
     A: the draw on {date}
     C: yes, and the ticket's serial is {n16 plain} | it's {n14 plain}
     A: {count} numbers up, that pays {amount}`,
  ),
  scenario(
    'i13',
    `A: radiology, could i have the hospital number
     C: {n7=hosp} | is it the one with {n10 plain}
     A: i need {n7=hosp}, right, scan on {date} at {time}, level {n1}, room {n3}
     C: height {n3} weight {n2}
     A: date of birth
     C: {birthDate}`,
  ),
  scenario(
    'i14',
    `C: the parts i need are {n8}, {n8} and {n8}
     A: slower, the first
     C: {n8=first}
     A: {n8=first}, in stock {count}, {amount} each
     C: purchase order is {n10 plain}`,
  ),
  scenario(
    'i15',
    `A: marina office
     C: we are coming in, berth {n2}, length {n2} feet, our radio number is {n9 plain}
     A: {n9 plain} did you say
     C: position fifty {decimal} north and {decimal} west
     A: gate code is {n4} and the nights are {amount}`,
  ),
  scenario(
    'i16',
    `C: i've lost my bank card
     A: don't tell me its number, i stop it by your customer number
     C: {n8=cust} | that would be {n8=cust}
     A: {n8=cust}, last used {date} at {time} for {amount}
     C: that was me
     A: a new one is {count} days, your case is {n10 plain}`,
  ),
  scenario(
    'i17',
    `A: please choose a window, i can see {time}, {time} or {time} on {date}
     C: {time}
     A: the fridge is model {n6}, serial {n12 plain} | serial {n16 plain}
     C: mine says {n12 plain}
     A: old one away for {amount}, your order is {n9}`,
  ),
  scenario(
    'i18',
    `C: i need to change the name on a flight, reference {booking}
     A: ticket number, it begins with the airline
     C: {n13 plain}
     A: {flight} on {date} at {time}, the change is {amount} and tax {amount}
     C: my passport is {n9 plain}`,
  ),
  scenario(
    'i19',
    `A: survey, how many miles do you drive a year
     C: {n5} or so
     A: on a scale to {count}
     C: {mark}, the brakes {mark}, comfort {mark}
     A: year of the car
     C: {year}, it had {n5} on it, now {n6}`,
  ),
  scenario(
    'i20',
    `C: can you check a gift card for me
     A: i can, the digits under the silver
     C: {n16 plain} | {n14 plain}
     A: and the pin beside
     C: {n4}
     A: there is {amount} left until {date}`,
  ),
  scenario(
    'i21',
    `A: accounts, which invoice
     C: {n8=inv} from {date}, for {amount}, and {n8} for {amount}
     A: {n8=inv} was paid, the other by transfer please to our account {n8}, sort code {n6}
     C: what reference
     A: {n10 plain}`,
  ),
  scenario(
    'i22',
    `C: the house alarm shows fault {n3}, zone {n2}
     A: type in your code, don't tell me, then {n2} and hash
     C: it says {n4} now
     A: site number is on the panel
     C: {n9 plain} | {n7}
     A: engineer {date}, {time}`,
  ),
  scenario(
    'i23',
    `A: school office
     C: my son's in year {count}, form {n1}, his candidate number is {n4=cand}, centre {n5}
     A: {n4=cand}, exam on {date} at {time} in room {n3}
     C: and his unique number, {n13 plain} | {n10 plain}
     A: thank you, emergency contact
     C: {phone} or {phone}`,
  ),
  scenario(
    'i24',
    `C: calling from abroad, my roaming is dead
     A: your number with the country code
     C: {internationalPhone} | it is {internationalPhone}
     A: and the sim's long number
     C: {n19 plain} | {n12 plain}
     A: top ups are {amount} for {count} gigabytes`,
  ),
  scenario(
    'i25',
    `A: tyres, what size is on the wall
     C: {n3} {n2} r {n2}, load {n2}
     A: i do those at {amount}, {count} in stock, pressure {n2}
     C: registration's {plate}
     A: {time} on {date}, ramp {n1}, booking {n6}`,
  ),
  scenario(
    'i26',
    `C: the recipe line, i missed it on the radio
     A: {n3} grams of flour, {n2} of butter, {count} eggs, oven at {n3} for {n2} minutes
     C: and the sauce
     A: {n3} millilitres, {decimal} spoons, page {n3} in the book, isbn {n13 plain}
     C: how much is it
     A: {amount}, order on {phone}`,
  ),
];
