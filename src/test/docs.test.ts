/** What the documentation shows is there: settings, links, commands and their flags. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';

import { parseConfig } from '../app/config.js';
import { checkConfig } from '../app/policy/check.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));

const PAGES: readonly string[] = [
  'README.md',
  'ARCHITECTURE.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const textOf = (page: string): string => readFileSync(page, 'utf8');

/** Blocks of code in one language, as they stand. */
const blocks = (page: string, language: string): string[] =>
  [...textOf(page).matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);

/** Text without blocks of code, in which a `#` begins no heading and brackets no link. */
const proseOf = (page: string): string => textOf(page).replace(/^ *```.*?^ *```$/gms, '');

/** As GitHub names the anchors of headings. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/ /g, '-'),
    ),
  );

/** Where a page has settings of something that is not Tacet. */
const OF_OTHERS = new Set(['spec', 'scrape_configs', 'readinessProbe']);
/** What stands for a value that only its owner has. */
const RECIPIENT = 'age170qkc5lz79awm7wpysdx0x73f729mv2m8gmyp7har0r4vy88z47s8shhpp';
const filledIn = (code: string): string =>
  code.replace(/\bage1\.{3}/g, RECIPIENT).replace(/sha256: \w+\.{3}/g, `sha256: ${'a'.repeat(64)}`);

/** Each line of a shell's that begins with `tacet`, as its words; continued lines are one, comments none. */
const commandsOf = (page: string): string[][] =>
  [
    ...blocks(page, 'sh')
      .flatMap((code) => code.replace(/\\\n/g, ' ').split('\n'))
      .map((line) => line.replace(/\s#.*$/, '').replace(/^node dist\/cli\/main\.js /, 'tacet ')),
    // In text and tables; `list|show` is several.
    ...[...proseOf(page).matchAll(/`(tacet [^`]*)`/g)].map(([, code = '']) => code.replaceAll('\\|', '|')),
  ]
    .flatMap((line) => line.split(/\s&&\s|\s\|\s/))
    .filter((line) => line.startsWith('tacet '))
    .map((line) => line.split(/\s+/).slice(1));

const helpOf = new Map<string, string>();
/** @returns undefined where there is no such command */
const help = (...words: string[]): string | undefined => {
  const key = words.join(' ');
  let text = helpOf.get(key);
  if (text === undefined) {
    const { status, stdout } = spawnSync(process.execPath, [MAIN, ...words, '--help'], { encoding: 'utf8' });
    text = status === 0 ? stdout : '';
    helpOf.set(key, text);
  }
  return text.startsWith(`Usage: tacet ${key}`) ? text : undefined;
};

/** What is wrong with a command as a page has it. */
const troubleWith = ([name = '', ...rest]: readonly string[]): string | undefined => {
  if (!/^[a-z]/.test(name)) return undefined;
  const own = help(name);
  if (own === undefined) return `tacet ${name}`;
  const isGroup = /^Commands:$/m.test(own);
  const subs = isGroup && /^[a-z]/.test(rest[0] ?? '') ? (rest[0] ?? '').split('|') : [];
  for (const sub of subs) if (help(name, sub) === undefined) return `tacet ${name} ${sub}`;
  const helps = subs.length === 0 ? [own] : subs.map((sub) => help(name, sub) ?? '');
  const flags = rest.flatMap((word) => /^\[?(--[a-z-]+)/.exec(word)?.[1] ?? []);
  const unknown = flags.find((flag) => !helps.some((text) => text.includes(`${flag} `)));
  return unknown === undefined ? undefined : `tacet ${[name, ...rest].join(' ')}: ${unknown}`;
};

describe('the documentation', () => {
  it.each(PAGES)('%s has settings that Tacet takes', (page) => {
    for (const code of blocks(page, 'yaml')) {
      const settings = parse(filledIn(code)) as object;
      if (Object.keys(settings).some((name) => OF_OTHERS.has(name))) continue;

      const checked = checkConfig(stringify(settings));

      expect('problems' in checked ? checked.problems : []).toEqual([]);
    }
  });

  it.each(PAGES)('%s has links that lead somewhere', (page) => {
    for (const [, link = ''] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);

      expect([link, existsSync(target)]).toEqual([link, true]);
      if (anchor !== undefined) expect([link, anchorsOf(target).has(anchor)]).toEqual([link, true]);
    }
  });

  it('names commands and flags that there are', () => {
    const commands = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap(commandsOf);

    expect(commands.length).toBeGreaterThan(50);
    expect(commands.flatMap((words) => troubleWith(words) ?? [])).toEqual([]);
  });
});

describe('the settings in the README', () => {
  const [shown = ''] = blocks('README.md', 'yaml').filter((code) => code.includes('defaultLanguage'));

  it('are the defaults', () => {
    expect(parseConfig(parse(shown))).toEqual(parseConfig({}));
  });

  it('have every limit', () => {
    for (const name of Object.keys(parseConfig({}).limits)) expect(shown).toContain(`${name}: `);
  });
});
