/**
 * Unseen: English calls without a payment card: travel, cars, health, animals.
 */
import type { Scenario } from '../template.js';
import { numbered } from './numbered.js';

export const unseenTravelEnglish: readonly Scenario[] = numbered(
  'i',
  1,
  `C: hi, our flight's been cancelled and i don't know what to do
   A: i'm so sorry, have you got your booking reference there
   C: {bookref}
   chat 12
   A: i can put you on the {flight} at {time}
   C: is there anything earlier
   A: not until {date}, i'm afraid
   chat 9

   C: i left my jacket on the train this morning
   A: which train were you on
   C: the {time} from leeds, coach {one}
   chat 9
   A: i'll give you a lost property number, it's {n8 plain} | okay so your reference is {n4} {n4}
   C: say that again
   A: no rush, i'll text it as well, what's your mobile
   C: {phone}
   chat 6

   A: car hire, good morning
   C: i've got a booking for {date} and i'd like to add a driver
   A: what's the confirmation number
   C: {n9=conf plain} | it's {n9=conf plain}, i think
   A: {n9=conf plain}, yes, for how many days
   C: {count} days
   A: an extra driver is {small} a day
   chat 12

   C: i was a guest last week and i think i left my charger in room {n3}
   A: oh no, when did you check out
   C: {date}
   chat 12
   A: housekeeping have got one but it's a black one
   C: that's it
   A: what's the address to post it
   C: {house} maple drive, {ukpostcode}

   C: my suitcase hasn't come off the belt
   A: have you got the tag, it's a ten digit number on a sticker
   C: yes it's {#0XXXXXXXXX} | hang on (4s) {n10 plain}
   A: and which flight
   C: {flight}
   chat 9
   A: your file is {bookref}, write that down, and we'll ring you on this number
   chat 6

   C: how long does a passport take at the minute
   A: about {count} weeks, have you already applied
   C: yes, i've got an application number, {n10 plain} | yes, i did it on {date}, it's {n11 plain}
   A: let me see where it is
   chat 12
   A: it was printed on {date} so you should have it by the end of the week
   C: brilliant

   C: good morning, is that the coach station
   A: it is yes
   C: what time's the last one back to bristol on a sunday
   A: there's the {time} and then the {time}
   chat 6
   C: and how much is a return
   A: {small}, or {small} with a railcard
   chat 9

   C: i'd like to bring my car in for its m o t
   A: what's the registration
   C: {plate}
   A: is that the grey one
   C: that's right
   A: and what's the mileage roughly
   C: {mileage}
   chat 9
   A: i've got {date} at {time}

   A: parts department
   C: i'm after a wing mirror for mine, do you want the reg or the chassis number
   A: chassis number's better if you've got it
   C: let me get my glasses (5s) {vin}
   chat 9
   A: it's {amount}, part number {n4} {n3}
   C: okay order it for me

   C: i've broken down on the motorway
   A: are you somewhere safe
   C: yes i'm behind the barrier
   chat 9
   A: can you see a marker post near you
   C: it says {n3} stroke {one}
   A: and your membership number, it's on the app
   C: {#634XXXXXX} | i don't know, it's {n9 plain}
   A: okay somebody'll be with you in about {mins} minutes

   C: i've had a letter with an appointment i can't make
   A: do you have your hospital number, it's top right
   C: {n7=hosp} | is it this one, {n7=hosp}
   A: {n7=hosp}, and your date of birth
   C: {birthDate}
   chat 9
   A: the next i have is {date} at {time}, clinic {one}
   chat 6

   C: i'd like the results of my blood test please
   A: can i take your n h s number if you know it
   C: it's {#4XXXXXXXXX} | yes, {n10 plain}
   A: and your first line of address
   C: {house} the avenue
   chat 9
   A: so your cholesterol was {decimal}, and the sugar was {two}
   C: is that bad
   A: the doctor's put no further action
   chat 6

   A: pharmacy
   C: hello, have my tablets come in
   A: what are you on
   C: {dose} of the ramipril, and {dose} of the other one
   chat 9
   A: ready after {time}
   C: lovely, thanks

   C: i need to see a dentist, it's killing me
   A: are you registered with us
   C: i think so, it's been years
   chat 12
   A: i can squeeze you in at {time} tomorrow
   C: i'll take it
   A: and what's a good number
   C: {phone}

   C: i want to change the phone number you have for my dog's microchip
   A: what's the chip number, fifteen digits
   C: it's {#9771XXXXXXXXXXX} | {#9810XXXXXXXXXXX}
   A: i'll say that back to you, is it for bailey
   C: bailey, yes
   chat 6
   A: and the new number
   C: {phone}
   A: okay that's updated
   chat 6

   C: our rabbit's not eating
   A: oh dear, how long for
   C: since {date}, and he was {weight} when you weighed him
   chat 15
   A: can you get here by {time}
   C: yes we can

   A: eye clinic
   C: i've broken my glasses, have you still got my prescription
   A: what's your name and date of birth
   C: harris, {birthDate}
   chat 6
   A: so your right is minus {decimal}, axis {two}, and the left is minus {decimal}
   C: could you email that
   A: yes of course
   chat 6

   C: my mother's had a fall, she has one of your pendants
   A: what's the unit number, it's on the base
   C: {n6} | {n5}
   chat 12
   A: i can see it went off at {time} and they spoke to her
   C: okay, good
   chat 9

   C: i'm calling about my physio
   A: okay, is it to move it
   C: yes please, i can't do {date}
   chat 15
   A: how's the {time} on {date}
   C: perfect

   C: do i need a visa for two weeks
   A: what passport do you hold
   C: a british one
   chat 18
   A: and it has to have {count} months left on it
   C: it does

   A: can i take the policy number for your travel insurance
   C: yes it's {n8 plain} | t v, {n8 plain}
   A: and what date did you come back
   C: {date}
   chat 12
   A: and the hospital bill was how much
   C: {bill}, and {small} for the taxi
   A: your claim reference is {n7}, put that on everything you send
   chat 6`,
);
