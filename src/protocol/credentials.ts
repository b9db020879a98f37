/**
 * What the configuration knows of each protocol's peers: `bridges.<protocol>`. Without it a protocol takes
 * everybody who reaches its endpoint.
 */
import type { z } from 'zod';

import { TwilioCredentials } from './twilio.js';

export const CREDENTIALS = {
  twilio: TwilioCredentials.optional(),
} as const satisfies Readonly<Record<string, z.ZodType>>;
