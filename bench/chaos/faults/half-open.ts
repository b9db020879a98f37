import type { Fault } from '../fault.js';

export const halfOpen: Fault = {
  name: 'socket half open',
  what: 'The cable of the caller is cut: nothing comes any more, no end either',
  endsCall: true,
  strike: async ({ voice }) => {
    voice.caller.socket.pause();
    await new Promise<void>((resolve) => {
      if (voice.call.state === 'ended') resolve();
      voice.call.events.on('ended', () => resolve());
    });
    voice.caller.socket.resume();
  },
};
