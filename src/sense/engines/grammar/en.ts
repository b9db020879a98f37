/** English for an English model. Lists of filler words were measured and lose digits: add none. */
import { list, type Vocabulary } from './vocabulary.js';

export const ENGLISH: Vocabulary = {
  digits: list('zero, one, two, three, four, five, six, seven, eight, nine'),
  otherDigits: ['oh'],
  numbers: list(
    'ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, ' +
      'fifty, sixty, seventy, eighty, ninety, hundred, thousand, double, triple',
  ),
  weights: list(
    'six six, four four, six one six two six three six four six five six seven six eight six nine six zero six',
  ),
  phrases: list(
    'card number is, my card number is, the card number is, the number is, the long number on the front is, ' +
      'credit card number, debit card, security code is, the code on the back, three digits on the back, ' +
      'expiry date, expiration date, and it expires, valid until, valid through, american express card, visa card, ' +
      'it is a mastercard, discover card, amex, phone number, mobile number, telephone number, order number, ' +
      'reference number, tracking number, parcel number, account number, customer number, booking number, zip code, ' +
      'postcode, extension, total, dollars, cents, pounds, percent, thank you, sorry, no sorry, okay, c v v, c v c, ' +
      'january, february, april, june, july, august, september, october, november, december, hundred and, ' +
      "hang on one moment, one moment, last four digits, ending in, minutes, o'clock, confirmation number",
  ),
};
