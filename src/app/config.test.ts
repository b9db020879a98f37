import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { loadConfig, parseConfig } from './config.js';
import { AUDIENCES } from '../core/audience.js';

const PAYMENT_ONLY = ['payment'];

describe('a configuration file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacet-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('that is not there, or is a folder, is told apart from one that is wrong', async () => {
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toThrow('none.yaml is not there');
    await expect(loadConfig(folder)).rejects.toThrow('is a folder');
  });

  it('that is no YAML is told by place and rule, without a word of it', async () => {
    const path = join(folder, 'wrong.yaml');
    await writeFile(path, 'live: {}\nbridges:\n  rtp: { users: { a: hunter2 }\n  x: : y\n');

    const failure = await loadConfig(path).catch(String);

    expect(failure).toMatch(/wrong\.yaml cannot be read as YAML or JSON: line \d, column \d+, [A-Z_]+\)$/);
    expect(failure).not.toContain('hunter2');
  });
});

describe('the configuration', () => {
  it('masks payment data for everybody and nothing else by default', () => {
    const { entities } = parseConfig({});

    for (const audience of AUDIENCES) expect(entities[audience]).toEqual(PAYMENT_ONLY);
    expect(entities.withoutPayment).toBe(false);
  });

  it('takes groups and single entities for one audience and leaves the others as they were', () => {
    const { entities } = parseConfig({ entities: { agent: ['payment', 'banking', 'email'] } });

    expect(entities.agent).toEqual(['payment', 'banking', 'email']);
    expect(entities.recording).toEqual(PAYMENT_ONLY);
  });

  it('is itself a valid configuration once it is read', () => {
    const config = parseConfig({ entities: { transcript: ['all'] }, live: { lookAheadMs: 400 } });

    expect(parseConfig(config)).toEqual(config);
  });

  it('takes payment data named one by one', () => {
    const named = ['pan', 'cvv', 'expiry', 'pin', 'digits', 'dtmf'];

    expect(parseConfig({ entities: { recording: named } }).entities.recording).toEqual(named);
  });

  it.each(AUDIENCES.flatMap((audience) => [[], ['contact'], ['pan', 'cvv']].map((list) => [audience, list])))(
    'refuses to leave payment data out for the %s: %j',
    (audience, list) => {
      expect(() => parseConfig({ entities: { [String(audience)]: list } })).toThrow(/withoutPayment/);
    },
  );

  it('leaves payment data out where the setting says so by name', () => {
    const { entities } = parseConfig({ entities: { withoutPayment: true, transcript: [] } });

    expect(entities.transcript).toEqual([]);
    expect(entities.agent).toEqual(PAYMENT_ONLY);
  });

  it.each([
    [{ entities: { agent: ['payment', 'fone'] } }],
    [{ entities: { agents: ['payment'] } }],
    [{ entities: { agent: 'payment' } }],
    [{ entities: ['payment'] }],
    [{ entities: { withoutPayments: true } }],
    [{ entities: { withoutPayment: 'yes' } }],
  ])('refuses %j rather than guess', (input) => {
    expect(() => parseConfig(input)).toThrow(/entities/);
  });

  const routeTo = (to: object) => ({ routes: [{ to: { url: 'wss://bot.example.com/{called}', ...to } }] });

  it.each([
    ['ws://127.0.0.1:9/m/{callId}?leg={leg}'],
    ['wss://bot.example.com'],
    ['wss://[::1]:8080/m'],
    ['wss://bot.example.com?called={called}'],
  ])('dials %s', (url) => {
    expect(parseConfig(routeTo({ url })).routes[0]?.to.url).toBe(url);
  });

  it.each([
    [{ url: 'wss://{called}/media' }],
    [{ url: 'wss://{called}.example.com/media' }],
    [{ url: 'wss://bot.example.com{called}/media' }],
    [{ url: 'wss://bot.example.com:{rate}/media' }],
    [{ url: 'wss://bot.example.com/media#{called}' }],
    [{ url: 'wss://user:hidden@bot.example.com/media' }],
    [{ url: 'wss://bot.example.com:99999/media' }],
    [{ url: 'https://bot.example.com/media' }],
    [{ headers: { authorization: 'a\r\nHost: b' } }],
    [{ headers: { 'a b': 'c' } }],
    [{ secret: 'a\nb' }],
    [{ secret: '' }],
    [{ protocol: 'audiohook' }],
    [{ protocol: 'freeswitch' }],
  ])('refuses a route to %j, and quotes none of it', (to) => {
    const refuse = (): unknown => parseConfig(routeTo(to));
    expect(refuse).toThrow(/routes\.0\.to/);
    expect(refuse).not.toThrow(/bot\.example|Host: b|hidden/);
  });

  it.each([
    [
      { asterisk: { users: { 'gate:hidden': 'x' } } },
      /asterisk\.users: a name is not valid: .*without a colon/,
    ],
    [{ audiohook: { keys: { 'hidden key': 'AAAA' } } }, /audiohook\.keys: a name is not valid/],
    [{ audiohook: { keys: { key: 'hidden!' } } }, /audiohook\.keys\.key/],
    [{ twilio: { authTokens: 'hidden' } }, /twilio\.authTokens/],
    [{ exotel: { logins: ['hidden'] } }, /exotel\.logins\.0/],
    [{ publicUrl: 'https://gate:hidden@tacet.example.com' }, /publicUrl/],
  ])('says where a secret is wrong, and not which: %j', (bridges, where) => {
    const refuse = (): unknown => parseConfig({ bridges: bridges as never });
    expect(refuse).toThrow(where);
    expect(refuse).not.toThrow(/hidden/);
  });

  const vosk = { engine: 'vosk', options: {} };
  const hook = { engine: 'hook', options: { url: 'ws://127.0.0.1:1' } };

  it.each([[vosk], [[vosk, hook]], [{ vote: [vosk, hook] }], [[{ vote: [vosk, hook] }, vosk]]])(
    'takes one engine, a list or a vote: %j',
    (arrangement) => {
      const config = parseConfig({ engines: { en: arrangement } });

      expect(config.engines['en']).toEqual(arrangement);
      expect(parseConfig(config)).toEqual(config);
    },
  );

  it.each([
    [[], /engines\.en: has no engine/],
    [{ engine: 'nonesuch' }, /engines\.en\.engine: is not the name of an engine/],
    [[{ engine: 'vosk' }, { engine: 'nonesuch' }], /engines\.en\.1\.engine: is not/],
    [{ vote: [{ engine: 'vosk' }] }, /engines\.en\.vote/],
    [{ vote: [{ engine: 'vosk' }, { engine: 'nonesuch' }] }, /engines\.en\.vote\.1\.engine: is not/],
    [[[{ engine: 'vosk' }]], /engines\.en\.0/],
    ['vosk', /engines\.en/],
    [{ engine: 'vosk', vote: [] }, /engines\.en/],
  ])('refuses the engines %j and says where', (arrangement, where) => {
    expect(() => parseConfig({ engines: { en: arrangement as never } })).toThrow(where);
  });
});

describe('who may read recordings', () => {
  const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

  it('is nobody by default, and nothing is kept in the clear', () => {
    expect(parseConfig({}).recording).toMatchObject({ recipients: [], unencrypted: false });
  });

  it('is named by recipients of age', () => {
    expect(parseConfig({ recording: { recipients: [RECIPIENT] } }).recording.recipients).toEqual([RECIPIENT]);
  });

  it.each([
    '',
    'age1',
    RECIPIENT.slice(0, -1),
    `${RECIPIENT.slice(0, -1)}q`,
    'ssh-ed25519 AAAA',
    'AGE-SECRET-KEY-1QQ',
  ])('cannot be %j', (recipient) => {
    expect(() => parseConfig({ recording: { recipients: [recipient] } })).toThrow(
      /recording\.recipients\.0: is no age recipient/,
    );
  });
});
