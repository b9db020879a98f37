/**
 * `tacet policy check|explain|diff|schema`: policy as code, for people and for CI.
 *
 * Exit codes: 0 valid, or nothing less strict; 1 not valid, or less strict; 2 wrong usage.
 */
import { readFile } from 'node:fs/promises';

import { counted } from './counted.js';
import { whyUnread, type Config } from '../app/config.js';
import { checkConfig } from '../app/policy/check.js';
import { diffConfigs, type PolicyChange } from '../app/policy/diff.js';
import { explain } from '../app/policy/explain.js';
import { Policies } from '../app/policy/policies.js';
import { configSchema } from '../app/policy/schema.js';
import { TacetError } from '../core/errors.js';

/** @throws TacetError TACET_CONFIG, after each problem has been told */
const checked = async (file: string): Promise<Config> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new TacetError('TACET_CONFIG', `${file} ${whyUnread(error)}`, { cause: error });
  }
  const result = checkConfig(text);
  if ('config' in result) return result.config;
  for (const { line, column, message } of result.problems)
    console.error(`${file}:${line}:${column}: ${message}`);
  throw new TacetError('TACET_CONFIG', `${file}: ${counted(result.problems.length, 'problem')}`);
};

export const check = async (file: string): Promise<void> => {
  const policies = new Policies(await checked(file));
  console.log(`valid    default   ${policies.default.evidence.policy}`);
  for (const tenant of policies.tenants)
    console.log(`valid    ${tenant.padEnd(8)}  ${policies.for(tenant)?.evidence.policy ?? ''}`);
};

export const runExplain = async (file: string, { tenant }: { readonly tenant?: string }): Promise<void> => {
  const config = await checked(file);
  const { lines, warnings } = explain(config, new Policies(config), tenant);
  for (const line of lines) console.log(line);
  if (warnings.length === 0) return;
  console.log('\nOpen');
  for (const warning of warnings) console.log(`  ! ${warning}`);
};

export const diff = async (
  before: string,
  after: string,
  { json }: { readonly json?: boolean },
): Promise<void> => {
  const changes = diffConfigs(await checked(before), await checked(after));
  for (const change of changes) console.log(json === true ? JSON.stringify(change) : lineOf(change));
  if (changes.length === 0 && json !== true) console.log('the policy is the same');
  if (changes.some(({ effect }) => effect === 'less strict')) process.exitCode = 1;
};

const lineOf = ({ effect, what, tenants }: PolicyChange): string =>
  `${effect.padEnd(11)}  ${what}  [${tenants.map((tenant) => tenant ?? 'default').join(', ')}]`;

export const printSchema = (): void => console.log(JSON.stringify(configSchema(), null, 2));
