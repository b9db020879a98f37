/**
 * English for made-up dialogues.
 */
import { english } from '#tacet/detect/numbers/en.js';
import { innocentEnglish } from './innocent-en.js';
import { englishPayments } from './payments-en.js';
import type { ExpiryPart, Phrases, Sayer } from './phrases.js';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
  'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ');

const ordinal = (value: number): string => {
  if (value <= 20) return ORDINALS[value - 1] ?? '';
  if (value === 30) return 'thirtieth';
  return `${value < 30 ? 'twenty' : 'thirty'} ${ORDINALS[(value % 10) - 1] ?? ''}`;
};

const year = (say: Sayer, value: number): string => {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (value < 2010 && value >= 2000) return say.cardinal(value);
  const tail = rest === 0 ? 'hundred' : rest < 10 ? `oh ${say.cardinal(rest)}` : say.cardinal(rest);
  return say.pick([`${say.cardinal(century)} ${tail}`, ...(value >= 2000 ? [say.cardinal(value)] : [])]);
};

const sayings: Phrases['sayings'] = {
  amount: (say) =>
    say.pick([
      `${say.cardinal(say.whole(3, 99))} ${say.pick(['dollars', 'pounds'])}`,
      `${say.cardinal(say.whole(3, 99))} ${say.pick(['dollars', 'pounds'])} ${say.cardinal(say.whole(10, 99))}`,
      `${say.cardinal(say.whole(3, 99))} dollars and ${say.cardinal(say.whole(10, 99))} cents`,
      `${say.cardinal(say.whole(11, 99))} ninety nine`,
      `${say.cardinal(say.whole(100, 999))} pounds`,
      `${say.cardinal(say.whole(1001, 4999))} pounds and ${say.cardinal(say.whole(10, 99))} pence`,
      `a hundred and ${say.cardinal(say.whole(11, 99))} euros`,
    ]),
  date: (say) =>
    say.pick([
      `the ${ordinal(say.whole(1, 31))} of ${say.pick(MONTHS)}`,
      `${say.pick(MONTHS)} ${ordinal(say.whole(1, 31))}`,
      `${say.pick(['monday', 'tuesday', 'thursday'])} the ${ordinal(say.whole(1, 31))}`,
      `the ${ordinal(say.whole(1, 31))} of ${say.pick(MONTHS)} ${year(say, say.whole(2024, 2027))}`,
      `${say.pick(MONTHS)} ${say.cardinal(say.whole(11, 28))}`,
    ]),
  birthDate: (say) =>
    say.pick([
      `the ${ordinal(say.whole(1, 31))} of ${say.pick(MONTHS)} ${year(say, say.whole(1941, 2004))}`,
      `${ordinal(say.whole(1, 31))} of the ${ordinal(say.whole(1, 12))} ${say.cardinal(say.whole(41, 99))}`,
      `${say.cardinal(say.whole(10, 28))} ${say.single([0, say.whole(1, 9)])} ${year(say, say.whole(1941, 1999))}`,
      say.single([0, say.whole(1, 9), 1, say.whole(0, 2), 1, 9, say.whole(4, 9), say.whole(0, 9)]),
    ]),
  time: (say) =>
    say.pick([
      `${say.cardinal(say.whole(1, 12))} ${say.pick(['fifteen', 'thirty', 'forty five', "o'clock"])}`,
      `${say.cardinal(say.whole(8, 12))} ${say.pick(['', 'thirty '])}a m`,
      `${say.cardinal(say.whole(1, 9))} p m`,
      `half past ${say.cardinal(say.whole(1, 12))}`,
    ]),
  year: (say) => year(say, say.whole(1985, 2027)),
  percent: (say) =>
    say.pick([
      `${say.cardinal(say.whole(2, 95))} percent`,
      `${say.cardinal(say.whole(1, 9))} point ${say.cardinal(say.whole(1, 9))} percent`,
    ]),
  count: (say) => say.cardinal(say.whole(2, 30)),
  house: (say) =>
    say.pick([
      say.cardinal(say.whole(1, 250)),
      say.single([say.whole(1, 9), say.whole(0, 9), say.whole(1, 9)]),
    ]),
  zip: (say) => say.single([9, 0, say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)]),
  postcode: (say) =>
    `${say.pick(['s w', 'e h', 'm', 'b s'])} ${say.cardinal(say.whole(1, 19))} ${say.cardinal(say.whole(1, 9))} ${say.pick(['a b', 'j q', 'n p'])}`,
  flight: (say) =>
    `${say.pick(['b a', 'l h', 'u a', 'k l'])} ${say.single([say.whole(1, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])}`,
  booking: (say) =>
    `x ray ${say.cardinal(say.whole(2, 9))} ${say.cardinal(say.whole(2, 9))} kilo ${say.cardinal(say.whole(2, 9))} bravo`,
  meter: (say) =>
    say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)]),
  serial: (say) =>
    `s n ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])} d ${say.single([say.whole(0, 9), say.whole(0, 9), say.whole(0, 9), say.whole(0, 9)])}`,
};

const digitsOf = (value: number): readonly number[] => [Math.floor(value / 10), value % 10];
const part = (words: string, digits: readonly number[]): ExpiryPart => ({ words: words.split(' '), digits });

const expiries: Phrases['expiries'] = (month, yearDigits, say) => {
  const two = digitsOf(yearDigits);
  const full = [2, 0, ...two];
  const named: ExpiryPart = { words: [MONTHS[month - 1] ?? ''], digits: [], isMonth: true };
  const number = part(say.cardinal(month), month > 9 ? digitsOf(month) : [month]);
  const padded = month > 9 ? number : part(say.single(digitsOf(month)), digitsOf(month));
  const plainYear = part(say.single(two), two);
  const yearNumber = part(say.cardinal(yearDigits), two);
  const slash: ExpiryPart = { words: [say.pick(['slash', 'of', 'stroke'])], digits: [] };
  return [
    [padded, plainYear],
    [part(say.single([...digitsOf(month), ...two]), [...digitsOf(month), ...two])],
    [padded, yearNumber],
    [number, yearNumber],
    [padded, slash, yearNumber],
    [padded, part(`twenty ${say.cardinal(yearDigits)}`, full)],
    [named, yearNumber],
    [named, part(`twenty ${say.cardinal(yearDigits)}`, full)],
    [named, plainYear],
  ];
};

export const englishPhrases: Phrases = {
  family: 'tune',
  language: english,
  backchannels: [
    'okay',
    'go on',
    'mhm',
    'yes',
    'yep',
    'right',
    'uh huh',
    'got that',
    'okay go ahead',
    'and then',
    'carry on',
  ],
  fillers: ['uh', 'um', 'er', 'and then', 'uh let me see', 'then'],
  waits: [
    'hang on one moment',
    'let me get my glasses',
    'hold on i need to find the card',
    'sorry i cannot read it one second',
    'wait i need more light',
    'just a second the print is so small',
  ],
  corrections: ['no sorry', 'no', 'sorry', 'no wait', 'sorry i mean', 'correction', 'actually no that is'],
  greetings: [
    'good morning thank you for calling how can i help you',
    'hello customer service how can i help',
    'hi there you are speaking with alex what can i do for you today',
    'thanks for holding how may i help you',
  ],
  farewells: [
    'thank you very much goodbye',
    'is there anything else i can do for you',
    'great have a nice day',
  ],
  chat: [
    ['how are you today', 'not too bad thanks and you'],
    ['bear with me while the system loads', 'no problem take your time'],
    ['are you calling about the one you bought online', 'yes that is the one'],
    ['did you want the blue or the grey one', 'the grey one please'],
    ['thanks for waiting i have it here now', 'oh good thank you'],
    ['can i just take your name please', 'yes it is jordan miller'],
    ['is the address we have for you still right', 'yes nothing has changed'],
    ['i am sorry to hear about that', 'well these things happen i suppose'],
    ['what seems to be the problem', 'it stopped working and i would like to have it looked at'],
    ['have you tried to turn it off and on again', 'yes more than once'],
  ],
  months: MONTHS,
  ordinal,
  sayings,
  phones: ['02079460XXX', '01174960XXX', '07700900XXX', '21255501XX', '64655501XX', '55501XX', '01632960XXX'],
  internationalPhones: ['00442079460XXX', '447700900XXX', '12125550142', '0014155550173'],
  expiries,
  innocent: innocentEnglish,
  payments: englishPayments,
};
