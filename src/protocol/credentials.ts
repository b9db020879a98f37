/**
 * What the configuration knows of each protocol's peers: `bridges.<protocol>`. Without credentials a protocol takes
 * everybody who reaches its endpoint.
 */
import type { z } from 'zod';

import { AsteriskCredentials } from './asterisk.js';
import { FreeswitchCredentials } from './freeswitch.js';
import { JambonzCredentials } from './jambonz.js';
import { AudiohookSettings } from './audiohook.js';
import { TwilioCredentials } from './twilio.js';

export const CREDENTIALS = {
  audiohook: AudiohookSettings.optional(),
  twilio: TwilioCredentials.optional(),
  asterisk: AsteriskCredentials.optional(),
  freeswitch: FreeswitchCredentials.optional(),
  jambonz: JambonzCredentials.optional(),
} as const satisfies Readonly<Record<string, z.ZodType>>;
