/**
 * Lists the licences of all packages, as package-lock.json has them: `npm run licences`. Fails on one that is not listed here.
 */
import { readFileSync } from 'node:fs';

/** Of packages that run with Tacet: all may be used in an Apache-2.0 program without its becoming another. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'MIT or MPL-2.0',
]);
/** Of packages that build and test it, and are not handed on. */
const ALLOWED_FOR_BUILDING = new Set([
  ...ALLOWED,
  'Python-2.0',
  'CC-BY-4.0',
  'Unlicense',
  '(MIT OR CC0-1.0)',
]);

/** Of old packages that do not say it where npm looks: as their own files have it. */
const BY_THEIR_FILES: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  streamsearch: 'MIT',
  'humanize-number': 'MIT',
  only: 'MIT',
};

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const all = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, { version = '', license, dev = false }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { name, version, license: license ?? BY_THEIR_FILES[name] ?? 'none', dev };
  })
  .sort((a, b) => a.license.localeCompare(b.license) || a.name.localeCompare(b.name));

for (const isDev of [false, true]) {
  console.log(isDev ? '\nFor building and testing:' : 'In use:');
  const byLicence = new Map<string, string[]>();
  for (const { name, version, license, dev } of all)
    if (dev === isDev) byLicence.set(license, [...(byLicence.get(license) ?? []), `${name} ${version}`]);
  for (const [license, names] of byLicence)
    console.log(`  ${license} (${String(names.length)}): ${names.join(', ')}`);
}
const unlisted = all.filter(({ license, dev }) => !(dev ? ALLOWED_FOR_BUILDING : ALLOWED).has(license));
for (const { name, version, license } of unlisted)
  console.error(`not listed: ${license}, of ${name} ${version}`);
if (unlisted.length > 0) process.exitCode = 1;
