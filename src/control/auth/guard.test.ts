/** Routes of all kinds behind the guard, asked over real sockets. */
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';

import { Admission } from './admission.js';
import { challengeOf } from './answer.js';
import { Authenticator } from './authenticator.js';
import { doorOf } from './door.js';
import { guard } from './guard.js';
import { AuthSettings } from './settings.js';
import { newKey } from './static-keys.js';
import { ROLES } from '../principal.js';
import { ManualClock } from '../../core/clock.js';
import { answerTo, problemOf, type RequestError } from '../api/problem.js';
import { TacetError } from '../../core/errors.js';
import type { AccessFact } from '../../sink/access/access-fact.js';

const SECRET = 'what was recorded';

interface Guarded {
  readonly ask: (path: string, key?: string, headers?: Record<string, string>) => Promise<Response>;
  readonly noted: AccessFact[];
  readonly admission: Admission;
  readonly clock: ManualClock;
  isLogBroken: boolean;
}

let http: FastifyInstance | undefined;
afterEach(() => http?.close());

const start = async (input: object): Promise<Guarded> => {
  const auth = AuthSettings.parse(input);
  const clock = new ManualClock();
  const admission = new Admission({
    authenticator: new Authenticator(auth),
    door: doorOf(auth, '127.0.0.1'),
    clock,
    failuresPerMinute: auth.failuresPerMinute,
  });
  http = fastify({ forceCloseConnections: true, trustProxy: auth.trustedProxies });
  const noted: AccessFact[] = [];
  const noteAccess = (fact: AccessFact): Promise<void> => {
    if (guarded.isLogBroken) return Promise.reject(new TacetError('TACET_ACCESS_LOG'));
    noted.push(fact);
    return Promise.resolve();
  };
  guard(http, {
    admission,
    requestsPerMinute: auth.requestsPerMinute,
    noteAccess,
    onRefused: () => undefined,
  });
  void http.register((routes, _options, done) => {
    routes.get('/open', { config: { allow: [] } }, () => 'anybody');
    routes.get('/who', { config: { allow: ROLES } }, ({ principal }) => ({
      ...principal,
      roles: [...principal.roles],
    }));
    routes.get('/run', { config: { allow: ['operator'] } }, () => 'done');
    routes.get('/recordings/:id', { config: { allow: ['auditor'], reads: ['recording'] } }, () => SECRET);
    routes.get('/none/:id', { config: { allow: ['auditor'], reads: ['recording'] } }, () => {
      throw new TacetError('TACET_CALL_UNKNOWN');
    });
    done();
  });
  http.setNotFoundHandler((_request, reply) => reply.code(404).send(problemOf('TACET_PATH_UNKNOWN')));
  http.setErrorHandler((error: RequestError, _request, reply) => {
    const { status, problem } = answerTo(error);
    if (status === 401) void reply.header('www-authenticate', challengeOf(error));
    return reply.code(status).send(problem);
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = http.server.address() as AddressInfo;
  const guarded: Guarded = {
    ask: (path, key, headers = {}) =>
      fetch(`http://127.0.0.1:${String(port)}${path}`, {
        headers: { ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      }),
    noted,
    admission,
    clock,
    isLogBroken: false,
  };
  return guarded;
};

const keyOf = (input: object): { readonly key: string; readonly entry: object } => {
  const { key, sha256 } = newKey();
  return { key, entry: { name: 'key', roles: ['auditor'], sha256, ...input } };
};

describe('a route', () => {
  it('that does not say who may use it stops the start', async () => {
    const { admission } = await start({});
    await http?.close();
    const noteAccess = (): Promise<void> => Promise.resolve();
    http = fastify();
    guard(http, { admission, requestsPerMinute: 1, noteAccess, onRefused: () => undefined });

    expect(() => http?.get('/forgotten', () => 'x')).toThrow(/forgotten/);
  });

  it('is for those with one of its roles', async () => {
    const { key, entry } = keyOf({ roles: ['auditor', 'supervisor'], tenant: 'acme' });
    const { ask } = await start({ keys: [entry] });

    expect(await (await ask('/who', key)).json()).toEqual({
      subject: 'key',
      roles: ['auditor', 'supervisor'],
      tenant: 'acme',
    });
    const refused = await ask('/run', key);
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'TACET_FORBIDDEN' }]);
    expect((await ask('/open')).status).toBe(200);
    expect((await ask('/nowhere')).status).toBe(404);
  });

  it('asks nobody on this machine where there is no auth, and everybody who comes through something', async () => {
    const { ask } = await start({});

    expect((await ask('/run')).status).toBe(200);
    const forwarded = await ask('/run', undefined, { 'x-forwarded-for': '203.0.113.9' });
    expect([forwarded.status, await forwarded.json()]).toMatchObject([
      401,
      { code: 'TACET_UNAUTHORISED', message: expect.stringContaining('configure auth') as unknown },
    ]);
  });
});

describe('limits', () => {
  it('of networks count for the address behind a trusted proxy, and are named', async () => {
    const { key, entry } = keyOf({ networks: ['10.0.0.0/8'] });
    const { ask, noted } = await start({ keys: [entry], trustedProxies: ['127.0.0.1'] });

    const inside = await ask('/recordings/c-1', key, { 'x-forwarded-for': '10.1.2.3' });
    const outside = await ask('/recordings/c-1', key, { 'x-forwarded-for': '203.0.113.9' });

    expect([inside.status, outside.status]).toEqual([200, 403]);
    expect(await outside.json()).toMatchObject({ code: 'TACET_NETWORK' });
    expect(noted.map(({ kind, address, code }) => [kind, address, code])).toEqual([
      ['read', '10.1.2.3', undefined],
      ['refused', '203.0.113.9', 'TACET_NETWORK'],
    ]);
  });

  it('of networks do not believe what somebody says of themselves', async () => {
    const { key, entry } = keyOf({ networks: ['10.0.0.0/8'] });
    const { ask } = await start({ keys: [entry] });

    expect((await ask('/recordings/c-1', key, { 'x-forwarded-for': '10.1.2.3' })).status).toBe(403);
  });

  it('of hours take a role away, and leave the others', async () => {
    // The clock shows 1970-01-01, 00:00 in UTC: a Thursday.
    const hours = [{ zone: 'UTC', days: ['thu'], from: '08:00', to: '18:00' }];
    const { key, entry } = keyOf({ roles: ['operator', 'auditor'] });
    const { ask, clock } = await start({ keys: [entry], limits: { operator: { hours } } });

    const early = await ask('/run', key);
    expect([early.status, await early.json()]).toMatchObject([403, { code: 'TACET_HOURS' }]);
    expect(await (await ask('/who', key)).json()).toMatchObject({ roles: ['auditor'] });
    clock.advance(8 * 3_600_000);
    expect((await ask('/run', key)).status).toBe(200);
  });

  it('of a key that has expired', async () => {
    const { key, entry } = keyOf({ notAfter: '1970-01-01T01:00:00Z' });
    const { ask, clock } = await start({ keys: [entry] });

    expect((await ask('/who', key)).status).toBe(200);
    clock.advance(3_600_000);
    expect(await (await ask('/who', key)).json()).toMatchObject({
      code: 'TACET_TOKEN',
      message: expect.stringContaining('(the key has expired)') as unknown,
    });
  });

  it('of requests are told, and do not count for probes', async () => {
    const { key, entry } = keyOf({});
    const { ask } = await start({ keys: [entry], requestsPerMinute: 3 });

    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask('/who', key)).status);

    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(await (await ask('/who', key)).json()).toMatchObject({ code: 'TACET_RATE' });
    expect((await ask('/open')).status).toBe(200);
  });
});

describe('somebody who guesses', () => {
  it('is counted, slowed and then not heard, while another address is', async () => {
    const { key, entry } = keyOf({});
    const { ask, admission, clock } = await start({
      keys: [entry],
      failuresPerMinute: 1,
      trustedProxies: ['127.0.0.1'],
    });
    const from = (address: string, shown: string): Promise<Response> =>
      ask('/who', shown, { 'x-forwarded-for': address });

    expect((await from('203.0.113.9', 'tacet_x')).status).toBe(401);
    const failures = async (count: number): Promise<void> => {
      while (admission.refused.get('TACET_TOKEN') !== count)
        await new Promise((resolve) => setImmediate(resolve));
    };
    const slowed = Array.from({ length: 8 }, () => from('203.0.113.9', 'tacet_x'));
    await failures(9);
    // They wait for the clock; those who are right do not.
    expect((await from('203.0.113.9', key)).status).toBe(200);
    slowed.push(from('203.0.113.9', 'tacet_x'));
    await failures(10);
    clock.advance(1_000);
    expect(new Set((await Promise.all(slowed)).map(({ status }) => status))).toEqual(new Set([401]));

    expect((await from('203.0.113.9', key)).status).toBe(429);
    expect((await from('198.51.100.1', key)).status).toBe(200);
    clock.advance(60_000);
    expect((await from('203.0.113.9', key)).status).toBe(200);
  });
});

describe('the access log', () => {
  it('has what was shown, to whom, and who was refused', async () => {
    const { key, entry } = keyOf({ name: 'revision', tenant: 'acme' });
    const other = keyOf({ name: 'desk', roles: ['supervisor'] });
    const { ask, noted } = await start({ keys: [entry, other.entry] });

    expect(await (await ask('/recordings/c-1', key)).text()).toBe(SECRET);
    await ask('/recordings/c-1', other.key);
    await ask('/recordings/c-1');
    await ask('/none/c-1', key);
    await ask('/who', key);

    expect(noted).toEqual([
      expect.objectContaining({
        kind: 'read',
        what: ['recording'],
        call: 'c-1',
        who: 'revision',
        tenant: 'acme',
      }),
      expect.objectContaining({ kind: 'refused', call: 'c-1', who: 'desk', code: 'TACET_FORBIDDEN' }),
    ]);
  });

  it('does not keep what somebody who was refused has put into the path', async () => {
    const desk = keyOf({ name: 'desk', roles: ['supervisor'] });
    const { ask, noted } = await start({ keys: [desk.entry] });
    const uuid = '01a21a7a-f363-751d-9dab-c6ede941438c';
    const asked = [
      '4111111111111111',
      'c-4111-1111-1111-1111',
      '4111 1111 1111 1111',
      'what%0Ais this',
      uuid,
      'c.2',
    ];

    for (const id of asked) await ask(`/recordings/${id}`, desk.key);

    expect(noted.map(({ call }) => call)).toEqual([...Array<string>(4).fill('[redacted]'), uuid, 'c.2']);
  });

  it('that cannot be written keeps everything back', async () => {
    const { key, entry } = keyOf({});
    const guarded = await start({ keys: [entry] });
    guarded.isLogBroken = true;

    const response = await guarded.ask('/recordings/c-1', key);

    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/TACET_ACCESS_LOG/);
    expect((await guarded.ask('/who', key)).status).toBe(200);
  });
});
