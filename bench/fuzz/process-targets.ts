/**
 * What passes between the front and its processes. Both ends are Tacet, and Node's structured clone carries the frame of a
 * message; what is a stranger's in it is the leg: URL, headers and bytes of a bridge, as they came.
 */
import { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

import type { HandedLeg } from '#tacet/control/front/handed-leg.js';
import { receiveLeg } from '#tacet/control/front/receive-leg.js';
import { systemClock } from '#tacet/core/clock.js';
import { ERRORS } from '#tacet/core/errors.js';
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
        take: ({ opening: { joining }, head }) => {
          taken++;
          must(head.equals(sent.bytes), 'bytes are not those that were sent');
          must(
            joining === undefined || parseCallId(joining.callId) === joining.callId,
            'is the id of no call',
          );
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
