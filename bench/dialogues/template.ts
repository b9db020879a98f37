/**
 * Scenarios as text: one turn a line, read into turns once.
 *
 *     A: can i take the long card number | what is the card number        one of the alternatives is said
 *     C: yes, one moment ... it is {pan turns}                             slots in braces are spoken numbers
 *     C?: thank you                                                        said in half of the dialogues
 *     chat | chat 8                                                        a few turns about nothing, or so many
 *
 * `,` is a short pause, `...` a longer one, `(10s)` one of about that length.
 */
import type { LegRole } from '#tacet/core/ids.js';

export type Part =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'pause'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'slot'; readonly name: string; readonly options: readonly string[] };

export type Turn =
  | { readonly kind: 'chat'; readonly count?: number }
  | {
      readonly kind: 'say';
      readonly leg: LegRole;
      readonly isOptional: boolean;
      readonly ways: readonly (readonly Part[])[];
    };

export interface Scenario {
  readonly name: string;
  readonly turns: readonly Turn[];
}

const CHAT = /^chat(?: (\d+))?$/;
const TURN = /^([AC])(\?)?:\s*(.*)$/;
const PARTS = /\{[^}]*\}|\(\d+s\)|\.\.\.|,|[^\s,{}()]+/g;
const LONG_PAUSE = /^\((\d+)s\)$/;

/** @throws Error of a line that is none of these */
export const scenario = (name: string, text: string): Scenario => ({
  name,
  turns: text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(turnOf),
});

const turnOf = (line: string): Turn => {
  const chat = CHAT.exec(line);
  if (chat !== null) return { kind: 'chat', ...(chat[1] === undefined ? {} : { count: Number(chat[1]) }) };
  const [, speaker, optional, text] = TURN.exec(line) ?? [];
  if (speaker === undefined || text === undefined) throw new Error(`not a turn: ${line}`);
  return {
    kind: 'say',
    leg: speaker === 'A' ? 'agent' : 'caller',
    isOptional: optional !== undefined,
    ways: text.split('|').map(partsOf),
  };
};

export const partsOf = (text: string): Part[] => {
  const parts: Part[] = [];
  for (const [item] of text.matchAll(PARTS)) {
    const seconds = LONG_PAUSE.exec(item)?.[1];
    const last = parts.at(-1);
    if (item.startsWith('{')) {
      const [name = '', ...options] = item.slice(1, -1).trim().split(/\s+/);
      parts.push({ kind: 'slot', name, options });
    } else if (item === ',') parts.push({ kind: 'pause', fromMs: 150, toMs: 450 });
    else if (item === '...') parts.push({ kind: 'pause', fromMs: 600, toMs: 2_000 });
    else if (seconds !== undefined) {
      parts.push({ kind: 'pause', fromMs: 800 * Number(seconds), toMs: 1_200 * Number(seconds) });
    } else if (last?.kind === 'words')
      parts[parts.length - 1] = { kind: 'words', words: [...last.words, item] };
    else parts.push({ kind: 'words', words: [item] });
  }
  return parts;
};
