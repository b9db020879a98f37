/**
 * Unseen: what English callers and agents say when it is not about a number, which is most of the time.
 */
import type { Sayer } from '../phrases.js';
import { talkOf, type Exchange } from './talk.js';

const EXCHANGES: readonly Exchange[] = [
  ["okay and is that the first time it's happened", 'no it did it once at christmas', 'first time yeah'],
  ["right let me just have a quick look at what's on here", 'okay', 'take your time', 'no worries'],
  [
    'did anyone get back to you after the last time you rang',
    'no nobody',
    'they said they would and then nothing',
  ],
  ["i'm with you so it's not that one it's the other one", "that's it yes", 'the other one yeah'],
  [
    "bear with me it's taking its time this morning",
    "that's alright mine's the same",
    'oh i know the feeling',
  ],
  ['and have you had an email from us at all', 'i might have it could be in the junk', "not that i've seen"],
  [
    'what would you like us to do about it',
    "i just want it sorted i'm not after anything",
    'well what can you do',
  ],
  [
    "that doesn't sound right to me either to be honest",
    "that's what i said to my wife",
    'no it is a bit odd',
  ],
  ["i'll put a note on so the next person can see it", 'yes please i keep having to explain it', 'lovely'],
  ['is it just yourself on there or your partner as well', 'both of us', 'just me since last year'],
  [
    'have you got it in front of you',
    "it's on the kitchen table under all the post",
    'i have yes',
    'somewhere',
  ],
  [
    'i do apologise about the wait everyone seems to be ringing today',
    "that's alright i had a cup of tea",
    "it's not your fault",
  ],
  [
    'sorry you went a bit quiet there for a moment',
    'sorry is that better',
    "yeah i'm in the kitchen it's terrible in here",
  ],
  [
    'i used to live round there is the chip shop still going',
    'it is yes still the same people',
    "no it's a barber's now",
  ],
  ['do you mind if i pop you on hold while i ask someone', "no that's fine", 'as long as i get you back'],
  [
    "thanks for holding she's saying it should be sorted by tonight",
    'oh brilliant',
    "right i'll believe that when i see it",
  ],
  ["it's up to you really there's no rush on it", "i'd rather get it done", "i'll have a think then"],
  [
    'were you happy with it apart from that',
    "yeah i've been with you for years and never had a problem",
    'it was fine yes',
  ],
  ['can i ask who you spoke to', "i didn't catch the name sorry it was a lad", 'i think it was a louise'],
  ["okay i've done that bit just one more screen", 'okay', 'thank you'],
  [
    "have you thought about doing it online it's a little bit cheaper",
    "i'd rather talk to a person it sends you round in circles",
    "i tried but it wouldn't let me in",
  ],
  ['was that before or after the bank holiday', 'it was the day after', 'before i think'],
  ["yeah we've had a few people say that this week", "so it's not just me then", 'oh right okay'],
  ["i can't promise anything but i'll have a word with them", 'i appreciate that', 'would you thank you'],
  [
    'is that a good time to ring you or are you at work',
    "i'm at work but i can step out",
    "anytime i'm retired",
  ],
  ["so that's all gone through on my side", 'oh good', 'that was quick'],
  [
    'would you want the confirmation by email or in the post',
    'email please',
    'can i have it in the post i like a bit of paper',
  ],
  ["oh that's my daughter's birthday as well", 'is it aw', 'oh lovely'],
  ["it won't let me do that let me try it a different way", 'okay', 'computers eh'],
  ['and what colour was it', 'sort of a greeny grey', 'the dark blue one'],
  ['is there anyone else who could let them in', 'my neighbour might be able to', "no there's only me"],
  ['did you keep the box', 'no it went out with the recycling', 'yes my husband keeps everything'],
  [
    "and you're okay with us using that address for letters",
    "yes that's fine",
    'yeah nothing has changed there',
  ],
  ["what's the weather doing with you", 'chucking it down', "it's lovely actually we've been in the garden"],
  ['is that your dog i can hear', 'yes sorry he wants his dinner', 'it is he hates the phone'],
  ['can you still use it in the meantime', 'just about', 'not really no'],
  [
    "let me read you what they've put it says customer to call back",
    'well here i am',
    'i did call back twice',
  ],
  ['who was it that recommended us', 'a girl at work', 'my brother in law he used you last year'],
  ["i'll just pop that in the notes for you", 'thank you', "that's great"],
  [
    'and was it like that when it arrived',
    "i think so i didn't open it straight away",
    'yes straight out of the box',
  ],
  ["so if that's not there by the weekend give us another ring", 'will do', 'okay and do i ask for you'],
  ["you've been really patient thank you", "oh i've nowhere to be", "that's alright love"],
];
const NUMBERED: readonly ((say: Sayer) => Exchange)[] = [
  (say) => [
    `i've been here ${say.cardinal(say.whole(2, 20))} years and i've never seen that`,
    'trust me eh',
    'really',
  ],
  (say) => [
    `there's normally a wait of about ${say.cardinal(say.whole(2, 14))} days on those`,
    'is there nothing quicker',
    "oh that's not too bad",
  ],
  (say) => [
    `you're my ${say.ordinal(say.whole(2, 9))} one today with that`,
    'that makes me feel better',
    'oh dear',
  ],
  (say) => [
    `we're open till ${say.cardinal(say.whole(4, 8))} if you want to pop in`,
    "i'm too far away really",
    'i might do that',
  ],
  (say) => [
    `if you press option ${say.cardinal(say.whole(2, 5))} next time it comes straight to us`,
    "i'll remember that",
    "i'll have forgotten by then",
  ],
  (say) => [
    `it does say up to ${say.cardinal(say.whole(24, 72))} hours on the website`,
    "it's been longer than that",
    'okay fair enough',
  ],
];
const STORIES: readonly string[] = [
  'i only noticed because my wife said something',
  'i was going to leave it but then i thought no why should i',
  "my eyes aren't what they were so i can't read half of it",
  "the lad who came was lovely it's not his fault",
  "it's for my mum really she doesn't like the phone",
  'we had the same thing at work and it turned out to be the cable',
  "it's not the money it's the principle of the thing",
  "she's at uni now so it's just the two of us",
  'somebody else picked up and put me through to you',
  "we're not in a hurry i just wanted to know where we stand",
  'i thought it was included that is what it said when i signed up',
  'they had us waiting in for the whole morning and then nobody came',
  "i've got a feeling it all went to the old address for a while",
  'he tried to fix it himself of course which made it a lot worse',
];

export const talkEnglish = talkOf(EXCHANGES, NUMBERED, STORIES);
