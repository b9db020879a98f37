/** The names of marks: an application sets them between its audio, and the bridge tells when it has come so far. */
import { text, type JsonObject } from './json-values.js';

/**
 *     {"event":"mark","mark":{"name":"m-7"}}
 *
 * @param reply the bridge's own message of this name
 * @returns undefined where the message is no mark
 */
export const markReply = (
  message: JsonObject,
  reply: (name: string, message: number) => JsonObject,
): ((message: number) => string) | undefined => {
  const name = message['event'] === 'mark' ? text(message['mark'], 'name') : undefined;
  return name === undefined ? undefined : (number) => JSON.stringify(reply(name, number));
};
