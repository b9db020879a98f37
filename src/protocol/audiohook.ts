/**
 * Genesys Cloud AudioHook, version "2": a copy of a conversation, both parties in one connection.
 *
 *     client (Genesys)   open, audio*, ping*, paused*, resumed*, discarded*, update*, dtmf*, error*, close
 *     server (Tacet)     opened, pong*, pause*, resume*, updated*, event*, disconnect, closed
 *
 * Genesys dials, and Genesys closes; the server may ask for it. `/v1/audiohook`, with the call's name in the path
 * where it is not to be the conversation's own id.
 */
import { z } from 'zod';

import { playAudiohook } from './audiohook-play.js';
import { AudiohookSession } from './audiohook-session.js';
import { isAudiohookRequest, SIGNATURE_LIFETIME_S } from './audiohook-signature.js';
import { checked } from './checked-settings.js';
import { NonceCache } from './nonce-cache.js';
import type { Protocol } from './protocol.js';

export const AudiohookSettings = z.strictObject({
  /** Client secret by API key, in base64. An empty one: requests with this key are not signed. */
  keys: z.record(z.string().regex(/^[A-Za-z0-9+/_-]+={0,2}$/), z.base64()).optional(),
  /** Has Genesys send nothing for a while as soon as something is masked. */
  pauseOnMask: z.boolean().default(false),
  /** How long: nothing is heard meanwhile, so nothing else can tell that it is over. */
  pauseSeconds: z.number().min(1).max(600).default(20),
  /** Tells Genesys in an event of our own when masking starts and ends. */
  maskEvents: z.boolean().default(false),
});

const nonces = new NonceCache(SIGNATURE_LIFETIME_S);
const DEFAULTS = AudiohookSettings.parse({});

/** 65 535 characters of control message; the longest take three bytes in UTF-8. */
const LONGEST_TEXT_BYTES = 3 * 65_535;
const REFUSAL_DELAY_MS = 500;

export const audiohook: Protocol = {
  name: 'audiohook',
  messageBytes: LONGEST_TEXT_BYTES,
  refusalDelayMs: REFUSAL_DELAY_MS,
  subprotocols: [],
  authenticate(request, settings) {
    const { keys } = settings === undefined ? DEFAULTS : checked(AudiohookSettings, settings);
    if (keys === undefined) return undefined;
    return isAudiohookRequest(request, keys, nonces) ? undefined : 'TACET_UNAUTHORISED';
  },
  open: (request, settings) => ({
    joining: undefined,
    isText: false,
    start: (sink) =>
      new AudiohookSession(
        request,
        settings === undefined ? DEFAULTS : checked(AudiohookSettings, settings),
        sink,
      ),
  }),
  sign: undefined,
  dial: undefined,
  play: playAudiohook,
};
