/** What bridges send: requests, messages of every protocol, RTP, base64, the fields of JSON, audio. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { allCodecs } from '#tacet/codec/registry.js';
import { MAX_PACKET_MS } from '#tacet/codec/codec.js';
import { readBridgeRequest } from '#tacet/control/bridge-request.js';
import { ERRORS } from '#tacet/core/errors.js';
import { decodeBase64, decodedLength } from '#tacet/protocol/base64.js';
import { JsonFields } from '#tacet/protocol/json-fields.js';
import { readRtp, RtpPacket } from '#tacet/protocol/rtp-packet.js';
import { Heard, requestOf, WIRE_CASES } from '#tacet/test/bridges/wire.js';
import { must, type Target } from './target.js';

const isCode = (code: string): boolean => Object.hasOwn(ERRORS, code);

/** One message of a conversation is bad; those around it are as they should be. */
const conversations: readonly Target[] = WIRE_CASES.map((wire) => {
  const own = wire.messages.filter(({ from }) => from === 'bridge');
  const { protocol, request } = requestOf(wire);
  let turn = 0;
  return {
    name: `protocol ${wire.protocol}, ${wire.name}`,
    seeds: own.map(({ data }) => data),
    read: (input) => {
      const heard = new Heard(protocol, request);
      const bad = turn++ % own.length;
      own.forEach(({ data, isBinary }, i) => heard.receive(i === bad ? input : data, isBinary));
      heard.receive(input, turn % 2 === 0);
      heard.session.close();
      must(heard.codes.every(isCode), 'a code that is not in the table');
    },
  };
});

/** Secrets that no input has. */
const CREDENTIALS: Readonly<Record<string, unknown>> = {
  rtp: { users: { a: 'kept-secret' }, bearerTokens: ['kept-secret-too'] },
  twilio: { authTokens: ['kept-secret'] },
};

const requests: Target = {
  name: 'request of a bridge',
  seeds: [
    ...WIRE_CASES.map(({ target }) => Buffer.from(target)),
    Buffer.from('/v1/rtp/call-1/caller?codec=OPUS&rate=48000&ptime=20&te=101&lang=de-AT&tenant=a'),
  ],
  read: (input) => {
    const message = new IncomingMessage(new Socket());
    message.url = input.toString('latin1');
    message.headers = { authorization: message.url, 'sec-websocket-protocol': message.url };
    const endpoint = readBridgeRequest(message, { publicUrl: undefined, unixTime: 1_700_000_000 });
    if (typeof endpoint === 'string') {
      must(isCode(endpoint), 'a code that is not in the table');
      return;
    }
    const opening = endpoint.protocol.open(endpoint.request);
    if (typeof opening === 'string') must(isCode(opening), 'a code that is not in the table');
    const own = CREDENTIALS[endpoint.protocol.name];
    const refusal = endpoint.protocol.authenticate(endpoint.request, own);
    must(refusal === undefined ? own === undefined : isCode(refusal), 'somebody who guessed a secret');
  },
};

const packet = new RtpPacket();
const rtp: Target = {
  name: 'RTP packet',
  seeds: WIRE_CASES.filter(({ protocol }) => protocol === 'rtp').flatMap(({ messages }) =>
    messages.map(({ data }) => data),
  ),
  read: (input) => {
    if (readRtp(input, packet) !== 'rtp') return;
    const { payload } = packet;
    must(payload.byteOffset >= input.byteOffset, 'a payload before its packet');
    must(
      payload.byteOffset + payload.length <= input.byteOffset + input.length,
      'a payload beyond its packet',
    );
  },
};

const base64: Target = {
  name: 'base64',
  seeds: ['', 'AA==', 'f39/', 'f/9+fn5+', 'A'.repeat(214)].map((text) => Buffer.from(text)),
  read: (input) => {
    const out = new Uint8Array(decodedLength(input.length) + 8).fill(0xa5);
    const count = decodeBase64(input, 0, input.length, out);
    must(count <= decodedLength(input.length), 'more bytes than characters can hold');
    must(
      out.subarray(decodedLength(input.length) + 3).every((byte) => byte === 0xa5),
      'written beyond its end',
    );
    const text = input.toString('latin1');
    const isCanonical = Buffer.from(text, 'base64').toString('base64') === text;
    if (isCanonical)
      must(Buffer.from(out.subarray(0, count)).toString('base64') === text, 'other bytes than Node reads');
  },
};

const fields = new JsonFields(['event', 'media.payload', 'start.callSid']);
const json: Target = {
  name: 'fields of JSON',
  seeds: [
    '{"event":"media","media":{"track":"inbound","payload":"f39/"}}',
    '{"event":"start","start":{"callSid":"CA1","mediaFormat":{"rate":8000}},"n":[1,-2.5e3,true,null,"\\u00e4\\n"]}',
    '{}',
  ].map((text) => Buffer.from(text)),
  read: (input) => {
    const isRead = fields.read(input);
    let value: unknown;
    try {
      value = JSON.parse(input.toString('utf8'));
    } catch {
      return;
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const isShallow = (input.toString('latin1').match(/[[{]/g) ?? []).length <= 16;
    if (isObject && isShallow) must(isRead, 'an object that JSON.parse reads');
    if (!isObject) must(!isRead, 'no object');
  },
};

const codecs: readonly Target[] = allCodecs.map((codec) => ({
  name: `payload of ${codec.name}`,
  seeds: [Buffer.alloc(160, 0x7f), Buffer.from([0xf8, 0xff, 0xfe]), Buffer.alloc(3)],
  read: (input) => {
    for (const rateHz of codec.rates) {
      const session = codec.open(rateHz);
      const out = new Int16Array((rateHz * MAX_PACKET_MS) / 1_000);
      const promised = session.samplesIn(input);
      const count = session.decode(input, out);
      must(count === undefined || (count >= 0 && count <= out.length), 'more samples than there is room for');
      must(count === undefined || count === promised, 'another length than it said');
      session.close();
    }
  },
}));

export const WIRE_TARGETS: readonly Target[] = [...conversations, requests, rtp, base64, json, ...codecs];
