import type { Fault } from '../fault.js';

export const terminated: Fault = {
  name: 'SIGTERM',
  what: '`tacet serve`, a process of its own, is told to stop amid the call',
  endsCall: true,
  signal: 'SIGTERM',
};
