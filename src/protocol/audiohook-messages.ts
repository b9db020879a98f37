/**
 * The control messages of AudioHook, version "2": one envelope for all, JSON in text messages.
 *
 *     {"version":"2","id":"<uuid>","type":"ping","seq":5,"serverseq":4,"position":"PT1.2S","parameters":{}}   theirs
 *     {"version":"2","id":"<uuid>","type":"pong","seq":5,"clientseq":5,"parameters":{}}                       ours
 */
import type { ErrorCode } from '../core/errors.js';
import { JsonFields } from './json-fields.js';
import { isObject, text, type JsonObject } from './json-values.js';

export interface ClientMessage {
  readonly id: string;
  readonly type: string;
  /** From 1, one more each time. */
  readonly seq: number;
  /** The last of ours that had come when it was sent. */
  readonly serverseq: number;
  readonly parameters: JsonObject;
}

export interface Complaint {
  /** For the people at the other end: the number that HTTP would give, and what is wrong. */
  readonly info: string;
  readonly code: ErrorCode;
}

/** What can be wrong with what a client sends; nothing of it is quoted. */
export const COMPLAINTS = {
  malformed: { info: '400 Not a client message of version 2', code: 'TACET_MESSAGE_MALFORMED' },
  parameters: { info: '400 Parameters missing or wrong', code: 'TACET_MESSAGE_MALFORMED' },
  sequence: { info: '400 seq or serverseq do not follow', code: 'TACET_MESSAGE_MALFORMED' },
  identity: { info: '401 Session or organization differ from the headers', code: 'TACET_UNAUTHORISED' },
  unexpected: { info: '409 Not expected in this state', code: 'TACET_MESSAGE_MALFORMED' },
  tooLarge: { info: '413 Message too large', code: 'TACET_MESSAGE_TOO_BIG' },
  media: { info: '415 None of the media is supported', code: 'TACET_CODEC_UNKNOWN' },
  audio: { info: '415 Not audio of the agreed format', code: 'TACET_PAYLOAD_BAD' },
  rate: { info: '429 Too many messages', code: 'TACET_MESSAGE_RATE' },
} as const satisfies Readonly<Record<string, Complaint>>;

/** Characters. */
const LONGEST_TEXT = 65_535;
/** Bounds how deep objects and arrays lie within each other. */
const SHALLOW = new JsonFields([]);
/** Of any version: newer ones than the vendor's own validator knows will come. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DURATION = /^PT((?:\d*\.)?\d+)S$/;
/** No session lasts as long; beyond, counting samples would lose some. */
const LONGEST_S = 10_000_000;

export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** @returns seconds; undefined where it is no duration of this protocol */
export const seconds = (value: unknown): number | undefined => {
  const [, digits] = typeof value === 'string' && value.length <= 40 ? (DURATION.exec(value) ?? []) : [];
  const duration = digits === undefined ? LONGEST_S : Number(digits);
  return duration < LONGEST_S ? duration : undefined;
};

const isSequenceNumber = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** @returns the message, or what is wrong with it */
export const readClientMessage = (data: Buffer): ClientMessage | Complaint => {
  const characters = data.toString('utf8');
  if (characters.length > LONGEST_TEXT) return COMPLAINTS.tooLarge;
  // What lies too deep could be read, but not be written back: the answer repeats the medium as it was offered.
  const isShallow = SHALLOW.read(data);
  SHALLOW.forget();
  if (!isShallow) return COMPLAINTS.malformed;
  const message = parse(characters);
  const type = text(message, 'type');
  if (!isObject(message) || type === undefined || message['version'] !== '2') return COMPLAINTS.malformed;
  const { id, seq, serverseq, position, parameters } = message;
  if (!isUuid(id) || !isSequenceNumber(seq) || !isSequenceNumber(serverseq)) return COMPLAINTS.malformed;
  if (seconds(position) === undefined || !isObject(parameters)) return COMPLAINTS.malformed;
  return { id, type, seq, serverseq, parameters };
};

const parse = (characters: string): unknown => {
  try {
    return JSON.parse(characters) as unknown;
  } catch {
    return undefined;
  }
};

export type ServerMessageType =
  'opened' | 'pong' | 'pause' | 'resume' | 'updated' | 'event' | 'disconnect' | 'closed';

export const serverMessage = (
  type: ServerMessageType,
  id: string,
  seq: number,
  clientseq: number,
  parameters: JsonObject,
): string => JSON.stringify({ version: '2', id, type, seq, clientseq, parameters });
