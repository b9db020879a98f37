import type { Fault } from '../fault.js';

/** Of the real clock: what waits in the sockets is eight times as much in the call's time. */
const STALL_MS = 500;
const WAITING_FRAMES = 25;

export const loopStall: Fault = {
  name: 'event loop stalls',
  what: 'The media thread stands still for 500 ms, with 500 ms of audio in the socket',
  strike: ({ voice }) => {
    voice.burst(WAITING_FRAMES);
    const until = performance.now() + STALL_MS;
    setImmediate(() => {
      while (performance.now() < until);
    });
  },
};
