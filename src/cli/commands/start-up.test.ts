/**
 * What the command line loads before it knows what is wanted: very little. Not timed: a busy machine is slow with
 * anything.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const built = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The modules that a built file loads at once; not those that it loads when it needs them. */
const staticImports = (file: string): string[] =>
  ts
    .createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
    .statements.flatMap((statement) =>
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier !== undefined &&
      ts.isStringLiteral(statement.moduleSpecifier)
        ? [statement.moduleSpecifier.text]
        : [],
    );

interface Loaded {
  /** Relative to the build. */
  readonly files: Set<string>;
  readonly packages: Set<string>;
}

const loadedBy = (entry: string): Loaded => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    const name = relative(built, file).split(sep).join('/');
    if (files.has(name)) return;
    files.add(name);
    for (const to of staticImports(file)) {
      if (to.startsWith('.')) visit(resolve(dirname(file), to));
      else if (!to.startsWith('node:')) packages.add(to);
    }
  };
  visit(join(built, entry));
  return { files, packages };
};

const COMMANDS = [
  ...['access-log', 'audit', 'demo', 'export', 'health', 'keygen', 'listen', 'models', 'openapi', 'policy'],
  ...['recordings', 'replay', 'serve', 'subject', 'token', 'verify', 'verify-receipt'],
];

const tacet = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(built, 'cli', 'main.js'), ...args])).stdout;

describe('the start of the command line', () => {
  it('loads how commands are called, and nothing of what they do', () => {
    const { files, packages } = loadedBy('cli/main.js');

    expect([...packages]).toEqual(['commander']);
    const others = [...files].filter((file) => !file.startsWith('cli/commands/')).sort();
    expect(others).toEqual([
      'app/replay/pace.js',
      'cli/main.js',
      'control/principal.js',
      'core/error-cause.js',
      'core/errors.js',
      'media/fill.js',
    ]);
  });

  it('loads neither configuration nor server to make a key', () => {
    const { files, packages } = loadedBy('cli/keygen.js');

    for (const heavy of ['zod', 'fastify', 'pino', 'yaml']) expect([...packages]).not.toContain(heavy);
    expect([...files]).not.toContain('app/config.js');
  });

  it('still knows every command when help is asked for', async () => {
    const help = await tacet('--help');

    for (const command of COMMANDS) expect(help).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(help.match(/^ {2}[a-z]/gm)).toHaveLength(COMMANDS.length + 1); // and "help"
  });

  it.each(COMMANDS)('has help of its own for %s', async (command) => {
    expect(await tacet(command, '--help')).toContain(`Usage: tacet ${command}`);
  });
});
