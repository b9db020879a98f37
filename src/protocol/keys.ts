/** Keys as text, as protocols without RFC 4733 write them. */

const KEYS = '0123456789*#ABCD';

/** @returns the event number of RFC 4733, section 3.2, or undefined where the text is no key */
export const keyEvent = (text: unknown): number | undefined => {
  if (typeof text !== 'string' || text.length !== 1) return undefined;
  const event = KEYS.indexOf(text.toUpperCase());
  return event === -1 ? undefined : event;
};

export const keyText = (event: number): string => KEYS[event] ?? '';
