import type { Fault } from '../fault.js';

export const slowReader: Fault = {
  name: 'slow reader',
  what: 'The agent reads nothing for a second',
  strike: ({ stand, voice }) => {
    voice.agent.socket.pause();
    stand.clock.after(1_000, () => voice.agent.socket.resume());
  },
};
