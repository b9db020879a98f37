/**
 * What the configuration knows of each protocol's peers: `bridges.<protocol>`. Without credentials a protocol takes
 * everybody who reaches its endpoint.
 */
import type { z } from 'zod';

import { AsteriskCredentials } from './asterisk.js';
import { FreeswitchCredentials } from './freeswitch.js';
import { JambonzCredentials } from './jambonz.js';
import { AudiohookSettings } from './audiohook.js';
import { ExotelCredentials } from './exotel.js';
import { PlivoCredentials } from './plivo.js';
import { RtpCredentials } from './rtp.js';
import { SignalWireCredentials } from './signalwire.js';
import { TelnyxCredentials } from './telnyx.js';
import { TwilioCredentials } from './twilio.js';
import { VonageCredentials } from './vonage.js';

export const CREDENTIALS = {
  rtp: RtpCredentials.optional(),
  audiohook: AudiohookSettings.optional(),
  twilio: TwilioCredentials.optional(),
  telnyx: TelnyxCredentials.optional(),
  plivo: PlivoCredentials.optional(),
  signalwire: SignalWireCredentials.optional(),
  exotel: ExotelCredentials.optional(),
  vonage: VonageCredentials.optional(),
  asterisk: AsteriskCredentials.optional(),
  freeswitch: FreeswitchCredentials.optional(),
  jambonz: JambonzCredentials.optional(),
} as const satisfies Readonly<Record<string, z.ZodType>>;
