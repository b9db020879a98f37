/**
 * What passes between the front and its processes. Both ends are Tacet, and Node's structured clone carries the frame of a
 * message; what is a stranger's in it is the leg: URL, headers and bytes of a bridge, as they came.
 */
import { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

import { bent, seedsFor } from './bent.js';
import { Config } from '#tacet/app/config.js';
import { mergedMetrics, type MetricJson } from '#tacet/app/metrics/merged.js';
import { exposed } from '#tacet/app/metrics/metrics-registry.js';
import type { FromProcess, ToProcess } from '#tacet/app/processes/messages.js';
import { readFromProcess, readMetrics, readToProcess } from '#tacet/app/processes/reading.js';
import { Feed } from '#tacet/control/api/feed.js';
import { CallHomes } from '#tacet/control/front/call-homes.js';
import type { HandedLeg } from '#tacet/control/front/handed-leg.js';
import { receiveLeg } from '#tacet/control/front/receive-leg.js';
import { systemClock } from '#tacet/core/clock.js';
import { ERRORS, TacetError } from '#tacet/core/errors.js';
import { parseCallId } from '#tacet/core/ids.js';
import type { CallId } from '#tacet/core/ids.js';
import { must, type Target } from './target.js';

const URLS = [
  '/v1/rtp/call/caller?codec=OPUS&rate=48000&ptime=20',
  '/v1/twilio',
  '/v1/audiohook?x=1',
  '/v1/vonage/call/agent?lang=de',
];
const HEADERS = [
  'upgrade: websocket',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version: 13',
];
const seedOf = (url: string): Buffer =>
  Buffer.from([url, ...HEADERS, '', '\u0082\u0085mask12345'].join('\r\n'), 'latin1');

/** As an HTTP request would bring it: whatever the lines are. */
const legOf = (input: Buffer, isAnswered: boolean): HandedLeg => {
  const [head = '', ...rest] = input.toString('latin1').split('\r\n\r\n');
  const [url = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  const bytes = Buffer.from(rest.join('\r\n\r\n'), 'latin1');
  return { call: 'call' as CallId, url, headers, bytes, tenant: undefined, trace: undefined, isAnswered };
};

let turn = 0;
export const HANDED_LEG: Target = {
  name: 'leg that the front hands over',
  seeds: URLS.map(seedOf),
  read: (input) => {
    const sent = legOf(input, turn++ % 2 === 0);
    const came = deserialize(serialize(sent)) as HandedLeg;
    const socket = new Socket();
    let [taken, turnedAway] = [0, 0];
    const isKnown = (code: string): void =>
      must(Object.hasOwn(ERRORS, code), 'a code that is not in the table');
    receiveLeg(came, socket, {
      legs: {
        refusalBeforeJoining: () => undefined,
        take: ({ opening: { joining }, head, socket: its }) => {
          taken++;
          must(head.equals(sent.bytes), 'bytes are not those that were sent');
          must(
            joining === undefined || parseCallId(joining.callId) === joining.callId,
            'is the id of no call',
          );
          return its;
        },
        turnAway: (_leg, code) => {
          turnedAway++;
          isKnown(code);
        },
      },
      credentials: {},
      publicUrl: undefined,
      clock: systemClock,
      onRefused: isKnown,
    });
    must(taken + turnedAway === 1 || socket.destroyed || socket.writableEnded, 'a leg that nobody answers');
    must(
      came.bytes.every((byte) => byte === 0),
      'audio is left in the message',
    );
    socket.destroy();
  },
};

const CALL = 'call' as CallId;
const METRICS: readonly MetricJson[] = [
  {
    name: 'legs_total',
    help: 'Legs.',
    type: 'counter',
    aggregator: 'sum',
    values: [{ value: 1, labels: { code: 'a' }, exemplar: { timestamp: 1, labelSet: { trace_id: 'a' } } }],
  },
];
const NEWS = { type: 'call.started', call: CALL } as const;
/** One of each kind: the compiler misses one that is not here. */
const SAID: Readonly<Record<FromProcess['kind'], FromProcess>> = {
  ready: { kind: 'ready' },
  failed: { kind: 'failed', code: 'TACET_INTERNAL', detail: 'x' },
  state: { kind: 'state', state: { unready: undefined, isShort: false } },
  taken: { kind: 'taken' },
  began: { kind: 'began', call: CALL },
  settled: { kind: 'settled', call: CALL },
  ended: { kind: 'ended', call: CALL },
  news: { kind: 'news', news: NEWS },
  levels: { kind: 'levels', news: NEWS },
  answer: { kind: 'answer', id: 1, value: METRICS },
  refusal: { kind: 'refusal', id: 1, code: 'TACET_NO_CALL', detail: undefined },
};
export const FROM_PROCESS: readonly FromProcess[] = Object.values(SAID);

export const PROCESS_SAYS: Target = {
  name: 'what a process says to the front',
  seeds: seedsFor(FROM_PROCESS),
  read: async (input) => {
    const read = readFromProcess(bent(FROM_PROCESS, input));
    if (read === undefined) return;
    const homes = new CallHomes();
    homes.claim(CALL, 0, undefined);
    switch (read.kind) {
      case 'began':
      case 'settled':
      case 'ended':
        homes[read.kind](read.call, 0);
        must(homes.size <= 1, 'a call that nobody has claimed');
        return;
      case 'news':
      case 'levels':
        new Feed({ clock: systemClock, onReaderError: () => undefined }).publish(read.news);
        return;
      case 'failed':
      case 'refusal':
        must(new TacetError(read.code, read.detail).code === read.code, 'a code that is not in the table');
        return;
      case 'answer': {
        const metrics = readMetrics(read.value);
        if (metrics !== undefined) await exposed(mergedMetrics([METRICS, metrics]));
        return;
      }
      case 'state':
        must(typeof read.state.isShort === 'boolean', 'neither short nor not');
        return;
      case 'ready':
      case 'taken':
    }
  },
};

const CONFIG = Config.parse({ engines: {} });
const ASKED: Readonly<Record<ToProcess['kind'], ToProcess>> = {
  start: { kind: 'start', config: CONFIG, policy: undefined },
  take: { kind: 'take', leg: legOf(seedOf(URLS[0] ?? ''), true) },
  ask: { kind: 'ask', id: 1, question: { name: 'writes', asked: ['call'] } },
  levels: { kind: 'levels', asked: ['call'] },
  drain: { kind: 'drain', graceMs: 1 },
  hurry: { kind: 'hurry' },
};
export const TO_PROCESS: readonly ToProcess[] = Object.values(ASKED);

export const PROCESS_IS_TOLD: Target = {
  name: 'what the front says to a process',
  seeds: seedsFor(TO_PROCESS),
  read: (input) => {
    const read = readToProcess(bent(TO_PROCESS, input));
    if (read?.kind !== 'take') return;
    const socket = new Socket();
    let answers = 0;
    receiveLeg(read.leg, socket, {
      legs: {
        refusalBeforeJoining: () => undefined,
        take: ({ socket: its }) => {
          answers++;
          return its;
        },
        turnAway: () => answers++,
      },
      credentials: {},
      publicUrl: undefined,
      clock: systemClock,
      onRefused: (code) => must(Object.hasOwn(ERRORS, code), 'a code that is not in the table'),
    });
    must(answers === 1 || socket.destroyed || socket.writableEnded, 'a leg that nobody answers');
    socket.destroy();
  },
};
