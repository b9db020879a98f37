/**
 * What may be told of an error that nobody expected: which kind, and where. Never its message, which may quote what was
 * said or sent.
 */
import { types } from 'node:util';

/** Of whatever realm: `instanceof` knows errors of its own only. */
const { isNativeError } = types;

const KIND = /^[A-Za-z][A-Za-z0-9_]{1,60}$/;
/** `at place (file:///…/dist/call/call.js:12:3)`, `at node:net:1:2`. */
const FRAME = /^\s+at (?:[^(]*\()?(?:file:\/\/|node:)?([\w@.+/-]+:\d+:\d+)\)?$/;
const MOST_FRAMES = 5;

/** The code of Node or of the system (`EMFILE`, `ERR_MODULE_NOT_FOUND`), or else the class of the error. */
export const kindOf = (error: unknown): string => {
  if (!isNativeError(error)) return 'no error';
  const { code } = error as NodeJS.ErrnoException;
  return [code, error.constructor.name].find((kind) => kind !== undefined && KIND.test(kind)) ?? 'Error';
};

/** Where it was thrown, innermost first: files below `dist` or of Node, with line and column. */
export const placesOf = (error: unknown): readonly string[] => {
  if (!isNativeError(error)) return [];
  const { stack = '', message } = error;
  // What the message says is no frame, whatever it looks like.
  const start = stack.indexOf(message) + message.length;
  if (!stack.includes(message)) return [];
  return stack
    .slice(start)
    .split('\n')
    .flatMap((line) => FRAME.exec(line)?.[1] ?? [])
    .map((place) => place.replace(/^.*\/(dist|node_modules)\//, '$1/'))
    .slice(0, MOST_FRAMES);
};
