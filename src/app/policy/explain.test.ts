import { describe, expect, it } from '@jest/globals';

import { explain } from './explain.js';
import { Policies } from './policies.js';
import { parseConfig, type ConfigInput } from '../config.js';

const explained = (input: ConfigInput, tenant?: string): { text: string; warnings: string } => {
  const config = parseConfig(input);
  const { lines, warnings } = explain(config, new Policies(config), tenant);
  return { text: lines.join('\n'), warnings: warnings.join('\n') };
};

describe('a policy in words', () => {
  it('says who is spared what, whole groups by their name', () => {
    const { text } = explained({ entities: { agent: ['payment', 'iban'] } });

    expect(text).toMatch(/the agent does not hear: payment \(pan, .*\), iban$/m);
    expect(text).toMatch(/the caller does not hear, the recording does not hold, .*: payment \([^)]*\)$/m);
  });

  it('says that nothing is recorded where nobody could read it', () => {
    expect(explained({}).text).toMatch(/nothing is recorded or written down/);
  });

  it('says that a tenant is refused, or has the default policy', () => {
    expect(explained({ unknownTenant: 'refuse' }, 'acme').text).toMatch(/refused/);
    expect(explained({}, 'acme').text).toMatch(/not listed: the default policy/);
    expect(explained({ tenants: { acme: {} } }, 'acme').text).not.toMatch(/not listed/);
  });

  it.each<[ConfigInput, RegExp]>([
    [{ mode: 'shadow' }, /hear every secret/],
    [{ mode: 'shadow', shadow: { recordsSecrets: true } }, /secrets are recorded/],
    [{ entities: { withoutPayment: true, agent: [] } }, /payment data reach: agent$/m],
    [{ live: { whenBlind: 'pass' } }, /everything is heard/],
    [{ engines: {} }, /not looked for/],
    [{ recording: { unencrypted: true } }, /anybody with the disk[^]*for ever/],
    [
      { consent: { required: 'before-recording', givenBy: { parameter: false, api: false } } },
      /nothing is ever recorded/,
    ],
    [{ recording: { unencrypted: true }, consent: { optOut: { api: false } } }, /nobody can opt out/],
    [{ tenants: { acme: {} } }, /tenants that are not listed are taken/],
  ])('warns of what is open: %j', (input, warning) => {
    expect(explained(input).warnings).toMatch(warning);
  });

  it('warns of nothing where nothing is open', () => {
    expect(explained({}).warnings).toBe('');
  });
});
