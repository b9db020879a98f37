/**
 * Messages that pass to the other party because their name is neither that of audio nor that of keys, and that seem to
 * be one of them all the same: by another spelling, or by what they hold. What has no place on the timeline cannot be
 * masked, so it does not pass.
 */
import { isObject, text, type JsonObject } from './json-values.js';

/** Where these protocols write what a message is. */
const NAMES = ['event', 'type', 'action'];
const AUDIO_NAME = /^(media|playaudio)$/i;
const KEY_NAME = /dtmf|digit/i;
const KEY_FIELDS = ['dtmf', 'digit', 'digits'];

const isNamed = (message: JsonObject, pattern: RegExp): boolean =>
  NAMES.some((name) => pattern.test(text(message, name) ?? ''));

/** Whether a message that passes as none may be audio. */
export const maySpeak = (message: JsonObject): boolean =>
  isNamed(message, AUDIO_NAME) ||
  text(message['media'], 'payload') !== undefined ||
  text(message['data'], 'audioContent') !== undefined;

/** Whether a message that passes as none may tell a key. */
export const mayKey = (message: JsonObject): boolean =>
  isNamed(message, KEY_NAME) || KEY_FIELDS.some((name) => Object.hasOwn(message, name));

/** Text that nobody can read may be anything. */
export const mayHide = (message: unknown): boolean =>
  !isObject(message) || maySpeak(message) || mayKey(message);
