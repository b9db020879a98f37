/** Tokens of a real HTTP identity provider. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { Providers } from './provider.js';
import { AuthSettings } from './settings.js';
import { AUDIENCE, IdentityProvider } from '../../test/auth/identity-provider.js';

let provider: IdentityProvider;
beforeEach(async () => {
  provider = await IdentityProvider.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await provider.close();
});

const providersOf = (input: object = {}): Providers => {
  const { issuer, jwksUrl } = provider;
  const base = { issuer, jwksUrl, audience: AUDIENCE };
  return new Providers(AuthSettings.parse({ providers: [{ ...base, ...input }] }).providers);
};
const now = (): Date => new Date();

describe('roles', () => {
  it.each([
    ['a list', { roles: ['auditor', 'agent'] }, {}, ['auditor', 'agent']],
    ['words', { roles: 'auditor agent' }, {}, ['auditor', 'agent']],
    ['one word', { roles: 'auditor' }, {}, ['auditor']],
    ['names of the provider', { roles: ['team-7'] }, { roles: { 'team-7': 'supervisor' } }, ['supervisor']],
    ['our names, where others are given', { roles: ['operator'] }, { roles: { a: 'agent' } }, []],
    ['names that mean nothing', { roles: ['admin', '__proto__', 'constructor'] }, {}, []],
    ['no names', { roles: [1, null, {}] }, {}, []],
    ['a path', { roles: { tacet: ['bridge'] } }, { rolesClaim: 'roles.tacet' }, ['bridge']],
    ['a path that leads nowhere', { roles: ['bridge'] }, { rolesClaim: 'roles.length.x' }, []],
    ['nothing', {}, {}, []],
  ])('are read from %s', async (_what, facts, settings, expected) => {
    const { principal } = await providersOf(settings).identify(await provider.token(facts), now());

    expect([...principal.roles]).toEqual(expected);
  });
});

describe('the tenant', () => {
  it('is that of the token, which then must have one', async () => {
    const providers = providersOf({ tenantClaim: 'tenant' });

    const { principal } = await providers.identify(await provider.token({ tenant: 'acme' }), now());

    expect(principal.tenant).toBe('acme');
    for (const tenant of [undefined, '', '*', '../x', 'a'.repeat(65)]) {
      await expect(providers.identify(await provider.token({ tenant }), now())).rejects.toMatchObject({
        code: 'TACET_TOKEN',
      });
    }
  });

  it('may be left out where that was said: they see all', async () => {
    const providers = providersOf({ tenantClaim: 'tenant', tenantOptional: true });

    expect((await providers.identify(await provider.token(), now())).principal.tenant).toBeUndefined();
    await expect(providers.identify(await provider.token({ tenant: '*' }), now())).rejects.toMatchObject({
      code: 'TACET_TOKEN',
    });
  });
});

describe('time', () => {
  it('may differ by the tolerance, and a token ends with it', async () => {
    const providers = providersOf({ clockToleranceSeconds: 60 });
    const before = Math.floor(Date.now() / 1_000);
    const token = await provider.token({ expiresIn: 10 });
    const after = Math.ceil(Date.now() / 1_000);
    const late = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);

    const { until } = await providers.identify(token, late(50));

    const seconds = (until?.getTime() ?? 0) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(before + 70);
    expect(seconds).toBeLessThanOrEqual(after + 70);
    await expect(providers.identify(token, late(90))).rejects.toMatchObject({ detail: 'it has expired' });
  });
});

describe('the keys of the provider', () => {
  it('may change: a token signed with a new one is taken after a while', async () => {
    const providers = providersOf();
    await providers.identify(await provider.token(), now());
    await provider.rotate();
    const token = await provider.token();

    // Whoever makes up names of keys does not make us ask again and again.
    await expect(providers.identify(token, now())).rejects.toMatchObject({ code: 'TACET_TOKEN' });
    expect(provider.asked).toBe(1);
    const later = Date.now() + 31_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await providers.identify(token, now());

    expect(provider.asked).toBe(2);
  });

  it('that cannot be fetched are not the fault of the token', async () => {
    provider.isAway = true;
    const providers = providersOf();
    const token = await provider.token();

    await expect(providers.identify(token, now())).rejects.toMatchObject({ code: 'TACET_PROVIDER_AWAY' });
    provider.isAway = false;
    await expect(providers.identify(token, now())).resolves.toMatchObject({
      principal: { subject: 'somebody' },
    });
  });
});

describe('the settings of a provider', () => {
  const base = { issuer: 'https://id.example/', audience: 'tacet', jwksUrl: 'https://id.example/keys' };

  it.each([
    ['a secret shared with it', { algorithms: ['HS256'] }],
    ['no signature', { algorithms: ['none'] }],
    ['keys that anybody on the way can change', { jwksUrl: 'http://id.example/keys' }],
    ['no audience', { audience: [] }],
    ['an optional tenant and no claim for it', { tenantOptional: true }],
    ['a role that there is not', { roles: { admins: 'admin' } }],
  ])('do not take %s', (_what, input) => {
    expect(AuthSettings.safeParse({ providers: [base] }).success).toBe(true);
    expect(AuthSettings.safeParse({ providers: [{ ...base, ...input }] }).success).toBe(false);
  });
});
