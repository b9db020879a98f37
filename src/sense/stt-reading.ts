/**
 * Reads what came from the other side of a speech worker: a message as it is declared, or none. A thread whose native memory
 * is damaged may say anything, and a watermark that is no number, or lies beyond all audio, would open the gates.
 */
import { types } from 'node:util';

import { CAUSES, ENTITIES, type Belief, type Finding } from '../core/finding.js';
import {
  isErrorCode,
  isFields,
  isLeg,
  isListOf,
  isMaybeText,
  isNumber,
  isOneOf,
  isSpan,
  isText,
  isTicks,
  type Fields,
} from '../core/shape.js';
import { isSampleRate } from '../core/units.js';
import type { FromListener, FromWorker, RedactedWord, ToWorker } from './stt-messages.js';

const BELIEFS: readonly Belief[] = ['suspected', 'confirmed', 'withdrawn'];
const LAST_FOUR = /^\d{4}$/;
const BYTES_A_SAMPLE = 2;

/** @returns undefined for what no worker says that works */
export const readFromWorker = (message: unknown): FromWorker | undefined =>
  isFields(message) && isFromWorker(message) ? (message as unknown as FromWorker) : undefined;

/** @returns undefined for what no pool says that works */
export const readToWorker = (message: unknown): ToWorker | undefined =>
  isFields(message) && isToWorker(message) ? (message as unknown as ToWorker) : undefined;

const isFromWorker = (it: Fields): boolean => {
  switch (it['kind'] as FromWorker['kind']) {
    case 'ready':
      return true;
    case 'fatal':
      return isErrorCode(it['code']) && isMaybeText(it['detail']);
    case 'heard':
      return isNumber(it['stream']) && ['heardTo', 'finalTo', 'clearedTo'].every((mark) => isTicks(it[mark]));
    case 'returned':
      return isNumber(it['stream']) && types.isArrayBuffer(it['pcm']) && isNumber(it['tookMs']);
    case 'failed':
      return isNumber(it['stream']) && isErrorCode(it['code']);
    case 'closed':
      return isNumber(it['stream']);
    case 'posted':
      return isText(it['call']) && isFields(it['message']) && isFromListener(it['message']);
    default:
      return false;
  }
};

const isFromListener = (it: Fields): boolean => {
  switch (it['kind'] as FromListener['kind']) {
    case 'finding':
      return isFinding(it['finding']);
    case 'words':
      return isLeg(it['leg']) && isListOf(isWord)(it['words']);
    case 'taken':
      return isFields(it['taken']) && isLeg(it['taken']['leg']) && isNumberTaken(it['taken']['number']);
    case 'context':
      return isFields(it['note']) && isText(it['note']['kind']);
    default:
      return false;
  }
};

const isFinding = (it: unknown): it is Finding =>
  isFields(it) &&
  isText(it['id']) &&
  isLeg(it['leg']) &&
  isOneOf(BELIEFS, it['belief']) &&
  isOneOf(ENTITIES, it['entity']) &&
  isOneOf(CAUSES, it['cause']) &&
  isSpan(it['span']) &&
  isNumber(it['score']) &&
  isTicks(it['decidedAt']) &&
  typeof it['settled'] === 'boolean' &&
  (it['digits'] === undefined ||
    (isFields(it['digits']) && isNumber(it['digits']['first']) && isListOf(isSpan)(it['digits']['at'])));

const isWord = (it: unknown): it is RedactedWord => isFields(it) && isText(it['text']) && isSpan(it['span']);

const isNumberTaken = (it: unknown): boolean =>
  isFields(it) &&
  it['entity'] === 'pan' &&
  isNumber(it['digits']) &&
  typeof it['valid'] === 'boolean' &&
  (it['lastFour'] === undefined || (isText(it['lastFour']) && LAST_FOUR.test(it['lastFour'])));

const isToWorker = (it: Fields): boolean => {
  switch (it['kind'] as ToWorker['kind']) {
    case 'open':
      return (
        isNumber(it['stream']) &&
        isText(it['call']) &&
        isLeg(it['leg']) &&
        isText(it['language']) &&
        isNumber(it['rateHz']) &&
        isSampleRate(it['rateHz']) &&
        isMaybeText(it['traceparent'])
      );
    case 'chunk':
      return isNumber(it['stream']) && isTicks(it['from']) && holds(it['pcm'], it['sampleCount']);
    case 'silence':
      return isNumber(it['stream']) && isTicks(it['to']);
    case 'flush':
    case 'close':
      return isNumber(it['stream']);
    case 'missed':
      return isText(it['call']) && isLeg(it['leg']) && isSpan(it['span']);
    case 'context':
      return isText(it['call']) && isFields(it['note']) && isText(it['note']['kind']);
    case 'end-call':
      return isText(it['call']);
    case 'shutdown':
      return true;
    default:
      return false;
  }
};

const holds = (pcm: unknown, sampleCount: unknown): boolean =>
  types.isArrayBuffer(pcm) &&
  isNumber(sampleCount) &&
  Number.isInteger(sampleCount) &&
  sampleCount >= 0 &&
  sampleCount * BYTES_A_SAMPLE <= pcm.byteLength;
