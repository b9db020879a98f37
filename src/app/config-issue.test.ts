/** Whatever is wrong in a configuration file, and wherever: what is told of it holds nothing that stands there. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';

import { loadConfig, parseConfig } from './config.js';
import { placeOf } from './config-issue.js';
import { checkConfig } from './policy/check.js';

/** Stands for a secret: no part of it is a word of any rule. */
const SECRET = 'q7x9-zj4w-k8v2';
/** As much of it as gives it away. */
const PARTS = Array.from({ length: SECRET.length - 5 }, (_, at) => SECRET.slice(at, at + 6));
const NUMBER = 918_273_645_012;
const RUNS = Number(process.env['TACET_RUNS'] ?? 300);

/** One of each kind of setting, secrets in all that may hold one. */
const WHOLE = {
  listen: { host: '127.0.0.1', port: 8_080, tls: { cert: SECRET, key: SECRET } },
  auth: {
    providers: [{ issuer: SECRET, audience: [SECRET], jwksUrl: `https://localhost/${SECRET}` }],
    keys: [{ name: SECRET, sha256: 'a'.repeat(64), roles: ['operator'] }],
    trustedProxies: ['10.0.0.0/8'],
  },
  bridges: {
    publicUrl: 'wss://tacet.example.com',
    rtp: { users: { gate: SECRET }, bearerTokens: [SECRET] },
    twilio: { authTokens: [SECRET] },
    audiohook: { keys: { key: 'cTd4OS16ajR3' } },
  },
  routes: [
    {
      match: { called: SECRET },
      to: { url: `wss://a.example/${SECRET}`, headers: { x: SECRET }, secret: SECRET },
    },
  ],
  engines: { en: [{ engine: 'hook', options: { url: `ws://127.0.0.1/${SECRET}` } }] },
  live: { lookAheadMs: 100, whenBlind: 'mask' },
  detection: { bias: 0 },
  recording: {
    directory: SECRET,
    recipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
    store: { kind: 's3', bucket: SECRET, region: SECRET, accessKeyId: SECRET, secretAccessKey: SECRET },
  },
  ledger: { keyFile: SECRET },
  webhooks: { endpoints: [{ url: `https://a.example/${SECRET}`, secret: `whsec_${'A'.repeat(44)}` }] },
  limits: { calls: 10, connections: 100, memoryMb: 1_000 },
  tracing: { otlp: 'http://127.0.0.1:4318/', headers: { authorization: SECRET } },
  tenants: { acme: { live: { lookAheadMs: 200 }, detection: { bias: 1 } } },
  audit: { engines: { second: { en: { engine: 'scripted', options: { scripts: {} } } } } },
  log: { level: 'info' },
};

/** What YAML reads something into. */
const SIGNS = Array.from(':{}[],"\'\n \t&*!|>%@`#-?');

type Path = readonly (string | number)[];

const placesIn = (value: unknown, path: Path = []): Path[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];

const replaced = (value: unknown, [first, ...rest]: Path, by: unknown): unknown => {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === first ? replaced(item, rest, by) : (item as unknown)));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [first]: replaced(fields[first], rest, by) };
};

/** What somebody may put where something else belongs. */
const misplaced = fc.oneof(
  fc.constantFrom<unknown>(SECRET, `whsec_${SECRET}`, `https://gate:${SECRET}@a.example/`, `age1${SECRET}`),
  fc.constantFrom<unknown>(NUMBER, -NUMBER, NUMBER + 0.5, `${SECRET}\n${SECRET}`, null, true, '', [], {}),
  fc.constantFrom<unknown>([SECRET], [[SECRET]], { [SECRET]: null }, { [`secret:${SECRET}`]: null }),
  fc.constantFrom<unknown>({ value: SECRET }, { a: { [`${SECRET}"x`]: SECRET } }, { engine: SECRET }),
  fc.constantFrom<unknown>({ env: SECRET }, { file: SECRET }, [{ vote: [SECRET, { engine: SECRET }] }]),
);

const tells = (said: string): string[] => [...PARTS, String(NUMBER)].filter((part) => said.includes(part));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of the file by those who read it: the server, and `policy check`. Empty where it is valid. */
const saidOf = async (text: string): Promise<string> => {
  const path = join(folder, 'tacet.yaml');
  await writeFile(path, text);
  const checked = checkConfig(text);
  const problems = 'problems' in checked ? checked.problems.map(({ message }) => message).join() : '';
  return (await loadConfig(path).then(() => '', String)) + problems;
};

describe('what is told of a configuration that is not valid', () => {
  it('is told of a file that is valid but for what is done to it', () => {
    expect(() => parseConfig(WHOLE)).not.toThrow();
  });

  it('holds nothing that stands in it, wherever a value is misplaced', async () => {
    const everywhere = fc.constantFrom(...placesIn(WHOLE));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(everywhere, misplaced), { minLength: 1, maxLength: 2 }),
        async (put) => {
          const wrong = put.reduce<unknown>((config, [place, value]) => {
            try {
              return replaced(config, place, value);
            } catch {
              // What was put first has taken that place.
              return config;
            }
          }, WHOLE);
          const said = await saidOf(stringify(wrong));
          if (said !== '') refused++;
          expect(tells(said)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 3);
  });

  it('holds nothing that stands in it, whatever is typed wrong', async () => {
    const text = stringify(WHOLE);
    const slip = fc.tuple(fc.nat(text.length), fc.nat(2), fc.constantFrom('', ...SIGNS));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 2 }), async (slips) => {
        const typed = slips.reduce(
          (done, [at, without, sign]) => done.slice(0, at) + sign + done.slice(at + without),
          text,
        );
        const said = await saidOf(typed);
        if (said !== '') refused++;
        expect(tells(said)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 3);
  });

  it.each([
    ['listen.tls.cert', (text: string) => ({ listen: { tls: { cert: text, key: 'tls.key' } } })],
    ['listen.tls.key', (text: string) => ({ listen: { tls: { cert: 'tls.pem', key: text } } })],
    ['ledger.keyFile', (text: string) => ({ ledger: { keyFile: text } })],
    ['ledger.subjectKeyFile', (text: string) => ({ ledger: { subjectKeyFile: text } })],
  ])('tells of a key that stands in %s in the place of its path, before that is looked for', (name, of) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

    for (const key of [pem, pem.replaceAll('\n', ' '), der.toString('base64'), der.toString('hex')])
      expect(() => parseConfig(of(key))).toThrow(`${name}: is the path of a file, not what stands in it`);
    expect(() =>
      parseConfig(of('/var/lib/tacet/keys-of-production/ledger/2026/ed25519/the.key')),
    ).not.toThrow();
  });

  it('names the setting, and what is no setting where it looks like one', () => {
    expect(() => parseConfig({ lvie: {}, [`password:${SECRET}`]: null })).toThrow(
      'file: Unrecognized keys: "lvie", [not shown]',
    );
    expect(() => parseConfig({ live: null })).toThrow('live: Invalid input: expected object, received null');
    expect(placeOf(['tenants', 'acme.eu', 'routes', 0, `gate:${SECRET}`])).toBe(
      'tenants.acme.eu.routes.0.[not shown]',
    );
  });
});
