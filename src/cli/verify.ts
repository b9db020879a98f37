/**
 * `tacet verify`: checks the evidence of a call and says what does not hold, by entry.
 */

import { counted } from './counted.js';
import { placeOf, type StoreFlags } from './recordings.js';
import { writeText } from './write-text.js';
import { noteAtMachine } from '../app/access.js';
import { certificateOf } from '../app/recordings/certificate.js';
import { readIdentities } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { ledgerKeyFile } from '../app/records.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';
import { readLedgerPublicKey } from '../sink/ledger/ledger-key.js';
import type { LedgerEntry } from '../sink/ledger/fact.js';
import { factsOf } from '../sink/ledger/read-ledger.js';

interface VerifyFlags extends StoreFlags {
  readonly identity?: string;
  readonly ledgerKey?: string;
  readonly certificate?: string;
}

export const verify = async (name: string, flags: VerifyFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  const folder = await store.find(name);
  const keyFile = flags.ledgerKey ?? ledgerKeyFile(config);
  const publicKey = await readLedgerPublicKey(keyFile);
  const identities = flags.identity === undefined ? undefined : await readIdentities(flags.identity);
  if (identities !== undefined) await noteAtMachine(config, ['recording', 'ledger'], folder.name);
  const verification = await verifyCall(folder, publicKey, identities);
  const { faults, entries, lines, compared } = verification;
  if (flags.certificate !== undefined)
    await writeText(flags.certificate, certificateOf(name, verification, systemClock.wall()));
  for (const { entry, what } of faults) console.error(entry === undefined ? what : `entry ${entry} ${what}`);
  if (faults.length > 0)
    throw new TacetError('TACET_LEDGER_BROKEN', `${counted(faults.length, 'fault')} in ${lines} entries`);
  console.log(`ledger   ${lines} entries: chain and signatures hold`);
  console.log(`files    ${filesOf(entries)}`);
  const stretches = factsOf(entries, 'withheld').length;
  const isErased = factsOf(entries, 'erased').length > 0;
  const ifClosed = isErased ? 'by the ledger' : 'by the ledger; --identity also looks into the recording';
  console.log(
    `masks    ${stretches} stretches: ${identities === undefined ? ifClosed : `fill only (${compared} samples compared)`}`,
  );
};

/** What was found of the files of a call that holds. */
const filesOf = (entries: readonly LedgerEntry[]): string => {
  const [erased] = factsOf(entries, 'erased');
  if (erased !== undefined) return `none is left: the call was erased at ${erased.at}`;
  const removed = new Set(factsOf(entries, 'removed').flatMap(({ files }) => files)).size;
  const asSealed = `${factsOf(entries, 'sealed').length - removed}: as they were sealed`;
  return removed === 0 ? asSealed : `${asSealed}; ${removed} others were removed`;
};
