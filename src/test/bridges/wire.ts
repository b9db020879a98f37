/**
 * Conversations of bridges with Tacet, as they stand on the wire: `fixtures/wire/<protocol>/<case>.jsonl`.
 *
 *     {"request":{"target":"/v1/twilio","headers":{}},"expect":{...}}     how it is dialled, what must come of it
 *     {"from":"bridge","text":"{...}"}                                    a message of the bridge
 *     {"from":"bridge","base64":"..."}                                    a binary one
 *     {"from":"tacet","text":"{...}"}                                     what Tacet must answer by now
 */
import { readdirSync, readFileSync } from 'node:fs';
import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

import { readBridgeRequest } from '../../control/bridge-request.js';
import type { ErrorCode } from '../../core/errors.js';
import { millis } from '../../core/units.js';
import { ignoringSink } from '../../protocol/ignoring-sink.js';
import type { BridgeRequest, Joining, Protocol, ProtocolSession } from '../../protocol/protocol.js';

export interface WireMessage {
  readonly from: 'bridge' | 'tacet';
  readonly data: Buffer;
  readonly isBinary: boolean;
}

export interface WireExpectation {
  readonly callId: string;
  readonly roles: readonly string[];
  readonly codec: string;
  readonly rateHz: number;
  /** Frames of 20 ms by track. */
  readonly frames: readonly number[];
  /** Events of RFC 4733. */
  readonly keys: readonly number[];
  readonly left: boolean;
  readonly isCopy: boolean;
}

export interface WireCase {
  readonly protocol: string;
  readonly name: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly expect: WireExpectation;
  readonly messages: readonly WireMessage[];
}

interface Line {
  readonly request?: { readonly target: string; readonly headers: IncomingHttpHeaders };
  readonly expect?: WireExpectation;
  readonly from?: 'bridge' | 'tacet';
  readonly text?: string;
  readonly base64?: string;
}

const folder = new URL('../../../fixtures/wire/', import.meta.url);

const readCase = (protocol: string, file: string): WireCase => {
  const lines = readFileSync(new URL(`${protocol}/${file}`, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const [first, ...rest] = lines;
  if (first?.request === undefined || first.expect === undefined)
    throw new Error(`${protocol}/${file} has no request`);
  return {
    protocol,
    name: file.replace(/\.jsonl$/, ''),
    ...first.request,
    expect: first.expect,
    messages: rest.map(({ from = 'bridge', text, base64 }) => ({
      from,
      data: base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64'),
      isBinary: base64 !== undefined,
    })),
  };
};

export const WIRE_CASES: readonly WireCase[] = readdirSync(folder).flatMap((protocol) =>
  readdirSync(new URL(`${protocol}/`, folder))
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => readCase(protocol, file)),
);

/** The request that this case begins with. */
export const requestOf = ({ target, headers }: WireCase): { protocol: Protocol; request: BridgeRequest } => {
  const message = new IncomingMessage(new Socket());
  message.url = target;
  message.headers = headers;
  const endpoint = readBridgeRequest(message, { publicUrl: undefined, unixTime: 0 });
  if (typeof endpoint === 'string') throw new Error(endpoint);
  return endpoint;
};

/** A session with everything it said. */
export class Heard {
  readonly session: ProtocolSession;
  joining: Joining | undefined;
  readonly audio: { track: number; bytes: Uint8Array; timestamp: number; sequenceNumber: number }[] = [];
  readonly keys: number[] = [];
  readonly codes: ErrorCode[] = [];
  readonly faults: ErrorCode[] = [];
  readonly sent: string[] = [];
  readonly others: string[] = [];
  clears = 0;
  hasLeft = false;
  #nowMs = 1_000;

  constructor(protocol: Protocol, request: BridgeRequest) {
    const opening = protocol.open(request);
    if (typeof opening === 'string') throw new Error(opening);
    this.joining = opening.joining;
    this.session = opening.start(
      ignoringSink({
        joined: (joining) => {
          this.joining = joining;
        },
        audio: (track, { payload, timestamp, sequenceNumber }) =>
          this.audio.push({ track, bytes: Uint8Array.from(payload), timestamp, sequenceNumber }),
        key: (_track, event) => this.keys.push(event),
        dropped: (_track, code) => this.codes.push(code),
        fault: (code) => {
          this.codes.push(code);
          this.faults.push(code);
        },
        send: (message) => this.sent.push(message),
        other: (message) => this.others.push(Buffer.from(message).toString()),
        clear: () => this.clears++,
        left: () => {
          this.hasLeft = true;
        },
      }),
    );
  }

  /** 20 ms later. */
  receive(data: Buffer, isBinary: boolean): void {
    this.#nowMs += 20;
    this.session.receive(Buffer.from(data), isBinary, millis(this.#nowMs));
  }
}
