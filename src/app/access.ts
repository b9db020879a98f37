/**
 * Where the access log of this machine is, and what signs it: the key of the ledgers.
 */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import type { Config } from './config.js';
import { ledgerKeyFile } from './records.js';
import { systemClock, type Clock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';
import { tacetHome } from '../sense/models/store.js';
import type { AccessFact, Readable } from '../sink/access/access-fact.js';
import { AccessLog } from '../sink/access/access-log.js';
import { readAccessPage, type AccessPage, type AccessPageAsked } from '../sink/access/access-page.js';
import { ensureLedgerKey, readLedgerPublicKey } from '../sink/ledger/ledger-key.js';

export const accessDirectory = (config: Pick<Config, 'accessLog'>): string =>
  config.accessLog.directory ?? join(tacetHome(), 'access-log');

/** @throws TacetError TACET_KEY_UNREADABLE */
export const openAccessLog = async (
  config: Pick<Config, 'accessLog' | 'ledger'>,
  clock: Clock = systemClock,
): Promise<AccessLog> =>
  new AccessLog({
    directory: accessDirectory(config),
    key: await ensureLedgerKey(ledgerKeyFile(config)),
    clock,
  });

/** Opened when it is needed first: a relay that shows nothing needs no key. */
export const accessNoter = (
  config: Pick<Config, 'accessLog' | 'ledger'>,
  clock: Clock,
): ((fact: AccessFact) => Promise<void>) => {
  let opened: Promise<AccessLog> | undefined;
  return async (fact) => {
    opened ??= openAccessLog(config, clock);
    let log: AccessLog;
    try {
      log = await opened;
    } catch (cause) {
      opened = undefined;
      throw new TacetError('TACET_ACCESS_LOG', 'its key cannot be used', { cause });
    }
    await log.note(fact);
  };
};

/** For auditors; empty where nobody was shown anything yet. */
export const accessReader =
  (config: Pick<Config, 'accessLog' | 'ledger'>) =>
  async (page: AccessPageAsked): Promise<AccessPage> => {
    const directory = accessDirectory(config);
    if (!existsSync(directory)) return { entries: [], holds: true, next: undefined };
    const publicKey = await readLedgerPublicKey(ledgerKeyFile(config));
    return readAccessPage(directory, publicKey, page);
  };

/** A read by somebody at the machine itself. */
const readAtMachine = (what: readonly Readable[], call: string | null): AccessFact => ({
  kind: 'read',
  what,
  call,
  who: userName(),
  roles: [],
  tenant: null,
  via: 'cli',
  address: null,
});

/**
 * Before anything is shown.
 * @throws TacetError TACET_ACCESS_LOG, TACET_KEY_UNREADABLE
 */
export const noteAtMachine = async (
  config: Pick<Config, 'accessLog' | 'ledger'>,
  what: readonly Readable[],
  call: string | null,
): Promise<void> => {
  const log = await openAccessLog(config);
  await log.note(readAtMachine(what, call));
};

/** In a container a user may have a number only. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
};
