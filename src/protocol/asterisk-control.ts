/**
 * What Asterisk's chan_websocket says beside the audio, in both of its forms. The first text frame tells which one
 * a channel speaks.
 *
 *     {"event":"DTMF_END","channel_id":"1795298560.2","digit":"4"}      {"command":"HANGUP"}
 *     DTMF_END digit:4 channel_id:1795298560.2                          HANGUP
 */
import { parseObject, type JsonObject } from './json-values.js';

export type ControlFormat = 'json' | 'plain-text';

export type ControlCommand = 'ANSWER' | 'HANGUP' | 'FLUSH_MEDIA';

export interface ControlEvent {
  readonly name: string;
  /** In plain text all values are text. */
  readonly fields: JsonObject;
}

const BRACE = 0x7b;
const EVENT = /^[A-Z][A-Z_]*$/;

export const controlFormatOf = (first: Buffer): ControlFormat => (first[0] === BRACE ? 'json' : 'plain-text');

/** @returns undefined where it is no event */
export const readControl = (data: Buffer, format: ControlFormat): ControlEvent | undefined =>
  format === 'json' ? readJson(data) : readPlain(data.toString('utf8'));

/** Asterisk ignores commands of more than 128 bytes; none of these comes near. */
export const controlCommand = (command: ControlCommand, format: ControlFormat): string =>
  format === 'json' ? JSON.stringify({ command }) : command;

const readJson = (data: Buffer): ControlEvent | undefined => {
  const fields = parseObject(data);
  const name = fields?.['event'];
  return fields !== undefined && typeof name === 'string' ? { name, fields } : undefined;
};

/** `EVENT k:v k:v`: values hold colons and slashes, but no spaces, except in an error's text, which nobody reads. */
const readPlain = (line: string): ControlEvent | undefined => {
  const [name = '', ...words] = line.trim().split(/\s+/);
  if (!EVENT.test(name)) return undefined;
  const fields = new Map<string, string>();
  for (const word of words) {
    const colon = word.indexOf(':');
    if (colon > 0) fields.set(word.slice(0, colon), word.slice(colon + 1));
  }
  return { name, fields: Object.fromEntries(fields) };
};
