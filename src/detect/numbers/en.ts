/**
 * English, British and American: what words mean for numbers and payment talk, and how numbers are said.
 *
 * Homophones (to, for, ate) and exclamations (oh) are weak: digits only beside other digits, since a
 * recogniser restricted to few words mishears one for the other. Phrases keep number words that count
 * nothing ("one moment", "three digits on the back") from being read as digits.
 */
import type { Language, Meaning, Speech } from '../language.js';
import { lexicon, type LexiconRow } from './lexicon.js';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

const row = (meaning: Meaning, listed: string): LexiconRow => [meaning, listed];
const weak = (value: number, listed: string): LexiconRow => row({ kind: 'digit', value, weak: true }, listed);

const NUMBER_ROWS: readonly LexiconRow[] = [
  ...DIGITS.map((word, value) => row({ kind: 'digit', value }, word)),
  ...TEENS.map((word, i) => row({ kind: 'pair', value: 10 + i }, word)),
  ...TENS.map((word, i) => row({ kind: 'tens', value: 20 + 10 * i }, word)),
  row({ kind: 'digit', value: 0 }, 'nought, naught, nil'),
  row({ kind: 'digit', value: 5 }, 'fife'),
  row({ kind: 'digit', value: 9 }, 'niner'),
  row({ kind: 'tens', value: 40 }, 'fourty'),
  row({ kind: 'tens', value: 90 }, 'ninty'),
  weak(0, 'oh, o, owe'),
  weak(1, 'won, wan'),
  weak(2, 'to, too, tu'),
  weak(3, 'tree, free'),
  weak(4, 'for, fore'),
  weak(6, 'sicks, sics'),
  weak(8, 'ate'),
  ...[
    'zeros, zeroes, ohs, noughts',
    'ones',
    'twos',
    'threes',
    'fours',
    'fives',
    'sixes',
    'sevens',
    'eights',
    'nines',
  ].map((listed, value) => row({ kind: 'plural', value }, listed)),
  row({ kind: 'hundred' }, 'hundred'),
  row({ kind: 'thousand' }, 'thousand'),
  row({ kind: 'repeat', times: 2 }, 'double, doubled'),
  row({ kind: 'repeat', times: 3 }, 'triple, treble'),
  row({ kind: 'repeat', times: 4 }, 'quadruple'),
  row({ kind: 'joiner' }, 'and'),
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map(
    (word, i) => row({ kind: 'ordinal', value: i + 1 }, word),
  ),
  ...[
    'eleventh',
    'twelfth',
    'thirteenth',
    'fourteenth',
    'fifteenth',
    'sixteenth',
    'seventeenth',
    'eighteenth',
    'nineteenth',
    'twentieth',
  ].map((word, i) => row({ kind: 'ordinal', value: i + 11 }, word)),
  row({ kind: 'ordinal', value: 30 }, 'thirtieth'),
];

const TALK_ROWS: readonly LexiconRow[] = [
  row(
    { kind: 'filler' },
    'uh, um, uhm, er, erm, ah, eh, hm, hmm, mm, mhm, okay, ok, right, moment, yeah, yes, yep, so, then, now, well, just, please, sure, like, alright, ' +
      'dash, hyphen, space, comma, hang on, hold on, one moment, one second, one sec, one minute, just one moment, just one second, just a moment, ' +
      'just a second, a moment, a second, let me see, you know, all right, and then, uh huh',
  ),
  row(
    { kind: 'correction' },
    'no, nope, sorry, correction, wait, actually, mistake, scratch that, i mean, i meant, not that, my mistake, pardon',
  ),
  row(
    { kind: 'other' },
    'for the, to the, too much, too many, for you, to you, to pay, for me, to me, no problem, no worries, the one, that one, this one, which one, ' +
      'another one, new one, customer service, customer services, customer care',
  ),
];

const CUE_ROWS: readonly LexiconRow[] = [
  row(
    { kind: 'cue', cue: 'card' },
    'card, cards, credit, debit, visa, mastercard, amex, discover, maestro, diners, american express, master card, union pay, long number, ' +
      'number on the front, number across the front, sixteen digits, sixteen digit, fifteen digits, fifteen digit, payment details',
  ),
  row({ kind: 'cue', cue: 'number', generic: true }, 'number, numbers, digits, digit'),
  row({ kind: 'cue', cue: 'number' }, 'account, social security, iban, first six digits, first four digits'),
  row(
    { kind: 'cue', cue: 'security-code' },
    'security, verification, cvv, cvc, cvn, csc, cvv2, cvc2, c v v, c v c, c v n, c s c, cid, pin, passcode, three digits, three digit, ' +
      'three numbers, four digits, four digit, last three, last three digits, last three numbers, three digits on the back, four digits on the front, ' +
      'digits on the back, numbers on the back, code on the back, number on the back, back of the card, back of your card',
  ),
  row({ kind: 'cue', cue: 'security-code', generic: true }, 'code'),
  row(
    { kind: 'cue', cue: 'expiry' },
    'expiry, expires, expire, expiring, expiration, expired, valid, until, exp, valid to, valid till, valid thru, good through, runs out, run out',
  ),
  row(
    { kind: 'cue', cue: 'other-number' },
    'phone, telephone, mobile, cell, cellphone, landline, fax, call, caller, callback, calling, ring, reach me, order, reference, booking, reservation, ' +
      'confirmation, tracking, parcel, customer, client, membership, loyalty, member, case, claim, policy, zip, postcode, postal, area code, ' +
      'country code, sort code, promo, discount, voucher, extension, invoice, ticket, meter, serial, flight, room, model, birthday, birth, born, ' +
      'ending, ending in, ends in, ends with, ending with, last four, last four digits, last four numbers',
  ),
  row({ kind: 'cue', cue: 'other-number', generic: true }, 'date'),
];

const UNIT_ROWS: readonly LexiconRow[] = [
  row(
    { kind: 'unit' },
    'dollar, dollars, buck, bucks, cent, cents, penny, pennies, pence, pound, pounds, quid, euro, euros, percent, percentage, per cent, ' +
      "o'clock, oclock, o clock, am, pm, a m, p m, noon, midnight, minute, minutes, seconds, hour, hours, day, days, week, weeks, month, months, " +
      'year, years, monday, tuesday, wednesday, thursday, friday, saturday, sunday, million, billion, point, degrees, kilo, kilos, gram, grams, ' +
      'mile, miles, meters, metres, kilometers, kilometres, inch, inches, feet, times, street, avenue, road, lane, boulevard, drive, apartment, ' +
      'floor, km, kg',
  ),
  ...[
    'january, jan',
    'february, feb',
    'march',
    'april, apr',
    'may',
    'june, jun',
    'july, jul',
    'august, aug',
    'september, sept, sep',
    'october, oct',
    'november, nov',
    'december, dec',
  ].map((listed, i) => row({ kind: 'unit', month: i + 1 }, listed)),
];

const LEXICON = lexicon([...NUMBER_ROWS, ...TALK_ROWS, ...CUE_ROWS, ...UNIT_ROWS], (word) => word);

const WRITTEN_ORDINAL = /^(\d+)(?:st|nd|rd|th)$/;
const OTHER: Meaning = { kind: 'other' };

const belowHundred = (value: number): readonly string[] => {
  if (value < 10) return [DIGITS[value] ?? ''];
  if (value < 20) return [TEENS[value - 10] ?? ''];
  const tens = TENS[Math.floor(value / 10) - 2] ?? '';
  return value % 10 === 0 ? [tens] : [tens, DIGITS[value % 10] ?? ''];
};

const cardinal = (value: number, joined: boolean): readonly string[] => {
  const rest = value % 100;
  const hundreds = Math.floor(value / 100) % 10;
  const thousands = Math.floor(value / 1000);
  const words: string[] = [];
  if (thousands > 0) words.push(...belowHundred(thousands), 'thousand');
  if (hundreds > 0) words.push(...belowHundred(hundreds), 'hundred');
  if (rest === 0 && words.length > 0) return words;
  if (joined && words.length > 0) words.push('and');
  return [...words, ...belowHundred(rest)];
};

const REPEATS: Readonly<Record<number, readonly (readonly string[])[]>> = {
  2: [['double']],
  3: [['triple'], ['treble']],
  4: [['quadruple']],
};

const speech: Speech = {
  digit: (value) => (value === 0 ? ['zero', 'oh', 'nought'] : [DIGITS[value] ?? '']),
  cardinal,
  repeat: (times) => REPEATS[times] ?? [],
};

export const english: Language = {
  tag: 'en',
  tensFirst: true,
  vocabulary: LEXICON.vocabulary,
  speech,
  meaningOf(word) {
    const ordinal = WRITTEN_ORDINAL.exec(word)?.[1];
    if (ordinal !== undefined) return { kind: 'ordinal', value: Number(ordinal) };
    return LEXICON.meaningOf(word) ?? OTHER;
  },
  phraseAt: LEXICON.phraseAt,
};
