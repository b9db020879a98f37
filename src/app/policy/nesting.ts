/**
 * How deep YAML or JSON is nested, before a parser looks at it.
 *
 * Parsers of YAML go down by calling themselves. Where the stack runs out in the middle of that, V8 may have no room left to
 * compile a regular expression and end the process with all its calls: no exception that anybody could catch.
 */
import { Lexer } from 'yaml';

/** Settings are some ten levels deep. */
const MOST_FLOW_LEVELS = 100;
/** A level of lines takes a column at least. */
const TOO_FAR_IN = /^[ \t?-]{200}/m;

export const isTooDeep = (text: string): boolean => {
  if (TOO_FAR_IN.test(text)) return true;
  let level = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') level++;
    else if (token === ']' || token === '}') level--;
    if (level > MOST_FLOW_LEVELS) return true;
  }
  return false;
};
