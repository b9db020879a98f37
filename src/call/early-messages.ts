/** Messages for the other party that come before there is one. */

export interface EarlyMessage {
  readonly message: Uint8Array;
  readonly isBinary: boolean;
}

/** What a bridge says before its call is live is a greeting, not a conversation. */
const MOST_MESSAGES = 64;
const MOST_BYTES = 65_536;

/** Copies the message, unless there is too much already: what comes then is lost. */
export const keepEarly = (kept: EarlyMessage[], message: Uint8Array, isBinary: boolean): void => {
  const bytes = kept.reduce((sum, each) => sum + each.message.length, message.length);
  if (kept.length < MOST_MESSAGES && bytes <= MOST_BYTES)
    kept.push({ message: Uint8Array.from(message), isBinary });
};
