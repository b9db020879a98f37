/**
 * What the tables of the dialogue benchmark have in common: names, conditions, and how figures are written.
 */
import { percent, withRange } from '../detect/report-table.js';
import type { SecretEntity } from './dialogue.js';
import type { Proportion } from './proportion.js';
import type { Rate, Summary } from './tally.js';

export const ENTITY_NAMES: Readonly<Record<SecretEntity, string>> = {
  pan: 'card number',
  cvv: 'security code',
  expiry: 'expiry date',
  month: 'month by name',
  iban: 'IBAN',
  bic: 'BIC',
  'tax-id': 'tax id',
  ssn: 'SSN',
  'bank-account': 'bank account',
  'sort-code': 'sort code',
  pin: 'PIN',
  'one-time-code': 'one-time code',
  password: 'password',
  phone: 'phone',
  email: 'e-mail',
  'birth-date': 'birth date',
};

export const CONDITION = ['family', 'language', 'recogniser', 'WER'] as const;

export const conditionOf = ({ condition: { family, language, mode, werPercent } }: Summary): string[] => [
  family,
  language === 'all' ? '**all**' : language,
  mode === 'all' ? '**all**' : mode,
  `${werPercent} %`,
];

export const share = (found: Proportion | undefined): string =>
  found === undefined || found.of === 0 ? '' : percent(found.hits / found.of, found);

export const rateOf = ({ perHour, low, high }: Rate, digits: number): string =>
  withRange(perHour, { low, high }, digits);
