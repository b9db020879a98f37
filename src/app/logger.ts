/**
 * Logging: pino, JSON lines, with an allow-list of fields.
 *
 * A log line is a fixed text and fields from this list; whatever else is handed in is dropped before it can be
 * written. Exceptions are logged by code only: their messages may quote what was sent.
 */
import { pino, type Logger as Pino } from 'pino';

import { codeOf } from '../core/errors.js';

export interface LogFields {
  readonly call?: string;
  /** Random, the same on every line of a call: what metrics and traces are joined by. */
  readonly trace?: string;
  readonly leg?: string;
  readonly code?: string;
  readonly closeCode?: number;
  readonly state?: string;
  readonly entity?: string;
  readonly cause?: string;
  /** Where something got out: live, recording or transcript. */
  readonly branch?: string;
  /** Which digit of a number, from 1; never which digit it is. */
  readonly position?: number;
  /** Of a dial. */
  readonly attempt?: number;
  /** Of HTTP. */
  readonly status?: number;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly leakedMs?: number;
  readonly count?: number;
  readonly worker?: number;
  readonly host?: string;
  readonly port?: number;
  readonly durationMs?: number;
  readonly language?: string;
  readonly protocol?: string;
  /** Kind of an event of the feed. */
  readonly event?: string;
  readonly method?: string;
  /** Of HTTP, as it is declared: what stands in the path is not in it. */
  readonly route?: string;
  readonly signal?: string;
  /** Of an error that nobody expected: files with line and column. */
  readonly at?: string;
  readonly engine?: string;
}

const ALLOWED = [
  'call',
  'trace',
  'leg',
  'code',
  'closeCode',
  'state',
  'entity',
  'cause',
  'branch',
  'position',
  'attempt',
  'status',
  'startMs',
  'endMs',
  'leakedMs',
  'count',
  'worker',
  'host',
  'port',
  'durationMs',
  'language',
  'protocol',
  'event',
  'method',
  'route',
  'signal',
  'at',
  'engine',
] as const satisfies readonly (keyof LogFields)[];

export interface Logger {
  info(text: string, fields?: LogFields): void;
  warn(text: string, fields?: LogFields): void;
  error(text: string, fields?: LogFields): void;
  /** An exception, by its code. */
  exception(text: string, error: unknown, fields?: LogFields): void;
}

/** What may be told of fields, to logs and to traces; whatever else is in them is left out. */
export const allowed = (fields: LogFields = {}): LogFields =>
  Object.fromEntries(ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));

/** @param base on every line */
export const createLogger = (
  level: string,
  destination?: { write(line: string): void },
  base: { readonly process: number } | null = null,
): Logger => {
  const options = { level, base, timestamp: pino.stdTimeFunctions.isoTime };
  const log: Pino =
    destination === undefined ? pino(options, pino.destination(2)) : pino(options, destination);
  return {
    info: (text, fields) => log.info(allowed(fields), text),
    warn: (text, fields) => log.warn(allowed(fields), text),
    error: (text, fields) => log.error(allowed(fields), text),
    exception: (text, error, fields) => log.error(allowed({ ...fields, code: codeOf(error) }), text),
  };
};
