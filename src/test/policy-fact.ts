/** What the ledger of a call in a test says of its policy. */
import type { PolicyFact } from '../sink/ledger/fact.js';

export const SOME_POLICY: PolicyFact & { readonly tenant: null } = {
  policy: 'p',
  policyVersion: null,
  mode: 'enforce',
  consentRequired: false,
  retention: { days: null, transcriptDays: null, ledgerDays: null },
  tenant: null,
};
