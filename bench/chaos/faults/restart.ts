import type { Fault } from '../fault.js';

export const senderRestarts: Fault = {
  name: 'sender starts anew',
  what: 'Sequence numbers and timestamps of the caller jump anywhere',
  strike: ({ voice, random }) =>
    voice.caller.skip(random.whole(3_000, 60_000), random.whole(10_000, 10_000_000)),
};
