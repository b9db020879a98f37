/**
 * Sealed: English calls in which a payment card is given. Numbered, not named.
 */
import { scenario, type Scenario } from '../template.js';

export const sealedPaymentsEnglish: readonly Scenario[] = [
  scenario(
    'p01',
    `A: that comes to {amount}, shall we do that now over the phone
     C: please, are you ready | yes (3s) ready
     A: whenever you are
     C: {pan}
     A: good until
     C: {expiry}
     A: and the little three on the back
     C: {cvv}`,
  ),
  scenario(
    'p02',
    `C: i'd like to give {amount} a month to the donkeys
     A: bless you, what's the long number across the middle
     C: {pan turns} | {pan slow}
     A: and it runs out when
     C: {expiry}`,
  ),
  scenario(
    'p03',
    `A: membership's {amount} for the year, from {date}
     C: take it off my mastercard, {pan announced}
     A: expiry
     C: {expiry}
     A: security number
     C: {cvv}
     A: you're member {n7}`,
  ),
  scenario(
    'p04',
    `C: two tickets for {date}, row {n2}
     A: {amount}, and you're paying by
     C: debit, {pan bare} expires {expiry announced} code {cvv announced}
     A: all done, collect from the box with {n6}`,
  ),
  scenario(
    'p05',
    `A: may i have the sixteen digits
     C: sure {pan fixed} | {pan echo}
     A: and what date does it give
     C: {expiry}
     A: last three digits on the signature strip
     C: {cvv}`,
  ),
  scenario(
    'p06',
    `C: the old one was refused last week, so use this instead, {pan announced}
     A: thanks, valid thru
     C: {expiry}
     A: same address, {house} and {postcode}
     C: yes
     A: verification digits
     C: {cvv}`,
  ),
  scenario(
    'p07',
    `A: i only need the c v v again, the rest is stored
     C: {cvv} | it's {cvv}
     A: {amount} taken, thank you`,
  ),
  scenario(
    'p08',
    `C: it's an american express, does that work
     A: it does, read it whenever
     C: {pan amex}
     A: expires
     C: {expiry amex}
     A: and the four on the front
     C: {cvv amex}`,
  ),
  scenario(
    'p09',
    `A: the deposit for the cottage is {amount}, the balance of {amount} by {date}
     C: okay i'll pay the deposit, where do i begin
     A: the number on the front
     C: {pan pauses} | {pan halting}
     A: month and year
     C: {expiry}`,
  ),
  scenario(
    'p10',
    `C: account {n8}, and i want to clear {amount}
     A: lovely, read me your card
     C: {pan}
     A: i'll read that back, {pan back}
     C: perfect
     A: expiry and the three at the back
     C: {expiry}, {cvv}`,
  ),
  scenario(
    'p11',
    `A: flowers for {date}, that's {amount} with delivery to {house} park road
     C: on my visa
     A: go on
     C: {pan first announced}
     A: mm and the rest
     C: {pan rest announced}
     A: up to
     C: {expiry}`,
  ),
  scenario(
    'p12',
    `C: it's {pan bare}
     A: sorry, i wasn't at the screen yet, once more
     C: {pan}
     A: and expiry
     C: {expiry}
     A: cvc
     C: {cvv}`,
  ),
  scenario(
    'p13',
    `A: your policy {n9 plain} renews at {amount}, same card as before
     C: no a new one
     A: let me have that then
     C: {pan query} | {pan turns}
     A: it expires
     C: {expiry}
     A: and the security code please
     C: {cvv}`,
  ),
  scenario(
    'p14',
    `C: i'm ordering item {n6}, {count} of them
     A: that is {amount}, card details please
     C: one sec my wallet's in the hall (9s) right {pan}
     A: the date underneath
     C: {expiry}
     A: and on the reverse
     C: {cvv}`,
  ),
  scenario(
    'p15',
    `A: first the three digits from the back
     C: {cvv}
     A: then the expiry
     C: {expiry}
     A: and last the long number
     C: {pan}`,
  ),
  scenario(
    'p16',
    `C: my daughter's card this time, she reads it to me (2s) {pan third} | {pan slow}
     A: what's the end date
     C: {expiry}
     A: code
     C: {cvv}`,
  ),
  scenario(
    'p17',
    `A: fines and permits, reference
     C: {n10 plain}
     A: {amount}, may i take a payment
     C: yes go
     A: long number
     C: {pan}
     A: expiry, month then year
     C: {expiry}
     A: three digit code
     C: {cvv}
     A: receipt {n8}`,
  ),
  scenario(
    'p18',
    `C: room for {count} nights, {date}
     A: i hold it with a card, nothing is taken
     C: {pan announced}
     A: when does that expire
     C: {expiry}
     A: your booking number is {n7}, check in from {time}`,
  ),
  scenario(
    'p19',
    `A: did it say declined
     C: it did, try my other one, {pan second announced}
     A: expiry of that
     C: {expiry second}
     A: security code
     C: {cvv second}`,
  ),
  scenario(
    'p20',
    `C: topping up {amount} on {phone}
     A: your payment card number
     C: {pan restart announced} | {pan}
     A: valid until
     C: {expiry}
     A: and the signature panel digits
     C: {cvv}`,
  ),
  scenario(
    'p21',
    `A: and how'd you like to settle the {amount}
     C: the company credit card, it's {pan announced} and the expiry's {expiry announced}
     A: cvv
     C: {cvv}`,
  ),
  scenario(
    'p22',
    `A: i'm reading you the card we hold, {pan bare} expiring {expiry bare}, is that still good
     C: that's the one
     A: charged {amount} on {date}`,
  ),
  scenario(
    'p23',
    `C: pizza, two number {n2} and one number {n2}
     A: {amount}, {n2} minutes
     C: paying now, {pan bare}
     A: expiry date
     C: {expiry}
     A: and security
     C: {cvv}`,
  ),
  scenario(
    'p24',
    `A: start with the first four
     C: {pan turns} | {pan echo}
     A: great, now the expiry
     C: {expiry}
     A: and last three from the back
     C: {cvv}
     A: i'll text {phone} a receipt`,
  ),
  scenario(
    'p25',
    `C: the invoice is {n8} for {amount}, i'll pay by card
     A: i'm listening
     C: {pan} | right, {pan pauses}
     A: dated
     C: {expiry}
     A: check digits
     C: {cvv}`,
  ),
  scenario(
    'p26',
    `A: can we try that card again, it came up a digit short
     C: {pan}
     A: that's gone through, and it expires
     C: {expiry}
     A: the number at the back, three figures
     C: {cvv}`,
  ),
];
