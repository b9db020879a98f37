/** The control API as a whole: its document, its errors, its recordings, and what no request makes of it. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';

import { RunningTacet, scripted } from './bridges/running-tacet.js';
import { voice } from './bridges/signals.js';
import { until } from './bridges/until.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { ROLES } from '../control/principal.js';
import { OpenedCall } from '../sink/sealing/opened-call.js';
import { FolderStore } from '../sink/stores/folder.js';

interface Operation {
  readonly 'x-roles': readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let keys: string;
let recipient: string;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
});
afterAll(() => rm(keys, { recursive: true }));

let server: RunningTacet;
beforeEach(async () => {
  server = await RunningTacet.start({
    engines: { en: scripted({}) },
    recording: { unencrypted: false, recipients: [recipient] },
    ledger: { keyFile: join(keys, 'ledger.key') },
  });
});
afterEach(() => RunningTacet.stopAll());

const json = async <Answer>(path: string): Promise<Answer> =>
  (await (await server.get(path)).json()) as Answer;

describe('the document of the API', () => {
  it('is valid OpenAPI 3.1, and says of every route who may use it', async () => {
    const document = await json<Document>('/v1/openapi.json');

    const result = await new Validator().validate({ ...document });

    expect(result).toMatchObject({ valid: true });
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(12);
    for (const { 'x-roles': roles } of operations) for (const role of roles) expect(ROLES).toContain(role);
    for (const [path, methods] of Object.entries(document.paths))
      for (const { 'x-roles': roles } of Object.values(methods))
        expect([path, roles.length > 0]).toEqual([
          path,
          !['/healthz', '/readyz', '/v1/openapi.json'].includes(path),
        ]);
  });

  it('has every route that there is', async () => {
    const document = await json<Document>('/v1/openapi.json');

    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(server.tacet.routes.map(({ url }) => url.replace(/:(\w+)/g, '{$1}')))].sort(),
    );
  });
});

describe('whatever is asked', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('c', '..', '%2e%2e', 'c.2', '%00', '%', 'key.age', 'ledger.jsonl'),
  );
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          scope: fc.oneof(fc.subarray(['agent', 'caller', 'recording', 'transcript']), fc.jsonValue()),
          reason: fc.oneof(fc.string(), fc.jsonValue()),
          maxDurationMs: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
          requestId: fc.oneof(fc.string(), fc.jsonValue()),
          pauseId: fc.oneof(fc.uuid(), fc.jsonValue()),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  );

  it('is answered without a failure of ours, and with a code where it is refused', async () => {
    await server.call({ id: 'c' });
    const document = await json<Document>('/v1/openapi.json');
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    const origin = `http://127.0.0.1:${String(server.port)}`;

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.array(text, { minLength: 2, maxLength: 2 }),
        fc.array(fc.tuple(fc.constantFrom('limit', 'after', 'state', 'type', 'call', 'x'), text), {
          maxLength: 3,
        }),
        body,
        fc.constantFrom('application/json', 'application/yaml', 'text/plain', 'application/octet-stream'),
        async ({ path, method }, parameters, query, sent, type) => {
          let n = 0;
          const filled = path.replace(/\{\w+\}/g, () => parameters[n++] ?? 'c').replace(/[?#\s\\]/g, '_');
          const url = `${origin}${filled}?${new URLSearchParams(query as [string, string][]).toString()}`;
          const hasBody = method !== 'get';
          const ended = new AbortController();
          const answer = await fetch(url, {
            method: method.toUpperCase(),
            signal: ended.signal,
            ...(hasBody ? { body: sent, headers: { 'content-type': type } } : {}),
          });
          expect(answer.status).toBeLessThan(500);
          if (answer.status >= 400)
            expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/^TACET_/) });
          else if (answer.headers.get('content-type')?.startsWith('text/event-stream') === true)
            ended.abort();
          else await answer.arrayBuffer();
        },
      ),
      { numRuns: 400 },
    );
    expect(server.lines.join('\n')).not.toContain('a request failed');
  });

  it('is refused where it is too long or no request, without a word of it', async () => {
    const ask = async (body: string, type: string): Promise<[number, string]> => {
      const answer = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/c/pause`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      return [answer.status, await answer.text()];
    };

    const answers = [
      await ask(`{"reason":"${'4111111111111111'.repeat(5_000)}"}`, 'application/json'),
      await ask('{"4111111111111111":1}', 'application/json'),
      await ask('4111111111111111', 'text/plain'),
      await ask('{4111111111111111', 'application/json'),
    ];

    expect(answers.map(([status]) => status)).toEqual([413, 400, 400, 400]);
    expect(JSON.stringify(answers)).not.toContain('4111');
  });
});

describe('the list of calls', () => {
  it('comes in pages, by state and tenant', async () => {
    for (const id of ['a', 'b', 'c']) await server.connect(`${id}/caller`);
    await server.connect('b/agent');

    const first = await json<{ calls: { id: string }[]; next: string }>('/v1/calls?limit=2');
    const second = await json<{ calls: { id: string }[]; next?: string }>(
      `/v1/calls?limit=2&after=${encodeURIComponent(first.next)}`,
    );
    const live = await json<{ calls: { id: string }[] }>('/v1/calls?state=live');
    const others = await json<{ calls: { id: string }[] }>('/v1/calls?tenant=acme');

    expect([...first.calls, ...second.calls].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeUndefined();
    expect(live.calls.map(({ id }) => id)).toEqual(['b']);
    expect(others.calls).toEqual([]);
  });
});

describe('recordings', () => {
  const erase = (name: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(server.port)}/v1/recordings/${name}`, { method: 'DELETE' });

  it('are listed, shown and downloaded as ciphertext that the key opens', async () => {
    const call = await server.call({ id: 'c' });
    await call.say({ caller: voice(20) });
    const running = await json<{ recordings: object[] }>('/v1/recordings');
    await call.hangUp();

    const list = await json<{ recordings: object[] }>('/v1/recordings');
    const shown = await json<{ files: string[] }>('/v1/recordings/c');
    const file = await server.get('/v1/recordings/c/files/recording.wav.000001.age');
    const bytes = Buffer.from(await file.arrayBuffer());

    expect(running.recordings).toMatchObject([{ name: 'c', state: 'running' }]);
    expect(list.recordings).toMatchObject([{ name: 'c', state: 'complete' }]);
    expect(shown.files).toContain('key.age');
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    const folder = await new FolderStore(server.directory).find('c');
    expect(bytes.equals(Buffer.from(await folder.get('recording.wav.000001.age')))).toBe(true);
    const opened = await OpenedCall.open(folder, await readIdentities(join(keys, 'a.key')));
    expect(opened).toBeDefined();
  });

  const filesOf = async (name: string): Promise<readonly string[]> =>
    (await json<{ files: string[] }>(`/v1/recordings/${name}`)).files;

  it('of a call that was cut off with its process are told from one that runs', async () => {
    const call = await server.call({ id: 'c' });
    await call.say({ caller: voice(5) });
    await until(async () => (await filesOf('c')).includes('key.age'), 'its key');
    // What such a process leaves: no sign of a writer that lives.
    await mkdir(join(server.directory, 'left'));
    for (const name of ['key.age', 'ledger.jsonl'])
      await cp(join(server.directory, 'c', name), join(server.directory, 'left', name));

    const { recordings } = await json<{ recordings: object[] }>('/v1/recordings');

    expect(recordings).toMatchObject([
      { name: 'c', state: 'running' },
      { name: 'left', state: 'cut-off' },
    ]);
    expect(await json('/v1/recordings/left')).toMatchObject({ state: 'cut-off' });
  });

  it('are in the access log, each time that somebody was shown something of them', async () => {
    const call = await server.call({ id: 'seen' });
    await call.say({ caller: voice(5) });
    await call.hangUp();
    await json('/v1/recordings/seen');
    await json('/v1/recordings/seen/ledger');
    await (await server.get('/v1/recordings/seen/files/key.age')).arrayBuffer();
    await (await server.get('/v1/recordings/nobody')).text();

    const log = await json<{ entries: object[]; holds: boolean }>('/v1/access-log?call=seen');
    const page = await json<{ entries: object[]; next: string }>('/v1/access-log?limit=1');
    const after = await json<{ entries: object[] }>(`/v1/access-log?limit=1&after=${page.next}`);

    expect(log.holds).toBe(true);
    expect(log.entries).toMatchObject(
      [['list'], ['ledger'], ['recording']].map((what) => ({ kind: 'read', what, call: 'seen', via: 'api' })),
    );
    expect(page.entries).toHaveLength(1);
    expect(after.entries).not.toEqual(page.entries);
  });

  it('are erased once, with a receipt, and not while their call runs', async () => {
    const call = await server.call({ id: 'c' });
    await call.say({ caller: voice(5) });
    const tooEarly = await erase('c');
    await call.hangUp();

    const erased = await erase('c');
    const { receipt } = (await erased.json()) as { receipt: string };

    expect([tooEarly.status, ((await tooEarly.json()) as { code: string }).code]).toEqual([
      409,
      'TACET_CALL_RUNS',
    ]);
    expect(JSON.parse(receipt)).toMatchObject({ entry: { kind: 'erased' } });
    expect(await json('/v1/recordings/c')).toMatchObject({ state: 'erased', files: [] });
    expect(await json('/v1/recordings/c/ledger')).toMatchObject({ holds: true });
  });

  it.each(['..', '%2e%2e%2fledger.key', 'nobody', 'c%00'])('do not reach %s', async (name) => {
    const answers = await Promise.all([
      server.get(`/v1/recordings/${name}`),
      server.get(`/v1/recordings/${name}/ledger`),
      server.get(`/v1/recordings/${name}/files/key.age`),
      erase(name),
    ]);

    for (const { status } of answers) expect(status).toBe(404);
  });
});

describe('the dry run of a policy', () => {
  const check = async (body: string, type: string): Promise<object> =>
    (await (
      await fetch(`http://127.0.0.1:${String(server.port)}/v1/policies/check`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
    ).json()) as object;

  it('says what would be masked for whom, or what is wrong', async () => {
    const good = await check('entities: { recording: [payment, banking] }\n', 'application/yaml');
    const bad = await check('{"entities":{"agent":["iban"]}}', 'application/json');
    const unread = await check('a: [', 'application/yaml');
    const secret = await check('bridges: { twilio: { authTokens: [{ env: NAME }] } }', 'application/yaml');

    expect(good).toMatchObject({ valid: true, isCurrent: false });
    expect(JSON.stringify(good)).toContain('iban');
    expect(secret).toMatchObject({ valid: true });
    expect(bad).toMatchObject({ valid: false, code: 'TACET_CONFIG' });
    expect(JSON.stringify(bad)).toContain('entities');
    expect(unread).toMatchObject({ valid: false, code: 'TACET_CONFIG' });
  });
});
