/**
 * What a benchmark leaves behind: a page, the same as JSON, and where it says more than the page, a picture.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { circumstanceLines, type Circumstances } from './circumstances.js';

export const FOLDER = 'docs/benchmarks';

export interface Figures {
  readonly title: string;
  /** Where the words of the page are, for who wants to change them: `bench/api/api-report.ts`. */
  readonly source: string;
  readonly circumstances: Circumstances;
  /** Of all commands, where not all figures come from the last one. */
  readonly all?: readonly Circumstances[];
  /** What is in the JSON beside the circumstances. */
  readonly data: object;
  /** Markdown, below the circumstances. */
  readonly body: readonly string[];
  readonly picture?: { readonly svg: string; readonly title: string };
}

/** Writes `name.md`, `name.json` and `name.svg` into a folder, and the page to stdout. */
export const publish = async (folder: string, name: string, figures: Figures): Promise<void> => {
  const { circumstances, data, picture } = figures;
  const page = pageOf(name, figures);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), jsonOf({ circumstances, ...data }));
  await writeFile(join(folder, `${name}.md`), page);
  if (picture !== undefined) await writeFile(join(folder, `${name}.svg`), picture.svg);
  console.log(page);
};

const pageOf = (name: string, { title, source, circumstances, all, body, picture }: Figures): string =>
  [
    `# ${title}`,
    '',
    `<!-- Written by \`${circumstances.command.split(' -- ')[0] ?? ''}\`: change ${source}, not this file. -->`,
    '',
    ...(all ?? [circumstances]).flatMap(circumstanceLines),
    '',
    ...(picture === undefined ? [] : [`![${picture.title}](${name}.svg)`, '']),
    ...body,
    '',
  ].join('\n');

/** A list or an object that holds no other one. */
const INNERMOST = /[[{]\n[^[\]{}]*[\]}]/g;
const NUMBERS = /^[-\d.e+,\s[\]]*$/;
const WIDTH = 120;

/** Indented, but for what fits into a line and for lists of numbers: thousands of lines are nobody's reading. */
const jsonOf = (value: object): string => {
  const text = JSON.stringify(value, withoutMaps, 2).replace(INNERMOST, (part) => {
    const line = part.replace(/\n\s*/g, ' ');
    return line.length <= WIDTH || NUMBERS.test(part) ? line : part;
  });
  return `${text}\n`;
};

/** Maps are what a run works with, and tells in another form. */
const withoutMaps = (_key: string, value: unknown): unknown => (value instanceof Map ? undefined : value);
