/** The names of marks: an application sets them between its audio, and the bridge tells when it has come so far. */
import type { JsonStart } from './json-dialect.js';
import { text, type JsonObject } from './json-values.js';

/** How a bridge's messages call their own number and their stream. */
export interface MarkNames {
  readonly number: string;
  readonly stream: string;
}

/**
 *     {"event":"mark","sequenceNumber":"12","streamSid":"MZ","mark":{"name":"m-7"}}
 *
 * @returns undefined where the message is no mark; else what answers it, by its number among the bridge's messages
 */
export const markReply =
  (names: MarkNames) =>
  (message: JsonObject, { streamId }: JsonStart): ((message: number) => string) | undefined => {
    const name = message['event'] === 'mark' ? text(message['mark'], 'name') : undefined;
    if (name === undefined) return undefined;
    return (number) =>
      JSON.stringify({
        event: 'mark',
        [names.number]: String(number),
        [names.stream]: streamId,
        mark: { name },
      });
  };
