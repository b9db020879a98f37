import type { Fault } from '../fault.js';

export const peerCloses: Fault = {
  name: 'peer closes',
  what: 'The caller is gone from one frame to the next, in a mask or not',
  endsCall: true,
  strike: async ({ voice }) => {
    const ended = new Promise<void>((resolve) => voice.call.events.on('ended', () => resolve()));
    voice.caller.terminate();
    await ended;
  },
};
