/**
 * `tacet token create`: a key for one machine, and the lines of the configuration that know it by its hash.
 *
 * Standard output is the key alone, so that a script can take it. It is shown once and kept nowhere.
 */
import { stringify } from 'yaml';

import { TacetError } from '../core/errors.js';
import type { Role } from '../control/principal.js';
import { AuthSettings } from '../control/auth/settings.js';
import { newKey } from '../control/auth/static-keys.js';

interface TokenFlags {
  readonly role: readonly Role[];
  readonly name?: string;
  readonly tenant?: string;
  readonly days?: string;
}

const DAY_MS = 86_400_000;

export const create = ({ role, name, tenant, days }: TokenFlags): void => {
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days))
    throw new TacetError('TACET_USAGE', '--days is a number of days');
  const { key, sha256 } = newKey();
  const notAfter = days && new Date(Date.now() + Number(days) * DAY_MS).toISOString();
  const entry = {
    name: name ?? role[0] ?? 'key',
    roles: [...new Set(role)],
    sha256,
    ...(tenant === undefined ? {} : { tenant }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
  const { success, error } = AuthSettings.safeParse({ keys: [entry] });
  if (!success) throw new TacetError('TACET_USAGE', error.issues.map(({ message }) => message).join('; '));
  console.error('add to the configuration:\n');
  console.error(stringify({ auth: { keys: [entry] } }));
  console.error('the key, shown once (Authorization: Bearer ...):\n');
  console.log(key);
};
