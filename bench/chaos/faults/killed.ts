import type { Fault } from '../fault.js';

export const killed: Fault = {
  name: 'kill -9',
  what: '`tacet serve`, a process of its own, is gone amid the call',
  endsCall: true,
  breaksRecord: true,
  signal: 'SIGKILL',
};
