/**
 * Every route and every role, with tokens that hold and tokens that do not, over real sockets: the routes that the
 * OpenAPI document names and those that it does not.
 */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { AUDIENCE, forged, IdentityProvider, tampered } from './identity-provider.js';
import { ERRORS } from '../../core/errors.js';
import { ROLES } from '../../control/principal.js';
import type { GuardedRoute } from '../../control/auth/guard.js';
import { RunningTacet } from '../bridges/running-tacet.js';

let provider: IdentityProvider;
let server: RunningTacet;
beforeAll(async () => {
  provider = await IdentityProvider.start();
  const { issuer, jwksUrl } = provider;
  server = await RunningTacet.start({
    engines: {},
    auth: {
      providers: [{ issuer, jwksUrl, audience: AUDIENCE, tenantClaim: 'tenant', tenantOptional: true }],
      failuresPerMinute: 100_000,
      requestsPerMinute: 100_000,
    },
  });
});
afterAll(async () => {
  await RunningTacet.stopAll();
  await provider.close();
});

interface Answer {
  readonly status: number;
  readonly challenge: string;
  readonly text: string;
}

/** Of routes that take nothing without one. */
const BODIES = { '/consent': { consent: 'refused' }, '/subject': { subject: 'customer-1' } };
/** A policy may not let consent be told by the API: then it says so, to those who may ask. */
const ANSWERS: readonly number[] = [200, 204, ERRORS.TACET_CONSENT_WAY.status];

/** What streams is not read to its end: it has none. */
const ask = async ({ method, url }: GuardedRoute, token?: string, call = 'nothing'): Promise<Answer> => {
  const path = url.replace(/:[^/]+/g, call).replace('*', 'nothing');
  const body = Object.entries(BODIES).find(([end]) => url.endsWith(end))?.[1];
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${String(server.port)}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: abort.signal,
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? '' : await response.text();
  abort.abort();
  return { status: response.status, challenge: response.headers.get('www-authenticate') ?? '', text };
};

const REFUSED = [401, 403];
const routes = (): GuardedRoute[] => server.tacet.routes.filter(({ method }) => method !== 'HEAD');
const guarded = (): GuardedRoute[] => routes().filter(({ allow }) => allow.length > 0);

describe('every route', () => {
  it('is known, and most of them ask who comes', () => {
    expect(routes().map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/healthz', '/readyz', '/metrics']),
    );
    expect(
      routes()
        .filter(({ allow }) => allow.length === 0)
        .map(({ url }) => url)
        .sort(),
    ).toEqual(['/healthz', '/readyz', '/v1/openapi.json']);
  });

  it('of the API is in the document, with the roles that may use it', async () => {
    const { text } = await ask({ method: 'GET', url: '/v1/openapi.json', allow: [] });
    const { paths } = JSON.parse(text) as Document;
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => `${method.toUpperCase()} ${path}: ${operation['x-roles'].join(', ')}`,
      ),
    );
    const declared = routes().map(
      ({ method, url, allow }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}: ${allow.join(', ')}`,
    );

    expect(documented.sort()).toEqual(declared.sort());
  });

  it.each(ROLES)('does for the role %s what it says', async (role) => {
    for (const tenant of [undefined, 'acme', 'other']) {
      const token = await provider.token({ roles: [role], tenant });
      for (const route of guarded()) {
        const { status } = await ask(route, token);

        expect([route.url, status === 403]).toEqual([route.url, !route.allow.includes(role)]);
        expect([route.url, status === 401]).toEqual([route.url, false]);
      }
    }
  });

  it('has nothing for those who show nothing, or somebody of no role', async () => {
    const roleless = await provider.token({ roles: ['gardener'] });
    for (const route of guarded()) {
      const nobody = await ask(route);
      expect([route.url, nobody.status]).toEqual([route.url, 401]);
      expect(nobody.challenge).toContain('Bearer');
      expect((await ask(route, roleless)).status).toBe(403);
    }
  });

  it.each([
    ['expired', () => provider.token({ roles: ROLES, expiresIn: -120 }), 'expired'],
    ['for another audience', () => provider.token({ roles: ROLES, audience: 'shop' }), 'audience'],
    [
      'of another issuer',
      () => provider.token({ roles: ROLES, issuer: 'https://elsewhere.example' }),
      'issuer',
    ],
    ['tampered with', async () => tampered(await provider.token({ roles: ROLES }), 1), ''],
    ['signed otherwise', async () => tampered(await provider.token({ roles: ROLES }), 2), 'signature'],
    ['not signed at all', () => forged({ alg: 'none' }, claims(), ''), 'algorithm'],
    ['signed with the public key as a secret', () => confused(), 'algorithm'],
    ['no token', () => 'not-a-token', 'no JWT'],
    ['no key', () => `tacet_${'A'.repeat(43)}`, 'no key'],
  ])('refuses a token that is %s, says why and never repeats it', async (_what, make, why) => {
    const token = await make();
    for (const route of guarded()) {
      const { status, challenge, text: body } = await ask(route, token);

      expect([route.url, status]).toEqual([route.url, 401]);
      expect(challenge).toContain('error="invalid_token"');
      if (route.method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ code: 'TACET_TOKEN' });
      expect(body).toContain(why);
      for (const part of token.split('.').filter(({ length }) => length > 8)) {
        expect(body + challenge + server.lines.join('')).not.toContain(part);
      }
    }
  });

  it('never refuses as guarded what anybody may have', async () => {
    for (const route of routes().filter(({ allow }) => allow.length === 0)) {
      expect(REFUSED).not.toContain((await ask(route)).status);
      expect(REFUSED).not.toContain((await ask(route, 'not-a-token')).status);
    }
  });
});

describe('a call of a tenant', () => {
  const OF_ACME = 'call-of-acme';
  const NONE = 'call-of-nobody';
  beforeAll(async () => {
    const token = await provider.token({ roles: ['bridge'], tenant: 'acme' });
    await server.connect(`${OF_ACME}/caller`, `token=${token}`);
    await server.connect(`${OF_ACME}/agent`, `token=${token}`);
  });
  const ofCalls = (): GuardedRoute[] => guarded().filter(({ url }) => /:(id|call)/.test(url));

  it.each(ROLES)('is there for a %s of that tenant and of none, and not for one of another', async (role) => {
    const [own, all, other] = await Promise.all(
      ['acme', undefined, 'other'].map((tenant) => provider.token({ roles: [role], tenant })),
    );
    for (const route of ofCalls().filter(({ allow }) => allow.includes(role))) {
      const hidden = await ask(route, other, OF_ACME);
      const absent = await ask(route, other, NONE);

      // As if there were no such call, to the letter.
      expect([route.url, hidden.status, hidden.text]).toEqual([
        route.url,
        absent.status,
        absent.text.replaceAll(NONE, OF_ACME),
      ]);
      if (!route.url.startsWith('/v1/calls/')) continue;
      expect([route.url, hidden.status]).toEqual([route.url, 404]);
      for (const token of [own, all]) {
        const { status } = await ask(route, token, OF_ACME);
        expect([route.url, ANSWERS.includes(status)]).toEqual([route.url, true]);
      }
    }
  });

  it('is in no answer to somebody of another tenant', async () => {
    const [own, other] = await Promise.all(
      ['acme', 'other'].map((tenant) => provider.token({ roles: ROLES, tenant })),
    );
    const lists = guarded().filter(({ method, url }) => method === 'GET' && !url.includes(':'));
    const shown = await Promise.all(lists.map((route) => ask(route, own)));
    const hidden = await Promise.all(lists.map((route) => ask(route, other)));

    expect(shown.some(({ text }) => text.includes(OF_ACME))).toBe(true);
    expect(hidden.filter(({ text }) => text.includes(OF_ACME))).toEqual([]);
  });
});

describe('the keys of the provider', () => {
  it('are fetched once for many tokens', async () => {
    const [route] = guarded();
    if (route === undefined) throw new Error('there is no guarded route');
    await ask(route, await provider.token({ roles: ROLES }));
    const before = provider.asked;
    for (let i = 0; i < 20; i++) await ask(route, await provider.token({ roles: ROLES }));

    expect(provider.asked).toBe(before);
  });
});

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly 'x-roles': readonly string[] }>>>
  >;
}

const claims = (): object => ({
  iss: provider.issuer,
  aud: AUDIENCE,
  sub: 'somebody',
  roles: ROLES,
  exp: Math.floor(Date.now() / 1_000) + 300,
});

/** RFC 8725, section 2.1: the public key is no secret, so whoever has it could sign with it. */
const confused = (): string => {
  const unsigned = forged({ alg: 'HS256', kid: provider.publicKey.kid }, claims(), '').slice(0, -1);
  const secret = JSON.stringify(provider.publicKey);
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
};
