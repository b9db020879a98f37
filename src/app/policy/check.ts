/**
 * Checks a configuration file and says where in it something is wrong.
 *
 * Values that stand elsewhere (`{ env: NAME }`, `{ file: PATH }`) are not fetched: a policy is checked on machines that
 * do not have them.
 */
import type { z } from 'zod';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';

import { Config } from '../config.js';
import { describeIssue } from '../config-issue.js';
import { isElsewhere } from '../secret-settings.js';
import { isTooDeep } from './nesting.js';
import { isPlain } from './tenants.js';

export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The path of the setting and the rule that it breaks; never its value. */
  readonly message: string;
}

export type Checked = { readonly config: Config } | { readonly problems: readonly Problem[] };

/** Text that asks for more than its own length in return is none of ours. */
const MOST_ALIASES = 50;

/** Stand for what is not fetched, one after the other, until what is asked of it there is content. */
const PLACEHOLDERS: readonly string[] = [
  'wss://elsewhere.example',
  'https://elsewhere.example',
  Buffer.alloc(32).toString('base64'),
  `whsec_${Buffer.alloc(32).toString('base64')}`,
  '0'.repeat(64),
];

/** @param text YAML or JSON */
export const checkConfig = (text: string): Checked => {
  if (isTooDeep(text))
    return { problems: [{ line: 1, column: 1, message: 'cannot be read as YAML or JSON: nested too deep' }] };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): Pick<Problem, 'line' | 'column'> => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0)
    // A parser's own words may quote the file.
    return {
      problems: document.errors.map(({ pos, code }) => ({
        ...at(pos[0]),
        message: `cannot be read as YAML or JSON: ${code}`,
      })),
    };
  let input: unknown;
  try {
    input = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    // An alias without an anchor, or very many of them.
    return { problems: [{ line: 1, column: 1, message: 'cannot be read as YAML or JSON: BAD_ALIAS' }] };
  }
  const elsewhere = pathsElsewhere(input, []);
  const isAt = (path: readonly PropertyKey[], place: string): boolean =>
    `${keyOf(path)}/`.startsWith(`${place}/`);
  const isThere = ({ path }: { readonly path: readonly PropertyKey[] }): boolean =>
    elsewhere.some((place) => isAt(path, place));
  const tried = new Map(elsewhere.map((place) => [place, 0]));
  const judge = () => Config.safeParse(filled(input ?? {}, [], tried));
  let result = judge();
  // What no placeholder is fit for is judged as if it were not there.
  for (let i = 0; i < PLACEHOLDERS.length && result.error?.issues.some(isThere) === true; i++) {
    const { issues } = result.error;
    for (const [place, count] of tried)
      if (issues.some(({ path }) => isAt(path, place))) tried.set(place, count + 1);
    result = judge();
  }
  if (result.success) return { config: result.data };
  const problems = result.error.issues
    .filter((issue) => !isThere(issue))
    .map((issue) => ({ ...at(offsetOf(document, issue)), message: describeIssue(issue, input) }));
  if (problems.length > 0)
    return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  return { problems: [{ line: 1, column: 1, message: 'cannot be judged without what stands elsewhere' }] };
};

const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('/');

const pathsElsewhere = (value: unknown, path: readonly PropertyKey[]): string[] => {
  if (isElsewhere(value)) return [keyOf(path)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => pathsElsewhere(item, [...path, key]));
};

/** @param tried how many placeholders were unfit for each place */
const filled = (
  value: unknown,
  path: readonly PropertyKey[],
  tried: ReadonlyMap<string, number>,
): unknown => {
  if (isElsewhere(value)) return PLACEHOLDERS[tried.get(keyOf(path)) ?? 0];
  if (Array.isArray(value)) return value.map((item, i) => filled(item, [...path, i], tried));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filled(item, [...path, key], tried)]),
  );
};

/** Where the setting stands, or the nearest thing above it that is there. */
const offsetOf = (document: Document, issue: z.core.$ZodIssue): number => {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  for (let length = path.length; length > 0; length--) {
    const pair = pairAt(document, path.slice(0, length));
    const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    const offset = start ?? node?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return 0;
};

/** Key and value, where the last of the path is a key. */
const pairAt = (document: Document, path: readonly PropertyKey[]): Pair | undefined => {
  const above = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(above)) return undefined;
  return above.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
};
