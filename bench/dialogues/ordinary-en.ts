/**
 * Ordinary English calls: minutes of talk, few numbers, no secret. What an agent does all day.
 *
 * Talk is made up of openings, matters and endings; it is full of words that sound like digits and are none ("the
 * other one", "to", "for", "i won", "free", "ate") and has the odd small number.
 */
import type { Phrases, Sayer } from './phrases.js';
import { englishPhrases } from './phrases-en.js';
import { scenario, type Scenario } from './template.js';

const THINGS = [
  'the washing machine',
  'my subscription',
  'the sofa we ordered',
  'the router',
  'the insurance for the house',
  'my booking for the hotel',
  'the contract',
  'that coffee maker',
  'the invoice',
  'our broadband',
  'the replacement',
  'the heating',
  'my account',
  'the parcel',
];
const ASKS = [
  'and what exactly happens when you try that',
  'could you tell me a little more about that',
  'have you had a chance to look at it again since then',
  'was there anyone else at home who could have taken it in for you',
  'do you still have the letter that came with it',
  'is that the one with the blue front or the other one',
  'i see, and who did you speak to last time',
  'let me just put you on hold for a second while i ask a colleague about it',
  'i am going to make a note of that so that you do not have to tell it all again',
  'and would you prefer a replacement or your money back',
  'have you tried to take it off and put it back on again',
  'right, and is it making any noise at all',
  'okay so what i can do for you is open a new case and send it to the other team',
  'i can see here that someone was meant to call you back and i am sorry that they did not',
  'would it be alright if we sent somebody out to look at it for free',
  'and how did you hear about us if i may ask',
];
const NUMBERED: readonly ((say: Sayer) => string)[] = [
  (say) => `it usually takes about ${say.cardinal(say.whole(2, 10))} working days to get to you`,
  (say) =>
    `we could come round at ${say.cardinal(say.whole(8, 12))} or after ${say.cardinal(say.whole(1, 6))} if that suits you better`,
  (say) => `there are ${say.cardinal(say.whole(2, 6))} people in front of you for that one`,
  (say) =>
    `you have been with us for ${say.cardinal(say.whole(2, 20))} years now so i will see what i can do`,
  (say) => `i would have to charge you ${say.cardinal(say.whole(5, 60))} pounds for that i am afraid`,
  (say) => `give it ${say.cardinal(say.whole(5, 30))} minutes and then try once more`,
];
const STARTS = [
  'well to be honest',
  'yeah so the thing is',
  'no i mean',
  'it is funny you should ask because',
  'right well',
  'i am not sure to be fair',
  'oh that is a good question',
  'let me think',
  'hm yes',
  'the last one i spoke to said that',
];
const MATTERS: readonly ((say: Sayer) => string)[] = [
  (say) => `${say.pick(THINGS)} stopped working again the other day and i had to do it all by hand`,
  (say) => `my husband was going to call you about ${say.pick(THINGS)} but he never got round to it`,
  (say) => `i was told that ${say.pick(THINGS)} would come with a free one for the kids too`,
  () => "we were away at my sister's for the weekend so nobody was in to take it",
  () => 'i ate my lunch in front of the door so that i would not miss you and nobody came',
  () => 'the first one was fine and the second one too but this one is far too big for us',
  (say) => `i did not want to make a fuss but ${say.pick(THINGS)} is really not what i asked for`,
  () => 'my son won it at school so i do not have anything to go with it',
  () => 'it has been going on for ages and every time i call i get someone new',
  () => 'i just want to know if i can send it back or if i have to hold on to it',
  (say) =>
    `we have ${say.cardinal(say.whole(2, 4))} of them at home and only the one in the kitchen does that`,
  (say) =>
    `it was about ${say.cardinal(say.whole(2, 11))} o'clock when he came and he only stayed for a minute`,
  (say) => `i do like it a lot it is just that ${say.pick(THINGS)} does not fit under the tree in the front`,
  () => 'to tell you the truth i had given up on it until my neighbour said to give you a ring',
];
const ENDS = [
  'so that is where we are',
  'you know what i mean',
  'if that makes any sense',
  'and i would rather not go through all of that again',
  'but anyway',
  'so i thought i had better call',
  'that is all i wanted to say about it really',
  '',
];

const talk = (say: Sayer): readonly [string, string] => {
  const agent = say.whole(1, 6) === 1 ? say.pick(NUMBERED)(say) : say.pick(ASKS);
  const caller = [say.pick(STARTS), say.pick(MATTERS)(say), say.pick(ENDS)];
  const more = say.whole(1, 3) === 1 ? [`and ${say.pick(MATTERS)(say)}`] : [];
  return [agent, [...caller, ...more].filter((part) => part !== '').join(' ')];
};

const scenarios: readonly Scenario[] = [
  scenario(
    'a complaint',
    `C: hi there i have a bit of a complaint to make\n chat 9\n A: i will see to it that someone calls you\n chat 4`,
  ),
  scenario(
    'a question',
    `C: hello i have a quick question if you have a minute\n chat 7\n A: does that answer your question\n C: yes it does thank you`,
  ),
  scenario(
    'an appointment',
    `C: i would like to move my appointment please
     chat 5
     A: i have {date} at {time} or {date}
     C: {date} would be fine
     chat 5`,
  ),
  scenario(
    'where is it',
    `C: i am calling to ask where my order has got to
     A: do you have the order number by any chance
     C: let me see ... {n7} | i have it somewhere (4s) {n8}
     chat 9
     A: it will be with you by {date}`,
  ),
  scenario(
    'technical help',
    `C: it is not working again | my internet is down for the third time this week
     chat 6
     A: please turn it off, count to ten and turn it on again
     C: okay (8s) yes there is one green light and one red one
     chat 8`,
  ),
  scenario(
    'moving house',
    `C: we are moving and i need to tell you the new address
     chat 3
     A: what is the new address then
     C: it is {house} park street, {postcode}
     chat 8`,
  ),
  scenario('a chat with a regular', `C: hello it is me again\n chat 12`),
  scenario(
    'cancelling',
    `C: i want to cancel please
     chat 6
     A: what if i gave you {percent} off for the next {count} months
     C: no thank you i have made up my mind
     chat 4`,
  ),
  scenario(
    'talk of cards without one',
    `C: i wanted to ask whether i can pay by card when i come to the shop
     A: yes of course we take all cards there
     chat 8
     C: and do i need the card i paid with when i bring it back
     A: that would help yes but it is not a must
     chat 3`,
  ),
  scenario(
    'the bill',
    `C: my bill is higher than it was last time
     A: let me have a look, the last one was {amount}
     C: and this one is {amount}
     chat 8`,
  ),
];

export const ordinaryEnglish: Phrases = {
  ...englishPhrases,
  family: 'ordinary',
  talk,
  innocent: scenarios,
  payments: [],
};
