import type { Fault } from '../fault.js';

export const loss: Fault = {
  name: 'loss and reordering',
  what: '5 % of the packets are lost from here on, and as many are overtaken',
  strike: ({ voice }) => voice.lose(0.05),
};
