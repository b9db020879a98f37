/**
 * Reads what came over the channel between the front and a process: a message as it is declared, or none. The other end is
 * Tacet, but may be damaged, and what it says moves claims, answers and sockets of everybody else's calls.
 */
import { types } from 'node:util';

import type { FromProcess, Question, ToProcess } from './messages.js';
import { AGGREGATIONS, type MetricJson } from '../metrics/merged.js';
import { parseCallId, type CallId } from '../../core/ids.js';
import {
  isErrorCode,
  isFields,
  isListOf,
  isMaybeText,
  isNumber,
  isOneOf,
  isText,
  type Fields,
} from '../../core/shape.js';

const QUESTIONS: Readonly<Record<Question, true>> = {
  list: true,
  show: true,
  pause: true,
  resume: true,
  consent: true,
  identify: true,
  writes: true,
  metrics: true,
  policy: true,
};

/** As ours are: prom-client keeps them by name in a plain object, whose own properties would be taken for metrics. */
const METRIC_NAME = /^[a-z]+_[a-z0-9_]+$/;
const METRIC_TYPES: readonly unknown[] = ['counter', 'gauge', 'histogram', 'summary'];

/** @returns undefined for what no process says that works */
export const readFromProcess = (message: unknown): FromProcess | undefined =>
  isFields(message) && isFromProcess(message) ? (message as unknown as FromProcess) : undefined;

/** @returns undefined for what no front says that works */
export const readToProcess = (message: unknown): ToProcess | undefined =>
  isFields(message) && isToProcess(message) ? (message as unknown as ToProcess) : undefined;

/** @returns undefined for what cannot be added up */
export const readMetrics = (answer: unknown): readonly MetricJson[] | undefined =>
  isListOf(isMetric)(answer) ? answer : undefined;

const isCallId = (value: unknown): value is CallId => isText(value) && parseCallId(value) === value;
const isNews = (value: unknown): boolean =>
  isFields(value) && isText(value['type']) && isCallId(value['call']);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

const isFromProcess = (it: Fields): boolean => {
  switch (it['kind'] as FromProcess['kind']) {
    case 'ready':
    case 'taken':
      return true;
    case 'failed':
      return isErrorCode(it['code']) && isMaybeText(it['detail']);
    case 'state':
      return isFields(it['state']) && isMaybeText(it['state']['unready']) && isFlag(it['state']['isShort']);
    case 'began':
    case 'settled':
    case 'ended':
      return isCallId(it['call']);
    case 'news':
    case 'levels':
      return isNews(it['news']);
    case 'answer':
      return isNumber(it['id']);
    case 'refusal':
      return isNumber(it['id']) && isErrorCode(it['code']) && isMaybeText(it['detail']);
    default:
      return false;
  }
};

const isToProcess = (it: Fields): boolean => {
  switch (it['kind'] as ToProcess['kind']) {
    case 'start':
      return isFields(it['config']) && (it['policy'] === undefined || isFields(it['policy']));
    case 'take':
      return isHandedLeg(it['leg']);
    case 'ask':
      return isNumber(it['id']) && isFields(it['question']) && isQuestion(it['question']);
    case 'levels':
      return it['asked'] === 'all' || isListOf(isText)(it['asked']);
    case 'drain':
      return isNumber(it['graceMs']);
    case 'hurry':
      return true;
    default:
      return false;
  }
};

/** What is asked of calls is a person's, and is read where it is answered. */
const isQuestion = ({ name, asked }: Fields): boolean =>
  isText(name) && Object.hasOwn(QUESTIONS, name) && Array.isArray(asked);

const isHandedLeg = (leg: unknown): boolean =>
  isFields(leg) &&
  isCallId(leg['call']) &&
  isText(leg['url']) &&
  isFields(leg['headers']) &&
  Object.values(leg['headers']).every((value) => isMaybeText(value) || isListOf(isText)(value)) &&
  types.isUint8Array(leg['bytes']) &&
  isMaybeText(leg['tenant']) &&
  (leg['trace'] === undefined || isFields(leg['trace'])) &&
  isFlag(leg['isAnswered']);

const isMetric = (it: unknown): it is MetricJson =>
  isFields(it) &&
  isText(it['name']) &&
  METRIC_NAME.test(it['name']) &&
  isText(it['help']) &&
  isOneOf(METRIC_TYPES, it['type']) &&
  (it['aggregator'] === undefined || isOneOf(AGGREGATIONS, it['aggregator'])) &&
  isListOf(isMetricValue)(it['values']);

const isMetricValue = (it: unknown): it is MetricJson['values'][number] =>
  isFields(it) &&
  typeof it['value'] === 'number' &&
  isFields(it['labels']) &&
  Object.values(it['labels']).every((label) => isText(label) || isNumber(label)) &&
  isMaybeText(it['metricName']) &&
  isExemplar(it['exemplar']);

const isExemplar = (it: unknown): boolean =>
  it === undefined ||
  it === null ||
  (isFields(it) &&
    (it['timestamp'] === undefined || isNumber(it['timestamp'])) &&
    (it['labelSet'] === undefined || isLabelSet(it['labelSet'])));

const isLabelSet = (it: unknown): boolean =>
  isFields(it) && Object.values(it).every((label) => isText(label));
