/**
 * English for an English model. Measured on 800 spliced digits of ten people (clean, GSM, noise, babble):
 *
 *     names of things that have a number    3.3 % of the digits are not heard, with and without them
 *     carrier phrases, brands, money        3.8 %: add none, and no lists of filler words
 *     single letters, "case", more "my"     "i" is heard for "five", "b" for "three", "case" for "six", "my"
 *                                           for "one": add none
 */
import { list, type Vocabulary } from './vocabulary.js';

/** What numbers are of, and talk of cards: it tells the detector what digits are for. */
const NUMBERED_THINGS = list(
  'policy number, claim number, reference is, reference, membership number, member number, invoice ' +
    'number, meter number, serial number, ticket number, meter reading, licence number, registration number, ' +
    'booking reference, customer reference, flight number, room number, house number, contract number, ' +
    'sort code, account number is, iban, routing number, bank account, the account number, ' +
    'swift code, social security number, social security, date of birth, passcode, one time code, one time ' +
    'passcode, pin, pin number, password, national insurance number, tax number, security number, passport ' +
    'number, last four of your social, verification code, birthday, expires, it expires, ' +
    'expires in, expiring, expiry, expiration, good through, end date, valid from, declined, the card was ' +
    'declined, another card, a different card, try another card, different card, other card, new card, second ' +
    'card, march, in march',
);

export const ENGLISH: Vocabulary = {
  digits: list('zero, one, two, three, four, five, six, seven, eight, nine'),
  otherDigits: ['oh'],
  numbers: list(
    'ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, ' +
      'fifty, sixty, seventy, eighty, ninety, hundred, thousand, double, triple, nought',
  ),
  weights: list(
    'six six, four four, six one six two six three six four six five six seven six eight six nine six zero six',
  ),
  phrases: [
    ...list(
      'card number is, my card number is, the card number is, the number is, the long number on the front is, ' +
        'credit card number, debit card, card details, security code is, the code on the back, three digits on the back, ' +
        'expiry date, expiration date, and it expires, valid until, valid through, american express card, visa card, ' +
        'it is a mastercard, discover card, amex, phone number, mobile number, telephone number, order number, ' +
        'reference number, tracking number, parcel number, account number, customer number, booking number, zip code, ' +
        'postcode, extension, total, dollars, cents, pounds, percent, thank you, sorry, no sorry, okay, c v v, c v c, ' +
        'january, february, april, june, july, august, september, october, november, december, hundred and, ' +
        "hang on one moment, one moment, last four digits, ending in, minutes, o'clock, confirmation number",
    ),
    ...NUMBERED_THINGS,
  ],
};
