/**
 * The entities the detector tells apart. Adding one is a file beside this one and a line here.
 *
 * Payment recognisers label what the detector masks as a card's; the others say what else a run of digits may
 * be, and, as phrase recognisers, where in a leg's words their secrets lie (claims.ts).
 */
import type { SecretDigits } from '../../core/secret.js';
import { bankAccount, bankAccountPhrase } from './bank-account.js';
import { bicPhrase } from './bic.js';
import { birthDatePhrase } from './birth-date.js';
import { cvv } from './cvv.js';
import { emailPhrase } from './email.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { expiry } from './expiry.js';
import { iban, ibanPhrase } from './iban.js';
import { oneTimeCode, oneTimeCodePhrase } from './one-time-code.js';
import { pan } from './pan.js';
import { passwordPhrase } from './password.js';
import { phone, phonePhrase } from './phone.js';
import type { PhraseRecogniser } from './phrase.js';
import { pin, pinPhrase } from './pin.js';
import { sortCode, sortCodePhrase } from './sort-code.js';
import { ssn, ssnPhrase } from './ssn.js';
import { taxId, taxIdPhrase } from './tax-id.js';

export const PAYMENT_RECOGNISERS: readonly EntityRecogniser[] = [pan, expiry, cvv, pin];
export const NUMBER_RECOGNISERS: readonly EntityRecogniser[] = [
  phone,
  iban,
  taxId,
  ssn,
  bankAccount,
  sortCode,
  oneTimeCode,
];
export const ENTITY_RECOGNISERS: readonly EntityRecogniser[] = [
  ...PAYMENT_RECOGNISERS,
  ...NUMBER_RECOGNISERS,
];

/** Every secret that is no card number, security code or expiry date. */
export const PHRASE_RECOGNISERS: readonly PhraseRecogniser[] = [
  ibanPhrase,
  bicPhrase,
  bankAccountPhrase,
  sortCodePhrase,
  taxIdPhrase,
  ssnPhrase,
  birthDatePhrase,
  passwordPhrase,
  oneTimeCodePhrase,
  pinPhrase,
  phonePhrase,
  emailPhrase,
];

const bestOf = (
  recognisers: readonly EntityRecogniser[],
  digits: SecretDigits,
  context: EntityContext,
): EntityMatch | undefined =>
  recognisers
    .map(({ match }) => match(digits, context))
    .filter((found) => found !== undefined)
    .reduce<EntityMatch | undefined>(
      (best, found) => (best === undefined || found.score > best.score ? found : best),
      undefined,
    );

/** The best match of the payment recognisers; undefined where the digits can be none of them. */
export const recognise = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined =>
  bestOf(PAYMENT_RECOGNISERS, digits, context);

/** What else than payment data the digits may be, at best. */
export const recogniseOther = (digits: SecretDigits, context: EntityContext): EntityMatch | undefined =>
  bestOf(NUMBER_RECOGNISERS, digits, context);
