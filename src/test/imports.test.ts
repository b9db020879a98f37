/**
 * Imports only point down: the bands of ARCHITECTURE.md, and where each npm package may be used.
 *
 *     cli, app > control > call > codec | protocol | sense | detect | gate | sink > media > core
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** The higher, the more it may use. What has the same height may not use its siblings. */
const HEIGHTS: Readonly<Record<string, number>> = {
  core: 0,
  media: 1,
  codec: 2,
  protocol: 2,
  sense: 2,
  detect: 2,
  gate: 2,
  sink: 2,
  call: 3,
  control: 4,
  app: 5,
  cli: 5,
};
/** The composition roots are one band: the command line starts them. */
const TOP = 5;

/** Files, or folders with a slash at the end, that may use a package; of tests only where they are listed. */
const CONFINED: Readonly<Record<string, readonly string[]>> = {
  ws: ['control/', 'call/', 'app/replay/', 'sense/engines/remote/', 'bench/'],
  '@discordjs/opus': ['codec/opus.ts'],
  'prom-client': ['app/metrics/', 'app/audit/report.ts'],
  pino: ['app/logger.ts'],
  '@opentelemetry/api': ['app/tracing/'],
  '@opentelemetry/core': ['app/tracing/'],
  '@opentelemetry/sdk-trace-base': ['app/tracing/'],
  '@opentelemetry/resources': ['app/tracing/'],
  '@opentelemetry/exporter-trace-otlp-http': ['app/tracing/'],
  koffi: ['sense/engines/vosk-library.ts', 'sink/stores/syncfs.ts'],
  'sherpa-onnx-node': ['sense/engines/sherpa-onnx.ts'],
  wavefile: ['app/replay/wav.ts'],
  fastify: ['control/'],
  '@fastify/proxy-addr': ['control/'],
  '@fastify/rate-limit': ['control/auth/'],
  jose: ['control/auth/', 'test/auth/'],
  '@aws-sdk/client-s3': ['sink/stores/s3-remote.ts', 'sink/stores/s3-removals.ts', 'test/s3/swift-server.ts'],
  '@aws-sdk/lib-storage': ['sink/stores/s3-remote.ts'],
  '@20minutes/s3rver': ['test/s3/s3-server.ts'],
  standardwebhooks: ['control/webhooks/webhooks.test.ts'],
  '@fastify/swagger': ['control/api/'],
  'fastify-type-provider-zod': ['control/api/'],
  'openapi-types': ['control/api/'],
  'age-encryption': ['sink/sealing/'],
  '@scure/base': ['sink/sealing/'],
  'credit-card-type': ['detect/entities/pan.ts'],
  ibantools: ['detect/entities/'],
  'libphonenumber-js': ['detect/entities/phone.ts'],
};
/** Tests may look into files and connect as a peer does. */
const FREE_IN_TESTS = ['ws', 'wavefile'];
/** Its types alone may be named here. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { ws: ['call/'] };
const TEST_PACKAGES = ['@jest/globals', '@seriousme/openapi-schema-validator', 'fast-check', 'typescript'];

const here = dirname(fileURLToPath(import.meta.url));
/** The tests run where they were built; the sources lie beside, under the nearest folder with a package.json. */
const root = ((): string => {
  for (let at = here; ; at = dirname(at)) {
    if (readdirSync(at).includes('package.json')) return at;
    if (at === dirname(at)) throw new Error('no package.json above the tests');
  }
})();

interface Arrow {
  /** Relative to `src/`, with slashes; a file of `bench/` begins with that. */
  readonly file: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const nameOf = (path: string): string => {
  const inSources = relative(join(root, 'src'), path);
  const name = inSources.startsWith('..') ? relative(root, path) : inSources;
  return name.split(sep).join('/');
};

const sourcesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('node_modules'))
    .map((name) => join(root, folder, name));

/** Whether a package is named in `import type` and `export type` alone. */
const isTypeOnly = (text: string, specifier: string): boolean => {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, false);
  return source.statements.every((statement) => {
    if (ts.isImportDeclaration(statement) && isNamed(statement.moduleSpecifier, specifier)) {
      return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    }
    if (ts.isExportDeclaration(statement) && isNamed(statement.moduleSpecifier, specifier)) {
      return statement.isTypeOnly;
    }
    return true;
  });
};

const isNamed = (module: ts.Expression | undefined, specifier: string): boolean =>
  module !== undefined && ts.isStringLiteral(module) && module.text === specifier;

const arrowsOf = (path: string, text: string): Arrow[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    file: nameOf(path),
    to: fileName.startsWith('.')
      ? nameOf(resolve(dirname(path), fileName.replace(/\.js$/, '.ts')))
      : fileName,
    // Parsed only where it matters: it takes long.
    isTypeOnly: fileName in TYPES_ONLY && isTypeOnly(text, fileName),
  }));

const bandOf = (file: string): string => file.split('/', 1)[0] ?? '';
const isTest = (file: string): boolean => file.endsWith('.test.ts') || bandOf(file) === 'test';
const isOwn = ({ to }: Arrow): boolean => to.endsWith('.ts') || to.includes('/test/');
const packageOf = (to: string): string =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');

/** Why an arrow between files of `src/` may not be; undefined where it may. */
const wrongWay = ({ file, to }: Arrow): string | undefined => {
  if (bandOf(to) === 'test') return 'only tests use test/';
  const from = HEIGHTS[bandOf(file)];
  const target = HEIGHTS[bandOf(to)];
  if (from === undefined || target === undefined) return 'a folder that is in no band';
  if (bandOf(file) === bandOf(to)) return undefined;
  if (target > from) return 'points up';
  return target === from && from !== TOP ? 'points sideways' : undefined;
};

const isIn = (file: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

/** Why a file may not use a package; undefined where it may. */
const outOfPlace = (arrow: Arrow): string | undefined => {
  const { file, to } = arrow;
  if (to.startsWith('node:')) return undefined;
  const name = packageOf(to);
  if (isTest(file)) {
    if (FREE_IN_TESTS.includes(name) || TEST_PACKAGES.includes(name)) return undefined;
  } else if (TEST_PACKAGES.includes(name)) {
    return `${name} is for tests`;
  }
  const places = CONFINED[name];
  if (places !== undefined && !isIn(file, places)) return `${name} is confined elsewhere`;
  const isTypesPlace = isIn(file, TYPES_ONLY[name] ?? []);
  return isTypesPlace && !isTest(file) && !arrow.isTypeOnly ? `${name} may give types only here` : undefined;
};

const complaint =
  (why: (arrow: Arrow) => string | undefined) =>
  (arrow: Arrow): string[] => {
    const reason = why(arrow);
    return reason === undefined ? [] : [`${arrow.file} -> ${arrow.to}: ${reason}`];
  };

const readArrows = (folder: string): Arrow[] =>
  sourcesOf(folder).flatMap((path) => arrowsOf(path, readFileSync(path, 'utf8')));
const inSources = readArrows('src');
const inBench = readArrows('bench');

describe('imports', () => {
  it('are read from every source file', () => {
    expect(sourcesOf('src').length).toBeGreaterThan(100);
    expect(inSources.length).toBeGreaterThan(300);
    expect(inSources.filter(isOwn).every(({ to }) => ts.sys.fileExists(join(root, 'src', to)))).toBe(true);
  });

  it('point down the bands, never up nor sideways', () => {
    const wrong = inSources
      .filter((arrow) => isOwn(arrow) && !isTest(arrow.file))
      .flatMap(complaint(wrongWay));

    expect(wrong).toEqual([]);
  });

  it('take each npm package from where it is confined', () => {
    const foreign = [...inSources, ...inBench].filter((arrow) => !isOwn(arrow) && !arrow.to.startsWith('#'));

    expect(foreign.flatMap(complaint(outOfPlace))).toEqual([]);
  });
});

describe('the rules of imports', () => {
  const arrow = (file: string, to: string, typeOnly = false): Arrow => ({ file, to, isTypeOnly: typeOnly });

  it.each([
    ['core/span.ts', 'media/frame.ts'],
    ['gate/policy.ts', 'sink/report.ts'],
    ['sense/vad.ts', 'call/leg.ts'],
    ['call/call.ts', 'control/server.ts'],
    ['control/server.ts', 'app/config.ts'],
    ['app/config.ts', 'test/one-way.ts'],
    ['other/x.ts', 'core/span.ts'],
  ])('refuse %s -> %s', (file, to) => {
    expect(wrongWay(arrow(file, to))).toBeDefined();
  });

  it.each([
    ['sense/vad.ts', 'media/frame.ts'],
    ['call/call.ts', 'gate/policy.ts'],
    ['cli/main.ts', 'app/config.ts'],
    ['app/compose.ts', 'core/clock.ts'],
    ['codec/opus.ts', 'codec/codec.ts'],
  ])('take %s -> %s', (file, to) => {
    expect(wrongWay(arrow(file, to))).toBeUndefined();
  });

  it('know whether a package gives types only', () => {
    const [types] = arrowsOf(join(root, 'src/call/x.ts'), "import type { WebSocket } from 'ws';");
    const [values] = arrowsOf(join(root, 'src/call/x.ts'), "import { WebSocket } from 'ws';");

    expect([types, values].map((a) => a && outOfPlace(a))).toEqual([
      undefined,
      'ws may give types only here',
    ]);
  });

  it.each([
    ['call/leg.ts', 'fastify'],
    ['cli/main.ts', 'pino'],
    ['app/compose.ts', 'prom-client'],
    ['codec/l16.ts', '@discordjs/opus'],
    ['core/span.ts', 'fast-check'],
    ['sink/recorder.ts', 'wavefile/lib/x.js'],
  ])('refuse %s -> %s', (file, to) => {
    expect(outOfPlace(arrow(file, to))).toBeDefined();
  });
});
