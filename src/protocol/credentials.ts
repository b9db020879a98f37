/**
 * What the configuration knows of each protocol's peers: `bridges.<protocol>`. Without credentials a protocol takes
 * everybody who reaches its endpoint.
 */
import type { z } from 'zod';

import { AudiohookSettings } from './audiohook.js';
import { TwilioCredentials } from './twilio.js';

export const CREDENTIALS = {
  audiohook: AudiohookSettings.optional(),
  twilio: TwilioCredentials.optional(),
} as const satisfies Readonly<Record<string, z.ZodType>>;
