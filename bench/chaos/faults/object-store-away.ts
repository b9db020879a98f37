import { objectsMeet } from './object-store.js';
import type { Fault } from '../fault.js';
import type { Gatekeeper } from '#tacet/test/s3/s3-server.js';

/** Gone before it has read a byte. */
const before: Gatekeeper = ({ socket }) => {
  socket.destroy();
  return false;
};
const amid: Gatekeeper = (request) => {
  request.once('data', () => request.socket.destroy());
  return false;
};
/** It has the object, and cannot say so any more. */
const after: Gatekeeper = ({ socket }, response) => {
  response.end = () => {
    socket.destroy();
    return response;
  };
  return true;
};

export const objectStoreAway: Fault = {
  name: 'object store away',
  what: 'Connections to the object store are cut: before, amid or after an object, for some objects or until the call has ended',
  store: 's3',
  strike: objectsMeet((random) => random.pick([before, amid, after])),
};
