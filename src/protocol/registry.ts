/**
 * The protocols a leg may speak, by the name in its URL. A new one is a file and a line here; the
 * conformance suite then runs over it.
 */
import { asterisk } from './asterisk.js';
import { freeswitch } from './freeswitch.js';
import { jambonz } from './jambonz.js';
import { audiohook } from './audiohook.js';
import { exotel } from './exotel.js';
import { plivo } from './plivo.js';
import type { Protocol } from './protocol.js';
import { rtp } from './rtp.js';
import { signalwire } from './signalwire.js';
import { telnyx } from './telnyx.js';
import { twilio } from './twilio.js';
import { vonage } from './vonage.js';

export const PROTOCOLS = {
  rtp,
  audiohook,
  twilio,
  telnyx,
  plivo,
  signalwire,
  exotel,
  vonage,
  asterisk,
  freeswitch,
  jambonz,
} as const satisfies Record<string, Protocol>;

export type ProtocolName = keyof typeof PROTOCOLS;

export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as readonly ProtocolName[];

/** @returns the protocol, or undefined where none has this name. */
export const findProtocol = (name: string): Protocol | undefined =>
  Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name as ProtocolName] : undefined;
