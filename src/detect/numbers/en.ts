/**
 * English, British and American: what words mean for numbers and payment talk, and how numbers are said.
 *
 * Letters and the words that digits are taken for have files of their own beside this one. Phrases keep number words that count
 * nothing ("one moment", "three digits on the back") from being read as digits.
 */
import type { Language, Meaning, Speech } from '../language.js';
import { CONFUSION_ROWS } from './en-confusions.js';
import { LETTER_ROWS, waysToSpell } from './en-letters.js';
import { lexicon, unitRows, type LexiconRow } from './lexicon.js';

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

const NUMBER_ROWS: readonly LexiconRow[] = [
  ...DIGITS.map((word, value) => row({ kind: 'digit', value }, word)),
  ...TEENS.map((word, i) => row({ kind: 'pair', value: 10 + i }, word)),
  ...TENS.map((word, i) => row({ kind: 'tens', value: 20 + 10 * i }, word)),
  row({ kind: 'digit', value: 0 }, 'nought, naught, nil'),
  row({ kind: 'tens', value: 40 }, 'fourty'),
  row({ kind: 'tens', value: 90 }, 'ninty'),
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
    'uh, um, uhm, er, erm, ah, eh, hm, hmm, mm, mhm, okay, ok, right, moment, yeah, yes, yep, so, then, now, well, just, please, sure, alright, ' +
      'space, comma, hang on, hold on, one moment, one second, one sec, one minute, just one moment, just one second, just a moment, ' +
      'just a second, a moment, a second, let me see, you know, all right, and then, uh huh, i think, let me look, what is that, what does it say, bear with me, then it goes, ' +
      'and then it goes, after that, twice, two times, three times, four times, next up',
  ),
  row(
    { kind: 'correction' },
    'no, nope, sorry, correction, wait, actually, rather, mistake, wrong, scratch that, i mean, i meant, my mistake, ' +
      'let me correct, make that, pardon, oops, whoops, my bad, strike that, start again, start over, let me start again, ' +
      'let me start over, from the top, should be, that should be',
  ),
  row({ kind: 'correction', denies: true }, 'not, not that'),
  row(
    { kind: 'other' },
    'for the, to the, too much, too many, for you, to you, to pay, for me, to me, no problem, no worries, the one, that one, this one, which one, ' +
      'another one, new one, on the phone, off the phone, by phone, over the phone, on my phone, reading glasses, reading specs, my phone is, customer service, customer services, customer care, social media, password reset, ' +
      'to your phone, to my phone, on your phone, to your mobile, to your cell, to your cell phone, to your email, phone banking, ' +
      'telephone banking, mobile banking, ' +
      'on the account, on your account, on my account, on this account, for the account, for your account, for my account, for this account, ' +
      'password is incorrect, password is wrong, password has expired',
  ),
];

const CUE_ROWS: readonly LexiconRow[] = [
  row(
    { kind: 'cue', cue: 'card' },
    'card, cards, credit, debit, visa, mastercard, amex, discover, maestro, diners, american express, master card, union pay, long number, long one, the long one, big long number, ' +
      'number on the front, number across the front, sixteen digits, sixteen digit, payment details, card details, ' +
      'the payment, your payment, a payment, pay by card, pay with, numbers on the front, digits on the front, long one on the front, jcb, ' +
      'card member, card account, account number on the card, account number on the front, sixteen numbers, big number, long card number, number in the middle, ' +
      'across the front, digits across the front, numbers across the front, bancontact, carte bleue, v pay, barclaycard, card info, ' +
      'card information, like to pay, want to pay, how are you paying, paying by, paying with',
  ),
  row({ kind: 'cue', cue: 'number', generic: true }, 'number, numbers, digits, digit'),
  row(
    { kind: 'cue', cue: 'number' },
    'first six digits, first four digits, fifteen digits, fifteen digit, next four, next four digits, next four numbers, next three digits, ' +
      'next three numbers, next six digits, next digits, next numbers, second four digits, third four digits, final four digits, ' +
      'other four digits, remaining digits, remaining four digits, rest of the number, rest of the digits',
  ),
  row(
    { kind: 'cue', cue: 'security-code' },
    'security digits, security numbers, cvv, cvc, cvn, csc, cvv2, cvc2, c v v, c v c, c v n, c s c, cid, three digits, three digit, ' +
      'three numbers, four digits, four digit, last three, last three digits, last three numbers, three digits on the back, four digits on the front, ' +
      'digits on the back, numbers on the back, code on the back, number on the back, back of the card, back of your card, ' +
      'three on the back, three on the reverse, three at the back, four on the front, little three, three little, three small, four little, four small, ' +
      'last three on, signature panel, signature side, signature box, final three, end three, little number on the back, small number on the back, signature strip, by the signature',
  ),
  row(
    { kind: 'cue', cue: 'security-code', generic: true },
    'code, security, verification, on the back, on the reverse, back of it, back of that, little number, small number, little digits, small digits, little numbers, small numbers, at the back, flip it over, turn it over',
  ),
  row(
    { kind: 'cue', cue: 'expiry' },
    'expiry, expires, expire, expiring, expiration, expired, exp, valid until, valid to, valid till, valid thru, good through, good thru, ' +
      'good until, good till, runs out, run out, until when, up to when, month and year, month and the year, month then year, thru, end date, use by date, good to, good up to, valid from, good till when, until what date, date it expires',
  ),
  row({ kind: 'cue', cue: 'expiry', generic: true }, 'valid, until'),
  row(
    { kind: 'cue', cue: 'other-number' },
    'order, reference, booking, reservation, ' +
      'confirmation, tracking, parcel, customer, client, membership, loyalty, member, case, claim, policy, zip, postcode, post code, error code, postal, ' +
      'membership card, member card, loyalty card, club card, library card, id card, identity card, sim card, business card, rail card, ' +
      'travel card, insurance card, health card, memory card, birthday card, gift voucher, imei, i m e i, vin, registration, plate, barcode, bar code, article number, item number, part number, product code, ' +
      'patient, n h s number, student, badge, shipment, consignment, waybill, isbn, router, version, promo, discount, voucher, invoice, ticket, mileage, odometer, meter, serial, flight, room, model, contract number, receipt number, quote number, ' +
      'passport number, licence number, license number, registration number, insurance number, employee number, delivery number, ' +
      'ending, ending in, ends in, ends with, ending with, last four, last four digits, last four numbers',
  ),
  row({ kind: 'cue', cue: 'other-number', generic: true }, 'date'),
  row({ kind: 'cue', cue: 'pin' }, 'pin, p i n'),
  row(
    { kind: 'cue', cue: 'bank-account' },
    'account, bank account, checking account, savings account, current account',
  ),
  row({ kind: 'cue', cue: 'iban' }, 'iban, i b a n'),
  row(
    { kind: 'cue', cue: 'bic' },
    'bic, b i c, swift, swift code, bank identifier code, business identifier code, bank identifier',
  ),
  row({ kind: 'cue', cue: 'sort-code' }, 'sort code, sort codes, routing, routing number, aba number, a b a'),
  row(
    { kind: 'cue', cue: 'tax-id' },
    'tax id, tax i d, tax identification, tax identifier, tax number, taxpayer identification, taxpayer number',
  ),
  row(
    { kind: 'cue', cue: 'ssn' },
    'social security, ssn, s s n, your social, my social, national insurance, n i number, ni number',
  ),
  row({ kind: 'cue', cue: 'birth-date' }, 'birthday, birth, born, birthdate, date of birth, dob, d o b'),
  row(
    { kind: 'cue', cue: 'password' },
    'password, password is, password was, password would be, password should be, password will be, password as, password set to, ' +
      'set the password to, set my password to, changed the password to, changed my password to, change the password to, ' +
      'change my password to, passphrase, passphrase is, pass phrase, memorable word, memorable word is, memorable word was, ' +
      'memorable word would be, secret word, secret word is, security word, security word is, ' +
      "security question, security answer, maiden name, mother's maiden name",
  ),
  row(
    { kind: 'cue', cue: 'one-time-code' },
    'passcode, pass code, otp, o t p, one time code, one time pin, one time password, one time passcode, the one time code, the one time pin, ' +
      'the one time password, the one time passcode, authentication code, ' +
      'six digit code, five digit code, eight digit code, authenticator, authenticator app, authenticator code, access code, login code, texted you, sent you a text, sending you a text, text message, code we texted, code we sent, code i sent, tan',
  ),
  row(
    { kind: 'cue', cue: 'phone' },
    'contact number, best number, daytime number, evening number, home number, work number, reach you on, call you on, get hold of you, text me on, ' +
      'phone, telephone, mobile, cell, cellphone, landline, fax, dial in, callback, call us, call us on, call us back, ring us, ring us on, ring us back, reach us, call me, call me on, call you, call back, call me back, ring me, reach me, reach you, extension, ' +
      'area code, country code',
  ),
  row({ kind: 'cue', cue: 'email' }, 'email, e mail, email address, e mail address, mail address'),
];

const UNIT_ROWS = unitRows(
  'dollar, dollars, buck, bucks, cent, cents, penny, pennies, pence, pound, pounds, quid, euro, euros, percent, percentage, per cent, ' +
    "o'clock, oclock, o clock, am, pm, noon, midnight, minute, minutes, seconds, hour, hours, day, days, week, weeks, months, " +
    'years, monday, tuesday, wednesday, thursday, friday, saturday, sunday, mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays, million, billion, point, degrees, kilos, gram, grams, ' +
    'mile, miles, meters, metres, kilometers, kilometres, inch, inches, feet, times, street, avenue, road, lane, boulevard, drive, apartment, ' +
    'floor, km, kg, years old',
  'comes to, come to, total of, total is, total was, amount of, amount is, balance is, balance of, half past, quarter past, quarter to, ' +
    'kicks off at, starts at, opens at, closes at, arrives at, leaves at, costs, aged',
  [
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
    'nov',
    'december, dec',
  ],
  'month, year',
);

const LEXICON = lexicon(
  [...NUMBER_ROWS, ...CONFUSION_ROWS, ...LETTER_ROWS, ...TALK_ROWS, ...CUE_ROWS, ...UNIT_ROWS],
  (word) => word,
);

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
  letter: waysToSpell,
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
